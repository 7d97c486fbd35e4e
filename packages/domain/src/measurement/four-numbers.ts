/**
 * Counts of persons by place and group, and their sums over any set of places. The four numbers are never merged: verified stays
 * "not yet measured" until re-tests exist, confirmed until a first list from VNeID was imported.
 */
import type { FactKey, Figure, FourNumbers, GroupFigures, PopulationGroup, UnitId } from "@hocvuso/contract";
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

/** What a sampling round found for a group: a share with its interval, in the place it was asked of. */
export type VerifiedShare = { readonly share: number; readonly lower: number; readonly upper: number; readonly level: number; readonly tested: number; readonly round: FactKey; readonly asOf: string };

export type FoundElsewhere = {
  /** Whether any list from VNeID was ever imported: then nobody named in a place is zero there. */
  readonly hasVneidList: boolean;
  /** What sampling rounds found in the same place. */
  readonly verified?: Partial<Readonly<Record<PopulationGroup, VerifiedShare>>> | undefined;
};

/** The four numbers of each group over the given cells; all zero for none. Cells without a group count nowhere. */
export function groupFigures(cells: readonly (Cell & CellCounts)[], { hasVneidList, verified = {} }: FoundElsewhere): GroupFigures {
  return { official: ofGroup("official"), student: ofGroup("student"), adult: ofGroup("adult") };

  function ofGroup(group: PopulationGroup): FourNumbers {
    const sum = cells.filter((cell) => cell.group === group).reduce<CellCounts>((total, cell) => addCounts(total, cell, 1), noCounts);
    return {
      listed: sum.listed, reached: measured(sum.reached), capable: measured(sum.capable),
      verified: verifiedFigure(verified[group], sum.listed), confirmed: hasVneidList ? measured(sum.confirmed) : notYet,
    };
  }
}

const notYet: Figure = { state: "notYetMeasured" };

/** In persons of today's list, as the other three; cut, never rounded up. */
function verifiedFigure(found: VerifiedShare | undefined, listed: number): Figure {
  if (found === undefined || listed === 0) return notYet;
  const { share, lower, upper, level, tested, round, asOf } = found;
  const personsAt = (part: number) => Math.min(listed, Math.max(0, Math.floor(part * listed + 1e-9)));
  return { state: "estimated", persons: personsAt(share), lowerPersons: personsAt(lower), upperPersons: personsAt(upper), level, tested, round, asOf };
}

function measured(persons: number): Figure {
  return { state: "measured", persons };
}

/**
 * `persons` of `listed` in hundredths, cut (not rounded) to `decimals`, so that 79.96 % never reads as 80 %.
 * Counted in whole numbers: 29 of 100 is 29, not 28.999.
 */
export function percentCut({ persons, listed, decimals }: { persons: number; listed: number; decimals: number }): number {
  const scale = 10 ** decimals;
  return Math.floor((persons * 100 * scale) / listed) / scale;
}
