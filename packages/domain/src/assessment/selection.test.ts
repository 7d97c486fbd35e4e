import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gridAbility, gridCount, prepareBank, type BankItem } from "./item-bank.ts";
import { itemProbability } from "./item-response.ts";
import { near } from "./near.suite.ts";
import { adjustedEligibility, expectedVarianceReduction, focusOnGrid, focusOnNormal, isEligible, pickItem, roomForSelection } from "./selection.ts";

const common = { competence: 0, domain: 0, expectedSeconds: 30 };
const items: BankItem[] = [
  { ...common, id: "middling", discrimination: 1.1, stepDifficulties: [0.2] },
  { ...common, id: "sharp", discrimination: 2.6, stepDifficulties: [-0.7] },
  { ...common, id: "guessed", discrimination: 1.4, stepDifficulties: [0.6], optionCount: 4 },
  { ...common, id: "stepped", discrimination: 0.9, stepDifficulties: [-1, 0.3, 0.9] },
];
const bank = prepareBank(items);
const room = roomForSelection(bank);

/** The same by definition: prior variance less the mean of the posterior variances, on nodes of .005 logits. */
function reductionByDefinition(item: BankItem, density: (ability: number) => number): number {
  const nodes = Array.from({ length: 2401 }, (_, at) => -6 + at * 0.005);
  const moments = (weight: (ability: number) => number) => {
    let mass = 0;
    let first = 0;
    let second = 0;
    for (const at of nodes) {
      mass += weight(at);
      first += weight(at) * at;
      second += weight(at) * at * at;
    }
    return { mass, variance: second / mass - (first / mass) ** 2 };
  };
  const before = moments(density);
  return before.variance - [0, ...item.stepDifficulties].reduce((sum, _, score) => {
    const after = moments((at) => density(at) * (itemProbability(item, at)[score] ?? 0));
    return sum + (after.mass / before.mass) * after.variance;
  }, 0);
}

describe("the item picked", () => {
  test("of items as good as each other is the earlier one, whatever the last digits of another engine's exponential say", () => {
    const values = (at: number, ulps: number) => { const room = roomForSelection(bank); room.isAdmissible.fill(1); room.value.set([0.1, 0.25, 0.25, 0.2]); room.value[at] = 0.25 * (1 + ulps * Number.EPSILON); return room; };
    for (const pool of [1, 2]) {
      for (const seed of [1, 2, 3, 4]) assert.equal(new Set([values(1, 0), values(1, 2), values(2, 3), values(2, -2)].map((room) => pickItem(room, pool, seed))).size, 1);
    }
    assert.equal(pickItem(values(2, 3), 1, 1), 1);
    assert.equal(pickItem(values(2, 1e12), 1, 1), 2);
  });
});

describe("the value of an item", () => {
  test("agrees with its definition for wide and narrow normal beliefs", () => {
    for (const [mean, sd] of [[0, 1], [-0.83, 0.6], [1.27, 0.31]] as const) {
      focusOnNormal(mean, sd, room);
      items.forEach((item, at) => {
        const exact = reductionByDefinition(item, (ability) => Math.exp(-0.5 * ((ability - mean) / sd) ** 2));
        near(expectedVarianceReduction(bank, at, room), exact, 1e-4 * exact + 1e-6, `${item.id} at ${mean}`);
      });
    }
  });

  test("agrees with its definition for a posterior on the grid", () => {
    const density = (ability: number) => items.reduce((product, item, at) => product * (itemProbability(item, ability)[at % 2] ?? 0), Math.exp(-0.5 * ability * ability));
    const weights = Array.from({ length: gridCount }, (_, g) => density(gridAbility(g)));
    const total = weights.reduce((sum, one) => sum + one, 0);
    focusOnGrid(weights.map((one) => one / total), room);
    items.forEach((item, at) => near(expectedVarianceReduction(bank, at, room), reductionByDefinition(item, density), 1e-4, item.id));
  });
});

describe("eligibility", () => {
  test("is drawn by seed and item, in the share given, and apart for different items", () => {
    const sessions = 4000;
    const drawn = Array.from({ length: sessions }, (_, seed) => [isEligible(bank, 0, 0.3, seed), isEligible(bank, 1, 0.3, seed)] as const);
    near(drawn.filter(([first]) => first).length / sessions, 0.3, 0.03, "share of one");
    near(drawn.filter(([first, second]) => first && second).length / sessions, 0.09, 0.02, "share of both");
    assert.equal(isEligible(bank, 0, 0.3, 17), isEligible(prepareBank(items.toReversed()), 3, 0.3, 17));
    assert.ok(isEligible(bank, 0, 1, 5) && !isEligible(bank, 0, 0, 5));
  });

  test("falls in proportion where exposure is above the bound and rises where it is below", () => {
    const after = adjustedEligibility({ eligibility: Float64Array.of(1, 0.5, 0.4, 1), administeredShare: Float64Array.of(0.6, 0.3, 0.1, 0), highestExposure: 0.3 });
    [0.5, 0.5, 1, 1].forEach((expected, at) => near(after[at], expected, 1e-12, `item ${at}`));
  });
});

describe("a bank", () => {
  test("with two items of one name, unknown enemies or no time is refused", () => {
    const [first] = items;
    assert.ok(first);
    assert.throws(() => prepareBank([first, first]), RangeError);
    assert.throws(() => prepareBank([{ ...first, enemies: ["nobody"] }]), RangeError);
    assert.throws(() => prepareBank([{ ...first, expectedSeconds: 0 }]), RangeError);
  });
});
