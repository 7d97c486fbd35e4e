/**
 * Ambassadors from facts: who offered to help, whom the commune appointed, who ended. Each row is a function of the set of facts: of two with one name
 * the smallest source stands. Which phone signed an application stands in its source.
 */
import type { AmbassadorApplied, AmbassadorAppointed, AmbassadorEnded, PersonId, TaskObserved } from "@hocvuso/contract";
import type { FactInPlace } from "@hocvuso/domain/measurement";
import type { Transaction } from "../postgres/database.ts";

type AmbassadorFact = AmbassadorApplied | AmbassadorAppointed | AmbassadorEnded;

/** Every line of the checklist was seen, by another than who was watched. */
export function isWholeTask({ seen, actor, subject }: TaskObserved): boolean {
  return actor !== subject && new Set(seen).size === 4;
}

export async function projectAmbassadors(tx: Transaction, facts: readonly FactInPlace[]): Promise<void> {
  const first = new Map<string, { readonly fact: AmbassadorFact; readonly source: string }>();
  for (const { fact, source } of facts) {
    if (fact.kind !== "ambassador-applied" && fact.kind !== "ambassador-appointed" && fact.kind !== "ambassador-ended") continue;
    const name = `${fact.kind}|${fact.key}`;
    const other = first.get(name);
    if (other === undefined || source < other.source) first.set(name, { fact, source });
  }
  const rows = [...first.values()];
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO ambassador_fact SELECT k, n, p, decode(s, 'hex'), t FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::jsonb[]) AS u(k, n, p, s, t)
     ON CONFLICT (kind, key) DO UPDATE SET person = excluded.person, source = excluded.source, state = excluded.state WHERE excluded.source < ambassador_fact.source`,
    [rows.map(({ fact }) => fact.kind), rows.map(({ fact }) => fact.key), rows.map(({ fact }) => fact.subject), rows.map(({ source }) => source), rows.map(({ fact }) => JSON.stringify(fact))]);
}

/** Of somebody who was erased nothing is left, under every id they had. */
export async function dropAmbassadors(tx: Transaction, persons: readonly PersonId[]): Promise<void> {
  await tx.query("DELETE FROM ambassador_fact WHERE person = ANY ($1::uuid[]) OR person IN (SELECT person FROM alias WHERE root = ANY ($1::uuid[]))", [persons]);
}
