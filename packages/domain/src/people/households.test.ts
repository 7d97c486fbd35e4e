import assert from "node:assert/strict";
import { test } from "node:test";
import type { HouseholdId, PersonId, UnitId } from "@hocvuso/contract";
import { helpNext, householdBoard, lookAlikes } from "./index.ts";

const id = (name: string) => name as PersonId & HouseholdId; // only told apart here
const member = (name: string, house: string | undefined, skills: readonly number[]) => ({ person: id(name), skills, ...(house === undefined ? {} : { household: id(house) }) });

test("a household is proficient when one and the same member does all five, not when five members do one each", () => {
  const spread = [0, 1, 2, 3, 4].map((at) => member(`m${at}`, "a", [at]));
  const [one, other, ...rest] = householdBoard([...spread, member("bà Thảo", "b", [4, 3, 2, 1, 0]), member("alone", undefined, [0, 1, 2, 3, 4])]);
  assert.deepEqual([one?.skills, one?.isProficient, one?.members.length], [[true, true, true, true, true], false, 5]);
  assert.deepEqual([other?.household, other?.isProficient, rest], ["b", true, []]);
});

test("who is stuck is helped first, then who never came, then who lacks least; who has all five is not on the list", () => {
  const helped = (name: string, more: { isReached?: boolean; hasHandUp?: boolean; lacks?: readonly string[]; skills?: readonly number[] }) => ({ person: id(name), isReached: true, lacks: [], skills: [], ...more });
  const next = helpNext([
    helped("all five", { skills: [0, 1, 2, 3, 4] }), helped("lacks four", { skills: [0] }), helped("lacks one", { skills: [0, 1, 2, 4] }),
    helped("never came", { isReached: false }), helped("cannot read", { isReached: false, lacks: ["reading"] }), helped("stuck", { hasHandUp: true }),
  ]);
  assert.deepEqual(next.map(({ one, because, skill }) => [one.person, because, skill]), [
    ["stuck", "hand-up", 0], ["cannot read", "never-came", 0], ["never came", "never-came", 0], ["lacks one", "skill-missing", 3], ["lacks four", "skill-missing", 1]]);
});

test("alike is who has the same name without marks in the commune and no other year of birth; the same hamlet first", () => {
  const one = (name: string, place: string, birthYear?: number) => ({ name, place: place as UnitId, birthYear }); // by its form
  const known = [one("Nguyễn Thị Lài", "19249.2-07", 1958), one("Nguyen Thi Lai", "19249.2-03"), one("Nguyễn Thị Lài", "18859.2-03", 1958), one("Nguyễn Thị Lài", "19249.2-03", 1960), one("Nguyễn Thị Lan", "19249.2-03", 1958)];
  assert.deepEqual(lookAlikes(one("nguyễn thị lài", "19249.2-03", 1958), known), [known[1], known[0]]);
  assert.deepEqual(lookAlikes(one("", "19249.2-03"), known), []);
});
