import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv, readValues } from "../../golden/measurement/read-csv.ts";
import { twoPhaseCoverage, verificationFactor } from "./verification.ts";

test("verification factors agree with R's survey, for drawn districts and for districts as strata", () => {
  const expected = readValues("verification_factor_expected.csv");
  const rows = readCsv("verification_factor_input.csv");
  const site = (row: (typeof rows)[number]) => ({ weight: row.number("w"), reported: row.number("reported"), recounted: row.number("recounted") });
  const drawn = verificationFactor({ sites: rows.map((row) => ({ ...site(row), cluster: row.text("district") })) });
  assertClose(drawn.estimate, expected("VF_weighted"), 1e-8, "factor");
  assertClose(drawn.standardError, expected("SE_cluster_linearised"), 1e-8, "SE of clusters");
  assertClose(drawn.lower, expected("ci95_lo_t"), 1e-8, "lower");
  assertClose(drawn.upper, expected("ci95_hi_t"), 1e-8, "upper");
  assertClose(100 * drawn.overReportedShare, expected("over_report_pct"), 1e-8, "over-reporting");
  const stratified = verificationFactor({ sites: rows.map((row) => ({ ...site(row), stratum: row.text("district") })) });
  assertClose(stratified.estimate, expected("VF_strat"), 1e-8, "factor");
  assertClose(stratified.standardError, expected("SE_strat_linearised"), 1e-8, "SE of strata");
  const unweighted = verificationFactor({ sites: rows.map((row) => ({ ...site(row), weight: 1 })) });
  assertClose(unweighted.estimate, expected("VF_unweighted"), 1e-8, "unweighted factor");
});

test("verified coverage from reports and re-tests of both sides agrees with the reference", () => {
  for (const row of readCsv("two_phase_reported_vs_verified.csv")) {
    const coverage = twoPhaseCoverage({
      populationSize: row.number("N"), reportedCount: row.number("N_reported"),
      retestedReported: { sampleSize: row.number("n1"), successes: row.number("x1") },
      retestedUnreported: { sampleSize: row.number("n0"), successes: row.number("x0") },
    });
    const what = `N ${row.text("N")}, reported ${row.text("N_reported")}`;
    assertClose(coverage.reportedShare, row.number("reported_cov"), 1e-8, what);
    assertClose(coverage.confirmedShareOfReported, row.number("confirm_rate_claimed"), 1e-8, what);
    assertClose(coverage.skilledShareOfUnreported, row.number("skill_rate_unclaimed"), 1e-8, what);
    assertClose(coverage.estimate, row.number("verified_cov"), 1e-8, what);
    assertClose(coverage.standardError, row.number("se_poststrat"), 1e-8, what);
    assertClose(100 * coverage.inflationShare, row.number("inflation_pp"), 1e-8, what);
    assertClose(coverage.inflationRatio, row.number("inflation_ratio"), 1e-8, what);
    assert.equal(coverage.unreported, row.number("n0") === 0 ? "assumed-none" : "measured");
  }
});

test("the worked example's interval is 55.3 to 80.0 %", () => {
  const { lower, upper } = twoPhaseCoverage({
    populationSize: 6500, reportedCount: 5200,
    retestedReported: { sampleSize: 30, successes: 24 }, retestedUnreported: { sampleSize: 20, successes: 5 },
  });
  assert.deepEqual([lower, upper].map((share) => Math.round(1000 * share)), [553, 800]);
});

test("nothing is verified where nobody reported was re-tested", () => {
  assert.throws(() => twoPhaseCoverage({ populationSize: 10, reportedCount: 5, retestedReported: { sampleSize: 0, successes: 0 } }), /nothing is verified/);
  assert.throws(() => verificationFactor({ sites: [] }), RangeError);
  assert.throws(() => verificationFactor({ sites: [{ reported: 0, recounted: 0 }, { reported: 0, recounted: 3 }] }), /no ratio/);
});
