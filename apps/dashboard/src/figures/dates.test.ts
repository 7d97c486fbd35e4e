import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, sayDay, sayMoment, sayTime } from "./dates.ts";

test("a day is that of Việt Nam: 17:00 UTC is already tomorrow", () => {
  assert.equal(dayOf("2026-11-19T16:59:59Z"), "2026-11-19");
  assert.equal(dayOf("2026-11-19T17:00:00Z"), "2026-11-20");
});

test("days, moments and times are said in words of each language", () => {
  assert.equal(sayDay("2025-12-31", "vi"), "31-12-2025");
  assert.equal(sayDay("2025-07-01", "en"), "1 July 2025");
  assert.equal(sayMoment("2026-11-20T07:32:05Z", "vi"), "14:32 ngày 20-11-2026");
  assert.equal(sayMoment("2026-11-20T07:32:05Z", "en"), "14:32 on 20 November 2026");
  assert.equal(sayTime(new Date("2026-11-20T17:00:09Z")), "00:00:09");
});
