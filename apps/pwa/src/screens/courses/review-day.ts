/** The formulas of forgetting: a chunk of its own, wanted only by who has learnt something. */
export { dueReviews, memoryOf } from "@hocvuso/domain/learning";
