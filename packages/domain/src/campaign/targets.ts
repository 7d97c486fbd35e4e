/** Dated targets: which shares a group is to reach by when, and how many persons are still wanting. A later decree adds a row; it never changes one. */
import type { Figure, PopulationGroup, Target, UnitId } from "@hocvuso/contract";
import { successorsAt, type IsoDate, type UnitRegister } from "../units/index.ts";

/** One line that a share must cross. Targets of the same share stand on one line; `dates` are in the order of time. */
export type TargetLine = { readonly share: number; readonly dates: readonly string[]; readonly line: "dashed" | "solid" };

/** From the lowest share to the highest. The target that falls due last is solid, the earlier ones are dashed. */
export function targetLines(targets: readonly Target[], group: PopulationGroup): TargetLine[] {
  const own = targets.filter((target) => target.group === group && target.skillSet === undefined).toSorted((a, b) => a.by.localeCompare(b.by));
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

/** A target as it stands for one unit. `summedFrom`: the former units whose own targets it adds up; empty when it was decreed as it is. */
export type UnitTarget = Target & { readonly basis: "exact" | "estimated"; readonly summedFrom: readonly UnitId[] };

/**
 * Which targets stand for `unit` on `date`, in the order of group, skills and day. For each the unit's own decree comes first; then the sum of what
 * was decreed for the former units whose land it holds, by persons and along the lineage; then the province's. Of two decrees for one unit the later
 * stands; none that came after `date` is known yet. Nothing is overwritten: the same question about an earlier date keeps its answer.
 * @param listedOf persons of the group in a unit, for decrees that name no base.
 */
export function targetsOn({ targets, register, unit, date, listedOf }: {
  targets: readonly Target[]; register: UnitRegister; unit: UnitId; date: IsoDate; listedOf: (unit: UnitId, group: PopulationGroup) => number;
}): UnitTarget[] {
  const known = targets.filter(({ decreedOn }) => decreedOn === undefined || decreedOn <= date);
  const aims = grouped(known, ({ group, skillSet = "", by }) => `${group} ${skillSet} ${by}`);
  return [...aims].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, rows]): UnitTarget[] => {
    const ofUnit = grouped(rows, (row) => row.unit ?? "");
    const own = latest(ofUnit.get(unit) ?? []);
    if (own !== undefined) return [{ ...own, basis: "exact", summedFrom: [] }];
    return [sumOfFormer() ?? whole()].flatMap((found) => found ?? []);

    function sumOfFormer(): UnitTarget | undefined {
      const parts = [...ofUnit].flatMap(([former, decreed]) => {
        const row = latest(decreed);
        if (former === "" || row === undefined || !register.units.has(former)) return [];
        const held = successorsAt(register, former, date).find((part) => part.unit === unit);
        return held === undefined ? [] : [{ former, row, held, base: held.weight * (row.base ?? listedOf(former, row.group)) }];
      });
      const newest = latest(parts.map(({ row }) => row));
      const base = parts.reduce((sum, part) => sum + part.base, 0);
      if (newest === undefined || base === 0) return undefined;
      return {
        ...newest, unit, base: Math.round(base),
        share: parts.reduce((sum, part) => sum + part.row.share * part.base, 0) / base,
        basis: parts.every(({ held }) => held.weight === 1 && held.basis === "exact") ? "exact" : "estimated",
        summedFrom: parts.map(({ former }) => former).toSorted(),
      };
    }

    function whole(): UnitTarget | undefined {
      const row = latest(ofUnit.get("") ?? []);
      return row === undefined ? undefined : { ...row, basis: "exact", summedFrom: [] };
    }
  });
}

function grouped<Key extends string>(rows: readonly Target[], keyOf: (row: Target) => Key): ReadonlyMap<Key, readonly Target[]> {
  const groups = new Map<Key, Target[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** The decree that came last; of two on one day the one listed last. */
function latest(rows: readonly Target[]): Target | undefined {
  return rows.reduce<Target | undefined>((last, row) => (last === undefined || (row.decreedOn ?? "") >= (last.decreedOn ?? "") ? row : last), undefined);
}
