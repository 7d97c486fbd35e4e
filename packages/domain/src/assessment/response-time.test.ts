import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readVectors } from "../../golden/assessment/read-vectors.ts";
import { near } from "./near.suite.ts";
import { inviteAgainRapidShare, rapidGuessThreshold, rapidGuesses, shrunkenSpeed, workingSpeed } from "./response-time.ts";

describe("response times", () => {
  const items = readVectors("rt_items.csv").map((row) => ({ timeDiscrimination: row.number("alpha"), timeIntensity: row.number("beta") }));
  const times = readVectors("rt_times.csv");
  const thresholds = readVectors("rt_thresholds.csv");

  test("speed, its error and the fit of the times agree with the reference", () => {
    for (const row of readVectors("rt_persons.csv")) {
      const person = times.find((one) => one.text("person") === row.text("person"));
      assert.ok(person);
      const responses = items.map((item, at) => ({ item, seconds: person.number(`t${at + 1}`) }));
      const speed = workingSpeed(responses);
      near(speed.speed, row.number("tau_ML"), 1e-8, "speed");
      near(speed.standardError, row.number("se"), 1e-8, "standard error");
      near(shrunkenSpeed(responses, 0.3), row.number("tau_MAP_sd0.3"), 1e-8, "shrunken speed");
      near(speed.chiSquare, row.number("chi2"), 5e-8, "chi-square");
      near(speed.chiSquareTail, row.number("p_chi2"), 1e-8, "tail");
      near(Math.min(...speed.residuals), row.number("min_resid"), 1e-8, "lowest residual");
      near(speed.logLikelihood, row.number("loglik"), 5e-8, "log-likelihood");
      for (const [column, threshold] of [["RTE_NT10", "NT10"], ["RTE_NT30", "NT30"]] as const) {
        const answers = responses.map(({ seconds }, at) => ({ seconds, thresholdSeconds: thresholds[at]?.number(threshold) ?? NaN }));
        near(rapidGuesses(answers).effortShare, row.number(column), 1e-8, column);
      }
    }
  });

  test("normative thresholds agree with the reference", () => {
    for (const row of thresholds) {
      const mean = times.reduce((sum, person) => sum + person.number(`t${row.text("item")}`), 0) / times.length;
      near(mean, row.number("mean_time"), 1e-6, "mean");
      near(rapidGuessThreshold(row.number("mean_time")), row.number("NT10"), 1e-8, "NT10");
      near(rapidGuessThreshold(row.number("mean_time"), 0.2), row.number("NT20"), 1e-8, "NT20");
      near(rapidGuessThreshold(row.number("mean_time"), 0.3), row.number("NT30"), 1e-8, "NT30");
    }
  });

  test("a third of rapid answers is enough to invite again", () => {
    const answers = [1, 30, 25].map((seconds) => ({ seconds, thresholdSeconds: 3 }));
    assert.deepEqual(rapidGuesses(answers).isRapid, [true, false, false]);
    assert.ok(1 - rapidGuesses(answers).effortShare >= inviteAgainRapidShare);
    assert.equal(rapidGuesses([]).effortShare, 1);
  });
});
