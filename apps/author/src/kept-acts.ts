/** What of a run can go on when the file, the mode or the variant changes under it. */
import type { Simulator, SimulatorMode } from "@hocvuso/contract";
import { replay, type RunState } from "@hocvuso/domain/scenario";

/** The run after the longest beginning of `acts` that this simulator can still play. Hints are dropped where the mode gives none. */
export function keptRun(simulator: Simulator, { seed, mode, acts }: { seed: number; mode: SimulatorMode; acts: readonly string[] }): RunState {
  const wanted = mode === "guided" || mode === "test" ? acts.filter((act) => !act.startsWith("?@")) : acts;
  const whole = replay(simulator, { seed, mode, acts: wanted });
  if (whole.kind === "replayed") return whole.state;
  const kept = replay(simulator, { seed, mode, acts: wanted.slice(0, whole.at) });
  if (kept.kind === "not-played") throw new Error(`the beginning of a run of ${simulator.id} that was played cannot be played again`);
  return kept.state;
}

/** A recorded act as people read it: `go-tien=dung`. */
export function nameOfAct(record: string): string {
  return record.slice(0, record.lastIndexOf("@"));
}
