import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactKey, PersonId, UnitId } from "@hocvuso/contract";
import { outcomeOf, roundFindings, type CommuneDraw, type Outcome, type RoundRules, type Visit } from "./round-results.ts";

const rules: RoundRules = { upperShare: 0.8, lowerShare: 0.5, minimumPasses: 13, personsPerHamlet: 1, stopping: "fixed", replacement: "none" };
let minted = 0;
const key = () => `00000000-0000-7000-9000-${String(minted++).padStart(12, "0")}` as FactKey; // the test's ids
const personAt = (commune: number, i: number) => `00000000-0000-7000-8${String(commune).padStart(3, "0")}-${String(i).padStart(12, "0")}` as PersonId;
const unitAt = (commune: number) => `1000${commune}.1` as UnitId;

function visited(person: PersonId, outcome: Outcome, { visit = 1, at = 0 } = {}): Visit {
  return { key: key(), person, actor: personAt(9, 0), outcome, visit, wallMs: at };
}

function givenDraw(commune: number, { drawn = 19, reserves = 0, populationSize = 1_000, reported = 0.8, perHamlet = 1 } = {}): CommuneDraw {
  const people = Array.from({ length: drawn + reserves }, (_, i) => ({ person: personAt(commune, i), place: `${unitAt(commune)}-${String(1 + Math.floor(i / perHamlet)).padStart(2, "0")}` as UnitId, isReported: i < reported * drawn }));
  return { unit: unitAt(commune), populationSize, reportedCount: Math.round(reported * populationSize), reachedCount: populationSize, drawn: people.slice(0, drawn), reserves: people.slice(drawn) };
}

function results(commune: number, passed: number, tested = 19): Visit[] {
  return Array.from({ length: tested }, (_, i) => visited(personAt(commune, i), i < passed ? "passed" : "not-passed", { at: i }));
}

test("the first test of a person counts, whatever came before and after and in whatever order it arrives", () => {
  const [person] = [personAt(1, 1)];
  const visits = [visited(person, "absent"), visited(person, "not-passed", { visit: 2 }), visited(person, "passed", { visit: 3 })];
  for (const order of [visits, visits.toReversed()]) {
    const outcome = outcomeOf(order);
    assert.ok(outcome.state === "tested" && !outcome.isPassed);
  }
});

test("one visit to a closed door is not the end, two are; who died or left is no longer of the population", () => {
  const person = personAt(1, 1);
  assert.equal(outcomeOf([]).state, "open");
  assert.equal(outcomeOf([visited(person, "absent")]).state, "open");
  assert.equal(outcomeOf([visited(person, "absent"), visited(person, "absent")]).state, "open", "twice the same visit is one visit");
  assert.equal(outcomeOf([visited(person, "absent"), visited(person, "absent", { visit: 2 })]).state, "absent");
  assert.equal(outcomeOf([visited(person, "refused"), visited(person, "dead", { visit: 2 })]).state, "gone");
});

test("13 of 19 passes the plan's rule and still cannot tell; 7 failures ask for help", () => {
  const { communes } = roundFindings({ draws: [givenDraw(1), givenDraw(2)], visits: [...results(1, 13), ...results(2, 12)], rules });
  assert.deepEqual(communes.map(({ rule, answer }) => [rule, answer]), [["passes", "cannotTell"], ["helpFirst", "below"]]);
});

test("a commune whose sample is not yet decided has no answer of the rule, and one with nine re-tests no estimate", () => {
  const { communes: [one] } = roundFindings({ draws: [givenDraw(1)], visits: results(1, 7, 9), rules });
  assert.deepEqual([one?.rule, one?.estimate, one?.answer], [undefined, undefined, "tooFew"]);
  assert.deepEqual(one?.progress, { drawn: 19, tested: 9, passed: 7, refused: 0, absent: 0, gone: 0, notYet: 10 });
});

test("the same visits in any order, and those to strangers, give the same findings", () => {
  const draws = [1, 2, 3, 4, 5, 6, 7].map((commune) => givenDraw(commune, { reported: 0.6 + 0.05 * commune }));
  const visits = draws.flatMap((_, i) => results(i + 1, 9 + i));
  assert.deepEqual(roundFindings({ draws, visits: [...visits.toReversed(), visited(personAt(8, 3), "passed")], rules }), roundFindings({ draws, visits, rules }));
});

test("whoever is not met is not replaced, unless the round says so: then by the next of the list", () => {
  const draw = givenDraw(1, { drawn: 4, reserves: 2 });
  const visits = [visited(personAt(1, 0), "passed"), visited(personAt(1, 1), "refused"), visited(personAt(1, 4), "passed"), visited(personAt(1, 5), "passed")];
  const without = roundFindings({ draws: [draw], visits, rules }).communes[0]?.progress;
  assert.deepEqual([without?.drawn, without?.tested], [4, 1]);
  const next = roundFindings({ draws: [draw], visits, rules: { ...rules, replacement: "next-in-list" } }).communes[0]?.progress;
  assert.deepEqual([next?.drawn, next?.tested], [5, 2], "one was not met, so one stands in");
});

test("the province's figure weighs communes by their people, not by their samples", () => {
  const draws = [givenDraw(1, { populationSize: 9_000 }), givenDraw(2, { populationSize: 1_000 })];
  const { province } = roundFindings({ draws, visits: [...results(1, 19), ...results(2, 0)], rules });
  assert.ok(province !== undefined);
  assert.ok(Math.abs(province.estimate.estimate - 0.9) < 1e-9);
  assert.equal(province.method, "stratifiedEstimate");
  assert.equal(province.communesCovered, 2);
  assert.ok(province.confirmedShare !== undefined && province.unrecordedShare !== undefined);
});

test("a round that stops early gives no province's figure, and its card decides after five passes in a row", () => {
  const { province, communes: [one] } = roundFindings({ draws: [givenDraw(1)], visits: results(1, 5, 5), rules: { ...rules, stopping: "sequential" } });
  assert.equal(province, undefined);
  assert.equal(one?.rule, "passes");
});

test("hamlets drawn two by two make clusters of the province's figure, with a wider interval than persons drawn alone", () => {
  const at = (personsPerHamlet: number) => {
    const draws = [1, 2, 3].map((commune) => givenDraw(commune, { drawn: 20, perHamlet: 2 }));
    const visits = draws.flatMap((_, i) => Array.from({ length: 20 }, (__, n) => visited(personAt(i + 1, n), n % 4 < 2 || n > 13 ? "passed" : "not-passed")));
    return roundFindings({ draws, visits, rules: { ...rules, personsPerHamlet } }).province;
  };
  const [clustered, alone] = [at(2), at(1)];
  assert.equal(clustered?.method, "clusterEstimate");
  assert.ok(clustered !== undefined && alone !== undefined && clustered.estimate.standardError > alone.estimate.standardError);
});

test("a report far above its re-tests is flagged, one a little above is not, and both have their chance stated", () => {
  const draws = [givenDraw(1, { reported: 0.95 }), ...[2, 3, 4, 5, 6].map((commune) => givenDraw(commune, { reported: 0.8 }))];
  const { communes } = roundFindings({ draws, visits: [...results(1, 10), ...[2, 3, 4, 5, 6].flatMap((commune) => results(commune, 14))], rules });
  assert.deepEqual(communes.map(({ check }) => check?.isFlagged), [true, false, false, false, false, false]);
});
