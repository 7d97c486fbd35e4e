import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, writtenDay } from "./day.ts";

test("a day is the calendar day where the phone is, not in Greenwich", () => {
  assert.equal(dayOf(new Date(2026, 10, 3, 0, 5)), "2026-11-03");
  assert.equal(dayOf(new Date(2026, 0, 31, 23, 59)), "2026-01-31");
});

test("a day is written as people write it", () => {
  assert.equal(writtenDay("2026-11-03"), "03/11/2026");
});
