/**
 * The two halves of one EM cycle of calibration: what persons' abilities are expected to be, given the items (E), and the items
 * that fit those expectations best (M). Parameters of an item stand together as (ln a, b_1 … b_m) in one flat array.
 * Must not know when to stop nor what becomes of the items.
 */
import { guessingProbability, type ItemParameters } from "./item-response.ts";
import { solve } from "./positive-definite.ts";

export type NormalPrior = { readonly mean: number; readonly sd: number };

/** Of ln a and of step difficulties; "none" is plain maximum likelihood. */
export type CalibrationPriors = { readonly logDiscrimination: NormalPrior; readonly difficulty: NormalPrior } | "none";

/** What is known of an item before its data. */
export type CalibrationItem = {
  /** Score steps m ≥ 1; 1 if absent. */
  readonly stepCount?: number;
  /** As in `ItemParameters`. */
  readonly optionCount?: number;
  /** Prior of its step difficulties from its declared competence and level, logits. Absent: the general one. */
  readonly difficultyPrior?: NormalPrior;
  /** Parameters kept fixed: the scale is tied to these items, and the persons' mean and SD are estimated (fixed-anchor linking). */
  readonly anchor?: ItemParameters;
};

/** Persons with the same answers. `scores[i]` on item i: 0 … m, or −1 if not asked. */
export type ResponsePattern = { readonly scores: ArrayLike<number>; readonly personCount?: number };

/** Answers packed person by person: pattern p holds responses `start[p]` … `start[p + 1] − 1`. */
export type PackedAnswers = {
  readonly start: Int32Array;
  readonly item: Int32Array;
  /** Row of the item's category that was observed. */
  readonly row: Int32Array;
  readonly personCount: Float64Array;
  readonly persons: number;
  readonly responseCount: Float64Array;
};

export type CalibrationModel = {
  readonly nodeCount: number;
  /** Abilities of the nodes, logits, and ln of their probability in the population. */
  readonly node: Float64Array;
  readonly logWeight: Float64Array;
  /** Parameters of item i: `values[valueStart[i]] … values[valueStart[i + 1] − 1]`. */
  readonly values: Float64Array;
  readonly valueStart: Int32Array;
  /** Categories of item i are rows `firstRow[i]` … `firstRow[i + 1] − 1` of the tables below, `nodeCount` numbers each. */
  readonly firstRow: Int32Array;
  readonly guessing: Float64Array;
  readonly logCurves: Float64Array;
  /** Expected number of persons at each node who gave each answer. */
  readonly expected: Float64Array;
  /** Expected share of all persons at each node. */
  readonly populationShare: Float64Array;
};

export function packAnswers(items: readonly CalibrationItem[], patterns: readonly ResponsePattern[], firstRow: Int32Array): PackedAnswers {
  const start = new Int32Array(patterns.length + 1);
  const personCount = Float64Array.from(patterns, (pattern) => pattern.personCount ?? 1);
  const responseCount = new Float64Array(items.length);
  patterns.forEach(({ scores }, p) => {
    let asked = 0;
    for (let i = 0; i < items.length; i += 1) if ((scores[i] ?? -1) >= 0) asked += 1;
    start[p + 1] = (start[p] ?? 0) + asked;
  });
  const item = new Int32Array(start[patterns.length] ?? 0);
  const row = new Int32Array(item.length);
  let at = 0;
  patterns.forEach(({ scores }, p) => {
    for (let i = 0; i < items.length; i += 1) {
      const score = scores[i] ?? -1;
      if (score < 0) continue;
      if (!Number.isInteger(score) || score > (items[i]?.stepCount ?? 1)) throw new RangeError(`item ${i} has no score ${score}`);
      item[at] = i;
      row[at] = (firstRow[i] ?? 0) + score;
      responseCount[i] = (responseCount[i] ?? 0) + (personCount[p] ?? 0);
      at += 1;
    }
  });
  if (at === 0) throw new RangeError("there are no answers to calibrate from");
  return { start, item, row, personCount, responseCount, persons: personCount.reduce((sum, one) => sum + one, 0) };
}

/** Items at their anchors, or at their priors with difficulties moved to the observed step proportions. */
export function startingModel(items: readonly CalibrationItem[], nodeCount: number, priors: CalibrationPriors): CalibrationModel {
  const valueStart = new Int32Array(items.length + 1);
  const firstRow = new Int32Array(items.length + 1);
  items.forEach((item, i) => {
    const steps = item.anchor?.stepDifficulties.length ?? item.stepCount ?? 1;
    if (steps !== (item.stepCount ?? 1)) throw new RangeError(`item ${i}: the anchor has ${steps} steps`);
    if (item.optionCount !== undefined && steps !== 1) throw new RangeError(`item ${i}: only items of one step can be guessed`);
    valueStart[i + 1] = (valueStart[i] ?? 0) + 1 + steps;
    firstRow[i + 1] = (firstRow[i] ?? 0) + 1 + steps;
  });
  const rows = firstRow[items.length] ?? 0;
  const values = new Float64Array(valueStart[items.length] ?? 0);
  items.forEach(({ anchor, stepCount = 1, difficultyPrior }, i) => {
    const start = valueStart[i] ?? 0;
    values[start] = anchor === undefined ? (priors === "none" ? 0 : priors.logDiscrimination.mean) : Math.log(anchor.discrimination);
    for (let v = 0; v < stepCount; v += 1) values[start + 1 + v] = anchor?.stepDifficulties[v] ?? difficultyPrior?.mean ?? 0;
  });
  return {
    nodeCount, node: new Float64Array(nodeCount), logWeight: new Float64Array(nodeCount), values, valueStart, firstRow,
    guessing: Float64Array.from(items, guessingProbability),
    logCurves: new Float64Array(rows * nodeCount), expected: new Float64Array(rows * nodeCount), populationShare: new Float64Array(nodeCount),
  };
}

/** Lays the nodes over the population's mean ± 6 SD and writes ln P of every category at every node. */
export function layOutCurves(model: CalibrationModel, population: { meanLogits: number; sd: number }): void {
  const { nodeCount, node, logWeight, valueStart, firstRow, logCurves } = model;
  let total = 0;
  for (let q = 0; q < nodeCount; q += 1) {
    const z = -6 + (12 * q) / (nodeCount - 1);
    node[q] = population.meanLogits + population.sd * z;
    logWeight[q] = -0.5 * z * z;
    total += Math.exp(-0.5 * z * z);
  }
  for (let q = 0; q < nodeCount; q += 1) logWeight[q] = (logWeight[q] ?? 0) - Math.log(total);
  const room = roomForScores(model);
  for (let i = 0; i + 1 < valueStart.length; i += 1) {
    const row = firstRow[i] ?? 0;
    const categories = (firstRow[i + 1] ?? 0) - row;
    for (let q = 0; q < nodeCount; q += 1) {
      fillScores(model, i, node[q] ?? 0, room);
      for (let k = 0; k < categories; k += 1) logCurves[(row + k) * nodeCount + q] = Math.log(Math.max(room.probability[k] ?? 0, Number.MIN_VALUE));
    }
  }
}

/** The E half: fills `expected` and `populationShare`; returns the log-likelihood of all patterns. */
export function expectAnswers(model: CalibrationModel, answers: PackedAnswers): number {
  const { nodeCount, expected, populationShare } = model;
  expected.fill(0);
  populationShare.fill(0);
  const posterior = new Float64Array(nodeCount);
  let logLikelihood = 0;
  for (let p = 0; p + 1 < answers.start.length; p += 1) {
    const count = answers.personCount[p] ?? 0;
    logLikelihood += count * fillPosterior(model, answers, p, posterior);
    let from = 0;
    let to = nodeCount;
    while ((posterior[from] ?? 0) < 1e-12) from += 1;
    while ((posterior[to - 1] ?? 0) < 1e-12) to -= 1;
    for (let q = from; q < to; q += 1) {
      const share = count * (posterior[q] ?? 0);
      posterior[q] = share;
      populationShare[q] = (populationShare[q] ?? 0) + share / answers.persons;
    }
    const end = answers.start[p + 1] ?? 0;
    for (let r = answers.start[p] ?? 0; r < end; r += 1) {
      const cell = (answers.row[r] ?? 0) * nodeCount;
      for (let q = from; q < to; q += 1) expected[cell + q] = (expected[cell + q] ?? 0) + (posterior[q] ?? 0);
    }
  }
  return logLikelihood;
}

/** Posterior of one pattern over the nodes; returns ln of the pattern's probability. */
export function fillPosterior(model: CalibrationModel, answers: PackedAnswers, pattern: number, posterior: Float64Array): number {
  const { nodeCount, logCurves } = model;
  posterior.set(model.logWeight);
  const end = answers.start[pattern + 1] ?? 0;
  for (let r = answers.start[pattern] ?? 0; r < end; r += 1) {
    const cell = (answers.row[r] ?? 0) * nodeCount;
    for (let q = 0; q < nodeCount; q += 1) posterior[q] = (posterior[q] ?? 0) + (logCurves[cell + q] ?? 0);
  }
  let largest = -Infinity;
  for (let q = 0; q < nodeCount; q += 1) largest = Math.max(largest, posterior[q] ?? 0);
  let total = 0;
  for (let q = 0; q < nodeCount; q += 1) {
    const weight = Math.exp((posterior[q] ?? 0) - largest);
    posterior[q] = weight;
    total += weight;
  }
  for (let q = 0; q < nodeCount; q += 1) posterior[q] = (posterior[q] ?? 0) / total;
  return largest + Math.log(total);
}

/** Room for the probabilities of one item and the derivatives of their logarithms by (ln a, b_1 … b_m), `score[k * size + p]`. */
export type ScoreRoom = { readonly probability: Float64Array; readonly score: Float64Array; readonly mean: Float64Array };

export function roomForScores(model: CalibrationModel): ScoreRoom {
  let most = 0;
  for (let i = 0; i + 1 < model.firstRow.length; i += 1) most = Math.max(most, (model.firstRow[i + 1] ?? 0) - (model.firstRow[i] ?? 0));
  return { probability: new Float64Array(most), score: new Float64Array(most * most), mean: new Float64Array(most) };
}

/** Fills P_k and ∂ ln P_k / ∂(ln a, b_v) of an item at an ability. Sizes: categories and parameters are both m + 1. */
export function fillScores(model: CalibrationModel, item: number, ability: number, { probability, score, mean }: ScoreRoom): void {
  const start = model.valueStart[item] ?? 0;
  const size = (model.valueStart[item + 1] ?? 0) - start;
  const slope = Math.exp(model.values[start] ?? 0);
  const guess = model.guessing[item] ?? 0;
  let exponent = 0;
  let largest = 0;
  probability[0] = 0;
  for (let k = 1; k < size; k += 1) {
    exponent += slope * (ability - (model.values[start + k] ?? 0));
    probability[k] = exponent;
    largest = Math.max(largest, exponent);
  }
  // Derivatives of the exponents: by ln a the exponent itself, by b_v −a from category v on.
  for (let k = 0; k < size; k += 1) {
    score[k * size] = probability[k] ?? 0;
    for (let v = 1; v < size; v += 1) score[k * size + v] = k >= v ? -slope : 0;
  }
  let total = 0;
  for (let k = 0; k < size; k += 1) total += Math.exp((probability[k] ?? 0) - largest);
  mean.fill(0);
  for (let k = 0; k < size; k += 1) {
    const p = Math.exp((probability[k] ?? 0) - largest) / total;
    probability[k] = p;
    for (let at = 0; at < size; at += 1) mean[at] = (mean[at] ?? 0) + p * (score[k * size + at] ?? 0);
  }
  for (let k = 0; k < size; k += 1) for (let at = 0; at < size; at += 1) score[k * size + at] = (score[k * size + at] ?? 0) - (mean[at] ?? 0);
  if (guess > 0) {
    const known = probability[1] ?? 0;
    const right = guess + (1 - guess) * known;
    for (let at = 0; at < size; at += 1) score[size + at] = ((score[size + at] ?? 0) * (1 - guess) * known) / right;
    probability[0] = 1 - right;
    probability[1] = right;
  }
}

/** Gradient of the expected log-likelihood of one item and its expected information, into the two arrays given. */
export function fillItemGradient(model: CalibrationModel, item: number, room: ScoreRoom, gradient: Float64Array, information: Float64Array): void {
  const size = gradient.length;
  const row = model.firstRow[item] ?? 0;
  gradient.fill(0);
  information.fill(0);
  for (let q = 0; q < model.nodeCount; q += 1) {
    let here = 0;
    for (let k = 0; k < size; k += 1) here += model.expected[(row + k) * model.nodeCount + q] ?? 0;
    if (here < 1e-10) continue;
    fillScores(model, item, model.node[q] ?? 0, room);
    for (let k = 0; k < size; k += 1) {
      const answered = model.expected[(row + k) * model.nodeCount + q] ?? 0;
      const weight = here * (room.probability[k] ?? 0);
      for (let at = 0; at < size; at += 1) {
        const one = room.score[k * size + at] ?? 0;
        gradient[at] = (gradient[at] ?? 0) + answered * one;
        for (let other = 0; other < size; other += 1) information[at * size + other] = (information[at * size + other] ?? 0) + weight * one * (room.score[k * size + other] ?? 0);
      }
    }
  }
}

/**
 * With priors the mode is taken on the scale (ln a, −a b_1 … −a b_m), where the posterior is nearest to normal: by the change of variables
 * its logarithm loses m ln a. Taken on (ln a, b) the mode of ln a is too high by its own variance, which adds up over a whole bank.
 */
function volumeTerm(parameterCount: number): number {
  return parameterCount - 1;
}

const scoringRounds = 3;
const largestMove = 0.7;

/** The M half for one item: Fisher scoring with the priors. With a common slope only the difficulties move. */
export function maximiseItem(
  model: CalibrationModel, item: number, { priors, difficultyPrior, isSlopeOwn }: { priors: CalibrationPriors; difficultyPrior: { mean: number; sd: number } | undefined; isSlopeOwn: boolean },
): void {
  const start = model.valueStart[item] ?? 0;
  const size = (model.valueStart[item + 1] ?? 0) - start;
  const room = roomForScores(model);
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  for (let round = 0; round < scoringRounds; round += 1) {
    fillItemGradient(model, item, room, gradient, information);
    for (let at = 0; at < size; at += 1) {
      const prior = at === 0 ? (priors === "none" ? undefined : priors.logDiscrimination) : difficultyPrior ?? (priors === "none" ? undefined : priors.difficulty);
      if (prior !== undefined) {
        gradient[at] = (gradient[at] ?? 0) + (prior.mean - (model.values[start + at] ?? 0)) / prior.sd ** 2;
        information[at * size + at] = (information[at * size + at] ?? 0) + 1 / prior.sd ** 2;
      }
    }
    if (priors !== "none") gradient[0] = (gradient[0] ?? 0) - volumeTerm(size);
    if (!isSlopeOwn) {
      gradient[0] = 0;
      for (let at = 0; at < size; at += 1) information[at] = information[at * size] = 0;
      information[0] = 1;
    }
    const step = solve(information, gradient);
    let largest = 0;
    for (let at = 0; at < size; at += 1) largest = Math.max(largest, Math.abs(step[at] ?? 0));
    for (let at = 0; at < size; at += 1) model.values[start + at] = (model.values[start + at] ?? 0) + (step[at] ?? 0) * Math.min(1, largestMove / Math.max(largest, 1e-300));
    if (largest < 1e-6) return;
  }
}

/** The M half for a slope common to all items that are not anchored. */
export function maximiseCommonSlope(model: CalibrationModel, items: readonly CalibrationItem[], priors: CalibrationPriors): void {
  const room = roomForScores(model);
  const free = items.flatMap(({ anchor }, item) => (anchor === undefined ? [item] : []));
  for (let round = 0; round < scoringRounds; round += 1) {
    let slopeGradient = 0;
    let slopeInformation = 0;
    for (const item of free) {
      const size = (model.valueStart[item + 1] ?? 0) - (model.valueStart[item] ?? 0);
      const gradient = new Float64Array(size);
      const information = new Float64Array(size * size);
      fillItemGradient(model, item, room, gradient, information);
      slopeGradient += (gradient[0] ?? 0) - (priors === "none" ? 0 : volumeTerm(size));
      slopeInformation += information[0] ?? 0;
    }
    const current = model.values[model.valueStart[free[0] ?? 0] ?? 0] ?? 0;
    if (priors !== "none") {
      slopeGradient += (priors.logDiscrimination.mean - current) / priors.logDiscrimination.sd ** 2;
      slopeInformation += 1 / priors.logDiscrimination.sd ** 2;
    }
    const step = slopeInformation > 0 ? Math.max(-largestMove, Math.min(largestMove, slopeGradient / slopeInformation)) : 0;
    for (const item of free) model.values[model.valueStart[item] ?? 0] = current + step;
    if (Math.abs(step) < 1e-6) return;
  }
}
