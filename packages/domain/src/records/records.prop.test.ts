import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactKey, PersonId } from "@hocvuso/contract";
import fc from "fast-check";
import { headsOf, mergedRoots, type Version } from "./index.ts";

const key = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, "0")}` as FactKey; // a UUIDv7 by its form
const person = (n: number) => key(n) as string as PersonId; // likewise

const version = (n: number, upon: readonly number[], wallMs = n): Version => ({ key: key(n), supersedes: upon.map(key), wallMs });

/** Any graph, circles and unknown keys among it. */
const versions = fc.uniqueArray(fc.nat(12), { maxLength: 10 }).chain((numbers) => fc.tuple(...numbers.map((n) => fc.tuple(fc.array(fc.nat(14), { maxLength: 3 }), fc.nat(5)).map(([upon, wallMs]) => version(n, upon, wallMs)))));

const shuffled = <T>(items: readonly T[], dice: readonly number[]) => items.map((item, i) => ({ item, at: dice[i] ?? 0 })).toSorted((a, b) => a.at - b.at).map(({ item }) => item);

test("one value where each change was made upon the last, whatever the clocks say", () => {
  const found = headsOf([version(1, [], 900), version(2, [1], 5), version(3, [2], 1)]);
  assert.deepEqual([found?.winner.key, found?.heads.length], [key(3), 1]);
  assert.equal(headsOf([]), undefined);
});

test("two changes of the same are both kept, the same one is shown everywhere, and a change upon both ends it", () => {
  const both = [version(1, []), version(2, [1], 50), version(3, [1], 40)];
  assert.deepEqual(headsOf(both)?.heads.map((head) => head.key), [key(2), key(3)]);
  assert.equal(headsOf(both)?.winner.key, key(2));
  assert.deepEqual(headsOf([...both, version(4, [2, 3], 1)])?.heads.map((head) => head.key), [key(4)]);
});

test("any graph, in any order, has the same heads; there is always one; a version upon all heads ends every conflict", () => {
  fc.assert(fc.property(versions, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (set, dice) => {
    const found = headsOf(set);
    assert.deepEqual(headsOf(shuffled(set, dice)), found);
    assert.equal(found === undefined, set.length === 0);
    if (found === undefined) return;
    const end: Version = { key: key(99), supersedes: found.heads.map((head) => head.key), wallMs: 0 };
    assert.deepEqual(headsOf([...set, end])?.heads.map((head) => head.key), [key(99)]);
  }));
});

test("merging in any order, with repeats and in any cut, gives the same root, the smallest id", () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 12 }), fc.nat(12), fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (numbers, cut, dice) => {
    const pairs = numbers.map(([a, b]) => ({ subject: person(a), other: person(b) }));
    const whole = mergedRoots(new Map(), pairs);
    const inTwo = mergedRoots(mergedRoots(new Map(), shuffled(pairs, dice).slice(cut)), [...shuffled(pairs, dice).slice(0, cut), ...pairs.slice(0, 2)]);
    assert.deepEqual([...inTwo].toSorted(), [...whole].toSorted());
    for (const [from, to] of whole) {
      assert.ok(to < from);
      assert.equal(whole.has(to), false);
    }
  }));
});
