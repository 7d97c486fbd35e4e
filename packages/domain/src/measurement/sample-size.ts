/**
 * How many persons to re-test so that a share is known to within ± `halfWidth`.
 * Promise: the size is for the interval that will be used; design effect and non-response multiply it, the population caps it.
 */
import { requireCount, requireLevel, requirePositive, requireShareBetween } from "./accepted-numbers.ts";
import { normalQuantile } from "./distributions.ts";

export type SampleSize = {
  /** Persons of a simple random sample, not rounded. */
  readonly effectiveSampleSize: number;
  /** Persons to draw: times the design effect, divided by the share who can be found, rounded up. */
  readonly sampleSize: number;
};

/**
 * `method` "wilson" (default) solves Wilson's half-width for n and has no population limit;
 * "normal" is z²pq/e² with the finite population correction (Valliant, Dever & Kreuter 2013, eq. 3.12) when `populationSize` is given.
 */
export function sampleSizeForShare(
  { anticipatedShare, halfWidth, level = 0.95, designEffect = 1, responseShare = 1, ...rest }: {
    anticipatedShare: number; halfWidth: number; level?: number; designEffect?: number; responseShare?: number;
  } & ({ method?: "wilson" } | { method: "normal"; populationSize?: number }),
): SampleSize {
  requireShareBetween("anticipatedShare", anticipatedShare);
  requireShareBetween("halfWidth", halfWidth);
  requireLevel(level);
  requirePositive("designEffect", designEffect);
  if (!(responseShare > 0 && responseShare <= 1)) throw new RangeError(`responseShare must be above 0 and at most 1, but is ${responseShare}.`);
  const z2 = normalQuantile((1 + level) / 2) ** 2;
  const pq = anticipatedShare * (1 - anticipatedShare);
  const effectiveSampleSize = rest.method === "normal"
    ? normalSize(z2, pq, halfWidth, rest.populationSize)
    : Math.max(1, wilsonSize(z2, pq, halfWidth));
  return { effectiveSampleSize, sampleSize: Math.ceil((effectiveSampleSize * designEffect) / responseShare - 1e-9) };
}

/** The larger root of e²(n + z²)² = z²(n pq + z²/4). */
function wilsonSize(z2: number, pq: number, halfWidth: number): number {
  const e2 = halfWidth * halfWidth;
  const b = 2 * e2 - pq;
  return (z2 * (-b + Math.sqrt(b * b - 4 * e2 * (e2 - 0.25)))) / (2 * e2);
}

function normalSize(z2: number, pq: number, halfWidth: number, populationSize: number | undefined): number {
  const e2 = halfWidth * halfWidth;
  if (populationSize === undefined) return (z2 * pq) / e2;
  requireCount("populationSize", populationSize, 2);
  const a = populationSize / (populationSize - 1);
  return (a * z2 * pq) / (e2 + (z2 * pq) / (populationSize - 1));
}
