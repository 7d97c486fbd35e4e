/** Directives, campaigns and local models as pages ask for them: what was decided, and the figures of communes that stand beside it, always from facts. */
import type { DirectiveAnswered, DirectiveEnded, DirectiveIssued, DirectiveReminded, FactKey, FourNumbers, MovementFact, PopulationGroup, UnitId } from "@hocvuso/contract";
import { groupFigures } from "@hocvuso/domain/measurement";
import { sql } from "kysely";
import type { Services } from "../services.ts";
import { cellsByCommune, communeOn, currentBoundaries, hasVneidList, readCells } from "./read-progress.ts";
import { readVerified } from "./read-rounds.ts";

type Reading = Pick<Services, "database">;

/** Every fact of the topics that begin with one of `kind`, by topic; only one topic where `only` is said. */
export async function readTopics<Kind extends "directive-issued" | "campaign-planned" | "local-model-planned">(
  kind: Kind, { database }: Reading, only?: FactKey,
): Promise<ReadonlyMap<FactKey, { readonly first: Extract<MovementFact, { kind: Kind }>; readonly others: readonly MovementFact[] }>> {
  // Only `projectMovement` writes the table, from facts that passed their schema.
  const { rows } = await sql<{ topic: FactKey; state: MovementFact }>`
    SELECT topic, state FROM movement_fact WHERE topic IN (SELECT topic FROM movement_fact WHERE kind = ${kind} AND (${only ?? null}::uuid IS NULL OR topic = ${only ?? null}::uuid))
    ORDER BY topic, (state ->> 'wallMs')::bigint, (state ->> 'monoMs')::bigint, name`.execute(database.reads);
  return new Map([...Map.groupBy(rows, ({ topic }) => topic)].flatMap(([topic, own]) => {
    const states = own.map(({ state }) => state);
    const first = states.find((state): state is Extract<MovementFact, { kind: Kind }> => state.kind === kind);
    return first === undefined ? [] : [[topic, { first, others: states.filter((state) => state !== first) }] as const];
  }));
}

export type DirectiveDecisions = {
  readonly issued: DirectiveIssued;
  /** In the order of time. */
  readonly answers: readonly DirectiveAnswered[];
  readonly reminders: readonly DirectiveReminded[];
  readonly ended: DirectiveEnded | undefined;
};

export async function readDirectives(services: Reading, only?: FactKey): Promise<ReadonlyMap<FactKey, DirectiveDecisions>> {
  const topics = await readTopics("directive-issued", services, only);
  return new Map([...topics].map(([key, { first, others }]) => [key, {
    issued: first,
    answers: others.filter((state) => state.kind === "directive-answered"),
    reminders: others.filter((state) => state.kind === "directive-reminded"),
    ended: others.find((state) => state.kind === "directive-ended"),
  }]));
}

/** The four numbers of each group in each commune of today. */
export async function readGroupFigures(services: Services): Promise<(commune: UnitId, group: PopulationGroup) => FourNumbers> {
  const [cells, verified] = await Promise.all([readCells(services), readVerified(services)]);
  const byCommune = cellsByCommune(cells, services.register, currentBoundaries(services.register).asOf);
  return (commune, group) => groupFigures(byCommune.get(commune) ?? [], { hasVneidList: hasVneidList(cells), verified: verified.get(commune) })[group];
}

export type HeldSession = { readonly session: FactKey; readonly place: UnitId; readonly heldMs: number; readonly persons: number };

/**
 * Sessions that were held in a span of time by the clocks of phones, each once, where they were held: as their own record says, else where whoever led them lives.
 * `persons`: who was marked there.
 */
export async function readSessions({ fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number }, { database }: Reading): Promise<readonly HeldSession[]> {
  const { rows } = await sql<{ session: FactKey; place: UnitId | null; held_ms: string; persons: number }>`
    WITH held AS (
      SELECT what AS session, min(device_ms) AS held_ms, min(person::text)::uuid AS leader FROM fact WHERE kind = 'class-held' AND device_ms >= ${fromMs} AND device_ms < ${untilMs} GROUP BY what),
      came AS (SELECT what AS session, count(DISTINCT person)::int AS persons FROM fact WHERE kind = 'attendance-marked' AND what IN (SELECT session FROM held) GROUP BY what)
    SELECT h.session, h.held_ms, coalesce(c.persons, 0) AS persons, coalesce(
        (SELECT v.state ->> 'place' FROM record_version v WHERE v.kind = 'class-changed' AND v.record = h.session::uuid ORDER BY v.device_ms DESC, v.source LIMIT 1), s.place) AS place
    FROM held h LEFT JOIN came c USING (session) LEFT JOIN standing s ON s.person = h.leader ORDER BY h.held_ms, h.session`.execute(database.reads);
  return rows.flatMap(({ session, place, held_ms, persons }) => (place === null ? [] : [{ session, place, heldMs: Number(held_ms), persons }]));
}

export function sessionsByCommune(sessions: readonly HeldSession[], { register }: Pick<Services, "register">): ReadonlyMap<UnitId | undefined, readonly HeldSession[]> {
  const { asOf } = currentBoundaries(register);
  return Map.groupBy(sessions, ({ place }) => communeOn(register, place, asOf));
}
