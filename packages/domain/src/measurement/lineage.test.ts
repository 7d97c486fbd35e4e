import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, readCsv } from "../../golden/measurement/read-csv.ts";
import { restateByLineage, type LineagePart } from "./lineage.ts";

const decree = (from: string, to: string, weight = 1, basis: LineagePart["basis"] = "exact"): LineagePart => ({ from, to, weight, basis });

test("reported and verified counts of a merger with a split agree with the worked example", () => {
  const facts = readCsv("boundary_merge_old_input.csv").map((row) => {
    const [population, share, sampleSize] = [row.number("pop"), row.number("x") / row.number("n"), row.number("n")];
    const variance = (population ** 2 * share * (1 - share)) / (sampleSize - 1);
    return { unit: row.text("old"), figures: { population, reported: row.number("reported"), verified: { value: population * share, variance } } };
  });
  const lineage = readCsv("boundary_merge_lineage_input.csv").map((row) => {
    const weight = row.number("weight");
    return decree(row.text("old"), row.text("new"), weight, weight === 1 ? "exact" : "population");
  });
  const units = restateByLineage({ facts, lineage });
  const expected = readCsv("boundary_merge_expected.csv");
  assert.deepEqual(units.map(({ unit }) => unit), expected.map((row) => row.text("new")));
  for (const [i, row] of expected.entries()) {
    const { population, reported, verified } = units[i]?.figures ?? assert.fail();
    assertClose(population.value, row.number("pop"), 1e-9, "population");
    assertClose(reported.value, row.number("reported"), 1e-9, "reported");
    assertClose(verified.value, row.number("ver"), 1e-9, "verified");
    assertClose(verified.standardError ** 2, row.number("var"), 1e-9, "variance");
    assertClose(reported.value / population.value, row.number("reported_cov"), 1e-9, "reported share");
    assertClose(verified.value / population.value, row.number("verified_cov"), 1e-9, "verified share");
    assertClose(verified.standardError / population.value, row.number("se"), 1e-9, "standard error");
    assert.deepEqual([population.basis, reported.basis, verified.basis], ["estimated", "estimated", "estimated"]);
  }
});

test("units merged whole are exact, also through a later renaming", () => {
  const facts = [{ unit: "18859.1", figures: { capable: 120 } }, { unit: "18862.1", figures: { capable: 80 } }, { unit: "19000.1", figures: { capable: 7 } }];
  const lineage = [decree("18859.1", "18859.2"), decree("18862.1", "18859.2"), decree("18859.2", "18859.3")];
  assert.deepEqual(restateByLineage({ facts, lineage }), [
    { unit: "18859.3", figures: { capable: { value: 200, standardError: 0, basis: "exact" } } },
    { unit: "19000.1", figures: { capable: { value: 7, standardError: 0, basis: "exact" } } },
  ]);
});

test("a whole unit that is only assumed to have moved is estimated", () => {
  const [unit] = restateByLineage({ facts: [{ unit: "a", figures: { capable: 5 } }], lineage: [decree("a", "b", 1, "assumed")] });
  assert.equal(unit?.figures.capable.basis, "estimated");
});

test("a part of a unit is estimated even where its weight was counted: other figures need not divide like it", () => {
  const lineage = [decree("a", "b", 0.25), decree("a", "c", 0.75)];
  const units = restateByLineage({ facts: [{ unit: "a", figures: { capable: 8 } }], lineage });
  assert.deepEqual(units.map(({ figures: { capable } }) => [capable.value, capable.basis]), [[2, "estimated"], [6, "estimated"]]);
});

test("parts that meet again carry their sampling error as one", () => {
  const lineage = [decree("a", "b", 0.5, "population"), decree("a", "c", 0.5, "population"), decree("b", "d"), decree("c", "d")];
  const [unit] = restateByLineage({ facts: [{ unit: "a", figures: { verified: { value: 10, variance: 4 } } }], lineage });
  assert.deepEqual(unit, { unit: "d", figures: { verified: { value: 10, standardError: 2, basis: "estimated" } } });
});

test("lineages that lose people, and units that come of themselves, are refused with a plain sentence", () => {
  const facts = [{ unit: "a", figures: { capable: 5 } }];
  assert.throws(() => restateByLineage({ facts, lineage: [decree("a", "b", 0.4, "population")] }), {
    name: "RangeError", message: "The parts of unit a must sum to 1, but sum to 0.4.",
  });
  assert.throws(() => restateByLineage({ facts, lineage: [decree("a", "b"), decree("b", "a")] }), /comes of itself/);
});

test("what nobody measured in one unit is not taken for 0", () => {
  type Figures = { capable: number; verified: number };
  // A unit without "verified", as it may come from outside the type checker.
  const incomplete = JSON.parse('{"capable":5}') as Figures;
  const facts = [{ unit: "a", figures: { capable: 5, verified: 3 } }, { unit: "b", figures: incomplete }];
  assert.throws(() => restateByLineage({ facts, lineage: [] }), /Unit b must have the figures capable, verified/);
});
