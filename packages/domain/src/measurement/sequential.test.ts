import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv } from "../../golden/measurement/read-csv.ts";
import { sprtBoundaries, sprtFieldCard, truncatedSprt } from "./sequential.ts";

test("Wald's lines, mean sample sizes and chances agree with the reference", () => {
  for (const row of readCsv("sprt_wald.csv")) {
    const lines = sprtBoundaries({
      lowerShare: row.number("p0"), upperShare: row.number("p1"), consumerRisk: row.number("alpha"), providerRisk: row.number("beta"),
    });
    const what = `${row.text("p0")}/${row.text("p1")}`;
    assertClose(lines.logUpper, row.number("lnA"), 1e-10, what);
    assertClose(lines.logLower, row.number("lnB"), 1e-10, what);
    assertClose(lines.passIntercept, row.number("h_upper"), 1e-10, what);
    assertClose(lines.failIntercept, row.number("h_lower"), 1e-10, what);
    assertClose(lines.slope, row.number("slope"), 1e-10, what);
    assertClose(lines.meanTested.atLowerShare, row.number("ASN_p0"), 1e-10, what);
    assertClose(lines.meanTested.atUpperShare, row.number("ASN_p1"), 1e-10, what);
    assertClose(lines.meanTested.atSlope, row.number("ASN_at_slope"), 1e-10, what);
    assertClose(lines.failProbabilityAtSlope, row.number("OC_at_slope"), 1e-10, what);
  }
});

test("field cards agree with the reference", () => {
  for (const row of readCsv("sprt_field_boundaries.csv")) {
    const card = sprtFieldCard({
      lowerShare: row.number("pL"), upperShare: row.number("pU"), consumerRisk: 0.1, providerRisk: 0.1, maximumSampleSize: row.number("n"),
    });
    const { tested, passAt = NaN, failAt = NaN } = card.at(-1) ?? {};
    const expected = [row.number("n"), row.number("accept_if_x_ge"), row.number("reject_if_x_le")];
    assert.deepEqual([tested, passAt, failAt], expected, `${row.text("pL")}/${row.text("pU")} after ${row.text("n")}`);
  }
});

test("truncated tests pass, fail and stop as the exact recursion of the reference does", () => {
  for (const row of readCsv("sprt_truncated_exact.csv")) {
    const result = truncatedSprt({
      lowerShare: row.number("pL"), upperShare: row.number("pU"), consumerRisk: row.number("alpha"), providerRisk: row.number("beta"),
      share: row.number("p"), maximumSampleSize: row.number("nmax"), minimumPasses: row.number("d"),
    });
    const what = `n ${row.text("nmax")} p ${row.text("p")}`;
    assertClose(result.passProbability, row.number("p_accept"), 1e-10, what);
    assertClose(result.failProbability, row.number("p_reject"), 1e-10, what);
    assertClose(result.meanTested, row.number("ASN"), 1e-10, what);
  }
});

test("risks that promise nothing are refused", () => {
  const shares = { lowerShare: 0.5, upperShare: 0.8 };
  assert.throws(() => sprtBoundaries({ ...shares, consumerRisk: 0.5, providerRisk: 0.5 }), RangeError);
  assert.throws(() => sprtBoundaries({ lowerShare: 0.8, upperShare: 0.5, consumerRisk: 0.1, providerRisk: 0.1 }), RangeError);
});
