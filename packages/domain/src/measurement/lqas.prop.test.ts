import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { clusteredLqasRisks } from "./clustered-lqas.ts";
import { threeWayProbabilities } from "./classification.ts";
import { curtailedSampleSize, lqasDecisionRule, lqasRisks, passProbability } from "./lqas.ts";
import { truncatedSprt } from "./sequential.ts";

const shares = fc.tuple(fc.integer({ min: 1, max: 98 }), fc.integer({ min: 1, max: 98 }))
  .map(([a, b]) => ({ lowerShare: Math.min(a, b) / 100, upperShare: (Math.max(a, b) + 1) / 100 }));
const isProbability = (value: number) => value >= 0 && value <= 1;

test("risks are probabilities, with and without a population, for samples from one person to a million", () => {
  const design = fc.integer({ min: 1, max: 1_000_000 }).chain((sampleSize) => fc.record({
    sampleSize: fc.constant(sampleSize), minimumPasses: fc.nat(sampleSize), extra: fc.nat(1_000_000),
  }));
  fc.assert(fc.property(shares, design, (between, { sampleSize, minimumPasses, extra }) => {
    for (const size of [{}, { populationSize: sampleSize + extra }]) {
      const { providerRisk, consumerRisk } = lqasRisks({ ...between, ...size, sampleSize, minimumPasses });
      assert.ok(isProbability(providerRisk) && isProbability(consumerRisk), `${providerRisk} ${consumerRisk}`);
    }
  }), { numRuns: 60 });
});

test("no other rule has a smaller sum of risks than the decision rule", () => {
  const sizes = fc.integer({ min: 1, max: 60 }).chain((sampleSize) => fc.record({ sampleSize: fc.constant(sampleSize), extra: fc.nat(100), isFinite: fc.boolean() }));
  fc.assert(fc.property(shares, sizes, (between, { sampleSize, extra, isFinite }) => {
    const lot = { ...between, ...(isFinite ? { populationSize: sampleSize + extra } : {}), sampleSize };
    const best = lqasDecisionRule(lot);
    for (let minimumPasses = 0; minimumPasses <= sampleSize; minimumPasses++) {
      const { providerRisk, consumerRisk } = lqasRisks({ ...lot, minimumPasses });
      assert.ok(best.providerRisk + best.consumerRisk <= providerRisk + consumerRisk + 1e-11);
    }
  }));
});

test("a better lot passes more often", () => {
  fc.assert(fc.property(shares, fc.integer({ min: 1, max: 200 }), fc.nat(200), (between, sampleSize, some) => {
    const rule = { sampleSize, minimumPasses: some % (sampleSize + 1) };
    const worse = passProbability({ share: between.lowerShare, ...rule });
    assert.ok(worse <= passProbability({ share: between.upperShare, ...rule }) + 1e-14);
    assert.ok(curtailedSampleSize({ share: between.lowerShare, ...rule }) <= sampleSize + 1e-9);
  }));
});

test("clusters without likeness are a simple sample, and their risks are probabilities", () => {
  const design = fc.record({ clusters: fc.integer({ min: 1, max: 12 }), personsPerCluster: fc.integer({ min: 1, max: 8 }), some: fc.nat(96) });
  fc.assert(fc.property(shares, design, fc.double({ min: 0, max: 1, noNaN: true }), (between, { clusters, personsPerCluster, some }, likeness) => {
    const sampleSize = clusters * personsPerCluster;
    const rule = { ...between, clusters, personsPerCluster, minimumPasses: some % (sampleSize + 1) };
    const alike = clusteredLqasRisks({ ...rule, intraclassCorrelation: likeness });
    assert.ok(isProbability(alike.providerRisk) && isProbability(alike.consumerRisk));
    const scattered = clusteredLqasRisks({ ...rule, intraclassCorrelation: 0 });
    const simple = lqasRisks({ ...between, sampleSize, minimumPasses: rule.minimumPasses });
    assert.ok(Math.abs(scattered.providerRisk - simple.providerRisk) < 1e-11);
    assert.ok(Math.abs(scattered.consumerRisk - simple.consumerRisk) < 1e-11);
  }));
});

test("the chances of all answers sum to one", () => {
  fc.assert(fc.property(shares, fc.integer({ min: 1, max: 80 }), fc.nat(80), ({ lowerShare, upperShare }, sampleSize, some) => {
    const { above, below, cannotTell } = threeWayProbabilities({ share: lowerShare, sampleSize, thresholdShare: 0.8 });
    assert.ok(Math.abs(above + below + cannotTell - 1) < 1e-12);
    const { passProbability: passed, failProbability, meanTested } = truncatedSprt({
      lowerShare, upperShare, consumerRisk: 0.1, providerRisk: 0.1, share: upperShare, maximumSampleSize: sampleSize, minimumPasses: some % (sampleSize + 1),
    });
    assert.ok(Math.abs(passed + failProbability - 1) < 1e-12 && meanTested >= 1 - 1e-12 && meanTested <= sampleSize + 1e-9);
  }), { numRuns: 60 });
});
