import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readVectors } from "../../golden/assessment/read-vectors.ts";
import { differentialFunctioningByAbility, differentialItemFunctioning } from "./differential-functioning.ts";
import { near } from "./near.suite.ts";
import { drawNormal, randomSource } from "./seeded-random.ts";

describe("differential item functioning", () => {
  const rows = readVectors("dif_data.csv");
  const scores = rows.map((row) => Array.from({ length: 20 }, (_, item) => row.number(`i${item + 1}`)));
  const isFocal = rows.map((row) => row.number("group") === 1);

  test("by Mantel-Haenszel and logistic regression agrees with R on all 20 items", () => {
    const found = differentialItemFunctioning({ scores, isFocal, isPurified: false });
    for (const row of readVectors("dif_results.csv")) {
      const item = found[row.number("item") - 1];
      assert.equal(item?.strataUsed, row.number("strata"));
      near(item.oddsRatio, row.number("alpha_MH"), 1e-6, "odds ratio");
      near(item.delta, row.number("delta_MH"), 1e-6, "delta");
      near(item.deltaStandardError, row.number("se_delta"), 1e-6, "standard error of delta");
      near(item.chiSquare, row.number("chi2_MH_cc"), 1e-6, "chi-square");
      near(item.chiSquareTail, row.number("p"), 1e-6, "p");
      assert.equal(item.etsClass, row.text("ETS"));
      near(item.logistic.uniform, row.number("LR_uniform"), 1e-6, "uniform");
      near(item.logistic.nonUniform, row.number("LR_nonuniform"), 1e-6, "non-uniform");
      near(item.logistic.both, row.number("LR_both"), 1e-6, "both");
      near(item.logistic.nagelkerkeGain, row.number("dR2_nagelkerke"), 1e-6, "Nagelkerke's gain");
      near(item.logistic.focalCoefficient, row.number("beta_g"), 1e-6, "coefficient of the group");
    }
  });

  test("purified still finds the two planted items and no other of class C", () => {
    const found = differentialItemFunctioning({ scores, isFocal });
    assert.deepEqual(found.flatMap(({ etsClass }, item) => (etsClass === "C" ? [item + 1] : [])), [5]);
    assert.ok(found[11]?.etsClass === "B" && found[11].logistic.nonUniform > 6.64);
  });

  test("answers without a row per group, or other than 0 and 1, are refused", () => {
    assert.throws(() => differentialItemFunctioning({ scores, isFocal: isFocal.slice(1) }), RangeError);
    assert.throws(() => differentialItemFunctioning({ scores: [[2]], isFocal: [true] }), RangeError);
  });
});

test("persons who answered different items are compared at their ability: a planted difference is a C, none is an A", () => {
  const random = randomSource(11);
  const persons = Array.from({ length: 1_600 }, (_, at) => ({ isFocal: at % 2 === 0, ability: drawNormal(random) - (at % 2 === 0 ? 0.5 : 0), ticket: random() }));
  const found = [0, 1].map((harder) => differentialFunctioningByAbility({
    scores: persons.map(({ isFocal, ability, ticket }) => (ticket < 1 / (1 + Math.exp(-(ability - (isFocal ? harder : 0)))) ? 1 : 0)),
    isFocal: persons.map(({ isFocal }) => isFocal), abilityLogits: persons.map(({ ability }) => ability),
  }));
  assert.deepEqual(found.map(({ etsClass }) => etsClass), ["A", "C"]);
  assert.ok(Math.abs((found[1]?.delta ?? 0) + 2.35) < 3 * (found[1]?.deltaStandardError ?? 0), `${found[1]?.delta}`);
  assert.ok((found[0]?.logistic.bothTail ?? 0) > 0.01 && (found[1]?.logistic.bothTail ?? 1) < 1e-6);
  assert.throws(() => differentialFunctioningByAbility({ scores: [1], isFocal: [], abilityLogits: [0] }), RangeError);
});
