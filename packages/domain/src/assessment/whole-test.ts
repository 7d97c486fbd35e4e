/**
 * The two tests of the app, made of the policy and the items, and their replay from raw facts. The phone asks by what stands here and the
 * server draws the same test again: an item that it would not have asked, another order of the choices, an answer too many, and the test
 * is not borne out. Promise: same policy, items, seed and answers, same test. Must not know storage, screens or who the person is.
 */
import type { Framework, Item, KeylessItem, PopulationGroup, SimulatorId, TestFault, TestPurpose, TestsPolicy } from "@hocvuso/contract";
import { declaredBank } from "./certifying-items.ts";
import { summaryOfBelief } from "./competence-posterior.ts";
import type { BankItem } from "./item-bank.ts";
import { placeOfText, uniformAt } from "./seeded-random.ts";
import {
  abilityNow, certificationDecision, createTest, neutraliseItem, nextItem, planTest, recordResponse, type CertificationPolicy, type ProfilePolicy, type TestPlan, type TestState,
} from "./test-session.ts";

export type WholeTest = {
  readonly purpose: TestPurpose;
  readonly plan: TestPlan;
  /** Of each item, how many things there are to pick from; of tasks none. */
  readonly optionCounts: ReadonlyMap<string, number>;
  /** Domain (from 0) of each competence of the framework. */
  readonly domainOfCompetence: readonly number[];
  /** Of certification: which tasks have to be done, and how nearly whole. */
  readonly tasks: { readonly doneAtLeast: number; readonly stepsMissedAtMost: number };
};

type Measuring = Pick<Framework, "id" | "domains">;

function domainsOf({ domains }: { readonly domains: readonly { readonly components: readonly unknown[] }[] }): number[] {
  return domains.flatMap(({ components }, domain) => components.map(() => domain));
}

/** Practice items as an adaptive profile of all competences. Items that measure none of the framework, or say nothing of their difficulty, are not asked. */
export function placementTest(items: readonly (Pick<Item, "id" | "components" | "expectedDifficultyLogits" | "expectedSeconds" | "enemies"> & { readonly choices: readonly unknown[] })[], { placement: rules }: Pick<TestsPolicy, "placement">, framework: Measuring): WholeTest {
  const refs = framework.domains.flatMap(({ components }, domain) => components.map(({ id }) => ({ ref: `${framework.id}/${id}`, domain })));
  const measuring = items.flatMap((item): BankItem[] => {
    const competence = refs.findIndex(({ ref }) => ref === item.components[0]);
    const domain = refs[competence]?.domain;
    if (domain === undefined || item.expectedDifficultyLogits === undefined || item.expectedSeconds === undefined) return [];
    return [{ id: item.id, competence, domain, discrimination: 1, stepDifficulties: [item.expectedDifficultyLogits], optionCount: item.choices.length, expectedSeconds: item.expectedSeconds, enemies: item.enemies ?? [] }];
  });
  const asked = new Set(measuring.map(({ id }) => id));
  const bank = measuring.map((item) => ({ ...item, enemies: (item.enemies ?? []).filter((enemy) => asked.has(enemy)) }));
  const domainOfCompetence = domainsOf(framework);
  const policy: ProfilePolicy = {
    purpose: "profile",
    structure: { domainOfCompetence, generalVariance: rules.variances.general, domainVariance: rules.variances.domain, competenceVariance: rules.variances.competence },
    targetPosteriorSd: rules.targetPosteriorSd, minItems: rules.minItems, maxItems: rules.maxItems, maxSeconds: rules.maxMinutes * 60, openingPool: rules.openingPool,
    domainQuotas: framework.domains.map(() => rules.inDomain), eligibility: sharedBy(bank, rules.eligibleShare),
  };
  return { purpose: "placement", plan: planTest(bank, policy), optionCounts: new Map(items.map(({ id, choices }) => [id, choices.length])), domainOfCompetence, tasks: { doneAtLeast: 0, stepsMissedAtMost: 0 } };
}

/**
 * Certifying items as a test at one cut. Its length is fixed and tasks are a domain of their own, so neither what is asked next nor when it
 * ends depends on a score: a phone that has no keys asks exactly the test that the server draws again.
 */
export function certificationTest(items: readonly KeylessItem[], { certification: rules }: Pick<TestsPolicy, "certification">, { framework, scoreSteps }: { framework: Framework | Measuring; scoreSteps: ReadonlyMap<SimulatorId, number> }): WholeTest {
  const ofLevels = items.filter(({ level }) => level >= rules.levels.from && level <= rules.levels.to);
  const taskDomain = framework.domains.length;
  const tasks = new Set<string>(ofLevels.filter(({ form }) => form === "task").map(({ id }) => id));
  const bank = declaredBank(ofLevels, { framework: framework as Framework, scoreSteps }) // of components only ids are read
    .map((item) => (tasks.has(item.id) ? { ...item, domain: taskDomain } : item));
  const policy: CertificationPolicy = {
    purpose: "certification", prior: rules.prior, cutLogits: rules.cutLogits, indifferenceLogits: rules.indifferenceLogits,
    stopping: { by: "likelihood-ratio", falsePassRate: 0.05, falseFailRate: 0.05 }, // never comes to speak before the last item
    minItems: rules.items, maxItems: rules.items, maxSeconds: Infinity, openingPool: rules.openingPool,
    domainQuotas: [...framework.domains.map(() => rules.inDomain), rules.tasks], eligibility: sharedBy(bank, rules.eligibleShare),
  };
  return {
    purpose: "certification", plan: planTest(bank, policy), domainOfCompetence: domainsOf(framework), tasks: { doneAtLeast: rules.tasksDoneAtLeast, stepsMissedAtMost: rules.taskStepsMissedAtMost },
    optionCounts: new Map(ofLevels.flatMap((item): [string, number][] => (item.form === "task" ? [] : [[item.id, thingsToPick(item).length]]))),
  };
}

function sharedBy(bank: readonly BankItem[], eligibleShare: number): Readonly<Record<string, number>> {
  return Object.fromEntries(bank.map(({ id }) => [id, eligibleShare]));
}

/** What one picks from, whose order on the screen the seed draws. */
export function thingsToPick(item: Exclude<KeylessItem, { readonly form: "task" }>): readonly { readonly id: string }[] {
  switch (item.form) {
    case "choice": return item.choices;
    case "order": return item.pieces;
    case "match": return item.partners;
    case "spot": return item.places;
  }
}

/** For each place on the screen, which of the item's `count` things stands there (Fisher and Yates, by the test's seed). */
export function optionOrder({ seed, itemId, count }: { seed: number; itemId: string; count: number }): readonly number[] {
  const order = Array.from({ length: count }, (_, at) => at);
  const place = placeOfText(itemId);
  for (let left = count; left > 1; left -= 1) {
    const from = Math.floor(uniformAt(seed, place + left) * left);
    const [last = 0, other = 0] = [order[left - 1], order[from]];
    order[left - 1] = other;
    order[from] = last;
  }
  return order;
}

/** As a fact writes it: one hexadecimal digit a place. */
export function orderText(order: readonly number[]): string {
  return order.map((at) => at.toString(16)).join("");
}

/** Which variant of a task's simulator the test draws. */
export function taskSeed({ seed, itemId }: { seed: number; itemId: string }): number {
  return Math.floor(uniformAt(seed, placeOfText(`task/${itemId}`)) * 0x1_0000_0000);
}

/** What a placement begins from, thousandths of a logit: the person's group, and how many lessons they have learnt. */
export function startOfTest({ placement: { start } }: Pick<TestsPolicy, "placement">, { group, lessonCount }: { group: PopulationGroup | undefined; lessonCount: number }): number {
  return Math.round(1_000 * (start[group ?? "unknown"] + Math.min(start.mostByLessons, start.perLesson * lessonCount)));
}

/** A test before its first question. A certifying one begins from its own prior, whatever is known of the person. */
export function beginTest({ purpose, plan }: WholeTest, { seed, startMilliLogits }: { seed: number; startMilliLogits: number }): TestState {
  return createTest(plan, seed, purpose === "placement" ? { ability: { meanLogits: startMilliLogits / 1_000, sd: 1 } } : undefined);
}

/** Ability in each domain of a profile, in the order of the framework. Empty for a test of one ability. */
export function abilityByDomain({ domainOfCompetence }: WholeTest, { belief }: TestState): readonly { readonly ability: number; readonly posteriorSd: number }[] {
  if (belief.kind !== "competences") return [];
  const domainCount = Math.max(...domainOfCompetence) + 1;
  return Array.from({ length: domainCount }, (_, domain) => {
    const size = domainOfCompetence.filter((each) => each === domain).length;
    return summaryOfBelief(belief, domainOfCompetence.map((each) => (each === domain ? 1 / size : 0)));
  });
}

/** One place of a test, as its facts tell it. `score` is undefined for what was picked that nobody can score. */
export type TestPart =
  | { readonly is: "answer"; readonly place: number; readonly itemId: string; /** Of tasks undefined. */ readonly order: string | undefined; readonly score: number | undefined; readonly seconds: number }
  | { readonly is: "neutralised"; readonly place: number; readonly itemId: string };

export type TestRecord = {
  readonly seed: number;
  readonly startMilliLogits: number;
  /** In any order. Of two of one place both are here, unless they say the same. */
  readonly parts: readonly TestPart[];
  /** undefined: no end has come (yet). */
  readonly end: { readonly because: "rule" | "left"; readonly places: number; readonly score?: { readonly ability: number; readonly posteriorSd: number } } | undefined;
};

export type ReplayedTest =
  | { readonly is: "scored"; readonly state: TestState; readonly ability: number; readonly posteriorSd: number; /** Of certification. */ readonly decision?: "pass" | "not-yet" }
  | { readonly is: "left"; readonly state: TestState }
  | { readonly is: "waiting" }
  | { readonly is: "refused"; readonly fault: TestFault; readonly faultAt?: number };

/** Logits by which the phone's score may differ from the one made here. */
const scoreTolerance = 1e-9;

/** Draws the test again from its seed and answers, and scores it. Pure: whether more facts may still come is for the caller to know. */
export function replayTest(test: WholeTest, { seed, startMilliLogits, parts, end }: TestRecord): ReplayedTest {
  const inOrder = parts.toSorted((a, b) => a.place - b.place);
  const doubled = inOrder.find((part, at) => inOrder[at + 1]?.place === part.place) ?? inOrder.find((part, at) => inOrder.findIndex(({ itemId }) => itemId === part.itemId) !== at);
  if (doubled !== undefined) return { is: "refused", fault: "two-answers", faultAt: doubled.place };
  if (end !== undefined && (inOrder.at(-1)?.place ?? -1) >= end.places) return { is: "refused", fault: "after-the-end", faultAt: end.places };
  let state = beginTest(test, { seed, startMilliLogits });
  for (const [at, part] of inOrder.entries()) {
    if (part.place !== at) return { is: "waiting" };
    const next = nextItem(test.plan, state);
    if (next.kind === "finished") return { is: "refused", fault: "after-the-end", faultAt: at };
    if (next.itemId !== part.itemId) return { is: "refused", fault: "not-offered", faultAt: at };
    if (part.is === "neutralised") {
      state = neutraliseItem(test.plan, state, part.itemId);
      continue;
    }
    const count = test.optionCounts.get(part.itemId);
    const expected = count === undefined ? undefined : orderText(optionOrder({ seed, itemId: part.itemId, count }));
    if (part.order !== expected) return { is: "refused", fault: "order-differs", faultAt: at };
    if (part.score === undefined) return { is: "refused", fault: "not-scorable", faultAt: at };
    try {
      state = recordResponse(test.plan, state, { itemId: part.itemId, score: part.score, seconds: part.seconds });
    } catch (error) {
      if (error instanceof RangeError) return { is: "refused", fault: "not-scorable", faultAt: at };
      throw error;
    }
  }
  if (end === undefined || inOrder.length < end.places) return { is: "waiting" };
  const { ability, posteriorSd } = abilityNow(state);
  if (end.score !== undefined && !(Math.abs(end.score.ability - ability) <= scoreTolerance && Math.abs(end.score.posteriorSd - posteriorSd) <= scoreTolerance)) return { is: "refused", fault: "score-differs" };
  if (end.because === "left") return { is: "left", state };
  if (nextItem(test.plan, state).kind === "ask") return { is: "refused", fault: "ended-early", faultAt: inOrder.length };
  return { is: "scored", state, ability, posteriorSd, ...(test.purpose === "certification" ? { decision: decisionOf(test, state) } : {}) };
}

/** Without its last answer (nothing was left to ask) the rule has not spoken, and nobody passes. */
function decisionOf({ plan, tasks }: WholeTest, state: TestState): "pass" | "not-yet" {
  const taskDomain = (plan.policy.domainQuotas?.length ?? 0) - 1;
  const tasksDone = state.answers.filter(({ itemId, score }) => {
    const item = plan.bank.items[plan.bank.indexOf.get(itemId) ?? -1];
    return item !== undefined && item.domain === taskDomain && item.stepDifficulties.length - score <= tasks.stepsMissedAtMost;
  }).length;
  return certificationDecision(plan, state) === "pass" && tasksDone >= tasks.doneAtLeast ? "pass" : "not-yet";
}
