import assert from "node:assert/strict";
import { test } from "node:test";
import { applyChange, type ChangeRefusal, type UnitChange } from "./change-units.ts";
import { givenRegister, id, readQuangTri } from "./given-units.suite.ts";
import { predecessorsAt, successorsAt } from "./lineage.ts";
import { childrenAt, lifeOf, nameAt, parentAt, unitOf, unitsAt, type UnitRegister } from "./register.ts";
import type { UnitNameText } from "./unit.ts";

const decree = { id: "decree", legalRef: "Nghị quyết 1", effective: "2026-01-01" };
const name: UnitNameText = { vi: "Mới", en: "Moi", type: "Xã" };
const into = { code: "10001", name, parent: id("101.1") };
const half = { ...into, weight: 0.5 };

function applied(register: UnitRegister, change: UnitChange): UnitRegister {
  const outcome = applyChange(register, change);
  assert.equal(outcome.kind, "applied", JSON.stringify(outcome));
  return outcome.kind === "applied" ? outcome.register : register;
}

test("communes that merge end, and the new one takes a new id of an old code, their hamlets and their land", () => {
  const before = givenRegister();
  const after = applied(before, { ...decree, type: "merge", from: [id("10001.1"), id("10002.1")], into });
  assert.deepEqual(unitsAt(after, "commune", "2026-01-01"), ["10003.1", "10004.1", "10001.2"]);
  assert.deepEqual(childrenAt(after, id("10001.2"), "2026-01-01"), ["10001.1-01", "10001.1-02", "10002.1-01", "10002.1-02"]);
  assert.equal(parentAt(after, id("10002.1-01"), "2025-12-31"), "10002.1");
  assert.deepEqual(predecessorsAt(after, id("10001.2"), "2025-12-31").map(({ unit, weight }) => [unit, weight]), [["10001.1", 1], ["10002.1", 1]]);
  assert.deepEqual(unitsAt(before, "commune", "2026-01-01").length, 4, "the register given is left as it was");
});

test("a commune that splits gives each hamlet to one part and its land by weight", () => {
  const after = applied(givenRegister(), {
    ...decree, type: "split", from: id("10001.1"), basis: "population",
    into: [{ ...into, weight: 0.3, children: [id("10001.1-01")] }, { ...into, weight: 0.7, children: [id("10001.1-02")] }],
  });
  assert.deepEqual(successorsAt(after, id("10001.1"), "2026-01-01"), [{ unit: "10001.3", weight: 0.7, basis: "population" }, { unit: "10001.2", weight: 0.3, basis: "population" }]);
  assert.equal(parentAt(after, id("10001.1-02"), "2026-01-01"), "10001.3");
});

test("a province that splits hands on its communes, and provinces that merge again make a third", () => {
  const before = readQuangTri();
  const after = applied(before, {
    ...decree, type: "split", from: id("44.2"), basis: "assumed",
    into: [
      { code: "44", name: { vi: "Bắc", en: "Bac", type: "Tỉnh" }, parent: null, weight: 0.5, children: childrenAt(before, id("44.2"), "2026-01-01") },
      { code: "45", name: { vi: "Nam", en: "Nam", type: "Tỉnh" }, parent: null, weight: 0.5, children: [] },
    ],
  });
  assert.deepEqual(unitsAt(after, "province", "2026-01-01"), ["44.3", "45.2"], "no number that was ever given is given again");
  assert.equal(childrenAt(after, id("44.3"), "2026-01-01").length, 78);
  const again = applied(after, { ...decree, id: "second", effective: "2027-01-01", type: "merge", from: [id("44.3"), id("45.2")], into: { code: "44", name: { vi: "Lại", en: "Lai", type: "Tỉnh" }, parent: null } });
  assert.deepEqual(successorsAt(again, id("45.1"), "2027-01-01"), [{ unit: "44.4", weight: 1, basis: "assumed" }]);
});

test("a province's merger and its communes' on one day leave no commune a day under what had ended", () => {
  const first = applied(readQuangTri(), {
    ...decree, type: "split", from: id("44.2"), basis: "assumed",
    into: [
      { code: "44", name, parent: null, weight: 0.9, children: childrenAt(readQuangTri(), id("44.2"), "2026-01-01") },
      { code: "46", name, parent: null, weight: 0.1, children: [] },
    ],
  });
  const second = applied(first, { ...decree, id: "same-day", type: "merge", from: [id("18859.2"), id("18871.2")], into: { ...into, code: "18859", parent: id("44.3") } });
  assert.deepEqual(unitOf(second, id("18859.2")).parents, [{ unit: "44.2", from: "2025-07-01", to: "2026-01-01" }]);
  assert.deepEqual(unitOf(second, id("18859.3")).parents, [{ unit: "44.3", from: "2026-01-01", to: null }]);
});

test("a transfer changes the parent from its day on and keeps the id", () => {
  const after = applied(givenRegister(), { ...decree, type: "transfer", unit: id("10001.1"), parent: id("102.1") });
  assert.equal(parentAt(after, id("10001.1"), "2025-12-31"), "101.1");
  assert.equal(parentAt(after, id("10001.1"), "2026-01-01"), "102.1");
  assert.deepEqual(after.events.at(-1)?.units, ["10001.1"]);
  assert.deepEqual(lifeOf(unitOf(after, id("10001.1"))), { from: null, to: null });
});

test("a rename and a rise in rank change the name from their day on; the last word of one day stands", () => {
  const renamed = applied(givenRegister(), { ...decree, type: "rename", unit: id("10001.1"), name });
  const risen = applied(renamed, { ...decree, id: "rise", type: "reclassify", unit: id("10001.1"), name: { ...name, type: "Phường" } });
  assert.equal(nameAt(risen, id("10001.1"), "2025-12-31")?.vi, "An");
  assert.deepEqual(nameAt(risen, id("10001.1"), "2026-01-01"), { ...name, type: "Phường", from: "2026-01-01", to: null });
  assert.equal(unitOf(risen, id("10001.1")).names.length, 2);
});

test("hamlets merge under ids of their commune's own", () => {
  const after = applied(givenRegister(), {
    ...decree, type: "merge", from: [id("10001.1-01"), id("10001.1-02")],
    into: { code: null, name: { vi: "Đoàn Kết", en: "Doan Ket", type: "Thôn" }, parent: id("10001.1") },
  });
  assert.deepEqual(childrenAt(after, id("10001.1"), "2026-01-01"), ["10001.1-03"]);
});

const merge = { ...decree, type: "merge" as const, from: [id("10001.1"), id("10002.1")], into };
const split = { ...decree, type: "split" as const, from: id("10001.1"), basis: "exact" as const };
const transfer = { ...decree, type: "transfer" as const, unit: id("10001.1"), parent: id("102.1") };
const rename = { ...decree, type: "rename" as const, unit: id("10001.1"), name };
const hamlets = [id("10001.1-01"), id("10001.1-02")];

const refused: readonly (readonly [string, UnitChange, ChangeRefusal])[] = [
  ["an event known already", { ...rename, id: "known" }, "event-id-taken"],
  ["a date that is none", { ...rename, effective: "1-1-2026" }, "date-malformed"],
  ["a merger of one", { ...merge, from: [id("10001.1")] }, "too-few-units"],
  ["a merger of one named twice", { ...merge, from: [id("10001.1"), id("10001.1")] }, "too-few-units"],
  ["a merger with a unit unknown", { ...merge, from: [id("10001.1"), id("10009.1")] }, "unit-not-in-force"],
  ["a merger with a unit that ended", { ...merge, from: [id("10003.1"), id("10004.1")], effective: "2026-06-01" }, "unit-not-in-force"],
  ["a merger of units that begin that day", { ...merge, from: [id("10001.1"), id("10003.2")], effective: "2025-01-01" }, "unit-not-in-force"],
  ["a merger of a commune and a hamlet", { ...merge, from: [id("10001.1"), id("10002.1-01")] }, "kinds-differ"],
  ["a merger before a change already known", { ...merge, effective: "2023-01-01" }, "later-change-known"],
  ["a merger before a hamlet's known departure", { ...merge, effective: "2025-02-01" }, "later-change-known"],
  ["a merger before a hamlet's known arrival", { ...merge, from: [id("10001.1"), id("10003.2")], effective: "2025-02-01" }, "later-change-known"],
  ["a merger under a commune", { ...merge, into: { ...into, parent: id("10003.2") } }, "parent-unfit"],
  ["a merger under nothing", { ...merge, into: { ...into, parent: null } }, "parent-unfit"],
  ["a merger with a district's code", { ...merge, into: { ...into, code: "101" } }, "code-unfit"],
  ["a merger without a code", { ...merge, into: { ...into, code: null } }, "code-unfit"],
  ["a hamlets' merger with a code", { ...merge, from: hamlets, into: { ...into, parent: id("10001.1") } }, "code-unfit"],
  ["a split into one", { ...split, into: [{ ...half, weight: 1, children: hamlets }] }, "too-few-units"],
  ["a split that loses land", { ...split, into: [{ ...half, children: hamlets }, { ...half, weight: 0.4, children: [] }] }, "weights-do-not-sum-to-one"],
  ["a split with less than nothing", { ...split, into: [{ ...half, weight: 1.5, children: hamlets }, { ...half, weight: -0.5, children: [] }] }, "weights-do-not-sum-to-one"],
  ["a split with no number", { ...split, into: [{ ...half, weight: Number.NaN, children: hamlets }, { ...half, children: [] }] }, "weights-do-not-sum-to-one"],
  ["a split that forgets a hamlet", { ...split, into: [{ ...half, children: hamlets.slice(1) }, { ...half, children: [] }] }, "children-not-all-placed"],
  ["a split that gives a hamlet twice", { ...split, into: [{ ...half, children: hamlets }, { ...half, children: hamlets }] }, "children-not-all-placed"],
  ["a split that gives another's hamlet", { ...split, into: [{ ...half, children: hamlets.slice(1) }, { ...half, children: [id("10002.1-01")] }] }, "children-not-all-placed"],
  ["a move of a commune under a commune", { ...transfer, parent: id("10002.1") }, "parent-unfit"],
  ["a move under a unit that ended", { ...transfer, unit: id("10002.1-01"), parent: id("10003.1") }, "parent-unfit"],
  ["a move under a unit whose end is known", { ...transfer, unit: id("10002.1-01"), parent: id("10003.1"), effective: "2024-06-01" }, "parent-unfit"],
  ["a move before a change already known", { ...transfer, effective: "2023-01-01" }, "later-change-known"],
  ["a rename of a unit that ended", { ...rename, unit: id("10003.1") }, "unit-not-in-force"],
  ["a rename before a change already known", { ...rename, effective: "2023-01-01" }, "later-change-known"],
];

/** 10001.1 was renamed in 2024, 10003.1 and 10004.1 merged on 1-1-2025 into 10003.2, to which 10002.1-02 moved in March. */
function withHistory(): UnitRegister {
  const renamed = applied(givenRegister(), { ...rename, id: "known", effective: "2024-01-01" });
  const merged = applied(renamed, { ...merge, id: "merged", effective: "2025-01-01", from: [id("10003.1"), id("10004.1")], into: { ...into, code: "10003" } });
  return applied(merged, { ...transfer, id: "moved", effective: "2025-03-01", unit: id("10002.1-02"), parent: id("10003.2") });
}

for (const [what, change, because] of refused) {
  test(`${what} is refused: ${because}`, () => {
    assert.deepEqual(applyChange(withHistory(), change), { kind: "refused", because });
  });
}
