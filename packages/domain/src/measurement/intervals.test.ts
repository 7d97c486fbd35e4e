import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv, readValues } from "../../golden/measurement/read-csv.ts";
import {
  clopperPearsonInterval, logOddsInterval, modifiedClopperPearsonInterval, modifiedWilsonInterval, sharePosterior, wilsonInterval,
} from "./intervals.ts";

test("Wilson and exact intervals agree with R's binom", () => {
  const intervalOf = { wilson: wilsonInterval, exact: clopperPearsonInterval };
  let compared = 0;
  for (const row of readCsv("binom_confint.csv")) {
    const method = row.text("method");
    if (method !== "wilson" && method !== "exact") continue;
    const { share, lower, upper } = intervalOf[method]({ successes: row.number("x"), sampleSize: row.number("n"), level: row.number("conf") });
    const what = `${method} ${row.text("x")}/${row.text("n")}`;
    assertClose(share, row.number("mean"), 1e-12, what);
    assertClose(lower, row.number("lower"), 1e-8, what);
    assertClose(upper, row.number("upper"), 1e-8, what);
    compared += 1;
  }
  assert.equal(compared, 28);
});

test("modified intervals, effective samples and design effects agree with VCQI, adjusted and truncated or not", () => {
  let compared = 0;
  for (const row of readCsv("who_vcqi_svyp_ci.csv")) {
    const options = {
      share: row.number("p"), standardError: row.number("stderr"), sampleSize: row.number("n"), degreesOfFreedom: row.number("dof"),
      level: row.number("level") / 100,
      adjustsForFewClusters: row.text("adjust") === "TRUE", isNeverBetterThanSimple: row.text("truncate") === "TRUE",
    };
    const method = row.text("method");
    const what = `${method} p ${row.text("p")} n ${row.text("n")} dof ${row.text("dof")} ${row.text("adjust")} ${row.text("truncate")}`;
    const result = method === "Clopper" ? modifiedClopperPearsonInterval(options) : modifiedWilsonInterval(options);
    // A standard error of 0 is VCQI's special case in its Wald rows: the exact interval of the plain sample.
    if (method === "Wald" && options.standardError === 0) {
      assertClose(clopperPearsonInterval({ successes: 85, sampleSize: 85 }).lower, row.number("lcb_2sided"), 1e-9, what);
      continue;
    }
    assertClose(result.effectiveSampleSize, row.number("neff"), 1e-9, what);
    assertClose(result.designEffect, row.number("DEFF"), 1e-9, what);
    if (method !== "Wilson" && method !== "Clopper") continue;
    assertClose(result.lower, row.number("lcb_2sided"), 1e-9, what);
    assertClose(result.upper, row.number("ucb_2sided"), 1e-9, what);
    compared += 1;
  }
  assert.equal(compared, 73);
});

test("the log-odds interval agrees with R's svyciprop", () => {
  const expected = readValues("lqas_aggregate_expected.csv", "quantity");
  const { lower, upper } = logOddsInterval({
    share: expected("weighted_p"), standardError: expected("survey_SE"), sampleSize: 95, degreesOfFreedom: expected("degf"),
  });
  assertClose(lower, expected("svyciprop_xlogit_lo"), 1e-10, "lower");
  assertClose(upper, expected("svyciprop_xlogit_hi"), 1e-10, "upper");
});

test("a survey share of 0 or 1 gets the exact interval of its sample, not a point", () => {
  const { lower, upper } = logOddsInterval({ share: 1, standardError: 0, sampleSize: 19, degreesOfFreedom: 18 });
  assertClose(lower, 0.823533088193035, 1e-12, "lower");
  assert.equal(upper, 1);
});

test("posterior statements agree with R", () => {
  for (const row of readCsv("bayes_probability_statements.csv")) {
    const options = {
      successes: row.number("x"), sampleSize: row.number("n"), priorSuccesses: row.number("a"), priorFailures: row.number("b"),
    };
    const at80 = sharePosterior({ ...options, thresholdShare: 0.8 });
    const what = `${row.text("x")}/${row.text("n")} prior ${row.text("a")}, ${row.text("b")}`;
    assertClose(at80.share, row.number("post_mean"), 1e-10, what);
    assertClose(at80.lower, row.number("lo95"), 1e-10, what);
    assertClose(at80.upper, row.number("hi95"), 1e-10, what);
    assertClose(at80.probabilityAtLeastThreshold, row.number("P_ge_80"), 1e-10, what);
    assertClose(sharePosterior({ ...options, thresholdShare: 0.5 }).probabilityAtLeastThreshold, row.number("P_ge_50"), 1e-10, what);
  }
});
