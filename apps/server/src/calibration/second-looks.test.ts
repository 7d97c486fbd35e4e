import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CalibrationPolicy, type PersonId } from "@hocvuso/contract";
import { drawNormal, itemProbability, randomSource, type ItemParameters } from "@hocvuso/domain/assessment";
import { Value } from "typebox/value";
import { projectFolder } from "../configuration.ts";
import type { AnsweredItem, AnswerSet, GivenAnswer } from "./answer-set.ts";
import { secondLooks } from "./second-looks.ts";

const policy = Value.Parse(CalibrationPolicy, JSON.parse(readFileSync(join(projectFolder, "content/policies/calibration.json"), "utf8"))).secondLook;
const random = randomSource(7);
const parameters = Array.from({ length: 24 }, (_, at): ItemParameters => ({ discrimination: 1.2, stepDifficulties: [-2 + at / 6] }));
const items = parameters.map(({ stepDifficulties: [declaredDifficulty = 0] }, at): AnsweredItem => ({ id: `item-${at}`, use: "certifying", title: { vi: "?", en: "?" }, level: 1, stepCount: 1, declaredDifficulty }));

type Who = { readonly kind: string; readonly ability: number; readonly pace: number; readonly phone: string; readonly after?: { readonly place: number; readonly ability: number; readonly pace: number }; readonly isRapid?: boolean; readonly timeSpread?: number };

const many = (count: number, who: (nth: number) => Who) => Array.from({ length: count }, (_, nth) => who(nth));
const pace = () => Math.exp(0.35 * drawNormal(random));
const people: readonly Who[] = [
  ...many(600, (nth) => ({ kind: "honest", ability: drawNormal(random), pace: pace(), phone: `phone ${nth % 60}` })),
  // Old hands and eyes: three times as slow, unsure, and now and then long away from the screen.
  ...many(100, (nth) => ({ kind: "slow elder", ability: -1.2 + 0.6 * drawNormal(random), pace: 3 * pace(), phone: `phone ${nth % 60}`, timeSpread: 0.6 })),
  ...many(20, (nth) => ({ kind: "presses anything", ability: -3, pace: 1, phone: `phone r${nth}`, isRapid: true })),
  ...many(40, (nth) => ({ kind: "handed over", ability: -0.8, pace: 1.1, phone: `phone h${nth}`, after: { place: 10, ability: 2, pace: 0.45 } })),
  // One person takes the whole test for twenty others: each pattern fits.
  ...many(20, () => ({ kind: "one hand for many", ability: 1.5, pace: 0.8, phone: "one phone" })),
];

const answers = people.flatMap((who, person) => items.map((_, item): GivenAnswer => {
  const now = who.after !== undefined && item >= who.after.place ? who.after : who;
  const place = (item * 7) % items.length; // not from easy to hard
  const right = itemProbability(parameters[place] ?? { discrimination: 1, stepDifficulties: [0] }, now.ability)[1] ?? 0;
  const seconds = who.isRapid === true ? 1 + random() : 40 * now.pace * Math.exp((who.timeSpread ?? 0.4) * drawNormal(random));
  const score = random() < (who.isRapid === true ? 0.3 : right) ? 1 : 0;
  return { person, item: place, score, seconds, picked: String(score), sitting: `sitting ${person}`, phone: who.phone, receivedUs: 0 };
}));
const set: AnswerSet = { items, persons: people.map((_, at) => ({ id: `person ${at}` as PersonId })), answers, isSample: false, untilUs: 0, madeFrom: "" }; // only told apart
const byPerson = people.map((_, at) => answers.filter(({ person }) => person === at));
const looks = new Map(secondLooks(set, { byPerson, parameters, abilities: people.map(({ ability }) => ability), policy }).map(({ person, weight }) => [person, weight]));
const weightsOf = (kind: string) => people.flatMap((who, at) => (who.kind === kind ? [looks.get(set.persons[at]?.id ?? ("" as PersonId)) ?? 1] : []));
const shareAbove = (kind: string) => weightsOf(kind).filter((weight) => weight > 1).length / weightsOf(kind).length;

test("whoever pressed without reading, and most of those whose phone changed hands in the middle, are more likely to be asked again", () => {
  assert.equal(shareAbove("presses anything"), 1);
  assert.ok(shareAbove("handed over") > 0.6, `${shareAbove("handed over")}`);
});

test("twenty tests that one hand took fit each by itself, and are seen together", () => {
  assert.ok(shareAbove("one hand for many") === 1, `${shareAbove("one hand for many")}`);
});

test("honest people and slow elders keep the chance of everybody, but for about as many as the policy allows each signal", () => {
  const most = 4 * policy.flaggedShare;
  assert.ok(shareAbove("honest") <= most, `honest: ${shareAbove("honest")}`);
  assert.ok(shareAbove("slow elder") <= most, `slow elders: ${shareAbove("slow elder")}`);
});

test("no weight is above the policy's", () => {
  assert.ok([...looks.values()].every((weight) => weight > 1 && weight <= policy.mostWeight));
});
