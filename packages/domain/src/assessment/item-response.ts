/**
 * How likely each score on an item is for a person of a given ability. One family: the generalised partial credit model
 * (Muraki 1992), whose two-category case is the 2PL; a task that can be guessed has a lower asymptote fixed at one over
 * the number of its options, never estimated. Promise: probabilities of an item sum to one and information is never negative.
 * Must not know persons, tests or policies.
 */
import { choleskyRoot } from "./positive-definite.ts";

/** Item parameters in the logistic metric (D = 1). */
export type ItemParameters = {
  /** Slope a > 0, per logit. */
  readonly discrimination: number;
  /** b_1 … b_m in logits: ability at which score v and score v − 1 are equally likely. One step is a right-or-wrong item. Need not be ordered. */
  readonly stepDifficulties: readonly number[];
  /** Number of options of which one is right, ≥ 2: the chance of a lucky guess is its inverse. Only with one step. Absent: cannot be guessed. */
  readonly optionCount?: number;
  /**
   * Covariance of ln a and the intercepts −a b_1 … −a b_m, row by row, (m + 1)² numbers: how little calibration knows of this item.
   * Absent: the parameters are taken as true. Used by posteriors (grid, EAP, tests), not by `itemProbability` or by maxima.
   */
  readonly parameterCovariance?: readonly number[];
};

/** A score, 0 … number of steps, on an item. */
export type ScoredResponse = { readonly item: ItemParameters; readonly score: number };

/** Chance of the right answer without knowledge, 0 for items that cannot be guessed. */
export function guessingProbability(item: { readonly optionCount?: number }): number {
  return item.optionCount === undefined ? 0 : 1 / item.optionCount;
}

/** Throws RangeError if the parameters do not describe an item. */
export function assertItemParameters(item: ItemParameters): void {
  const steps = item.stepDifficulties.length;
  if (!(item.discrimination > 0) || !Number.isFinite(item.discrimination)) throw new RangeError(`discrimination must be > 0, got ${item.discrimination}`);
  if (steps === 0 || !item.stepDifficulties.every(Number.isFinite)) throw new RangeError("an item needs at least one finite step difficulty");
  if (item.optionCount !== undefined && (steps !== 1 || !(item.optionCount >= 2))) throw new RangeError("optionCount needs one step and at least two options");
  if (item.parameterCovariance !== undefined && item.parameterCovariance.length !== (steps + 1) ** 2) throw new RangeError("parameterCovariance must hold (steps + 1)² numbers");
}

export function assertScore({ item, score }: ScoredResponse): void {
  if (!Number.isInteger(score) || score < 0 || score > item.stepDifficulties.length) throw new RangeError(`score ${score} is not one of 0 … ${item.stepDifficulties.length}`);
}

/** Room for the categories of one item: probabilities and their first and second derivatives by ability. */
export type CategoryCurves = { probability: Float64Array; slope: Float64Array; curvature: Float64Array };

export function roomForCategories(categoryCount: number): CategoryCurves {
  return { probability: new Float64Array(categoryCount), slope: new Float64Array(categoryCount), curvature: new Float64Array(categoryCount) };
}

/** Writes P_k, P'_k, P''_k for k = 0 … m into `out`. Returns the number of categories, m + 1. */
export function fillCategoryCurves(item: ItemParameters, abilityLogits: number, out: CategoryCurves): number {
  const steps = item.stepDifficulties;
  const slope = item.discrimination;
  const count = steps.length + 1;
  let largest = 0;
  let exponent = 0;
  out.probability[0] = 0;
  for (let k = 1; k < count; k += 1) {
    exponent += slope * (abilityLogits - (steps[k - 1] ?? 0));
    out.probability[k] = exponent;
    if (exponent > largest) largest = exponent;
  }
  let total = 0;
  for (let k = 0; k < count; k += 1) {
    const weight = Math.exp((out.probability[k] ?? 0) - largest);
    out.probability[k] = weight;
    total += weight;
  }
  let mean = 0;
  let square = 0;
  for (let k = 0; k < count; k += 1) {
    const p = (out.probability[k] ?? 0) / total;
    out.probability[k] = p;
    mean += k * p;
    square += k * k * p;
  }
  const variance = Math.max(0, square - mean * mean);
  for (let k = 0; k < count; k += 1) {
    const p = out.probability[k] ?? 0;
    out.slope[k] = slope * p * (k - mean);
    out.curvature[k] = slope * slope * p * ((k - mean) ** 2 - variance);
  }
  if (item.optionCount !== undefined) {
    const guess = guessingProbability(item);
    for (let k = 0; k < 2; k += 1) {
      out.probability[k] = (1 - guess) * (out.probability[k] ?? 0) + (k === 1 ? guess : 0);
      out.slope[k] = (1 - guess) * (out.slope[k] ?? 0);
      out.curvature[k] = (1 - guess) * (out.curvature[k] ?? 0);
    }
  }
  return count;
}

/** Probabilities of scores 0 … m at an ability in logits; they sum to one. */
export function itemProbability(item: ItemParameters, abilityLogits: number): Float64Array {
  assertItemParameters(item);
  const curves = roomForCategories(item.stepDifficulties.length + 1);
  fillCategoryCurves(item, abilityLogits, curves);
  return curves.probability;
}

/** Expected (Fisher) information of one answer about ability, logits⁻²: Σ P'_k² / P_k. */
export function itemInformation(item: ItemParameters, abilityLogits: number): number {
  assertItemParameters(item);
  const curves = roomForCategories(item.stepDifficulties.length + 1);
  return informationOf(curves, fillCategoryCurves(item, abilityLogits, curves));
}

export function informationOf(curves: CategoryCurves, count: number): number {
  let information = 0;
  for (let k = 0; k < count; k += 1) {
    const p = curves.probability[k] ?? 0;
    if (p > 0) information += (curves.slope[k] ?? 0) ** 2 / p;
  }
  return information;
}

/** J of Warm (1989), Σ P'_k P''_k / P_k: the first-order bias of the maximum is −J / (2 I²). */
export function biasTermOf(curves: CategoryCurves, count: number): number {
  let term = 0;
  for (let k = 0; k < count; k += 1) {
    const p = curves.probability[k] ?? 0;
    if (p > 0) term += ((curves.slope[k] ?? 0) * (curves.curvature[k] ?? 0)) / p;
  }
  return term;
}

/**
 * Items that stand for one uncertain item: averaging their probabilities integrates over the parameters' normal distribution
 * on the scale of ln a and intercepts, exact to third moments (spherical-radial cubature: McNamee & Stenger 1967; 2(m + 1) points of equal weight).
 * The item itself when its parameters are taken as true.
 */
export function plausibleItems(item: ItemParameters): readonly ItemParameters[] {
  const covariance = item.parameterCovariance;
  if (covariance === undefined) return [item];
  const size = item.stepDifficulties.length + 1;
  const root = choleskyRoot(covariance, size);
  const points: ItemParameters[] = [];
  for (let axis = 0; axis < size; axis += 1) {
    for (const sign of [-1, 1]) {
      const shift = (row: number) => sign * Math.sqrt(size) * (root[row * size + axis] ?? 0);
      const { parameterCovariance: _, ...certain } = item;
      const discrimination = item.discrimination * Math.exp(shift(0));
      points.push({ ...certain, discrimination, stepDifficulties: item.stepDifficulties.map((b, v) => (item.discrimination * b - shift(v + 1)) / discrimination) });
    }
  }
  return points;
}
