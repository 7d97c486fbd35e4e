/** How a lesson goes on, and how one is found. */
export { nextStep, orderProblems, progressOf } from "./lesson-progress.ts";
export type { LessonProgress } from "./lesson-progress.ts";
export { searchIndex } from "./search-index.ts";
export type { SearchEntry, SearchIndex, SearchKind, SearchedContent } from "./search-index.ts";
export { openSearch } from "./search.ts";
export type { Found, Searcher } from "./search.ts";
