/** Takes one language out of a lesson. Runs at build for Vietnamese, and on the phone only where English is read: not in the first script. */
import type { Lesson, LessonStep, Text } from "@hocvuso/contract";
import type { Language, LessonWords, Stop } from "./lesson-words.ts";

/** What is known of pictures: by name, what each tells, and where it lies. */
export type KnownPictures = { readonly labels: Readonly<Record<string, Text>>; readonly addressOf: (name: string) => string | undefined };

/** A picture without a label is taken as decoration. */
export function wordsOfLesson(lesson: Omit<Lesson, "sources">, { labels, addressOf }: KnownPictures, language: Language): LessonWords {
  const steps = lesson.steps.map((step): Stop => step.kind === "explain"
    ? { kind: "explain", shown: step.shown[language], spoken: step.spoken[language], picture: { name: step.picture, address: addressOf(step.picture), label: labels[step.picture]?.[language] ?? "" } }
    : { kind: step.kind });
  return { id: lesson.id, title: lesson.title[language], stops: [...steps, { kind: "about-you" }, { kind: "result" }] };
}

/** `steps`: those of the lesson that are looked at again. */
export function wordsOfReview({ id, title }: Pick<Lesson, "id" | "title">, steps: readonly LessonStep[], language: Language): LessonWords {
  return { id, isReview: true, title: title[language], stops: [...steps.map(({ kind }): Stop => ({ kind: kind === "practise" ? "practise" : "question" })), { kind: "result" }] };
}
