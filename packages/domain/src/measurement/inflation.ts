/**
 * Does a re-test disagree with a report more than chance explains? Promise: a small p-value says only that, never "falsified";
 * when many units are looked at, use `benjaminiHochberg` over all of them, or honest ones will be named.
 */
import { requireCount, requireLevel, requirePart, requireShare, requireShareBetween } from "./accepted-numbers.ts";
import { binomialAtMost, binomialProbability, binomialQuantile } from "./distributions.ts";

/**
 * Chance of as few successes as these if the report were true: P(X ≤ successes | sampleSize, reportedShare), exact.
 * `toleranceShare` is first taken off the report, so that honest optimism of, say, 0.05 is not flagged.
 * `isMidP` counts the observed number half (less cautious). Source: Lancaster 1961 (mid-p).
 */
export function inflationPValue(
  { reportedShare, sampleSize, successes, toleranceShare = 0, isMidP = false }:
  { reportedShare: number; sampleSize: number; successes: number; toleranceShare?: number; isMidP?: boolean },
): number {
  requireShare("reportedShare", reportedShare);
  requireShare("toleranceShare", toleranceShare);
  requirePart("successes", successes, "sampleSize", sampleSize);
  const lot = { share: Math.max(0, reportedShare - toleranceShare), sampleSize };
  return binomialAtMost(successes, lot) - (isMidP ? binomialProbability(successes, lot) / 2 : 0);
}

export type InflationPower = {
  /** A sample with this many successes or fewer is flagged; −1 when no result of so small a sample could be. */
  readonly flaggedAtMost: number;
  /** Chance that a true report is flagged. */
  readonly falseFlagProbability: number;
  /** Chance that the report is flagged when the truth is `trueShare`. */
  readonly power: number;
};

/** What a sample can find, to be said on the screen beside any flag. `significance` is the p-value at which a flag is raised. */
export function inflationPower(
  { reportedShare, trueShare, sampleSize, significance = 0.05 }:
  { reportedShare: number; trueShare: number; sampleSize: number; significance?: number },
): InflationPower {
  requireShare("reportedShare", reportedShare);
  requireShare("trueShare", trueShare);
  requireCount("sampleSize", sampleSize, 1);
  requireShareBetween("significance", significance);
  const reported = { share: reportedShare, sampleSize };
  const quantile = binomialQuantile(significance, reported);
  const flaggedAtMost = binomialAtMost(quantile, reported) <= significance ? quantile : quantile - 1;
  return {
    flaggedAtMost,
    falseFlagProbability: binomialAtMost(flaggedAtMost, reported),
    power: binomialAtMost(flaggedAtMost, { share: trueShare, sampleSize }),
  };
}

/**
 * Adjusted p-values (q) and flags over all units of a round, in the order given: of the units flagged, at most
 * `falseDiscoveryRate` are expected to be honest. Source: Benjamini & Hochberg 1995. No p-values, no flags.
 */
export function benjaminiHochberg(
  { pValues, falseDiscoveryRate = 0.1 }: { pValues: readonly number[]; falseDiscoveryRate?: number },
): { readonly qValues: readonly number[]; readonly isFlagged: readonly boolean[] } {
  requireShareBetween("falseDiscoveryRate", falseDiscoveryRate);
  for (const p of pValues) requireShare("pValue", p);
  const order = pValues.map((p, position) => ({ p, position })).sort((a, b) => b.p - a.p);
  const qValues = new Array<number>(pValues.length).fill(1);
  let least = 1;
  for (const [i, { p, position }] of order.entries()) {
    least = Math.min(least, (p * pValues.length) / (pValues.length - i));
    qValues[position] = least;
  }
  return { qValues, isFlagged: qValues.map((q) => q <= falseDiscoveryRate) };
}

/**
 * Between which shares a unit of `sampleSize` falls with probability `level` if its truth is `targetShare`: exact binomial
 * quantiles, for a funnel plot (Spiegelhalter 2005). Usual levels: 0.95 and 0.998.
 */
export function funnelLimits(
  { targetShare, sampleSize, level }: { targetShare: number; sampleSize: number; level: number },
): { readonly lower: number; readonly upper: number } {
  requireShare("targetShare", targetShare);
  requireCount("sampleSize", sampleSize, 1);
  requireLevel(level);
  const lot = { share: targetShare, sampleSize };
  return {
    lower: binomialQuantile((1 - level) / 2, lot) / sampleSize,
    upper: binomialQuantile((1 + level) / 2, lot) / sampleSize,
  };
}
