/** Dated targets: which shares a group is to reach by when, and how many persons are still wanting. A later decree adds a row; it never changes one. */
import type { Figure, PopulationGroup, Target } from "@hocvuso/contract";

/** One line that a share must cross. Targets of the same share stand on one line; `dates` are in the order of time. */
export type TargetLine = { readonly share: number; readonly dates: readonly string[]; readonly line: "dashed" | "solid" };

/** From the lowest share to the highest. The target that falls due last is solid, the earlier ones are dashed. */
export function targetLines(targets: readonly Target[], group: PopulationGroup): TargetLine[] {
  const own = targets.filter((target) => target.group === group).toSorted((a, b) => a.by.localeCompare(b.by));
  const last = own.at(-1);
  return [...new Set(own.map((target) => target.share))]
    .sort((a, b) => a - b)
    .map((share) => ({
      share,
      dates: own.filter((target) => target.share === share).map((target) => target.by),
      line: share === last?.share ? "solid" : "dashed",
    }));
}

/** How many persons are wanting to one share, and the days on which it falls due, in the order of time. */
export type TargetGap = { readonly share: number; readonly personsWanting: number; readonly due: readonly { readonly by: string; readonly isOver: boolean }[] };

/** From the lowest share up; empty when there is nobody or nothing measured to compare. `today` is an ISO date; on the day itself a target is not over. */
export function targetGaps({ targets, group, capable, listed, today }: {
  targets: readonly Target[];
  group: PopulationGroup;
  capable: Figure;
  listed: number;
  today: string;
}): TargetGap[] {
  if (capable.state !== "measured" || listed === 0) return [];
  return targetLines(targets, group).map(({ share, dates }) => ({
    share,
    personsWanting: Math.max(0, personsNeeded(share, listed) - capable.persons),
    due: dates.map((by) => ({ by, isOver: by < today })),
  }));
}

/** The fewest whole persons that make `share` of `listed`. The small allowance keeps 0.55 × 100, in binary a little over 55, from asking for 56. */
function personsNeeded(share: number, listed: number): number {
  return Math.ceil(share * listed - 1e-6);
}
