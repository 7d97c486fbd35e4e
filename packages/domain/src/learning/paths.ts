/** Paths: how far a person has come on one, what comes next, and whether all paths together leave nobody and no lesson out. */
import type { Lesson, LessonId, Path, PopulationGroup } from "@hocvuso/contract";

export interface PathProgress {
  readonly doneCount: number;
  readonly lessonCount: number;
  /** The first lesson not gone through; undefined when all are. */
  readonly next: LessonId | undefined;
}

export function progressOnPath({ lessons }: Pick<Path, "lessons">, isFinished: (lesson: LessonId) => boolean): PathProgress {
  const left = lessons.filter((lesson) => !isFinished(lesson));
  return { doneCount: lessons.length - left.length, lessonCount: lessons.length, next: left[0] };
}

/** The path a person is on: the one they chose, else the one their group is given. undefined while neither is known. */
export function pathOf<P extends Pick<Path, "id" | "givenTo">>(paths: readonly P[], { chosen, group }: { chosen?: string | undefined; group?: PopulationGroup | undefined }): P | undefined {
  return paths.find(({ id }) => id === chosen) ?? paths.find(({ givenTo = [] }) => group !== undefined && givenTo.includes(group));
}

const groups: readonly PopulationGroup[] = ["adult", "student", "official"];

/** Plain sentences, each with the id of the path it is about; empty when all is well. That the named lessons exist is checked with all references. */
export function pathProblems(paths: readonly Path[], lessons: readonly Pick<Lesson, "id" | "level">[]): { readonly path: string; readonly sentence: string }[] {
  const problems: { path: string; sentence: string }[] = [];
  const ordered = paths.toSorted((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1));
  const [first] = ordered;
  if (first === undefined) return [{ path: "", sentence: "There is no path." }];
  const say = (path: string, sentence: string): void => void problems.push({ path, sentence });

  for (const { id, lessons: named } of ordered) {
    for (const lesson of new Set(named.filter((each, at) => named.indexOf(each) !== at))) say(id, `It names the lesson ${lesson} more than once.`);
  }
  ordered.forEach(({ id, place }, at) => {
    const before = ordered[at - 1];
    if (before?.place === place) say(id, `It has the place ${place}, as ${before.id} has.`);
  });
  for (const { id, groups: offered, givenTo = [] } of ordered) {
    for (const group of givenTo) if (!offered.includes(group)) say(id, `It is given to ${group}, but not offered to that group.`);
  }
  for (const group of groups) {
    const given = ordered.filter(({ givenTo = [] }) => givenTo.includes(group));
    if (given.length !== 1) say(given[1]?.id ?? first.id, given.length === 0 ? `No path is given to ${group}.` : `${given.map(({ id }) => id).join(" and ")} are both given to ${group}.`);
    if (!first.groups.includes(group)) say(first.id, `It is the first path, but not offered to ${group}.`);
  }
  const level = new Map(lessons.map((lesson) => [lesson.id, lesson.level]));
  for (const lesson of first.lessons) if ((level.get(lesson) ?? 0) > 0) say(first.id, `It is the first path, so it holds lessons of level 0 only; ${lesson} is of level ${level.get(lesson)}.`);
  for (const lesson of lessons) {
    if (lesson.level === 0 && !first.lessons.includes(lesson.id)) say(first.id, `It is the first path, but lacks ${lesson.id}, which is of level 0.`);
    if (!ordered.some((path) => path.lessons.includes(lesson.id))) say(first.id, `No path leads to the lesson ${lesson.id}.`);
  }
  return problems;
}
