/** When people may be told of something: nobody's evening or night is for notices. */

const VIETNAM_MS = 7 * 3_600_000;
const [FROM_HOUR, UNTIL_HOUR] = [7, 20.5] as const;

/** From 7:00 to 20:30 in Việt Nam, so that the day's state of 20:00 may still be told. @param nowMs ms since 1970. */
export function mayDisturb(nowMs: number): boolean {
  const hour = ((nowMs + VIETNAM_MS) % 86_400_000) / 3_600_000;
  return hour >= FROM_HOUR && hour < UNTIL_HOUR;
}
