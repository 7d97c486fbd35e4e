import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv } from "../../golden/measurement/read-csv.ts";
import { postStratify, rake } from "./calibration.ts";

const rows = readCsv("api_apiclus1_input.csv");
const expectedRows = readCsv("api_apiclus1_expected.csv");
const expected = (call: string, stat: string): number => {
  const row = expectedRows.find((candidate) => candidate.text("call") === call && candidate.text("stat") === stat);
  assert.ok(row, `${call} ${stat}`);
  return row.number("value");
};
const stype = { E: 4421, H: 755, M: 1018 };
const sampled = (column: string) => rows.map((row) => ({
  value: row.number(column), weight: row.number("pw"), cluster: row.text("dnum"), cell: row.text("stype"),
  categories: { stype: row.text("stype"), wide: row.text("sch.wide") },
}));

test("post-stratified mean, total and errors agree with R's survey", () => {
  const finite = postStratify({ observations: sampled("api00"), cellPopulation: stype, clustersInPopulation: 757 });
  assertClose(finite.estimate, expected("postStratify(~stype) then svymean(~api00) weights=pw fpc", "mean"), 1e-12, "mean");
  assertClose(finite.standardError, expected("postStratify(~stype) then svymean(~api00) weights=pw fpc", "SE"), 1e-12, "SE");
  const endless = postStratify({ observations: sampled("api00"), cellPopulation: stype });
  assertClose(endless.standardError, expected("postStratify(~stype) then svymean(~api00) weights=pw", "SE"), 1e-12, "SE without fpc");
  const { total } = postStratify({ observations: sampled("enroll"), cellPopulation: stype, clustersInPopulation: 757 });
  assertClose(total.estimate, expected("postStratify(~stype) then svytotal(~enroll) weights=pw fpc", "total"), 5e-7, "total");
  assertClose(total.standardError, expected("postStratify(~stype) then svytotal(~enroll) weights=pw fpc", "SE"), 5e-6, "total SE");
});

test("raked mean and error agree with R's survey, to its rounding when it stops early and fully when it converges", () => {
  const observations = sampled("api00");
  const documented = rake({ observations, margins: { stype, wide: { No: 1072, Yes: 5122 } }, clustersInPopulation: 757 });
  assertClose(documented.estimate, expected("rake(~stype+~sch.wide No=1072 Yes=5122) then svymean(~api00) weights=pw fpc", "mean"), 1e-6, "mean");
  assertClose(documented.standardError, expected("rake(~stype+~sch.wide No=1072 Yes=5122) then svymean(~api00) weights=pw fpc", "SE"), 1e-5, "SE");
  for (const row of readCsv("api_apiclus1_rake_weights.csv")) {
    const position = rows.findIndex((school) => school.text("stype") === row.text("stype") && school.text("sch.wide") === row.text("sch.wide"));
    assertClose(documented.weights[position], row.number("weight"), 1e-4, `weight of ${row.text("stype")} ${row.text("sch.wide")}`);
  }
  const converged = rake({ observations, margins: { stype, wide: { No: 1000, Yes: 5194 } }, clustersInPopulation: 757 });
  const call = "rake(~stype+~sch.wide No=1000 Yes=5194) epsilon=1e-12 then svymean(~api00) weights=pw fpc";
  assertClose(converged.standardError, expected(call, "SE"), 1e-9, "converged SE");
});

test("raking to one margin is post-stratification", () => {
  const observations = sampled("api00");
  const raked = rake({ observations, margins: { stype } });
  const stratified = postStratify({ observations, cellPopulation: stype });
  assertClose(raked.estimate, stratified.estimate, 1e-12, "mean");
  assertClose(raked.standardError, stratified.standardError, 1e-12, "SE");
});

test("a count that is known has no error left", () => {
  const observations = sampled("api00").map((school) => ({ ...school, value: school.cell === "H" ? 1 : 0 }));
  const { total } = postStratify({ observations, cellPopulation: stype });
  assertClose(total.estimate, 755, 1e-12, "total");
  assertClose(total.standardError, 0, 1e-8, "SE");
});

test("margins that nobody can meet are refused with a plain sentence", () => {
  const observations = sampled("api00");
  assert.throws(() => rake({ observations, margins: { stype, wide: { No: 1072, Yes: 5000 } } }), /must sum to the same population/);
  assert.throws(() => rake({ observations, margins: {} }), /no margin/);
  assert.throws(() => rake({ observations, margins: { colour: { red: 1 } } }), /has no category for the margin "colour"/);
  assert.throws(() => postStratify({ observations, cellPopulation: { ...stype, K: 10 } }), /Nobody of cell "K" is in the sample/);
  assert.throws(() => postStratify({ observations, cellPopulation: { E: 1, H: 1 } }), /The population of cell "M" is not given/);
  const crossed = [{ a: "x", b: "u" }, { a: "y", b: "v" }, { a: "y", b: "v" }].map((categories) => ({ value: 1, categories }));
  assert.throws(() => rake({ observations: crossed, margins: { a: { x: 5, y: 5 }, b: { u: 8, v: 2 } } }), /did not settle/);
});
