import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv } from "../../golden/measurement/read-csv.ts";
import { kaplanMeier, mcnemar, newcombeDifference, retentionShare } from "./retention.ts";

test("differences between different people agree with Newcombe's intervals", () => {
  for (const row of readCsv("newcombe_difference.csv")) {
    const result = newcombeDifference({
      first: { successes: row.number("x1"), sampleSize: row.number("n1") }, second: { successes: row.number("x2"), sampleSize: row.number("n2") },
    });
    const what = `${row.text("x1")}/${row.text("n1")} and ${row.text("x2")}/${row.text("n2")}`;
    assertClose(result.difference, row.number("diff"), 1e-8, what);
    assertClose(result.lower, row.number("lo"), 1e-8, what);
    assertClose(result.upper, row.number("hi"), 1e-8, what);
  }
});

test("the same people tested twice agree with R's mcnemar.test", () => {
  for (const row of readCsv("retention_mcnemar.csv")) {
    const result = mcnemar({ kept: row.number("both"), lost: row.number("lost"), gained: row.number("gained"), neither: row.number("neither") });
    const what = `lost ${row.text("lost")}, gained ${row.text("gained")}`;
    assertClose(result.firstShare, row.number("p_first"), 1e-9, what);
    assertClose(result.secondShare, row.number("p_second"), 1e-9, what);
    assertClose(result.retention, row.number("retention"), 1e-9, what);
    assertClose(result.chiSquared, row.number("chi2"), 1e-9, what);
    assertClose(result.pValue, row.number("p"), 1e-9, what);
    assertClose(result.exactPValue, row.number("p_exact"), 1e-9, what);
    assertClose(result.difference, row.number("diff"), 1e-9, what);
    assertClose(result.standardError, row.number("diff_se_wald"), 1e-9, what);
  }
});

test("survival curves agree with R's survfit, errors and bounds with them", () => {
  const people = readCsv("retention_km_aml_input.csv");
  const expected = readCsv("retention_km_aml.csv");
  for (const group of ["Maintained", "Nonmaintained"]) {
    const persons = people.filter((row) => row.text("x") === group).map((row) => ({ days: row.number("time"), isLost: row.number("status") === 1 }));
    const rows = expected.filter((row) => row.text("group") === `x=${group}`);
    const { at } = kaplanMeier({ persons, atDays: rows.map((row) => row.number("time")) });
    for (const [i, row] of rows.entries()) {
      const what = `${group}, day ${row.text("time")}`;
      assertClose(at[i]?.share, row.number("surv"), 1e-9, what);
      assert.equal(at[i]?.atRisk, row.number("n_risk"), what);
      if (row.number("surv") === 0) {
        assert.deepEqual([at[i]?.standardError, at[i]?.lower, at[i]?.upper], [undefined, undefined, undefined], what);
        continue;
      }
      assertClose(at[i]?.standardError, row.number("se"), 1e-9, what);
      assertClose(at[i]?.lower, row.number("lo"), 1e-9, what);
      assertClose(at[i]?.upper, row.number("hi"), 1e-9, what);
    }
  }
});

test("nothing is said about a day nobody was followed to", () => {
  const { at, steps } = kaplanMeier({ persons: [{ days: 30, isLost: false }, { days: 20, isLost: true }], atDays: [10, 30, 90] });
  assert.deepEqual(at.map((point) => point?.share), [1, 0.5, undefined]);
  assert.deepEqual(steps.map(({ days, atRisk, lost }) => ({ days, atRisk, lost })), [{ days: 20, atRisk: 2, lost: 1 }]);
});

test("people who were not found lower the follow-up, not the retention", () => {
  const { share, followUpShare } = retentionShare({ due: 100, found: 60, kept: 45 });
  assert.deepEqual([share, followUpShare], [0.75, 0.6]);
  assert.throws(() => retentionShare({ due: 10, found: 0, kept: 0 }), RangeError);
  assert.throws(() => retentionShare({ due: 10, found: 5, kept: 6 }), RangeError);
});

test("with nobody skilled at first there is no retention", () => {
  assert.equal(mcnemar({ kept: 0, lost: 0, gained: 3, neither: 2 }).retention, undefined);
});
