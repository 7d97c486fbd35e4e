/**
 * Practice runs of real tasks. A simulator is data; this plays it, the same way on the phone and on the server.
 * Pure: the state is plain JSON, the time and the seed come from outside, and what a person types is never kept.
 */
export { startRun, step, outcomeOf } from "./run.ts";
export type { Act, ActRefusal, Feedback, Outcome, RunState, StepResult } from "./run.ts";
export { viewOf } from "./view.ts";
export type { Guide, ScreenView } from "./view.ts";
export { replay } from "./replay.ts";
export type { Replayed } from "./replay.ts";
export { prove, stateGraph } from "./prove.ts";
export type { Counterexample, Flaw, GraphEdge, GraphState, Proof, StateGraph } from "./prove.ts";
export { walkAtRandom } from "./walk-at-random.ts";
export type { WalkReport } from "./walk-at-random.ts";
