import assert from "node:assert/strict";
import { test } from "node:test";
import * as measurement from "./index.ts";

/** Every name, with inputs that make no sense: a negative count, a share above 1, a part above its whole, a level of 0, nothing at all. */
const refused: Record<string, () => unknown> = {
  lqasRisks: () => measurement.lqasRisks({ sampleSize: -19, minimumPasses: 13, upperShare: 0.8, lowerShare: 0.5 }),
  lqasDecisionRule: () => measurement.lqasDecisionRule({ sampleSize: 19, upperShare: 80, lowerShare: 0.5 }),
  lqasPlan: () => measurement.lqasPlan({ upperShare: 0.5, lowerShare: 0.8, maximumProviderRisk: 0.1, maximumConsumerRisk: 0.1 }),
  clusteredLqasRisks: () => measurement.clusteredLqasRisks({ upperShare: 0.8, lowerShare: 0.5, clusters: 6, personsPerCluster: 10, minimumPasses: 61, intraclassCorrelation: 0.1 }),
  clusteredLqasPlan: () => measurement.clusteredLqasPlan({ upperShare: 0.8, lowerShare: 0.5, personsPerCluster: 0, maximumProviderRisk: 0.1, maximumConsumerRisk: 0.1, intraclassCorrelation: 0.1 }),
  passProbability: () => measurement.passProbability({ share: 0.5, sampleSize: 19, minimumPasses: 13, populationSize: 10 }),
  curtailedSampleSize: () => measurement.curtailedSampleSize({ share: NaN, sampleSize: 19, minimumPasses: 13 }),
  wilsonInterval: () => measurement.wilsonInterval({ successes: 20, sampleSize: 19 }),
  clopperPearsonInterval: () => measurement.clopperPearsonInterval({ successes: 5, sampleSize: 19, level: 95 }),
  modifiedWilsonInterval: () => measurement.modifiedWilsonInterval({ share: 0.8, standardError: -0.1, sampleSize: 30, degreesOfFreedom: 5 }),
  logOddsInterval: () => measurement.logOddsInterval({ share: 0.8, standardError: 0.1, sampleSize: 30, degreesOfFreedom: 0 }),
  sharePosterior: () => measurement.sharePosterior({ successes: 5, sampleSize: 19, thresholdShare: 0.8, priorSuccesses: 0 }),
  minimumPassesForLowerBound: () => measurement.minimumPassesForLowerBound({ sampleSize: 0, thresholdShare: 0.8 }),
  classifyThreeWay: () => measurement.classifyThreeWay({ successes: 1.5, sampleSize: 19, thresholdShare: 0.8 }),
  sampleSizeForShare: () => measurement.sampleSizeForShare({ anticipatedShare: 0.5, halfWidth: 0 }),
  roganGladen: () => measurement.roganGladen({ successes: 5, sampleSize: 19, sensitivity: 1.2, specificity: 0.9 }),
  passByGuessing: () => measurement.passByGuessing({ items: 5, passMark: 6, itemShare: 0.25 }),
  designEffect: () => measurement.designEffect({ personsPerCluster: 0, intraclassCorrelation: 0.1 }),
  intraclassCorrelation: () => measurement.intraclassCorrelation({ clusters: [] }),
  stratifiedEstimate: () => measurement.stratifiedEstimate({ strata: [{ populationSize: 10, sampleSize: 19, successes: 5 }] }),
  clusterEstimate: () => measurement.clusterEstimate({ observations: [{ value: 1, weight: -1 }, { value: 0 }] }),
  ratioEstimate: () => measurement.ratioEstimate({ observations: [] }),
  postStratify: () => measurement.postStratify({ observations: [], cellPopulation: {} }),
  rake: () => measurement.rake({ observations: [], margins: { sex: { nữ: 1 } } }),
  fayHerriot: () => measurement.fayHerriot({ areas: [{ direct: { estimate: 0.5, samplingVariance: 0.01 } }] }),
  smallAreaShares: () => measurement.smallAreaShares({ areas: [{ successes: 3, sampleSize: 2 }] }),
  twoPhaseCoverage: () => measurement.twoPhaseCoverage({ populationSize: 10, reportedCount: 11, retestedReported: { sampleSize: 2, successes: 1 } }),
  verificationFactor: () => measurement.verificationFactor({ sites: [{ reported: -1, recounted: 2 }, { reported: 3, recounted: 3 }] }),
  sprtBoundaries: () => measurement.sprtBoundaries({ lowerShare: 0, upperShare: 0.8, consumerRisk: 0.1, providerRisk: 0.1 }),
  sprtFieldCard: () => measurement.sprtFieldCard({ lowerShare: 0.5, upperShare: 0.8, consumerRisk: 0.1, providerRisk: 0.1, maximumSampleSize: 0 }),
  truncatedSprt: () => measurement.truncatedSprt({ lowerShare: 0.5, upperShare: 0.8, consumerRisk: 0.1, providerRisk: 0.1, share: 0.5, maximumSampleSize: 5, minimumPasses: 6 }),
  inflationPValue: () => measurement.inflationPValue({ reportedShare: 80, sampleSize: 19, successes: 12 }),
  inflationPower: () => measurement.inflationPower({ reportedShare: 0.8, trueShare: -0.1, sampleSize: 19 }),
  benjaminiHochberg: () => measurement.benjaminiHochberg({ pValues: [0.1, 1.1] }),
  funnelLimits: () => measurement.funnelLimits({ targetShare: 0.8, sampleSize: 19, level: 1 }),
  revisitDetectionProbability: () => measurement.revisitDetectionProbability({ records: 10, fabricated: 11, revisits: 1 }),
  lastDigitTest: () => measurement.lastDigitTest({ digitCounts: [1, 2] }),
  whippleIndex: () => measurement.whippleIndex({ agesYears: [] }),
  newcombeDifference: () => measurement.newcombeDifference({ first: { successes: 1, sampleSize: 0 }, second: { successes: 1, sampleSize: 2 } }),
  mcnemar: () => measurement.mcnemar({ kept: 0, lost: 0, gained: 0, neither: 0 }),
  kaplanMeier: () => measurement.kaplanMeier({ persons: [] }),
  restateByLineage: () => measurement.restateByLineage({ facts: [{ unit: "a", figures: { capable: NaN } }], lineage: [] }),
};

for (const [name, call] of Object.entries(refused)) {
  test(`${name} refuses what makes no sense with a RangeError that is a sentence`, () => {
    assert.throws(call, (error: unknown) => error instanceof RangeError && /^[A-Za-z].{15,}\.$/.test(error.message));
  });
}
