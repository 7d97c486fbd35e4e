/**
 * Re-tests one after the other, stopping as soon as the answer is clear (Wald's sequential probability ratio test).
 * Promise: exact risks and sample sizes for the card as it is used, cut off at a largest sample.
 * A sample stopped this way leans towards extremes: it sorts communes, it must not be averaged into a province's share.
 */
import { requireCount, requireOrderedShares, requirePart, requireShare, requireShareBetween } from "./accepted-numbers.ts";

export type SequentialTest = {
  /** A commune at this share should not pass. */
  readonly lowerShare: number;
  /** A commune at this share should pass. */
  readonly upperShare: number;
  /** Chance accepted that a commune at `lowerShare` passes (α: the upper hypothesis is wrongly taken). */
  readonly consumerRisk: number;
  /** Chance accepted that a commune at `upperShare` does not pass (β). */
  readonly providerRisk: number;
};

export type SprtBoundaries = {
  /** Pass when successes ≥ passIntercept + slope · tested. */
  readonly passIntercept: number;
  /** Fail when successes ≤ −failIntercept + slope · tested. */
  readonly failIntercept: number;
  readonly slope: number;
  /** Bounds of the log likelihood ratio: ln((1 − β)/α) and ln(β/(1 − α)). */
  readonly logUpper: number;
  readonly logLower: number;
  /** Wald's approximate mean number of tests when the truth is the lower share, the upper share, or `slope` (the longest). */
  readonly meanTested: { readonly atLowerShare: number; readonly atUpperShare: number; readonly atSlope: number };
  /** Chance of failing a commune whose share is `slope`. */
  readonly failProbabilityAtSlope: number;
};

/** Wald's parallel lines. Source: Wald 1947, sections 5.2 and 5.5. */
export function sprtBoundaries({ lowerShare, upperShare, consumerRisk, providerRisk }: SequentialTest): SprtBoundaries {
  requireShareBetween("lowerShare", lowerShare);
  requireShareBetween("upperShare", upperShare);
  requireShareBetween("consumerRisk", consumerRisk);
  requireShareBetween("providerRisk", providerRisk);
  requireOrderedShares({ lowerShare, upperShare });
  if (consumerRisk + providerRisk >= 1) throw new RangeError("consumerRisk and providerRisk must sum to less than 1.");
  const ofSuccess = Math.log(upperShare / lowerShare);
  const ofFailure = Math.log((1 - lowerShare) / (1 - upperShare));
  const logUpper = Math.log((1 - providerRisk) / consumerRisk);
  const logLower = Math.log(providerRisk / (1 - consumerRisk));
  const driftAt = (share: number) => share * ofSuccess - (1 - share) * ofFailure;
  return {
    passIntercept: logUpper / (ofSuccess + ofFailure),
    failIntercept: -logLower / (ofSuccess + ofFailure),
    slope: ofFailure / (ofSuccess + ofFailure),
    logUpper,
    logLower,
    meanTested: {
      atLowerShare: (consumerRisk * logUpper + (1 - consumerRisk) * logLower) / driftAt(lowerShare),
      atUpperShare: ((1 - providerRisk) * logUpper + providerRisk * logLower) / driftAt(upperShare),
      atSlope: (-logUpper * logLower) / (ofSuccess * ofFailure),
    },
    failProbabilityAtSlope: logUpper / (logUpper - logLower),
  };
}

export type SprtCardRow = {
  readonly tested: number;
  /** Stop and pass at this many successes or more; undefined while even all would not be enough. */
  readonly passAt: number | undefined;
  /** Stop and fail at this many successes or fewer; undefined while even none would be too early. */
  readonly failAt: number | undefined;
};

/** What the assessor holds: after each test, from which count to stop. Rows for 1..maximumSampleSize. */
export function sprtFieldCard({ maximumSampleSize, ...test }: SequentialTest & { maximumSampleSize: number }): SprtCardRow[] {
  requireCount("maximumSampleSize", maximumSampleSize, 1);
  const { passIntercept, failIntercept, slope } = sprtBoundaries(test);
  return Array.from({ length: maximumSampleSize }, (_, i) => {
    const tested = i + 1;
    const passAt = Math.ceil(passIntercept + slope * tested - 1e-9);
    const failAt = Math.floor(slope * tested - failIntercept + 1e-9);
    return { tested, passAt: passAt <= tested ? passAt : undefined, failAt: failAt >= 0 ? failAt : undefined };
  });
}

export type TruncatedSprt = {
  readonly passProbability: number;
  readonly failProbability: number;
  readonly meanTested: number;
};

/**
 * Exact behaviour of the card when the truth is `share`, by recursion over the counts (Aroian 1968).
 * After `maximumSampleSize` tests without an answer a commune passes with `minimumPasses` successes or more.
 */
export function truncatedSprt(
  { share, maximumSampleSize, minimumPasses, ...test }: SequentialTest & { share: number; maximumSampleSize: number; minimumPasses: number },
): TruncatedSprt {
  requireShare("share", share);
  requirePart("minimumPasses", minimumPasses, "maximumSampleSize", maximumSampleSize);
  let open = [1];
  let passProbability = 0;
  let failProbability = 0;
  let meanTested = 0;
  for (const { tested, passAt, failAt } of sprtFieldCard({ ...test, maximumSampleSize })) {
    const isLast = tested === maximumSampleSize;
    const next = new Array<number>(tested + 1).fill(0);
    for (const [successes, probability] of open.entries()) {
      next[successes] = (next[successes] ?? 0) + probability * (1 - share);
      next[successes + 1] = (next[successes + 1] ?? 0) + probability * share;
    }
    for (const [successes, probability] of next.entries()) {
      const isPass = isLast ? successes >= minimumPasses : passAt !== undefined && successes >= passAt;
      const isFail = isLast ? !isPass : failAt !== undefined && successes <= failAt;
      if (!isPass && !isFail) continue;
      if (isPass) passProbability += probability;
      else failProbability += probability;
      meanTested += probability * tested;
      next[successes] = 0;
    }
    open = next;
  }
  return { passProbability, failProbability, meanTested };
}
