/**
 * Intervals for one share. Promise: inside 0..1, around the estimate, and honest at 0 % and 100 %, where the plain
 * "estimate ± 1.96 errors" is not. `level` is two-sided, 0.95 unless told.
 */
import { requireLevel, requireNotNegative, requirePart, requirePositive, requireShare, requireShareBetween } from "./accepted-numbers.ts";
import { betaAtLeast, betaShareQuantile, normalQuantile, tQuantile } from "./distributions.ts";

export type ShareInterval = {
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
};

type Sample = { readonly successes: number; readonly sampleSize: number; readonly level?: number };

/** Wilson 1927 score interval, for a simple random sample. */
export function wilsonInterval({ successes, sampleSize, level = 0.95 }: Sample): ShareInterval {
  requirePart("successes", successes, "sampleSize", sampleSize);
  requireLevel(level);
  const share = successes / sampleSize;
  return { share, level, ...wilsonBounds(share, sampleSize, normalQuantile((1 + level) / 2)) };
}

export function wilsonBounds(share: number, sampleSize: number, z: number): { lower: number; upper: number } {
  const zz = (z * z) / sampleSize;
  const centre = share + zz / 2;
  const half = z * Math.sqrt((share * (1 - share)) / sampleSize + zz / (4 * sampleSize));
  return {
    lower: share === 0 ? 0 : Math.max(0, (centre - half) / (1 + zz)),
    upper: share === 1 ? 1 : Math.min(1, (centre + half) / (1 + zz)),
  };
}

/** Clopper & Pearson 1934 exact interval, for a simple random sample; it never covers less often than it says. */
export function clopperPearsonInterval({ successes, sampleSize, level = 0.95 }: Sample): ShareInterval {
  requirePart("successes", successes, "sampleSize", sampleSize);
  requireLevel(level);
  return { share: successes / sampleSize, level, ...exactBounds(successes, sampleSize, (1 - level) / 2) };
}

function exactBounds(successes: number, sampleSize: number, tail: number): { lower: number; upper: number } {
  return {
    lower: betaShareQuantile(tail, successes, sampleSize - successes + 1),
    upper: 1 - betaShareQuantile(tail, sampleSize - successes, successes + 1),
  };
}

/** With confidence `level` (one-sided) the true share is at least this. Source: Clopper & Pearson 1934. */
export function exactLowerBound({ successes, sampleSize, level = 0.95 }: Sample): number {
  requirePart("successes", successes, "sampleSize", sampleSize);
  requireLevel(level);
  return betaShareQuantile(1 - level, successes, sampleSize - successes + 1);
}

export type SurveyShareInterval = ShareInterval & {
  /** Persons of a simple random sample that would tell as much. */
  readonly effectiveSampleSize: number;
  /** (n − 1) / effective sample, before the adjustment for few clusters. */
  readonly designEffect: number;
};

export type SurveyShare = {
  readonly share: number;
  readonly standardError: number;
  readonly sampleSize: number;
  readonly degreesOfFreedom: number;
  readonly level?: number;
  readonly adjustsForFewClusters?: boolean;
  readonly isNeverBetterThanSimple?: boolean;
};

/**
 * Modified Wilson interval for a share with a survey standard error: Wilson's formula on the effective sample.
 * Source: WHO 2018 coverage survey manual, annex on intervals, as VCQI computes it.
 * `adjustsForFewClusters` (Dean & Pagano 2015) multiplies the effective sample by (z/t)²; `isNeverBetterThanSimple` takes
 * the sample size itself when the design effect is below 1. Both are on unless told. A share of 0 or 1 counts its sample as simple.
 */
export function modifiedWilsonInterval(survey: SurveyShare): SurveyShareInterval {
  const { share, level = 0.95 } = survey;
  const effective = effectiveSample({ ...survey, level });
  return { share, level, ...effective, ...wilsonBounds(share, effective.effectiveSampleSize, normalQuantile((1 + level) / 2)) };
}

/** The exact interval on the same effective sample; wider than the modified Wilson interval. Source: as `modifiedWilsonInterval`. */
export function modifiedClopperPearsonInterval(survey: SurveyShare): SurveyShareInterval {
  const { share, level = 0.95 } = survey;
  const effective = effectiveSample({ ...survey, level });
  const size = effective.effectiveSampleSize;
  return { share, level, ...effective, ...exactBounds(size * share, size, (1 - level) / 2) };
}

function effectiveSample(
  { share, standardError, sampleSize, degreesOfFreedom, level, adjustsForFewClusters = true, isNeverBetterThanSimple = true }:
  SurveyShare & { level: number },
): { effectiveSampleSize: number; designEffect: number } {
  requireShare("share", share);
  requireNotNegative("standardError", standardError);
  requirePositive("sampleSize", sampleSize);
  requirePositive("degreesOfFreedom", degreesOfFreedom);
  requireLevel(level);
  const z = normalQuantile((1 + level) / 2);
  const adjustment = adjustsForFewClusters ? (z / tQuantile((1 + level) / 2, degreesOfFreedom)) ** 2 : 1;
  if (standardError === 0 || share === 0 || share === 1) return { effectiveSampleSize: sampleSize * adjustment, designEffect: 1 };
  const effective = (share * (1 - share)) / standardError ** 2;
  const designEffect = (sampleSize - 1) / effective;
  if (isNeverBetterThanSimple && designEffect < 1) return { effectiveSampleSize: sampleSize, designEffect: 1 };
  return { effectiveSampleSize: effective * adjustment, designEffect };
}

/**
 * Interval symmetric in log-odds, ± t standard errors, for a share from a survey.
 * A share of 0 or 1, or an error of 0, says nothing about its own precision: the exact interval of a simple sample is given instead.
 */
export function logOddsInterval(
  { share, standardError, sampleSize, degreesOfFreedom, level = 0.95 }:
  { share: number; standardError: number; sampleSize: number; degreesOfFreedom: number; level?: number },
): ShareInterval {
  requireShare("share", share);
  requireNotNegative("standardError", standardError);
  requirePositive("sampleSize", sampleSize);
  requirePositive("degreesOfFreedom", degreesOfFreedom);
  requireLevel(level);
  if (standardError === 0 || share === 0 || share === 1) {
    return { share, level, ...exactBounds(share * sampleSize, sampleSize, (1 - level) / 2) };
  }
  const centre = Math.log(share / (1 - share));
  const half = (tQuantile((1 + level) / 2, degreesOfFreedom) * standardError) / (share * (1 - share));
  return { share, level, lower: 1 / (1 + Math.exp(half - centre)), upper: 1 / (1 + Math.exp(-half - centre)) };
}

export type SharePosterior = ShareInterval & {
  /** Probability that the true share is at least `thresholdShare`. */
  readonly probabilityAtLeastThreshold: number;
};

/**
 * What a re-test says together with what was believed before it, as Beta(priorSuccesses, priorFailures); uniform unless told,
 * 0.5 and 0.5 is Jeffreys' prior. `share` is the posterior mean, the interval is equal-tailed.
 */
export function sharePosterior(
  { successes, sampleSize, thresholdShare, priorSuccesses = 1, priorFailures = 1, level = 0.95 }:
  Sample & { thresholdShare: number; priorSuccesses?: number; priorFailures?: number },
): SharePosterior {
  requirePart("successes", successes, "sampleSize", sampleSize);
  requireShareBetween("thresholdShare", thresholdShare);
  requirePositive("priorSuccesses", priorSuccesses);
  requirePositive("priorFailures", priorFailures);
  requireLevel(level);
  const a = successes + priorSuccesses;
  const b = sampleSize - successes + priorFailures;
  return {
    share: a / (a + b),
    lower: betaShareQuantile((1 - level) / 2, a, b),
    upper: 1 - betaShareQuantile((1 - level) / 2, b, a),
    level,
    probabilityAtLeastThreshold: betaAtLeast(thresholdShare, a, b),
  };
}
