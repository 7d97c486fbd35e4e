import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { numbersIn, readVectors, scoresIn } from "../../golden/assessment/read-vectors.ts";
import type { ScoredResponse } from "./item-response.ts";
import { near } from "./near.suite.ts";
import { logLikelihoodOnGrid, summarise } from "./scoring.ts";
import { generalisedLogLikelihoodRatio, logLikelihoodRatio, probabilityAboveCut, waldBounds } from "./stopping.ts";

function aboveByTrapezoids(responses: readonly ScoredResponse[], cutLogits: number): number {
  let all = 0;
  let above = 0;
  logLikelihoodOnGrid(responses, -6, 0.01, 1201).forEach((logLikelihood, at) => {
    const ability = -6 + at * 0.01;
    const weight = Math.exp(logLikelihood - 0.5 * ability * ability);
    all += weight;
    above += Math.abs(ability - cutLogits) < 1e-6 ? weight / 2 : ability > cutLogits ? weight : 0;
  });
  return above / all;
}

describe("sequential decisions at a cut", () => {
  test("Wald's bounds follow from the two error rates", () => {
    for (const row of readVectors("sprt_wald_bounds.csv")) {
      const bounds = waldBounds({ falsePassRate: row.number("alpha"), falseFailRate: row.number("beta") });
      near(bounds.passFrom, row.number("lnA_upper"), 1e-8, "upper");
      near(bounds.failUpTo, row.number("lnB_lower"), 1e-8, "lower");
    }
  });

  test("ratio paths, posterior paths and the items they stop at agree with the reference", () => {
    const items = readVectors("sprt_items.csv").map((row) => ({ discrimination: row.number("a"), stepDifficulties: [row.number("b")] }));
    const bounds = waldBounds({ falsePassRate: 0.05, falseFailRate: 0.05 });
    for (const row of readVectors("sprt_irt_paths.csv")) {
      const cut = { cutLogits: row.number("cut"), indifferenceLogits: row.number("delta") };
      const simple = numbersIn(row.text("logLR_path"));
      const generalised = numbersIn(row.text("GLR_path"));
      const above = numbersIn(row.text("P_above_cut_path"));
      const responses = scoresIn(row.text("resp")).flatMap((score, at) => items.slice(at, at + 1).map((item) => ({ item, score })));
      const stops = { sprt: "NA", glr: "NA" };
      for (let n = 1; n <= responses.length; n += 1) {
        const sofar = responses.slice(0, n);
        const ratio = logLikelihoodRatio(sofar, cut);
        const general = generalisedLogLikelihoodRatio(sofar, cut);
        near(ratio, simple[n - 1] ?? NaN, 1e-6, `log-likelihood ratio after ${n}`);
        // The two next columns hold six digits. The first comes from R's optimize(), which stays 6.6e-5 logits away from an end of
        // its interval where the maximum is at that end; the second was summed by trapezoids of .01, off by up to 3e-5 at the cut.
        const slopes = [cut.cutLogits - cut.indifferenceLogits, cut.cutLogits + cut.indifferenceLogits].map((edge) => Math.abs(summarise(sofar, edge).gradient));
        const shortfall = 6.7e-5 * Math.max(...slopes);
        near(general, generalised[n - 1] ?? NaN, 1e-6 + 5e-6 * Math.abs(general) + shortfall, `generalised ratio after ${n}`);
        if (n % 5 === 0) near(aboveByTrapezoids(sofar, cut.cutLogits), above[n - 1] ?? NaN, 1e-6, `trapezoids above the cut after ${n}`);
        near(probabilityAboveCut(sofar, cut.cutLogits), above[n - 1] ?? NaN, 4e-5, `probability above the cut after ${n}`);
        if (stops.sprt === "NA" && (ratio >= bounds.passFrom || ratio <= bounds.failUpTo)) stops.sprt = `${n}`;
        if (stops.glr === "NA" && n >= 5 && (general >= bounds.passFrom || general <= bounds.failUpTo)) stops.glr = `${n}`;
      }
      assert.deepEqual(stops, { sprt: row.text("sprt_n"), glr: row.text("glr_n") });
    }
  });

  test("the probability above a cut agrees with adaptive quadrature (SciPy 1.17.1 quad)", () => {
    const responses = [{ item: { discrimination: 0.891, stepDifficulties: [0.17] }, score: 0 }];
    near(probabilityAboveCut(responses, 0.5), 0.1770192265349957, 1e-8, "probability");
  });
});
