/** Scores a recorded run again: the same record gives the same outcome wherever it is played. What a phone sends may be anything. */
import type { Simulator, SimulatorMode } from "@hocvuso/contract";
import { possibleCases } from "./entry.ts";
import { hintRecord, readAct } from "./record.ts";
import { outcomeOf, perform, startRun, step, type Outcome, type RunState } from "./run.ts";

/** "not-played": the record cannot come from this simulator with this seed and mode. `at`: place of the first act that does not fit, from 0. */
export type Replayed =
  | { readonly kind: "replayed"; readonly outcome: Outcome; readonly state: RunState }
  | { readonly kind: "not-played"; readonly at: number };

export function replay(
  simulator: Simulator, { seed, mode, acts }: { seed: number; mode: SimulatorMode; acts: readonly string[] },
): Replayed {
  let state = startRun(simulator, { seed, mode });
  for (const [at, record] of acts.entries()) {
    const next = playRecord(simulator, state, record);
    if (next === undefined) return { kind: "not-played", at };
    state = next;
  }
  return { kind: "replayed", outcome: outcomeOf(simulator, state), state };
}

function playRecord(simulator: Simulator, state: RunState, record: string): RunState | undefined {
  const recorded = readAct(record);
  if (recorded === undefined) return undefined;
  const { act, entryCase, sinceShownMs } = recorded;
  if (act === hintRecord) {
    const { state: next, feedback } = step(simulator, state, { kind: "ask-hint", sinceShownMs });
    return feedback.kind === "refused" ? undefined : next;
  }
  const performed = perform(simulator, state, {
    act, sinceShownMs,
    caseOf: (entry) => {
      if (entry === undefined) return entryCase === undefined ? {} : undefined;
      return entryCase !== undefined && possibleCases(entry).includes(entryCase) ? { entryCase } : undefined;
    },
  });
  return performed === undefined || performed === "not-offered" ? undefined : performed.state;
}
