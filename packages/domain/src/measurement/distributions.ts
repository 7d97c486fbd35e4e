/**
 * Probabilities and quantiles of the distributions that samples follow: binomial, hypergeometric, beta-binomial, beta, normal, t, chi-squared.
 * Promise: 1e-12 in both tails for sample sizes up to a million. It judges no inputs: its callers have.
 */
import { betaQuantile, betaTails, binomialTerm, gammaTails } from "./special-functions.ts";

export type Lot = { share: number; sampleSize: number };

/** P(X = successes). */
export function binomialProbability(successes: number, { share, sampleSize }: Lot): number {
  return binomialTerm(successes, sampleSize, share, 1 - share);
}

/** P(X ≤ successes). */
export function binomialAtMost(successes: number, { share, sampleSize }: Lot): number {
  if (successes < 0) return 0;
  if (successes >= sampleSize) return 1;
  return betaTails({ a: successes + 1, b: sampleSize - successes, x: share, y: 1 - share }).upper;
}

/** P(X ≥ successes). */
export function binomialAtLeast(successes: number, { share, sampleSize }: Lot): number {
  if (successes <= 0) return 1;
  if (successes > sampleSize) return 0;
  return betaTails({ a: successes, b: sampleSize - successes + 1, x: share, y: 1 - share }).lower;
}

/** The smallest count x with P(X ≤ x) ≥ probability. */
export function binomialQuantile(probability: number, lot: Lot): number {
  let low = 0;
  let high = lot.sampleSize;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    // The slack keeps a cumulative probability that equals the level in exact arithmetic from being missed by rounding.
    if (binomialAtMost(middle, lot) >= probability * (1 - 1e-14)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Drawing `sampleSize` without return out of `populationSize`, of whom `skilled` have the skill. */
export type FiniteLot = { populationSize: number; skilled: number; sampleSize: number };

/** P(X = successes). Source: Loader 2000: a ratio of three binomial terms. */
export function hypergeometricProbability(successes: number, { populationSize, skilled, sampleSize }: FiniteLot): number {
  const unskilled = populationSize - skilled;
  if (successes < Math.max(0, sampleSize - unskilled) || successes > Math.min(sampleSize, skilled)) return 0;
  const p = sampleSize / populationSize;
  const q = (populationSize - sampleSize) / populationSize;
  return (binomialTerm(successes, skilled, p, q) * binomialTerm(sampleSize - successes, unskilled, p, q))
    / binomialTerm(sampleSize, populationSize, p, q);
}

/** P(X ≤ successes): the smaller tail is summed, from the cut outwards. */
export function hypergeometricAtMost(successes: number, lot: FiniteLot): number {
  const mean = (lot.sampleSize * lot.skilled) / lot.populationSize;
  return successes <= mean ? sumDownFrom(successes, lot) : Math.max(0, 1 - sumUpFrom(successes + 1, lot));
}

/** P(X ≥ successes). */
export function hypergeometricAtLeast(successes: number, lot: FiniteLot): number {
  const mean = (lot.sampleSize * lot.skilled) / lot.populationSize;
  return successes > mean ? sumUpFrom(successes, lot) : Math.max(0, 1 - sumDownFrom(successes - 1, lot));
}

function sumDownFrom(start: number, { populationSize, skilled, sampleSize }: FiniteLot): number {
  let term = hypergeometricProbability(start, { populationSize, skilled, sampleSize });
  let sum = term;
  for (let x = start; x > 0 && term > sum * 1e-17; x--) {
    term *= (x * (populationSize - skilled - sampleSize + x)) / ((skilled - x + 1) * (sampleSize - x + 1));
    sum += term;
  }
  return sum;
}

function sumUpFrom(start: number, { populationSize, skilled, sampleSize }: FiniteLot): number {
  const least = Math.max(start, sampleSize - (populationSize - skilled), 0);
  let term = hypergeometricProbability(least, { populationSize, skilled, sampleSize });
  let sum = term;
  for (let x = least; x < sampleSize && term > sum * 1e-17; x++) {
    term *= ((skilled - x) * (sampleSize - x)) / ((x + 1) * (populationSize - skilled - sampleSize + x + 1));
    sum += term;
  }
  return sum;
}

/**
 * Probabilities of 0..personsPerCluster successes in one cluster whose own share varies as a Beta with mean `share` and
 * intraclass correlation r in 0..1: Π(p(1−r)+ir) Π(q(1−r)+ir) / Π((1−r)+ir) times the binomial coefficient (no limit at r = 0).
 */
export function betaBinomialProbabilities(
  { share, personsPerCluster, intraclassCorrelation: r }: { share: number; personsPerCluster: number; intraclassCorrelation: number },
): number[] {
  const m = personsPerCluster;
  const probabilities = new Array<number>(m + 1).fill(0);
  if (share === 0 || share === 1 || r === 1) {
    probabilities[0] = 1 - share;
    probabilities[m] = (m === 0 ? 1 - share : 0) + share;
    return probabilities;
  }
  const up = share * (1 - r);
  const down = (1 - share) * (1 - r);
  let logTerm = 0;
  for (let i = 0; i < m; i++) logTerm += Math.log((down + i * r) / (1 - r + i * r));
  for (let k = 0; k <= m; k++) {
    probabilities[k] = Math.exp(logTerm);
    if (k < m) logTerm += Math.log(((m - k) / (k + 1)) * ((up + k * r) / (down + (m - k - 1) * r)));
  }
  return probabilities;
}

/** Quantile of Beta(a, b); 0 when a is 0, 1 when b is 0 (the limits that interval formulas need). */
export function betaShareQuantile(probability: number, a: number, b: number): number {
  if (a === 0) return 0;
  if (b === 0) return 1;
  return betaQuantile({ probability, a, b }).x;
}

export function betaAtLeast(share: number, a: number, b: number): number {
  return betaTails({ a, b, x: share, y: 1 - share }).upper;
}

/** P(Z ≤ z). */
export function normalAtMost(z: number): number {
  const { lower, upper } = gammaTails(0.5, (z * z) / 2);
  return z < 0 ? upper / 2 : 0.5 + lower / 2;
}

/** Source of the starting value: Abramowitz & Stegun 26.2.23; then Halley's steps. */
export function normalQuantile(probability: number): number {
  if (probability > 0.5) return -normalQuantile(1 - probability);
  if (probability === 0) return -Infinity;
  if (probability === 0.5) return 0;
  const t = Math.sqrt(-2 * Math.log(probability));
  let z = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let step = 0; step < 4; step++) {
    const excess = ((normalAtMost(z) - probability) * Math.sqrt(2 * Math.PI)) / Math.exp((-z * z) / 2);
    z -= excess / (1 + (z * excess) / 2);
  }
  return z;
}

/** Student's t; normal when the degrees of freedom are infinite. */
export function tQuantile(probability: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === Infinity) return normalQuantile(probability);
  if (probability === 0.5) return 0;
  const tail = Math.min(probability, 1 - probability);
  const { x, y } = betaQuantile({ probability: 2 * tail, a: degreesOfFreedom / 2, b: 0.5 });
  const t = Math.sqrt((degreesOfFreedom * y) / x);
  return probability < 0.5 ? -t : t;
}

/** P(T ≤ t) of Student's t with finite degrees of freedom. */
export function tAtMost(t: number, degreesOfFreedom: number): number {
  const total = degreesOfFreedom + t * t;
  const tail = betaTails({ a: degreesOfFreedom / 2, b: 0.5, x: degreesOfFreedom / total, y: (t * t) / total }).lower / 2;
  return t < 0 ? tail : 1 - tail;
}

export function chiSquaredAtLeast(value: number, degreesOfFreedom: number): number {
  return gammaTails(degreesOfFreedom / 2, value / 2).upper;
}
