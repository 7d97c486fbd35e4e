/** What the check screen judges: each line is in order, to be seen to, or not known; the phone is ready when nothing that a class leans on is to be seen to. */
import type { Condition } from "../../device/machine.ts";

export type CheckName = "storage" | "room" | "app" | "version" | "work" | "enrolment" | "log" | "store" | "clock";
export type CheckState = "in-order" | "mind" | "unknown";
export type Check = { readonly name: CheckName; readonly state: CheckState };

/** A phone with less room than this may refuse the work of a class. */
export const ROOM_BYTES = 20_000_000;
/** Further off than this, people's days begin to differ. */
export const CLOCK_OFF_MS = 600_000;

export function checkList(condition: Condition, { isVersionWaiting }: { isVersionWaiting: boolean }): readonly Check[] {
  const { isPersisted, usedBytes, quotaBytes, isAppKept, enrolment, closedStores, wasEmptied, clockAheadMs, outbox } = condition;
  const known = (isInOrder: boolean | undefined): CheckState => (isInOrder === undefined ? "unknown" : isInOrder ? "in-order" : "mind");
  return [
    { name: "storage", state: known(isPersisted) },
    { name: "room", state: known(usedBytes === undefined || quotaBytes === undefined ? undefined : quotaBytes - usedBytes >= ROOM_BYTES) },
    { name: "app", state: known(isAppKept) },
    { name: "enrolment", state: known(enrolment === "enrolled" ? true : enrolment === "waiting" ? undefined : false) },
    { name: "store", state: known(closedStores.length === 0 && !wasEmptied) },
    { name: "work", state: known(outbox.unsent + outbox.sent === 0 ? true : undefined) },
    { name: "clock", state: known(clockAheadMs === undefined ? undefined : Math.abs(clockAheadMs) <= CLOCK_OFF_MS) },
    { name: "log", state: "in-order" },
    { name: "version", state: isVersionWaiting ? "mind" : "in-order" },
  ];
}

/** What a class without a network leans on. A wrong clock, a waiting version and a cleared store of the past stop nobody. */
const needed: readonly CheckName[] = ["storage", "room", "app", "enrolment"];

export function isReady(checks: readonly Check[]): boolean {
  return checks.every(({ name, state }) => state !== "mind" || !needed.includes(name));
}
