/** Which files a course is made of: its lessons, and the simulators that they practise. */
import type { FileEntry, LessonEntry, SimulatorEntry } from "../../device/content-entry.ts";
import type { ShownPath } from "./next-thing.ts";

export type Content = { readonly lessons: readonly LessonEntry[]; readonly simulators: readonly SimulatorEntry[]; readonly paths: readonly ShownPath[] };

export function lessonsOf({ lessons: ids }: Pick<ShownPath, "lessons">, { lessons }: Pick<Content, "lessons">): readonly LessonEntry[] {
  return ids.flatMap((id) => lessons.find((lesson) => lesson.id === id) ?? []);
}

/** Lessons in their order, each followed by those of its simulators that did not come before: a line cut half-way leaves whole lessons. */
export function filesOf(path: Pick<ShownPath, "lessons">, content: Content): readonly FileEntry[] {
  const files = new Set<FileEntry>();
  for (const lesson of lessonsOf(path, content)) {
    files.add(lesson);
    for (const id of lesson.simulators) for (const simulator of content.simulators) if (simulator.id === id) files.add(simulator);
  }
  return [...files];
}

/** What may go with a course: not what another course needs that is on the phone whole. `isKept` says of a file whether it is on the phone. */
export function filesToLetGo(path: ShownPath, content: Content, isKept: (file: FileEntry) => boolean): readonly FileEntry[] {
  const needed = new Set(content.paths.filter(({ id }) => id !== path.id).map((other) => filesOf(other, content)).filter((files) => files.every(isKept)).flat());
  return filesOf(path, content).filter((file) => isKept(file) && !needed.has(file));
}
