/**
 * Sampling rounds from facts: what the office decided, and every visit. Each row is a function of the set of facts: of two with one name the smallest
 * source stands. A person who was erased is nobody on a drawn list, and no visit to them is kept.
 */
import type { PersonId, RetestRecorded, RoundFact } from "@hocvuso/contract";
import type { FactInPlace } from "@hocvuso/domain/measurement";
import type { Transaction } from "../postgres/database.ts";

/** Stands on a drawn list for somebody who was erased. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

type InPlace<Kind> = { readonly fact: Kind; readonly source: string; readonly isSample: boolean };

export async function projectRounds(tx: Transaction, facts: readonly FactInPlace[]): Promise<void> {
  const [decisions, visits]: [InPlace<RoundFact>[], InPlace<RetestRecorded>[]] = [[], []];
  for (const { fact, source, isSample } of facts) {
    switch (fact.kind) {
      case "round-planned":
      case "draw-published":
      case "case-opened":
      case "case-answered":
      case "round-closed": decisions.push({ fact, source, isSample }); break;
      case "retest-recorded": visits.push({ fact, source, isSample }); break;
      default: break;
    }
  }
  if (decisions.length > 0) await keepDecisions(tx, decisions);
  if (visits.length > 0) await keepVisits(tx, visits);
}

async function keepDecisions(tx: Transaction, decisions: readonly InPlace<RoundFact>[]): Promise<void> {
  const drawn = decisions.flatMap(({ fact }) => (fact.kind === "draw-published" ? [...fact.drawn, ...fact.reserves].map(({ person }) => person) : []));
  const { rows } = await tx.query<{ person: PersonId }>("SELECT person FROM erased WHERE person = ANY ($1::uuid[])", [drawn]);
  const erased = rows.map(({ person }) => person);
  const rowsToKeep = firstOfEach(decisions, ({ fact }) => `${roundOf(fact)}|${fact.kind}|${nameOf(fact)}`);
  await tx.query(
    `INSERT INTO round_fact SELECT r, k, n, decode(s, 'hex'), t FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::jsonb[]) AS u(r, k, n, s, t)
     ON CONFLICT (round, kind, name) DO UPDATE SET source = excluded.source, state = excluded.state WHERE excluded.source < round_fact.source`,
    [
      rowsToKeep.map(({ fact }) => roundOf(fact)), rowsToKeep.map(({ fact }) => fact.kind), rowsToKeep.map(({ fact }) => nameOf(fact)), rowsToKeep.map(({ source }) => source),
      rowsToKeep.map(({ fact }) => erased.reduce((text, person) => text.replaceAll(person, NOBODY), JSON.stringify(fact))),
    ]);
}

async function keepVisits(tx: Transaction, visits: readonly InPlace<RetestRecorded>[]): Promise<void> {
  const rows = firstOfEach(visits, ({ fact }) => `${fact.round}|${fact.key}`);
  await tx.query(
    `INSERT INTO retest SELECT r, k, p, a, o, v, d, CASE WHEN w IS NULL THEN NULL ELSE ARRAY(SELECT jsonb_array_elements_text(w))::integer[] END, decode(s, 'hex'), e
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::smallint[], $7::bigint[], $8::jsonb[], $9::text[], $10::boolean[]) AS u(r, k, p, a, o, v, d, w, s, e)
     ON CONFLICT (round, key) DO UPDATE SET person = excluded.person, assessor = excluded.assessor, outcome = excluded.outcome, visit = excluded.visit,
       device_ms = excluded.device_ms, task_dwell_ms = excluded.task_dwell_ms, source = excluded.source, is_sample = excluded.is_sample WHERE excluded.source < retest.source`,
    [
      rows.map(({ fact }) => fact.round), rows.map(({ fact }) => fact.key), rows.map(({ fact }) => fact.subject), rows.map(({ fact }) => fact.actor), rows.map(({ fact }) => fact.outcome),
      rows.map(({ fact }) => fact.visit), rows.map(({ fact }) => fact.wallMs), rows.map(({ fact }) => (fact.taskDwellMs === undefined ? null : JSON.stringify(fact.taskDwellMs))),
      rows.map(({ source }) => source), rows.map(({ isSample }) => isSample),
    ]);
}

/** Takes erased persons, under every id they had, off the drawn lists and their visits out of the figures. */
export async function dropFromRounds(tx: Transaction, persons: readonly PersonId[]): Promise<void> {
  const { rows } = await tx.query<{ person: PersonId }>("SELECT person FROM unnest($1::uuid[]) AS p(person) UNION SELECT person FROM alias WHERE root = ANY ($1::uuid[])", [persons]);
  const everyId = rows.map(({ person }) => person);
  await tx.query("DELETE FROM retest WHERE person = ANY ($1::uuid[])", [everyId]);
  for (const person of everyId) {
    await tx.query("UPDATE round_fact SET state = replace(state::text, $1, $2)::jsonb WHERE kind = 'draw-published' AND state::text LIKE '%' || $1 || '%'", [person, NOBODY]);
  }
}

function firstOfEach<Kind>(facts: readonly InPlace<Kind>[], nameOfFact: (fact: InPlace<Kind>) => string): readonly InPlace<Kind>[] {
  const first = new Map<string, InPlace<Kind>>();
  for (const fact of facts) {
    const other = first.get(nameOfFact(fact));
    if (other === undefined || fact.source < other.source) first.set(nameOfFact(fact), fact);
  }
  return [...first.values()];
}

function roundOf(fact: RoundFact): string {
  return fact.kind === "round-planned" ? fact.key : fact.round;
}

function nameOf(fact: RoundFact): string {
  switch (fact.kind) {
    case "draw-published":
    case "case-opened": return fact.commune;
    case "case-answered": return fact.key;
    case "round-planned":
    case "round-closed": return "";
  }
}
