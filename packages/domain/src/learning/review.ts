/**
 * When something learnt is about to be forgotten: FSRS-6 (Ye, Su and Cao 2022, doi 10.1145/3534678.3539081; formulas and default parameters as
 * published by the Open Spaced Repetition project), by ts-fsrs, without dice. Memory is reckoned in whole calendar days from what the person
 * recalled unaided; the day of today is an argument. Same recalls, same day, same list: on any phone.
 */
import { FSRSAlgorithm, forgetting_curve, generatorParameters, Rating } from "ts-fsrs";
import type { Recall, Recalls, RecallSubject } from "./recalls.ts";

export type Memory = {
  /** Days after which nine of ten people would still know it. */
  readonly stabilityDays: number;
  /** 1..10 */
  readonly difficulty: number;
  /** Of the last recall. */
  readonly lastDay: string;
  /** The day on which it is about to be forgotten. */
  readonly dueDay: string;
};

export type DueReview = { readonly subject: RecallSubject; readonly dueDay: string; /** 0..1: the chance that it is still known today. */ readonly retrievability: number };

export const REVIEWS_A_DAY = 5;
/** What was once known very well is looked at again within a year: what it shows changes by then. */
const LONGEST_DAYS = 365;
const ratings = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good } as const;
const algorithm = new FSRSAlgorithm(generatorParameters({ maximum_interval: LONGEST_DAYS }));

/** @param recalls as `withRecall` keeps them. undefined for none. */
export function memoryOf(recalls: readonly Recall[]): Memory | undefined {
  let state: { readonly stability: number; readonly difficulty: number } | null = null;
  let lastDay: string | undefined;
  for (const { day, grade } of recalls) {
    state = algorithm.next_state(state, lastDay === undefined ? 0 : daysBetween(lastDay, day), ratings[grade]);
    lastDay = day;
  }
  if (state === null || lastDay === undefined) return undefined;
  const dueDay = dayAfter(lastDay, algorithm.next_interval(state.stability, 0));
  return { stabilityDays: state.stability, difficulty: state.difficulty, lastDay, dueDay };
}

/** The chance 0..1 that it is still known on that day; 1 on the day of the last recall and before. */
export function retrievabilityOn({ stabilityDays, lastDay }: Pick<Memory, "stabilityDays" | "lastDay">, day: string): number {
  return forgetting_curve(algorithm.parameters.w, Math.max(0, daysBetween(lastDay, day)), stabilityDays);
}

/**
 * What is to be looked at again today: what is nearest to being forgotten first, then by subject. With what was looked at again today
 * already (known from an earlier day, and recalled today) never more than five; the rest waits for tomorrow.
 */
export function dueReviews(recalls: Recalls, today: string): { readonly due: readonly DueReview[]; readonly doneCount: number } {
  const due: DueReview[] = [];
  let doneCount = 0;
  // Its keys are subjects.
  for (const [subject, kept = []] of Object.entries(recalls) as [RecallSubject, readonly Recall[] | undefined][]) {
    const memory = memoryOf(kept);
    if (memory === undefined) continue;
    if (memory.lastDay === today && kept.length > 1) doneCount += 1;
    if (memory.dueDay <= today) due.push({ subject, dueDay: memory.dueDay, retrievability: retrievabilityOn(memory, today) });
  }
  due.sort((a, b) => a.retrievability - b.retrievability || (a.subject < b.subject ? -1 : 1));
  return { due: due.slice(0, Math.max(0, REVIEWS_A_DAY - doneCount)), doneCount };
}

const DAY_MS = 86_400_000;

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
