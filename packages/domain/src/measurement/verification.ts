/**
 * Reports against re-tests: how much of what was reported is there, and what the whole population's share then is.
 * Promise: people who were not reported are part of the answer; where none of them was tested, the answer says so.
 */
import { requireCount, requireLevel, requireNotNegative, requirePart } from "./accepted-numbers.ts";
import { shareBounds, ratioEstimate, type Estimate } from "./survey-estimates.ts";
import type { Drawing, PopulationSizes } from "./survey-design.ts";

export type RecountedSite = Drawing & { readonly reported: number; readonly recounted: number };

export type VerificationFactor = Estimate & {
  /** Reported over recounted, less 1: 0.14 when 14 % too much was reported. */
  readonly overReportedShare: number;
};

/**
 * Recounted over reported (weighted), with the linearised error of a ratio; 1 when every report held.
 * Give the district as `cluster` when districts were drawn, as `stratum` when sites were drawn in every district.
 * It sees only what was reported: see `twoPhaseCoverage`. Source: WHO data quality self-assessment; Woodard et al. 2007.
 */
export function verificationFactor(
  { sites, level = 0.95, ...sizes }: { sites: readonly RecountedSite[]; level?: number } & PopulationSizes,
): VerificationFactor {
  for (const { reported, recounted } of sites) {
    requireNotNegative("reported", reported);
    requireNotNegative("recounted", recounted);
  }
  const observations = sites.map(({ reported, recounted, ...drawing }) => ({ ...drawing, numerator: recounted, denominator: reported }));
  const factor = ratioEstimate({ observations, level, ...sizes });
  return { ...factor, overReportedShare: 1 / factor.estimate - 1 };
}

type Retested = { readonly sampleSize: number; readonly successes: number };

export type TwoPhaseCoverage = Estimate & {
  readonly reportedShare: number;
  /** Of those reported as skilled, the share who passed the re-test. */
  readonly confirmedShareOfReported: number;
  /** Of those not reported, the share who passed. */
  readonly skilledShareOfUnreported: number;
  /** "assumed-none": nobody unreported was tested and all of them count as unskilled, so the estimate is a lower one. */
  readonly unreported: "measured" | "assumed-none" | "nobody";
  /** Reported less verified share; 0.11 is 11 percentage points too many. */
  readonly inflationShare: number;
  /** Reported over verified share. */
  readonly inflationRatio: number;
};

/**
 * Verified share of everyone, from the report on everyone and re-tests of some reported and some unreported persons:
 * R x1/n1 + (1 − R) x0/n0, with its error after finite population correction; interval symmetric in log-odds.
 * Source: Tenenbein 1970 (double sampling), as post-stratification by reported status.
 */
export function twoPhaseCoverage(
  { populationSize, reportedCount, retestedReported, retestedUnreported, level = 0.95 }: {
    populationSize: number; reportedCount: number; retestedReported: Retested;
    /** Leave it out, or give a sample of 0, when nobody unreported was tested. */
    retestedUnreported?: Retested; level?: number;
  },
): TwoPhaseCoverage {
  requirePart("reportedCount", reportedCount, "populationSize", populationSize);
  requireLevel(level);
  const unreportedCount = populationSize - reportedCount;
  const reported = phaseOf("reported", reportedCount, retestedReported);
  const unreported = phaseOf("unreported", unreportedCount, retestedUnreported ?? { sampleSize: 0, successes: 0 });
  if (reportedCount > 0 && reported.sampleSize === 0) throw new RangeError("Nobody of those reported was re-tested: nothing is verified.");
  const estimate = (reported.skilled + unreported.skilled) / populationSize;
  const standardError = Math.sqrt(reported.variance + unreported.variance) / populationSize;
  const sampled = reported.sampleSize + unreported.sampleSize;
  const degreesOfFreedom = Math.max(1, sampled - (reported.sampleSize > 0 ? 1 : 0) - (unreported.sampleSize > 0 ? 1 : 0));
  const isCensus = sampled === populationSize;
  const reportedShare = reportedCount / populationSize;
  return {
    estimate, standardError, level, degreesOfFreedom,
    ...shareBounds({ estimate, standardError, sampled, isCensus, degreesOfFreedom, level }),
    reportedShare,
    confirmedShareOfReported: reported.share,
    skilledShareOfUnreported: unreported.share,
    unreported: unreportedCount === 0 ? "nobody" : unreported.sampleSize === 0 ? "assumed-none" : "measured",
    inflationShare: reportedShare - estimate,
    inflationRatio: reportedShare / estimate,
  };
}

function phaseOf(who: string, persons: number, { sampleSize, successes }: Retested): Retested & { share: number; skilled: number; variance: number } {
  if (sampleSize === 0) {
    requireCount("successes", successes);
    if (successes > 0) throw new RangeError(`successes is ${successes}, but nobody ${who} was re-tested.`);
    return { sampleSize, successes, share: 0, skilled: 0, variance: 0 };
  }
  requirePart("successes", successes, "sampleSize", sampleSize);
  requirePart(`re-tested ${who} persons`, sampleSize, `${who} persons`, persons);
  const share = successes / sampleSize;
  if (sampleSize === 1 && persons > 1) throw new RangeError(`One re-tested ${who} person has no measurable error: test two or more.`);
  const variance = sampleSize === persons ? 0 : persons ** 2 * (1 - sampleSize / persons) * ((share * (1 - share)) / (sampleSize - 1));
  return { sampleSize, successes, share, skilled: persons * share, variance };
}
