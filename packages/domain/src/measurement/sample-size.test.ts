import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv } from "../../golden/measurement/read-csv.ts";
import { sampleSizeForShare } from "./sample-size.ts";

test("sample sizes agree with PracTools, by the normal formula with and without a population and by Wilson's", () => {
  let compared = 0;
  for (const row of readCsv("sample_size_PracTools.csv")) {
    const common = { anticipatedShare: row.number("pU"), halfWidth: row.number("e"), level: 1 - row.number("alpha") };
    const what = `${row.text("fn")} e ${row.text("e")} p ${row.text("pU")} N ${row.text("N")}`;
    const fn = row.text("fn");
    if (fn.startsWith("nLogOdds")) continue;
    const populationSize = row.number("N");
    const size = fn.startsWith("nWilson") ? sampleSizeForShare(common)
      : populationSize === Infinity ? sampleSizeForShare({ ...common, method: "normal" })
        : sampleSizeForShare({ ...common, method: "normal", populationSize });
    assertClose(size.effectiveSampleSize, row.number("n"), 1e-8, what);
    compared += 1;
  }
  assert.equal(compared, 53);
});

test("the sample drawn grows with the design effect and with people who cannot be found", () => {
  const { sampleSize } = sampleSizeForShare({ anticipatedShare: 0.5, halfWidth: 0.05, designEffect: 2, responseShare: 0.9 });
  assert.equal(sampleSize, Math.ceil((380.304423248718 * 2) / 0.9));
});
