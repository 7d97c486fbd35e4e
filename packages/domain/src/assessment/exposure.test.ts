import assert from "node:assert/strict";
import { test } from "node:test";
import { drawNormal, fittedEligibility, randomSource, type BankItem, type PlacementPolicy } from "./index.ts";

const random = randomSource(3);
const items = Array.from({ length: 80 }, (_, at): BankItem => ({ id: `item-${at}`, competence: 0, domain: 0, expectedSeconds: 30, discrimination: Math.exp(0.3 * drawNormal(random)), stepDifficulties: [drawNormal(random)] }));
const policy: PlacementPolicy = { purpose: "placement", prior: { meanLogits: 0, sd: 1 }, targetPosteriorSd: 0.3, openingPool: 5, minItems: 5, maxItems: 12, maxSeconds: 3_600 };
const asked = { items, policy, population: policy.prior, highestShare: 0.33, persons: 300, seed: 5 };

test("chances keep the most used item near its bound, where without them most persons would meet it", () => {
  const free = fittedEligibility({ ...asked, rounds: 1 });
  const bound = fittedEligibility({ ...asked, rounds: 10 });
  assert.ok(free.highestMet > 0.6, `without: ${free.highestMet}`);
  assert.ok(bound.highestMet < 0.42, `with: ${bound.highestMet}`);
  assert.ok([...bound.eligibility.values()].every((chance) => chance > 0 && chance <= 1));
});

test("the same seed gives the same chances", () => {
  assert.deepEqual(fittedEligibility({ ...asked, persons: 60, rounds: 2 }), fittedEligibility({ ...asked, persons: 60, rounds: 2 }));
});
