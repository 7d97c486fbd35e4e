/**
 * From a segment to the facts this version understands, and a list of those it does not. Runs of simulators are scored again from
 * their acts: what the phone scored was shown, what is scored here counts. The schemas are compiled once.
 */
import { factSchemas, SAMPLE_SCOPE, type Fact, type FactKind, type Segment, type Simulator, type SimulatorFinished } from "@hocvuso/contract";
import type { FactInPlace } from "@hocvuso/domain/measurement";
import { replay } from "@hocvuso/domain/scenario";
import { readFacts, toHex, type Primitives, type Reader, type WireFact } from "@hocvuso/journal";
import { Compile } from "typebox/compile";

export type UnreadFact = { readonly source: string; readonly kind: string; readonly why: string };

export type SegmentFacts = { readonly facts: readonly FactInPlace[]; readonly unread: readonly UnreadFact[] };

const checks = new Map<string, { Check(value: unknown): boolean }>(
  Object.entries(factSchemas).map(([kind, schema]) => [kind, Compile(schema)]),
);

/** Simulators that ever shipped, by `simulatorName`. */
export type Simulators = ReadonlyMap<string, Simulator>;

/** @param version first 8 hexadecimal digits of the SHA-256 of the file. */
export function simulatorName(simulator: string, version: string): string {
  return `${simulator}@${version}`;
}

/** @returns facts in log order; a segment for other readers gives one unread line. A run that its acts do not bear out stays, without its goal. */
export async function factsOf(segment: Segment, { primitives, readers, simulators }: { readonly primitives: Primitives; readonly readers: readonly Reader[]; readonly simulators: Simulators }): Promise<SegmentFacts> {
  const read = await readFacts(segment, primitives, readers);
  if (read.is !== "facts") {
    return { facts: [], unread: [{ source: sourceOf(segment, 0), kind: "", why: read.is === "corrupt" ? read.why : read.is }] };
  }
  const isSample = segment.header.scope === SAMPLE_SCOPE;
  const facts: FactInPlace[] = [];
  const unread: UnreadFact[] = [];
  read.facts.forEach((wire, index) => {
    const source = sourceOf(segment, index);
    const check = checks.get(wire.kind);
    if (check === undefined) unread.push({ source, kind: wire.kind, why: "unknown-kind" });
    else if (!check.Check(wire)) unread.push({ source, kind: wire.kind, why: "not-its-schema" });
    else {
      const { fact, why } = scored(asFact(wire), simulators);
      facts.push({ fact, source, isSample });
      if (why !== undefined) unread.push({ source, kind: wire.kind, why });
    }
  });
  return { facts, unread };
}

type Scored = { readonly fact: Fact; readonly why?: "acts-missing" | "simulator-unknown" | "acts-do-not-fit" };

function scored(fact: Fact, simulators: Simulators): Scored {
  if (fact.kind !== "simulator-finished") return { fact };
  const { acts, seed, mode } = fact;
  if (acts === undefined) return { fact: withoutGoal(fact), why: "acts-missing" };
  const simulator = simulators.get(simulatorName(fact.simulator, fact.simulatorVersion));
  if (simulator === undefined) return { fact: withoutGoal(fact), why: "simulator-unknown" };
  const replayed = replay(simulator, { seed, mode, acts });
  if (replayed.kind === "not-played") return { fact: withoutGoal(fact), why: "acts-do-not-fit" };
  return { fact: { ...fact, ...replayed.outcome } };
}

function withoutGoal(fact: SimulatorFinished): SimulatorFinished {
  return { ...fact, goalReached: false, stepsReached: 0 };
}

function asFact(wire: WireFact): Fact {
  return wire as unknown as Fact & { kind: FactKind }; // the compiled schema of its kind has just accepted it
}

/** Segment hash and place in it as hexadecimal: sorts as bytes do. */
function sourceOf({ hash }: Segment, index: number): string {
  return hash + toHex(Uint8Array.of(index >> 8, index & 0xff));
}
