/** What the bench's server tells its page. The shapes of both ends; neither is kept. */
import type { Item, Lesson, Simulator, Text } from "@hocvuso/contract";

export type BenchKind = "lesson" | "simulator" | "item";

/** One file of the content, for the list. `title` is missing while the file has never been whole. */
export interface BenchFile {
  readonly path: string;
  readonly kind: BenchKind;
  readonly title?: Text;
  readonly problemCount: number;
}

export interface BenchProblem {
  /** A `ContentCheck` or a `Flaw`: its heading stands in the messages. */
  readonly check: string;
  /** In English, with the names of the place. */
  readonly sentence: string;
  /** Line of the file where the named place begins, from 1. */
  readonly line?: number;
  /** Acts that lead to it, playable with the seed. */
  readonly after?: { readonly seed: number; readonly acts: readonly string[] };
}

/** Where a text stops being JSON, from 1. */
export interface BenchFault {
  readonly line: number;
  readonly column: number;
  readonly missing: "value" | "name" | "colon" | "comma-or-end" | "closing-quote" | "nothing-more";
}

/** One drawing of a simulator, by the smallest seed that draws it. */
export interface BenchVariant {
  readonly seed: number;
  readonly drawn: Readonly<Record<string, string>>;
}

/** What can be shown on the phone. */
export type Playable =
  | { readonly kind: "simulator"; readonly simulator: Simulator; readonly variants: readonly BenchVariant[] }
  /** With whatever the lesson names, by id. */
  | { readonly kind: "lesson"; readonly lesson: Lesson; readonly items: Readonly<Record<string, Item>>; readonly simulators: Readonly<Record<string, Simulator>> }
  | { readonly kind: "item"; readonly item: Item };

export interface OpenFile {
  readonly path: string;
  readonly fault?: BenchFault;
  readonly problems: readonly BenchProblem[];
  /** As the file was when it last could be shown; undefined: never since the bench was opened. */
  readonly playable?: Playable;
  /** False while the file as it stands cannot be shown and `playable` is an earlier one. */
  readonly isCurrent: boolean;
}

export const changedEvent = "bench:changed";
