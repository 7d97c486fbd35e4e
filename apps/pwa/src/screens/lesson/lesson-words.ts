/**
 * A lesson in one language, as its screens need it. The prerendered page carries the Vietnamese one, so that the first script
 * holds no lesson text at all.
 */
import type { Lesson } from "@hocvuso/contract";

export type Language = "vi" | "en";

/** A place to stop on the way through a lesson. The lesson's own steps come first, in their order; then the two that we add. */
export type Stop =
  | { readonly kind: "explain"; readonly shown: string; readonly spoken: string; readonly picture: PictureShown }
  | { readonly kind: "practise" | "question" }
  | { readonly kind: "about-you" | "result" };

/** `label`: what it tells, empty where it only decorates. `address` is undefined where nobody has drawn it. */
export type PictureShown = { readonly name: string; readonly address: string | undefined; readonly label: string };

export type LessonWords = {
  readonly id: Lesson["id"];
  /** What is gone through is not the lesson, but what of it is looked at again. */
  readonly isReview?: true;
  readonly title: string;
  readonly stops: readonly Stop[];
};

/** `**…**` marks the one thing that matters, at most once. */
export function emphasised(shown: string): { readonly before: string; readonly marked: string; readonly after: string } {
  const [before = "", marked = "", after = ""] = shown.split("**");
  return { before, marked, after };
}
