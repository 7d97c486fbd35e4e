/**
 * What this phone remembers of what the person has done, so that lamps and lists can be drawn with no network. It only mirrors facts
 * that were kept; what counts is reckoned from the facts by the server.
 */
import type { SimulatorRun } from "@hocvuso/domain/measurement";
import type { Device } from "./device/device.ts";

export type LearningRecord = {
  /** Finished runs, one per simulator and mode: the one with the fewest hints, and of these the one with the most steps. */
  readonly runs: readonly SimulatorRun[];
  /** Lessons gone through to the end, with the day by this phone's clock (YYYY-MM-DD). */
  readonly finished: Readonly<Record<string, string>>;
};

const name = "learning-record";

export async function readLearningRecord(device: Device): Promise<LearningRecord> {
  // Only the two functions below write it.
  const kept = await device.bookmark(name) as LearningRecord | undefined | null;
  return kept ?? { runs: [], finished: {} };
}

export async function recordRun(device: Device, run: SimulatorRun): Promise<void> {
  const record = await readLearningRecord(device);
  await device.saveBookmark(name, { ...record, runs: withRun(record.runs, run) });
}

export async function recordFinished(device: Device, { lesson, day }: { lesson: string; day: string }): Promise<void> {
  const record = await readLearningRecord(device);
  await device.saveBookmark(name, { ...record, finished: { ...record.finished, [lesson]: day } });
}

/** To the goal by oneself, every step of it, without a hint. */
export function isDoneAlone({ mode, goalReached, hintCount, stepsReached, stepCount }: Omit<SimulatorRun, "simulator">): boolean {
  return mode !== "guided" && goalReached && hintCount === 0 && stepsReached === stepCount;
}

export function withRun(runs: readonly SimulatorRun[], run: SimulatorRun): readonly SimulatorRun[] {
  const isSame = (other: SimulatorRun) => other.simulator === run.simulator && other.mode === run.mode;
  const before = runs.find(isSame);
  const isBetter = before === undefined
    || (run.goalReached && (!before.goalReached || run.hintCount < before.hintCount || (run.hintCount === before.hintCount && run.stepsReached > before.stepsReached)));
  return isBetter ? [...runs.filter((other) => !isSame(other)), run] : runs;
}
