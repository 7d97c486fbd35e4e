/** Days and moments as the province reads them: always by the clock of Việt Nam, wherever the browser stands. */

export type Language = "vi" | "en";

const vietnamTime = "Asia/Ho_Chi_Minh";

type Clock = { readonly year: string; readonly month: string; readonly day: string; readonly hour: string; readonly minute: string; readonly second: string };

const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: vietnamTime, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});

function clockOf(instant: Date): Clock {
  const found = new Map(parts.formatToParts(instant).map(({ type, value }) => [type, value]));
  const of = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? "";
  return { year: of("year"), month: of("month"), day: of("day"), hour: of("hour"), minute: of("minute"), second: of("second") };
}

/** ISO date of an instant. */
export function dayOf(instant: string): string {
  const { year, month, day } = clockOf(new Date(instant));
  return `${year}-${month}-${day}`;
}

const englishMonths = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** From an ISO date: "31-12-2025", "31 December 2025". */
export function sayDay(isoDate: string, language: Language): string {
  const [year = "", month = "", day = ""] = isoDate.split("-");
  return language === "vi"
    ? `${Number(day)}-${Number(month)}-${year}`
    : `${Number(day)} ${englishMonths[Number(month) - 1] ?? month} ${year}`;
}

/** From an instant: "14:32 ngày 20-11-2026", "14:32 on 20 November 2026". */
export function sayMoment(instant: string, language: Language): string {
  const { hour, minute } = clockOf(new Date(instant));
  const day = sayDay(dayOf(instant), language);
  return language === "vi" ? `${hour}:${minute} ngày ${day}` : `${hour}:${minute} on ${day}`;
}

/** Time of day to the second. */
export function sayTime(instant: Date): string {
  const { hour, minute, second } = clockOf(instant);
  return `${hour}:${minute}:${second}`;
}
