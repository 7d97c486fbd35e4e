/** The one next thing that home offers. Knows nothing of the phone: what is kept, and today, come as arguments. */
import type { Path } from "@hocvuso/contract";
import { pathOf, progressOnPath, type DueReview } from "@hocvuso/domain/learning";
import type { LessonEntry } from "../../device/content-entry.ts";
import type { Profile } from "../../device/device.ts";
import type { LearningRecord } from "../../learning-record.ts";
import type { Sitting } from "../lesson/sitting.ts";

export type ShownPath = Omit<Path, "sources">;

export type NextThing =
  | { readonly kind: "go-on"; readonly lesson: LessonEntry; readonly passed: number }
  | { readonly kind: "review"; readonly lesson: LessonEntry; /** Titles after this one, today. */ readonly others: readonly LessonEntry[] }
  | { readonly kind: "lesson"; readonly lesson: LessonEntry; readonly course?: { readonly path: ShownPath; /** From 1. */ readonly at: number } }
  | { readonly kind: "choose-course"; readonly isCourseDone: boolean };

export type Known = {
  readonly record: LearningRecord;
  readonly group?: Profile["group"];
  /** Id of the path the person chose. */
  readonly chosen?: string;
  /** The lesson begun last, if it was left half-way. */
  readonly halfWay?: { readonly lesson: string; readonly sitting: Sitting };
  readonly due: readonly DueReview[];
};

/** What was begun comes first, then what is about to be forgotten, then the next lesson of the person's path. */
export function nextThing({ record, group, chosen, halfWay, due }: Known, { lessons, paths, firstLesson }: { lessons: readonly LessonEntry[]; paths: readonly ShownPath[]; firstLesson: string }): NextThing {
  const lessonOf = (id: string | undefined) => lessons.find((lesson) => lesson.id === id);
  const begun = lessonOf(halfWay?.lesson);
  if (begun !== undefined && halfWay !== undefined && halfWay.sitting.passed > 0 && halfWay.sitting.isFinished === undefined) return { kind: "go-on", lesson: begun, passed: halfWay.sitting.passed };

  const [review, ...others] = reviewedLessons(due, record, lessons);
  if (review !== undefined) return { kind: "review", lesson: review, others };

  const path = pathOf(paths, { chosen, group });
  if (path === undefined) {
    const first = lessonOf(firstLesson);
    return first !== undefined && record.finished[first.id] === undefined ? { kind: "lesson", lesson: first } : { kind: "choose-course", isCourseDone: false };
  }
  const { next } = progressOnPath(path, (lesson) => record.finished[lesson] !== undefined);
  const lesson = lessonOf(next);
  return lesson === undefined ? { kind: "choose-course", isCourseDone: true } : { kind: "lesson", lesson, course: { path, at: path.lessons.indexOf(lesson.id) + 1 } };
}

/** One lesson for each thing due, in its order: one that was gone through, else any that practises it. */
function reviewedLessons(due: readonly DueReview[], { finished }: LearningRecord, lessons: readonly LessonEntry[]): readonly LessonEntry[] {
  return due.flatMap(({ subject }) => {
    const through = lessons.filter((lesson) => lesson.subject === subject);
    return through.find(({ id }) => finished[id] !== undefined) ?? through.slice(0, 1);
  });
}
