/**
 * May we say "verified at or above the target"? Three answers: above, below, cannot tell.
 * Promise: the two firm answers are each untrue at most 1 − level of the time, whatever the truth (one-sided exact bounds).
 */
import { requireCount, requireLevel, requirePart, requireShare, requireShareBetween } from "./accepted-numbers.ts";
import { betaShareQuantile, binomialAtLeast, binomialAtMost, normalQuantile } from "./distributions.ts";
import { wilsonBounds } from "./intervals.ts";

export type LowerBoundMethod = "exact" | "wilson" | "jeffreys";

/**
 * Fewest successes of `sampleSize` whose one-sided lower bound at `level` reaches `thresholdShare`;
 * undefined when not even all of them would do. "exact" (Clopper–Pearson) is the only method that never claims too often.
 */
export function minimumPassesForLowerBound(
  { sampleSize, thresholdShare, level = 0.95, method = "exact" }:
  { sampleSize: number; thresholdShare: number; level?: number; method?: LowerBoundMethod },
): number | undefined {
  requireCount("sampleSize", sampleSize, 1);
  requireShareBetween("thresholdShare", thresholdShare);
  requireLevel(level);
  const z = normalQuantile(level);
  const isReachedBy = (successes: number): boolean => {
    switch (method) {
      case "exact": return binomialAtLeast(successes, { share: thresholdShare, sampleSize }) <= 1 - level;
      case "wilson": return wilsonBounds(successes / sampleSize, sampleSize, z).lower >= thresholdShare;
      case "jeffreys": return betaShareQuantile(1 - level, successes + 0.5, sampleSize - successes + 0.5) >= thresholdShare;
    }
  };
  if (!isReachedBy(sampleSize)) return undefined;
  let low = 0;
  let high = sampleSize;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isReachedBy(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Most successes whose one-sided exact upper bound stays below the threshold; −1 when none. */
function maximumPassesForUpperBound({ sampleSize, thresholdShare, level }: { sampleSize: number; thresholdShare: number; level: number }): number {
  const failures = minimumPassesForLowerBound({ sampleSize, thresholdShare: 1 - thresholdShare, level });
  return failures === undefined ? -1 : sampleSize - failures;
}

export type ThreeWayAnswer = "verified-above" | "verified-below" | "cannot-tell";

/** The three-way reading of one re-tested sample; `level` is one-sided. Source: WHO 2018 manual, annex on classification. */
export function classifyThreeWay(
  { successes, sampleSize, thresholdShare, level = 0.95 }: { successes: number; sampleSize: number; thresholdShare: number; level?: number },
): ThreeWayAnswer {
  requirePart("successes", successes, "sampleSize", sampleSize);
  const least = minimumPassesForLowerBound({ sampleSize, thresholdShare, level });
  if (least !== undefined && successes >= least) return "verified-above";
  return successes <= maximumPassesForUpperBound({ sampleSize, thresholdShare, level }) ? "verified-below" : "cannot-tell";
}

/** How often each of the three answers comes when the truth is `share`. */
export function threeWayProbabilities(
  { share, sampleSize, thresholdShare, level = 0.95 }: { share: number; sampleSize: number; thresholdShare: number; level?: number },
): { readonly above: number; readonly below: number; readonly cannotTell: number } {
  requireShare("share", share);
  const least = minimumPassesForLowerBound({ sampleSize, thresholdShare, level });
  const most = maximumPassesForUpperBound({ sampleSize, thresholdShare, level });
  const above = least === undefined ? 0 : binomialAtLeast(least, { share, sampleSize });
  const below = binomialAtMost(most, { share, sampleSize });
  return { above, below, cannotTell: Math.max(0, 1 - above - below) };
}
