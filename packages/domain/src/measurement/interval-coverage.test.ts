import assert from "node:assert/strict";
import { test } from "node:test";
import { binomialProbability } from "./distributions.ts";
import { clopperPearsonInterval, wilsonInterval } from "./intervals.ts";
import { newcombeDifference } from "./retention.ts";
import { smallAreaShares } from "./small-area.ts";
import { clusterEstimate, stratifiedEstimate } from "./survey-estimates.ts";
import { twoPhaseCoverage } from "./verification.ts";

/** Mulberry32: the same numbers every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const random = seededRandom(1945);
const passes = (sampleSize: number, share: number): number => {
  let successes = 0;
  for (let i = 0; i < sampleSize; i++) if (random() < share) successes += 1;
  return successes;
};

function coverageOf(truth: number, rounds: number, draw: () => { lower: number; upper: number }): number {
  let covered = 0;
  for (let round = 0; round < rounds; round++) {
    const { lower, upper } = draw();
    if (lower <= truth && truth <= upper) covered += 1;
  }
  return covered / rounds;
}

test("the exact interval covers at least 95 % whatever the truth, Wilson's 95 % on average", () => {
  let wilson = 0;
  let count = 0;
  for (const sampleSize of [12, 19, 60]) {
    for (let share = 0.02; share < 0.99; share += 0.02) {
      const coverage = { exact: 0, wilson: 0 };
      for (let successes = 0; successes <= sampleSize; successes++) {
        const probability = binomialProbability(successes, { share, sampleSize });
        const exact = clopperPearsonInterval({ successes, sampleSize });
        const score = wilsonInterval({ successes, sampleSize });
        if (exact.lower <= share && share <= exact.upper) coverage.exact += probability;
        if (score.lower <= share && share <= score.upper) coverage.wilson += probability;
      }
      assert.ok(coverage.exact >= 0.95, `exact ${coverage.exact} at ${share}, n ${sampleSize}`);
      assert.ok(coverage.wilson > 0.83, `Wilson ${coverage.wilson} at ${share}, n ${sampleSize}`);
      wilson += coverage.wilson;
      count += 1;
    }
  }
  assert.ok(Math.abs(wilson / count - 0.95) < 0.01, `Wilson on average ${wilson / count}`);
});

test("a province's interval from communes of 19 re-tests covers the truth about 95 times in 100", () => {
  const communes = Array.from({ length: 20 }, (_, i) => ({ populationSize: 2_000 + 400 * i, share: 0.5 + 0.02 * i }));
  const population = communes.reduce((sum, { populationSize }) => sum + populationSize, 0);
  const truth = communes.reduce((sum, { populationSize, share }) => sum + populationSize * share, 0) / population;
  const coverage = coverageOf(truth, 2_000, () => stratifiedEstimate({
    strata: communes.map(({ populationSize, share }) => ({ populationSize, sampleSize: 19, successes: passes(19, share) })),
  }));
  assert.ok(coverage > 0.935 && coverage < 0.965, `coverage ${coverage}`);
});

test("a cluster sample's interval covers about 95 times in 100 although neighbours are alike", () => {
  const coverage = coverageOf(0.7, 1_500, () => clusterEstimate({
    observations: Array.from({ length: 25 }, (_, hamlet) => {
      const share = 0.45 + 0.5 * random();
      return Array.from({ length: 5 }, () => ({ value: random() < share ? 1 : 0, cluster: `${hamlet}` }));
    }).flat(),
  }));
  assert.ok(coverage > 0.93 && coverage < 0.97, `coverage ${coverage}`);
});

test("verified coverage and a difference of shares cover the truth about 95 times in 100", () => {
  const twoPhase = coverageOf(0.8 * 0.75 + 0.2 * 0.3, 3_000, () => twoPhaseCoverage({
    populationSize: 100_000, reportedCount: 80_000,
    retestedReported: { sampleSize: 60, successes: passes(60, 0.75) }, retestedUnreported: { sampleSize: 40, successes: passes(40, 0.3) },
  }));
  assert.ok(twoPhase > 0.935 && twoPhase < 0.97, `two-phase ${twoPhase}`);
  const difference = coverageOf(0.2, 4_000, () => newcombeDifference({
    first: { successes: passes(40, 0.8), sampleSize: 40 }, second: { successes: passes(40, 0.6), sampleSize: 40 },
  }));
  assert.ok(difference > 0.935 && difference < 0.97, `difference ${difference}`);
});

test("in a simulated province of 145 communes shrinkage beats direct shares of 19 re-tests by a third, and intervals hold", () => {
  let direct = 0;
  let shrunk = 0;
  let covered = 0;
  let communes = 0;
  for (let round = 0; round < 40; round++) {
    const truths: number[] = [];
    const areas = Array.from({ length: 145 }, (_, i) => {
      const covariate = random() - 0.5;
      const noise = random() + random() + random() - 1.5;
      const truth = 1 / (1 + Math.exp(-(1 + 2 * covariate + 0.5 * noise)));
      truths.push(truth);
      const sampleSize = i === 0 ? 0 : 19;
      return { successes: passes(sampleSize, truth), sampleSize, covariates: [covariate] };
    });
    for (const [i, { share, lower, upper, isSampled }] of smallAreaShares({ areas }).areas.entries()) {
      assert.ok(lower >= 0 && lower <= share && share <= upper && upper <= 1);
      assert.equal(isSampled, i > 0);
      if (!isSampled) continue;
      const truth = truths[i] ?? NaN;
      shrunk += (share - truth) ** 2;
      direct += ((areas[i]?.successes ?? NaN) / 19 - truth) ** 2;
      covered += lower <= truth && truth <= upper ? 1 : 0;
      communes += 1;
    }
  }
  const ratio = Math.sqrt(shrunk / direct);
  assert.ok(ratio < 0.67, `RMSE ratio ${ratio}`);
  assert.ok(covered / communes > 0.93 && covered / communes < 0.985, `coverage ${covered / communes}`);
});
