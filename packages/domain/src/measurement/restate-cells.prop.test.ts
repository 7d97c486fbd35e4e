import assert from "node:assert/strict";
import { test } from "node:test";
import type { UnitId } from "@hocvuso/contract";
import fc from "fast-check";
import { applyChange, buildRegister, unitsAt, type UnitChange, type UnitRegister } from "../units/index.ts";
import type { Cell, CellCounts } from "./four-numbers.ts";
import { restateCells, type RestatedCells } from "./restate-cells.ts";

const id = (text: string) => text as UnitId; // ids of the register's form
const commune = (unit: string) => ({ id: unit, kind: "commune" as const, names: [{ type: "Xã" as const, vi: unit, en: unit, from: null, to: null }], parents: [{ unit: "44.1", from: null, to: null }] });

/** A province of the communes given, since always. */
function provinceOf(units: readonly string[]): UnitRegister {
  return buildRegister({ units: [{ id: "44.1", kind: "province", names: [{ type: "Tỉnh", vi: "Quảng Trị", en: "Quang Tri", from: null, to: null }], parents: [] }, ...units.map(commune)], events: [], lineage: [], unresolved: [], withoutSuccessor: [] });
}

function changed(register: UnitRegister, change: UnitChange): UnitRegister {
  const outcome = applyChange(register, change);
  assert.equal(outcome.kind, "applied", JSON.stringify(outcome));
  return outcome.kind === "applied" ? outcome.register : register;
}

const cell = (place: string, listed: number, reached: number, capable: number): Cell & CellCounts => ({ place: id(place), group: "adult", listed, reached, capable, confirmed: 0, sample: 0 });
const adults = ({ cells, basis }: RestatedCells) => { const { listed, reached, capable } = cells.find(({ group }) => group === "adult") ?? { listed: 0, reached: 0, capable: 0 }; return [listed, reached, capable, basis]; };
const told = (register: UnitRegister, cells: readonly (Cell & CellCounts)[], date: string) => Object.fromEntries([...restateCells({ cells, register, date })].map(([unit, restated]) => [unit ?? "", adults(restated)]));

test("a merger of 1 July 2025 and a made-up split of 2026: as it was, and told on each map, as reckoned by hand", () => {
  const name = (vi: string) => ({ type: "Xã" as const, vi, en: vi });
  const merged = changed(provinceOf(["10001.1", "10002.1", "10003.1"]), { id: "nq-2025", legalRef: "1680/NQ-UBTVQH15", effective: "2025-07-01", type: "merge", from: [id("10001.1"), id("10002.1")], into: { code: "10001", name: name("Mới"), parent: id("44.1") } });
  const register = changed(merged, { id: "mau-2026", legalRef: "made up", effective: "2026-05-01", type: "split", from: id("10001.2"), basis: "population", into: [{ code: "10001", name: name("Trên"), parent: id("44.1"), weight: 0.75, children: [] }, { code: "10004", name: name("Dưới"), parent: id("44.1"), weight: 0.25, children: [] }] });
  // 40 and 20 were listed before the merger, 20 between it and the split, 8 after it in the lower part.
  const cells = [cell("10001.1", 40, 30, 10), cell("10002.1", 20, 10, 6), cell("10003.1", 9, 9, 9), cell("10001.2", 20, 12, 4), cell("10004.1", 8, 8, 8)];
  // Old map: 20 of the merged commune go 40 : 20; 8 of the lower part likewise. 40 + 13⅓ + 5⅓ = 58⅔ and 20 + 6⅔ + 2⅔ = 29⅓.
  assert.deepEqual(told(register, cells, "2025-01-01"), { "10001.1": [59, 43, 18, "estimated"], "10002.1": [29, 17, 10, "estimated"], "10003.1": [9, 9, 9, "exact"] });
  // Between: the two merged whole, and what the split made came whole from there.
  assert.deepEqual(told(register, cells, "2025-09-01"), { "10001.2": [88, 60, 28, "exact"], "10003.1": [9, 9, 9, "exact"] });
  // Today: 80 of before the split go 3 : 1, 60 and 20; the 8 stay where they are.
  assert.deepEqual(told(register, cells, "2026-06-01"), { "10001.3": [60, 39, 15, "estimated"], "10004.1": [28, 21, 13, "estimated"], "10003.1": [9, 9, 9, "exact"] });
});

const reforms = fc.array(fc.record({ kind: fc.constantFrom("merge", "split", "rename"), picks: fc.tuple(fc.nat(50), fc.nat(50)), weight: fc.integer({ min: 1, max: 9 }) }), { maxLength: 6 });

test("whatever was merged, split and renamed, every map tells the same sums in whole persons, and nobody more than are listed", () => {
  fc.assert(fc.property(reforms, fc.array(fc.tuple(fc.nat(60), fc.nat(40), fc.nat(40)), { minLength: 1, maxLength: 12 }), (changes, people) => {
    let register = provinceOf(["10001.1", "10002.1", "10003.1", "10004.1"]);
    changes.forEach(({ kind, picks, weight }, at) => {
      const effective = `20${10 + at}-01-01`;
      const now = unitsAt(register, "commune", effective);
      const [a, b] = [now[picks[0] % now.length] ?? id(""), now[picks[1] % now.length] ?? id("")];
      const base = { id: `e${at}`, legalRef: "made up", effective };
      const name = (vi: string) => ({ type: "Xã" as const, vi, en: vi });
      const part = (code: string, share: number) => ({ code, name: name(code), parent: id("44.1"), weight: share, children: [] });
      if (kind === "merge" && a !== b) register = changed(register, { ...base, type: "merge", from: [a, b], into: { code: "10009", name: name("gộp"), parent: id("44.1") } });
      else if (kind === "split") register = changed(register, { ...base, type: "split", from: a, basis: "population", into: [part("10007", weight / 10), part("10008", 1 - weight / 10)] });
      else register = changed(register, { ...base, type: "rename", unit: a, name: name(`tên ${at}`) });
    });
    const ever = [...register.units.values()].filter(({ kind }) => kind === "commune");
    const cells = people.map(([where, reached, capable], at) => { const listed = Math.max(reached, capable); return cell(ever[(where + at) % ever.length]?.id ?? "", listed, reached, capable); })
      .filter(({ place }, at, all) => all.findIndex((other) => other.place === place) === at);
    const sum = (own: readonly CellCounts[]) => own.reduce(([l, r, c], { listed, reached, capable }) => [l + listed, r + reached, c + capable] as const, [0, 0, 0] as readonly [number, number, number]);
    for (const date of ["2009-06-01", "2012-06-01", "2014-06-01", "2026-01-01"]) {
      const restated = [...restateCells({ cells, register, date }).values()].flatMap(({ cells: own }) => own);
      assert.deepEqual(sum(restated), sum(cells), date);
      assert.ok(restated.every(({ listed, reached, capable }) => [listed, reached, capable].every(Number.isInteger) && reached <= listed && capable <= listed));
    }
  }), { numRuns: 200 });
});
