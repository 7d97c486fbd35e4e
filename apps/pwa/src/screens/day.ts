/** The calendar day on this phone, YYYY-MM-DD. */
export function dayOf(date: Date): string {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

/** A day as it is written in both languages here: 12/11/2026. */
export function writtenDay(day: string): string {
  return day.split("-").reverse().join("/");
}
