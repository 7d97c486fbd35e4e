import assert from "node:assert/strict";
import { test } from "node:test";
import { classOf, stepsFor } from "./colour-classes.ts";

test("a share on a step belongs to the class above", () => {
  const steps = stepsFor([0.9]);
  assert.deepEqual([0.4999, 0.5, 0.58, 0.6, 0.7, 0.8, 1].map((share) => classOf(share, steps)), [1, 2, 2, 3, 4, 5, 5]);
});

test("steps become finer once four communes in five have passed 50 %, and 80 is always one", () => {
  assert.deepEqual(stepsFor([0.2, 0.3, 0.6, 0.7, 0.8]), [20, 40, 60, 80]);
  assert.deepEqual(stepsFor([0.2, 0.5, 0.6, 0.7, 0.8]), [50, 60, 70, 80]);
  assert.deepEqual(stepsFor([]), [20, 40, 60, 80]);
});
