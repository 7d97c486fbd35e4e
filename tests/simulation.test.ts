import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { test } from "node:test";
import { keptSeeds } from "../bench/simulate/kept-seeds.ts";
import { mutants } from "../bench/simulate/mutants.ts";
import { foundByMutants, mutated } from "../bench/simulate/run-mutants.ts";
import { replay, simulate } from "../bench/simulate/simulate.ts";

const workers = Math.min(4, availableParallelism());

test("60,000 device-days of lost lines, power cuts, clones, thefts and restores lose no fact, count none twice and believe no forgery", async () => {
  const { failures, deviceDays, facts, counted, faults } = await simulate({ deviceDays: 60_000, seed: 2026, pace: "village", workers });
  assert.deepEqual(failures.map(({ seed, what }) => `World ${seed}: ${what}. Play it again: npm run simulate -- --only-world ${seed} --pace village`), []);
  assert.ok(deviceDays >= 60_000 && facts >= 3 * deviceDays && counted > 0.8 * facts, `${deviceDays} device-days, ${facts} facts, ${counted} counted`);
  // The network was as bad as was meant.
  const share = (name: string) => (faults[name] ?? 0) / (faults["sends"] ?? 0);
  assert.ok(share("lost") >= 0.1 && share("duplicated") >= 0.1 && share("corrupted") >= 0.05 && share("replayed") >= 0.08, JSON.stringify(faults));
  for (const befallen of ["serverCrashes", "fullDisks", "clones", "rolledBack", "lostPhones", "stolenPhones", "hubRestores", "provinceRestores", "newLogs", "hostileActs", "hostileAnswers", "revocations"]) {
    assert.ok((faults[befallen] ?? 0) > 0, `nobody met ${befallen}`);
  }
  assert.ok((faults["powerCuts"] ?? 0) >= 0.045 * deviceDays);
});

test("worlds that once showed a bug are lived through", async () => {
  for (const { seed, pace, showed } of keptSeeds) {
    const broken = await replay(seed, pace);
    assert.equal(broken?.failure.message, undefined, `world ${seed}, which showed: ${showed}`);
  }
});

test("the same seed tells the same story, however many workers", async () => {
  const [one, two] = [await simulate({ deviceDays: 3_000, seed: 7, pace: "class", workers: 1 }), await simulate({ deviceDays: 3_000, seed: 7, pace: "class", workers: 2 })];
  assert.deepEqual(two, one);
});

test("every mutant changes exactly one place of the sources as they are", () => {
  assert.ok(mutants.length >= 30);
  assert.equal(new Set(mutants.map(({ name }) => name)).size, mutants.length);
  for (const mutant of mutants) assert.notEqual(mutated(mutant), "", mutant.name);
});

test("broken rules are noticed: what is let go, what is sealed, what a tip claims, what is counted", async () => {
  for (const only of ["lets-go-on-committed", "seal-takes-too-many", "tips-over-gaps", "unknown-counted"]) {
    const [found] = await foundByMutants({ only, seed: 7, deviceDays: 10_000, workers: 1 });
    assert.ok(found?.isCaught, only);
  }
});
