/**
 * A re-test that is itself sometimes wrong: what share it shows, and what share that stands for.
 * `sensitivity` is the chance that a skilled person passes, `specificity` that an unskilled one does not; both belong to the test's version.
 */
import { requireCount, requireLevel, requirePart, requireShare } from "./accepted-numbers.ts";
import { binomialAtLeast, normalQuantile } from "./distributions.ts";

/** The share that passes the test when `share` have the skill. */
export function apparentShare({ share, sensitivity, specificity }: { share: number; sensitivity: number; specificity: number }): number {
  requireShare("share", share);
  requireShare("sensitivity", sensitivity);
  requireShare("specificity", specificity);
  return share * sensitivity + (1 - share) * (1 - specificity);
}

export type CorrectedShare = {
  readonly apparentShare: number;
  /** Held inside 0..1. */
  readonly share: number;
  /** As the formula gives it: outside 0..1 the sample disagrees with the sensitivity and specificity assumed. */
  readonly unboundedShare: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
};

/**
 * The true share behind an imperfect re-test. Source: Rogan & Gladen 1978; delta-method error at the bounded share.
 * `sensitivitySampleSize`, `specificitySampleSize`: on how many persons the test itself was tried; left out, it is taken as known.
 * The interval is normal and approximate, cut to 0..1.
 */
export function roganGladen(
  { successes, sampleSize, sensitivity, specificity, sensitivitySampleSize = Infinity, specificitySampleSize = Infinity, level = 0.95 }: {
    successes: number; sampleSize: number; sensitivity: number; specificity: number;
    sensitivitySampleSize?: number; specificitySampleSize?: number; level?: number;
  },
): CorrectedShare {
  requirePart("successes", successes, "sampleSize", sampleSize);
  requireShare("sensitivity", sensitivity);
  requireShare("specificity", specificity);
  if (sensitivitySampleSize !== Infinity) requireCount("sensitivitySampleSize", sensitivitySampleSize, 1);
  if (specificitySampleSize !== Infinity) requireCount("specificitySampleSize", specificitySampleSize, 1);
  requireLevel(level);
  const youden = sensitivity + specificity - 1;
  if (!(youden > 0)) throw new RangeError("sensitivity and specificity must sum to more than 1: this test cannot tell skill from its absence.");
  const apparent = successes / sampleSize;
  const unboundedShare = (apparent + specificity - 1) / youden;
  const share = Math.min(1, Math.max(0, unboundedShare));
  const variance = (apparent * (1 - apparent)) / sampleSize
    + (share ** 2 * sensitivity * (1 - sensitivity)) / sensitivitySampleSize
    + ((1 - share) ** 2 * specificity * (1 - specificity)) / specificitySampleSize;
  const standardError = Math.sqrt(variance) / youden;
  const half = normalQuantile((1 + level) / 2) * standardError;
  return {
    apparentShare: apparent, share, unboundedShare, standardError, level,
    lower: Math.min(1, Math.max(0, unboundedShare - half)),
    upper: Math.max(0, Math.min(1, unboundedShare + half)),
  };
}

/** Chance of `passMark` or more right out of `items`, each right with chance `itemShare` (one in four when guessing among four). */
export function passByGuessing({ items, passMark, itemShare }: { items: number; passMark: number; itemShare: number }): number {
  requirePart("passMark", passMark, "items", items);
  requireShare("itemShare", itemShare);
  return binomialAtLeast(passMark, { share: itemShare, sampleSize: items });
}
