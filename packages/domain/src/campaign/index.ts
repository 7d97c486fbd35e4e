/** What the movement has promised, and how far it is. */
export { targetGaps, targetLines, type TargetGap, type TargetLine } from "./targets.ts";
