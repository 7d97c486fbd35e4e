/**
 * From many persons' answers to item parameters: marginal maximum likelihood by EM (Bock & Aitkin 1981; partial credit: Muraki 1992),
 * with priors, so that few answers give sober items. Sparse data are the normal case: each person has answered a few items.
 * Promise: guessing is given, never estimated; every parameter comes with its uncertainty. Must not know who the persons are.
 */
import {
  expectAnswers, layOutCurves, maximiseCommonSlope, maximiseItem, packAnswers, startingModel,
  type CalibrationItem, type CalibrationModel, type CalibrationPriors, type ResponsePattern,
} from "./calibration-model.ts";
import { parameterCovariances } from "./calibration-uncertainty.ts";
import type { ItemParameters } from "./item-response.ts";

export type CalibrationRequest = {
  readonly items: readonly CalibrationItem[];
  readonly patterns: readonly ResponsePattern[];
  /** "own": a slope per item (2PL, partial credit). "common": one slope for all (Rasch), for the first ~200 answers per item. Default "own". */
  readonly discrimination?: "own" | "common";
  /** Default: ln a ~ N(0, .3), difficulties ~ N(0, 2). */
  readonly priors?: CalibrationPriors;
  /** Quadrature nodes over ±6 SD of ability. Default 61; take 121 when persons have answered more than some 100 items. */
  readonly nodeCount?: number;
  /** Stops when no parameter moves more than this in a cycle. Default 1e-4. */
  readonly tolerance?: number;
  /** Default 500. */
  readonly maxCycles?: number;
};

export type CalibratedItem = {
  /** With `parameterCovariance`, so it can go into a bank as it is. */
  readonly parameters: ItemParameters;
  /** Of a (delta method) and of b_1 … b_m, logits. 0 for anchors, and for a common slope of more than some hundred items. */
  readonly standardErrors: { readonly discrimination: number; readonly stepDifficulties: readonly number[] };
  /** Persons who answered it. Under some 300 to 500 an item must not decide certificates. */
  readonly responseCount: number;
};

export type Calibration = {
  /** In the order of the request. */
  readonly items: readonly CalibratedItem[];
  /** ln of the probability of all patterns, without the priors. */
  readonly logLikelihood: number;
  /** Ability distribution: N(0, 1) by convention, estimated when there are anchors. */
  readonly population: { readonly meanLogits: number; readonly sd: number };
  readonly cycles: number;
  readonly hasConverged: boolean;
};

/** Throws RangeError when there is nothing to calibrate from or a score does not exist. Items that nobody answered come out at their priors (a somewhat lower: see `volumeTerm`). */
export function calibrate(request: CalibrationRequest): Calibration {
  const { items, discrimination = "own", priors = defaultPriors, nodeCount = 61, tolerance = 1e-4, maxCycles = 500 } = request;
  const model = startingModel(items, nodeCount, priors);
  const answers = packAnswers(items, request.patterns, model.firstRow);
  const hasAnchors = items.some(({ anchor }) => anchor !== undefined);
  const population = { meanLogits: 0, sd: 1 };
  let logLikelihood = 0;
  let cycles = 0;
  let largestMove = Infinity;
  for (;;) {
    layOutCurves(model, population);
    logLikelihood = expectAnswers(model, answers);
    if (largestMove <= tolerance || cycles >= maxCycles) break;
    const before = model.values.slice();
    items.forEach(({ anchor, difficultyPrior }, item) => {
      if (anchor === undefined) maximiseItem(model, item, { priors, difficultyPrior, isSlopeOwn: discrimination === "own" });
    });
    if (discrimination === "common") maximiseCommonSlope(model, items, priors);
    largestMove = model.values.reduce((most, value, at) => Math.max(most, Math.abs(value - (before[at] ?? 0))), 0);
    if (hasAnchors) largestMove = Math.max(largestMove, movePopulation(population, model));
    cycles += 1;
  }
  const covariances = parameterCovariances({ model, answers, items, priors, isSlopeCommon: discrimination === "common" });
  return {
    items: items.map((item, at) => calibratedItem(item, { model, at, covariance: covariances[at] ?? [], responseCount: answers.responseCount[at] ?? 0 })),
    logLikelihood, population, cycles, hasConverged: largestMove <= tolerance,
  };
}

const defaultPriors = { logDiscrimination: { mean: 0, sd: 0.3 }, difficulty: { mean: 0, sd: 2 } } as const;

/** Moves the population to the mean and SD of the persons' posteriors. Returns the larger move, logits. */
function movePopulation(population: { meanLogits: number; sd: number }, model: CalibrationModel): number {
  let meanLogits = 0;
  let square = 0;
  model.populationShare.forEach((share, q) => {
    meanLogits += share * (model.node[q] ?? 0);
    square += share * (model.node[q] ?? 0) ** 2;
  });
  const sd = Math.sqrt(Math.max(1e-4, square - meanLogits * meanLogits));
  const move = Math.max(Math.abs(meanLogits - population.meanLogits), Math.abs(sd - population.sd));
  population.meanLogits = meanLogits;
  population.sd = sd;
  return move;
}

/** `covariance` is of (ln a, b_1 … b_m). */
function calibratedItem(
  item: CalibrationItem, { model, at, covariance, responseCount }: { model: CalibrationModel; at: number; covariance: readonly number[]; responseCount: number },
): CalibratedItem {
  const [logSlope = 0, ...stepDifficulties] = model.values.slice(model.valueStart[at] ?? 0, model.valueStart[at + 1] ?? 0);
  const discrimination = Math.exp(logSlope);
  const size = stepDifficulties.length + 1;
  const standardError = (parameter: number) => Math.sqrt(Math.max(0, covariance[parameter * size + parameter] ?? 0));
  return {
    parameters: item.anchor ?? {
      discrimination, stepDifficulties, parameterCovariance: covarianceOfIntercepts(covariance, discrimination, stepDifficulties),
      ...(item.optionCount === undefined ? {} : { optionCount: item.optionCount }),
    },
    standardErrors: { discrimination: discrimination * standardError(0), stepDifficulties: stepDifficulties.map((_, v) => standardError(v + 1)) },
    responseCount,
  };
}

/** From (ln a, b_v) to (ln a, −a b_v) by the delta method: ∂(−a b_v)/∂ ln a = −a b_v, ∂(−a b_v)/∂ b_v = −a. */
function covarianceOfIntercepts(covariance: readonly number[], discrimination: number, stepDifficulties: readonly number[]): number[] {
  const size = stepDifficulties.length + 1;
  const slopes = [0, ...stepDifficulties].map((b, row) => (row === 0 ? { byLogSlope: 1, byOwn: 0 } : { byLogSlope: -discrimination * b, byOwn: -discrimination }));
  return slopes.flatMap((one, i) => slopes.map((other, j) =>
    one.byLogSlope * other.byLogSlope * (covariance[0] ?? 0) + one.byLogSlope * other.byOwn * (covariance[j] ?? 0)
      + one.byOwn * other.byLogSlope * (covariance[i * size] ?? 0) + one.byOwn * other.byOwn * (covariance[i * size + j] ?? 0)));
}
