/**
 * One sitting: what to ask next and when to stop. The state is plain data that goes in and comes out: written down after every
 * answer it resumes after a dead battery exactly where it stood, and the server replays it from the answers alone.
 * Promise: same plan, seed and answers, same items and same result. Must not know clocks, storage or screens.
 */
import { updateBelief, priorBelief, type CompetenceBelief, type CompetenceStructure } from "./competence-posterior.ts";
import { gridAbility, gridCount, informationAt, prepareBank, type BankItem, type ItemBank } from "./item-bank.ts";
import type { ScoredResponse } from "./item-response.ts";
import type { AbilityPrior } from "./scoring.ts";
import { uniformAt } from "./seeded-random.ts";
import {
  expectedVarianceReduction, focusOnGrid, focusOnNormal, isEligible, markAdmissible, pickItem, roomForSelection, type SelectionRoom, type SelectionRules,
} from "./selection.ts";
import { generalisedLogLikelihoodRatio, waldBounds } from "./stopping.ts";
import { decisionAt, type StoppingTable } from "./stopping-table.ts";

type Limits = SelectionRules & {
  readonly minItems: number;
  readonly maxItems: number;
  /** Seconds of answering after which no further item is asked. */
  readonly maxSeconds: number;
};

/** One ability, as precise as asked for. */
export type PlacementPolicy = Limits & { readonly purpose: "placement"; readonly prior: AbilityPrior; readonly targetPosteriorSd: number };

/** A coarse picture of all competences; ends at its limits, or when the mean over them is as precise as asked for. */
export type ProfilePolicy = Limits & { readonly purpose: "profile"; readonly structure: CompetenceStructure; readonly targetPosteriorSd?: number };

/** Pass or fail at a cut, items most informative at the cut first. The least number of items is 5, whatever `minItems` says. */
export type CertificationPolicy = Limits & {
  readonly purpose: "certification";
  /** For the ability shown with the decision, which itself takes the prior of the table or none. */
  readonly prior: AbilityPrior;
  readonly cutLogits: number;
  /** Half width of the zone around the cut in which either decision is acceptable. */
  readonly indifferenceLogits: number;
  readonly stopping:
    | { /** Parallel forms; a session draws one by its seed. */ readonly by: "table"; readonly forms: readonly StoppingTable[] }
    | { /** Generalised likelihood ratio with Wald's bounds. */ readonly by: "likelihood-ratio"; readonly falsePassRate: number; readonly falseFailRate: number };
};

export type TestPolicy = PlacementPolicy | ProfilePolicy | CertificationPolicy;

export type Answer = { readonly itemId: string; readonly score: number; readonly seconds: number };

/** Plain data; JSON keeps it bit by bit. */
export type TestState = {
  readonly format: 1;
  readonly seed: number;
  readonly answers: readonly Answer[];
  /** Ids of items that broke: asked no more, and counted neither for nor against. */
  readonly neutralised?: readonly string[];
  /** What is believed now: normalised weights at `gridAbility(0 … 120)`, or of all competences together. */
  readonly belief: { readonly kind: "grid"; readonly weights: readonly number[] } | ({ readonly kind: "competences" } & CompetenceBelief);
};

/** A bank and a policy made ready. Built once at the start, not stored. */
export type TestPlan = {
  readonly policy: TestPolicy;
  readonly bank: ItemBank;
  readonly eligibility: Float64Array;
  readonly informationAtCut: Float64Array;
  readonly room: SelectionRoom;
  readonly eligible: Uint8Array;
};

export function planTest(items: readonly BankItem[], policy: TestPolicy): TestPlan {
  const bank = prepareBank(items);
  if (policy.purpose === "profile" && bank.competenceCount > policy.structure.domainOfCompetence.length) throw new RangeError("an item names a competence that the structure lacks");
  if (policy.purpose === "certification" && policy.stopping.by === "table") {
    if (policy.stopping.forms.length === 0) throw new RangeError("a certification by table needs at least one form");
    for (const id of policy.stopping.forms.flatMap(({ itemIds }) => itemIds)) if (!bank.indexOf.has(id)) throw new RangeError(`a form names ${id}, which is not in the bank`);
  }
  return {
    policy, bank,
    eligibility: Float64Array.from(items, ({ id }) => policy.eligibility?.[id] ?? 1),
    informationAtCut: policy.purpose === "certification" ? informationAt(items, policy.cutLogits) : new Float64Array(0),
    room: roomForSelection(bank), eligible: new Uint8Array(items.length),
  };
}

/**
 * A test before its first question. `start` is what is known of the person: an ability and its SD in logits from registration or
 * an earlier test; for a profile the belief that an earlier one left. The seed decides the first item, the eligible items and the form.
 */
export function createTest(plan: TestPlan, seed: number, start?: { readonly ability?: AbilityPrior; readonly competences?: CompetenceBelief }): TestState {
  const { policy } = plan;
  if (policy.purpose === "profile") {
    const belief = start?.competences ?? priorBelief(policy.structure, start?.ability?.meanLogits);
    return { format: 1, seed, answers: [], belief: { kind: "competences", mean: belief.mean, covariance: belief.covariance } };
  }
  const { meanLogits, sd } = start?.ability ?? policy.prior;
  const density = Array.from({ length: gridCount }, (_, g) => Math.exp(-0.5 * ((gridAbility(g) - meanLogits) / sd) ** 2));
  const total = density.reduce((sum, one) => sum + one, 0);
  return { format: 1, seed, answers: [], belief: { kind: "grid", weights: density.map((one) => one / total) } };
}

export type FinishReason = "precise" | "decided" | "item-limit" | "time-limit" | "no-item-left";
export type NextItem = { readonly kind: "ask"; readonly itemId: string } | { readonly kind: "finished"; readonly reason: FinishReason };

/** Asking twice without an answer between gives the same item. */
export function nextItem(plan: TestPlan, state: TestState): NextItem {
  const { policy, bank, room } = plan;
  const reason = finishReason(plan, state);
  if (reason !== undefined) return { kind: "finished", reason };
  if (policy.purpose === "certification" && policy.stopping.by === "table") {
    const itemId = formOf(policy.stopping.forms, state.seed).itemIds[state.answers.length];
    return itemId === undefined ? { kind: "finished", reason: "no-item-left" } : { kind: "ask", itemId };
  }
  for (let item = 0; item < bank.items.length; item += 1) plan.eligible[item] = isEligible(bank, item, plan.eligibility[item] ?? 1, state.seed) ? 1 : 0;
  const asked = state.answers.map(({ itemId }) => indexIn(bank, itemId));
  // A placement may end at minItems, so what is owed to domains is paid by then.
  const plannedItems = policy.purpose === "profile" ? policy.maxItems : Math.min(policy.maxItems, Math.max(leastItems(policy), 1 + asked.length));
  const passedOver = (state.neutralised ?? []).map((itemId) => indexIn(bank, itemId));
  if (markAdmissible({ bank, rules: policy, eligible: plan.eligible, asked, passedOver, plannedItems, room }) === 0) return { kind: "finished", reason: "no-item-left" };
  fillValues(plan, state);
  const chosen = pickItem(room, asked.length === 0 ? Math.max(2, policy.openingPool) : 1, state.seed);
  const item = bank.items[chosen];
  return item === undefined ? { kind: "finished", reason: "no-item-left" } : { kind: "ask", itemId: item.id };
}

/**
 * The state after an answer. Throws RangeError for an item that is unknown or was answered before, a score it does not have, a negative time,
 * or an item out of the order of the form on which a stopping table counts.
 */
export function recordResponse(plan: TestPlan, state: TestState, answer: Answer): TestState {
  const { bank } = plan;
  const item = indexIn(bank, answer.itemId);
  if (state.answers.some(({ itemId }) => itemId === answer.itemId)) throw new RangeError(`${answer.itemId} was answered before`);
  if (!Number.isInteger(answer.score) || answer.score < 0 || answer.score >= (bank.categoryCount[item] ?? 0)) throw new RangeError(`${answer.itemId} has no score ${answer.score}`);
  if (!(answer.seconds >= 0 && answer.seconds < Infinity)) throw new RangeError(`${answer.itemId} cannot have taken ${answer.seconds} s`);
  if (plan.policy.purpose === "certification" && plan.policy.stopping.by === "table"
    && formOf(plan.policy.stopping.forms, state.seed).itemIds[state.answers.length] !== answer.itemId) throw new RangeError(`${answer.itemId} is not the next item of the form`);
  const answers = [...state.answers, { itemId: answer.itemId, score: answer.score, seconds: answer.seconds }];
  const { belief } = state;
  if (belief.kind === "competences") return { ...state, answers, belief: { kind: "competences", ...updateBelief(belief, bank, item, answer.score) } };
  const row = ((bank.firstRow[item] ?? 0) + answer.score) * gridCount;
  const weights = new Array<number>(gridCount);
  let total = 0;
  for (let g = 0; g < gridCount; g += 1) {
    const weight = (belief.weights[g] ?? 0) * (bank.curves[row + g] ?? 0);
    weights[g] = weight;
    total += weight;
  }
  // An answer that no ability left on the grid can explain moves nothing.
  if (!(total > 0)) return { ...state, answers };
  for (let g = 0; g < gridCount; g += 1) weights[g] = (weights[g] ?? 0) / total;
  return { ...state, answers, belief: { kind: "grid", weights } };
}

/**
 * The state after an item broke: another takes its place, and what is believed stays. Throws RangeError for an item that is unknown or was asked before,
 * and where a stopping table counts on every item of its form.
 */
export function neutraliseItem(plan: TestPlan, state: TestState, itemId: string): TestState {
  indexIn(plan.bank, itemId);
  if (plan.policy.purpose === "certification" && plan.policy.stopping.by === "table") throw new RangeError("a form cannot do without one of its items");
  const neutralised = state.neutralised ?? [];
  if (neutralised.includes(itemId) || state.answers.some((answer) => answer.itemId === itemId)) throw new RangeError(`${itemId} was asked before`);
  return { ...state, neutralised: [...neutralised, itemId] };
}

/** Mean and SD of the belief about one ability, logits. A profile's: the mean over competences. */
export function abilityNow(state: TestState): { readonly ability: number; readonly posteriorSd: number } {
  const { belief } = state;
  if (belief.kind === "competences") {
    const count = belief.mean.length;
    const variance = belief.covariance.reduce((sum, one) => sum + one, 0) / (count * count);
    return { ability: belief.mean.reduce((sum, one) => sum + one, 0) / count, posteriorSd: Math.sqrt(Math.max(0, variance)) };
  }
  let ability = 0;
  for (let g = 0; g < gridCount; g += 1) ability += (belief.weights[g] ?? 0) * gridAbility(g);
  let variance = 0;
  for (let g = 0; g < gridCount; g += 1) variance += (belief.weights[g] ?? 0) * (gridAbility(g) - ability) ** 2;
  return { ability, posteriorSd: Math.sqrt(variance) };
}

/**
 * Pass or fail as it stands. "undecided" while the rule has not spoken: the caller must not make a certificate of it. At the last item a
 * table always decides; the likelihood ratio then passes those more likely above the zone than below it. Throws RangeError for other purposes.
 */
export function certificationDecision(plan: TestPlan, state: TestState): "pass" | "fail" | "undecided" {
  const { policy } = plan;
  if (policy.purpose !== "certification") throw new RangeError(`a ${policy.purpose} test certifies nothing`);
  if (policy.stopping.by === "table") {
    const form = formOf(policy.stopping.forms, state.seed);
    const points = state.answers.reduce((sum, { score }, at) => sum + score * (form.pointsPerStep[at] ?? 0), 0);
    const decision = decisionAt(form, state.answers.length, points);
    return decision === "go on" ? "undecided" : decision;
  }
  if (state.answers.length < leastItems(policy)) return "undecided";
  const ratio = generalisedLogLikelihoodRatio(scoredResponses(plan, state), policy);
  const bounds = waldBounds(policy.stopping);
  if (state.answers.length >= policy.maxItems) return ratio > 0 ? "pass" : "fail";
  return ratio >= bounds.passFrom ? "pass" : ratio <= bounds.failUpTo ? "fail" : "undecided";
}

/** The answers with their items, for scoring and person fit. */
export function scoredResponses(plan: TestPlan, state: TestState): ScoredResponse[] {
  return state.answers.flatMap(({ itemId, score }) => plan.bank.items.slice(indexIn(plan.bank, itemId), indexIn(plan.bank, itemId) + 1).map((item) => ({ item, score })));
}

function finishReason(plan: TestPlan, state: TestState): FinishReason | undefined {
  const { policy } = plan;
  if (policy.purpose === "certification" && certificationDecision(plan, state) !== "undecided") return state.answers.length >= policy.maxItems ? "item-limit" : "decided";
  if (policy.purpose !== "certification" && policy.targetPosteriorSd !== undefined && state.answers.length >= leastItems(policy) && abilityNow(state).posteriorSd <= policy.targetPosteriorSd) return "precise";
  if (state.answers.length >= policy.maxItems) return "item-limit";
  if (state.answers.reduce((sum, { seconds }) => sum + seconds, 0) >= policy.maxSeconds) return "time-limit";
  return undefined;
}

const leastCertifyingItems = 5;

/** Answers before a test may end by its own rule: `minItems`, what the domains are owed, and 5 for a certificate. */
function leastItems(policy: TestPolicy): number {
  const owed = policy.domainQuotas?.reduce((sum, { least }) => sum + least, 0) ?? 0;
  return Math.max(policy.minItems, owed, policy.purpose === "certification" ? leastCertifyingItems : 0);
}

function formOf(forms: readonly StoppingTable[], seed: number): StoppingTable {
  const form = forms[Math.floor(uniformAt(seed, formPlace) * forms.length)];
  if (form === undefined) throw new RangeError("a certification by table needs at least one form");
  return form;
}

const formPlace = 0x666f726d;

/** Value of every admissible item into `plan.room.value`: variance expected to go, or information at the cut, per second. */
function fillValues(plan: TestPlan, state: TestState): void {
  const { policy, bank, room, informationAtCut } = plan;
  const { value, isAdmissible } = room;
  const { belief } = state;
  if (belief.kind === "competences") {
    const count = belief.mean.length;
    value.fill(0);
    for (let competence = 0; competence < bank.competenceCount; competence += 1) {
      const variance = belief.covariance[competence * count + competence] ?? 0;
      let worth = 0;
      for (let k = 0; k < count; k += 1) worth += ((belief.covariance[competence * count + k] ?? 0) / variance) ** 2;
      focusOnNormal(belief.mean[competence] ?? 0, Math.sqrt(variance), room);
      for (let item = 0; item < value.length; item += 1) {
        if (bank.competence[item] === competence && isAdmissible[item] === 1) value[item] = worth * expectedVarianceReduction(bank, item, room) * (bank.secondsInverse[item] ?? 0);
      }
    }
    return;
  }
  if (policy.purpose === "certification") {
    for (let item = 0; item < value.length; item += 1) value[item] = (informationAtCut[item] ?? 0) * (bank.secondsInverse[item] ?? 0);
    return;
  }
  focusOnGrid(belief.weights, room);
  for (let item = 0; item < value.length; item += 1) {
    if (isAdmissible[item] === 1) value[item] = expectedVarianceReduction(bank, item, room) * (bank.secondsInverse[item] ?? 0);
  }
}

function indexIn(bank: ItemBank, itemId: string): number {
  const index = bank.indexOf.get(itemId);
  if (index === undefined) throw new RangeError(`${itemId} is not in the bank`);
  return index;
}
