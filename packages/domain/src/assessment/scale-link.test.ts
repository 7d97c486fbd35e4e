import assert from "node:assert/strict";
import { test } from "node:test";
import { itemProbability, linkScales, onScale, type ItemParameters } from "./index.ts";

const known: ItemParameters[] = [{ discrimination: 0.8, stepDifficulties: [-1] }, { discrimination: 1.3, stepDifficulties: [0.4] }, { discrimination: 1, stepDifficulties: [-0.2, 1.1] }];
const [slope, shift] = [1.25, -0.6];
/** The same items on a scale of which known = slope · found + shift. */
const found = known.map((item) => ({ ...item, discrimination: item.discrimination * slope, stepDifficulties: item.stepDifficulties.map((b) => (b - shift) / slope) }));
const pairs = known.map((one, at) => ({ known: one, found: found[at] ?? one, weight: 1 + at }));

test("two scales of the same items are linked exactly, and every probability stays", () => {
  const link = linkScales(pairs);
  assert.ok(Math.abs(link.slope - slope) < 1e-12 && Math.abs(link.shift - shift) < 1e-12);
  for (const [at, item] of found.entries()) {
    const moved = onScale(item, link);
    assert.deepEqual(moved.stepDifficulties.map((b) => b.toFixed(9)), known[at]?.stepDifficulties.map((b) => b.toFixed(9)));
    for (const ability of [-2, 0.3, 2]) itemProbability(item, ability).forEach((p, k) => assert.ok(Math.abs(p - (itemProbability(moved, slope * ability + shift)[k] ?? NaN)) < 1e-12));
  }
});

test("where only the zero is known, the unit stays", () => {
  const link = linkScales(pairs, { isUnitKept: true });
  assert.equal(link.slope, 1);
  assert.throws(() => linkScales([]), /needs items/);
});

test("an item's uncertainty goes with it: the variance of its difficulty is that of the new scale", () => {
  const item: ItemParameters = { discrimination: 1.2, stepDifficulties: [0.5], parameterCovariance: [0.02, -0.004, -0.004, 0.03] };
  const { parameterCovariance = [], discrimination, stepDifficulties: [b = NaN] } = onScale(item, { slope, shift });
  // b = −c / a, so ∂b = −(∂c) / a − b ∂ ln a.
  const varianceOf = ([ll = 0, lc = 0, , cc = 0]: readonly number[], a: number, at: number) => cc / a ** 2 + at ** 2 * ll + (2 * at * lc) / a;
  assert.ok(Math.abs(varianceOf(parameterCovariance, discrimination, b) - slope ** 2 * varianceOf(item.parameterCovariance ?? [], 1.2, 0.5)) < 1e-12);
});
