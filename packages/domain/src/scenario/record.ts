/**
 * One act as it is kept: `act@ms` or `act=case@ms`, and `?@ms` for a hint asked for. Enough to play the run again;
 * holds no character that the person typed.
 */
export const hintRecord = "?";

/** `entryCase` is there for acts that brought an entry. `sinceShownMs`: whole milliseconds since the screen was shown. */
export interface RecordedAct {
  readonly act: string;
  readonly entryCase?: string;
  readonly sinceShownMs: number;
}

/** A day: a phone laid aside over night says no more than that. */
const longestMs = 86_400_000;

export function writeAct({ act, entryCase, sinceShownMs }: RecordedAct): string {
  const ms = Math.min(Math.max(Math.round(sinceShownMs), 0), longestMs);
  return `${act}${entryCase === undefined ? "" : `=${entryCase}`}@${ms}`;
}

/** undefined for what is not a record of an act. */
export function readAct(record: string): RecordedAct | undefined {
  const read = /^(\?|[a-z0-9-]+)(?:=([a-z0-9-]+))?@([0-9]{1,8})$/.exec(record);
  const [, act, entryCase, ms] = read ?? [];
  if (act === undefined || ms === undefined) return undefined;
  return { act, ...(entryCase === undefined ? {} : { entryCase }), sinceShownMs: Number(ms) };
}
