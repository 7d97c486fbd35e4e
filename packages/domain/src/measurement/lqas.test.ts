import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv } from "../../golden/measurement/read-csv.ts";
import { curtailedSampleSize, lqasDecisionRule, lqasPlan, lqasRisks, passProbability } from "./lqas.ts";

test("operating characteristics agree with R, binomial and hypergeometric", () => {
  for (const row of readCsv("lqas_oc_binomial.csv")) {
    const pass = passProbability({ share: row.number("p"), sampleSize: row.number("n"), minimumPasses: row.number("d") });
    assertClose(pass, row.number("p_accept"), 1e-12, `n ${row.text("n")} d ${row.text("d")} p ${row.text("p")}`);
  }
  for (const row of readCsv("lqas_oc_hypergeometric.csv")) {
    const plan = { share: row.number("p"), sampleSize: row.number("n"), minimumPasses: row.number("d") };
    const what = `N ${row.text("N")} n ${row.text("n")} p ${row.text("p")}`;
    assertClose(passProbability({ ...plan, populationSize: row.number("N") }), row.number("p_accept_hyper"), 1e-12, what);
    assertClose(passProbability(plan), row.number("p_accept_binom"), 1e-12, what);
  }
});

test("the decision table of Valadez comes out, cell by cell, where it follows the rule of smallest total risk", () => {
  let compared = 0;
  for (const row of readCsv("lqas_decision_table_12_30.csv")) {
    if (Number.isNaN(row.number("computed_d"))) continue;
    const sampleSize = row.number("n");
    const rule = lqasDecisionRule({ sampleSize, upperShare: row.number("benchmark_pct") / 100, lowerShare: row.number("lower_pct") / 100 });
    const what = `n ${sampleSize}, benchmark ${row.text("benchmark_pct")} %`;
    assert.equal(rule.minimumPasses, row.number("computed_d"), what);
    assert.equal(rule.allowedFailures, sampleSize - rule.minimumPasses, what);
    assertClose(rule.providerRisk, row.number("alpha"), 1e-12, what);
    assertClose(rule.consumerRisk, row.number("beta"), 1e-12, what);
    if (row.text("use_as_test") === "TRUE") {
      assert.equal(rule.minimumPasses, row.number("recalled_table_d"), what);
      compared += 1;
    }
  }
  assert.equal(compared, 113);
});

test("of two rules with equal total risk the one asking for more passes is taken", () => {
  assert.equal(lqasDecisionRule({ sampleSize: 12, upperShare: 0.65, lowerShare: 0.35 }).minimumPasses, 7);
});

test("the smallest binomial plans agree with an exhaustive search in R", () => {
  for (const row of readCsv("lqas_min_plans_binomial.csv")) {
    const plan = lqasPlan({
      upperShare: row.number("pU"), lowerShare: row.number("pL"),
      maximumProviderRisk: row.number("alpha_max"), maximumConsumerRisk: row.number("beta_max"),
    });
    const what = `${row.text("pL")}/${row.text("pU")}`;
    assert.deepEqual([plan.sampleSize, plan.minimumPasses], [row.number("n"), row.number("d")], what);
    assertClose(plan.providerRisk, row.number("alpha"), 1e-12, what);
    assertClose(plan.consumerRisk, row.number("beta"), 1e-12, what);
  }
});

test("finite-population plans and risks agree with sleacr, which passes a lot with MORE than its d", () => {
  for (const row of readCsv("lqas_sleacr_plans.csv")) {
    const populationSize = row.number("N");
    const sampleSize = row.number("n");
    const minimumPasses = Math.floor(row.number("d")) + 1;
    const upperShare = row.number("dUpper");
    // sleacr rounds 0.55 * 200 = 110.00000000000001 up to 111 persons; the plan is the same, the risk is that of 111.
    const isItsRoundingTrap = populationSize === 200 && row.number("dLower") === 0.55;
    const lowerShare = isItsRoundingTrap ? 111 / 200 : row.number("dLower");
    const what = `${row.text("fn")} N ${populationSize} n ${sampleSize}`;
    const risks = lqasRisks({ sampleSize, minimumPasses, upperShare, lowerShare, populationSize });
    assertClose(risks.providerRisk, row.number("alpha"), 1e-8, what);
    assertClose(risks.consumerRisk, row.number("beta"), 1e-8, what);
    if (row.text("fn") !== "get_sample_n") continue;
    const plan = lqasPlan({
      upperShare, lowerShare: row.number("dLower"), populationSize,
      maximumProviderRisk: row.number("alpha_max"), maximumConsumerRisk: row.number("beta_max"),
    });
    assert.deepEqual([plan.sampleSize, plan.minimumPasses], [sampleSize, minimumPasses], what);
  }
});

test("testing that stops when the answer is decided needs as many re-tests as R computes", () => {
  for (const row of readCsv("lqas_curtailed_asn.csv")) {
    const plan = { share: row.number("p"), sampleSize: row.number("n"), minimumPasses: row.number("d") };
    assertClose(curtailedSampleSize(plan), row.number("expected_n_curtailed"), 1e-10, `n ${row.text("n")} p ${row.text("p")}`);
    assertClose(passProbability(plan), row.number("p_accept"), 1e-10, `n ${row.text("n")} p ${row.text("p")}`);
  }
});

test("a whole lot can be tested, and then there is no risk", () => {
  const { providerRisk, consumerRisk } = lqasRisks({ sampleSize: 10, minimumPasses: 8, upperShare: 0.8, lowerShare: 0.5, populationSize: 10 });
  assert.deepEqual([providerRisk, consumerRisk], [0, 0]);
});

test("a lot so small that both shares are the same persons has no plan", () => {
  assert.throws(
    () => lqasPlan({ upperShare: 0.8, lowerShare: 0.75, maximumProviderRisk: 0.1, maximumConsumerRisk: 0.1, populationSize: 5 }),
    { name: "RangeError", message: "No sample of up to 5 persons tells 0.8 from 0.75 with these risks." },
  );
});

test("a sample of a million is judged at the point where both shares are equally likely, although every single chance underflows", () => {
  const rule = lqasDecisionRule({ sampleSize: 1_000_000, upperShare: 0.8, lowerShare: 0.5 });
  assert.equal(rule.minimumPasses, Math.floor((1_000_000 * Math.log(2.5)) / Math.log(4)) + 1);
});

test("shares of 0 and 1 are told apart by any pass, or by all of them", () => {
  assert.equal(lqasDecisionRule({ sampleSize: 19, upperShare: 0.5, lowerShare: 0 }).minimumPasses, 1);
  assert.equal(lqasDecisionRule({ sampleSize: 19, upperShare: 1, lowerShare: 0.5 }).minimumPasses, 19);
});
