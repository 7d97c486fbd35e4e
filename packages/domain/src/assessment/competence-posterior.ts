/**
 * What is believed of a person's 24 competences: one normal distribution whose prior covariance is a hierarchy
 * (general + domain + competence). Each item speaks of one competence; the hierarchy carries the news to its neighbours.
 * On the phone each answer moves the belief once; the server re-scores all answers together at the mode.
 * Must not know items' place in a test, nor policies.
 */
import { gridAbility, gridCount, type ItemBank } from "./item-bank.ts";
import { fillCategoryCurves, roomForCategories, type ScoredResponse } from "./item-response.ts";

/** Variances in logits²; with a sum of 1 each competence has the standard scale on which items are calibrated. */
export type CompetenceStructure = {
  /** Domain (from 0) of each competence. */
  readonly domainOfCompetence: readonly number[];
  readonly generalVariance: number;
  readonly domainVariance: number;
  readonly competenceVariance: number;
};

/** `mean[k]` in logits, `covariance[j * K + k]` in logits², K competences. Plain numbers: it survives JSON unchanged. */
export type CompetenceBelief = { readonly mean: readonly number[]; readonly covariance: readonly number[] };

/** Belief before any answer, every competence at `meanLogits`. */
export function priorBelief(structure: CompetenceStructure, meanLogits = 0): CompetenceBelief {
  const { domainOfCompetence, generalVariance, domainVariance, competenceVariance } = structure;
  return {
    mean: domainOfCompetence.map(() => meanLogits),
    covariance: domainOfCompetence.flatMap((domain, j) => domainOfCompetence.map((other, k) =>
      generalVariance + (domain === other ? domainVariance : 0) + (j === k ? competenceVariance : 0))),
  };
}

/**
 * Belief after one answer: the exact first two moments of the competence asked about, by quadrature, carried to the others by
 * regression (assumed-density filtering; Minka 2001 §3). Depends slightly on the order of answers; `beliefAtMode` does not.
 */
export function updateBelief(belief: CompetenceBelief, bank: ItemBank, itemIndex: number, score: number): CompetenceBelief {
  const count = belief.mean.length;
  const competence = bank.competence[itemIndex] ?? 0;
  const mean = belief.mean[competence] ?? 0;
  const variance = belief.covariance[competence * count + competence] ?? 0;
  const row = ((bank.firstRow[itemIndex] ?? 0) + score) * gridCount;
  let total = 0;
  let first = 0;
  let second = 0;
  for (let g = 0; g < gridCount; g += 1) {
    const place = gridAbility(g) - mean;
    const weight = Math.exp((-0.5 * place * place) / variance) * (bank.curves[row + g] ?? 0);
    total += weight;
    first += weight * place;
    second += weight * place * place;
  }
  if (!(total > 0)) return belief;
  const shift = first / total;
  const lost = variance - (second / total - shift * shift);
  const meanAfter = new Array<number>(count);
  const covarianceAfter = new Array<number>(count * count);
  for (let j = 0; j < count; j += 1) {
    const gain = (belief.covariance[j * count + competence] ?? 0) / variance;
    meanAfter[j] = (belief.mean[j] ?? 0) + gain * shift;
    for (let k = 0; k < count; k += 1) {
      const otherGain = (belief.covariance[competence * count + k] ?? 0) / variance;
      covarianceAfter[j * count + k] = (belief.covariance[j * count + k] ?? 0) - gain * otherGain * lost;
    }
  }
  return { mean: meanAfter, covariance: covarianceAfter };
}

/** A weighted mean of competences under a belief: a domain's, or the overall score. Weights sum to 1. Logits. */
export function summaryOfBelief(belief: CompetenceBelief, weights: readonly number[]): { ability: number; posteriorSd: number } {
  const count = belief.mean.length;
  let ability = 0;
  let variance = 0;
  for (let j = 0; j < count; j += 1) {
    const weight = weights[j] ?? 0;
    ability += weight * (belief.mean[j] ?? 0);
    for (let k = 0; k < count; k += 1) variance += weight * (weights[k] ?? 0) * (belief.covariance[j * count + k] ?? 0);
  }
  return { ability, posteriorSd: Math.sqrt(Math.max(0, variance)) };
}

/** Answers about one competence (from 0). */
export type CompetenceResponse = ScoredResponse & { readonly competence: number };

/**
 * The server's score: mode of the joint posterior and the inverse of its expected information there (Laplace), by Fisher scoring.
 * Independent of the order of answers. Takes item parameters as true.
 */
export function beliefAtMode(responses: readonly CompetenceResponse[], prior: CompetenceBelief): CompetenceBelief {
  const count = prior.mean.length;
  const room = roomForCategories(responses.reduce((most, { item }) => Math.max(most, item.stepDifficulties.length + 1), 2));
  let mode = [...prior.mean];
  const gradient = new Float64Array(count);
  const information = new Float64Array(count);
  for (let round = 0; ; round += 1) {
    gradient.fill(0);
    information.fill(0);
    for (const { item, score, competence } of responses) {
      const categories = fillCategoryCurves(item, mode[competence] ?? 0, room);
      gradient[competence] = (gradient[competence] ?? 0) + (room.slope[score] ?? 0) / Math.max(room.probability[score] ?? 0, Number.MIN_VALUE);
      for (let k = 0; k < categories; k += 1) {
        const p = room.probability[k] ?? 0;
        if (p > 0) information[competence] = (information[competence] ?? 0) + (room.slope[k] ?? 0) ** 2 / p;
      }
    }
    // Working responses z = mode + gradient / information: the normal model with these pseudo-observations has its mean at the next step.
    let belief = prior;
    for (let k = 0; k < count; k += 1) {
      const precision = information[k] ?? 0;
      if (precision > 0) belief = observeNormally(belief, k, (mode[k] ?? 0) + (gradient[k] ?? 0) / precision, 1 / precision);
    }
    // Full steps may overshoot far from the mode: no competence moves more than one logit at a time.
    const before = mode;
    const largest = belief.mean.reduce((most, value, k) => Math.max(most, Math.abs(value - (before[k] ?? 0))), 0);
    mode = belief.mean.map((value, k) => (before[k] ?? 0) + (value - (before[k] ?? 0)) / Math.max(1, largest));
    if (largest < 1e-10 || round >= 200) return { mean: mode, covariance: belief.covariance };
  }
}

/** Belief after seeing competence k with a normal error of the given variance (Kalman's update). */
function observeNormally(belief: CompetenceBelief, competence: number, observed: number, errorVariance: number): CompetenceBelief {
  const count = belief.mean.length;
  const spread = (belief.covariance[competence * count + competence] ?? 0) + errorVariance;
  const surprise = observed - (belief.mean[competence] ?? 0);
  const column = belief.mean.map((_, j) => belief.covariance[j * count + competence] ?? 0);
  return {
    mean: belief.mean.map((value, j) => value + ((column[j] ?? 0) / spread) * surprise),
    covariance: belief.covariance.map((value, cell) => value - ((column[Math.floor(cell / count)] ?? 0) * (column[cell % count] ?? 0)) / spread),
  };
}

