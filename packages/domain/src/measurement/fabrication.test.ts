import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv, readValues } from "../../golden/measurement/read-csv.ts";
import { assessorPassRateFlags, lastDigitTest, revisitDetectionProbability, whippleIndex } from "./fabrication.ts";

test("assessors who pass too many are found as in the reference, and only they", () => {
  const rows = readCsv("assessor_passrate_flags.csv");
  const flags = assessorPassRateFlags({ assessors: rows.map((row) => ({ sampleSize: row.number("n"), successes: row.number("x") })) });
  for (const [i, row] of rows.entries()) {
    assertClose(flags[i]?.pValue, row.number("p_upper"), 1e-9, row.text("assessor"));
    assertClose(flags[i]?.qValue, row.number("q"), 1e-9, row.text("assessor"));
  }
  assert.deepEqual(rows.filter((_, i) => flags[i]?.isFlagged).map((row) => row.text("assessor")), ["D", "G"]);
});

test("chances that a revisit meets a made-up record agree with the reference", () => {
  for (const row of readCsv("revisit_detection_probability.csv")) {
    const probability = revisitDetectionProbability({ records: row.number("N"), fabricated: row.number("K"), revisits: row.number("revisits") });
    assertClose(probability, row.number("p_detect"), 1e-9, `N ${row.text("N")} K ${row.text("K")} revisits ${row.text("revisits")}`);
  }
  assert.equal(revisitDetectionProbability({ records: 20, fabricated: 0, revisits: 5 }), 0);
});

test("last digits and Whipple's index agree with the reference", () => {
  const expected = readValues("digit_tests_expected.csv");
  const { chiSquared, pValue } = lastDigitTest({ digitCounts: readCsv("digit_tests_last_input.csv").map((row) => row.number("count")) });
  assertClose(chiSquared, expected("lastdigit_chi2"), 1e-9, "chi-squared");
  assertClose(pValue / expected("lastdigit_p"), 1, 1e-9, "p-value");
  const agesYears = readCsv("digit_tests_age_input.csv").map((row) => row.number("age"));
  assertClose(whippleIndex({ agesYears }), expected("whipple_23_62"), 1e-9, "Whipple's index");
});

test("one assessor alone cannot be compared", () => {
  assert.throws(() => assessorPassRateFlags({ assessors: [{ sampleSize: 5, successes: 5 }] }), /no rest/);
});
