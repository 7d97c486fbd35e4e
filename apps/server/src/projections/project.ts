/**
 * From facts to tables: facts by natural key, one standing a person, counts by place and group. Each is a function of the set
 * of segments, so order and repetition do not matter and all of it can be rebuilt byte-equal. Runs in the transaction that
 * stores the segments, under the one append lock.
 */
import { createHash } from "node:crypto";
import { factIdentity, type Fact, type PersonId, type PopulationGroup, type UnitId } from "@hocvuso/contract";
import {
  addCounts, contribution, evidenceRung, mergeStandings, noCounts, standingFrom,
  type CapabilityPolicy, type CellCounts, type FactInPlace, type Standing,
} from "@hocvuso/domain/measurement";
import type { Transaction } from "../postgres/database.ts";
import type { UnreadFact } from "./read-facts.ts";

/** One appender at a time: readers that saw n never later meet a new fact below n. */
export async function lockAppend(tx: Transaction): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(1945, 1)");
}

/** @returns the places whose counts changed; "" for persons without a place. */
export async function project(
  tx: Transaction, { facts, unread }: { readonly facts: readonly FactInPlace[]; readonly unread: readonly UnreadFact[] }, policy: CapabilityPolicy,
): Promise<ReadonlySet<UnitId | "">> {
  if (unread.length > 0) await keepUnread(tx, unread);
  if (facts.length === 0) return new Set();
  await keepFacts(tx, facts, policy);
  const told = new Map<PersonId, Standing>();
  for (const inPlace of facts) {
    const standing = standingFrom(inPlace, policy);
    const before = told.get(standing.person);
    told.set(standing.person, before === undefined ? standing : mergeStandings(before, standing));
  }
  const known = await readStandings(tx, [...told.keys()]);
  const changed = [...told.values()].flatMap((standing) => {
    const before = known.get(standing.person);
    const after = before === undefined ? standing : mergeStandings(before, standing);
    return before !== undefined && isSame(before, after) ? [] : [{ before, after }];
  });
  await writeStandings(tx, changed.map(({ after }) => after));
  return moveCounts(tx, changed, policy);
}

async function keepUnread(tx: Transaction, unread: readonly UnreadFact[]): Promise<void> {
  await tx.query(
    `INSERT INTO unread_fact SELECT decode(s, 'hex'), k, w FROM unnest($1::text[], $2::text[], $3::text[]) AS t(s, k, w) ON CONFLICT DO NOTHING`,
    [unread.map(({ source }) => source), unread.map(({ kind }) => kind), unread.map(({ why }) => why)],
  );
}

async function keepFacts(tx: Transaction, facts: readonly FactInPlace[], policy: CapabilityPolicy): Promise<void> {
  // Of several facts with one identity the highest rung stands, then the smallest source: here, since ON CONFLICT may not meet
  // one row twice in a statement, and below.
  const byIdentity = new Map<string, FactInPlace & { readonly rung: number }>();
  for (const inPlace of facts) {
    const identity = factIdentity(inPlace.fact);
    const rung = evidenceRung(inPlace.fact, policy);
    const other = byIdentity.get(identity);
    if (other === undefined || rung > other.rung || (rung === other.rung && inPlace.source < other.source)) byIdentity.set(identity, { ...inPlace, rung });
  }
  const rows = [...byIdentity];
  await tx.query(
    `INSERT INTO fact (person, identity, kind, what, rung, device_ms, source, is_sample)
     SELECT p, decode(i, 'hex'), k, w, r, d, decode(s, 'hex'), e
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::bigint[], $7::text[], $8::boolean[]) AS t(p, i, k, w, r, d, s, e)
     ON CONFLICT (person, identity) DO UPDATE SET kind = excluded.kind, what = excluded.what, rung = excluded.rung,
       device_ms = excluded.device_ms, source = excluded.source, is_sample = excluded.is_sample
     WHERE excluded.rung > fact.rung OR (excluded.rung = fact.rung AND excluded.source < fact.source)`,
    [
      rows.map(([, { fact }]) => fact.subject),
      rows.map(([identity]) => createHash("sha256").update(identity).digest("hex").slice(0, 32)),
      rows.map(([, { fact }]) => fact.kind),
      rows.map(([, { fact }]) => whatOf(fact)),
      rows.map(([, { rung }]) => rung),
      rows.map(([, { fact }]) => fact.wallMs),
      rows.map(([, { source }]) => source),
      rows.map(([, { isSample }]) => isSample),
    ],
  );
}

/** The lesson, simulator, item, class or place that a fact is about. */
function whatOf(fact: Fact): string {
  switch (fact.kind) {
    case "person-registered": return fact.place;
    case "lesson-step-done": return `${fact.lesson}#${fact.step}`;
    case "simulator-finished": return fact.simulator;
    case "item-answered": return fact.item;
    case "class-held":
    case "attendance-marked": return fact.key;
  }
}

type StandingRow = {
  person: PersonId; population_group: PopulationGroup | null; place: UnitId | null; registered_ms: string | null;
  registered_source: string | null; is_reached: boolean; own_simulators: string[]; is_sample: boolean;
};

async function readStandings(tx: Transaction, persons: readonly PersonId[]): Promise<Map<PersonId, Standing>> {
  const { rows } = await tx.query<StandingRow>(
    `SELECT person, population_group, place, registered_ms, encode(registered_source, 'hex') AS registered_source, is_reached, own_simulators, is_sample
     FROM standing WHERE person = ANY ($1::uuid[])`, [persons]);
  return new Map(rows.map((row) => [row.person, standingOf(row)]));
}

function standingOf(row: StandingRow): Standing {
  const standing = { person: row.person, isReached: row.is_reached, ownSimulators: row.own_simulators, isSample: row.is_sample };
  if (row.population_group === null || row.place === null || row.registered_ms === null || row.registered_source === null) return standing;
  return { ...standing, registration: { group: row.population_group, place: row.place, wallMs: Number(row.registered_ms), source: row.registered_source } };
}

async function writeStandings(tx: Transaction, standings: readonly Standing[]): Promise<void> {
  if (standings.length === 0) return;
  await tx.query(
    `INSERT INTO standing (person, population_group, place, registered_ms, registered_source, is_reached, own_simulators, is_sample)
     SELECT p, g, l, m, decode(s, 'hex'), r, coalesce(string_to_array(nullif(o, ''), ' '), '{}'), e
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::boolean[], $7::text[], $8::boolean[]) AS t(p, g, l, m, s, r, o, e)
     ON CONFLICT (person) DO UPDATE SET population_group = excluded.population_group, place = excluded.place, registered_ms = excluded.registered_ms,
       registered_source = excluded.registered_source, is_reached = excluded.is_reached, own_simulators = excluded.own_simulators, is_sample = excluded.is_sample`,
    [
      standings.map(({ person }) => person),
      standings.map(({ registration }) => registration?.group ?? null),
      standings.map(({ registration }) => registration?.place ?? null),
      standings.map(({ registration }) => registration?.wallMs ?? null),
      standings.map(({ registration }) => registration?.source ?? null),
      standings.map(({ isReached }) => isReached),
      standings.map(({ ownSimulators }) => ownSimulators.join(" ")),
      standings.map(({ isSample }) => isSample),
    ],
  );
}

type Change = { readonly before: Standing | undefined; readonly after: Standing };

async function moveCounts(tx: Transaction, changes: readonly Change[], policy: CapabilityPolicy): Promise<ReadonlySet<UnitId | "">> {
  const moves = new Map<string, { readonly place: UnitId | ""; readonly group: PopulationGroup | ""; counts: CellCounts }>();
  for (const { before, after } of changes) {
    if (before !== undefined) move(before, -1);
    move(after, 1);
  }
  const rows = [...moves.values()].filter(({ counts }) => Object.values(counts).some((count) => count !== 0));
  if (rows.length === 0) return new Set();
  await tx.query(
    `INSERT INTO progress SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::int[], $6::int[])
     ON CONFLICT (place, population_group) DO UPDATE SET listed = progress.listed + excluded.listed, reached = progress.reached + excluded.reached,
       capable = progress.capable + excluded.capable, sample = progress.sample + excluded.sample`,
    [
      rows.map(({ place }) => place), rows.map(({ group }) => group), rows.map(({ counts }) => counts.listed),
      rows.map(({ counts }) => counts.reached), rows.map(({ counts }) => counts.capable), rows.map(({ counts }) => counts.sample),
    ],
  );
  // A cell that everybody has left is no cell: a rebuild would not make it.
  await tx.query("DELETE FROM progress WHERE place = ANY ($1::text[]) AND listed = 0 AND reached = 0 AND capable = 0 AND sample = 0", [rows.map(({ place }) => place)]);
  return new Set(rows.map(({ place }) => place));

  function move(standing: Standing, sign: 1 | -1): void {
    const { cell, counts } = contribution(standing, policy);
    const name = `${cell.place}|${cell.group}`;
    const sum = moves.get(name) ?? { ...cell, counts: noCounts };
    moves.set(name, { ...sum, counts: addCounts(sum.counts, counts, sign) });
  }
}

function isSame(a: Standing, b: Standing): boolean {
  return a.isReached === b.isReached && a.isSample === b.isSample && a.registration?.source === b.registration?.source
    && a.ownSimulators.length === b.ownSimulators.length;
}
