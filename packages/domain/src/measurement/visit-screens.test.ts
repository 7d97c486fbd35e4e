import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactKey, PersonId, UnitId } from "@hocvuso/contract";
import type { CommuneDraw, Outcome } from "./round-results.ts";
import { admitVisits, type SeenVisit } from "./visit-screens.ts";

let minted = 0;
const person = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}` as PersonId; // the test's ids
const [here, elsewhere] = ["10001.1" as UnitId, "10002.1" as UnitId];
const draw: CommuneDraw = { unit: here, populationSize: 100, reportedCount: 80, reachedCount: 90, reserves: [], drawn: Array.from({ length: 60 }, (_, i) => ({ person: person(i), place: here, isReported: true })) };

function visit(n: number, actor: number, outcome: Outcome, more: Partial<SeenVisit> = {}): SeenVisit {
  return { key: `00000000-0000-7000-9000-${String(minted++).padStart(12, "0")}` as FactKey, person: person(n), actor: person(actor), outcome, visit: 1, wallMs: 1_000, home: elsewhere, ...more };
}

const admit = (visits: readonly SeenVisit[]) => admitVisits({ draws: [draw], visits, fromMs: 500, untilMs: 2_000 });

test("a visit by an assessor of the same commune, or of oneself, counts nowhere and is shown", () => {
  const { admitted, screens } = admit([visit(1, 900, "passed", { home: here }), visit(2, 2, "passed"), visit(3, 901, "passed")]);
  assert.deepEqual(admitted.map(({ person: who }) => who), [person(3)]);
  assert.deepEqual(screens.map(({ kind }) => kind), ["assessor-of-the-same-commune", "assessor-of-the-same-commune"]);
});

test("a visit to somebody who was not drawn counts nowhere; one before the draw or after the closing is not of this round", () => {
  const { admitted, screens } = admit([visit(500, 900, "passed"), visit(1, 900, "passed", { wallMs: 499 }), visit(1, 900, "passed", { wallMs: 2_001 })]);
  assert.deepEqual(admitted, []);
  assert.deepEqual(screens, [{ kind: "not-on-the-list", assessor: person(900), visits: 1 }]);
});

test("a task done quicker than it can be read counts, and is shown", () => {
  const { admitted, screens } = admit([visit(1, 900, "passed", { taskDwellMs: [40_000, 900] }), visit(2, 900, "passed", { taskDwellMs: [40_000, 30_000] })]);
  assert.equal(admitted.length, 2);
  assert.deepEqual(screens, [{ kind: "too-quick", assessor: person(900), visits: 1 }]);
});

test("an assessor who passes everybody where three others pass half is shown; one of nine tests is not compared", () => {
  const by = (actor: number, from: number, passed: number, tested: number) => Array.from({ length: tested }, (_, i) => visit(from + i, actor, i < passed ? "passed" : "not-passed"));
  const { screens } = admit([...by(900, 0, 16, 16), ...by(901, 16, 6, 12), ...by(902, 28, 6, 12), ...by(903, 40, 6, 12)]);
  assert.deepEqual(screens.map((screen) => [screen.kind, screen.assessor]), [["passes-more-than-others", person(900)]]);
  assert.deepEqual(admit([...by(900, 0, 9, 9), ...by(901, 16, 6, 12)]).screens, []);
});
