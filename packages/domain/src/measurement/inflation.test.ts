import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv } from "../../golden/measurement/read-csv.ts";
import { benjaminiHochberg, funnelLimits, inflationPower, inflationPValue } from "./inflation.ts";

test("chances of so few successes under a true report agree with R, exact and mid-p", () => {
  for (const row of readCsv("inflation_exact_p.csv")) {
    const sample = { reportedShare: row.number("reported"), sampleSize: row.number("n"), successes: row.number("x") };
    const what = `${row.text("x")}/${row.text("n")} against ${row.text("reported")}`;
    assertClose(inflationPValue(sample), row.number("p_exact"), 1e-12, what);
    assertClose(inflationPValue({ ...sample, isMidP: true }), row.number("p_mid"), 1e-12, what);
  }
});

test("what a sample can find agrees with R", () => {
  for (const row of readCsv("inflation_test_power.csv")) {
    const result = inflationPower({ reportedShare: row.number("reported"), trueShare: row.number("true"), sampleSize: row.number("n") });
    const what = `n ${row.text("n")}, ${row.text("reported")} against ${row.text("true")}`;
    assert.equal(result.flaggedAtMost, row.number("crit_x"), what);
    assertClose(result.falseFlagProbability, row.number("size"), 1e-12, what);
    assertClose(result.power, row.number("power"), 1e-12, what);
  }
});

test("a tolerance of 5 points judges the report as if it had claimed 5 points less", () => {
  const sample = { sampleSize: 19, successes: 13 };
  assert.equal(
    inflationPValue({ ...sample, reportedShare: 0.9, toleranceShare: 0.05 }),
    inflationPValue({ ...sample, reportedShare: 0.9 - 0.05 }),
  );
});

test("adjusted p-values agree with R's p.adjust, and four of the fifteen are flagged at 0.05", () => {
  const rows = readCsv("multiple_testing_padjust.csv");
  const { qValues, isFlagged } = benjaminiHochberg({ pValues: rows.map((row) => row.number("p")), falseDiscoveryRate: 0.05 });
  for (const [i, row] of rows.entries()) assertClose(qValues[i], row.number("BH"), 1e-12, `p ${row.text("p")}`);
  assert.equal(isFlagged.filter(Boolean).length, 4);
  assert.deepEqual(benjaminiHochberg({ pValues: [] }), { qValues: [], isFlagged: [] });
});

test("funnel limits agree with R's exact quantiles", () => {
  for (const row of readCsv("funnel_limits_exact.csv")) {
    const unit = { targetShare: row.number("target"), sampleSize: row.number("n") };
    const limits = [funnelLimits({ ...unit, level: 0.95 }), funnelLimits({ ...unit, level: 0.998 })];
    const expected = ["lo95", "hi95", "lo998", "hi998"].map((column) => row.number(column));
    for (const [i, limit] of limits.flatMap(({ lower, upper }) => [lower, upper]).entries()) {
      assertClose(limit, expected[i] ?? NaN, 1e-12, `n ${row.text("n")} target ${row.text("target")}`);
    }
  }
});
