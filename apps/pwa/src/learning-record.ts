/**
 * What this phone remembers of what the person has done, so that lamps, courses and reviews can be drawn with no network. It only mirrors
 * facts that were kept, each under its key, so that one written twice changes nothing; what counts is reckoned from the facts by the server.
 */
import type { FactKey, LessonId } from "@hocvuso/contract";
import { gradeOfRun, withRecall, type RecallGrade, type Recalls, type RecallSubject } from "@hocvuso/domain/learning";
import type { SimulatorRun } from "@hocvuso/domain/measurement";
import type { Device } from "./device/device.ts";
import { dayOf } from "./screens/day.ts";

export type LearningRecord = {
  /** Finished runs, one per simulator and mode: the one with the fewest hints, and of these the one with the most steps. */
  readonly runs: readonly SimulatorRun[];
  /** Lessons gone through to the end, with the day by this phone's clock (YYYY-MM-DD). */
  readonly finished: Readonly<Record<string, string>>;
  /** What was recalled unaided. Phones older than reviews have none. */
  readonly recalls?: Recalls;
};

/** When something was done, and the key of the fact that says so. */
export type DoneAt = { readonly key: FactKey; readonly now: Date };

const name = "learning-record";

export const emptyRecord: LearningRecord = { runs: [], finished: {}, recalls: {} };

export async function readLearningRecord(device: Device): Promise<LearningRecord> {
  // Only the functions below write it.
  const kept = await device.bookmark(name) as LearningRecord | undefined | null;
  return { ...emptyRecord, ...kept };
}

export async function recordRun(device: Device, run: SimulatorRun, at: DoneAt): Promise<void> {
  const record = await readLearningRecord(device);
  const { simulator, mode, goalReached, hintCount, stepsReached, stepCount } = run;
  const runs = withRun(record.runs, { simulator, mode, goalReached, hintCount, stepsReached, stepCount });
  await device.saveBookmark(name, { ...record, runs, recalls: recalled(record.recalls, { subject: `simulator/${simulator}`, grade: gradeOfRun(run), ...at }) });
}

/** @param grade of the answers to the lesson's questions, where they are what is looked at again. */
export async function recordFinished(device: Device, { lesson, grade, ...at }: { lesson: LessonId; grade: RecallGrade | undefined } & DoneAt): Promise<void> {
  const record = await readLearningRecord(device);
  await device.saveBookmark(name, { ...record, finished: { ...record.finished, [lesson]: dayOf(at.now) }, recalls: recalled(record.recalls, { subject: `lesson/${lesson}`, grade, ...at }) });
}

/** A lesson's questions, looked at again. */
export async function recordReview(device: Device, { lesson, grade, ...at }: { lesson: LessonId; grade: RecallGrade | undefined } & DoneAt): Promise<void> {
  const record = await readLearningRecord(device);
  await device.saveBookmark(name, { ...record, recalls: recalled(record.recalls, { subject: `lesson/${lesson}`, grade, ...at }) });
}

function recalled(recalls: Recalls = {}, { subject, grade, key, now }: { subject: RecallSubject; grade: RecallGrade | undefined } & DoneAt): Recalls {
  if (grade === undefined) return recalls;
  return { ...recalls, [subject]: withRecall(recalls[subject] ?? [], { key, day: dayOf(now), atMs: now.getTime(), grade }) };
}

/** Two records of one person, kept in two stores of one phone. */
export function joinedRecords(one: LearningRecord, other: LearningRecord): LearningRecord {
  const recalls: { -readonly [Subject in keyof Recalls]: Recalls[Subject] } = { ...one.recalls };
  // Its keys are subjects.
  for (const [subject, added = []] of Object.entries(other.recalls ?? {}) as [RecallSubject, Recalls[RecallSubject]][]) recalls[subject] = added.reduce(withRecall, recalls[subject] ?? []);
  return { runs: other.runs.reduce(withRun, one.runs), finished: { ...other.finished, ...one.finished }, recalls };
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
