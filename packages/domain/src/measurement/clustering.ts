/**
 * How much less a sample taken in clusters tells than one of scattered persons, planned and observed.
 */
import { requireCount, requireFinite, requireLevel, requirePart, requirePositive, requireShareBetween } from "./accepted-numbers.ts";
import { normalQuantile } from "./distributions.ts";

/**
 * Planned: 1 + (m − 1) r for `personsPerCluster` m (the mean, if they differ) and `intraclassCorrelation` r (Kish 1965).
 * Observed: the squared `standardError` of a share over that of a simple random sample, p(1 − p)/n (Bennett et al. 1991).
 */
export function designEffect(
  options: { personsPerCluster: number; intraclassCorrelation: number } | { share: number; standardError: number; sampleSize: number },
): number {
  if ("standardError" in options) {
    const { share, standardError, sampleSize } = options;
    requireShareBetween("share", share);
    requirePositive("standardError", standardError);
    requireCount("sampleSize", sampleSize, 1);
    return (standardError ** 2 * sampleSize) / (share * (1 - share));
  }
  const { personsPerCluster, intraclassCorrelation: correlation } = options;
  requireFinite("personsPerCluster", personsPerCluster);
  if (personsPerCluster < 1) throw new RangeError(`personsPerCluster must be 1 or more, but is ${personsPerCluster}.`);
  if (!(correlation >= -1 && correlation <= 1)) throw new RangeError(`intraclassCorrelation must be from -1 to 1, but is ${correlation}.`);
  return 1 + (personsPerCluster - 1) * correlation;
}

export type IntraclassCorrelation = {
  /** From about −1/(m − 1) to 1; below 0 when clusters differ less than chance alone would make them. */
  readonly correlation: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly meanSquareBetween: number;
  readonly meanSquareWithin: number;
  /** n0 of the analysis of variance, a little below the mean size when sizes differ. */
  readonly typicalClusterSize: number;
};

/**
 * Analysis-of-variance estimate from passes per cluster, with Smith's (1956) interval.
 * When everyone passed or nobody did there is nothing to correlate: −1/(m − 1) by the convention of VCQI, with no interval (−1..1).
 */
export function intraclassCorrelation(
  { clusters, level = 0.95 }: { clusters: readonly { readonly successes: number; readonly sampleSize: number }[]; level?: number },
): IntraclassCorrelation {
  requireLevel(level);
  for (const { successes, sampleSize } of clusters) requirePart("successes", successes, "sampleSize", sampleSize);
  const k = clusters.length;
  let n = 0;
  let passes = 0;
  let squares = 0;
  let cubes = 0;
  let within = 0;
  for (const { successes, sampleSize } of clusters) {
    n += sampleSize;
    passes += successes;
    squares += sampleSize ** 2;
    cubes += sampleSize ** 3;
    within += (successes * (sampleSize - successes)) / sampleSize;
  }
  if (k < 2 || n <= k) throw new RangeError("A correlation within clusters needs 2 clusters or more, and one of them with 2 persons or more.");
  const share = passes / n;
  let between = 0;
  for (const { successes, sampleSize } of clusters) between += sampleSize * (successes / sampleSize - share) ** 2;
  const meanSquareBetween = between / (k - 1);
  const meanSquareWithin = within / (n - k);
  const n0 = (n - squares / n) / (k - 1);
  const common = { level, meanSquareBetween, meanSquareWithin, typicalClusterSize: n0 };
  if (passes === 0 || passes === n) return { correlation: -1 / (n / k - 1), lower: -1, upper: 1, ...common };
  const r = (meanSquareBetween - meanSquareWithin) / (meanSquareBetween + (n0 - 1) * meanSquareWithin);
  const variance = ((2 * (1 - r) ** 2) / n0 ** 2)
    * ((1 + r * (n0 - 1)) ** 2 / (n - k)
      + ((k - 1) * (1 - r) * (1 + r * (2 * n0 - 1)) + r ** 2 * (squares - (2 * cubes) / n + squares ** 2 / n ** 2)) / (k - 1) ** 2);
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(Math.max(0, variance));
  return { correlation: r, lower: Math.max(-1, r - half), upper: Math.min(1, r + half), ...common };
}
