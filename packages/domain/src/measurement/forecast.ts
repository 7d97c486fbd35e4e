/**
 * How far a share will come by a day, from what the last weeks brought, and how many class sessions a week it would take.
 * Promise: a range, never one number; too few weeks give no range; a share never passes everybody.
 */
import { requireCount, requireLevel, requireNotNegative, requirePart } from "./accepted-numbers.ts";
import { tAtMost, tQuantile } from "./distributions.ts";
import { ratioEstimate } from "./survey-estimates.ts";

/** Fewer whole weeks than this say nothing of the weeks to come. */
export const fewestForecastWeeks = 4;

export type ShareForecast =
  | { readonly state: "notEnoughWeeks"; readonly weeks: number }
  | { readonly state: "forecast"; readonly share: number; readonly lower: number; readonly upper: number; readonly level: number; /** That `wanted` persons are reached. */ readonly chanceReached: number };

/**
 * `weeklyGains`: persons who became capable in each of the last whole weeks, the oldest first; `capable` of `listed` are so now.
 * Each week wins a share of those who are left; the share varies from week to week as it did lately, never less than chance would make it
 * (Poisson). The logarithm of who is left is then a t variable with weeks − 1 degrees of freedom. Own derivation; its coverage is shown by
 * simulation in the province's laboratory.
 */
export function forecastShare(
  { weeklyGains, capable, listed, wanted, weeksLeft, level = 0.9 }:
  { weeklyGains: readonly number[]; capable: number; listed: number; wanted: number; weeksLeft: number; level?: number },
): ShareForecast {
  requirePart("capable", capable, "listed", listed);
  requireNotNegative("wanted", wanted);
  requireNotNegative("weeksLeft", weeksLeft);
  requireLevel(level);
  for (const gain of weeklyGains) requireCount("weeklyGain", gain);
  const weeks = weeklyGains.length;
  if (weeks < fewestForecastWeeks) return { state: "notEnoughWeeks", weeks };
  const left = listed - capable;
  if (left === 0) return { state: "forecast", share: 1, lower: 1, upper: 1, level, chanceReached: 1 };
  const before = left + weeklyGains.reduce((sum, gain) => sum + gain, 0);
  let remaining = before;
  const rates = weeklyGains.map((gain) => {
    const rate = -Math.log(Math.max(remaining - gain, 0.5) / remaining);
    remaining -= gain;
    return rate;
  });
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / weeks;
  const spread = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (weeks - 1);
  // A week without anybody still might have brought one.
  const chance = Math.max(mean, 1 / (weeks * before)) / ((left + before) / 2);
  const weekly = Math.max(spread, chance);
  const error = Math.sqrt(weeksLeft * weekly + (weeksLeft ** 2 * weekly) / weeks);
  const half = tQuantile((1 + level) / 2, weeks - 1) * error;
  const shareAfter = (fall: number) => 1 - (left * Math.exp(-Math.max(0, fall))) / listed;
  return {
    state: "forecast", level,
    share: shareAfter(mean * weeksLeft), lower: shareAfter(mean * weeksLeft - half), upper: shareAfter(mean * weeksLeft + half),
    chanceReached: chanceOf(),
  };

  function chanceOf(): number {
    if (wanted <= capable) return 1;
    if (wanted > listed) return 0;
    const needed = Math.log(left / Math.max(listed - wanted, 0.5));
    return error === 0 ? (mean * weeksLeft >= needed ? 1 : 0) : tAtMost((mean * weeksLeft - needed) / error, weeks - 1);
  }
}

export type SessionsNeeded = {
  /** Class sessions a week from now on. */
  readonly needed: number;
  readonly lower: number;
  /** Undefined where the weeks do not rule out that sessions bring nobody. */
  readonly upper: number | undefined;
  /** Sessions a week in the weeks given. */
  readonly lately: number;
  readonly level: number;
};

/**
 * Sessions a week that would bring `personsWanting` in `weeksLeft`, if each brings as many persons as it did lately: Σ gains / Σ sessions with
 * its linearised error over the weeks. It assumes that more sessions bring as many each: the last who are left may take more.
 * Undefined where nobody is wanting, no week is left, nothing was held, nobody was won, or the weeks are too few.
 */
export function sessionsNeeded(
  { weeks, personsWanting, weeksLeft, level = 0.9 }:
  { weeks: readonly { readonly gain: number; readonly sessions: number }[]; personsWanting: number; weeksLeft: number; level?: number },
): SessionsNeeded | undefined {
  requireLevel(level);
  for (const { gain, sessions } of weeks) {
    requireCount("gain", gain);
    requireCount("sessions", sessions);
  }
  const held = weeks.reduce((sum, { sessions }) => sum + sessions, 0);
  if (weeks.length < fewestForecastWeeks || personsWanting <= 0 || weeksLeft <= 0 || held === 0) return undefined;
  const perSession = ratioEstimate({ observations: weeks.map(({ gain, sessions }) => ({ numerator: gain, denominator: sessions })), level });
  if (perSession.estimate <= 0) return undefined;
  const personsPerWeek = personsWanting / weeksLeft;
  return {
    needed: personsPerWeek / perSession.estimate,
    lower: personsPerWeek / perSession.upper,
    upper: perSession.lower > 0 ? personsPerWeek / perSession.lower : undefined,
    lately: held / weeks.length,
    level,
  };
}
