/**
 * From scored responses to one ability in logits: posterior mean (EAP), posterior mode (MAP), maximum likelihood (MLE) and
 * Warm's weighted likelihood (WLE). The phone shows EAP, which exists for every pattern; published scores and person fit use WLE.
 * Promise: no answer is NaN, whatever the number of responses. Order of responses does not matter beyond rounding.
 */
import {
  assertItemParameters, assertScore, biasTermOf, fillCategoryCurves, informationOf, plausibleItems, roomForCategories,
  type CategoryCurves, type ScoredResponse,
} from "./item-response.ts";

/** A normal prior for ability, logits. */
export type AbilityPrior = { readonly meanLogits: number; readonly sd: number };
export const standardPrior: AbilityPrior = { meanLogits: 0, sd: 1 };

/** `ability` and `posteriorSd` in logits; `logEvidence` is ln of the probability of the responses under the prior. */
export type PosteriorScore = { readonly ability: number; readonly posteriorSd: number; readonly logEvidence: number };

/** `ability` in logits, ±Infinity when the likelihood has no finite maximum (then `standardError` is Infinity). */
export type PointScore = { readonly ability: number; readonly standardError: number };

const nodeCount = 201;
const reachInSds = 10;

/**
 * Posterior mean and SD by the trapezoid rule on 201 nodes over the prior mean ± 10 SD (error < 1e-8 while the posterior SD is
 * above a tenth of the prior's; finer nodes are taken below). No responses: the prior. Integrates over uncertain item parameters.
 */
export function scoreEap(responses: readonly ScoredResponse[], prior: AbilityPrior = standardPrior): PosteriorScore {
  assertResponses(responses);
  let lowest = prior.meanLogits - reachInSds * prior.sd;
  let highest = prior.meanLogits + reachInSds * prior.sd;
  for (;;) {
    const score = posteriorOnGrid(responses, prior, lowest, highest);
    const step = (highest - lowest) / (nodeCount - 1);
    if (score.posteriorSd > step) return score;
    lowest = score.ability - reachInSds * step;
    highest = score.ability + reachInSds * step;
  }
}

function posteriorOnGrid(responses: readonly ScoredResponse[], prior: AbilityPrior, lowest: number, highest: number): PosteriorScore {
  const step = (highest - lowest) / (nodeCount - 1);
  const logWeights = logLikelihoodOnGrid(responses, lowest, step, nodeCount);
  let largest = -Infinity;
  for (let g = 0; g < nodeCount; g += 1) {
    const distance = (lowest + g * step - prior.meanLogits) / prior.sd;
    const logWeight = (logWeights[g] ?? 0) - 0.5 * distance * distance;
    logWeights[g] = logWeight;
    if (logWeight > largest) largest = logWeight;
  }
  let total = 0;
  let first = 0;
  let second = 0;
  const middle = (lowest + highest) / 2;
  for (let g = 0; g < nodeCount; g += 1) {
    const weight = Math.exp((logWeights[g] ?? 0) - largest);
    const place = lowest + g * step - middle;
    total += weight;
    first += weight * place;
    second += weight * place * place;
  }
  const mean = first / total;
  return {
    ability: middle + mean,
    posteriorSd: Math.sqrt(Math.max(0, second / total - mean * mean)),
    logEvidence: largest + Math.log((total * step) / (prior.sd * Math.sqrt(2 * Math.PI))),
  };
}

/** Log-likelihood at lowest, lowest + step, … (`count` nodes). Integrates over uncertain item parameters. */
export function logLikelihoodOnGrid(responses: readonly ScoredResponse[], lowest: number, step: number, count: number): Float64Array {
  const logLikelihood = new Float64Array(count);
  const curves = roomForResponses(responses);
  for (const { item, score } of responses) {
    const plausible = plausibleItems(item);
    for (let g = 0; g < count; g += 1) {
      let probability = 0;
      for (const candidate of plausible) {
        fillCategoryCurves(candidate, lowest + g * step, curves);
        probability += curves.probability[score] ?? 0;
      }
      // An underflow to 0 would rule a node out for good: keep the smallest positive double.
      logLikelihood[g] = (logLikelihood[g] ?? 0) + Math.log(Math.max(probability / plausible.length, Number.MIN_VALUE));
    }
  }
  return logLikelihood;
}

/** Posterior mode; standard error 1/√(I + 1/sd²) with the expected information at the mode. */
export function scoreMap(responses: readonly ScoredResponse[], prior: AbilityPrior = standardPrior): PointScore {
  const precision = 1 / (prior.sd * prior.sd);
  const pull = (ability: number) => (prior.meanLogits - ability) * precision;
  const ability = highestMode(responses, (sums, at) => sums.gradient + pull(at));
  return { ability, standardError: 1 / Math.sqrt(summarise(responses, ability).information + precision) };
}

/** Maximum likelihood; standard error 1/√I. All lowest or all highest scores have no finite maximum. Throws RangeError without responses. */
export function scoreMle(responses: readonly ScoredResponse[]): PointScore {
  assertAny(responses);
  const ability = highestMode(responses, (sums) => sums.gradient);
  if (!Number.isFinite(ability)) return { ability, standardError: Infinity };
  return { ability, standardError: 1 / Math.sqrt(summarise(responses, ability).information) };
}

/** Warm (1989): root of S + J / (2 I), finite for every pattern; standard error 1/√I as usually reported. Throws RangeError without responses. */
export function scoreWle(responses: readonly ScoredResponse[]): PointScore {
  assertAny(responses);
  const ability = highestMode(responses, (sums) => sums.gradient + sums.biasTerm / (2 * sums.information));
  if (!Number.isFinite(ability)) return { ability, standardError: Infinity };
  return { ability, standardError: 1 / Math.sqrt(summarise(responses, ability).information) };
}

/** Sums over responses at one ability: ln L, its derivative S, expected information I, Warm's J. */
export type LikelihoodSums = { logLikelihood: number; gradient: number; information: number; biasTerm: number };

export function summarise(responses: readonly ScoredResponse[], abilityLogits: number): LikelihoodSums {
  const sums = { logLikelihood: 0, gradient: 0, information: 0, biasTerm: 0 };
  addSums(responses, abilityLogits, roomForResponses(responses), sums);
  return sums;
}

function addSums(responses: readonly ScoredResponse[], ability: number, curves: CategoryCurves, sums: LikelihoodSums): void {
  sums.logLikelihood = sums.gradient = sums.information = sums.biasTerm = 0;
  for (const { item, score } of responses) {
    const count = fillCategoryCurves(item, ability, curves);
    const p = Math.max(curves.probability[score] ?? 0, Number.MIN_VALUE);
    sums.logLikelihood += Math.log(p);
    sums.gradient += (curves.slope[score] ?? 0) / p;
    sums.information += informationOf(curves, count);
    sums.biasTerm += biasTermOf(curves, count);
  }
}

const scanReach = 20;
const scanStep = 0.25;

/**
 * The root, from + to −, of an estimating function on [−20, 20] under which its integral is highest (a likelihood with guessing may have
 * several maxima). −Infinity or Infinity when the integral is highest at that end. Bisected to machine precision.
 */
function highestMode(responses: readonly ScoredResponse[], estimate: (sums: LikelihoodSums, ability: number) => number): number {
  assertResponses(responses);
  const curves = roomForResponses(responses);
  const sums: LikelihoodSums = { logLikelihood: 0, gradient: 0, information: 0, biasTerm: 0 };
  const valueAt = (ability: number): number => {
    addSums(responses, ability, curves, sums);
    const value = estimate(sums, ability);
    return Number.isFinite(value) ? value : 0;
  };
  let ability = -Infinity;
  let integral = 0;
  let peak = 0;
  let before = valueAt(-scanReach);
  for (let at = -scanReach + scanStep; at <= scanReach; at += scanStep) {
    const value = valueAt(at);
    if (before > 0 && value <= 0) {
      const root = bisect(valueAt, at - scanStep, at);
      const integralAtRoot = integral + 0.5 * before * (root - at + scanStep);
      if (integralAtRoot > peak || (integralAtRoot === peak && ability === -Infinity)) {
        peak = integralAtRoot;
        ability = root;
      }
    }
    integral += 0.5 * (before + value) * scanStep;
    before = value;
  }
  return integral > peak ? Infinity : ability;
}

function bisect(valueAt: (ability: number) => number, positiveSide: number, otherSide: number): number {
  let low = positiveSide;
  let high = otherSide;
  for (let round = 0; round < 60; round += 1) {
    const middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) break;
    if (valueAt(middle) > 0) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

function assertAny(responses: readonly ScoredResponse[]): void {
  if (responses.length === 0) throw new RangeError("a likelihood needs at least one response");
}

function assertResponses(responses: readonly ScoredResponse[]): void {
  for (const response of responses) {
    assertItemParameters(response.item);
    assertScore(response);
  }
}

function roomForResponses(responses: readonly ScoredResponse[]): CategoryCurves {
  let most = 2;
  for (const { item } of responses) most = Math.max(most, item.stepDifficulties.length + 1);
  return roomForCategories(most);
}
