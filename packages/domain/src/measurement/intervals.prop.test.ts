import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { binomialAtLeast, binomialAtMost } from "./distributions.ts";
import { clopperPearsonInterval, logOddsInterval, modifiedWilsonInterval, sharePosterior, wilsonInterval } from "./intervals.ts";

const sample = fc.integer({ min: 1, max: 1_000_000 }).chain((sampleSize) => fc.record({
  sampleSize: fc.constant(sampleSize), successes: fc.oneof(fc.constant(0), fc.constant(sampleSize), fc.nat(sampleSize)),
}));
const level = fc.double({ min: 0.5, max: 0.9999, noNaN: true });

test("an interval of a share lies in 0..1 and contains the share", () => {
  fc.assert(fc.property(sample, level, (counts, atLevel) => {
    for (const intervalOf of [wilsonInterval, clopperPearsonInterval]) {
      const { share, lower, upper } = intervalOf({ ...counts, level: atLevel });
      assert.ok(lower >= 0 && lower <= share && share <= upper && upper <= 1, `${lower} ${share} ${upper}`);
    }
  }));
});

test("one more success moves both bounds up, and a higher level widens them", () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), level, (sampleSize, at, atLevel) => {
    const successes = Math.floor(at * (sampleSize - 1));
    for (const intervalOf of [wilsonInterval, clopperPearsonInterval]) {
      const fewer = intervalOf({ successes, sampleSize, level: atLevel });
      const more = intervalOf({ successes: successes + 1, sampleSize, level: atLevel });
      assert.ok(fewer.lower <= more.lower && fewer.upper <= more.upper);
      const wider = intervalOf({ successes, sampleSize, level: (1 + atLevel) / 2 });
      assert.ok(wider.lower <= fewer.lower && fewer.upper <= wider.upper);
    }
  }));
});

test("at the bounds of the exact interval each tail has exactly the chance left outside, and failures mirror passes", () => {
  fc.assert(fc.property(sample, level, (counts, atLevel) => {
    const { sampleSize, successes } = counts;
    const exact = clopperPearsonInterval({ ...counts, level: atLevel });
    const tail = (1 - atLevel) / 2;
    if (successes > 0) assert.ok(Math.abs(binomialAtLeast(successes, { share: exact.lower, sampleSize }) - tail) < 1e-9);
    if (successes < sampleSize) assert.ok(Math.abs(binomialAtMost(successes, { share: exact.upper, sampleSize }) - tail) < 1e-9);
    const mirrored = clopperPearsonInterval({ sampleSize, successes: sampleSize - successes, level: atLevel });
    assert.ok(Math.abs(exact.lower - (1 - mirrored.upper)) < 1e-12);
  }));
});

test("survey intervals contain the share and widen with the standard error", () => {
  const survey = fc.record({
    share: fc.double({ min: 0.01, max: 0.99, noNaN: true }), standardError: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
    sampleSize: fc.integer({ min: 10, max: 5_000 }), degreesOfFreedom: fc.integer({ min: 2, max: 500 }),
  });
  fc.assert(fc.property(survey, (options) => {
    for (const intervalOf of [logOddsInterval, modifiedWilsonInterval]) {
      const { share, lower, upper } = intervalOf(options);
      const wider = intervalOf({ ...options, standardError: options.standardError * 1.5 });
      assert.ok(lower >= 0 && lower <= share && share <= upper && upper <= 1);
      assert.ok(wider.lower <= lower + 1e-15 && upper <= wider.upper + 1e-15);
    }
  }));
});

test("the posterior chance of reaching a threshold falls as the threshold rises", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (sampleSize, some) => {
    const counts = { sampleSize, successes: some % (sampleSize + 1) };
    const chances = [0.2, 0.5, 0.8, 0.95].map((thresholdShare) => sharePosterior({ ...counts, thresholdShare }).probabilityAtLeastThreshold);
    assert.ok(chances.every((chance, i) => chance >= 0 && chance <= (chances[i - 1] ?? 1)));
  }));
});
