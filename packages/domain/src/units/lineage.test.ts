import assert from "node:assert/strict";
import { test } from "node:test";
import { givenFile, givenUnit, id } from "./given-units.suite.ts";
import { predecessorsAt, successorsAt } from "./lineage.ts";
import { buildRegister, type UnitRegister } from "./register.ts";
import type { UnitRegisterFile } from "./unit.ts";

const REFORM = "2025-07-01";
type FileLineage = UnitRegisterFile["lineage"][number];

/** An and Cam go whole, Bình in parts, into two new communes; Dân is not touched. */
function reform(lineage: readonly FileLineage[], withoutSuccessor: readonly string[] = []): UnitRegister {
  const file = givenFile();
  const units = file.units.filter((unit) => unit.kind !== "hamlet").map((unit) => ["10001.1", "10002.1", "10003.1"].includes(unit.id)
    ? { ...unit, names: unit.names.map((name) => ({ ...name, to: REFORM })), parents: unit.parents.map((parent) => ({ ...parent, to: REFORM })) }
    : unit);
  const created = ["10001.2", "10005.1"].map((unit) => {
    const { names, parents, ...rest } = givenUnit(unit, "commune", "10.1", "Xã", "Mới");
    return { ...rest, names: names.map((name) => ({ ...name, from: REFORM })), parents: parents.map((parent) => ({ ...parent, from: REFORM })) };
  });
  const events = [{ id: "reform", type: "merge" as const, legalRef: "Nghị quyết", effective: REFORM, units: [] }];
  return buildRegister({ ...file, units: [...units, ...created], events, lineage, withoutSuccessor });
}

const row = (from: string, to: string, weight: number, basis: FileLineage["basis"] = "exact"): FileLineage => ({ event: "reform", from, to, weight, basis });
const rows = [row("10001.1", "10001.2", 1), row("10002.1", "10001.2", 0.35, "population"), row("10002.1", "10005.1", 0.65, "population"), row("10003.1", "10005.1", 1)];

test("people counted by former commune are restated on the new ones without one more or less", () => {
  // A merge and a split in one reform: 5200 + 0.35 x 4300 = 6705, 0.65 x 4300 + 6100 = 8895.
  const register = reform(rows);
  const people = new Map([["10001.1", 5200], ["10002.1", 4300], ["10003.1", 6100]]);
  const restated = new Map<string, number>();
  for (const [former, count] of people) {
    for (const { unit, weight } of successorsAt(register, id(former), REFORM)) restated.set(unit, (restated.get(unit) ?? 0) + weight * count);
  }
  assert.deepEqual([...restated], [["10001.2", 6705], ["10005.1", 8895]]);
});

test("shares come greatest first, with the basis on which each is known", () => {
  assert.deepEqual(successorsAt(reform(rows), id("10002.1"), REFORM), [
    { unit: "10005.1", weight: 0.65, basis: "population" },
    { unit: "10001.2", weight: 0.35, basis: "population" },
  ]);
  assert.deepEqual(predecessorsAt(reform(rows), id("10001.2"), "2025-06-30"), [
    { unit: "10001.1", weight: 1, basis: "exact" },
    { unit: "10002.1", weight: 0.35, basis: "population" },
  ]);
});

test("a unit is its own successor and predecessor while it exists, and has neither outside its time", () => {
  const register = reform(rows);
  assert.deepEqual(successorsAt(register, id("10001.1"), "2025-06-30"), [{ unit: "10001.1", weight: 1, basis: "exact" }]);
  assert.deepEqual(predecessorsAt(register, id("10004.1"), "2030-01-01"), [{ unit: "10004.1", weight: 1, basis: "exact" }]);
  assert.deepEqual(successorsAt(register, id("10001.2"), "2025-06-30"), []);
  assert.deepEqual(predecessorsAt(register, id("10001.1"), REFORM), []);
});

test("a unit that ended without known lineage has no successor", () => {
  assert.deepEqual(successorsAt(reform(rows.slice(1), ["10001.1"]), id("10001.1"), REFORM), []);
});

const broken: readonly (readonly [string, readonly FileLineage[], RegExp])[] = [
  ["weights that lose a part", rows.filter((line) => line.weight !== 0.65), /10002\.1: its weights sum to 0\.35/],
  ["weights that give a part twice", [...rows, row("10001.1", "10005.1", 0.2)], /10001\.1: its weights sum to 1\.2/],
  ["a weight below nothing", [...rows.slice(1), row("10001.1", "10001.2", 1.5), row("10001.1", "10005.1", -0.5)], /weight -0\.5/],
  ["a former commune that no weight leaves", rows.slice(1), /10001\.1: ended with neither lineage nor mention/],
  ["a successor that was there before", [...rows.slice(1), row("10001.1", "10004.1", 1)], /lives do not meet/],
  ["two weights into one commune", [...rows.slice(1), row("10001.1", "10001.2", 0.5), row("10001.1", "10001.2", 0.5)], /two weights into one unit/],
  ["an unknown event", [...rows.slice(1), { ...row("10001.1", "10001.2", 1), event: "none" }], /no event none/],
];
for (const [what, lineage, message] of broken) {
  test(`lineage with ${what} is refused`, () => {
    assert.throws(() => reform(lineage), { message });
  });
}
