import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { UnitId } from "@hocvuso/contract";
import { boundarySets } from "./boundary-sets.ts";
import { applyChange, type UnitChange } from "./change-units.ts";
import { givenRegister } from "./given-units.suite.ts";
import { predecessorsAt, successorsAt } from "./lineage.ts";
import { childrenAt, closureAt, holdsAt, nameAt, parentAt, unitsAt, type ClosurePair, type UnitRegister } from "./register.ts";
import type { IsoDate, UnitKind } from "./unit.ts";

/** Numbers from which a change is made that fits the register as it then stands. */
type Dice = { readonly act: number; readonly kind: number; readonly first: number; readonly second: number; readonly third: number; readonly days: number; readonly share: number };

const dice: fc.Arbitrary<Dice> = fc.record({
  act: fc.nat(4), kind: fc.nat(9), first: fc.nat(999), second: fc.nat(999), third: fc.nat(999), days: fc.nat(3), share: fc.integer({ min: 1, max: 99 }),
});
const sequences = fc.array(dice, { minLength: 1, maxLength: 14 });
const RUNS = { numRuns: 150 };

const KINDS: readonly UnitKind[] = ["commune", "commune", "commune", "commune", "hamlet", "hamlet", "hamlet", "district", "district", "province"];
const CODES: Readonly<Record<UnitKind, readonly (string | null)[]>> = { province: ["10", "11"], district: ["101", "102", "103"], commune: ["10001", "10002", "10009"], hamlet: [null] };
const PARENTS: Readonly<Record<UnitKind, readonly UnitKind[]>> = { province: [], district: ["province"], commune: ["district", "province"], hamlet: ["commune"] };

function pick<T>(list: readonly T[], at: number): T | undefined {
  return list[at % list.length];
}

function day(serial: number): IsoDate {
  return `20${String(30 + Math.floor(serial / 28)).padStart(2, "0")}-01-${String((serial % 28) + 1).padStart(2, "0")}`;
}

function dayBefore(serial: number): IsoDate {
  return serial === 0 ? "2029-12-31" : day(serial - 1);
}

function changeFrom(register: UnitRegister, { act, kind: kindAt, first, second, third, share }: Dice, effective: IsoDate, serial: number): UnitChange | null {
  const kind = pick(KINDS, kindAt) ?? "commune";
  const living = unitsAt(register, kind, effective);
  const unit = pick(living, first);
  if (unit === undefined) return null;
  const parent = pick(PARENTS[kind].flatMap((above) => unitsAt(register, above, effective)), third) ?? null;
  const name = { vi: `Tên ${serial}`, en: `Name ${serial}`, type: "Xã" as const };
  const into = { code: pick(CODES[kind], second) ?? null, name, parent };
  const decree = { id: `e${serial}`, legalRef: "Nghị quyết", effective };
  if (act === 0) return { ...decree, type: "rename", unit, name };
  if (act === 1) return parent === null ? null : { ...decree, type: "transfer", unit, parent };
  if (act === 2) {
    const children = childrenAt(register, unit, effective);
    const cut = second % (children.length + 1);
    return {
      ...decree, type: "split", from: unit, basis: "population",
      into: [{ ...into, weight: share / 100, children: children.slice(0, cut) }, { ...into, weight: 1 - share / 100, children: children.slice(cut) }],
    };
  }
  const from = [...new Set([unit, pick(living, second) ?? unit, pick(living, third) ?? unit])];
  return { ...decree, type: "merge", from, into };
}

type Step = { readonly before: UnitRegister; readonly after: UnitRegister; readonly change: UnitChange; readonly created: readonly UnitId[]; readonly eve: IsoDate };

/** Plays the dice; each register with the one before it. Refusals leave the register and are passed over. */
function play(rolls: readonly Dice[]): { readonly steps: readonly Step[]; readonly last: UnitRegister; readonly today: IsoDate } {
  let register = givenRegister();
  let serial = 0;
  const steps: Step[] = [];
  rolls.forEach((roll, index) => {
    serial += roll.days;
    const change = changeFrom(register, roll, day(serial), index);
    const outcome = change === null ? null : applyChange(register, change);
    if (change === null || outcome?.kind !== "applied") return;
    steps.push({ before: register, after: outcome.register, change, created: outcome.created, eve: dayBefore(serial) });
    register = outcome.register;
  });
  return { steps, last: register, today: day(serial + 1) };
}

function datesOf(register: UnitRegister): readonly IsoDate[] {
  const dates = new Set<IsoDate>(["2000-01-01", ...register.events.map((event) => event.effective)]);
  return [...dates].sort();
}

test("most random sequences change the register, and every kind of change occurs, so the promises below are put to the test", () => {
  const seen = new Map<string, number>();
  const rolls = fc.sample(sequences, { numRuns: 150, seed: 7 });
  const changed = rolls.map((sequence) => play(sequence).steps).filter((steps) => steps.length > 0);
  for (const { change } of changed.flat()) seen.set(change.type, (seen.get(change.type) ?? 0) + 1);
  assert.ok(changed.length > 120, `${changed.length} of 150`);
  for (const type of ["merge", "split", "transfer", "rename"]) assert.ok((seen.get(type) ?? 0) > 50, `${type}: ${seen.get(type)}`);
});

test("on every date the closure is what walking up the parents, and down the children, gives", () => {
  fc.assert(fc.property(sequences, (rolls) => {
    const { last } = play(rolls);
    for (const date of datesOf(last)) {
      const down = (ancestor: UnitId, unit: UnitId, depth: number): readonly ClosurePair[] =>
        [{ ancestor, descendant: unit, depth }, ...childrenAt(last, unit, date).flatMap((child) => down(ancestor, child, depth + 1))];
      const walked = [...last.units.keys()].filter((unit) => nameAt(last, unit, date) !== null).flatMap((unit) => down(unit, unit, 0));
      const asText = (pairs: readonly ClosurePair[]): readonly string[] => pairs.map((pair) => `${pair.descendant} ${pair.depth} ${pair.ancestor}`).sort();
      assert.deepEqual(asText(closureAt(last, date)), asText(walked));
    }
  }), RUNS);
});

test("every commune and hamlet of a date lies in exactly one province", () => {
  fc.assert(fc.property(sequences, (rolls) => {
    const { last } = play(rolls);
    for (const date of datesOf(last)) {
      const provinces = new Set(unitsAt(last, "province", date));
      const pairs = closureAt(last, date);
      for (const unit of [...unitsAt(last, "commune", date), ...unitsAt(last, "hamlet", date)]) {
        assert.equal(pairs.filter((pair) => pair.descendant === unit && provinces.has(pair.ancestor)).length, 1);
      }
    }
  }), RUNS);
});

test("however often units merge and split, what was counted in the old is found in the new, no more and no less", () => {
  fc.assert(fc.property(sequences, (rolls) => {
    const { last } = play(rolls);
    for (const date of datesOf(last)) {
      for (const kind of ["province", "district", "commune", "hamlet"] as const) {
        const former = unitsAt(last, kind, "2000-01-01");
        const total = former.flatMap((unit) => successorsAt(last, unit, date)).reduce((sum, { weight }) => sum + weight, 0);
        assert.ok(Math.abs(total - former.length) < 1e-9, `${kind}: ${total} of ${former.length}`);
        for (const unit of former) assert.ok(Math.abs(successorsAt(last, unit, date).reduce((sum, { weight }) => sum + weight, 0) - 1) < 1e-9);
      }
    }
  }), RUNS);
});

test("a share looked at from the new unit is the share looked at from the old one", () => {
  fc.assert(fc.property(sequences, (rolls) => {
    const { last, today } = play(rolls);
    const shares = (from: UnitId, to: UnitId, weight: number): string => `${from} ${to} ${weight.toFixed(9)}`;
    for (const kind of ["commune", "hamlet"] as const) {
      const forward = unitsAt(last, kind, "2000-01-01").flatMap((from) => successorsAt(last, from, today).map(({ unit, weight }) => shares(from, unit, weight)));
      const backward = unitsAt(last, kind, today).flatMap((to) => predecessorsAt(last, to, "2000-01-01").map(({ unit, weight }) => shares(unit, to, weight)));
      assert.deepEqual(backward.sort(), forward.sort());
    }
  }), RUNS);
});

test("a change alters no answer about any day before it", () => {
  fc.assert(fc.property(sequences, (rolls) => {
    for (const { before, after, eve } of play(rolls).steps) {
      for (const date of [...datesOf(before).filter((known) => known < eve), eve]) {
        assert.deepEqual(closureAt(after, date), closureAt(before, date));
        for (const unit of before.units.keys()) {
          assert.equal(nameAt(after, unit, date)?.vi, nameAt(before, unit, date)?.vi);
          assert.equal(parentAt(after, unit, date), parentAt(before, unit, date));
          assert.deepEqual(successorsAt(after, unit, date), successorsAt(before, unit, date));
        }
      }
    }
  }), RUNS);
});

test("a unit never has two names or two parents on one day", () => {
  fc.assert(fc.property(sequences, (rolls) => {
    const { last, today } = play(rolls);
    for (const date of [...datesOf(last), today]) {
      for (const unit of last.units.values()) {
        const names = unit.names.filter((name) => holdsAt(name, date)).length;
        const parents = unit.parents.filter((parent) => holdsAt(parent, date)).length;
        assert.ok(names <= 1);
        assert.equal(parents, unit.kind === "province" ? 0 : names);
      }
    }
  }), RUNS);
});

test("an id once given is never given again", () => {
  fc.assert(fc.property(sequences, (rolls) => {
    for (const { before, created } of play(rolls).steps) {
      for (const unit of created) assert.ok(!before.units.has(unit), unit);
    }
  }), RUNS);
});

test("boundary sets follow each other without gap, and between two of their days no map of communes changes", () => {
  fc.assert(fc.property(sequences, (rolls) => {
    const { last } = play(rolls);
    const sets = boundarySets(last);
    sets.forEach((set, index) => assert.equal(set.from, index === 0 ? null : sets[index - 1]?.to));
    assert.equal(sets.at(-1)?.to, null);
    const mapOn = (date: IsoDate): readonly string[] => closureAt(last, date).filter(({ descendant }) => !descendant.includes("-")).map((pair) => `${pair.ancestor} ${pair.descendant}`);
    for (const date of datesOf(last)) {
      const set = sets.find((candidate) => holdsAt(candidate, date));
      assert.deepEqual(mapOn(date), mapOn(set?.asOf ?? ""));
    }
  }), RUNS);
});
