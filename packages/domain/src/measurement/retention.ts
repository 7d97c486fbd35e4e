/**
 * Do people still have the skill after 30 and 90 days? Promise: people who were not found are never counted as having kept it,
 * and the follow-up rate stands beside the retention.
 */
import { requireCount, requireLevel, requireNotNegative, requirePart } from "./accepted-numbers.ts";
import { binomialAtMost, chiSquaredAtLeast, normalQuantile } from "./distributions.ts";
import { wilsonBounds, wilsonInterval, type ShareInterval } from "./intervals.ts";

export type Retention = ShareInterval & {
  /** Found of those due. Low follow-up makes the retention of those found say little about the rest. */
  readonly followUpShare: number;
};

/** Of the people `due` for a follow-up, `found` were re-tested and `kept` the skill: kept/found with Wilson's interval. */
export function retentionShare({ due, found, kept, level = 0.95 }: { due: number; found: number; kept: number; level?: number }): Retention {
  requirePart("found", found, "due", due);
  return { ...wilsonInterval({ successes: kept, sampleSize: found, level }), followUpShare: found / due };
}

type Group = { readonly successes: number; readonly sampleSize: number };

export type Difference = {
  /** First less second share. */
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
};

/** Difference of two shares of different people: hybrid score interval without continuity correction. Source: Newcombe 1998, method 10. */
export function newcombeDifference({ first, second, level = 0.95 }: { first: Group; second: Group; level?: number }): Difference {
  requirePart("successes", first.successes, "sampleSize", first.sampleSize);
  requirePart("successes", second.successes, "sampleSize", second.sampleSize);
  requireLevel(level);
  const z = normalQuantile((1 + level) / 2);
  const p = first.successes / first.sampleSize;
  const q = second.successes / second.sampleSize;
  const a = wilsonBounds(p, first.sampleSize, z);
  const b = wilsonBounds(q, second.sampleSize, z);
  return {
    difference: p - q, level,
    lower: p - q - Math.hypot(p - a.lower, b.upper - q),
    upper: p - q + Math.hypot(a.upper - p, q - b.lower),
  };
}

export type Mcnemar = {
  readonly firstShare: number;
  readonly secondShare: number;
  /** kept / (kept + lost); undefined when nobody had the skill at first. */
  readonly retention: number | undefined;
  /** Second less first share. */
  readonly difference: number;
  readonly standardError: number;
  /** Without continuity correction. */
  readonly chiSquared: number;
  readonly pValue: number;
  /** Two-sided binomial on those who changed; use it when few did. */
  readonly exactPValue: number;
};

/** The same people tested twice: `kept` passed both, `lost` only the first, `gained` only the second, `neither` none. Source: McNemar 1947. */
export function mcnemar({ kept, lost, gained, neither }: { kept: number; lost: number; gained: number; neither: number }): Mcnemar {
  requireCount("kept", kept);
  requireCount("lost", lost);
  requireCount("gained", gained);
  requireCount("neither", neither);
  const n = kept + lost + gained + neither;
  if (n === 0) throw new RangeError("Nobody was tested twice: there is nothing to compare.");
  const changed = lost + gained;
  const chiSquared = changed === 0 ? 0 : (lost - gained) ** 2 / changed;
  return {
    firstShare: (kept + lost) / n,
    secondShare: (kept + gained) / n,
    retention: kept + lost === 0 ? undefined : kept / (kept + lost),
    difference: (gained - lost) / n,
    standardError: Math.sqrt(changed - (lost - gained) ** 2 / n) / n,
    chiSquared,
    pValue: chiSquaredAtLeast(chiSquared, 1),
    exactPValue: changed === 0 ? 1 : Math.min(1, 2 * binomialAtMost(Math.min(lost, gained), { share: 0.5, sampleSize: changed })),
  };
}

export type SurvivalPoint = {
  readonly days: number;
  /** Persons still followed and holding the skill just before this day. */
  readonly atRisk: number;
  readonly lost: number;
  /** Share who hold the skill after this day. */
  readonly share: number;
  /** Greenwood's; undefined, like the bounds, once the share is 0. */
  readonly standardError: number | undefined;
  readonly lower: number | undefined;
  readonly upper: number | undefined;
};

/**
 * Share who still hold the skill, day by day, when people are followed for different times. `isLost` false: last seen holding it.
 * `steps` are the days on which someone lost it; `at` answers `atDays` in their order, undefined for a day after the last one observed.
 * Interval on the log(−log) scale. Source: Kaplan & Meier 1958; Greenwood 1926; Kalbfleisch & Prentice 1980.
 */
export function kaplanMeier(
  { persons, atDays = [], level = 0.95 }:
  { persons: readonly { readonly days: number; readonly isLost: boolean }[]; atDays?: readonly number[]; level?: number },
): { readonly steps: readonly SurvivalPoint[]; readonly at: readonly (SurvivalPoint | undefined)[] } {
  requireLevel(level);
  if (persons.length === 0) throw new RangeError("Nobody was followed: there is no retention to show.");
  for (const { days } of persons) requireNotNegative("days", days);
  const ordered = [...persons].sort((a, b) => a.days - b.days);
  const lastDay = ordered.at(-1)?.days ?? 0;
  const z = normalQuantile((1 + level) / 2);
  const start: Omit<SurvivalPoint, "days" | "atRisk" | "lost"> & { greenwood: number } = { share: 1, greenwood: 0, standardError: 0, lower: 1, upper: 1 };
  const curve: (SurvivalPoint & { greenwood: number })[] = [];
  let position = 0;
  while (position < ordered.length) {
    const days = ordered[position]?.days ?? 0;
    const atRisk = ordered.length - position;
    let lost = 0;
    for (; ordered[position]?.days === days; position++) if (ordered[position]?.isLost === true) lost += 1;
    if (lost === 0) continue;
    const before = curve.at(-1) ?? start;
    const share = lost === atRisk ? 0 : before.share * (1 - lost / atRisk);
    const greenwood = before.greenwood + lost / (atRisk * (atRisk - lost));
    curve.push({ days, atRisk, lost, share, greenwood, ...boundsOf(share, greenwood, z) });
  }
  const pointAt = (days: number): SurvivalPoint | undefined => {
    requireNotNegative("days", days);
    if (days > lastDay) return undefined;
    const { share, standardError, lower, upper } = curve.findLast((point) => point.days <= days) ?? start;
    const atRisk = ordered.filter((person) => person.days >= days).length;
    return { days, atRisk, lost: curve.find((point) => point.days === days)?.lost ?? 0, share, standardError, lower, upper };
  };
  return { steps: curve.map(({ greenwood: _, ...point }) => point), at: atDays.map(pointAt) };
}

function boundsOf(share: number, greenwood: number, z: number): Pick<SurvivalPoint, "standardError" | "lower" | "upper"> {
  if (share === 0) return { standardError: undefined, lower: undefined, upper: undefined };
  const spread = (z * Math.sqrt(greenwood)) / Math.log(share);
  return { standardError: share * Math.sqrt(greenwood), lower: share ** Math.exp(-spread), upper: share ** Math.exp(spread) };
}
