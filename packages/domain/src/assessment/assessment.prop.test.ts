import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { itemInformation, itemProbability, type ItemParameters } from "./item-response.ts";
import { prepareBank, type BankItem } from "./item-bank.ts";
import { scoreEap, scoreMap, scoreMle, scoreWle } from "./scoring.ts";
import { expectedVarianceReduction, focusOnNormal, roomForSelection } from "./selection.ts";
import { abilityNow, createTest, nextItem, planTest, recordResponse, type TestPolicy, type TestState } from "./test-session.ts";

const runs = { numRuns: 150 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const item: fc.Arbitrary<ItemParameters> = fc.oneof(
  fc.record({ discrimination: number(0.2, 4), stepDifficulties: fc.array(number(-4, 4), { minLength: 1, maxLength: 4 }) }),
  fc.record({ discrimination: number(0.2, 4), stepDifficulties: fc.array(number(-4, 4), { minLength: 1, maxLength: 1 }), optionCount: fc.integer({ min: 2, max: 6 }) }),
);
const answered = fc.tuple(item, fc.nat()).map(([one, draw]) => ({ item: one, score: draw % (one.stepDifficulties.length + 1) }));
const bank: fc.Arbitrary<BankItem[]> = fc.array(fc.tuple(item, fc.nat({ max: 5 }), number(10, 90)), { minLength: 3, maxLength: 25 })
  .map((all) => all.map(([one, competence, expectedSeconds], at) => ({ ...one, id: `item-${at}`, competence, domain: Math.floor(competence / 2), expectedSeconds })));
const limits = { minItems: 2, maxItems: 12, maxSeconds: 600, openingPool: 3 };
const policy: fc.Arbitrary<TestPolicy> = fc.constantFrom<TestPolicy[]>(
  { purpose: "placement", prior: { meanLogits: 0, sd: 1 }, targetPosteriorSd: 0.3, ...limits },
  { purpose: "profile", structure: { domainOfCompetence: [0, 0, 1, 1, 2, 2], generalVariance: 0.6, domainVariance: 0.2, competenceVariance: 0.2 }, ...limits },
  { purpose: "certification", prior: { meanLogits: 0, sd: 1 }, cutLogits: 0.3, indifferenceLogits: 0.3, stopping: { by: "likelihood-ratio", falsePassRate: 0.05, falseFailRate: 0.1 }, ...limits },
);

describe("promises of assessment", () => {
  test("probabilities of an item sum to one and information is not negative, at any ability", () => {
    fc.assert(fc.property(item, number(-30, 30), (one, ability) => {
      const probabilities = itemProbability(one, ability);
      assert.ok(Math.abs(probabilities.reduce((sum, p) => sum + p, 0) - 1) < 1e-12);
      assert.ok(probabilities.every((p) => p >= 0 && p <= 1));
      assert.ok(itemInformation(one, ability) >= 0);
    }), runs);
  });

  test("posterior means lie within the grid and their SD within the prior's reach, for any answers", () => {
    fc.assert(fc.property(fc.array(answered, { maxLength: 15 }), number(-2, 2), number(0.3, 2), (responses, meanLogits, sd) => {
      const eap = scoreEap(responses, { meanLogits, sd });
      assert.ok(Math.abs(eap.ability - meanLogits) < 10 * sd);
      assert.ok(eap.posteriorSd > 0 && eap.posteriorSd < 10 * sd && eap.logEvidence <= 1e-9);
    }), runs);
  });

  test("no score is NaN, and the mode is where the log posterior does not rise", () => {
    fc.assert(fc.property(fc.array(answered, { minLength: 1, maxLength: 15 }), (responses) => {
      for (const { ability, standardError } of [scoreMap(responses), scoreMle(responses), scoreWle(responses)]) assert.ok(!Number.isNaN(ability) && !Number.isNaN(standardError));
      assert.ok(Number.isFinite(scoreMap(responses).ability));
      const logPosterior = (at: number) => responses.reduce((sum, { item: one, score }) => sum + Math.log(itemProbability(one, at)[score] ?? 0), -0.5 * at * at);
      const mode = scoreMap(responses).ability;
      for (const step of [-0.05, 0.05]) assert.ok(logPosterior(mode + step) <= logPosterior(mode) + 1e-9);
    }), runs);
  });

  test("an answer is expected to take away variance, and never more than there is", () => {
    fc.assert(fc.property(bank, number(-2, 2), number(0.2, 1.2), (items, mean, sd) => {
      const prepared = prepareBank(items);
      const room = roomForSelection(prepared);
      focusOnNormal(mean, sd, room);
      items.forEach((_, at) => {
        const reduction = expectedVarianceReduction(prepared, at, room);
        assert.ok(reduction >= -1e-12 && reduction <= room.variance + 1e-12);
      });
    }), runs);
  });

  test("a test is a function of plan, seed and answers, and one resumed from its written state equals one without interruption", () => {
    fc.assert(fc.property(bank, policy, fc.nat(), fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), fc.nat({ max: 12 }), (items, rules, seed, draws, interruptAfter) => {
      const walk = (interrupt: boolean): { state: TestState; asked: string[] } => {
        let plan = planTest(items, rules);
        let state = createTest(plan, seed);
        const asked: string[] = [];
        for (;;) {
          if (interrupt && asked.length === interruptAfter) {
            state = JSON.parse(JSON.stringify(state));
            plan = planTest(items, rules);
          }
          const next = nextItem(plan, state);
          assert.deepEqual(nextItem(plan, state), next);
          if (next.kind === "finished") return { state, asked };
          const one = items.find(({ id }) => id === next.itemId);
          const score = (draws[asked.length] ?? 0) % ((one?.stepDifficulties.length ?? 1) + 1);
          const answer = { itemId: next.itemId, score, seconds: 15 };
          const after = recordResponse(plan, state, answer);
          assert.deepEqual(recordResponse(plan, state, answer), after);
          state = after;
          asked.push(next.itemId);
        }
      };
      const whole = walk(false);
      assert.deepEqual(walk(true), whole);
      assert.equal(new Set(whole.asked).size, whole.asked.length);
      assert.ok(Number.isFinite(abilityNow(whole.state).ability) && abilityNow(whole.state).posteriorSd > 0);
    }), { numRuns: 80 });
  });
});
