import assert from "node:assert/strict";
import { test } from "node:test";
import type { SimulatorId } from "@hocvuso/contract";
import { withRun } from "./learning-record.ts";

const run = { simulator: "tra-tien-qr" as SimulatorId, mode: "on-my-own", hintCount: 2, goalReached: true, stepsReached: 5, stepCount: 5 } as const;

test("a run with fewer hints takes the place of one with more, and not the other way round", () => {
  const better = { ...run, hintCount: 0 };
  assert.deepEqual(withRun([run], better), [better]);
  assert.deepEqual(withRun([better], run), [better]);
});

test("a run that did not reach the goal never hides one that did", () => {
  assert.deepEqual(withRun([run], { ...run, hintCount: 0, goalReached: false }), [run]);
});

test("runs in different modes stand side by side", () => {
  assert.equal(withRun([run], { ...run, mode: "guided" }).length, 2);
});
