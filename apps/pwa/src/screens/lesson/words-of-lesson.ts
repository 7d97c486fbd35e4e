/** Takes one language out of a lesson. Runs at build for Vietnamese, and on the phone only where English is read: not in the first script. */
import type { Lesson, Text } from "@hocvuso/contract";
import type { Language, LessonWords, Stop } from "./lesson-words.ts";

/** `labels`: what each picture tells, by name; a picture without a label is taken as decoration. */
export function wordsOfLesson(lesson: Lesson, labels: Readonly<Record<string, Text>>, language: Language): LessonWords {
  const steps = lesson.steps.map((step): Stop => step.kind === "explain"
    ? { kind: "explain", shown: step.shown[language], spoken: step.spoken[language], picture: step.picture, label: labels[step.picture]?.[language] ?? "" }
    : { kind: step.kind });
  return { id: lesson.id, title: lesson.title[language], stops: [...steps, { kind: "about-you" }, { kind: "result" }] };
}
