/**
 * Lot quality assurance sampling: sort communes by a small re-test into those that pass and those that need help.
 * It is triage, not proof: a commune at 70 % passes the 80/50 rule with 19 persons two times in three.
 * Promise: a lot passes when AT LEAST `minimumPasses` of the sample succeed; every function here counts passes, never failures.
 */
import { requireCount, requireOrderedShares, requirePart, requireShare, requireShareBetween } from "./accepted-numbers.ts";
import {
  binomialAtLeast, binomialAtMost, binomialProbability,
  hypergeometricAtLeast, hypergeometricAtMost, hypergeometricProbability,
} from "./distributions.ts";

/** What tells a good lot from a poor one. `populationSize` (persons in the lot) makes the risks exact for small lots. */
export type LqasShares = {
  /** A lot at this share or more should pass; above `lowerShare`. */
  readonly upperShare: number;
  /** A lot at this share or less should not pass. */
  readonly lowerShare: number;
  readonly populationSize?: number;
};

export type LqasRisks = {
  /** Chance that a lot at `upperShare` does not pass (α). */
  readonly providerRisk: number;
  /** Chance that a lot at `lowerShare` passes (β). */
  readonly consumerRisk: number;
};

export type LqasPlan = LqasRisks & {
  readonly sampleSize: number;
  readonly minimumPasses: number;
  readonly allowedFailures: number;
};

function requireShares({ upperShare, lowerShare, populationSize }: LqasShares, sampleSize: number): void {
  requireOrderedShares({ lowerShare, upperShare });
  if (populationSize === undefined) requireCount("sampleSize", sampleSize, 1);
  else requirePart("sampleSize", sampleSize, "populationSize", populationSize);
}

/** Persons with the skill in a lot at `share`, rounded up; a product that is whole but for rounding is taken as whole. */
function skilledPersons(share: number, populationSize: number): number {
  return Math.ceil(share * populationSize - 1e-9);
}

type Drawn = { share: number; sampleSize: number; populationSize?: number | undefined };

function atLeast(successes: number, { share, sampleSize, populationSize }: Drawn): number {
  if (populationSize === undefined) return binomialAtLeast(successes, { share, sampleSize });
  return hypergeometricAtLeast(successes, { populationSize, skilled: skilledPersons(share, populationSize), sampleSize });
}

function atMost(successes: number, { share, sampleSize, populationSize }: Drawn): number {
  if (populationSize === undefined) return binomialAtMost(successes, { share, sampleSize });
  return hypergeometricAtMost(successes, { populationSize, skilled: skilledPersons(share, populationSize), sampleSize });
}

/**
 * Chance that a lot whose true share is `share` passes (the operating characteristic).
 * Binomial; hypergeometric with ceil(share · populationSize) skilled persons when `populationSize` is given.
 */
export function passProbability(
  { share, sampleSize, minimumPasses, populationSize }: { share: number; sampleSize: number; minimumPasses: number; populationSize?: number },
): number {
  requireShare("share", share);
  requirePart("minimumPasses", minimumPasses, "sampleSize", sampleSize);
  if (populationSize !== undefined) requirePart("sampleSize", sampleSize, "populationSize", populationSize);
  return atLeast(minimumPasses, { share, sampleSize, populationSize });
}

/** Both risks of a given rule. Source: Valadez et al. 2003; Robertson & Valadez 2006. */
export function lqasRisks(
  { sampleSize, minimumPasses, ...shares }: LqasShares & { sampleSize: number; minimumPasses: number },
): LqasRisks {
  requireShares(shares, sampleSize);
  requirePart("minimumPasses", minimumPasses, "sampleSize", sampleSize);
  const { populationSize } = shares;
  return {
    providerRisk: atMost(minimumPasses - 1, { share: shares.upperShare, sampleSize, populationSize }),
    consumerRisk: atLeast(minimumPasses, { share: shares.lowerShare, sampleSize, populationSize }),
  };
}

/**
 * The rule with the smallest sum of both risks for a given sample; of two equal rules the one that asks for more passes.
 * With lowerShare = upperShare − 0.30 this makes the decision table of Valadez et al. 2003.
 */
export function lqasDecisionRule({ sampleSize, ...shares }: LqasShares & { sampleSize: number }): LqasPlan {
  requireShares(shares, sampleSize);
  const { upperShare, lowerShare, populationSize } = shares;
  const minimumPasses = populationSize === undefined
    ? binomialRule({ upperShare, lowerShare, sampleSize })
    : finiteRule({ upperShare, lowerShare, sampleSize, populationSize });
  return {
    sampleSize, minimumPasses, allowedFailures: sampleSize - minimumPasses,
    ...lqasRisks({ ...shares, sampleSize, minimumPasses }),
  };
}

// One more pass asked for changes the sum of risks by P(X = d | upper) − P(X = d | lower), whose sign changes once, at the rule.

function binomialRule({ upperShare, lowerShare, sampleSize }: { upperShare: number; lowerShare: number; sampleSize: number }): number {
  if (upperShare === 1) return sampleSize;
  const ofSuccess = Math.log(upperShare / lowerShare);
  const ofFailure = Math.log((1 - lowerShare) / (1 - upperShare));
  // The slack makes equal likelihoods equal in spite of rounding.
  return Math.min(sampleSize, Math.floor((sampleSize * ofFailure) / (ofSuccess + ofFailure) + 1e-9) + 1);
}

function finiteRule(
  { upperShare, lowerShare, sampleSize, populationSize }: { upperShare: number; lowerShare: number; sampleSize: number; populationSize: number },
): number {
  const upper = { populationSize, skilled: skilledPersons(upperShare, populationSize), sampleSize };
  const lower = { populationSize, skilled: skilledPersons(lowerShare, populationSize), sampleSize };
  let minimumPasses = 0;
  while (minimumPasses < sampleSize) {
    const gained = hypergeometricProbability(minimumPasses, lower);
    if (hypergeometricProbability(minimumPasses, upper) > gained * (1 + 1e-11)) break;
    minimumPasses += 1;
  }
  return minimumPasses;
}

const largestPlan = 100_000;

/**
 * The smallest sample, and for it the smallest number of passes, that keeps both risks within their limits.
 * Throws RangeError when the shares are too close to be told apart by 100 000 persons, or by everyone in the lot.
 */
export function lqasPlan(
  { maximumProviderRisk, maximumConsumerRisk, ...shares }: LqasShares & { maximumProviderRisk: number; maximumConsumerRisk: number },
): LqasPlan {
  requireShares(shares, 1);
  requireShareBetween("maximumProviderRisk", maximumProviderRisk);
  requireShareBetween("maximumConsumerRisk", maximumConsumerRisk);
  const largest = Math.min(largestPlan, shares.populationSize ?? largestPlan);
  let minimumPasses = 0;
  for (let sampleSize = 1; sampleSize <= largest; sampleSize++) {
    const passes = { sampleSize, share: shares.lowerShare, populationSize: shares.populationSize };
    while (minimumPasses <= sampleSize && atLeast(minimumPasses, passes) > maximumConsumerRisk) minimumPasses += 1;
    if (minimumPasses > sampleSize) continue;
    const risks = lqasRisks({ ...shares, sampleSize, minimumPasses });
    if (risks.providerRisk <= maximumProviderRisk) {
      return { sampleSize, minimumPasses, allowedFailures: sampleSize - minimumPasses, ...risks };
    }
  }
  throw new RangeError(
    `No sample of up to ${largest} persons tells ${shares.upperShare} from ${shares.lowerShare} with these risks.`,
  );
}

/**
 * Re-tests needed on average when testing stops as soon as the answer cannot change:
 * `minimumPasses` successes, or more failures than the rule allows.
 */
export function curtailedSampleSize(
  { share, sampleSize, minimumPasses }: { share: number; sampleSize: number; minimumPasses: number },
): number {
  requireShare("share", share);
  requirePart("minimumPasses", minimumPasses, "sampleSize", sampleSize);
  if (minimumPasses === 0) return 0;
  const failuresToStop = sampleSize - minimumPasses + 1;
  let expected = 0;
  for (let tested = 1; tested <= sampleSize; tested++) {
    const before = { share, sampleSize: tested - 1 };
    const stopsPassing = share * binomialProbability(minimumPasses - 1, before);
    const stopsFailing = (1 - share) * binomialProbability(tested - failuresToStop, before);
    expected += tested * (stopsPassing + stopsFailing);
  }
  return expected;
}
