/** Takes one language out of a lesson. Runs at build for Vietnamese, and on the phone only where English is read: not in the first script. */
import type { Lesson, LessonStep, Text } from "@hocvuso/contract";
import type { Language, LessonWords, Stop } from "./lesson-words.ts";

/** `labels`: what each picture tells, by name; a picture without a label is taken as decoration. */
export function wordsOfLesson(lesson: Omit<Lesson, "sources">, labels: Readonly<Record<string, Text>>, language: Language): LessonWords {
  const steps = lesson.steps.map((step): Stop => step.kind === "explain"
    ? { kind: "explain", shown: step.shown[language], spoken: step.spoken[language], picture: step.picture, label: labels[step.picture]?.[language] ?? "" }
    : { kind: step.kind });
  return { id: lesson.id, title: lesson.title[language], stops: [...steps, { kind: "about-you" }, { kind: "result" }] };
}

/** `steps`: those of the lesson that are looked at again. */
export function wordsOfReview({ id, title }: Pick<Lesson, "id" | "title">, steps: readonly LessonStep[], language: Language): LessonWords {
  return { id, isReview: true, title: title[language], stops: [...steps.map(({ kind }): Stop => ({ kind: kind === "practise" ? "practise" : "question" })), { kind: "result" }] };
}
