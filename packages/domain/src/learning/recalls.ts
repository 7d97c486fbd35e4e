/**
 * What of a lesson is looked at again later, and what a person recalled of it unaided. Knows nothing of when; that is review.ts, which
 * brings the formulas, so that a phone need not load them to keep a recall.
 */
import type { FactKey, Lesson, LessonId, LessonStep, SimulatorFinished, SimulatorId } from "@hocvuso/contract";

/** What is remembered: a task that the hand can do, or what a lesson without practice asks. */
export type RecallSubject = `simulator/${SimulatorId}` | `lesson/${LessonId}`;

/** "again": it was forgotten; "hard": with help or a slip; "good": unaided and whole. */
export type RecallGrade = "again" | "hard" | "good";

/** One time that the person had to find it in their own memory. */
export type Recall = {
  /** Of the fact that shows it. */
  readonly key: FactKey;
  /** By the phone's calendar, YYYY-MM-DD. */
  readonly day: string;
  /** By the phone's clock, ms since 1970. */
  readonly atMs: number;
  readonly grade: RecallGrade;
};

export type Recalls = Readonly<Partial<Record<RecallSubject, readonly Recall[]>>>;

type PractiseStep = Extract<LessonStep, { kind: "practise" }>;
type QuestionStep = Extract<LessonStep, { kind: "question" }>;

/** The last practice without company, alone; where a lesson has none, its questions. */
export function reviewSteps({ steps }: Pick<Lesson, "steps">): readonly [PractiseStep] | readonly QuestionStep[] {
  const unaided = steps.findLast((step): step is PractiseStep => step.kind === "practise" && step.mode !== "guided");
  return unaided === undefined ? steps.filter((step) => step.kind === "question") : [unaided];
}

export function recallSubject(lesson: Pick<Lesson, "id" | "steps">): RecallSubject {
  const [step] = reviewSteps(lesson);
  return step?.kind === "practise" ? `simulator/${step.simulator}` : `lesson/${lesson.id}`;
}

/** undefined: a run that was shown step by step asks nothing of the memory. */
export function gradeOfRun({ mode, goalReached, hintCount, stepsReached, stepCount }: Pick<SimulatorFinished, "mode" | "goalReached" | "hintCount" | "stepsReached" | "stepCount">): RecallGrade | undefined {
  if (mode === "guided") return undefined;
  if (!goalReached) return "again";
  return hintCount === 0 && stepsReached === stepCount ? "good" : "hard";
}

/** @param rightAtOnceCount of `questionCount` questions, how many were answered right at the first try. undefined where none was asked. */
export function gradeOfAnswers({ rightAtOnceCount, questionCount }: { rightAtOnceCount: number; questionCount: number }): RecallGrade | undefined {
  if (questionCount === 0) return undefined;
  if (rightAtOnceCount === questionCount) return "good";
  return rightAtOnceCount * 2 >= questionCount ? "hard" : "again";
}

/** One a day, by day: the first of a day shows what the night left; later ones that day repeat what was just seen. In whatever order and however often they come, the outcome is the same. */
export function withRecall(recalls: readonly Recall[], added: Recall): readonly Recall[] {
  const first = recalls.filter(({ day }) => day === added.day).reduce((best, each) => (isEarlier(each, best) ? each : best), added);
  return [...recalls.filter(({ day }) => day !== added.day), first].toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

function isEarlier(one: Recall, other: Recall): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.key < other.key);
}
