/**
 * Whether an item is still as hard as it was: the shift of its difficulties that makes later answers most likely, while every person's ability is
 * judged by their other answers. A signal for its author; must not know versions or dates.
 */
import type { ItemParameters } from "./item-response.ts";
import { logLikelihoodOnGrid } from "./scoring.ts";

/** One person's later answer to the item, and what their other answers say. */
export type LaterAnswer = {
  readonly score: number;
  /** ln of the posterior of ability without this item at −6, −5.8 … 6 logits; need not be normalised. */
  readonly logBelief: Float64Array;
};

export const beliefGrid = { lowest: -6, step: 0.2, count: 61 } as const;

export type DifficultyShift = {
  /** Positive: harder than it was. */
  readonly shiftLogits: number;
  /** Of the later answers alone; Infinity where they say nothing. */
  readonly standardError: number;
};

const mostSteps = 20;
const h = 0.05;

/**
 * Maximum of Σ ln ∫ P(score | θ − shift) belief(θ) dθ by Newton's method with differences of ±.05, steps of at most one logit, within ±3 logits; error from the curvature
 * there. A Lagrange test in the sense of Glas 2000, with the estimate beside it. 0 ± Infinity without answers.
 */
export function difficultyShift(item: ItemParameters, answers: readonly LaterAnswer[]): DifficultyShift {
  if (answers.length === 0) return { shiftLogits: 0, standardError: Infinity };
  const weights = answers.map(({ logBelief }) => {
    const most = logBelief.reduce((highest, one) => Math.max(highest, one), -Infinity);
    const weight = logBelief.map((one) => Math.exp(one - most));
    const total = weight.reduce((sum, one) => sum + one, 0);
    return weight.map((one) => one / total);
  });
  let shift = 0;
  let curvature = 0;
  for (let step = 0; step < mostSteps; step += 1) {
    const [below, here, above] = [logLikelihoodAt(shift - h), logLikelihoodAt(shift), logLikelihoodAt(shift + h)];
    const slope = (above - below) / (2 * h);
    curvature = (above - 2 * here + below) / (h * h);
    const move = curvature < 0 ? -slope / curvature : Math.sign(slope);
    shift = Math.max(-3, Math.min(3, shift + Math.max(-1, Math.min(1, move))));
    if (Math.abs(move) < 1e-4) break;
  }
  return { shiftLogits: shift, standardError: curvature < 0 ? 1 / Math.sqrt(-curvature) : Infinity };

  function logLikelihoodAt(by: number): number {
    const moved = { ...item, stepDifficulties: item.stepDifficulties.map((b) => b + by) };
    const byScore = Array.from({ length: item.stepDifficulties.length + 1 }, (_, score) =>
      logLikelihoodOnGrid([{ item: moved, score }], beliefGrid.lowest, beliefGrid.step, beliefGrid.count).map(Math.exp));
    return answers.reduce((sum, { score }, at) => {
      const curve = byScore[score];
      const weight = weights[at];
      if (curve === undefined || weight === undefined) throw new RangeError(`the item has no score ${score}`);
      let probability = 0;
      for (let g = 0; g < beliefGrid.count; g += 1) probability += (curve[g] ?? 0) * (weight[g] ?? 0);
      return sum + Math.log(Math.max(probability, Number.MIN_VALUE));
    }, 0);
  }
}
