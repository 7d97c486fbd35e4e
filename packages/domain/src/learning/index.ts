/** How a lesson goes on. */
export { nextStep, orderProblems, progressOf } from "./lesson-progress.ts";
export type { LessonProgress } from "./lesson-progress.ts";
