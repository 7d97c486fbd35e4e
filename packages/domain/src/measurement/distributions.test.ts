import assert from "node:assert/strict";
import { test } from "node:test";
import { readCsv } from "../../golden/measurement/read-csv.ts";
import {
  betaBinomialProbabilities, betaShareQuantile, binomialAtLeast, binomialAtMost, binomialQuantile, chiSquaredAtLeast,
  hypergeometricAtLeast, hypergeometricAtMost, normalAtMost, normalQuantile, tQuantile,
} from "./distributions.ts";

const functions: Record<string, (a: number, b: number, c: number) => number> = {
  binomialAtMost: (share, sampleSize, successes) => binomialAtMost(successes, { share, sampleSize }),
  binomialAtLeast: (share, sampleSize, successes) => binomialAtLeast(successes, { share, sampleSize }),
  normalQuantile: (probability) => normalQuantile(probability),
  tQuantile: (probability, degreesOfFreedom) => tQuantile(probability, degreesOfFreedom),
  betaShareQuantile: (probability, a, b) => betaShareQuantile(probability, a, b),
  normalAtMost: (z) => normalAtMost(z),
  chiSquaredAtLeast: (value, degreesOfFreedom) => chiSquaredAtLeast(value, degreesOfFreedom),
};

test("tails and quantiles agree with 60-digit arithmetic to a relative 1e-12, for samples up to a million", () => {
  const rows = readCsv("distributions_mpmath.csv");
  assert.ok(rows.length > 450);
  for (const row of rows) {
    const name = row.text("function");
    const [a, b, c] = [row.number("a"), row.number("b"), row.number("c")];
    const expected = row.number("value");
    const actual = functions[name]?.(a, b, c) ?? NaN;
    assert.ok(Math.abs(actual - expected) <= 1e-12 * Math.abs(expected), `${name}(${a}, ${b}, ${c}): ${actual} is not ${expected}`);
  }
});

test("quantiles and tails undo each other", () => {
  for (const probability of [1e-9, 0.01, 0.4, 0.5, 0.9, 0.999]) {
    assert.ok(Math.abs(normalAtMost(normalQuantile(probability)) - probability) < 1e-13);
    const lot = { share: 0.37, sampleSize: 50 };
    const x = binomialQuantile(probability, lot);
    assert.ok(binomialAtMost(x, lot) >= probability && (x === 0 || binomialAtMost(x - 1, lot) < probability));
  }
});

test("a large draw without return has tails that sum to one and a million-person lot does not overflow", () => {
  const lot = { populationSize: 1_000_000, skilled: 800_000, sampleSize: 100_000 };
  assert.ok(Math.abs(hypergeometricAtMost(79_999, lot) + hypergeometricAtLeast(80_000, lot) - 1) < 1e-12);
  assert.ok(binomialAtLeast(800_500, { share: 0.8, sampleSize: 1_000_000 }) > 0.1);
});

test("a draw of almost everyone cannot have fewer successes than the unskilled leave room for", () => {
  const lot = { populationSize: 20, skilled: 15, sampleSize: 18 };
  assert.equal(hypergeometricAtMost(12, lot), 0);
  assert.equal(hypergeometricAtLeast(13, lot), 1);
});

test("a beta-binomial cluster without correlation is binomial, with full correlation all or none", () => {
  const binomial = betaBinomialProbabilities({ share: 0.5, personsPerCluster: 2, intraclassCorrelation: 0 });
  assert.deepEqual(binomial.map((p) => Math.round(p * 1e12) / 1e12), [0.25, 0.5, 0.25]);
  assert.deepEqual(betaBinomialProbabilities({ share: 0.25, personsPerCluster: 3, intraclassCorrelation: 1 }), [0.75, 0, 0, 0.25]);
});
