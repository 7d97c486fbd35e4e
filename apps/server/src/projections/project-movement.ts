/** Directives, campaigns and local models from facts. Each row is a function of the set of facts: of two with one name the smallest source stands. */
import type { Fact, FactKey, MovementFact } from "@hocvuso/contract";
import type { FactInPlace } from "@hocvuso/domain/measurement";
import type { Transaction } from "../postgres/database.ts";

type Row = { readonly topic: FactKey; readonly name: string; readonly fact: MovementFact; readonly source: string };

export async function projectMovement(tx: Transaction, facts: readonly FactInPlace[]): Promise<void> {
  const rows = new Map<string, Row>();
  for (const { fact, source } of facts) {
    const topic = topicOf(fact);
    if (topic === undefined) continue;
    const row = { ...topic, source };
    const id = `${row.topic}|${row.fact.kind}|${row.name}`;
    const other = rows.get(id);
    if (other === undefined || source < other.source) rows.set(id, row);
  }
  if (rows.size === 0) return;
  const kept = [...rows.values()];
  await tx.query(
    `INSERT INTO movement_fact SELECT o, k, n, decode(s, 'hex'), t FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::jsonb[]) AS u(o, k, n, s, t)
     ON CONFLICT (topic, kind, name) DO UPDATE SET source = excluded.source, state = excluded.state WHERE excluded.source < movement_fact.source`,
    [kept.map(({ topic }) => topic), kept.map(({ fact }) => fact.kind), kept.map(({ name }) => name), kept.map(({ source }) => source), kept.map(({ fact }) => JSON.stringify(fact))]);
}

function topicOf(fact: Fact): Pick<Row, "topic" | "name" | "fact"> | undefined {
  switch (fact.kind) {
    case "directive-issued":
    case "campaign-planned":
    case "local-model-planned": return { topic: fact.key, name: "", fact };
    case "directive-answered":
    case "directive-reminded": return { topic: fact.directive, name: fact.key, fact };
    case "directive-ended": return { topic: fact.directive, name: "", fact };
    case "session-tagged": return { topic: fact.model, name: fact.session, fact };
    default: return undefined;
  }
}
