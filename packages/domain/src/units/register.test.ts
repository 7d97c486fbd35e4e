import assert from "node:assert/strict";
import { test } from "node:test";
import { boundarySets } from "./boundary-sets.ts";
import { givenFile, givenRegister, givenUnit, id, open } from "./given-units.suite.ts";
import { buildRegister, childrenAt, closureAt, nameAt, parentAt } from "./register.ts";
import { mintUnitId, parseUnitId, unitCode } from "./unit-id.ts";
import { fullName, type UnitRegisterFile } from "./unit.ts";

type Change = (file: UnitRegisterFile) => UnitRegisterFile;

function withUnit(unitId: string, change: (unit: UnitRegisterFile["units"][number]) => UnitRegisterFile["units"][number]): Change {
  return (file) => ({ ...file, units: file.units.map((unit) => (unit.id === unitId ? change(unit) : unit)) });
}

const hamlet = "10001.1-01";
const dated = (from: string | null, to: string | null) => ({ vi: "Mới", en: "Moi", type: "Thôn" as const, from, to });

test("a hamlet stands under one commune until the reform and under another from that very day", () => {
  const register = buildRegister(withUnit(hamlet, (unit) => ({
    ...unit,
    parents: [{ unit: "10001.1", from: null, to: "2025-07-01" }, { unit: "10002.1", from: "2025-07-01", to: null }],
  }))(givenFile()));
  assert.equal(parentAt(register, id(hamlet), "2025-06-30"), "10001.1");
  assert.equal(parentAt(register, id(hamlet), "2025-07-01"), "10002.1");
  assert.deepEqual(childrenAt(register, id("10001.1"), "2025-07-01"), ["10001.1-02"]);
  assert.deepEqual(childrenAt(register, id("10002.1"), "2025-07-01"), [hamlet, "10002.1-01", "10002.1-02"]);
});

test("a name of a date is the one that held then, and none before the unit began", () => {
  const register = buildRegister(withUnit(hamlet, (unit) => ({
    ...unit,
    names: [dated("2020-01-01", "2022-01-01"), { ...dated("2022-01-01", null), vi: "Mới hơn" }],
    parents: [{ unit: "10001.1", from: "2020-01-01", to: null }],
  }))(givenFile()));
  assert.equal(nameAt(register, id(hamlet), "2021-12-31")?.vi, "Mới");
  assert.equal(nameAt(register, id(hamlet), "2022-01-01")?.vi, "Mới hơn");
  assert.equal(nameAt(register, id(hamlet), "2019-12-31"), null);
  assert.equal(parentAt(register, id(hamlet), "2019-12-31"), null);
});

test("the closure of a hamlet is itself, its commune, its district and its province, nearest first", () => {
  const pairs = closureAt(givenRegister(), "2025-01-01").filter((pair) => pair.descendant === hamlet);
  assert.deepEqual(pairs.map(({ ancestor, depth }) => [ancestor, depth]), [[hamlet, 0], ["10001.1", 1], ["101.1", 2], ["10.1", 3]]);
});

test("a register in which nothing ever changed has one boundary set, and a hamlet's move makes no other", () => {
  assert.deepEqual(boundarySets(givenRegister()).map(({ from, to }) => [from, to]), [[null, null]]);
  const moved = withUnit(hamlet, (unit) => ({
    ...unit,
    parents: [{ unit: "10001.1", from: null, to: "2024-01-01" }, { unit: "10002.1", from: "2024-01-01", to: null }],
  }))(givenFile());
  assert.equal(boundarySets(buildRegister(moved)).length, 1);
});

test("a commune's move to another district makes a boundary set named by its first day", () => {
  const moved = withUnit("10002.1", (unit) => ({
    ...unit,
    parents: [{ unit: "101.1", from: null, to: "2024-12-01" }, { unit: "102.1", from: "2024-12-01", to: null }],
  }))(givenFile());
  assert.deepEqual(boundarySets(buildRegister(moved)).map(({ from, label }) => [from, label.vi, label.en]), [
    [null, "địa giới trước 1-12-2024", "boundaries before 1 December 2024"],
    ["2024-12-01", "địa giới từ 1-12-2024", "boundaries from 1 December 2024"],
  ]);
});

test("a commune's end makes a boundary set even when nothing takes its place", () => {
  const ended = withUnit("10004.1", (unit) => ({ ...unit, names: unit.names.map((name) => ({ ...name, to: "2024-12-01" })), parents: unit.parents.map((parent) => ({ ...parent, to: "2024-12-01" })) }))(givenFile());
  const units = ended.units.filter((unit) => !unit.id.startsWith("10004.1-"));
  assert.deepEqual(boundarySets(buildRegister({ ...ended, units, withoutSuccessor: ["10004.1"] })).map(({ from }) => from), [null, "2024-12-01"]);
});

const broken: readonly (readonly [string, Change, RegExp])[] = [
  ["an id of another kind", (file) => ({ ...file, units: [...file.units, givenUnit("103.1", "commune", "101.1", "Xã", "Lạ")] }), /103\.1: not the id of a commune/],
  ["an id given twice", (file) => ({ ...file, units: [...file.units, givenUnit("10001.1", "commune", "101.1", "Xã", "Lạ")] }), /two units/],
  ["names that overlap", withUnit(hamlet, (unit) => ({ ...unit, names: [dated(null, "2022-01-02"), dated("2022-01-01", null)] })), /names overlap or leave a gap/],
  ["names with a gap", withUnit(hamlet, (unit) => ({ ...unit, names: [dated(null, "2022-01-01"), dated("2022-01-02", null)] })), /names overlap or leave a gap/],
  ["two open names", withUnit(hamlet, (unit) => ({ ...unit, names: [dated(null, null), dated(null, null)] })), /names overlap or leave a gap/],
  ["a name that ends before it begins", withUnit(hamlet, (unit) => ({ ...unit, names: [dated(null, "2022-01-01"), dated("2022-01-01", "2021-01-01")] })), /end before they begin/],
  ["parents that end before the unit", withUnit(hamlet, (unit) => ({ ...unit, parents: [{ unit: "10001.1", from: null, to: "2022-01-01" }] })), /parents do not last/],
  ["no parent", withUnit(hamlet, (unit) => ({ ...unit, parents: [] })), /no parents/],
  ["an unknown parent", withUnit(hamlet, (unit) => ({ ...unit, parents: [{ unit: "99999.1", ...open }] })), /no such unit: 99999\.1/],
  ["a hamlet under a province", withUnit(hamlet, (unit) => ({ ...unit, parents: [{ unit: "10.1", ...open }] })), /cannot stand under a province/],
  ["a province under a province", withUnit("10.1", (unit) => ({ ...unit, parents: [{ unit: "10.1", ...open }] })), /has no parent/],
  ["a parent that ended", withUnit("101.1", (unit) => ({ ...unit, names: [dated(null, "2022-01-01")], parents: [{ unit: "10.1", from: null, to: "2022-01-01" }] })), /does not exist all that time/],
  ["a date that is none", withUnit(hamlet, (unit) => ({ ...unit, names: [dated(null, "2022-13-01"), dated("2022-13-01", null)] })), /is no date/],
  ["an event given twice", (file) => {
    const event = { id: "e", type: "rename" as const, legalRef: "", effective: "2022-01-01", units: [] };
    return { ...file, events: [event, event] };
  }, /two events/],
  ["an unresolved name with an unknown candidate", (file) => ({ ...file, unresolved: [{ name: "Xã X", namedBy: "10001.1", why: "same-name", candidates: ["10009.1"] }] }), /no such unit: 10009\.1/],
  ["a commune that lives, listed as lost", (file) => ({ ...file, withoutSuccessor: ["10001.1"] }), /not without successor/],
];
for (const [what, change, message] of broken) {
  test(`a register with ${what} is refused`, () => {
    assert.throws(() => buildRegister(change(givenFile())), { message });
  });
}

test("the next id of a code counts on from the last, and that of a hamlet from its commune's last", () => {
  const used = [id("18859.1"), id("18859.9"), id("18859.10"), id("18859.2-07"), id("18886.40")];
  assert.equal(mintUnitId(used, "commune", "18859"), "18859.11");
  assert.equal(mintUnitId(used, "commune", "18860"), "18860.1");
  assert.equal(mintUnitId(used, "hamlet", "18859.2"), "18859.2-08");
  assert.equal(mintUnitId(used, "hamlet", "18859.1"), "18859.1-01");
});

test("only the ids of the register's form are ids, and each tells its code", () => {
  for (const text of ["44.2", "457.1", "18859.2", "18859.2-01", "18859.12-101"]) assert.equal(unitCode(parseUnitId(text)), text.split(".")[0]);
  for (const text of ["", "44", "44.0", "4.1", "18859.2-1", "18859.2-", "457.1-01", " 44.2", "18859.2\n"]) assert.throws(() => parseUnitId(text), RangeError);
});

test("a full name puts the type first in Vietnamese, and last in English unless the name is a number", () => {
  assert.equal(fullName({ vi: "Lệ Thủy", en: "Le Thuy", type: "Huyện" }, "vi"), "Huyện Lệ Thủy");
  assert.equal(fullName({ vi: "Lệ Thủy", en: "Le Thuy", type: "Huyện" }, "en"), "Le Thuy District");
  assert.equal(fullName({ vi: "1", en: "1", type: "Phường" }, "en"), "Ward 1");
});
