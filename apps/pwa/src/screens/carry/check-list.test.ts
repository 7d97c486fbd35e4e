import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyOutbox } from "../../device/device.ts";
import type { Condition } from "../../device/machine.ts";
import { checkList, isReady } from "./check-list.ts";

const good: Condition = {
  isPersisted: true, askedCount: 1, isInstalled: true, usedBytes: 1e6, quotaBytes: 1e9, outbox: emptyOutbox, isAppKept: true, enrolment: "enrolled",
  formerLogCount: 0, closedStores: [], wasEmptied: false, clockAheadMs: 1_000,
};
const check = (changed: Partial<Condition>, isVersionWaiting = false) => {
  const checks = checkList({ ...good, ...changed }, { isVersionWaiting });
  return { isReady: isReady(checks), minded: checks.filter(({ state }) => state === "mind").map(({ name }) => name) };
};

test("a phone is refused for a class without a network when the browser has not promised to keep its work, or there is no room, no app or nobody to seal to", () => {
  assert.deepEqual(check({}), { isReady: true, minded: [] });
  assert.deepEqual(check({ isPersisted: false }), { isReady: false, minded: ["storage"] });
  assert.deepEqual(check({ usedBytes: 985e6 }), { isReady: false, minded: ["room"] });
  assert.deepEqual(check({ isAppKept: false }), { isReady: false, minded: ["app"] });
  assert.deepEqual(check({ enrolment: "not-met" }), { isReady: false, minded: ["enrolment"] });
});

test("a wrong clock, a waiting version, an old store that is closed and a phone that waits to be enrolled stop no class", () => {
  assert.deepEqual(check({ clockAheadMs: -7_200_000, closedStores: ["hocvuso"], enrolment: "waiting" }, true), { isReady: true, minded: ["store", "clock", "version"] });
});
