/** How a lesson goes on, how one is found, the paths through lessons, and when what was learnt is to be looked at again. */
export { nextStep, orderProblems, progressOf } from "./lesson-progress.ts";
export type { LessonProgress } from "./lesson-progress.ts";
export { searchIndex } from "./search-index.ts";
export type { SearchEntry, SearchIndex, SearchKind, SearchedContent } from "./search-index.ts";
export { openSearch } from "./search.ts";
export type { Found, Searcher } from "./search.ts";
export { pathOf, pathProblems, progressOnPath } from "./paths.ts";
export type { PathProgress } from "./paths.ts";
export { gradeOfAnswers, gradeOfRun, recallSubject, reviewSteps, withRecall } from "./recalls.ts";
export type { Recall, RecallGrade, Recalls, RecallSubject } from "./recalls.ts";
export { dueReviews, memoryOf, retrievabilityOn, REVIEWS_A_DAY } from "./review.ts";
export type { DueReview, Memory } from "./review.ts";
