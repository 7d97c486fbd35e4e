import assert from "node:assert/strict";
import { test } from "node:test";
import type { SimulatorId } from "@hocvuso/contract";
import { isDoneAlone, withRun } from "./learning-record.ts";

const run = { simulator: "tra-tien-qr" as SimulatorId, mode: "on-my-own", hintCount: 2, goalReached: true, stepsReached: 5, stepCount: 5 } as const;

test("a run with fewer hints takes the place of one with more, and not the other way round", () => {
  const better = { ...run, hintCount: 0 };
  assert.deepEqual(withRun([run], better), [better]);
  assert.deepEqual(withRun([better], run), [better]);
});

test("of two runs without a hint the one that earned every step is remembered, so that the mark of doing it alone can still come", () => {
  const clumsy = { ...run, hintCount: 0, stepsReached: 4 };
  const whole = { ...run, hintCount: 0 };
  assert.deepEqual(withRun([clumsy], whole), [whole]);
  assert.deepEqual(withRun([whole], clumsy), [whole]);
});

test("only a whole run without a hint and without company was done alone", () => {
  const whole = { ...run, hintCount: 0 };
  assert.equal(isDoneAlone(whole), true);
  for (const short of [{ hintCount: 1 }, { stepsReached: 4 }, { goalReached: false }, { mode: "guided" }] as const) assert.equal(isDoneAlone({ ...whole, ...short }), false);
});

test("a run that did not reach the goal never hides one that did", () => {
  assert.deepEqual(withRun([run], { ...run, hintCount: 0, goalReached: false }), [run]);
});

test("runs in different modes stand side by side", () => {
  assert.equal(withRun([run], { ...run, mode: "guided" }).length, 2);
});
