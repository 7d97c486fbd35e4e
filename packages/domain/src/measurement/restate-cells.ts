/**
 * Counts by place, told on the communes of any date. A place that lies whole in one commune of that date is counted there exactly; what a decree divided
 * is apportioned by the lineage's weights and said to be estimated. Promise: every count of every group sums to what it was, in whole persons.
 */
import type { PopulationGroup, UnitId } from "@hocvuso/contract";
import { lifeOf, nameAt, parentAt, predecessorsAt, successorsAt, type IsoDate, type UnitRegister } from "../units/index.ts";
import { addCounts, noCounts, type Cell, type CellCounts } from "./four-numbers.ts";
import { restateByLineage, type LineagePart } from "./lineage.ts";

export type RestatedCells = { readonly cells: readonly (Cell & CellCounts)[]; readonly basis: "exact" | "estimated" };

const groups: readonly (PopulationGroup | "")[] = ["official", "student", "adult", ""];
const bounded = ["reached", "capable", "confirmed", "sample"] as const;

/**
 * By commune of `date`, one cell a group; under undefined those of whom nobody can say where they lived then.
 * From a newer unit back to several older ones each part weighs what came of it: its share times those who are known to live in it, or times 1 where
 * nobody is known to live in any of them.
 */
export function restateCells({ cells, register, date }: { readonly cells: readonly (Cell & CellCounts)[]; readonly register: UnitRegister; readonly date: IsoDate }): ReadonlyMap<UnitId | undefined, RestatedCells> {
  const listedIn = listedByCommune(cells);
  const answer = new Map<UnitId | undefined, RestatedCells>();
  for (const group of groups) {
    const own = cells.filter((cell) => cell.group === group);
    const lineage = [...new Set(own.map(({ place }) => place))].flatMap((place) => partsOf(place, { register, date, listedIn }));
    const restated = restateByLineage({ facts: own.map(({ place, listed, reached, capable, confirmed, sample }) => ({ unit: place, figures: { listed, reached, capable, confirmed, sample } })), lineage });
    const total = own.reduce<CellCounts>((sum, cell) => addCounts(sum, cell, 1), noCounts);
    const listed = wholes(restated.map(({ figures }) => figures.listed.value), total.listed);
    // Of those who have not said where they live nobody is listed; they move together, so there is nothing to bound.
    const atMost = (place: number) => (group === "" ? Infinity : listed[place] ?? 0);
    const rest = bounded.map((name) => wholes(restated.map(({ figures }) => figures[name].value), total[name], name === "sample" ? () => Infinity : atMost));
    restated.forEach(({ unit, figures }, place) => {
      const commune = unit.startsWith("→") ? unit.slice(1) as UnitId : undefined; // written by `partsOf`
      const [reached = 0, capable = 0, confirmed = 0, sample = 0] = rest.map((counts) => counts[place]);
      const before = answer.get(commune);
      const cell = { place: commune ?? "", group, listed: listed[place] ?? 0, reached, capable, confirmed, sample } as const;
      const basis = before?.basis === "estimated" || figures.listed.basis === "estimated" ? "estimated" : "exact";
      answer.set(commune, { cells: [...before?.cells ?? [], cell], basis });
    });
  }
  return answer;
}

/** How much of each place is counted in each commune of `date`, as `restateCells` counts it. */
export function restatedShares({ cells, register, date }: { readonly cells: readonly (Cell & CellCounts)[]; readonly register: UnitRegister; readonly date: IsoDate }): ReadonlyMap<UnitId, readonly { readonly place: UnitId; readonly weight: number }[]> {
  const listedIn = listedByCommune(cells);
  const shares = new Map<UnitId, { readonly place: UnitId; readonly weight: number }[]>();
  for (const place of new Set(cells.map((cell) => cell.place))) {
    if (place === "") continue;
    for (const { to, weight } of partsOf(place, { register, date, listedIn })) {
      const commune = to.slice(1) as UnitId; // written by `partsOf`
      shares.set(commune, [...shares.get(commune) ?? [], { place, weight }]);
    }
  }
  return shares;
}

function listedByCommune(cells: readonly (Cell & CellCounts)[]): ReadonlyMap<UnitId, number> {
  const listedIn = new Map<UnitId, number>();
  for (const { place, listed } of cells) {
    const commune = communeOfPlace(place);
    if (commune !== "") listedIn.set(commune, (listedIn.get(commune) ?? 0) + listed);
  }
  return listedIn;
}

/** The commune under which a place is known: of a hamlet the one that registered it, else the place itself. */
export function communeOfPlace<Place extends UnitId | "">(place: Place): Place {
  const dash = place.indexOf("-");
  return dash === -1 ? place : place.slice(0, dash) as Place; // a hamlet's id is its commune's id, a dash and a serial
}

type Known = { readonly register: UnitRegister; readonly date: IsoDate; readonly listedIn: ReadonlyMap<UnitId, number> };

/** Destinations are written with an arrow, so that a commune that gives to itself is no circle. None: the place stays unknown. */
function partsOf(place: UnitId | "", { register, date, listedIn }: Known): LineagePart[] {
  const to = (unit: UnitId, weight: number, basis: LineagePart["basis"]): LineagePart => ({ from: place, to: `→${unit}`, weight, basis });
  if (place === "") return [];
  const parent = place.includes("-") && register.units.has(place) && nameAt(register, place, date) !== null ? parentAt(register, place, date) : null;
  if (parent !== null) return [to(parent, 1, "exact")];
  const commune = communeOfPlace(place);
  const unit = register.units.get(commune);
  if (unit?.kind !== "commune") return [];
  if (nameAt(register, commune, date) !== null) return [to(commune, 1, "exact")];
  const { to: end } = lifeOf(unit);
  const isOlder = end !== null && end <= date;
  const shares = isOlder ? successorsAt(register, commune, date) : predecessorsAt(register, commune, date);
  const weights = isOlder ? shares.map(({ weight }) => weight) : backwards(shares, listedIn);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum <= 0) return [];
  // Onwards the whole unit went there; backwards all of it came from one, and the source names no other.
  const isWhole = shares.length === 1 && (isOlder ? shares[0]?.basis === "exact" && Math.abs(sum - 1) < 1e-9 : !register.unresolved.some(({ namedBy }) => namedBy === commune));
  if (isWhole) return shares.map((share) => to(share.unit, 1, "exact"));
  return shares.map((share, at) => to(share.unit, (weights[at] ?? 0) / sum, isOlder && share.basis !== "exact" ? share.basis : "population"));
}

function backwards(shares: readonly { readonly unit: UnitId; readonly weight: number }[], listedIn: ReadonlyMap<UnitId, number>): readonly number[] {
  const known = shares.map(({ unit, weight }) => weight * (listedIn.get(unit) ?? 0));
  return known.some((weight) => weight > 0) ? known : shares.map(({ weight }) => weight);
}

/** Whole persons that sum to `total`, nearest by the largest remainder, none above its bound. */
function wholes(values: readonly number[], total: number, atMost: (place: number) => number = () => Infinity): readonly number[] {
  const counts = values.map((value) => Math.floor(value + 1e-9));
  const order = values.map((value, place) => ({ place, rest: value - Math.floor(value + 1e-9) })).toSorted((a, b) => b.rest - a.rest || a.place - b.place);
  let left = total - counts.reduce((sum, count) => sum + count, 0);
  while (left > 0) {
    const before = left;
    for (const { place } of order) {
      const count = counts[place] ?? 0;
      if (left === 0 || count >= atMost(place)) continue;
      counts[place] = count + 1;
      left -= 1;
    }
    if (left === before) throw new RangeError("more persons than the units hold");
  }
  return counts;
}
