/**
 * Whether answers look like one person working alone: fit of the pattern (lz, lz*), and change points in ability or speed within a
 * sitting or between two. Ranks whom to test again, never judges: a helper who takes the whole test fits perfectly.
 * Must not know names, devices or who is paid.
 */
import { fillCategoryCurves, itemProbability, roomForCategories, type ItemParameters, type ScoredResponse } from "./item-response.ts";
import { speedSums, type ItemTimeParameters, type TimedResponse } from "./response-time.ts";
import { drawNormal, randomSource } from "./seeded-random.ts";
import { logLikelihoodOnGrid, scoreMap, scoreMle, scoreWle, summarise, standardPrior, type AbilityPrior } from "./scoring.ts";

export type FitEstimator = "mle" | "map" | "wle";

export type PersonFit = {
  /** The ability at which fit was judged, logits. */
  readonly ability: number;
  /** ln of the likelihood there, its expectation and its variance at that ability. */
  readonly logLikelihood: number;
  readonly expectedLogLikelihood: number;
  readonly varianceOfLogLikelihood: number;
  /** Drasgow, Levine & Williams (1985): standardised; low is misfit. Not standard normal when ability is estimated from the same answers. */
  readonly lz: number;
  /** Snijders (2001), corrected for the estimated ability (for map and wle: Magis, Raîche & Béland 2012). Absent if an item has more than two scores. */
  readonly lzStar?: number;
  /** Mean squared residuals, unweighted and weighted by information; 1 is expected. Absent if an item has more than two scores. */
  readonly outfit?: number;
  readonly infit?: number;
  /** Highest and lowest cumulated residual per answer in order (van Krimpen-Stoop & Meijer 2000). Absent if an item has more than two scores. */
  readonly cusum?: { readonly highest: number; readonly lowest: number };
};

/**
 * Fit at the person's estimated ability (`wle` unless named) or at `abilityLogits`. undefined when there are no answers or the
 * maximum of the likelihood is not finite. In adaptive tests lz and lz* are narrower than normal: compare within one kind of test.
 */
export function personFit(
  responses: readonly ScoredResponse[],
  { estimator = "wle", prior = standardPrior, abilityLogits }: { estimator?: FitEstimator; prior?: AbilityPrior; abilityLogits?: number } = {},
): PersonFit | undefined {
  if (responses.length === 0) return undefined;
  const ability = abilityLogits ?? estimate(responses, estimator, prior);
  if (!Number.isFinite(ability)) return undefined;
  const room = roomForCategories(responses.reduce((most, { item }) => Math.max(most, item.stepDifficulties.length + 1), 2));
  let logLikelihood = 0;
  let expected = 0;
  let variance = 0;
  for (const { item, score } of responses) {
    const count = fillCategoryCurves(item, ability, room);
    let mean = 0;
    let square = 0;
    for (let k = 0; k < count; k += 1) {
      const p = Math.max(room.probability[k] ?? 0, Number.MIN_VALUE);
      mean += p * Math.log(p);
      square += p * Math.log(p) ** 2;
    }
    logLikelihood += Math.log(Math.max(room.probability[score] ?? 0, Number.MIN_VALUE));
    expected += mean;
    variance += square - mean * mean;
  }
  const fit = { ability, logLikelihood, expectedLogLikelihood: expected, varianceOfLogLikelihood: variance, lz: (logLikelihood - expected) / Math.sqrt(variance) };
  return responses.every(({ item }) => item.stepDifficulties.length === 1) ? { ...fit, ...dichotomousFit(responses, ability, estimator, prior) } : fit;
}

function estimate(responses: readonly ScoredResponse[], estimator: FitEstimator, prior: AbilityPrior): number {
  switch (estimator) {
    case "mle": return scoreMle(responses).ability;
    case "map": return scoreMap(responses, prior).ability;
    case "wle": return scoreWle(responses).ability;
  }
}

function dichotomousFit(responses: readonly ScoredResponse[], ability: number, estimator: FitEstimator, prior: AbilityPrior) {
  const room = roomForCategories(2);
  const points = responses.map(({ item, score }) => {
    fillCategoryCurves(item, ability, room);
    const p = room.probability[1] ?? 0;
    const slope = room.slope[1] ?? 0;
    return { p, slope, spread: p * (1 - p), residual: score - p, weight: Math.log(p / (1 - p)), canonical: slope / (p * (1 - p)) };
  });
  const sum = (of: (point: (typeof points)[number]) => number) => points.reduce((total, point) => total + of(point), 0);
  // Snijders' correction: c removes from the weights what estimating ability takes up; r0 is the estimator's own pull.
  const c = sum(({ slope, weight }) => slope * weight) / sum(({ slope, canonical }) => slope * canonical);
  const { information, biasTerm } = summarise(responses, ability);
  const pull = estimator === "mle" ? 0 : estimator === "map" ? (prior.meanLogits - ability) / prior.sd ** 2 : biasTerm / (2 * information);
  const variance = sum(({ weight, canonical, spread }) => (weight - c * canonical) ** 2 * spread);
  let highest = 0;
  let lowest = 0;
  let up = 0;
  let down = 0;
  for (const { residual } of points) {
    up = Math.max(0, up + residual / points.length);
    down = Math.min(0, down + residual / points.length);
    highest = Math.max(highest, up);
    lowest = Math.min(lowest, down);
  }
  return {
    lzStar: (sum(({ residual, weight }) => residual * weight) + c * pull) / Math.sqrt(variance),
    outfit: sum(({ residual, spread }) => (residual * residual) / spread) / points.length,
    infit: sum(({ residual }) => residual * residual) / sum(({ spread }) => spread),
    cusum: { highest, lowest },
  };
}

/** `after` is the number of answers before the change; `statistic` is signed: positive is up (abler, faster), and roughly normal at a place fixed beforehand. */
export type ChangePoint = { readonly after: number; readonly statistic: number };

const leastOnEachSide = 4;
const gridLowest = -5;
const gridStep = 0.1;
const gridNodes = 101;

/**
 * Where ability changed most within a sitting: the largest signed root of the likelihood ratio of two abilities against one (Sinharay 2016),
 * abilities sought on −5 … 5 logits. undefined with fewer than 4 answers on either side. The highest of many places is not normal:
 * take its critical value from `abilityChangeThreshold`.
 */
export function abilityChangePoint(responses: readonly ScoredResponse[]): ChangePoint | undefined {
  const perAnswer = responses.map((response) => logLikelihoodOnGrid([response], gridLowest, gridStep, gridNodes));
  return changePointOfCurves(perAnswer);
}

/** Signed root of the likelihood ratio that a second set of answers (a spot re-test) is from another ability than the first. Negative: lower. */
export function signedAbilityShift(first: readonly ScoredResponse[], second: readonly ScoredResponse[]): number {
  return signedRoot(logLikelihoodOnGrid(first, gridLowest, gridStep, gridNodes), logLikelihoodOnGrid(second, gridLowest, gridStep, gridNodes));
}

function changePointOfCurves(perAnswer: readonly Float64Array[]): ChangePoint | undefined {
  const before = new Float64Array(gridNodes);
  const after = new Float64Array(gridNodes);
  for (const curve of perAnswer) curve.forEach((value, g) => { after[g] = (after[g] ?? 0) + value; });
  let found: ChangePoint | undefined;
  perAnswer.forEach((curve, at) => {
    curve.forEach((value, g) => {
      before[g] = (before[g] ?? 0) + value;
      after[g] = (after[g] ?? 0) - value;
    });
    if (at + 1 < leastOnEachSide || perAnswer.length - at - 1 < leastOnEachSide) return;
    const statistic = signedRoot(before, after);
    if (found === undefined || Math.abs(statistic) > Math.abs(found.statistic)) found = { after: at + 1, statistic };
  });
  return found;
}

function signedRoot(first: Float64Array, second: Float64Array): number {
  const best = (curve: (node: number) => number) => {
    let node = 0;
    for (let g = 1; g < gridNodes; g += 1) if (curve(g) > curve(node)) node = g;
    return { node, height: curve(node) };
  };
  const one = best((g) => first[g] ?? 0);
  const other = best((g) => second[g] ?? 0);
  const both = best((g) => (first[g] ?? 0) + (second[g] ?? 0));
  return Math.sign(other.node - one.node) * Math.sqrt(Math.max(0, 2 * (one.height + other.height - both.height)));
}

/** Where speed changed most within a sitting: largest standardised difference of two speeds. undefined with fewer than 4 answers on either side. Critical value: `speedChangeThreshold`. */
export function speedChangePoint(responses: readonly TimedResponse[]): ChangePoint | undefined {
  let found: ChangePoint | undefined;
  for (let at = leastOnEachSide; at <= responses.length - leastOnEachSide; at += 1) {
    const first = speedSums(responses.slice(0, at));
    const second = speedSums(responses.slice(at));
    const statistic = (second.sum / second.weight - first.sum / first.weight) / Math.sqrt(1 / first.weight + 1 / second.weight);
    if (found === undefined || Math.abs(statistic) > Math.abs(found.statistic)) found = { after: at, statistic };
  }
  return found;
}

type ThresholdRequest = {
  /** Share of honest persons that the threshold may flag, 0..1. */
  readonly flaggedShare: number;
  /** Simulated persons; 1,000 give the 5 % point to about ± .7 % of persons. */
  readonly replications: number;
  readonly seed: number;
};

/**
 * What |statistic| of `abilityChangePoint` only `flaggedShare` of persons of this unchanged ability exceed on these items, by simulation.
 * Answers are drawn on the items as given: in an adaptive test that is an approximation. 0 where no change point can be sought.
 */
export function abilityChangeThreshold(
  { items, abilityLogits, flaggedShare, replications, seed }: ThresholdRequest & { readonly items: readonly ItemParameters[]; readonly abilityLogits: number },
): number {
  const random = randomSource(seed);
  const curvesByScore = items.map((item) => Array.from({ length: item.stepDifficulties.length + 1 }, (_, score) => logLikelihoodOnGrid([{ item, score }], gridLowest, gridStep, gridNodes)));
  const probabilities = items.map((item) => itemProbability(item, abilityLogits));
  return exceededBy(flaggedShare, replications, () => changePointOfCurves(curvesByScore.flatMap((curves, at) => {
    let left = random();
    let score = 0;
    for (const p of probabilities[at] ?? []) {
      left -= p;
      if (left < 0) break;
      score += 1;
    }
    return curves.slice(Math.min(score, curves.length - 1)).slice(0, 1);
  })));
}

/** The same for `speedChangePoint`; it does not depend on speed. */
export function speedChangeThreshold({ items, flaggedShare, replications, seed }: ThresholdRequest & { readonly items: readonly ItemTimeParameters[] }): number {
  const random = randomSource(seed);
  return exceededBy(flaggedShare, replications, () =>
    speedChangePoint(items.map((item) => ({ item, seconds: Math.exp(item.timeIntensity + drawNormal(random) / item.timeDiscrimination) }))));
}

function exceededBy(share: number, replications: number, draw: () => ChangePoint | undefined): number {
  const sizes = Array.from({ length: replications }, () => Math.abs(draw()?.statistic ?? 0)).sort((a, b) => a - b);
  return sizes[Math.min(replications - 1, Math.floor((1 - share) * replications))] ?? 0;
}
