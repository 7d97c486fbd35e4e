import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readVectors, scoresIn } from "../../golden/assessment/read-vectors.ts";
import { beliefAtMode, priorBelief, summaryOfBelief, updateBelief, type CompetenceBelief } from "./competence-posterior.ts";
import { prepareBank } from "./item-bank.ts";
import { near } from "./near.suite.ts";

describe("the belief about several competences", () => {
  const items = readVectors("mirt2_items.csv").map((row) => ({
    id: `item-${row.text("item")}`, discrimination: row.number("a"), stepDifficulties: [row.number("b")], competence: row.number("dim") - 1, domain: 0, expectedSeconds: 30,
  }));
  const prior = priorBelief({ domainOfCompetence: [0, 0], generalVariance: 0.4, domainVariance: 0.2, competenceVariance: 0.4 });
  const rows = readVectors("mirt2_scores.csv");

  test("starts with the correlations of the hierarchy", () => {
    assert.deepEqual(prior.mean, [0, 0]);
    prior.covariance.forEach((value, cell) => near(value, [1, 0.6, 0.6, 1][cell] ?? NaN, 1e-12, "covariance"));
    const three = priorBelief({ domainOfCompetence: [0, 0, 1], generalVariance: 0.6, domainVariance: 0.3, competenceVariance: 0.1 }, -0.4);
    near(three.covariance[1], 0.9, 1e-12, "same domain");
    near(three.covariance[2], 0.6, 1e-12, "other domain");
    assert.deepEqual(three.mean, [-0.4, -0.4, -0.4]);
  });

  test("moved answer by answer stays within .10 of the exact posterior mean, .037 on average", () => {
    const bank = prepareBank(items);
    let squares = 0;
    for (const row of rows) {
      let belief: CompetenceBelief = prior;
      scoresIn(row.text("resp")).forEach((score, item) => { belief = updateBelief(belief, bank, item, score); });
      for (const [k, column] of ["EAP1", "EAP2"].entries()) {
        near(belief.mean[k], row.number(column), 0.1, column);
        squares += ((belief.mean[k] ?? NaN) - row.number(column)) ** 2;
      }
      near(belief.covariance[0], row.number("var1"), 0.09, "variance");
      near(belief.covariance[3], row.number("var2"), 0.09, "variance");
      near(belief.covariance[1], row.number("cov12"), 0.05, "covariance");
      near(belief.covariance[1], belief.covariance[2] ?? NaN, 1e-12, "symmetry");
    }
    const rms = Math.sqrt(squares / (2 * rows.length));
    assert.ok(rms <= 0.037, `root mean square ${rms}`);
  });

  test("scored together at the mode agrees with the reference", () => {
    for (const row of rows) {
      const responses = scoresIn(row.text("resp")).flatMap((score, at) => items.slice(at, at + 1).map((item) => ({ item, score, competence: item.competence })));
      const belief = beliefAtMode(responses, prior);
      near(belief.mean[0], row.number("MAP1"), 1e-4, "MAP1");
      near(belief.mean[1], row.number("MAP2"), 1e-4, "MAP2");
      near(belief.covariance[0], row.number("laplace_var1"), 1e-4, "variance 1");
      near(belief.covariance[3], row.number("laplace_var2"), 1e-4, "variance 2");
      near(belief.covariance[1], row.number("laplace_cov"), 1e-4, "covariance");
    }
  });

  test("sums up by weights", () => {
    const overall = summaryOfBelief({ mean: [1, 3], covariance: [1, 0.5, 0.5, 2] }, [0.5, 0.5]);
    near(overall.ability, 2, 1e-12, "mean");
    near(overall.posteriorSd, Math.sqrt(1), 1e-12, "sd");
  });
});
