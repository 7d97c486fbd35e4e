/** The way through a lesson. Steps are named by their place from 0, as the facts of done steps do. */
import type { Lesson, LessonStep } from "@hocvuso/contract";

export interface LessonProgress {
  readonly doneCount: number;
  readonly stepCount: number;
  readonly isFinished: boolean;
  /** Place of the first step not done; undefined when finished. Steps done before it may be opened again. */
  readonly next: number | undefined;
}

/** `done`: places in any order, repeated or not; places the lesson does not have (an older, longer version) count for nothing. */
export function progressOf(lesson: Lesson, done: Iterable<number>): LessonProgress {
  const doneHere = new Set([...done].filter((place) => place in lesson.steps));
  const next = lesson.steps.findIndex((_, place) => !doneHere.has(place));
  return { doneCount: doneHere.size, stepCount: lesson.steps.length, isFinished: next === -1, next: next === -1 ? undefined : next };
}

export function nextStep(lesson: Lesson, done: Iterable<number>): LessonStep | undefined {
  const { next } = progressOf(lesson, done);
  return next === undefined ? undefined : lesson.steps[next];
}

/** First why, then how, then the hand, then alone, then questions. Plain sentences; empty when the order is kept. */
export function orderProblems(lesson: Lesson): string[] {
  const problems: string[] = [];
  const ids = lesson.steps.map((step) => step.id);
  if (new Set(ids).size < ids.length) problems.push("Two steps have the same id.");
  if (lesson.steps[0]?.kind !== "explain") problems.push("A lesson begins with an explanation of why it matters.");
  if (lesson.minutes.from > lesson.minutes.to) problems.push("The minutes run backwards.");
  lesson.steps.forEach((step, place) => {
    const before = lesson.steps.slice(0, place);
    if (step.kind === "practise" && step.mode !== "guided" && !before.some((earlier) => earlier.kind === "practise" && earlier.simulator === step.simulator && earlier.mode === "guided")) {
      problems.push(`Step ${step.id} asks to do ${step.simulator} before it was done together (mode guided).`);
    }
    if (step.kind !== "question" && before.some((earlier) => earlier.kind === "question")) problems.push(`Step ${step.id} comes after a question; questions come last.`);
  });
  return problems;
}
