import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readVectors, scoresIn } from "../../golden/assessment/read-vectors.ts";
import { calibrate } from "./calibration.ts";
import { itemProbability, type ItemParameters } from "./item-response.ts";
import { near } from "./near.suite.ts";
import { drawNormal, randomSource } from "./seeded-random.ts";

describe("calibration", () => {
  const patterns = readVectors("lsat6_patterns.csv").map((row) => ({ scores: scoresIn(row.text("pattern")), personCount: row.number("freq") }));
  const reference = readVectors("lsat_calibration.csv");
  const precise = { patterns, priors: "none", tolerance: 1e-7, maxCycles: 5000 } as const;
  const models = [
    { name: "1PL", request: { ...precise, discrimination: "common", items: patterns.slice(0, 5).map(() => ({})) } },
    { name: "2PL", request: { ...precise, items: patterns.slice(0, 5).map(() => ({})) } },
    { name: "3PL, c fixed 0.2", request: { ...precise, items: patterns.slice(0, 5).map(() => ({ optionCount: 5 })) } },
  ] as const;

  for (const { name, request } of models) {
    test(`of LSAT6 by ${name} agrees with the reference programs on parameters, standard errors and log-likelihood`, () => {
      const result = calibrate(request);
      assert.ok(result.hasConverged);
      const rows = reference.filter((row) => row.text("model") === name);
      assert.ok(rows.length >= 5);
      for (const row of rows) {
        const item = result.items[row.number("item") - 1];
        // Programs with coarser quadrature agree to their own error only.
        const isExact = row.text("software").startsWith("direct");
        const [a, b = NaN] = [item?.parameters.discrimination ?? NaN, item?.parameters.stepDifficulties[0]];
        near(a, row.number("a"), 2e-3, "a");
        near(b, row.number("b"), isExact ? 2e-3 : 5e-3, "b");
        near(-a * b, row.number("d_intercept"), 2e-3, "intercept");
        near(result.logLikelihood, row.number("loglik"), 1e-3, "log-likelihood");
        near(item?.standardErrors.discrimination, row.number("se_a"), 2e-3, "standard error of a");
        near(Math.sqrt(item?.parameters.parameterCovariance?.[3] ?? NaN), row.number("se_d"), 2e-3, "standard error of the intercept");
      }
    });
  }

  test("of LSAT6 by a common slope is mirt's Rasch model with free variance on another scale", () => {
    const result = calibrate(models[0].request);
    for (const row of reference.filter((one) => one.text("model") === "Rasch a=1, var free")) {
      const { discrimination = NaN, stepDifficulties } = result.items[row.number("item") - 1]?.parameters ?? {};
      near(discrimination * -(stepDifficulties?.[0] ?? NaN), row.number("d_intercept"), 2e-3, "intercept");
      near(discrimination ** 2, Number(row.text("note").split("=")[1]), 2e-3, "variance");
      near(result.logLikelihood, row.number("loglik"), 1e-3, "log-likelihood");
    }
  });

  test("of LSAT6 by 2PL has log-likelihood -2466.653", () => {
    near(calibrate(models[1].request).logLikelihood, -2466.653, 1e-3, "log-likelihood");
  });

  const random = randomSource(31);
  const drawScores = (items: readonly ItemParameters[], persons: number, { meanLogits, sd, askedShare }: { meanLogits: number; sd: number; askedShare: number }) =>
    Array.from({ length: persons }, () => {
      const ability = meanLogits + sd * drawNormal(random);
      return {
        scores: items.map((item) => {
          if (random() > askedShare) return -1;
          let left = random();
          let score = 0;
          for (const p of itemProbability(item, ability)) {
            left -= p;
            if (left < 0) break;
            score += 1;
          }
          return Math.min(score, item.stepDifficulties.length);
        }),
      };
    });

  test("recovers partial credit, right-or-wrong and guessed items from sparse data, and knows its errors", () => {
    const truth: ItemParameters[] = Array.from({ length: 24 }, (_, at) => {
      const discrimination = Math.exp(0.25 * drawNormal(random));
      const b = 0.9 * drawNormal(random);
      if (at % 3 === 0) return { discrimination, stepDifficulties: [b - 0.8, b + 0.6] };
      return { discrimination, stepDifficulties: [b], ...(at % 3 === 1 ? {} : { optionCount: 4 }) };
    });
    const result = calibrate({
      items: truth.map((item) => ({ stepCount: item.stepDifficulties.length, ...(item.optionCount === undefined ? {} : { optionCount: item.optionCount }) })),
      patterns: drawScores(truth, 1500, { meanLogits: 0, sd: 1, askedShare: 0.6 }),
    });
    assert.ok(result.hasConverged);
    const standardised = truth.flatMap((item, at) => item.stepDifficulties.map((b, v) =>
      ((result.items[at]?.parameters.stepDifficulties[v] ?? NaN) - b) / (result.items[at]?.standardErrors.stepDifficulties[v] ?? NaN)));
    const spread = Math.sqrt(standardised.reduce((sum, z) => sum + z * z, 0) / standardised.length);
    assert.ok(spread > 0.6 && spread < 1.4, `errors are ${spread} of what the calibration says`);
    truth.forEach((item, at) => near(result.items[at]?.parameters.discrimination, item.discrimination, 0.5, "discrimination"));
    assert.ok(result.items.every(({ responseCount }) => responseCount > 700 && responseCount < 1100));
  });

  test("from few answers per item overstates neither discriminations nor what it knows of them", () => {
    const truth = Array.from({ length: 200 }, () => ({ discrimination: Math.exp(0.3 * drawNormal(random)), stepDifficulties: [drawNormal(random)] }));
    const result = calibrate({
      items: truth.map(() => ({})), patterns: drawScores(truth, 1000, { meanLogits: 0, sd: 1, askedShare: 0.1 }),
      priors: { logDiscrimination: { mean: 0, sd: 0.3 }, difficulty: { mean: 0, sd: 1 } },
    });
    const errors = truth.map((item, at) => {
      const { parameters } = result.items[at] ?? {};
      return { error: Math.log((parameters?.discrimination ?? NaN) / item.discrimination), variance: parameters?.parameterCovariance?.[0] ?? NaN };
    });
    near(errors.reduce((sum, { error }) => sum + error, 0) / 200, 0, 0.045, "mean error of ln a");
    near(errors.reduce((sum, { error, variance }) => sum + error * error / variance, 0) / 200, 1, 0.25, "squared standardised error of ln a");
  });

  test("with anchors finds how able the group is and puts new items on the anchors' scale", () => {
    const truth = Array.from({ length: 20 }, (_, at) => ({ discrimination: 1.2, stepDifficulties: [at / 5 - 2] }));
    const result = calibrate({
      items: truth.map((item, at) => (at % 2 === 0 ? { anchor: item } : {})), patterns: drawScores(truth, 3000, { meanLogits: -0.7, sd: 0.8, askedShare: 1 }),
    });
    near(result.population.meanLogits, -0.7, 0.08, "mean");
    near(result.population.sd, 0.8, 0.08, "sd");
    truth.forEach((item, at) => near(result.items[at]?.parameters.stepDifficulties[0], item.stepDifficulties[0] ?? NaN, 0.35, "difficulty"));
    assert.deepEqual(result.items[0]?.parameters, truth[0]);
  });

  test("leaves an item that nobody answered at what was declared of it", () => {
    const [asked, unasked] = calibrate({ items: [{}, { difficultyPrior: { mean: 0.8, sd: 0.5 } }], patterns: [{ scores: [1, -1], personCount: 6 }, { scores: [0, -1], personCount: 4 }] }).items;
    near(unasked?.parameters.stepDifficulties[0], 0.8, 1e-6, "difficulty");
    near(unasked?.standardErrors.stepDifficulties[0], 0.5, 1e-3, "standard error");
    assert.deepEqual([asked?.responseCount, unasked?.responseCount], [10, 0]);
  });

  test("refuses nothing to calibrate from and scores that do not exist", () => {
    assert.throws(() => calibrate({ items: [{}], patterns: [] }), RangeError);
    assert.throws(() => calibrate({ items: [{}], patterns: [{ scores: [2] }] }), RangeError);
  });
});
