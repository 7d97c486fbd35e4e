/**
 * Brings a sample's weights to known population counts: by cells (post-stratification) or by several margins (raking).
 * Promise: after it every known count is met, and the error counts that: what is known no longer varies.
 */
import { requireLevel, requireNotNegative, requirePositive } from "./accepted-numbers.ts";
import { prepareDesign, type PopulationSizes } from "./survey-design.ts";
import { meanAndTotal, valuesOf, type Estimate, type SampledValue } from "./survey-estimates.ts";

export type CalibratedEstimate = Estimate & {
  readonly total: Estimate;
  /** Calibrated weights in the order of the observations. */
  readonly weights: readonly number[];
};

/** The members of each category, by position. */
type Margin = { readonly population: number; readonly members: readonly number[] }[];

function marginOf(categories: readonly string[], population: Readonly<Record<string, number>>, name: string): Margin {
  const members = new Map<string, number[]>(Object.keys(population).map((category) => [category, []]));
  for (const [i, category] of categories.entries()) {
    const list = members.get(category);
    if (list === undefined) throw new RangeError(`The population of ${name} "${category}" is not given, but a sampled person belongs to it.`);
    list.push(i);
  }
  return [...members].flatMap(([category, list]) => {
    const size = population[category] ?? 0;
    requireNotNegative(`The population of ${name} "${category}"`, size);
    if (size === 0 && list.length === 0) return [];
    if (list.length === 0) throw new RangeError(`Nobody of ${name} "${category}" is in the sample: join it to another category.`);
    requirePositive(`The population of ${name} "${category}"`, size);
    return [{ population: size, members: list }];
  });
}

/** Scales weights in place to the margin; answers the largest relative change. */
function fit(weights: number[], margin: Margin): number {
  let change = 0;
  for (const { population, members } of margin) {
    const factor = population / members.reduce((sum, i) => sum + (weights[i] ?? 0), 0);
    for (const i of members) weights[i] = (weights[i] ?? 0) * factor;
    change = Math.max(change, Math.abs(factor - 1));
  }
  return change;
}

/**
 * Contributions less what the margins explain: regression of score/weight on the margins' categories, weighted by the design's own
 * weights (`before`), by sweeping out category means until they stay; one margin needs one sweep. With the calibrated weights
 * instead, the errors of raking would not be those of R's survey.
 */
function residualsOf(
  scores: readonly number[],
  { before, after, margins }: { before: readonly number[]; after: readonly number[]; margins: readonly Margin[] },
): number[] {
  const residuals = scores.map((score, i) => score / (after[i] ?? 1));
  const scale = Math.max(...residuals.map(Math.abs), Number.MIN_VALUE);
  for (let sweep = 0; sweep < 10_000; sweep++) {
    let moved = 0;
    for (const margin of margins) {
      for (const { members } of margin) {
        let weight = 0;
        let sum = 0;
        for (const i of members) {
          weight += before[i] ?? 0;
          sum += (before[i] ?? 0) * (residuals[i] ?? 0);
        }
        for (const i of members) residuals[i] = (residuals[i] ?? 0) - sum / weight;
        moved = Math.max(moved, Math.abs(sum / weight));
      }
    }
    if (moved <= 1e-14 * scale) break;
  }
  return residuals.map((residual, i) => residual * (after[i] ?? 1));
}

function calibratedEstimate(
  { observations, margins, weights, level, sizes }: {
    observations: readonly SampledValue[]; margins: readonly Margin[]; weights: readonly number[]; level: number; sizes: PopulationSizes;
  },
): CalibratedEstimate {
  const design = prepareDesign(observations, sizes);
  const { estimate, total } = meanAndTotal({
    values: valuesOf(observations), weights, design, level,
    adjust: (scores) => residualsOf(scores, { before: design.weights, after: weights, margins }),
  });
  return { ...estimate, total, weights };
}

/**
 * Post-stratified mean (or share) and total: weights scaled so that each cell has its known population.
 * `cellPopulation` names every cell, persons in each. Source: Holt & Smith 1979; Särndal et al. 1992, section 7.6.
 * Throws RangeError for a populated cell that nobody sampled belongs to.
 */
export function postStratify(
  { observations, cellPopulation, level = 0.95, ...sizes }: {
    observations: readonly (SampledValue & { readonly cell: string })[];
    cellPopulation: Readonly<Record<string, number>>; level?: number;
  } & PopulationSizes,
): CalibratedEstimate {
  requireLevel(level);
  const weights = [...prepareDesign(observations, sizes).weights];
  const margin = marginOf(observations.map(({ cell }) => cell), cellPopulation, "cell");
  fit(weights, margin);
  return calibratedEstimate({ observations, margins: [margin], weights, level, sizes });
}

/**
 * Raked mean (or share) and total: weights scaled to one margin after the other until all hold to `tolerance` (relative).
 * `margins`: name → category → persons; each observation tells its category in every margin. All margins must sum to the same.
 * Source: Deming & Stephan 1940; error of Deville, Särndal & Sautory 1993. R's `rake` stops sooner (a change of 1 person) unless told.
 * Throws RangeError when the margins contradict each other or the sample cannot meet them.
 */
export function rake(
  { observations, margins, level = 0.95, tolerance = 1e-12, maximumRounds = 1_000, ...sizes }: {
    observations: readonly (SampledValue & { readonly categories: Readonly<Record<string, string>> })[];
    margins: Readonly<Record<string, Readonly<Record<string, number>>>>;
    level?: number; tolerance?: number; maximumRounds?: number;
  } & PopulationSizes,
): CalibratedEstimate {
  requireLevel(level);
  requirePositive("tolerance", tolerance);
  const weights = [...prepareDesign(observations, sizes).weights];
  const prepared = Object.entries(margins).map(([name, population]) => marginOf(observations.map(({ categories }) => {
    const category = categories[name];
    if (category === undefined) throw new RangeError(`A sampled person has no category for the margin "${name}".`);
    return category;
  }), population, name));
  if (prepared.length === 0) throw new RangeError("There is no margin to rake to.");
  const sums = prepared.map((margin) => margin.reduce((sum, { population }) => sum + population, 0));
  const [first = 0] = sums;
  if (sums.some((sum) => Math.abs(sum - first) > 1e-9 * first)) {
    throw new RangeError(`The margins must sum to the same population, but sum to ${sums.join(", ")}.`);
  }
  for (let round = 0; round < maximumRounds; round++) {
    const change = Math.max(...prepared.map((margin) => fit(weights, margin)));
    if (change <= tolerance) return calibratedEstimate({ observations, margins: prepared, weights, level, sizes });
  }
  throw new RangeError(`The sample cannot meet all margins: the weights did not settle in ${maximumRounds} rounds.`);
}
