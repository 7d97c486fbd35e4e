/** A lesson as its file brings it to the phone: whole, in both languages, with the items that it asks, in its order, and what its pictures tell, by name. */
import type { Item, Lesson, Text } from "@hocvuso/contract";

export type LessonFile = {
  readonly lesson: Omit<Lesson, "sources">;
  readonly items: readonly Omit<Item, "sources">[];
  readonly labels: Readonly<Record<string, Text>>;
};
