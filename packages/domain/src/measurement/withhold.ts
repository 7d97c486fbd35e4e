/**
 * What the public is not told: the figures of groups so small that a neighbour could be recognised in them. How many are on a list is told;
 * what they can do is not. Where one cell alone is withheld beside a published sum, the next smallest goes with it, or it could be reckoned.
 */
import type { Figure, FourNumbers, GroupFigures, PopulationGroup } from "@hocvuso/contract";

/** Of fewer listed persons than these nothing is told. */
export const FEWEST_TOLD = 10;

const groups: readonly PopulationGroup[] = ["official", "student", "adult"];

/** The figures of units that together make (a part of) one published sum, in the same order. */
export function withholdSmall(siblings: readonly GroupFigures[]): readonly GroupFigures[] {
  const withheld = new Map(groups.map((group) => [group, withheldAmong(siblings.map((figures) => figures[group].listed))]));
  return siblings.map((figures, place) => {
    const of = (group: PopulationGroup) => (withheld.get(group)?.has(place) === true ? withhold(figures[group]) : figures[group]);
    return { official: of("official"), student: of("student"), adult: of("adult") };
  });
}

function withheldAmong(listed: readonly number[]): ReadonlySet<number> {
  const some = listed.flatMap((count, place) => (count > 0 ? [{ count, place }] : [])).toSorted((a, b) => a.count - b.count || a.place - b.place);
  const small = some.filter(({ count }) => count < FEWEST_TOLD);
  return new Set(some.slice(0, small.length === 1 && some.length > 1 ? 2 : small.length).map(({ place }) => place));
}

function withhold({ listed, ...figures }: FourNumbers): FourNumbers {
  const of = (figure: Figure): Figure => (figure.state === "notYetMeasured" ? figure : { state: "withheld" });
  return { listed, reached: of(figures.reached), capable: of(figures.capable), verified: of(figures.verified), confirmed: of(figures.confirmed) };
}
