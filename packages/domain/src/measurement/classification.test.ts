import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv } from "../../golden/measurement/read-csv.ts";
import { classifyThreeWay, minimumPassesForLowerBound, threeWayProbabilities } from "./classification.ts";
import { exactLowerBound } from "./intervals.ts";
import { passProbability } from "./lqas.ts";

test("passes needed to state a threshold agree with R by all three methods, and so does the chance of reaching them", () => {
  for (const row of readCsv("min_pass_for_lower_bound.csv")) {
    const sampleSize = row.number("n");
    const thresholdShare = row.number("threshold");
    const what = `n ${sampleSize}, threshold ${thresholdShare}`;
    for (const method of ["exact", "wilson", "jeffreys"] as const) {
      assert.equal(minimumPassesForLowerBound({ sampleSize, thresholdShare, method }) ?? NaN, row.number(`min_x_${method}`), `${what}, ${method}`);
    }
    const minimumPasses = minimumPassesForLowerBound({ sampleSize, thresholdShare });
    if (minimumPasses === undefined) continue;
    assertClose(passProbability({ share: Math.min(0.999, thresholdShare + 0.1), sampleSize, minimumPasses }), row.number("power_if_true_plus10"), 1e-10, what);
    assertClose(passProbability({ share: 0.95, sampleSize, minimumPasses }), row.number("power_if_true_95"), 1e-10, what);
  }
});

test("verified at or above 80 % needs 19 of 19, 28 of 30, 54 of 60, 87 of 100", () => {
  const needed = [19, 30, 60, 100].map((sampleSize) => minimumPassesForLowerBound({ sampleSize, thresholdShare: 0.8 }));
  assert.deepEqual(needed, [19, 28, 54, 87]);
});

test("the chances of the three answers agree with the reference", () => {
  for (const row of readCsv("three_way_classification_oc.csv")) {
    const { above, below, cannotTell } = threeWayProbabilities({
      share: row.number("p"), sampleSize: row.number("n"), thresholdShare: row.number("th"),
    });
    const what = `n ${row.text("n")} p ${row.text("p")}`;
    assertClose(above, row.number("p_pass"), 1e-10, what);
    assertClose(below, row.number("p_fail"), 1e-10, what);
    assertClose(cannotTell, row.number("p_indeterminate"), 1e-10, what);
  }
});

test("a sample is called above only from the count at which the lower bound reaches the threshold", () => {
  const answers = [11, 12, 18, 19].map((successes) => classifyThreeWay({ successes, sampleSize: 19, thresholdShare: 0.8 }));
  assert.deepEqual(answers, ["verified-below", "cannot-tell", "cannot-tell", "verified-above"]);
  assert.ok(exactLowerBound({ successes: 28, sampleSize: 30 }) >= 0.8 && exactLowerBound({ successes: 27, sampleSize: 30 }) < 0.8);
});
