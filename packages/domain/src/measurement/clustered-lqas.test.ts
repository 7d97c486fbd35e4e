import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv } from "../../golden/measurement/read-csv.ts";
import { clusteredLqasPlan, clusteredLqasRisks, clusteredPassProbability } from "./clustered-lqas.ts";
import { designEffect } from "./clustering.ts";
import { betaBinomialProbabilities } from "./distributions.ts";

test("beta-binomial probabilities agree with VGAM", () => {
  for (const row of readCsv("betabinomial_pmf_VGAM.csv")) {
    const probabilities = betaBinomialProbabilities({
      share: row.number("p"), personsPerCluster: row.number("m"), intraclassCorrelation: row.number("rho"),
    });
    assertClose(probabilities[row.number("x")], row.number("pmf"), 1e-10, `m ${row.text("m")} rho ${row.text("rho")} x ${row.text("x")}`);
  }
});

test("clustered operating characteristics and design effects agree with the reference convolution", () => {
  for (const row of readCsv("clqas_betabinomial_oc.csv")) {
    const correlation = { intraclassCorrelation: row.number("rho") };
    const design = { clusters: row.number("k"), personsPerCluster: row.number("m"), minimumPasses: row.number("d_success") };
    const what = `${row.text("k")} x ${row.text("m")}, p ${row.text("p")}, rho ${row.text("rho")}`;
    assertClose(clusteredPassProbability({ share: row.number("p"), ...design, ...correlation }), row.number("p_accept"), 1e-10, what);
    assertClose(designEffect({ personsPerCluster: row.number("m"), ...correlation }), row.number("deff"), 1e-10, what);
  }
});

test("the fewest clusters that keep both risks at 10 % agree with the reference search", () => {
  for (const row of readCsv("clqas_min_designs.csv")) {
    const shares = { upperShare: row.number("pU"), lowerShare: row.number("pL"), intraclassCorrelation: row.number("rho") };
    const plan = clusteredLqasPlan({ ...shares, personsPerCluster: row.number("m"), maximumProviderRisk: 0.1, maximumConsumerRisk: 0.1 });
    const what = `${row.text("pL")}/${row.text("pU")} m ${row.text("m")} rho ${row.text("rho")}`;
    assert.deepEqual([plan.clusters, plan.sampleSize, plan.minimumPasses], [row.number("k"), row.number("n"), row.number("d")], what);
    const { clusters, personsPerCluster, minimumPasses } = plan;
    for (const risks of [plan, clusteredLqasRisks({ ...shares, clusters, personsPerCluster, minimumPasses })]) {
      assertClose(risks.providerRisk, row.number("alpha"), 1e-10, what);
      assertClose(risks.consumerRisk, row.number("beta"), 1e-10, what);
    }
  }
});

test("a spread between clusters means the same as the correlation s²/(p(1 − p))", () => {
  const design = { share: 0.8, clusters: 6, personsPerCluster: 10, minimumPasses: 51 };
  assertClose(
    clusteredPassProbability({ ...design, betweenClusterStandardDeviation: 0.1 }),
    clusteredPassProbability({ ...design, intraclassCorrelation: 0.01 / 0.16 }), 1e-14, "pass probability",
  );
  assert.throws(() => clusteredPassProbability({ ...design, betweenClusterStandardDeviation: 0.5 }), RangeError);
});
