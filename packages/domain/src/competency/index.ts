/** Frameworks of competences as read from content: what a reference stands for, and what it corresponds to elsewhere. */
export { correspondingComponents, indexFrameworks } from "./framework-index.ts";
export type { FrameworkIndex, KnownComponent } from "./framework-index.ts";
