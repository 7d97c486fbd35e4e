import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PersonId, UnitId } from "@hocvuso/contract";
import { addCounts, contribution, noCounts } from "./four-numbers.ts";
import { isCapable, isDoneOnOwn, mergeStandings, type CapabilityPolicy, type Standing } from "./person-standing.ts";

const policy: CapabilityPolicy = { version: "1", essentialSimulators: ["a", "b", "c"], minimumSimulators: 2, modes: ["on-my-own"], hintCountAtMost: 0, stepsMissedAtMost: 0 };

const registration = fc.record({ group: fc.constantFrom("adult" as const, "official" as const), place: fc.constantFrom("19249.2" as UnitId, "18859.2" as UnitId), wallMs: fc.nat(3), source: fc.constantFrom("a0", "b0", "c0") });
const standing: fc.Arbitrary<Standing> = fc.record(
  { person: fc.constant("p" as PersonId), registration, isReached: fc.boolean(), ownSimulators: fc.subarray(["a", "b", "c"]), isSample: fc.boolean() },
  { requiredKeys: ["person", "isReached", "ownSimulators", "isSample"], noNullPrototype: true },
).map(withOneRegistrationPerSource);

/** A source is one fact: the same source always says the same. */
function withOneRegistrationPerSource(drawn: Standing): Standing {
  if (drawn.registration === undefined) return drawn;
  const { source } = drawn.registration;
  return { ...drawn, registration: { group: source === "a0" ? "adult" : "official", place: "19249.2" as UnitId, wallMs: source === "c0" ? 1 : 0, source } };
}

test("merging standings is commutative, associative and idempotent", () => {
  fc.assert(fc.property(standing, standing, standing, (a, b, c) => {
    assert.deepEqual(mergeStandings(a, b), mergeStandings(b, a));
    assert.deepEqual(mergeStandings(mergeStandings(a, b), c), mergeStandings(a, mergeStandings(b, c)));
    assert.deepEqual(mergeStandings(a, a), a);
  }));
});

test("a merged standing is never less than its parts", () => {
  fc.assert(fc.property(standing, standing, (a, b) => {
    const merged = mergeStandings(a, b);
    assert.ok(!a.isReached || merged.isReached);
    assert.ok(!isCapable(a, policy) || isCapable(merged, policy));
  }));
});

test("a person is counted in one cell, once in each number", () => {
  fc.assert(fc.property(standing, (person) => {
    const { counts } = contribution(person, policy);
    for (const count of Object.values(counts)) assert.ok(count === 0 || count === 1);
    assert.deepEqual(addCounts(counts, counts, -1), noCounts);
  }));
});

test("a run counts only alone, whole and of the essential set", () => {
  const run = { simulator: "a", mode: "on-my-own", goalReached: true, hintCount: 0, stepsReached: 4, stepCount: 4 } as Parameters<typeof isDoneOnOwn>[0]; // "a" stands for an id
  assert.equal(isDoneOnOwn(run, policy), true);
  for (const short of [{ mode: "guided" as const }, { goalReached: false }, { hintCount: 1 }, { stepsReached: 3 }, { simulator: "z" as typeof run.simulator }]) {
    assert.equal(isDoneOnOwn({ ...run, ...short }, policy), false, JSON.stringify(short));
  }
});

test("one essential skill is not two", () => {
  const one: Standing = { person: "p" as PersonId, isReached: true, ownSimulators: ["a"], isSample: false };
  assert.equal(isCapable(one, policy), false);
  assert.equal(isCapable(mergeStandings(one, { ...one, ownSimulators: ["b"] }), policy), true);
});
