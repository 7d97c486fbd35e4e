/**
 * Screens for field data that nobody collected. Promise: each screen ranks and asks for a second look; none of them accuses.
 * Left out on purpose: Benford's law (no quantities here follow it) and the 85 % match rule (flags almost everyone on short tests).
 */
import { requireCount, requirePart } from "./accepted-numbers.ts";
import { binomialAtLeast, chiSquaredAtLeast, hypergeometricAtLeast } from "./distributions.ts";
import { benjaminiHochberg } from "./inflation.ts";

export type AssessorFlag = {
  /** Chance of so many passes if the assessor's people were like all others'. */
  readonly pValue: number;
  readonly qValue: number;
  readonly isFlagged: boolean;
};

/**
 * Assessors who pass more than the rest do: exact binomial against the pooled share of all the others, adjusted over all.
 * In the order given. Needs two assessors or more.
 */
export function assessorPassRateFlags(
  { assessors, falseDiscoveryRate = 0.05 }:
  { assessors: readonly { readonly sampleSize: number; readonly successes: number }[]; falseDiscoveryRate?: number },
): AssessorFlag[] {
  if (assessors.length < 2) throw new RangeError("One assessor cannot be compared with the rest: there is no rest.");
  let tested = 0;
  let passed = 0;
  for (const { sampleSize, successes } of assessors) {
    requirePart("successes", successes, "sampleSize", sampleSize);
    tested += sampleSize;
    passed += successes;
  }
  const pValues = assessors.map(({ sampleSize, successes }) =>
    binomialAtLeast(successes, { share: (passed - successes) / (tested - sampleSize), sampleSize }));
  const { qValues, isFlagged } = benjaminiHochberg({ pValues, falseDiscoveryRate });
  return pValues.map((pValue, i) => ({ pValue, qValue: qValues[i] ?? 1, isFlagged: isFlagged[i] ?? false }));
}

/** Chance that re-testing `revisits` of an assessor's `records`, drawn at random, meets one or more of the `fabricated` ones. */
export function revisitDetectionProbability({ records, fabricated, revisits }: { records: number; fabricated: number; revisits: number }): number {
  requirePart("fabricated", fabricated, "records", records);
  requirePart("revisits", revisits, "records", records);
  return fabricated === 0 || revisits === 0 ? 0 : hypergeometricAtLeast(1, { populationSize: records, skilled: fabricated, sampleSize: revisits });
}

/** Chi-squared test (9 degrees of freedom) that last digits typed by hand are even: `digitCounts` are the counts of 0..9. */
export function lastDigitTest({ digitCounts }: { digitCounts: readonly number[] }): { readonly chiSquared: number; readonly pValue: number } {
  if (digitCounts.length !== 10) throw new RangeError(`digitCounts must be ten counts, for the digits 0 to 9, but is ${digitCounts.length}.`);
  for (const count of digitCounts) requireCount("digitCount", count);
  const expected = digitCounts.reduce((sum, count) => sum + count, 0) / 10;
  if (expected === 0) throw new RangeError("There is no digit to test.");
  const chiSquared = digitCounts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return { chiSquared, pValue: chiSquaredAtLeast(chiSquared, 9) };
}

/**
 * Whipple's index of ages from 23 to 62: 100 when ages ending in 0 and 5 are as common as others, 500 when there are no others;
 * above 175 ages were guessed. Source: Shryock & Siegel 1976.
 */
export function whippleIndex({ agesYears }: { agesYears: readonly number[] }): number {
  const counted = agesYears.filter((age) => age >= 23 && age <= 62);
  if (counted.length === 0) throw new RangeError("There is no age from 23 to 62: the index cannot be computed.");
  return (500 * counted.filter((age) => age % 5 === 0).length) / counted.length;
}
