/**
 * Plays a simulator as somebody would who does anything at all: any act that is offered, any entry, hints, in every mode and variant. After each act the
 * goal must still be within reach. The proof tries every state once; this tries what the proof takes for granted: that a run never leaves those states.
 */
import type { Simulator, SimulatorMode } from "@hocvuso/contract";
import { sampleEntries } from "./entry.ts";
import { offeredActs, type Entry } from "./offered-acts.ts";
import { keyOf, nameOf, stateGraph } from "./prove.ts";
import { screenNamed, startRun, step, type Act, type RunState } from "./run.ts";
import { drawVariant, type Variant } from "./variant.ts";

export interface WalkReport {
  readonly walkCount: number;
  /** Over all walks; hints are not acts. */
  readonly actCount: number;
  readonly wrongActCount: number;
  /** Walks that came to the goal by chance. */
  readonly goalCount: number;
  /** The first walk that came where the goal is out of reach, or where the proof never was; it ends the walking. */
  readonly stuck?: { readonly seed: number; readonly acts: readonly string[] };
}

/** A run that wanders longer says nothing new: no simulator's shortest way has half as many acts. */
const actsAtMost = 40;
const modes: readonly SimulatorMode[] = ["guided", "with-hints", "on-my-own", "test"];

/**
 * `roll(sides)` gives a whole number from 0 to `sides` - 1; the same numbers give the same walks.
 * @throws RangeError for a simulator that is not proved.
 */
export function walkAtRandom(simulator: Simulator, { walkCount, roll }: { walkCount: number; roll: (sides: number) => number }): WalkReport {
  const safeStates = new Map<string, ReadonlySet<string>>();
  const safeIn = (seed: number): ReadonlySet<string> => {
    const name = nameOf(drawVariant(simulator, seed));
    const known = safeStates.get(name) ?? new Set(stateGraph(simulator, seed).states.filter(({ canReachGoal }) => canReachGoal).map(({ key }) => key));
    safeStates.set(name, known);
    return known;
  };
  const report = { walkCount: 0, actCount: 0, wrongActCount: 0, goalCount: 0 };
  while (report.walkCount < walkCount) {
    const seed = roll(2 ** 16) * 2 ** 16 + roll(2 ** 16);
    const safe = safeIn(seed);
    let state = startRun(simulator, { seed, mode: modes[roll(modes.length)] ?? "test" });
    for (let left = actsAtMost; left > 0; left--) {
      const act = anyAct(simulator, state, roll);
      if (act === undefined) {
        report.goalCount += 1;
        break;
      }
      state = step(simulator, state, act).state;
      if (!safe.has(keyOf(state))) return { ...report, walkCount: report.walkCount + 1, stuck: { seed, acts: state.acts } };
    }
    report.walkCount += 1;
    report.actCount += state.acts.length - state.hintCount;
    report.wrongActCount += state.wrongActCount;
  }
  return report;
}

/** undefined at the goal. */
function anyAct(simulator: Simulator, state: RunState, roll: (sides: number) => number): Act | undefined {
  const screen = screenNamed(simulator, state.screen);
  if (screen.isGoal === true) return undefined;
  const sinceShownMs = roll(20_000);
  if (roll(12) === 0) return { kind: "ask-hint", sinceShownMs };
  const variant = drawVariant(simulator, state.seed);
  const offered = offeredActs(screen, { drawn: variant.drawn, remembered: state.remembered });
  const one = offered[roll(offered.length)];
  if (one === undefined) throw new RangeError(`simulator ${simulator.id}: screen ${screen.id} offers nothing`);
  return { kind: "do", act: one.act, sinceShownMs, ...(one.entry === undefined ? {} : { entered: anyEntry(one.entry, variant, roll) }) };
}

/** Half the time one that the author foresaw, else whatever fingers may type. */
function anyEntry(entry: Entry, variant: Variant, roll: (sides: number) => number): string {
  const samples = sampleEntries(entry, variant);
  const sample = samples[roll(2 * samples.length)];
  if (sample !== undefined) return sample.entered;
  const keys = roll(2) === 0 ? "0123456789" : "abcđêơư 0123456789.,-@ ạ";
  return Array.from({ length: roll(20) }, () => keys[roll(keys.length)] ?? "").join("");
}
