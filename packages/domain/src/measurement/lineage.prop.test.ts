import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { restateByLineage, type LineagePart } from "./lineage.ts";

/** One reform after another: each takes some of today's units and renames, merges or splits them; ids are never used again. */
type Reform = { readonly kind: "rename" | "merge" | "split"; readonly picks: readonly number[]; readonly parts: readonly number[]; readonly basis: LineagePart["basis"] };

const reforms = fc.array(fc.record<Reform>({
  kind: fc.constantFrom("rename", "merge", "split"),
  picks: fc.array(fc.nat(100), { minLength: 2, maxLength: 4 }),
  parts: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 4 }),
  basis: fc.constantFrom("exact", "population", "assumed"),
}), { maxLength: 12 });

const counts = fc.array(fc.record({ capable: fc.nat(50_000), reached: fc.nat(50_000) }), { minLength: 1, maxLength: 15 });

function play(unitCount: number, history: readonly Reform[]): { lineage: LineagePart[]; today: string[] } {
  let today = Array.from({ length: unitCount }, (_, i) => `u${i}`);
  const lineage: LineagePart[] = [];
  for (const [round, { kind, picks, parts, basis }] of history.entries()) {
    const chosen = [...new Set(picks.map((pick) => today[pick % today.length] ?? ""))].slice(0, kind === "merge" ? 4 : 1);
    const whole = parts.reduce((sum, part) => sum + part, 0);
    const made = kind === "split" ? parts.map((part, i) => ({ to: `r${round}-${i}`, weight: part / whole })) : [{ to: `r${round}`, weight: 1 }];
    for (const from of chosen) for (const { to, weight } of made) lineage.push({ from, to, weight, basis: kind === "split" ? "population" : basis });
    today = [...today.filter((unit) => !chosen.includes(unit)), ...made.map(({ to }) => to)];
  }
  return { lineage, today };
}

test("people are conserved over any history of renamings, mergers and splits, and end on today's units", () => {
  fc.assert(fc.property(counts, reforms, (figures, history) => {
    const { lineage, today } = play(figures.length, history);
    const units = restateByLineage({ facts: figures.map((figure, i) => ({ unit: `u${i}`, figures: figure })), lineage });
    for (const name of ["capable", "reached"] as const) {
      const before = figures.reduce((sum, figure) => sum + figure[name], 0);
      const after = units.reduce((sum, unit) => sum + unit.figures[name].value, 0);
      assert.ok(Math.abs(before - after) <= 1e-9 * Math.max(1, before));
    }
    assert.ok(units.every(({ unit }) => today.includes(unit)));
  }));
});

test("a figure is called exact only if it is a sum of whole units, and is then a whole number", () => {
  fc.assert(fc.property(counts, reforms, (figures, history) => {
    const { lineage } = play(figures.length, history);
    const units = restateByLineage({ facts: figures.map((figure, i) => ({ unit: `u${i}`, figures: figure })), lineage });
    for (const { unit, figures: { capable } } of units) {
      // Everything that leads to the unit, by walking the lineage backwards.
      const sources = [unit];
      for (const source of sources) sources.push(...lineage.filter(({ to }) => to === source).map(({ from }) => from));
      const isWhole = lineage.filter(({ to }) => sources.includes(to)).every(({ weight, basis }) => weight === 1 && basis === "exact");
      assert.equal(capable.basis, isWhole ? "exact" : "estimated");
      if (isWhole) assert.ok(Number.isInteger(capable.value));
    }
  }));
});
