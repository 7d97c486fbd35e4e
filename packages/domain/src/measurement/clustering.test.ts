import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv, readValues } from "../../golden/measurement/read-csv.ts";
import { designEffect, intraclassCorrelation } from "./clustering.ts";
import { clusterEstimate } from "./survey-estimates.ts";

test("the correlation within clusters, Smith's interval and the survey error agree with VCQI and R's survey", () => {
  const expected = readValues("icc_expected.csv");
  const rows = readCsv("icc_input.csv");
  const byCluster = Map.groupBy(rows, (row) => row.text("cid"));
  const clusters = [...byCluster.values()].map((members) => (
    { sampleSize: members.length, successes: members.filter((row) => row.number("y") === 1).length }
  ));
  const icc = intraclassCorrelation({ clusters });
  assertClose(icc.correlation, expected("icc_anova"), 1e-9, "correlation");
  assertClose(icc.lower, expected("smith_lo"), 1e-9, "lower");
  assertClose(icc.upper, expected("smith_hi"), 1e-9, "upper");
  assertClose(icc.meanSquareWithin, expected("MSW"), 1e-9, "within");
  assertClose(icc.meanSquareBetween, expected("MSB"), 1e-9, "between");
  const survey = clusterEstimate({ observations: rows.map((row) => ({ value: row.number("y"), cluster: row.text("cid") })) });
  assertClose(survey.estimate, expected("svymean"), 1e-9, "share");
  assertClose(survey.standardError, expected("svySE"), 1e-9, "standard error");
  assert.equal(survey.degreesOfFreedom, expected("degf"));
  // VCQI's design effect has n − 1 where Bennett's has n.
  const observed = designEffect({ share: survey.estimate, standardError: survey.standardError, sampleSize: rows.length });
  assertClose((observed * (rows.length - 1)) / rows.length, expected("deff_se2_over_pq_n_minus_1"), 1e-9, "design effect");
});

test("Bennett's worked cluster sample comes out", () => {
  const expected = readValues("bennett1991_cluster_example.csv");
  const passed = [2, 5, 3, 3, 1, 0];
  const tested = [2, 7, 4, 6, 4, 3];
  const observations = tested.flatMap((n, cluster) =>
    Array.from({ length: n }, (_, i) => ({ value: i < (passed[cluster] ?? 0) ? 1 : 0, cluster: `${cluster}` })));
  const { estimate, standardError } = clusterEstimate({ observations });
  assertClose(estimate, expected("p"), 1e-9, "share");
  assertClose(standardError, expected("se_bennett"), 1e-9, "standard error");
  assertClose(standardError, expected("svySE"), 1e-9, "standard error in R");
  const effect = designEffect({ share: estimate, standardError, sampleSize: 26 });
  assertClose(effect, expected("deff"), 1e-9, "design effect");
  const correlation = expected("icc=(deff-1)/(m-1)");
  assertClose(designEffect({ personsPerCluster: 26 / 6, intraclassCorrelation: correlation }), effect, 1e-9, "planned again");
});

test("clusters in which everyone passed have nothing to correlate", () => {
  const icc = intraclassCorrelation({ clusters: [{ successes: 5, sampleSize: 5 }, { successes: 5, sampleSize: 5 }] });
  assert.deepEqual([icc.correlation, icc.lower, icc.upper], [-0.25, -1, 1]);
});

test("single persons in every cluster cannot show a correlation", () => {
  assert.throws(() => intraclassCorrelation({ clusters: [{ successes: 1, sampleSize: 1 }, { successes: 0, sampleSize: 1 }] }), RangeError);
});
