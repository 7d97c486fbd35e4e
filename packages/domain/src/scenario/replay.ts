/** Scores a recorded run again: the same record gives the same outcome wherever it is played. What a phone sends may be anything. */
import type { Simulator, SimulatorMode } from "@hocvuso/contract";
import { possibleCases } from "./entry.ts";
import { hintRecord, readAct } from "./record.ts";
import { giveHint, outcomeOf, perform, startRun, type Outcome, type Performed, type RunPlace, type RunState } from "./run.ts";

/** "not-played": the record cannot come from this simulator with this seed and mode. `at`: place of the first act that does not fit, from 0. */
export type Replayed =
  | { readonly kind: "replayed"; readonly outcome: Outcome; readonly state: RunState }
  | { readonly kind: "not-played"; readonly at: number };

export function replay(
  simulator: Simulator, { seed, mode, acts }: { seed: number; mode: SimulatorMode; acts: readonly string[] },
): Replayed {
  let { acts: _, ...place }: RunState = startRun(simulator, { seed, mode });
  const played: string[] = [];
  for (const [at, record] of acts.entries()) {
    const next = playRecord(simulator, place, record);
    if (next === undefined) return { kind: "not-played", at };
    place = next.place;
    played.push(next.record);
  }
  const state = { ...place, acts: played };
  return { kind: "replayed", outcome: outcomeOf(simulator, state), state };
}

function playRecord(simulator: Simulator, place: RunPlace, record: string): Pick<Performed, "place" | "record"> | undefined {
  const recorded = readAct(record);
  if (recorded === undefined) return undefined;
  const { act, entryCase, sinceShownMs } = recorded;
  if (act === hintRecord) return giveHint(simulator, place, sinceShownMs);
  const performed = perform(simulator, place, {
    act, sinceShownMs,
    caseOf: (entry) => {
      if (entry === undefined) return entryCase === undefined ? {} : undefined;
      return entryCase !== undefined && possibleCases(entry).includes(entryCase) ? { entryCase } : undefined;
    },
  });
  return performed === "not-offered" ? undefined : performed;
}
