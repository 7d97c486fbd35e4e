import assert from "node:assert/strict";
import { test } from "node:test";
import { beliefGrid, difficultyShift, drawNormal, itemProbability, randomSource, type ItemParameters, type LaterAnswer } from "./index.ts";

const item: ItemParameters = { discrimination: 1.1, stepDifficulties: [0.2] };

/** Persons whose other answers leave a belief of SD .4 about them. */
function answersTo(harder: number, count: number, seed: number): LaterAnswer[] {
  const random = randomSource(seed);
  return Array.from({ length: count }, () => {
    const ability = drawNormal(random);
    const seen = ability + 0.4 * drawNormal(random);
    const [mean, variance] = [seen / (1 + 0.16), 0.16 / (1 + 0.16)];
    const right = itemProbability({ ...item, stepDifficulties: [0.2 + harder] }, ability)[1] ?? 0;
    return {
      score: random() < right ? 1 : 0,
      logBelief: Float64Array.from({ length: beliefGrid.count }, (_, g) => -0.5 * (beliefGrid.lowest + g * beliefGrid.step - mean) ** 2 / variance),
    };
  });
}

test("a planted shift is found within its error, and no shift where there is none", () => {
  for (const [harder, seed] of [[0, 1], [0.8, 2], [-1.2, 3]] as const) {
    const { shiftLogits, standardError } = difficultyShift(item, answersTo(harder, 2_000, seed));
    assert.ok(standardError < 0.08, `error ${standardError}`);
    assert.ok(Math.abs(shiftLogits - harder) < 3 * standardError, `${harder}: ${shiftLogits} ± ${standardError}`);
  }
});

test("the error is honest: over a hundred sets of answers the estimates scatter as much as it says", () => {
  const found = Array.from({ length: 100 }, (_, seed) => difficultyShift(item, answersTo(0.5, 150, 100 + seed)));
  const spread = Math.sqrt(found.reduce((sum, { shiftLogits }) => sum + (shiftLogits - 0.5) ** 2, 0) / found.length);
  const said = found.reduce((sum, { standardError }) => sum + standardError, 0) / found.length;
  assert.ok(Math.abs(spread / said - 1) < 0.25, `scatter ${spread}, said ${said}`);
});

test("nothing is known of an item that nobody answered since", () => {
  assert.deepEqual(difficultyShift(item, []), { shiftLogits: 0, standardError: Infinity });
  assert.throws(() => difficultyShift(item, [{ score: 2, logBelief: new Float64Array(beliefGrid.count) }]), RangeError);
});
