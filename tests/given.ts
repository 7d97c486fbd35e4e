/** Builders for tests: valid by default; a test names only what it is about. */
import { createHash, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type {
  AttendanceMarked, Fact, FactKey, ItemAnswered, ItemId, LessonId, LessonStepDone, PersonId, PersonRegistered, ProfileChanged, ReaderKey, RetestRecorded, Segment, Simulator, SimulatorFinished, UnitId,
} from "@hocvuso/contract";
import { prove } from "@hocvuso/domain/scenario";
import { CHAIN_START, frame, sealSegment, type ReplicaKey } from "@hocvuso/journal";
import { nodePrimitives } from "../apps/server/src/signing/node-primitives.ts";
import { replicaKeyOf } from "../apps/server/src/signing/store-keys.ts";

export { nodePrimitives };

export async function newNodeKey(): Promise<ReplicaKey> {
  return replicaKeyOf(generateKeyPairSync("ed25519").privateKey);
}

/** The same name gives the same id. */
export function idOf<Id extends PersonId | FactKey>(name: string): Id {
  const hex = createHash("sha256").update(name).digest("hex");
  return `018f${hex.slice(0, 4)}-${hex.slice(4, 8)}-7${hex.slice(8, 11)}-8${hex.slice(11, 14)}-${hex.slice(14, 26)}` as Id; // a UUIDv7 by its form
}

const LE_THUY: string = "19249.2"; // xã Lệ Thủy of today
const DAY = Date.UTC(2026, 5, 1);

const simulatorFile = readFileSync(join(import.meta.dirname, "../content/simulators/tra-tien-qr.json"), "utf8");
const simulator: Simulator = JSON.parse(simulatorFile);
const [way = { seed: 0, acts: [] }] = prove(simulator).shortest;

function about(who: string, at: number) {
  const person = idOf<PersonId>(who);
  return { actor: person, subject: person, wallMs: DAY + at, monoMs: at };
}

export function registered(who: string, { group = "adult", place = LE_THUY, at = 0 }: { group?: PersonRegistered["group"]; place?: string; at?: number } = {}): PersonRegistered {
  return { kind: "person-registered", key: idOf(who), ...about(who, at), group, place: place as UnitId }; // the test's word for a place
}

export function stepDone(who: string, { sitting = `${who}'s sitting`, step = 0, at = 1 } = {}): LessonStepDone {
  return { kind: "lesson-step-done", key: idOf(sitting), ...about(who, at), lesson: "tra-tien-qr" as LessonId, step, dwellMs: 9_000 }; // the lesson that ships
}

/** A run that its acts bear out: to the goal by the shortest way; `hintCount` hints asked for first; `acts` for another way. */
export function played(who: string, { attempt = `${who}'s attempt`, mode = "on-my-own", hintCount = 0, acts = way.acts, at = 2 }: { attempt?: string; mode?: SimulatorFinished["mode"]; hintCount?: number; acts?: readonly string[]; at?: number } = {}): SimulatorFinished {
  return {
    kind: "simulator-finished", key: idOf(attempt), ...about(who, at), simulator: simulator.id, simulatorVersion: createHash("sha256").update(simulatorFile).digest("hex").slice(0, 8),
    seed: way.seed, mode, goalReached: true, actCount: acts.length, hintCount, wrongActCount: 0, stepsReached: simulator.scoreSteps.length, stepCount: simulator.scoreSteps.length, dwellMs: 60_000,
    acts: [...Array.from({ length: hintCount }, () => "?@100"), ...acts],
  };
}

/** The same way, with one wrong act at the receipt: the goal is reached, a score step is spoilt. */
export const clumsyActs = way.acts.flatMap((act) => (act.startsWith("dua-xem") ? ["tra-nua@900", act] : [act]));
/** The way without its last act: the goal is not reached. */
export const unfinishedActs = way.acts.slice(0, -1);

export function answered(who: string, { attempt = `${who}'s answers`, item = "qr-ten-khac-bang", tryNumber = 0, at = 3 } = {}): ItemAnswered {
  return { kind: "item-answered", key: idOf(attempt), ...about(who, at), item: item as ItemId, try: tryNumber, picked: ["b"], dwellMs: 5_000 }; // an item that ships
}

export function attended(who: string, { session = "the class of Monday", markedBy = who, at = 4 } = {}): AttendanceMarked {
  return { kind: "attendance-marked", key: idOf(session), ...about(who, at), actor: idOf(markedBy) };
}

/** An assessor's visit to somebody who was drawn. @param person id of whom was visited. */
export function visited(assessor: string, person: PersonId, { round, outcome = "passed", visit = 1, at = 5 }: { round: FactKey; outcome?: RetestRecorded["outcome"]; visit?: number; at?: number }): RetestRecorded {
  const isTested = outcome === "passed" || outcome === "not-passed";
  return {
    kind: "retest-recorded", key: idOf(`${assessor} ${person} ${visit} ${outcome}`), actor: idOf(assessor), subject: person, wallMs: at, monoMs: 0, round, outcome, visit,
    ...(isTested ? { test: "kiem-lai-1", tasksGiven: 3, tasksDone: outcome === "passed" ? 3 : 1, taskDwellMs: [40_000, 35_000, 52_000] } : {}),
  };
}

/** One version of what is known of a person. @param upon names of the versions that it was made upon. */
export function profile(who: string, version: string, { upon = [], place = LE_THUY, at = 0 }: { upon?: readonly string[]; place?: string; at?: number } = {}): ProfileChanged {
  const person = idOf<PersonId>(who);
  return {
    kind: "profile-changed", key: idOf(version), actor: person, subject: person, wallMs: 1_780_000_000_000 + at, monoMs: at, supersedes: upon.map((key) => idOf<FactKey>(key)),
    group: "adult", place: place as UnitId, // the test's word for a place
  };
}

/** A phone's log: each list of facts becomes one segment of the chain, its body open. */
export function sealedBy(key: ReplicaKey, ...lists: readonly (readonly Fact[])[]): Promise<Segment[]> {
  return sealedTo([], key, ...lists);
}

/** The same with bodies that only `readers` can open. */
export async function sealedTo(readers: readonly ReaderKey[], key: ReplicaKey, ...lists: readonly (readonly Fact[])[]): Promise<Segment[]> {
  const segments: Segment[] = [];
  let from = 0;
  for (const facts of lists) {
    segments.push(await sealSegment({ from, previous: segments.at(-1)?.hash ?? CHAIN_START, scope: "", wallMs: DAY, facts }, key, nodePrimitives, readers));
    from += facts.length;
  }
  return segments;
}

export function framesOf(segments: readonly Segment[]): Uint8Array {
  return frame(segments.map(({ bytes }) => bytes));
}

/** A log that two places wrote on: its start, and two segments that each follow it. */
export async function forkedBy(key: ReplicaKey, start: readonly Fact[], mine: readonly Fact[], theirs: readonly Fact[]): Promise<readonly [start: Segment, mine: Segment, theirs: Segment]> {
  const [first, second] = await sealedBy(key, start, mine);
  if (first === undefined || second === undefined) throw new Error("nothing was sealed");
  return [first, second, await sealSegment({ from: start.length, previous: first.hash, scope: "", wallMs: DAY, facts: theirs }, key, nodePrimitives)];
}
