/**
 * What became of a unit, and of what a unit was made, through any number of reforms. Shares are multiplied along the way and
 * never invented: where the register knows no lineage, the share ends.
 */
import type { UnitId } from "@hocvuso/contract";
import { holdsAt, lifeOf, unitOf, type UnitRegister } from "./register.ts";
import type { IsoDate, LineageBasis } from "./unit.ts";

/** `weight` (0, 1]: a share of the older unit. `basis`: the weakest along the way. */
export type LineageShare = { readonly unit: UnitId; readonly weight: number; readonly basis: LineageBasis };

const BASES: readonly LineageBasis[] = ["exact", "population", "assumed"];

function weaker(a: LineageBasis, b: LineageBasis): LineageBasis {
  return BASES.indexOf(a) >= BASES.indexOf(b) ? a : b;
}

/**
 * The units of that date which hold the land of `unit`, each with the share of `unit` that it holds; the greatest share first.
 * The unit itself if it existed then. Empty before its time, and where it ended without known lineage; otherwise weights sum to 1,
 * less what was lost on the way to such an end.
 */
export function successorsAt(register: UnitRegister, unit: UnitId, date: IsoDate): readonly LineageShare[] {
  return follow(register, unit, date, "to");
}

/**
 * The units of that date whose land, whole or in part, `unit` holds, each with the share of *it* that came to `unit`: 1 = whole.
 * The unit itself if it existed then. Empty after its time, and where the register knows no lineage.
 */
export function predecessorsAt(register: UnitRegister, unit: UnitId, date: IsoDate): readonly LineageShare[] {
  return follow(register, unit, date, "from");
}

/** Lives in a line of units meet and none is empty: the walk ends, and finds nothing on the other side of the start. */
function follow(register: UnitRegister, start: UnitId, date: IsoDate, direction: "to" | "from"): readonly LineageShare[] {
  const found = new Map<UnitId, LineageShare>();
  const walk = (at: LineageShare): void => {
    if (holdsAt(lifeOf(unitOf(register, at.unit)), date)) {
      const before = found.get(at.unit);
      found.set(at.unit, before === undefined ? at : { unit: at.unit, weight: before.weight + at.weight, basis: weaker(before.basis, at.basis) });
      return;
    }
    const lines = (direction === "to" ? register.lineageFrom : register.lineageInto).get(at.unit) ?? [];
    for (const line of lines) walk({ unit: line[direction], weight: at.weight * line.weight, basis: weaker(at.basis, line.basis) });
  };
  walk({ unit: start, weight: 1, basis: "exact" });
  return [...found.values()].sort((a, b) => b.weight - a.weight || (a.unit < b.unit ? -1 : 1));
}
