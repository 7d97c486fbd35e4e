/**
 * Counts of persons by place and group, and their sums over any set of places. The four numbers are never merged: verified stays
 * "not yet measured" until re-tests exist, confirmed until a first list from VNeID was imported.
 */
import type { Figure, FourNumbers, GroupFigures, PopulationGroup, UnitId } from "@hocvuso/contract";
import { isCapable, type CapabilityPolicy, type Standing } from "./person-standing.ts";

/** Persons of one group in one place. The empty place and group hold those who have not said where they live. */
export type Cell = { readonly place: UnitId | ""; readonly group: PopulationGroup | "" };

export type CellCounts = { readonly listed: number; readonly reached: number; readonly capable: number; readonly confirmed: number; readonly sample: number };

/** Where a person is counted, and what one person adds there. */
export function contribution(standing: Standing, policy: CapabilityPolicy): { readonly cell: Cell; readonly counts: CellCounts } {
  const { registration } = standing;
  return {
    cell: { place: registration?.place ?? "", group: registration?.group ?? "" },
    counts: {
      listed: registration === undefined ? 0 : 1,
      reached: standing.isReached ? 1 : 0,
      capable: isCapable(standing, policy) ? 1 : 0,
      confirmed: standing.confirmedOn === undefined ? 0 : 1,
      sample: standing.isSample ? 1 : 0,
    },
  };
}

export const noCounts: CellCounts = { listed: 0, reached: 0, capable: 0, confirmed: 0, sample: 0 };

/** a + sign × b. */
export function addCounts(a: CellCounts, b: CellCounts, sign: 1 | -1): CellCounts {
  return {
    listed: a.listed + sign * b.listed,
    reached: a.reached + sign * b.reached,
    capable: a.capable + sign * b.capable,
    confirmed: a.confirmed + sign * b.confirmed,
    sample: a.sample + sign * b.sample,
  };
}

/**
 * The four numbers of each group over the given cells; all zero for none. Cells without a group count nowhere.
 * @property hasVneidList whether any list from VNeID was ever imported: then nobody named in a place is zero there.
 */
export function groupFigures(cells: readonly (Cell & CellCounts)[], { hasVneidList }: { readonly hasVneidList: boolean }): GroupFigures {
  return { official: ofGroup("official"), student: ofGroup("student"), adult: ofGroup("adult") };

  function ofGroup(group: PopulationGroup): FourNumbers {
    const sum = cells.filter((cell) => cell.group === group).reduce<CellCounts>((total, cell) => addCounts(total, cell, 1), noCounts);
    return { listed: sum.listed, reached: measured(sum.reached), capable: measured(sum.capable), verified: notYet, confirmed: hasVneidList ? measured(sum.confirmed) : notYet };
  }
}

const notYet: Figure = { state: "notYetMeasured" };

function measured(persons: number): Figure {
  return { state: "measured", persons };
}
