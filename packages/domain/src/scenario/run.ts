/**
 * One run of a simulator, act by act. Modes differ in what the teacher says, never in where an act leads,
 * so that one record scores the same everywhere. What is typed is turned into one of the author's cases at once and forgotten.
 */
import type { Reaction, Screen, Simulator, SimulatorMode, Text } from "@hocvuso/contract";
import { classifyEntry, privateCase } from "./entry.ts";
import { holds, offeredAct, type Entry, type Situation } from "./offered-acts.ts";
import { hintRecord, writeAct } from "./record.ts";
import { drawVariant, fillText, type Variant } from "./variant.ts";

/** Plain JSON: keep it, resume it. Lists of words are sorted. */
export interface RunState {
  readonly simulator: string;
  readonly seed: number;
  readonly mode: SimulatorMode;
  readonly screen: string;
  readonly remembered: readonly string[];
  readonly stepsEarned: readonly string[];
  readonly stepsSpoiled: readonly string[];
  /** Hints given since this screen came up: 0, 1 (weak) or 2 (strong). */
  readonly hintsHere: 0 | 1 | 2;
  readonly hintCount: number;
  readonly wrongActCount: number;
  /** What was done, in order: see record.ts. Hints asked for are among them, but no part of `actCount`. A fact holds at most 2,000: a longer run is sent without. */
  readonly acts: readonly string[];
}

/** `sinceShownMs`: from the moment the screen was shown. `entered` comes with text fields, keyboards and passcode pads. */
export type Act =
  | { readonly kind: "do"; readonly act: string; readonly sinceShownMs: number; readonly entered?: string }
  | { readonly kind: "ask-hint"; readonly sinceShownMs: number };

/** Such as a second tap that lands on the next screen. Nothing happens and nothing is recorded. */
export type ActRefusal = "not-offered" | "no-hint-in-this-mode" | "run-is-over";

/**
 * What the teacher does now. Texts are filled in. In mode "test" only "moved", "goal", "private" and "refused" occur, without the teacher's words
 * except for "private": a real code is never let pass in silence.
 */
export type Feedback =
  | { readonly kind: "moved"; readonly text?: Text }
  | { readonly kind: "wrong"; readonly text: Text }
  /** The entry looked like a real secret: the drawn app wipes the field before it does anything else. */
  | { readonly kind: "private"; readonly text: Text }
  | { readonly kind: "hint"; readonly strength: "weak" | "strong"; readonly text: Text; readonly points?: string }
  | { readonly kind: "goal"; readonly text?: Text }
  | { readonly kind: "refused"; readonly because: ActRefusal };

export interface StepResult {
  readonly state: RunState;
  readonly feedback: Feedback;
}

/** What the run amounts to, at any moment. */
export interface Outcome {
  readonly goalReached: boolean;
  readonly actCount: number;
  readonly hintCount: number;
  readonly wrongActCount: number;
  /** Score steps earned and not spoiled, 0..`stepCount`. */
  readonly stepsReached: number;
  readonly stepCount: number;
}

/** `seed`: unsigned 32-bit integer. */
export function startRun(simulator: Simulator, { seed, mode }: { seed: number; mode: SimulatorMode }): RunState {
  return {
    simulator: simulator.id, seed, mode, screen: simulator.start,
    remembered: [], stepsEarned: [], stepsSpoiled: [], hintsHere: 0, hintCount: 0, wrongActCount: 0, acts: [],
  };
}

/** @throws RangeError when the screen has no reaction to what it offers, which no proved simulator does. */
export function step(simulator: Simulator, state: RunState, act: Act): StepResult {
  if (screenNamed(simulator, state.screen).isGoal === true) return refused(state, "run-is-over");
  if (act.kind === "ask-hint") {
    const given = giveHint(simulator, state, act.sinceShownMs);
    return given === undefined ? refused(state, "no-hint-in-this-mode") : { state: { ...given.place, acts: [...state.acts, given.record] }, feedback: given.feedback };
  }
  const { entered = "" } = act;
  const performed = perform(simulator, state, {
    act: act.act, sinceShownMs: act.sinceShownMs,
    caseOf: (entry, variant) => (entry === undefined ? {} : { entryCase: classifyEntry(entered, entry, variant) }),
  });
  if (performed === "not-offered") return refused(state, "not-offered");
  if (performed === undefined) throw new RangeError(`simulator ${simulator.id}: screen ${state.screen} has no reaction to ${act.act}`);
  const { place, record, reaction, isPrivate } = performed;
  const feedback = feedbackOn(reaction, { simulator, variant: drawVariant(simulator, state.seed), isPrivate, mode: state.mode, isGoal: screenNamed(simulator, place.screen).isGoal === true });
  return { state: { ...place, acts: [...state.acts, record] }, feedback };
}

export function outcomeOf(simulator: Simulator, state: RunState): Outcome {
  return {
    goalReached: screenNamed(simulator, state.screen).isGoal === true,
    actCount: state.acts.length - state.hintCount,
    hintCount: state.hintCount,
    wrongActCount: state.wrongActCount,
    stepsReached: state.stepsEarned.filter((earned) => !state.stepsSpoiled.includes(earned)).length,
    stepCount: simulator.scoreSteps.length,
  };
}

/** @throws RangeError when the file names a screen that it does not have: the content check refuses such a file. */
export function screenNamed(simulator: Simulator, id: string): Screen {
  const screen = simulator.screens.find((candidate) => candidate.id === id);
  if (screen === undefined) throw new RangeError(`simulator ${simulator.id} has no screen ${id}`);
  return screen;
}

/** Undefined where there is no hint to give. */
export function giveHint(simulator: Simulator, state: RunPlace, sinceShownMs: number): { readonly place: RunPlace; readonly record: string; readonly feedback: Feedback } | undefined {
  const variant = drawVariant(simulator, state.seed);
  const screen = screenNamed(simulator, state.screen);
  const pair = screen.hints.find((hints) => holds(hints.when, { drawn: variant.drawn, remembered: state.remembered }));
  if (screen.isGoal === true || state.mode === "test" || state.mode === "guided" || pair === undefined) return undefined;
  const strength = state.hintsHere === 0 ? "weak" : "strong";
  const hint = pair[strength];
  return {
    place: { ...state, hintsHere: strength === "weak" ? 1 : 2, hintCount: state.hintCount + 1 },
    record: writeAct({ act: hintRecord, sinceShownMs }),
    feedback: { kind: "hint", strength, text: fillText(hint.text, variant), ...(hint.points === undefined ? {} : { points: hint.points }) },
  };
}

/** Where a run stands, without how it came there. */
export type RunPlace = Omit<RunState, "acts">;

/** `record`: the act as it is kept. */
export type Performed = { readonly place: RunPlace; readonly record: string; readonly reaction: Reaction; readonly isPrivate: boolean };

/**
 * Where an act leads, without the teacher's words. `caseOf` tells which case the entry is; undefined = none that it can be, so that the act is refused. Acts without an entry have no case.
 * Undefined when the screen has no reaction: a proved simulator has one to everything that can be done, not to everything a record may claim.
 */
export function perform(
  simulator: Simulator, state: RunPlace,
  { act, sinceShownMs, caseOf }: { act: string; sinceShownMs: number; caseOf: (entry: Entry | undefined, variant: Variant) => { entryCase?: string } | undefined },
): Performed | "not-offered" | undefined {
  const variant = drawVariant(simulator, state.seed);
  const screen = screenNamed(simulator, state.screen);
  const situation = { drawn: variant.drawn, remembered: state.remembered };
  const offered = offeredAct(screen, situation, act);
  const which = offered === undefined ? undefined : caseOf(offered.entry, variant);
  if (which === undefined) return "not-offered";

  const { entryCase } = which;
  const isPrivate = entryCase === privateCase;
  const reaction = reactionTo(screen, situation, { act, ...which });
  if (reaction === undefined) return undefined;

  const { simulator: id, seed, mode, hintCount } = state;
  const to = reaction.to ?? state.screen;
  const place: RunPlace = {
    simulator: id, seed, mode, screen: to,
    remembered: changed(state.remembered, { add: reaction.remember, drop: reaction.forget }),
    stepsEarned: reaction.earns === undefined ? state.stepsEarned : changed(state.stepsEarned, { add: [reaction.earns] }),
    stepsSpoiled: reaction.spoils === undefined ? state.stepsSpoiled : changed(state.stepsSpoiled, { add: [reaction.spoils] }),
    hintsHere: to === state.screen ? state.hintsHere : 0,
    hintCount,
    wrongActCount: state.wrongActCount + (reaction.verdict === "wrong" ? 1 : 0),
  };
  return { place, record: writeAct({ act, ...which, sinceShownMs }), reaction, isPrivate };
}

/** The first that fits. A private entry that the author did not foresee stays where it is; any other act without a reaction has none. */
export function reactionTo(screen: Screen, situation: Situation, { act, entryCase }: { act: string; entryCase?: string }): Reaction | undefined {
  const isPrivate = entryCase === privateCase;
  const found = screen.reactions.find((reaction) => reaction.act === act && holds(reaction.when, situation)
    && (reaction.case === entryCase || (reaction.case === undefined && !isPrivate)));
  return found ?? (isPrivate ? { act, case: privateCase, verdict: "wrong" } : undefined);
}

function feedbackOn(
  reaction: Reaction,
  { simulator, variant, isPrivate, mode, isGoal }: { simulator: Simulator; variant: Variant; isPrivate: boolean; mode: SimulatorMode; isGoal: boolean },
): Feedback {
  if (isPrivate) return { kind: "private", text: fillText(reaction.answer ?? simulator.whenPrivate, variant) };
  const text = mode === "test" || reaction.answer === undefined ? {} : { text: fillText(reaction.answer, variant) };
  if (isGoal) return { kind: "goal", ...text };
  if (reaction.verdict === "wrong" && text.text !== undefined) return { kind: "wrong", text: text.text };
  return { kind: "moved", ...text };
}

function refused(state: RunState, because: ActRefusal): StepResult {
  return { state, feedback: { kind: "refused", because } };
}

function changed(words: readonly string[], { add = [], drop = [] }: { add?: readonly string[] | undefined; drop?: readonly string[] | undefined }): readonly string[] {
  const left = drop.some((word) => words.includes(word)) ? words.filter((word) => !drop.includes(word)) : words;
  return add.every((word) => left.includes(word)) ? left : [...new Set([...left, ...add])].sort();
}
