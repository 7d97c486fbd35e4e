import assert from "node:assert/strict";
import { test } from "node:test";
import type { Target } from "@hocvuso/contract";
import { targetGaps, targetLines } from "./targets.ts";

const decree = { vi: "Kế hoạch 01", en: "Plan 01" };
const targets: Target[] = [
  { group: "adult", share: 1, by: "2026-12-31", decree },
  { group: "adult", share: 0.8, by: "2025-12-31", decree },
  { group: "student", share: 1, by: "2025-12-31", decree },
  { group: "student", share: 1, by: "2026-12-31", decree },
];

test("the target that falls due last is a solid line, the earlier one dashed, from low to high", () => {
  assert.deepEqual(targetLines(targets, "adult"), [
    { share: 0.8, dates: ["2025-12-31"], line: "dashed" },
    { share: 1, dates: ["2026-12-31"], line: "solid" },
  ]);
});

test("two dates of one share stand on one line", () => {
  assert.deepEqual(targetLines(targets, "student"), [{ share: 1, dates: ["2025-12-31", "2026-12-31"], line: "solid" }]);
});

test("a group without targets has no lines", () => {
  assert.deepEqual(targetLines(targets, "official"), []);
});

function gaps(capable: number, listed: number, today = "2026-11-20") {
  return targetGaps({ targets, group: "adult", capable: { state: "measured", persons: capable }, listed, today });
}

test("28 of 35 has met 80 %, 27 has not", () => {
  assert.deepEqual(gaps(28, 35).map(({ personsWanting }) => personsWanting), [0, 7]);
  assert.deepEqual(gaps(27, 35).map(({ personsWanting }) => personsWanting), [1, 8]);
});

test("55 of 100 has met 55 %, though 0.55 × 100 is a little over 55 in binary", () => {
  const own: Target[] = [{ group: "adult", share: 0.55, by: "2026-12-31", decree }];
  const [gap] = targetGaps({ targets: own, group: "adult", capable: { state: "measured", persons: 55 }, listed: 100, today: "2026-11-20" });
  assert.equal(gap?.personsWanting, 0);
});

test("a target is over from the day after it falls due", () => {
  assert.deepEqual(gaps(1, 10, "2025-12-31").flatMap(({ due }) => due.map(({ isOver }) => isOver)), [false, false]);
  assert.deepEqual(gaps(1, 10, "2026-01-01").flatMap(({ due }) => due.map(({ isOver }) => isOver)), [true, false]);
});

test("nothing measured or nobody listed leaves nothing wanting to say", () => {
  assert.deepEqual(targetGaps({ targets, group: "adult", capable: { state: "notYetMeasured" }, listed: 50, today: "2026-01-01" }), []);
  assert.deepEqual(gaps(0, 0), []);
});
