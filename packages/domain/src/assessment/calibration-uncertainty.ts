/**
 * How little a calibration knows of each item: inverse of the observed information, which is the complete data's less what is
 * missing because abilities are not seen (Louis 1982). All parameters jointly while they are few; else item by item, which
 * leaves out what items owe to one another and is a little too sure. Must not know how the estimates were found.
 */
import {
  fillItemGradient, fillPosterior, fillScores, roomForScores,
  type CalibrationItem, type CalibrationModel, type CalibrationPriors, type PackedAnswers, type ScoreRoom,
} from "./calibration-model.ts";
import { inverse } from "./positive-definite.ts";

const mostJointParameters = 120;

type UncertaintyRequest = {
  readonly model: CalibrationModel;
  readonly answers: PackedAnswers;
  readonly items: readonly CalibrationItem[];
  readonly priors: CalibrationPriors;
  readonly isSlopeCommon: boolean;
};

/** Covariance of (ln a, b_1 … b_m) of every item, row by row; zeros for anchors, and for a common slope of many items. */
export function parameterCovariances(request: UncertaintyRequest): number[][] {
  const { model, items, isSlopeCommon } = request;
  // Place of each parameter in the joint vector, −1 if it is not free. A common slope has one place for all items.
  const place = new Int32Array(model.values.length).fill(-1);
  let free = 0;
  let slopePlace = -1;
  items.forEach(({ anchor }, i) => {
    if (anchor !== undefined) return;
    for (let at = model.valueStart[i] ?? 0; at < (model.valueStart[i + 1] ?? 0); at += 1) {
      const isSlope = at === model.valueStart[i];
      if (isSlope && isSlopeCommon && slopePlace >= 0) place[at] = slopePlace;
      else place[at] = free++;
      if (isSlope && isSlopeCommon) slopePlace = place[at] ?? -1;
    }
  });
  if (free === 0) return items.map((_, i) => zeros(model, i));
  return free <= mostJointParameters ? jointCovariances(request, place, free) : separateCovariances(request);
}

function zeros(model: CalibrationModel, item: number): number[] {
  const size = (model.valueStart[item + 1] ?? 0) - (model.valueStart[item] ?? 0);
  return new Array<number>(size * size).fill(0);
}

/** Minus the derivative of the item's expected gradient, by central differences, plus the priors' precision. */
function completeInformation({ model, items, priors }: UncertaintyRequest, item: number, room: ScoreRoom): Float64Array {
  const start = model.valueStart[item] ?? 0;
  const size = (model.valueStart[item + 1] ?? 0) - start;
  const above = new Float64Array(size);
  const below = new Float64Array(size);
  const unused = new Float64Array(size * size);
  const information = new Float64Array(size * size);
  const h = 1e-4;
  for (let at = 0; at < size; at += 1) {
    const value = model.values[start + at] ?? 0;
    model.values[start + at] = value + h;
    fillItemGradient(model, item, room, above, unused);
    model.values[start + at] = value - h;
    fillItemGradient(model, item, room, below, unused);
    model.values[start + at] = value;
    for (let other = 0; other < size; other += 1) information[at * size + other] = ((below[other] ?? 0) - (above[other] ?? 0)) / (2 * h);
    const prior = at === 0 ? (priors === "none" ? undefined : priors.logDiscrimination) : items[item]?.difficultyPrior ?? (priors === "none" ? undefined : priors.difficulty);
    if (prior !== undefined) information[at * size + at] = (information[at * size + at] ?? 0) + 1 / prior.sd ** 2;
  }
  return information;
}

/** ∂ ln P_k / ∂ parameters of every row at every node: `table[(row * nodeCount + q) * width + p]`. */
function scoreTable(model: CalibrationModel, room: ScoreRoom): { table: Float64Array; width: number } {
  const width = room.mean.length;
  const table = new Float64Array(model.logCurves.length * width);
  for (let i = 0; i + 1 < model.firstRow.length; i += 1) {
    const row = model.firstRow[i] ?? 0;
    const size = (model.firstRow[i + 1] ?? 0) - row;
    for (let q = 0; q < model.nodeCount; q += 1) {
      fillScores(model, i, model.node[q] ?? 0, room);
      for (let k = 0; k < size; k += 1) {
        for (let at = 0; at < size; at += 1) table[((row + k) * model.nodeCount + q) * width + at] = room.score[k * size + at] ?? 0;
      }
    }
  }
  return { table, width };
}

function jointCovariances(request: UncertaintyRequest, place: Int32Array, free: number): number[][] {
  const { model, answers, items, priors, isSlopeCommon } = request;
  const room = roomForScores(model);
  const { table, width } = scoreTable(model, room);
  const information = new Float64Array(free * free);
  const add = (i: number, j: number, amount: number) => { if (i >= 0 && j >= 0) information[i * free + j] = (information[i * free + j] ?? 0) + amount; };
  let freeItems = 0;
  items.forEach(({ anchor }, i) => {
    if (anchor !== undefined) return;
    freeItems += 1;
    const start = model.valueStart[i] ?? 0;
    const size = (model.valueStart[i + 1] ?? 0) - start;
    completeInformation(request, i, room).forEach((amount, cell) => add(place[start + Math.floor(cell / size)] ?? -1, place[start + (cell % size)] ?? -1, amount));
  });
  // The prior of a common slope was counted once per item.
  if (isSlopeCommon && priors !== "none") add(0, 0, -(freeItems - 1) / priors.logDiscrimination.sd ** 2);
  const posterior = new Float64Array(model.nodeCount);
  const score = new Float64Array(free);
  const mean = new Float64Array(free);
  for (let p = 0; p + 1 < answers.start.length; p += 1) {
    fillPosterior(model, answers, p, posterior);
    const count = answers.personCount[p] ?? 0;
    mean.fill(0);
    for (let q = 0; q < model.nodeCount; q += 1) {
      const weight = posterior[q] ?? 0;
      if (weight < 1e-14) continue;
      score.fill(0);
      for (let r = answers.start[p] ?? 0; r < (answers.start[p + 1] ?? 0); r += 1) {
        const start = model.valueStart[answers.item[r] ?? 0] ?? 0;
        const size = (model.valueStart[(answers.item[r] ?? 0) + 1] ?? 0) - start;
        for (let at = 0; at < size; at += 1) {
          const to = place[start + at] ?? -1;
          if (to >= 0) score[to] = (score[to] ?? 0) + (table[((answers.row[r] ?? 0) * model.nodeCount + q) * width + at] ?? 0);
        }
      }
      for (let i = 0; i < free; i += 1) {
        mean[i] = (mean[i] ?? 0) + weight * (score[i] ?? 0);
        for (let j = 0; j < free; j += 1) add(i, j, -count * weight * (score[i] ?? 0) * (score[j] ?? 0));
      }
    }
    for (let i = 0; i < free; i += 1) for (let j = 0; j < free; j += 1) add(i, j, count * (mean[i] ?? 0) * (mean[j] ?? 0));
  }
  const covariance = inverse(information, free);
  return items.map((_, item) => {
    const start = model.valueStart[item] ?? 0;
    const size = (model.valueStart[item + 1] ?? 0) - start;
    return zeros(model, item).map((_zero, cell) => {
      const i = place[start + Math.floor(cell / size)] ?? -1;
      const j = place[start + (cell % size)] ?? -1;
      return i < 0 || j < 0 ? 0 : covariance[i * free + j] ?? 0;
    });
  });
}

function separateCovariances(request: UncertaintyRequest): number[][] {
  const { model, answers, items, isSlopeCommon } = request;
  const room = roomForScores(model);
  const { table, width } = scoreTable(model, room);
  const { nodeCount } = model;
  const information = items.map((_, i) => completeInformation(request, i, room));
  information.forEach((block, i) => {
    const size = Math.sqrt(block.length);
    const row = model.firstRow[i] ?? 0;
    for (let k = 0; k < size; k += 1) {
      for (let q = 0; q < nodeCount; q += 1) {
        const cell = (row + k) * nodeCount + q;
        const count = model.expected[cell] ?? 0;
        if (count === 0) continue;
        for (let at = 0; at < block.length; at += 1) block[at] = (block[at] ?? 0) - count * (table[cell * width + Math.floor(at / size)] ?? 0) * (table[cell * width + (at % size)] ?? 0);
      }
    }
  });
  const posterior = new Float64Array(nodeCount);
  const mean = new Float64Array(width);
  for (let p = 0; p + 1 < answers.start.length; p += 1) {
    fillPosterior(model, answers, p, posterior);
    const count = answers.personCount[p] ?? 0;
    for (let r = answers.start[p] ?? 0; r < (answers.start[p + 1] ?? 0); r += 1) {
      const block = information[answers.item[r] ?? 0];
      if (block === undefined) continue;
      const size = Math.sqrt(block.length);
      mean.fill(0);
      for (let q = 0; q < nodeCount; q += 1) {
        const weight = posterior[q] ?? 0;
        if (weight < 1e-12) continue;
        const cell = ((answers.row[r] ?? 0) * nodeCount + q) * width;
        for (let at = 0; at < size; at += 1) mean[at] = (mean[at] ?? 0) + weight * (table[cell + at] ?? 0);
      }
      for (let at = 0; at < block.length; at += 1) block[at] = (block[at] ?? 0) + count * (mean[Math.floor(at / size)] ?? 0) * (mean[at % size] ?? 0);
    }
  }
  return information.map((block, i) => {
    if (items[i]?.anchor !== undefined) return zeros(model, i);
    const size = Math.sqrt(block.length);
    if (isSlopeCommon) {
      for (let at = 0; at < size; at += 1) block[at] = block[at * size] = 0;
    }
    return Array.from(inverse(block, size));
  });
}
