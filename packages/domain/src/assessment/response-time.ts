/**
 * What answering times say: how fast a person works (lognormal model, van der Linden 2006), whether the times fit that speed, and
 * which answers came too fast to have been read. A signal for a second look, never a verdict. Must not know scores.
 */
import { chiSquareTail } from "./chi-square.ts";

/** Time model of an item: ln seconds ~ N(timeIntensity − speed, 1 / timeDiscrimination²). */
export type ItemTimeParameters = { readonly timeDiscrimination: number; readonly timeIntensity: number };

/** Seconds > 0 that a person took on an item. */
export type TimedResponse = { readonly item: ItemTimeParameters; readonly seconds: number };

export type WorkingSpeed = {
  /** τ in ln seconds: 0.7 is twice as fast as the typical person. */
  readonly speed: number;
  readonly standardError: number;
  /** Sum of squared standardised residuals around τ, n − 1 degrees of freedom, with its tail probability: small means uneven work. */
  readonly chiSquare: number;
  readonly chiSquareTail: number;
  /** Standardised residuals in the order of responses; −3 is far faster than this person's own speed. */
  readonly residuals: readonly number[];
  readonly logLikelihood: number;
};

/** Maximum likelihood speed and the fit of the times to it. Throws RangeError without responses. */
export function workingSpeed(responses: readonly TimedResponse[]): WorkingSpeed {
  if (responses.length === 0) throw new RangeError("speed needs at least one response");
  const { weight, sum } = speedSums(responses);
  const speed = sum / weight;
  const residuals = responses.map(({ item, seconds }) => item.timeDiscrimination * (Math.log(seconds) - item.timeIntensity + speed));
  const chiSquare = residuals.reduce((total, residual) => total + residual * residual, 0);
  return {
    speed, standardError: 1 / Math.sqrt(weight), residuals, chiSquare,
    chiSquareTail: responses.length > 1 ? chiSquareTail(chiSquare, responses.length - 1) : 1,
    logLikelihood: responses.reduce((total, { item, seconds }, at) =>
      total + Math.log(item.timeDiscrimination / (seconds * Math.sqrt(2 * Math.PI))) - 0.5 * (residuals[at] ?? 0) ** 2, 0),
  };
}

/** Posterior mode of speed under N(0, speedSd²): for few responses. 0 without responses. */
export function shrunkenSpeed(responses: readonly TimedResponse[], speedSd: number): number {
  const { weight, sum } = speedSums(responses);
  return sum / (weight + 1 / speedSd ** 2);
}

/** Precision of speed and its weighted sum of β − ln t; also for parts of a test. */
export function speedSums(responses: readonly TimedResponse[]): { weight: number; sum: number } {
  let weight = 0;
  let sum = 0;
  for (const { item, seconds } of responses) {
    const precision = item.timeDiscrimination ** 2;
    weight += precision;
    sum += precision * (item.timeIntensity - Math.log(seconds));
  }
  return { weight, sum };
}

const longestThresholdSeconds = 10;

/** Normative threshold (Wise & Ma 2012): a share of the item's mean time, at most 10 seconds. Recommended share: .10. */
export function rapidGuessThreshold(meanSeconds: number, share = 0.1): number {
  return Math.min(longestThresholdSeconds, share * meanSeconds);
}

/** Which answers were rapid guesses, and the share that were not: response-time effort, 0..1 (Wise & Kong 2005). Effort is 1 without answers. */
export function rapidGuesses(
  answers: readonly { readonly seconds: number; readonly thresholdSeconds: number }[],
): { readonly isRapid: readonly boolean[]; readonly effortShare: number } {
  const isRapid = answers.map(({ seconds, thresholdSeconds }) => seconds < thresholdSeconds);
  return { isRapid, effortShare: answers.length === 0 ? 1 : isRapid.filter((rapid) => !rapid).length / answers.length };
}

/** With this share of rapid guesses or more a test decides nothing: invite again (practice of NWEA's MAP). */
export const inviteAgainRapidShare = 0.3;
