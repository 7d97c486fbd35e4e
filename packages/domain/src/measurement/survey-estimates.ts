/**
 * Means, shares, totals and ratios of a population from a stratified, clustered, weighted sample, with linearised errors.
 * Promise: the same numbers as R's survey package gives for the same design; shares get an interval inside 0..1.
 */
import { requireFinite, requireLevel, requirePart } from "./accepted-numbers.ts";
import { tQuantile } from "./distributions.ts";
import { logOddsInterval } from "./intervals.ts";
import { prepareDesign, varianceOfTotal, type Drawing, type PopulationSizes, type PreparedDesign } from "./survey-design.ts";

export type Estimate = {
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  /** Sampled clusters (or persons drawn alone) less strata. */
  readonly degreesOfFreedom: number;
};

export type StratumResult = {
  /** Persons in the stratum, of whom `sampleSize` were tested and `successes` passed. */
  readonly populationSize: number;
  readonly sampleSize: number;
  readonly successes: number;
};

/**
 * Share of a whole province from lots sampled one by one: Σ W_h p_h, error with finite population correction.
 * Interval symmetric in log-odds with Σ(n_h − 1) degrees of freedom. Source: Cochran 1977, eq. 5.6 and 5.14.
 */
export function stratifiedEstimate({ strata, level = 0.95 }: { strata: readonly StratumResult[]; level?: number }): Estimate {
  requireLevel(level);
  if (strata.length === 0) throw new RangeError("There is no stratum: nothing can be estimated.");
  let population = 0;
  let sampled = 0;
  let passing = 0;
  let variance = 0;
  for (const { populationSize, sampleSize, successes } of strata) {
    requirePart("successes", successes, "sampleSize", sampleSize);
    requirePart("sampleSize", sampleSize, "populationSize", populationSize);
    const share = successes / sampleSize;
    population += populationSize;
    sampled += sampleSize;
    passing += populationSize * share;
    if (sampleSize === populationSize) continue;
    if (sampleSize < 2) throw new RangeError("A stratum with one tested person has no measurable error: test two or more in each.");
    variance += populationSize ** 2 * (1 - sampleSize / populationSize) * ((share * (1 - share)) / (sampleSize - 1));
  }
  const estimate = passing / population;
  const standardError = Math.sqrt(variance) / population;
  const degreesOfFreedom = sampled - strata.length;
  const isCensus = sampled === population;
  return { estimate, standardError, level, degreesOfFreedom, ...shareBounds({ estimate, standardError, sampled, isCensus, degreesOfFreedom, level }) };
}

export type SampledValue = Drawing & {
  /** 1 passed, 0 did not; or any figure. */
  readonly value: number;
};

export type ClusterEstimate = Estimate & {
  /** Variance over that of a simple random sample of as many persons from the population the weights sum to; undefined when all values are equal. */
  readonly designEffect: number | undefined;
  readonly total: Estimate;
};

/**
 * Mean (the share, when values are 0 and 1) and total of a stratified cluster sample.
 * Intervals: t with `degreesOfFreedom`; symmetric in log-odds for a share. Source: Särndal et al. 1992, section 5.7.
 * Throws RangeError for an empty sample or a stratum with a single cluster.
 */
export function clusterEstimate(
  { observations, level = 0.95, ...sizes }: { observations: readonly SampledValue[]; level?: number } & PopulationSizes,
): ClusterEstimate {
  requireLevel(level);
  const design = prepareDesign(observations, sizes);
  const values = valuesOf(observations);
  const { estimate, total } = meanAndTotal({ values, weights: design.weights, design, level });
  return { ...estimate, designEffect: designEffectOf(values, estimate, design), total };
}

export function valuesOf(observations: readonly SampledValue[]): number[] {
  return observations.map(({ value }) => {
    requireFinite("value", value);
    return value;
  });
}

/** `adjust` turns weighted contributions into those of a calibrated sample; the identity when weights are the design's own. */
export function meanAndTotal(
  { values, weights, design, level, adjust = (scores) => scores }: {
    values: readonly number[]; weights: readonly number[]; design: PreparedDesign; level: number;
    adjust?: (scores: readonly number[]) => readonly number[];
  },
): { estimate: Estimate; total: Estimate } {
  const persons = weights.reduce((sum, weight) => sum + weight, 0);
  const total = weights.reduce((sum, weight, i) => sum + weight * (values[i] ?? 0), 0);
  const mean = total / persons;
  const errorOf = (scores: readonly number[]) => Math.sqrt(Math.max(0, varianceOfTotal(adjust(scores), design)));
  const meanError = errorOf(weights.map((weight, i) => (weight * ((values[i] ?? 0) - mean)) / persons));
  const totalError = errorOf(weights.map((weight, i) => weight * (values[i] ?? 0)));
  const { degreesOfFreedom, isCensus } = design;
  const isShare = values.every((value) => value === 0 || value === 1);
  const bounds = isShare
    ? shareBounds({ estimate: mean, standardError: meanError, sampled: values.length, isCensus, degreesOfFreedom, level })
    : symmetricBounds({ estimate: mean, standardError: meanError, degreesOfFreedom, level });
  return {
    estimate: { estimate: mean, standardError: meanError, level, degreesOfFreedom, ...bounds },
    total: {
      estimate: total, standardError: totalError, level, degreesOfFreedom,
      ...symmetricBounds({ estimate: total, standardError: totalError, degreesOfFreedom, level }),
    },
  };
}

function designEffectOf(values: readonly number[], { estimate, standardError }: Estimate, { weights }: PreparedDesign): number | undefined {
  const n = values.length;
  const persons = weights.reduce((sum, weight) => sum + weight, 0);
  const spread = weights.reduce((sum, weight, i) => sum + weight * ((values[i] ?? 0) - estimate) ** 2, 0) / persons;
  if (n < 2 || spread === 0) return undefined;
  const simple = (spread / (n - 1)) * (persons > n ? 1 - n / persons : 1);
  return standardError ** 2 / simple;
}

export type SampledRatio = Drawing & { readonly numerator: number; readonly denominator: number };

/** Σ w·numerator / Σ w·denominator with its linearised error and a t interval. Source: Särndal et al. 1992, result 5.6.1. */
export function ratioEstimate(
  { observations, level = 0.95, ...sizes }: { observations: readonly SampledRatio[]; level?: number } & PopulationSizes,
): Estimate {
  requireLevel(level);
  const design = prepareDesign(observations, sizes);
  let above = 0;
  let below = 0;
  for (const [i, { numerator, denominator }] of observations.entries()) {
    requireFinite("numerator", numerator);
    requireFinite("denominator", denominator);
    above += (design.weights[i] ?? 0) * numerator;
    below += (design.weights[i] ?? 0) * denominator;
  }
  if (below === 0) throw new RangeError("The denominators sum to 0: there is no ratio.");
  const estimate = above / below;
  const scores = observations.map(({ numerator, denominator }, i) => ((design.weights[i] ?? 0) * (numerator - estimate * denominator)) / below);
  const standardError = Math.sqrt(varianceOfTotal(scores, design));
  const { degreesOfFreedom } = design;
  return { estimate, standardError, level, degreesOfFreedom, ...symmetricBounds({ estimate, standardError, degreesOfFreedom, level }) };
}

type Spread = { estimate: number; standardError: number; degreesOfFreedom: number; level: number };

function symmetricBounds({ estimate, standardError, degreesOfFreedom, level }: Spread): { lower: number; upper: number } {
  if (standardError === 0) return { lower: estimate, upper: estimate };
  const half = tQuantile((1 + level) / 2, degreesOfFreedom) * standardError;
  return { lower: estimate - half, upper: estimate + half };
}

export function shareBounds(
  { estimate, standardError, sampled, isCensus, degreesOfFreedom, level }: Spread & { sampled: number; isCensus: boolean },
): { lower: number; upper: number } {
  if (isCensus) return { lower: estimate, upper: estimate };
  const { lower, upper } = logOddsInterval({ share: estimate, standardError, sampleSize: sampled, degreesOfFreedom, level });
  return { lower, upper };
}
