/**
 * Restates figures of former units on the units that came of them, by the lineage that the decrees made.
 * Promise: sums are conserved, chains of reforms are followed to the end, and each figure says if it is exact or estimated.
 * It must not know names or dates: the caller picks the events up to the date on whose boundaries the report stands.
 */
import { requireFinite, requireNotNegative } from "./accepted-numbers.ts";

export type LineagePart = {
  readonly from: string;
  readonly to: string;
  /** Share of `from` that went to `to`, 0..1; the parts of one unit sum to 1. */
  readonly weight: number;
  /** What the weight rests on: "exact" the whole unit moved, "population" a count of persons, "assumed" neither. */
  readonly basis: "exact" | "population" | "assumed";
};

/** A count, or an estimated total with its sampling variance. */
export type CountOrTotal = number | { readonly value: number; readonly variance: number };

export type UnitFacts<Name extends string> = { readonly unit: string; readonly figures: Readonly<Record<Name, CountOrTotal>> };

export type RestatedFigure = {
  readonly value: number;
  /** √Σ weight²·variance: sampling error only, the weights taken as known; 0 for counts. */
  readonly standardError: number;
  /** "exact" when every part is a whole unit moved by decree; else "estimated". */
  readonly basis: "exact" | "estimated";
};

export type RestatedUnit<Name extends string> = { readonly unit: string; readonly figures: Readonly<Record<Name, RestatedFigure>> };

type Share = { weight: number; isExact: boolean };

/**
 * Facts of former units, each with the same figures; several facts of one unit add up. Units without lineage stay as they are.
 * Answers every unit that a fact reached, in order of first reach.
 * Throws RangeError when the parts of a unit do not sum to 1, a unit would come of itself, or a fact lacks a figure that others
 * have (what nobody measured is not 0).
 */
export function restateByLineage<Name extends string>(
  { facts, lineage }: { facts: readonly UnitFacts<Name>[]; lineage: readonly LineagePart[] },
): RestatedUnit<Name>[] {
  const partsOf = partsByUnit(lineage);
  const known = new Map<string, ReadonlyMap<string, Share>>();
  // Object.keys forgets the key type; the names that come out are those that went in.
  const names = Object.keys(facts[0]?.figures ?? {}) as Name[];
  const units = new Map<string, Map<Name, { value: number; variance: number; isExact: boolean }>>();
  for (const { unit, figures } of facts) {
    if (Object.keys(figures).length !== names.length) throw new RangeError(`Unit ${unit} must have the figures ${names.join(", ")} and no others.`);
    const destinations = destinationsOf({ unit, partsOf, known, onTheWay: new Set() });
    for (const name of names) {
      const figure: CountOrTotal | undefined = figures[name];
      if (figure === undefined) throw new RangeError(`Unit ${unit} has no figure "${name}".`);
      const { value, variance } = typeof figure === "number" ? { value: figure, variance: 0 } : figure;
      requireFinite(name, value);
      requireNotNegative("variance", variance);
      for (const [to, { weight, isExact }] of destinations) {
        const sums = units.get(to) ?? new Map<Name, { value: number; variance: number; isExact: boolean }>();
        units.set(to, sums);
        const sum = sums.get(name) ?? { value: 0, variance: 0, isExact: true };
        sums.set(name, { value: sum.value + weight * value, variance: sum.variance + weight ** 2 * variance, isExact: sum.isExact && isExact });
      }
    }
  }
  return [...units].map(([unit, sums]) => {
    const entries = [...sums].map(([name, { value, variance, isExact }]) =>
      [name, { value, standardError: Math.sqrt(variance), basis: isExact ? "exact" : "estimated" }] as const);
    // Object.fromEntries forgets the key type, as above.
    return { unit, figures: Object.fromEntries(entries) as Record<Name, RestatedFigure> };
  });
}

function partsByUnit(lineage: readonly LineagePart[]): ReadonlyMap<string, readonly LineagePart[]> {
  const partsOf = new Map<string, LineagePart[]>();
  for (const part of lineage) {
    requireNotNegative("weight", part.weight);
    const parts = partsOf.get(part.from);
    if (parts === undefined) partsOf.set(part.from, [part]);
    else parts.push(part);
  }
  for (const [unit, parts] of partsOf) {
    const sum = parts.reduce((total, { weight }) => total + weight, 0);
    if (Math.abs(sum - 1) > 1e-9) throw new RangeError(`The parts of unit ${unit} must sum to 1, but sum to ${sum}.`);
  }
  return partsOf;
}

/** Where a unit's land is at the end of all chains, and how much of it. Parts that meet again are one part. */
function destinationsOf(
  { unit, partsOf, known, onTheWay }: {
    unit: string; partsOf: ReadonlyMap<string, readonly LineagePart[]>;
    known: Map<string, ReadonlyMap<string, Share>>; onTheWay: Set<string>;
  },
): ReadonlyMap<string, Share> {
  const remembered = known.get(unit);
  if (remembered !== undefined) return remembered;
  if (onTheWay.has(unit)) throw new RangeError(`Unit ${unit} comes of itself: a changed unit needs a new id.`);
  onTheWay.add(unit);
  const destinations = new Map<string, Share>();
  const parts = partsOf.get(unit) ?? [];
  for (const part of parts) {
    if (part.weight === 0) continue;
    const isWhole = part.basis === "exact" && part.weight === 1;
    for (const [to, share] of destinationsOf({ unit: part.to, partsOf, known, onTheWay })) {
      const sum = destinations.get(to) ?? { weight: 0, isExact: true };
      destinations.set(to, { weight: sum.weight + part.weight * share.weight, isExact: sum.isExact && isWhole && share.isExact });
    }
  }
  if (parts.length === 0) destinations.set(unit, { weight: 1, isExact: true });
  known.set(unit, destinations);
  return destinations;
}
