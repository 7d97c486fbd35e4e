/** By which day somebody's request about their own data is to be answered, and done (Nghị định 356/2025/NĐ-CP: 2 working days; 15 days, or 20 where others process too; once more 15). Days of Vietnam, `YYYY-MM-DD`. */

export type RightsPolicy = {
  readonly answerWorkingDays: number;
  readonly doneDays: number;
  readonly doneDaysWithOthers: number;
  readonly extensionDays: number;
  /** Public holidays, which are no working days. */
  readonly holidays: readonly string[];
};

export type Deadlines = { readonly answerBy: string; readonly doneBy: string };

/** The day on which the request came is not counted. @param withOthers somebody else processes the data too. */
export function deadlinesOf(receivedOn: string, { withOthers, isExtended }: { readonly withOthers: boolean; readonly isExtended: boolean }, policy: RightsPolicy): Deadlines {
  const holidays = new Set(policy.holidays);
  let answerBy = receivedOn;
  for (let left = policy.answerWorkingDays; left > 0;) {
    answerBy = plusDays(answerBy, 1);
    const weekday = new Date(`${answerBy}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !holidays.has(answerBy)) left -= 1;
  }
  const days = (withOthers ? policy.doneDaysWithOthers : policy.doneDays) + (isExtended ? policy.extensionDays : 0);
  return { answerBy, doneBy: plusDays(receivedOn, days) };
}

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
