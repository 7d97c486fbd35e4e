import assert from "node:assert/strict";
import { test } from "node:test";
import { behindPace, dayToFreeze, elapsedDays, lastDay, quotaState } from "./campaign-days.ts";

test("44 days that begin on 10 November end on 23 December; the day before and the day after are not in them", () => {
  assert.equal(lastDay("2026-11-10", 44), "2026-12-23");
  assert.deepEqual(["2026-11-09", "2026-11-10", "2026-12-23", "2026-12-24"].map((day) => elapsedDays("2026-11-10", 44, day)), ["none", 1, 44, "none"]);
});

test("an even pace of 100 in 30 days is 3 after the first day and 100 after the last; who stands on it is not behind", () => {
  const state = (elapsed: number, soFar: number) => quotaState({ measure: "qr", atLeast: 100, soFar, onDay: 0, elapsed, days: 30 });
  assert.deepEqual([state(1, 0).evenPace, state(30, 0).evenPace], [3, 100]);
  assert.deepEqual([behindPace([state(1, 2)]), behindPace([state(1, 3)]), behindPace([state(30, 100)])], [["qr"], [], []]);
});

test("a day's state is kept from the hour on, and of days in the campaign only", () => {
  const at = (today: string, hour: number) => dayToFreeze({ startsOn: "2026-11-10", days: 30, today, hour, frozenAtHour: 20 });
  assert.deepEqual([at("2026-11-10", 19), at("2026-11-10", 20), at("2026-11-09", 21), at("2026-12-10", 20)], [undefined, "2026-11-10", undefined, undefined]);
});
