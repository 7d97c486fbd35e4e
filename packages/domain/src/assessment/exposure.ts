/**
 * How often each item may be used, so that none becomes known: sessions of simulated persons are counted, and chances adjusted until the most
 * used item keeps near a bound. Made on the server; a phone draws once a session by its seed and needs to know nothing of other phones.
 */
import type { BankItem } from "./item-bank.ts";
import { itemProbability } from "./item-response.ts";
import type { AbilityPrior } from "./scoring.ts";
import { drawNormal, randomSource, uniformAt } from "./seeded-random.ts";
import { adjustedEligibility } from "./selection.ts";
import { createTest, nextItem, planTest, recordResponse, type PlacementPolicy } from "./test-session.ts";

type ExposureRequest = {
  readonly items: readonly BankItem[];
  readonly policy: PlacementPolicy;
  readonly population: AbilityPrior;
  /** 0..1. */
  readonly highestShare: number;
  /** Simulated in each of `rounds`. */
  readonly persons: number;
  readonly rounds: number;
  readonly seed: number;
};

/** Chance of each item, by its id, and the share of the last round's persons who met the most used one. Adjusted after van der Linden & Veldkamp (2004), damped in the second half. */
export function fittedEligibility({ items, policy, population, highestShare, persons, rounds, seed }: ExposureRequest): { readonly eligibility: ReadonlyMap<string, number>; readonly highestMet: number } {
  let eligibility: Float64Array = new Float64Array(items.length).fill(1);
  let highestMet = 0;
  const named = () => new Map(items.map(({ id }, at) => [id, eligibility[at] ?? 1]));
  for (let round = 0; round < rounds; round += 1) {
    const met = metShares(items, { ...policy, eligibility: Object.fromEntries(named()) }, { population, persons, seed: seed + round });
    highestMet = met.reduce((most, one) => Math.max(most, one), 0);
    if (round === rounds - 1) break; // what is handed out is what was counted last
    const adjusted = adjustedEligibility({ eligibility, administeredShare: met, highestExposure: highestShare });
    const weight = round < rounds / 2 ? 1 : 1 / (2 + round - rounds / 2);
    eligibility = eligibility.map((before, at) => before + weight * ((adjusted[at] ?? 1) - before));
  }
  return { eligibility: named(), highestMet };
}

function metShares(items: readonly BankItem[], policy: PlacementPolicy, { population, persons, seed }: { population: AbilityPrior; persons: number; seed: number }): Float64Array {
  const plan = planTest(items, policy);
  const indexOf = new Map(items.map(({ id }, at) => [id, at]));
  const random = randomSource(seed);
  const met = new Float64Array(items.length);
  for (let person = 0; person < persons; person += 1) {
    const ability = population.meanLogits + population.sd * drawNormal(random);
    let state = createTest(plan, Math.floor(uniformAt(seed ^ 0x65787073, person) * 0x1_0000_0000));
    for (;;) {
      const next = nextItem(plan, state);
      if (next.kind === "finished") break;
      const at = indexOf.get(next.itemId) ?? 0;
      const item = items[at];
      if (item === undefined) throw new RangeError(`the test asked for ${next.itemId}, which does not exist`);
      met[at] = (met[at] ?? 0) + 1;
      state = recordResponse(plan, state, { itemId: item.id, score: drawScore(itemProbability(item, ability), random()), seconds: item.expectedSeconds });
    }
  }
  return met.map((one) => one / persons);
}

function drawScore(probabilities: ArrayLike<number>, chance: number): number {
  let left = chance;
  let score = 0;
  while (score < probabilities.length - 1 && left >= (probabilities[score] ?? 0)) left -= probabilities[score++] ?? 0;
  return score;
}
