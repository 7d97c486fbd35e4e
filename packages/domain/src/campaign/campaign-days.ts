/** What a campaign counts on a day, beside its quotas; and what is missing. Pure: the acts come from facts, the days are dates in Việt Nam. */
import type { IsoDate } from "../units/index.ts";

const DAY_MS = 86_400_000;

/** `day` `days` later; ISO dates. */
export function dayAfter(day: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The last day of a campaign: of 30 days that begin on the 1st the 30th. */
export function lastDay(startsOn: IsoDate, days: number): IsoDate {
  return dayAfter(startsOn, days - 1);
}

/** `none`: the day is not in the campaign. `elapsed` counts the day itself, from 1. */
export function elapsedDays(startsOn: IsoDate, days: number, day: IsoDate): number | "none" {
  const elapsed = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${startsOn}T00:00:00Z`)) / DAY_MS) + 1;
  return elapsed < 1 || elapsed > days ? "none" : elapsed;
}

export type QuotaState = { readonly measure: string; readonly atLeast: number; readonly soFar: number; readonly onDay: number; readonly evenPace: number };

/** @param evenPace where an even pace would be at the end of the day, cut: nobody is behind by a part of a person. */
export function quotaState({ measure, atLeast, soFar, onDay, elapsed, days }: Omit<QuotaState, "evenPace"> & { readonly elapsed: number; readonly days: number }): QuotaState {
  return { measure, atLeast, soFar, onDay, evenPace: Math.floor((atLeast * elapsed) / days) };
}

/** Measures that are behind an even pace, in the order of the quotas. What has reached its quota is never behind. */
export function behindPace(figures: readonly QuotaState[]): readonly string[] {
  return figures.filter(({ soFar, evenPace }) => soFar < evenPace).map(({ measure }) => measure);
}

/** The day whose state is to be kept now: today once the hour has come; undefined before it and outside the campaign. */
export function dayToFreeze({ startsOn, days, today, hour, frozenAtHour }: { readonly startsOn: IsoDate; readonly days: number; readonly today: IsoDate; readonly hour: number; readonly frozenAtHour: number }): IsoDate | undefined {
  return hour >= frozenAtHour && elapsedDays(startsOn, days, today) !== "none" ? today : undefined;
}
