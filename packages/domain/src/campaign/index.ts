/** What the movement has promised, and how far it is. */
export { targetGaps, targetLines, targetsOn, type TargetGap, type TargetLine, type UnitTarget } from "./targets.ts";
export { behindPace, dayAfter, dayToFreeze, elapsedDays, lastDay, quotaState, type QuotaState } from "./campaign-days.ts";
export { isDirectiveMet } from "./directives.ts";
export { mayDisturb } from "./quiet-hours.ts";
export { isEscalated, matchHelp, mayFollow, MOST_OPEN_REQUESTS, type HelpAct, type HelpAsked, type Helper } from "./match-help.ts";
