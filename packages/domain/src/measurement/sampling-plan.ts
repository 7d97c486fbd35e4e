/**
 * From a question to a sampling round: how many to re-test, how far to walk for it, and what may be said afterwards.
 * Promise: what the round cannot tell is worked out beside what it can, before anybody walks.
 */
import { requireCount, requireOrderedShares, requirePositive, requireShareBetween } from "./accepted-numbers.ts";
import { minimumPassesForLowerBound, threeWayProbabilities } from "./classification.ts";
import { clusteredLqasPlan, clusteredPassProbability } from "./clustered-lqas.ts";
import { designEffect } from "./clustering.ts";
import { normalQuantile } from "./distributions.ts";
import { inflationPower } from "./inflation.ts";
import { curtailedSampleSize, lqasPlan, passProbability } from "./lqas.ts";
import { truncatedSprt } from "./sequential.ts";

/** How alike neighbours are taken to be until one's own rounds say it: correlation of two persons of one hamlet. */
export const usualHamletCorrelation = 0.1;

export type RoundQuestion =
  /** Which communes need help first? */
  | { readonly question: "triage"; readonly lowerShare: number; readonly upperShare: number; readonly maximumRisk: number; readonly stopping: "fixed" | "curtailed" | "sequential" }
  /** May we say "verified at or above the mark" of the province or a group, if it is truly at `anticipatedShare`? */
  | { readonly question: "certify"; readonly thresholdShare: number; readonly anticipatedShare: number; readonly chance: number }
  /** Would a re-test notice that a report of `reportedShare` stands for a truth of `trueShare`? */
  | { readonly question: "check-report"; readonly reportedShare: number; readonly trueShare: number; readonly chance: number };

/** A commune where persons can be drawn. */
export type RoundCommune = { readonly populationSize: number; readonly hamlets: number };

/** What walking costs; the figures of one's own last round are better than these. */
export type Travel = { readonly minutesPerRetest: number; readonly minutesPerHamlet: number; readonly minutesPerDay: number };
export const usualTravel: Travel = { minutesPerRetest: 20, minutesPerHamlet: 60, minutesPerDay: 420 };

export type RoundProposal = {
  readonly allocation: "each-commune" | "proportional";
  /** In each commune, or in all together. */
  readonly sampleSize: number;
  readonly personsPerHamlet: number;
  /** Of one commune's sample; 0 where communes are not sorted. */
  readonly minimumPasses: number;
  readonly stopping: "fixed" | "curtailed" | "sequential";
  /** At a few true shares, from low to high, how often a commune (or the province) passes. */
  readonly curve: readonly { readonly share: number; readonly passProbability: number }[];
  /** Everybody drawn, hamlets walked to, and days of work of one assessor. */
  readonly persons: number;
  readonly hamletVisits: number;
  readonly assessorDays: number;
  /** Re-tests of one commune on average where it stops early, at true shares of 50, 70 and 90 %; absent where all are done. */
  readonly meanTested?: readonly { readonly share: number; readonly tested: number }[];
  /** Half the width of the province's 95 % interval if 70 % were skilled; absent where stopping early forbids one. */
  readonly provinceHalfWidth?: number;
  /** Passes of one sample that would allow "verified at or above the mark" at 95 %, one-sided; absent when not even all would. */
  readonly passesToCertify?: number;
  /** Chance that the question is answered when things are as they were supposed. */
  readonly chanceOfAnswer: number;
};

const curveShares = Array.from({ length: 29 }, (_, i) => 0.3 + 0.025 * i);

/**
 * @param personsPerHamlet 1: persons drawn alone; 2 or 3 of each hamlet walked to save days and cost precision.
 * Throws RangeError where no sample answers the question.
 */
export function proposeRound(
  { asked, communes, personsPerHamlet = 1, hamletCorrelation = usualHamletCorrelation, travel = usualTravel }:
  { asked: RoundQuestion; communes: readonly RoundCommune[]; personsPerHamlet?: number; hamletCorrelation?: number; travel?: Travel },
): RoundProposal {
  requireCount("personsPerHamlet", personsPerHamlet, 1);
  for (const minutes of Object.values(travel)) requirePositive("minutes", minutes);
  if (communes.length === 0) throw new RangeError("A round needs a commune.");
  const effect = designEffect({ personsPerCluster: personsPerHamlet, intraclassCorrelation: hamletCorrelation });
  switch (asked.question) {
    case "triage": return triage(asked);
    case "certify": return certify(asked);
    case "check-report": return checkReport(asked);
  }

  function triage({ lowerShare, upperShare, maximumRisk, stopping }: Extract<RoundQuestion, { question: "triage" }>): RoundProposal {
    const risks = { lowerShare, upperShare, maximumProviderRisk: maximumRisk, maximumConsumerRisk: maximumRisk };
    // Stopping early goes with persons drawn alone: after each of them the count says whether to go on.
    const isClustered = personsPerHamlet > 1 && stopping === "fixed";
    const plan = isClustered ? clusteredLqasPlan({ ...risks, personsPerCluster: personsPerHamlet, intraclassCorrelation: hamletCorrelation }) : lqasPlan(risks);
    const { sampleSize, minimumPasses } = plan;
    const sequential = { lowerShare, upperShare, consumerRisk: maximumRisk, providerRisk: maximumRisk, maximumSampleSize: sampleSize, minimumPasses };
    const passesAt = (share: number): number => {
      if ("clusters" in plan) return clusteredPassProbability({ share, clusters: plan.clusters, personsPerCluster: personsPerHamlet, minimumPasses, intraclassCorrelation: hamletCorrelation });
      return stopping === "sequential" ? truncatedSprt({ ...sequential, share }).passProbability : passProbability({ share, sampleSize, minimumPasses });
    };
    const testedAt = (share: number) => (stopping === "sequential" ? truncatedSprt({ ...sequential, share }).meanTested : curtailedSampleSize({ share, sampleSize, minimumPasses }));
    const persons = communes.reduce((sum, { populationSize }) => sum + Math.min(sampleSize, populationSize), 0);
    const certifying = minimumPassesForLowerBound({ sampleSize, thresholdShare: upperShare });
    return {
      allocation: "each-commune", sampleSize, personsPerHamlet: isClustered ? personsPerHamlet : 1, minimumPasses, stopping,
      curve: curveShares.map((share) => ({ share, passProbability: passesAt(share) })),
      ...walking(() => sampleSize, isClustered ? personsPerHamlet : 1),
      ...(stopping === "fixed" ? { provinceHalfWidth: halfWidth(persons, isClustered ? effect : 1) } : { meanTested: [0.5, 0.7, 0.9].map((share) => ({ share, tested: testedAt(share) })) }),
      ...(certifying === undefined ? {} : { passesToCertify: certifying }),
      chanceOfAnswer: 1 - Math.max(1 - passesAt(upperShare), passesAt(lowerShare)),
    };
  }

  function certify({ thresholdShare, anticipatedShare, chance }: Extract<RoundQuestion, { question: "certify" }>): RoundProposal {
    requireOrderedShares({ lowerShare: thresholdShare, upperShare: anticipatedShare });
    requireShareBetween("chance", chance);
    const effectiveSize = fewest((sampleSize) => threeWayProbabilities({ share: anticipatedShare, sampleSize, thresholdShare }).above >= chance);
    const sampleSize = Math.max(2 * communes.length, Math.ceil(effectiveSize * effect));
    const people = communes.reduce((sum, { populationSize }) => sum + populationSize, 0);
    if (sampleSize > people) throw new RangeError("There are not enough persons to answer this.");
    const asSimple = Math.floor(sampleSize / effect);
    const certifying = minimumPassesForLowerBound({ sampleSize: asSimple, thresholdShare });
    const aboveAt = (share: number) => threeWayProbabilities({ share, sampleSize: asSimple, thresholdShare }).above;
    return {
      allocation: "proportional", sampleSize, personsPerHamlet, minimumPasses: 0, stopping: "fixed",
      curve: curveShares.map((share) => ({ share, passProbability: aboveAt(share) })),
      ...walking(({ populationSize }) => Math.max(2, Math.round((sampleSize * populationSize) / people)), personsPerHamlet),
      provinceHalfWidth: halfWidth(sampleSize, effect),
      ...(certifying === undefined ? {} : { passesToCertify: certifying }),
      chanceOfAnswer: aboveAt(anticipatedShare),
    };
  }

  function checkReport({ reportedShare, trueShare, chance }: Extract<RoundQuestion, { question: "check-report" }>): RoundProposal {
    requireOrderedShares({ lowerShare: trueShare, upperShare: reportedShare });
    requireShareBetween("chance", chance);
    const noticedAt = (share: number, sampleSize: number) => inflationPower({ reportedShare, trueShare: share, sampleSize }).power;
    const effectiveSize = fewest((sampleSize) => noticedAt(trueShare, sampleSize) >= chance);
    const sampleSize = Math.ceil(effectiveSize * effect);
    const asSimple = Math.floor(sampleSize / effect);
    return {
      allocation: "each-commune", sampleSize, personsPerHamlet, minimumPasses: 0, stopping: "fixed",
      curve: curveShares.map((share) => ({ share, passProbability: 1 - noticedAt(share, asSimple) })),
      ...walking(() => sampleSize, personsPerHamlet),
      chanceOfAnswer: noticedAt(trueShare, asSimple),
    };
  }

  /** Persons drawn alone meet about H(1 − (1 − 1/H)^n) different hamlets of H. */
  function walking(sizeOf: (commune: RoundCommune) => number, perHamlet: number): Pick<RoundProposal, "persons" | "hamletVisits" | "assessorDays"> {
    let [persons, visits] = [0, 0];
    for (const commune of communes) {
      const own = Math.min(sizeOf(commune), commune.populationSize);
      const hamlets = Math.max(1, commune.hamlets);
      persons += own;
      visits += perHamlet === 1 ? hamlets * (1 - (1 - 1 / hamlets) ** own) : Math.min(hamlets, Math.ceil(own / perHamlet));
    }
    const minutes = persons * travel.minutesPerRetest + visits * travel.minutesPerHamlet;
    return { persons, hamletVisits: Math.round(visits), assessorDays: Math.ceil(minutes / travel.minutesPerDay) };
  }
}

function halfWidth(persons: number, effect: number): number {
  return normalQuantile(0.975) * Math.sqrt((0.7 * 0.3 * effect) / persons);
}

const largestSample = 3_000;

/** The fewest persons from which on the answer holds, though it flickers on the way. */
function fewest(isEnough: (sampleSize: number) => boolean): number {
  for (let sampleSize = 5; sampleSize <= largestSample; sampleSize++) {
    if (isEnough(sampleSize) && isEnough(sampleSize + 1) && isEnough(sampleSize + 2)) return sampleSize;
  }
  throw new RangeError(`No sample of up to ${largestSample} persons answers this: the shares are too close.`);
}
