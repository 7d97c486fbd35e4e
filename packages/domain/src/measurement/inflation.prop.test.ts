import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { benjaminiHochberg, inflationPValue } from "./inflation.ts";

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 });

test("the order in which units are listed changes nobody's q-value", () => {
  fc.assert(fc.property(pValues, fc.infiniteStream(fc.nat()), (values, keys) => {
    const shuffled = values.map((p, position) => ({ p, position, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key);
    const { qValues } = benjaminiHochberg({ pValues: values });
    const { qValues: ofShuffled } = benjaminiHochberg({ pValues: shuffled.map(({ p }) => p) });
    assert.deepEqual(ofShuffled, shuffled.map(({ position }) => qValues[position]));
  }));
});

test("a q-value is a probability, at least its p-value, and keeps their order", () => {
  fc.assert(fc.property(pValues, (values) => {
    const { qValues } = benjaminiHochberg({ pValues: values });
    const pairs = values.map((p, i) => ({ p, q: qValues[i] ?? NaN })).sort((a, b) => a.p - b.p);
    for (const [i, { p, q }] of pairs.entries()) assert.ok(q >= p * (1 - 1e-15) && q <= 1 && q >= (pairs[i - 1]?.q ?? 0));
  }));
});

test("fewer successes never make a report more believable", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(300), fc.double({ min: 0, max: 1, noNaN: true }), (sampleSize, some, reportedShare) => {
    const successes = 1 + (some % sampleSize);
    const more = inflationPValue({ reportedShare, sampleSize, successes });
    const fewer = inflationPValue({ reportedShare, sampleSize, successes: successes - 1 });
    assert.ok(fewer >= 0 && fewer <= more && more <= 1);
  }));
});
