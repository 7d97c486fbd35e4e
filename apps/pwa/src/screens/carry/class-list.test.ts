import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReplicaId } from "@hocvuso/contract";
import { phoneName, standingOf, withSlip, type ClassSheet } from "./class-list.ts";

const [first, second] = ["00000000000000000000000000003f2a", "0000000000000000000000000000b001"] as [ReplicaId, ReplicaId]; // ids by their form
const empty: ClassSheet = { day: "2026-11-27", phones: [] };

test("a slip read again moves its phone forward and never back, and keeps its number", () => {
  const sheet = [{ replica: first, next: 4 }, { replica: second, next: 1 }, { replica: first, next: 9 }, { replica: first, next: 2 }].reduce(withSlip, empty);
  assert.deepEqual(sheet.phones, [{ replica: first, next: 9 }, { replica: second, next: 1 }]);
});

test("a phone owes what is neither here nor at the province", () => {
  const standing = (here: number, received: number, isWaiting = false) => standingOf({ replica: first, next: 9 }, { replica: first, here, received, isWaiting });
  assert.deepEqual(standingOf({ replica: first, next: 9 }, undefined), { state: "nothing", owed: 9 });
  assert.deepEqual(standing(4, 0), { state: "owes", owed: 5 });
  assert.deepEqual(standing(9, 4), { state: "here", owed: 0 });
  assert.deepEqual(standing(9, 9), { state: "received", owed: 0 });
  assert.deepEqual(standing(9, 9, true), { state: "waiting", owed: 0 });
  assert.deepEqual(standingOf({ replica: first, next: 0 }, undefined), { state: "empty", owed: 0 });
});

test("people call a phone by the last four digits of its id", () => {
  assert.equal(phoneName(first), "3f2a");
});
