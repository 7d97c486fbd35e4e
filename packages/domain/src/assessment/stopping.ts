/**
 * Sequential decisions at a cut without a table: likelihood ratios with Wald's bounds, for tests that choose items adaptively.
 * Also the posterior probability of being above the cut. Must not know how items were chosen.
 */
import { logLikelihoodOnGrid, summarise, type AbilityPrior, standardPrior } from "./scoring.ts";
import type { ScoredResponse } from "./item-response.ts";

/** A cut and the half width of its indifference zone, logits. */
export type Cut = { readonly cutLogits: number; readonly indifferenceLogits: number };

/** Wald (1945): decide pass when ln LR ≥ passFrom = ln((1 − β)/α), fail when ≤ failUpTo = ln(β/(1 − α)); α = false pass, β = false fail rate. */
export function waldBounds({ falsePassRate, falseFailRate }: { falsePassRate: number; falseFailRate: number }): { passFrom: number; failUpTo: number } {
  return { passFrom: Math.log((1 - falseFailRate) / falsePassRate), failUpTo: Math.log(falseFailRate / (1 - falsePassRate)) };
}

/** ln L(cut + δ) − ln L(cut − δ): the statistic of the SPRT. 0 without responses. */
export function logLikelihoodRatio(responses: readonly ScoredResponse[], { cutLogits, indifferenceLogits }: Cut): number {
  return summarise(responses, cutLogits + indifferenceLogits).logLikelihood - summarise(responses, cutLogits - indifferenceLogits).logLikelihood;
}

/** Abilities considered by the generalised ratio, logits. */
const lowest = -6;
const highest = 6;

/** ln of the highest L on [cut + δ, 6] over the highest L on [−6, cut − δ] (Thompson 2009). 0 without responses. */
export function generalisedLogLikelihoodRatio(responses: readonly ScoredResponse[], { cutLogits, indifferenceLogits }: Cut): number {
  return highestLogLikelihood(responses, cutLogits + indifferenceLogits, highest) - highestLogLikelihood(responses, lowest, cutLogits - indifferenceLogits);
}

const scanIntervals = 24;
const bisections = 22;

/** Highest ln L between two abilities: the best of 25 nodes, then bisection of the gradient around it (to 1e-6 logits) unless it is an end. */
function highestLogLikelihood(responses: readonly ScoredResponse[], from: number, to: number): number {
  const step = (to - from) / scanIntervals;
  const scan = logLikelihoodOnGrid(responses.map(({ item: { parameterCovariance: _, ...item }, score }) => ({ item, score })), from, step, scanIntervals + 1);
  let best = 0;
  for (let at = 1; at <= scanIntervals; at += 1) if ((scan[at] ?? -Infinity) > (scan[best] ?? -Infinity)) best = at;
  const slopeAtBest = summarise(responses, from + best * step).gradient;
  if ((best === 0 && slopeAtBest <= 0) || (best === scanIntervals && slopeAtBest >= 0)) return scan[best] ?? 0;
  let low = Math.max(from, from + (best - 1) * step);
  let high = Math.min(to, from + (best + 1) * step);
  for (let round = 0; round < bisections; round += 1) {
    const middle = 0.5 * (low + high);
    if (summarise(responses, middle).gradient > 0) low = middle;
    else high = middle;
  }
  return Math.max(scan[best] ?? 0, summarise(responses, 0.5 * (low + high)).logLikelihood);
}

/** Posterior probability of an ability above the cut. Simpson's rule on each side, 400 intervals over the prior mean ± 8 SD. */
export function probabilityAboveCut(responses: readonly ScoredResponse[], cutLogits: number, prior: AbilityPrior = standardPrior): number {
  const low = Math.min(cutLogits, prior.meanLogits - 8 * prior.sd);
  const high = Math.max(cutLogits, prior.meanLogits + 8 * prior.sd);
  const sides = [[low, cutLogits], [cutLogits, high]].map(([from = 0, to = 0]) => {
    const step = (to - from) / simpsonIntervals;
    const logDensity = logLikelihoodOnGrid(responses, from, step, simpsonIntervals + 1)
      .map((logLikelihood, at) => logLikelihood - 0.5 * ((from + at * step - prior.meanLogits) / prior.sd) ** 2);
    return { step, logDensity };
  });
  const largest = sides.reduce((most, { logDensity }) => Math.max(most, logDensity.reduce((a, b) => Math.max(a, b), -Infinity)), -Infinity);
  const [below = 0, above = 0] = sides.map(({ step, logDensity }) =>
    (step / 3) * logDensity.reduce((sum, value, at) => {
      const weight = at === 0 || at === simpsonIntervals ? 1 : at % 2 === 1 ? 4 : 2;
      return sum + weight * Math.exp(value - largest);
    }, 0));
  return above / (below + above);
}

const simpsonIntervals = 400;
