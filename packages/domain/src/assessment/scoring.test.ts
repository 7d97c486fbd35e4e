import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { numbersIn, readVectors, scoresIn } from "../../golden/assessment/read-vectors.ts";
import type { ItemParameters, ScoredResponse } from "./item-response.ts";
import { scoreEap, scoreMap, scoreMle, scoreWle, summarise } from "./scoring.ts";
import { near } from "./near.suite.ts";

function answered(items: readonly ItemParameters[], pattern: string): ScoredResponse[] {
  return scoresIn(pattern).map((score, at) => {
    const item = items[at];
    if (item === undefined) throw new RangeError("pattern longer than the test");
    return { item, score };
  });
}

describe("ability scores", () => {
  const lsat6 = readVectors("scoring_A_items.csv").map((row) => ({ discrimination: row.number("a"), stepDifficulties: [row.number("b")] }));

  test("of a 2PL test agree with exact quadrature, exact roots and catR", () => {
    for (const row of readVectors("scoring_A_results.csv")) {
      const responses = answered(lsat6, row.text("pattern"));
      const eap = scoreEap(responses);
      near(eap.ability, row.number("EAP"), 1e-6, "EAP");
      near(eap.ability, row.number("catR_EAP"), 1e-6, "catR's EAP");
      near(eap.posteriorSd, row.number("PSD"), 1e-6, "posterior SD");
      near(eap.logEvidence, row.number("logZ"), 1e-6, "log evidence");
      near(summarise(responses, eap.ability).information, row.number("info_at_EAP"), 1e-6, "information at EAP");
      const map = scoreMap(responses);
      near(map.ability, row.number("MAP"), 1e-6, "MAP");
      near(map.standardError, row.number("MAP_SE"), 1e-6, "MAP standard error");
      near(map.ability, row.number("catR_BM"), 1e-4, "catR's MAP, of its own root tolerance");
      const wle = scoreWle(responses);
      near(wle.ability, row.number("WLE"), 1e-6, "WLE");
      near(wle.standardError, row.number("WLE_SE_info"), 1e-6, "WLE standard error");
      near(wle.ability, row.number("catR_WL"), 1e-4, "catR's WLE, of its own root tolerance");
      const mle = scoreMle(responses);
      if (row.text("MLE") === "NA") assert.deepEqual(mle, { ability: -Infinity, standardError: Infinity });
      else {
        near(mle.ability, row.number("MLE"), 1e-6, "MLE");
        near(mle.standardError, row.number("MLE_SE"), 1e-6, "MLE standard error");
      }
    }
  });

  test("of a partial credit test agree with exact quadrature and exact roots", () => {
    const items = readVectors("scoring_D_items.csv").map((row) => ({ discrimination: row.number("a"), stepDifficulties: numbersIn(row.text("steps")) }));
    for (const row of readVectors("scoring_D_gpcm.csv")) {
      const responses = answered(items, row.text("resp"));
      const eap = scoreEap(responses);
      near(eap.ability, row.number("EAP"), 1e-6, "EAP");
      near(eap.posteriorSd, row.number("PSD"), 1e-6, "posterior SD");
      near(summarise(responses, eap.ability).information, row.number("info_at_EAP"), 1e-6, "information at EAP");
      near(scoreMap(responses).ability, row.number("MAP"), 1e-6, "MAP");
      near(scoreMap(responses).standardError, row.number("MAP_SE"), 1e-6, "MAP standard error");
      near(scoreWle(responses).ability, row.number("WLE"), 1e-6, "WLE");
    }
  });

  test("Baker's three-item example comes to .3248 with standard error 1.2296", () => {
    const items = [[1, -1], [1.2, 0], [0.8, 1]].map(([a = 0, b = 0]) => ({ discrimination: a, stepDifficulties: [b] }));
    const responses = answered(items, "101");
    for (const row of readVectors("baker_ability_example.csv")) {
      const sums = summarise(responses, row.number("theta"));
      near(sums.gradient, row.number("sum_a_u_minus_P"), 1e-8, "gradient");
      near(sums.information, row.number("sum_a2PQ"), 1e-8, "information");
      near(1 / Math.sqrt(sums.information), row.number("se"), 1e-8, "standard error");
    }
    const last = readVectors("baker_ability_example.csv").at(-1);
    near(scoreMle(responses).ability, last?.number("theta") ?? NaN, 1e-8, "MLE");
  });

  test("stay finite after 5,000 answers", () => {
    const responses = Array.from({ length: 5000 }, (_, at) => ({ item: { discrimination: 1.5, stepDifficulties: [(at % 9) - 4] }, score: at % 9 < 5 ? 1 : 0 }));
    const eap = scoreEap(responses);
    near(eap.ability, scoreMle(responses).ability, 1e-3, "EAP against MLE");
    near(eap.posteriorSd, scoreMap(responses).standardError, 1e-3, "posterior SD against information");
  });

  test("without responses are the prior, and a likelihood alone is refused", () => {
    const eap = scoreEap([], { meanLogits: -0.5, sd: 0.8 });
    near(eap.ability, -0.5, 1e-12, "mean");
    near(eap.posteriorSd, 0.8, 1e-9, "sd");
    near(scoreMap([], { meanLogits: -0.5, sd: 0.8 }).ability, -0.5, 1e-12, "mode");
    assert.throws(() => scoreMle([]), RangeError);
    assert.throws(() => scoreWle([]), RangeError);
  });
});
