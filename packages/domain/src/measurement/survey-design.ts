/**
 * How a sample was drawn, and what its drawing does to the error of a sum: strata, clusters, weights, finite populations, one or two stages.
 * Promise: variances are those of the linearised total under sampling without return (ultimate cluster when no population sizes are given).
 */
import { requireCount, requirePositive } from "./accepted-numbers.ts";

/** How one sampled person came into the sample. */
export type Drawing = {
  /** Persons of the population for whom this one stands; 1 unless told. */
  readonly weight?: number;
  /** The stratum that was sampled apart from others; one for all unless told. */
  readonly stratum?: string;
  /** The cluster drawn in that stratum; the same name in two strata means two clusters. Left out, the person was drawn alone. */
  readonly cluster?: string;
};

/** Finite population sizes, each optional: without them the population counts as endless, which is never too bold. */
export type PopulationSizes = {
  /** Clusters (or persons, where persons were drawn alone) that each stratum has; a plain number when there are no strata. */
  readonly clustersInPopulation?: number | Readonly<Record<string, number>>;
  /**
   * Persons that each sampled cluster has, when only some of them were tested; cluster names must then differ between strata.
   * Counts only beside `clustersInPopulation`.
   */
  readonly personsInCluster?: Readonly<Record<string, number>>;
};

const wholePopulation = "";

type Cluster = { readonly name: string | undefined; readonly members: number[] };

export type PreparedDesign = {
  readonly weights: readonly number[];
  /** Stratum → its sampled clusters, each with the positions of its members. */
  readonly strata: ReadonlyMap<string, readonly Cluster[]>;
  readonly sizes: PopulationSizes;
  /**
   * Clusters less strata, as R's survey package counts; but a stratum of which every cluster was sampled and some persons in it
   * counts persons less clusters, for there the clusters are the strata.
   */
  readonly degreesOfFreedom: number;
  /** Everyone of the population was tested: there is no sampling error. */
  readonly isCensus: boolean;
};

/** Sorts the sample into strata and clusters; throws RangeError where no variance could be computed. */
export function prepareDesign(drawings: readonly Drawing[], sizes: PopulationSizes): PreparedDesign {
  if (drawings.length === 0) throw new RangeError("The sample is empty: nothing can be estimated from it.");
  const byStratum = new Map<string, Map<string | number, Cluster>>();
  const weights = drawings.map(({ weight = 1, stratum = wholePopulation, cluster }, position) => {
    requirePositive("weight", weight);
    const clusters = byStratum.get(stratum) ?? new Map<string | number, Cluster>();
    byStratum.set(stratum, clusters);
    const found = clusters.get(cluster ?? position);
    if (found === undefined) clusters.set(cluster ?? position, { name: cluster, members: [position] });
    else found.members.push(position);
    return weight;
  });
  const strata = new Map([...byStratum].map(([stratum, clusters]) => [stratum, [...clusters.values()]]));
  let degreesOfFreedom = 0;
  let isCensus = true;
  for (const [stratum, clusters] of strata) {
    const size = clustersOf(stratum, sizes);
    if (size !== Infinity) {
      requireCount("clustersInPopulation", size, 1);
      if (size < clusters.length) {
        throw new RangeError(`${labelOf(stratum)} has ${size} clusters in the population, but ${clusters.length} were sampled.`);
      }
    }
    if (clusters.length === 1 && size !== 1) {
      throw new RangeError(`${labelOf(stratum)} has one sampled cluster only: its error cannot be estimated. Sample two or join it to another.`);
    }
    const isWithin = size === clusters.length && sizes.personsInCluster !== undefined;
    degreesOfFreedom += isWithin ? clusters.reduce((sum, { members }) => sum + members.length - 1, 0) : clusters.length - 1;
    if (size !== clusters.length || clusters.some(({ name, members }) => name !== undefined && personsOf(name, sizes) > members.length)) isCensus = false;
  }
  return { weights, strata, sizes, degreesOfFreedom, isCensus };
}

function labelOf(stratum: string): string {
  return stratum === wholePopulation ? "The sample" : `Stratum "${stratum}"`;
}

function clustersOf(stratum: string, { clustersInPopulation }: PopulationSizes): number {
  if (clustersInPopulation === undefined) return Infinity;
  if (typeof clustersInPopulation === "number") return clustersInPopulation;
  const size = clustersInPopulation[stratum];
  if (size === undefined) throw new RangeError(`clustersInPopulation says nothing about ${labelOf(stratum)}.`);
  return size;
}

/** Persons a cluster has; 0 when nothing is said, which reads as "all of them were tested". */
function personsOf(cluster: string, { personsInCluster, clustersInPopulation }: PopulationSizes): number {
  if (personsInCluster === undefined || clustersInPopulation === undefined) return 0;
  const persons = personsInCluster[cluster];
  if (persons === undefined) throw new RangeError(`personsInCluster says nothing about cluster "${cluster}".`);
  requireCount("personsInCluster", persons, 1);
  return persons;
}

/**
 * Variance of Σ scores, where `scores` are weighted contributions in the order of the sample.
 * Source: Särndal, Swensson & Wretman 1992, results 3.7.1, 4.3.1: Σ_h (1 − f_h) n_h s²_h, and f_h times the same inside each cluster.
 */
export function varianceOfTotal(scores: readonly number[], { strata, sizes }: PreparedDesign): number {
  let variance = 0;
  for (const [stratum, clusters] of strata) {
    const sampledShare = clusters.length / clustersOf(stratum, sizes);
    const totals = clusters.map(({ members }) => members.reduce((total, i) => total + (scores[i] ?? 0), 0));
    variance += (1 - sampledShare) * spreadOf(totals);
    for (const { name, members } of clusters) {
      const persons = name === undefined ? 0 : personsOf(name, sizes);
      if (persons === 0) continue;
      if (persons < members.length) throw new RangeError(`Cluster "${name}" has ${persons} persons, but ${members.length} were sampled.`);
      if (members.length === 1 && persons > 1) {
        throw new RangeError(`Cluster "${name}" has one sampled person only: the error within it cannot be estimated.`);
      }
      variance += sampledShare * (1 - members.length / persons) * spreadOf(members.map((i) => scores[i] ?? 0));
    }
  }
  return variance;
}

/** n s² of n numbers; 0 for one. */
function spreadOf(values: readonly number[]): number {
  const n = values.length;
  if (n < 2) return 0;
  const mean = values.reduce((total, value) => total + value, 0) / n;
  return (n / (n - 1)) * values.reduce((total, value) => total + (value - mean) ** 2, 0);
}
