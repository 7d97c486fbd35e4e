import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CompetenceStructure } from "./competence-posterior.ts";
import { informationAt, type BankItem } from "./item-bank.ts";
import { near } from "./near.suite.ts";
import { scoreEap } from "./scoring.ts";
import { drawNormal, randomSource, uniformAt } from "./seeded-random.ts";
import { stoppingTable } from "./stopping-table.ts";
import {
  abilityNow, certificationDecision, createTest, nextItem, planTest, recordResponse, scoredResponses,
  type CertificationPolicy, type PlacementPolicy, type ProfilePolicy, type TestPlan, type TestState,
} from "./test-session.ts";

const random = randomSource(21);
const bank: BankItem[] = Array.from({ length: 120 }, (_, at) => ({
  id: `item-${at}`, discrimination: Math.exp(0.3 * drawNormal(random)), stepDifficulties: at % 10 === 0 ? [-0.6, 0.5] : [drawNormal(random)],
  competence: at % 24, domain: Math.floor((at % 24) / 4), expectedSeconds: 30,
}));
const limits = { minItems: 3, maxItems: 30, maxSeconds: 900, openingPool: 5 };
const placement: PlacementPolicy = { purpose: "placement", prior: { meanLogits: 0, sd: 1 }, targetPosteriorSd: 0.35, ...limits };
const structure: CompetenceStructure = { domainOfCompetence: Array.from({ length: 24 }, (_, k) => Math.floor(k / 4)), generalVariance: 0.75, domainVariance: 0.15, competenceVariance: 0.1 };
const profile: ProfilePolicy = { purpose: "profile", structure, ...limits, maxItems: 24 };

/** Answers to the end, right with probability .6 by the seed. */
function sit(plan: TestPlan, state: TestState, stopAfter = Infinity): TestState {
  let now = state;
  for (;;) {
    const next = nextItem(plan, now);
    if (next.kind === "finished" || now.answers.length >= stopAfter) return now;
    const right = uniformAt(now.seed, Number(next.itemId.slice(5))) < 0.6;
    now = recordResponse(plan, now, { itemId: next.itemId, score: right ? 1 : 0, seconds: 20 });
  }
}

function finishOf(plan: TestPlan, state: TestState): string {
  const next = nextItem(plan, state);
  return next.kind === "finished" ? next.reason : next.itemId;
}

describe("a placement test", () => {
  const plan = planTest(bank, placement);

  test("ends when precise enough, with the ability that scoring all answers at once gives", () => {
    const end = sit(plan, createTest(plan, 5));
    assert.equal(finishOf(plan, end), "precise");
    const now = abilityNow(end);
    const scored = scoreEap(scoredResponses(plan, end));
    near(now.ability, scored.ability, 1e-6, "ability");
    near(now.posteriorSd, scored.posteriorSd, 1e-6, "posterior SD");
    assert.ok(now.posteriorSd <= 0.35 && end.answers.length >= 8);
  });

  test("starts differently by the seed, and nearer to what is known of the person", () => {
    const simple = planTest(bank.filter(({ stepDifficulties }) => stepDifficulties.length === 1), placement);
    const first = (seed: number, meanLogits: number) => finishOf(simple, createTest(simple, seed, { ability: { meanLogits, sd: 0.5 } }));
    const starts = new Set(Array.from({ length: 40 }, (_, seed) => first(seed, 0)));
    assert.equal(starts.size, 5);
    const difficulty = (id: string) => bank.find((item) => item.id === id)?.stepDifficulties[0] ?? NaN;
    const meanDifficulty = (meanLogits: number) => Array.from({ length: 40 }, (_, seed) => difficulty(first(seed, meanLogits))).reduce((sum, b) => sum + b / 40, 0);
    assert.ok(meanDifficulty(-1.5) < meanDifficulty(0) - 0.5 && meanDifficulty(0) < meanDifficulty(1.5) - 0.5);
  });

  test("ends at its limits of items and time, and when nothing is left to ask", () => {
    const short = planTest(bank, { ...placement, maxItems: 4 });
    assert.equal(finishOf(short, sit(short, createTest(short, 1))), "item-limit");
    const quick = planTest(bank, { ...placement, maxSeconds: 60 });
    const late = sit(quick, createTest(quick, 1));
    assert.deepEqual([finishOf(quick, late), late.answers.length], ["time-limit", 3]);
    const small = planTest(bank.slice(0, 2), placement);
    const all = sit(small, createTest(small, 1));
    assert.deepEqual([finishOf(small, all), all.answers.length], ["no-item-left", 2]);
  });

  test("asks the quicker of two equal items", () => {
    const twins = [40, 20, 30].map((expectedSeconds, at) => ({ id: `twin-${at}`, discrimination: 1, stepDifficulties: [0], competence: 0, domain: 0, expectedSeconds }));
    const pair = planTest([...twins, ...bank], { ...placement, openingPool: 2 });
    const starts = new Set(Array.from({ length: 20 }, (_, seed) => finishOf(pair, createTest(pair, seed))));
    assert.ok(!starts.has("twin-0"));
    const afterOne = planTest(twins, placement);
    const state = recordResponse(afterOne, createTest(afterOne, 1), { itemId: "twin-2", score: 1, seconds: 20 });
    assert.equal(finishOf(afterOne, state), "twin-1");
  });

  test("never asks enemies together and keeps the domain quotas", () => {
    const enemiesOf = (at: number) => bank.flatMap(({ id }, other) => (other !== at && Math.floor(other / 10) === Math.floor(at / 10) ? [id] : []));
    const enemies = bank.map((item, at) => ({ ...item, domain: at % 4, enemies: enemiesOf(at) }));
    const domainQuotas = [{ least: 5, most: 6 }, { least: 0, most: 1 }, { least: 2, most: 12 }];
    const strict = planTest(enemies, { ...placement, targetPosteriorSd: 0.1, maxItems: 12, minItems: 12, domainQuotas });
    for (let seed = 0; seed < 5; seed += 1) {
      const asked = sit(strict, createTest(strict, seed)).answers.map(({ itemId }) => Number(itemId.slice(5)));
      assert.equal(asked.length, 12);
      assert.equal(new Set(asked.map((at) => Math.floor(at / 10))).size, 12);
      const inDomain = (domain: number) => asked.filter((at) => at % 4 === domain).length;
      assert.ok(inDomain(0) >= 5 && inDomain(0) <= 6 && inDomain(1) <= 1 && inDomain(2) >= 2, asked.join(" "));
    }
  });

  test("does not end before the domains have had their least number of items", () => {
    const owed = planTest(bank, { ...placement, targetPosteriorSd: 0.9, minItems: 1, domainQuotas: Array.from({ length: 6 }, () => ({ least: 1, most: 5 })) });
    const end = sit(owed, createTest(owed, 3));
    assert.equal(end.answers.length, 6);
    assert.equal(new Set(end.answers.map(({ itemId }) => bank.find(({ id }) => id === itemId)?.domain)).size, 6);
  });

  test("uses an item in about as many sessions as its eligibility allows, and asks on when nothing is eligible", () => {
    const popular = finishOf(plan, createTest(plan, 0));
    const rare = planTest(bank, { ...placement, eligibility: { [popular]: 0.2 } });
    const sessions = 400;
    const used = Array.from({ length: sessions }, (_, seed) => sit(rare, createTest(rare, seed), 6)).filter((state) => state.answers.some(({ itemId }) => itemId === popular)).length;
    assert.ok(used > 0 && used / sessions < 0.26, `${used}`);
    const none = planTest(bank, { ...placement, eligibility: Object.fromEntries(bank.map(({ id }) => [id, 0])) });
    assert.equal(nextItem(none, createTest(none, 1)).kind, "ask");
  });

  test("refuses answers to unknown items, second answers, impossible scores and impossible times", () => {
    const state = recordResponse(plan, createTest(plan, 1), { itemId: "item-1", score: 1, seconds: 9 });
    assert.throws(() => recordResponse(plan, state, { itemId: "item-1", score: 0, seconds: 9 }), RangeError);
    assert.throws(() => recordResponse(plan, state, { itemId: "item-999", score: 0, seconds: 9 }), RangeError);
    assert.throws(() => recordResponse(plan, state, { itemId: "item-2", score: 2, seconds: 9 }), RangeError);
    assert.throws(() => recordResponse(plan, state, { itemId: "item-2", score: 1, seconds: NaN }), RangeError);
  });

  test("trusts uncertain items less", () => {
    const diagonal = (size: number) => Array.from({ length: size * size }, (_, cell) => (cell % (size + 1) === 0 ? 0.1 : 0));
    const doubtful = planTest(bank.map((item) => ({ ...item, parameterCovariance: diagonal(item.stepDifficulties.length + 1) })), placement);
    const sure = sit(plan, createTest(plan, 2));
    let state = createTest(doubtful, 2);
    for (const answer of sure.answers) state = recordResponse(doubtful, state, answer);
    assert.ok(abilityNow(state).posteriorSd > abilityNow(sure).posteriorSd * 1.02);
    near(abilityNow(state).ability, scoreEap(scoredResponses(doubtful, state)).ability, 1e-6, "ability");
  });
});

describe("a profile", () => {
  const plan = planTest(bank, profile);

  test("covers competences of all domains and narrows every one of them", () => {
    const end = sit(plan, createTest(plan, 7));
    assert.equal(end.answers.length, 24);
    assert.ok(end.belief.kind === "competences");
    const { covariance } = end.belief;
    structure.domainOfCompetence.forEach((_, k) => assert.ok((covariance[k * 24 + k] ?? NaN) < 0.6));
    assert.ok(abilityNow(end).posteriorSd < 0.35);
  });

  test("goes on from where an earlier one ended", () => {
    const first = sit(plan, createTest(plan, 7));
    assert.ok(first.belief.kind === "competences");
    const second = sit(plan, createTest(plan, 8, { competences: first.belief }));
    assert.ok(abilityNow(second).posteriorSd < abilityNow(first).posteriorSd);
  });
});

describe("a certifying test", () => {
  const information = informationAt(bank, 0);
  const ordered = bank.map((item, at) => ({ item, value: information[at] ?? 0 })).toSorted((a, b) => b.value - a.value).map(({ item }) => item);
  const form = (items: BankItem[]) => stoppingTable({ items, cutLogits: 0, indifferenceLogits: 0.3, costs: { falsePass: 1, falseFail: 1, perItem: 0.002 } });
  const forms = [form(ordered.filter((_, at) => at % 2 === 0).slice(0, 20)), form(ordered.filter((_, at) => at % 2 === 1).slice(0, 20))];
  const certification: CertificationPolicy = {
    purpose: "certification", prior: { meanLogits: 0, sd: 1 }, cutLogits: 0, indifferenceLogits: 0.3, ...limits, minItems: 0, maxItems: 20, stopping: { by: "table", forms },
  };
  const always = (plan: TestPlan, seed: number, isRight: boolean) => {
    let state = createTest(plan, seed);
    for (;;) {
      const next = nextItem(plan, state);
      if (next.kind === "finished") return state;
      const steps = bank.find(({ id }) => id === next.itemId)?.stepDifficulties.length ?? 0;
      state = recordResponse(plan, state, { itemId: next.itemId, score: isRight ? steps : 0, seconds: 20 });
    }
  };

  test("by table passes who is always right, fails who never is, after five answers or more, and decides everybody", () => {
    const plan = planTest(bank, certification);
    assert.equal(certificationDecision(plan, createTest(plan, 1)), "undecided");
    for (const [isRight, decision] of [[true, "pass"], [false, "fail"]] as const) {
      const end = always(plan, 3, isRight);
      assert.equal(certificationDecision(plan, end), decision);
      assert.ok(end.answers.length >= 5 && end.answers.length < 12);
    }
    for (let seed = 0; seed < 20; seed += 1) assert.notEqual(certificationDecision(plan, sit(plan, createTest(plan, seed))), "undecided");
  });

  test("draws one of its forms by the seed and keeps to it", () => {
    const plan = planTest(bank, certification);
    const ids = Array.from({ length: 20 }, (_, seed) => sit(plan, createTest(plan, seed)).answers.map(({ itemId }) => itemId));
    const starts = new Set(ids.map(([first]) => first));
    assert.deepEqual(starts, new Set(forms.map(({ itemIds }) => itemIds[0])));
    assert.throws(() => recordResponse(plan, createTest(plan, 1), { itemId: ids[0]?.[1] ?? "", score: 0, seconds: 9 }), RangeError);
    for (const asked of ids) assert.ok(forms.some(({ itemIds }) => asked.every((id, at) => itemIds[at] === id)));
  });

  test("by likelihood ratio needs five answers although fewer would do", () => {
    const plan = planTest(bank, { ...certification, stopping: { by: "likelihood-ratio", falsePassRate: 0.05, falseFailRate: 0.05 } });
    const end = always(plan, 3, true);
    assert.equal(certificationDecision(plan, end), "pass");
    assert.ok(end.answers.length >= 5 && end.answers.length < 12, `${end.answers.length}`);
    assert.equal(finishOf(plan, end), "decided");
    for (let seed = 0; seed < 20; seed += 1) assert.notEqual(certificationDecision(plan, sit(plan, createTest(plan, seed))), "undecided");
  });

  test("with a form whose items are not in the bank is refused", () => {
    assert.throws(() => planTest(bank.slice(0, 5), certification), RangeError);
    assert.throws(() => certificationDecision(planTest(bank, placement), createTest(planTest(bank, placement), 1)), RangeError);
  });
});
