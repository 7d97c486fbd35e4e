/** The class sheet: which phones are in the room and how far each should come, from their slips; and what of that is here or at the province. */
import type { ReplicaId } from "@hocvuso/contract";
import type { Slip } from "@hocvuso/journal";
import type { Carried } from "../../device/machine.ts";

export type ClassPhone = {
  readonly replica: ReplicaId;
  /** Log place after the last fact it had recorded when its slip was last read. */
  readonly next: number;
};

export type ClassSheet = {
  /** YYYY-MM-DD by this phone's clock, when the list was begun. */
  readonly day: string;
  /** In the order of their first slips. */
  readonly phones: readonly ClassPhone[];
  /** The address of a hub, if the class has one. */
  readonly hub?: string;
};

export type Standing = {
  readonly state: "empty" | "nothing" | "owes" | "here" | "waiting" | "received";
  /** Facts that are neither here nor at the province. */
  readonly owed: number;
};

/** A slip read again may only move a phone forward. */
export function withSlip(sheet: ClassSheet, { replica, next }: Pick<Slip, "replica" | "next">): ClassSheet {
  const before = sheet.phones.find((phone) => phone.replica === replica);
  if (before === undefined) return { ...sheet, phones: [...sheet.phones, { replica, next }] };
  return { ...sheet, phones: sheet.phones.map((phone) => (phone === before ? { replica, next: Math.max(before.next, next) } : phone)) };
}

/** @param carried what this phone knows of that log; undefined where it holds nothing of it. */
export function standingOf({ next }: ClassPhone, carried: Carried | undefined): Standing {
  const { here = 0, received = 0, isWaiting = false } = carried ?? {};
  const owed = Math.max(0, next - Math.max(here, received));
  if (next === 0) return { state: "empty", owed };
  if (owed > 0) return { state: owed === next ? "nothing" : "owes", owed };
  return { state: isWaiting ? "waiting" : received >= next ? "received" : "here", owed };
}

/** How a phone is called by people: the last four digits of its id. */
export function phoneName(replica: ReplicaId): string {
  return replica.slice(-4);
}
