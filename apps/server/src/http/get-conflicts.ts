/** GET /api/conflicts: records that two phones changed without knowing of each other, each with all its heads, for a person to decide. */
import type { FactKey, RecordConflicts, VersionFact } from "@hocvuso/contract";
import { headsOf } from "@hocvuso/domain/records";
import { sql } from "kysely";
import { Type } from "typebox";
import { query } from "./endpoint.ts";

const PAGE = 200;

export const getConflicts = query(Type.Object({}), async (_, { database }): Promise<RecordConflicts> => {
  const { rows } = await sql<Row>`
    SELECT v.kind, v.record, v.version, v.supersedes::text[] AS supersedes, v.device_ms, v.state, encode(g.replica, 'hex') AS replica, g.received_at
    FROM (SELECT kind, record FROM record_conflict ORDER BY kind, record LIMIT ${PAGE}) c
    JOIN record_version v ON v.kind = c.kind AND v.record = c.record
    JOIN segment g ON g.hash = substr(v.source, 1, 32)
    ORDER BY v.kind, v.record, v.version`.execute(database.reads);
  const { rows: [count] } = await sql<{ open: number }>`SELECT count(*)::int AS open FROM record_conflict`.execute(database.reads);
  const records = Map.groupBy(rows.map((row) => ({ ...row, key: row.version, wallMs: Number(row.device_ms) })), ({ kind, record }) => `${kind}|${record}`);
  return {
    open: count?.open ?? 0,
    conflicts: [...records.values()].flatMap((versions) => {
      const found = headsOf(versions);
      return found === undefined ? [] : [{
        kind: found.winner.kind, record: found.winner.record, shown: found.winner.key,
        heads: found.heads.map(({ key, wallMs, replica, received_at, state }) => ({
          version: key, replica, deviceTime: new Date(wallMs).toISOString(), receivedAt: received_at.toISOString(), said: saidBy(state),
        })),
      }];
    }),
  };
});

type Row = { kind: VersionFact["kind"]; record: string; version: FactKey; supersedes: FactKey[]; device_ms: string; state: VersionFact; replica: string; received_at: Date };

/** What a version says of its record, without words that are closed under the subject's key. */
function saidBy(state: VersionFact): Record<string, string | number> {
  const left = new Set(["kind", "key", "actor", "subject", "wallMs", "monoMs", "record", "supersedes", "sealed"]);
  return Object.fromEntries(Object.entries(state).flatMap(([field, value]) => (left.has(field) ? [] : [[field, typeof value === "number" ? value : String(value)]])));
}
