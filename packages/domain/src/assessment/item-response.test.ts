import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { numbersIn, readVectors } from "../../golden/assessment/read-vectors.ts";
import {
  biasTermOf, fillCategoryCurves, informationOf, itemInformation, itemProbability, plausibleItems, roomForCategories, type ItemParameters,
} from "./item-response.ts";
import { near } from "./near.suite.ts";

function withGuessing(item: ItemParameters, guessing: number): ItemParameters {
  return guessing === 0 ? item : { ...item, optionCount: 1 / guessing };
}

describe("item response curves", () => {
  const rows = readVectors("item_functions_dichotomous.csv").filter((row) => row.number("d") === 1);

  test("2PL and fixed-guessing items agree with catR on P, P', P'', I, I' and J", () => {
    assert.ok(rows.length >= 34);
    for (const row of rows) {
      const item = withGuessing({ discrimination: row.number("a"), stepDifficulties: [row.number("b")] }, row.number("c"));
      const at = row.number("theta");
      const curves = roomForCategories(2);
      const count = fillCategoryCurves(item, at, curves);
      near(curves.probability[1], row.number("P"), 1e-8, "P");
      near(curves.slope[1], row.number("dP"), 1e-8, "P'");
      near(curves.curvature[1], row.number("d2P"), 1e-8, "P''");
      near(informationOf(curves, count), row.number("info"), 1e-8, "I");
      near(biasTermOf(curves, count), row.number("J"), 1e-8, "J");
      const h = 1e-3;
      const difference = (width: number) => (itemInformation(item, at + width) - itemInformation(item, at - width)) / (2 * width);
      near((4 * difference(h) - difference(2 * h)) / 3, row.number("dinfo"), 1e-8, "I' by Richardson's difference");
    }
  });

  test("partial credit items agree with catR on categories, expected score and information", () => {
    for (const row of readVectors("item_functions_gpcm.csv")) {
      const item = { discrimination: row.number("a"), stepDifficulties: numbersIn(row.text("steps")) };
      const probabilities = itemProbability(item, row.number("theta"));
      numbersIn(row.text("probs")).forEach((expected, k) => near(probabilities[k], expected, 1e-6, "P_k"));
      near(probabilities.reduce((sum, p, k) => sum + k * p, 0), row.number("expected"), 1e-6, "expected score");
      near(itemInformation(item, row.number("theta")), row.number("info"), 1e-6, "information");
    }
  });

  test("1PL, 2PL and fixed-guessing information agree with Baker's table", () => {
    for (const row of readVectors("baker_information_example.csv")) {
      const at = row.number("theta");
      const cases: [string, string, ItemParameters][] = [
        ["P_1PL_b1", "I_1PL", { discrimination: 1, stepDifficulties: [1] }],
        ["P_2PL_a1.5_b1", "I_2PL", { discrimination: 1.5, stepDifficulties: [1] }],
        ["P_3PL_c.2", "I_3PL", { discrimination: 1.5, stepDifficulties: [1], optionCount: 5 }],
      ];
      for (const [probability, information, item] of cases) {
        near(itemProbability(item, at)[1], row.number(probability), 1e-8, probability);
        near(itemInformation(item, at), row.number(information), 1e-8, information);
      }
    }
  });

  test("an uncertain item averages to a flatter curve through nearly the same middle", () => {
    const item = { discrimination: 1.2, stepDifficulties: [0.3], parameterCovariance: [0.04, 0.03, 0.03, 0.16] };
    const averaged = (at: number) => plausibleItems(item).reduce((sum, one) => sum + (itemProbability(one, at)[1] ?? 0), 0) / plausibleItems(item).length;
    near(averaged(0.3), 0.5, 0.01, "middle");
    assert.ok(averaged(2) < (itemProbability(item, 2)[1] ?? 0));
    // Independent check: a dense average over the normal distribution of ln a and intercept, correlation .03 / (.2 × .4).
    let weightSum = 0;
    let dense = 0;
    for (let u = -5; u <= 5; u += 0.05) {
      for (let v = -5; v <= 5; v += 0.05) {
        const weight = Math.exp(-0.5 * (u * u + v * v));
        weightSum += weight;
        dense += weight / (1 + Math.exp(-(1.2 * Math.exp(0.2 * u) * 2 - 1.2 * 0.3 + 0.4 * (0.375 * u + Math.sqrt(1 - 0.375 ** 2) * v))));
      }
    }
    near(averaged(2), dense / weightSum, 1e-3, "average at 2");
  });

  test("parameters that describe no item are refused", () => {
    assert.throws(() => itemProbability({ discrimination: 0, stepDifficulties: [0] }, 0), RangeError);
    assert.throws(() => itemProbability({ discrimination: 1, stepDifficulties: [] }, 0), RangeError);
    assert.throws(() => itemProbability({ discrimination: 1, stepDifficulties: [0, 1], optionCount: 4 }, 0), RangeError);
  });
});
