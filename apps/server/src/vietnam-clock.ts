/** Days and hours as the clocks of Việt Nam show them: UTC+7, without summer time. */
import type { IsoDate } from "@hocvuso/domain/units";

export const VIETNAM_MS = 7 * 3_600_000;

/** @param instantMs ms since 1970. @returns "YYYY-MM-DD". */
export function dayInVietnam(instantMs: number): IsoDate {
  return new Date(instantMs + VIETNAM_MS).toISOString().slice(0, 10);
}

/** @param instantMs ms since 1970. @returns "HH:MM", from "00:00" to "23:59". */
export function clockInVietnam(instantMs: number): string {
  return new Date(instantMs + VIETNAM_MS).toISOString().slice(11, 16);
}

/** @returns ms since 1970 at which the day begins; NaN for what is no day. */
export function midnightInVietnam(day: IsoDate): number {
  return Date.parse(`${day}T00:00:00+07:00`);
}
