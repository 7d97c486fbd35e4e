import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv, readValues } from "../../golden/measurement/read-csv.ts";
import { logOddsInterval } from "./intervals.ts";
import { clusterEstimate, ratioEstimate, stratifiedEstimate } from "./survey-estimates.ts";

test("a province's share from five lots agrees with R's survey", () => {
  const expected = readValues("lqas_aggregate_expected.csv", "quantity");
  const strata = readCsv("lqas_aggregate_input.csv").map((row) => (
    { populationSize: row.number("N"), sampleSize: row.number("n"), successes: row.number("x") }
  ));
  const result = stratifiedEstimate({ strata });
  assertClose(result.estimate, expected("weighted_p"), 1e-8, "share");
  assertClose(result.standardError ** 2, expected("var_stratified_fpc_n_minus_1"), 1e-8, "variance");
  assertClose(result.standardError, expected("survey_SE"), 1e-8, "standard error");
  assert.equal(result.degreesOfFreedom, expected("degf"));
  assertClose(result.lower, expected("svyciprop_logit_lo"), 1e-7, "lower");
  assertClose(result.upper, expected("svyciprop_logit_hi"), 1e-7, "upper");
});

const expectedOf = (file: string, callColumn = "call") => {
  const rows = readCsv(file);
  return (call: string, stat: string): number => {
    const row = rows.find((candidate) => candidate.text(callColumn) === call && candidate.text("stat") === stat);
    assert.ok(row, `${file} has no ${call} ${stat}`);
    return row.number("value");
  };
};

test("the stratified school sample agrees with R's survey: mean, total, ratio, share and their errors", () => {
  const expected = expectedOf("survey_package_expected.csv");
  const rows = readCsv("api_apistrat_input.csv");
  const drawn = rows.map((row) => ({ weight: row.number("pw"), stratum: row.text("stype") }));
  const clustersInPopulation = Object.fromEntries(rows.map((row) => [row.text("stype"), row.number("fpc")]));
  const estimateOf = (valueOf: (row: (typeof rows)[number]) => number) =>
    clusterEstimate({ observations: rows.map((row, i) => ({ ...drawn[i], value: valueOf(row) })), clustersInPopulation });

  const api00 = estimateOf((row) => row.number("api00"));
  assertClose(api00.estimate, expected("svymean(~api00)", "mean"), 1e-7, "mean");
  assertClose(api00.standardError, expected("svymean(~api00)", "SE"), 1e-7, "mean SE");
  assertClose(api00.designEffect, expected("svymean(~api00)", "deff"), 1e-7, "design effect");
  const enroll = estimateOf((row) => row.number("enroll"));
  assertClose(enroll.total.estimate, expected("svytotal(~enroll)", "total"), 1e-7, "total");
  assertClose(enroll.total.standardError, expected("svytotal(~enroll)", "SE"), 1e-7, "total SE");
  const ratio = ratioEstimate({
    observations: rows.map((row, i) => ({ ...drawn[i], numerator: row.number("api00"), denominator: row.number("api99") })),
    clustersInPopulation,
  });
  assertClose(ratio.estimate, expected("svyratio(api00/api99)", "ratio"), 1e-7, "ratio");
  assertClose(ratio.standardError, expected("svyratio(api00/api99)", "SE"), 1e-7, "ratio SE");

  const wide = estimateOf((row) => (row.text("sch.wide") === "Yes" ? 1 : 0));
  assertClose(wide.estimate, expected("svymean(sch.wide=='Yes')", "p"), 1e-7, "share");
  assertClose(wide.standardError, expected("svymean(sch.wide=='Yes')", "SE"), 1e-7, "share SE");
  assertClose(wide.lower, expected("svyciprop(sch.wide=='Yes',logit)", "lo"), 1e-7, "lower");
  assertClose(wide.upper, expected("svyciprop(sch.wide=='Yes',logit)", "hi"), 1e-7, "upper");
  const { lower, upper } = logOddsInterval({ share: wide.estimate, standardError: wide.standardError, sampleSize: 200, degreesOfFreedom: 197 });
  assertClose(lower, expected("svyciprop(sch.wide=='Yes',xlogit)", "lo"), 1e-7, "lower");
  assertClose(upper, expected("svyciprop(sch.wide=='Yes',xlogit)", "hi"), 1e-7, "upper");
  assertClose((wide.total.upper - wide.total.lower) / 2 / wide.total.standardError,
    (expected("svyciprop(sch.wide=='Yes',mean)", "hi") - wide.estimate) / wide.standardError, 1e-7, "t interval");
});

test("the one-stage cluster sample of schools agrees with R's survey, with and without finite populations", () => {
  const expected = expectedOf("api_apiclus1_expected.csv");
  const rows = readCsv("api_apiclus1_input.csv");
  const observed = (column: string) =>
    rows.map((row) => ({ value: row.number(column), weight: row.number("pw"), cluster: row.text("dnum") }));

  const finite = clusterEstimate({ observations: observed("api00"), clustersInPopulation: 757 });
  assertClose(finite.estimate, expected("svymean(~api00) weights=pw fpc", "mean"), 1e-12, "mean");
  assertClose(finite.standardError, expected("svymean(~api00) weights=pw fpc", "SE"), 1e-12, "SE");
  assertClose(finite.designEffect, expected("svymean(~api00) weights=pw fpc", "deff"), 1e-5, "design effect");
  assert.equal(finite.degreesOfFreedom, 14);
  const endless = clusterEstimate({ observations: observed("api00") });
  assertClose(endless.standardError, expected("svymean(~api00) weights=pw", "SE"), 1e-12, "SE without fpc");
  const enroll = clusterEstimate({ observations: observed("enroll") });
  assertClose(enroll.estimate, expected("svymean(~enroll) weights=pw", "mean"), 1e-12, "enroll mean");
  assertClose(enroll.standardError, expected("svymean(~enroll) weights=pw", "SE"), 1e-12, "enroll SE");
  assertClose(enroll.total.estimate, expected("svytotal(~enroll) weights=pw", "total"), 1e-12, "enroll total");
  assertClose(enroll.total.standardError, expected("svytotal(~enroll) weights=pw", "SE"), 1e-12, "enroll total SE");
  const ratio = ratioEstimate({
    observations: rows.map((row) => (
      { numerator: row.number("api00"), denominator: row.number("enroll"), weight: row.number("pw"), cluster: row.text("dnum") }
    )),
  });
  assertClose(ratio.estimate, expected("svyratio(~api00/~enroll) weights=pw", "ratio"), 1e-12, "ratio");
  assertClose(ratio.standardError, expected("svyratio(~api00/~enroll) weights=pw", "SE"), 1e-12, "ratio SE");
});

function* pairsOf<Item>(items: readonly Item[]): Generator<[Item, Item]> {
  for (const [i, first] of items.entries()) for (const second of items.slice(i + 1)) yield [first, second];
}

test("over all two-stage samples of a small population the totals average to the truth and the variances to their spread", () => {
  const population = { an: [3, 5, 1, 7], binh: [2, 2, 9], cam: [4, 8, 6, 6, 1], dai: [0, 5] };
  const hamlets = Object.entries(population);
  const truth = hamlets.flatMap(([, values]) => values).reduce((sum, value) => sum + value, 0);
  const personsInCluster = Object.fromEntries(hamlets.map(([name, values]) => [name, values.length]));
  let count = 0;
  let mean = 0;
  let meanSquare = 0;
  let meanVariance = 0;
  for (const [first, second] of pairsOf(hamlets)) {
    const choices = [[...pairsOf(first[1])], [...pairsOf(second[1])]] as const;
    // Each pair of hamlets is equally likely, however many samples it holds.
    const share = 1 / 6 / (choices[0].length * choices[1].length);
    for (const inFirst of choices[0]) {
      for (const inSecond of choices[1]) {
        const drawn = ([hamlet, values]: [string, number[]], pair: [number, number]) =>
          pair.map((value) => ({ value, cluster: hamlet, weight: (hamlets.length / 2) * (values.length / 2) }));
        const { total } = clusterEstimate({
          observations: [...drawn(first, inFirst), ...drawn(second, inSecond)], clustersInPopulation: hamlets.length, personsInCluster,
        });
        mean += share * total.estimate;
        meanSquare += share * total.estimate ** 2;
        meanVariance += share * total.standardError ** 2;
        count += 1;
      }
    }
  }
  assert.equal(count, 18 + 60 + 6 + 30 + 3 + 10);
  assertClose(mean, truth, 1e-12, "mean of the totals");
  assertClose(meanVariance, meanSquare - mean ** 2, 1e-12, "mean of the variances");
});

test("when every hamlet was visited and every person tested there is no error left", () => {
  const observations = ["a", "a", "b", "b", "b"].map((cluster, i) => ({ value: i % 2, cluster }));
  const census = clusterEstimate({ observations, clustersInPopulation: 2, personsInCluster: { a: 2, b: 3 } });
  assert.deepEqual([census.standardError, census.lower, census.upper], [0, 0.4, 0.4]);
  const strata = [{ populationSize: 4, sampleSize: 4, successes: 3 }, { populationSize: 1, sampleSize: 1, successes: 1 }];
  const lots = stratifiedEstimate({ strata });
  assert.deepEqual([lots.estimate, lots.standardError, lots.lower, lots.upper], [0.8, 0, 0.8, 0.8]);
});

test("when every hamlet was visited but not everyone tested, the error is that within hamlets", () => {
  const observations = ["a", "a", "b", "b"].map((cluster, i) => ({ value: i % 2, cluster, weight: 5 }));
  const result = clusterEstimate({ observations, clustersInPopulation: 2, personsInCluster: { a: 10, b: 10 } });
  assert.equal(result.degreesOfFreedom, 2);
  assertClose(result.standardError, stratifiedEstimate({
    strata: [{ populationSize: 10, sampleSize: 2, successes: 1 }, { populationSize: 10, sampleSize: 2, successes: 1 }],
  }).standardError, 1e-14, "standard error");
});

test("samples whose error cannot be known are refused with a plain sentence", () => {
  assert.throws(() => clusterEstimate({ observations: [] }), { name: "RangeError", message: "The sample is empty: nothing can be estimated from it." });
  assert.throws(() => clusterEstimate({ observations: [{ value: 1, cluster: "a" }, { value: 0, cluster: "a" }] }), /one sampled cluster only/);
  assert.throws(() => clusterEstimate({ observations: [{ value: 1, stratum: "x" }, { value: 1, stratum: "y" }, { value: 0, stratum: "y" }] }), /Stratum "x" has one/);
  assert.throws(() => stratifiedEstimate({ strata: [] }), RangeError);
  assert.throws(() => stratifiedEstimate({ strata: [{ populationSize: 9, sampleSize: 1, successes: 1 }] }), /one tested person/);
  assert.throws(() => clusterEstimate({ observations: [{ value: 1 }, { value: 0 }], clustersInPopulation: 1 }), /has 1 clusters in the population, but 2/);
});

test("a sample in which everyone passed has an interval below 1 and no design effect", () => {
  const all = clusterEstimate({ observations: ["a", "a", "b", "b"].map((cluster) => ({ value: 1, cluster })) });
  assert.equal(all.designEffect, undefined);
  assert.ok(all.estimate === 1 && all.upper === 1 && all.lower > 0.3 && all.lower < 0.5);
});
