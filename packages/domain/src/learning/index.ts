/** How a lesson goes on, the paths through lessons, and when what was learnt is to be looked at again. */
export { nextStep, orderProblems, progressOf } from "./lesson-progress.ts";
export type { LessonProgress } from "./lesson-progress.ts";
export { pathOf, pathProblems, progressOnPath } from "./paths.ts";
export type { PathProgress } from "./paths.ts";
export { dueReviews, gradeOfAnswers, gradeOfRun, memoryOf, retrievabilityOn, REVIEWS_A_DAY, withRecall } from "./review.ts";
export type { DueReview, Memory, Recall, RecallGrade, Recalls, RecallSubject } from "./review.ts";
