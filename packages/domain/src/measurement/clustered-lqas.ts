/**
 * LQAS when the persons of a sample are taken a few from each hamlet: neighbours are alike, so each re-test tells less.
 * Promise: the risks carry that likeness openly; they are a beta-binomial model, sensitive to the correlation assumed
 * (Hund et al. 2015), so plan with the correlation measured in your own rounds and look at a range of it.
 */
import { requireCount, requireOrderedShares, requirePart, requireShare, requireShareBetween } from "./accepted-numbers.ts";
import { betaBinomialProbabilities } from "./distributions.ts";
import type { LqasRisks } from "./lqas.ts";

/** How alike the persons of one cluster are: their correlation, 0..1, or the standard deviation of the clusters' true shares. */
export type Likeness =
  | { readonly intraclassCorrelation: number }
  | { readonly betweenClusterStandardDeviation: number };

function correlationAt(share: number, likeness: Likeness): number {
  if ("intraclassCorrelation" in likeness) {
    requireShare("intraclassCorrelation", likeness.intraclassCorrelation);
    return likeness.intraclassCorrelation;
  }
  const spread = likeness.betweenClusterStandardDeviation;
  if (!(spread >= 0) || spread * spread > share * (1 - share)) {
    throw new RangeError(`betweenClusterStandardDeviation cannot be ${spread} when the share is ${share}.`);
  }
  return share === 0 || share === 1 ? 0 : (spread * spread) / (share * (1 - share));
}

function convolve(left: readonly number[], right: readonly number[]): number[] {
  const sum = new Array<number>(left.length + right.length - 1).fill(0);
  for (const [i, a] of left.entries()) {
    for (const [j, b] of right.entries()) sum[i + j] = (sum[i + j] ?? 0) + a * b;
  }
  return sum;
}

/** P(0..n successes) over all clusters; with no correlation the clusters do not matter. */
function successProbabilities(
  { share, clusters, personsPerCluster, intraclassCorrelation }:
  { share: number; clusters: number; personsPerCluster: number; intraclassCorrelation: number },
): number[] {
  const one = betaBinomialProbabilities({ share, personsPerCluster, intraclassCorrelation });
  let all = [1];
  for (let k = 0; k < clusters; k++) all = convolve(all, one);
  return all;
}

function sum(values: readonly number[]): number {
  return Math.min(1, values.reduce((total, value) => total + value, 0));
}

/**
 * Chance that a lot at `share` passes when `clusters` × `personsPerCluster` persons are tested.
 * Source: Hedt-Gauthier, Mitsunaga, Hund, Olives & Pagano 2013 (beta-binomial); Pezzoli et al. 2011 (standard deviation form).
 */
export function clusteredPassProbability(
  { share, clusters, personsPerCluster, minimumPasses, ...likeness }:
  { share: number; clusters: number; personsPerCluster: number; minimumPasses: number } & Likeness,
): number {
  requireShare("share", share);
  requireCount("clusters", clusters, 1);
  requireCount("personsPerCluster", personsPerCluster, 1);
  requirePart("minimumPasses", minimumPasses, "sampleSize", clusters * personsPerCluster);
  const intraclassCorrelation = correlationAt(share, likeness);
  return sum(successProbabilities({ share, clusters, personsPerCluster, intraclassCorrelation }).slice(minimumPasses));
}

export type ClusteredLqasRisks = LqasRisks & { readonly sampleSize: number };

/** Both risks of a clustered rule; the shares as in `lqasRisks`. */
export function clusteredLqasRisks(
  { upperShare, lowerShare, clusters, personsPerCluster, minimumPasses, ...likeness }:
  { upperShare: number; lowerShare: number; clusters: number; personsPerCluster: number; minimumPasses: number } & Likeness,
): ClusteredLqasRisks {
  requireOrderedShares({ lowerShare, upperShare });
  requireCount("clusters", clusters, 1);
  requireCount("personsPerCluster", personsPerCluster, 1);
  requirePart("minimumPasses", minimumPasses, "sampleSize", clusters * personsPerCluster);
  const at = (share: number) =>
    successProbabilities({ share, clusters, personsPerCluster, intraclassCorrelation: correlationAt(share, likeness) });
  return {
    sampleSize: clusters * personsPerCluster,
    providerRisk: sum(at(upperShare).slice(0, minimumPasses)),
    consumerRisk: sum(at(lowerShare).slice(minimumPasses)),
  };
}

export type ClusteredLqasPlan = ClusteredLqasRisks & {
  readonly clusters: number;
  readonly personsPerCluster: number;
  readonly minimumPasses: number;
};

const largestClusteredPlan = 2_000;

/**
 * The fewest clusters of a given size, and for them the fewest passes, that keep both risks within their limits.
 * Throws RangeError when no sample of 2 000 persons does.
 */
export function clusteredLqasPlan(
  { upperShare, lowerShare, personsPerCluster, maximumProviderRisk, maximumConsumerRisk, ...likeness }:
  { upperShare: number; lowerShare: number; personsPerCluster: number; maximumProviderRisk: number; maximumConsumerRisk: number } & Likeness,
): ClusteredLqasPlan {
  requireOrderedShares({ lowerShare, upperShare });
  requireCount("personsPerCluster", personsPerCluster, 1);
  requireShareBetween("maximumProviderRisk", maximumProviderRisk);
  requireShareBetween("maximumConsumerRisk", maximumConsumerRisk);
  const clusterAt = (share: number) =>
    betaBinomialProbabilities({ share, personsPerCluster, intraclassCorrelation: correlationAt(share, likeness) });
  const upperCluster = clusterAt(upperShare);
  const lowerCluster = clusterAt(lowerShare);
  let upper = [1];
  let lower = [1];
  for (let clusters = 1; clusters * personsPerCluster <= largestClusteredPlan; clusters++) {
    upper = convolve(upper, upperCluster);
    lower = convolve(lower, lowerCluster);
    let minimumPasses = clusters * personsPerCluster;
    while (minimumPasses > 0 && sum(lower.slice(minimumPasses - 1)) <= maximumConsumerRisk) minimumPasses -= 1;
    const providerRisk = sum(upper.slice(0, minimumPasses));
    const consumerRisk = sum(lower.slice(minimumPasses));
    if (providerRisk <= maximumProviderRisk && consumerRisk <= maximumConsumerRisk) {
      return { clusters, personsPerCluster, sampleSize: clusters * personsPerCluster, minimumPasses, providerRisk, consumerRisk };
    }
  }
  throw new RangeError(
    `No sample of up to ${largestClusteredPlan} persons tells ${upperShare} from ${lowerShare} with these risks and this likeness.`,
  );
}
