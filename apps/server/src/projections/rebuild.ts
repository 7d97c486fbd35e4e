/** Drops every projection and makes it again from the segments that count, in one transaction: readers see the old figures until it commits. */
import { openSegment } from "@hocvuso/journal";
import type { Transaction } from "../postgres/database.ts";
import { projectionTables } from "../postgres/tables.ts";
import type { Services } from "../services.ts";
import { lockAppend, project } from "./project.ts";
import { readSegments } from "./read-segments.ts";

const PAGE = 200;

/** @returns how many segments were read. */
export async function rebuildProjections(tx: Transaction, services: Pick<Services, "primitives" | "policy" | "simulators" | "readers" | "tests">): Promise<number> {
  await lockAppend(tx);
  for (const table of projectionTables) await tx.query(`DELETE FROM ${table}`); // TRUNCATE would keep readers out
  await tx.query("DECLARE every_segment NO SCROLL CURSOR FOR SELECT bytes FROM segment WHERE is_counted ORDER BY hash");
  let count = 0;
  for (;;) {
    const { rows } = await tx.query<{ bytes: Buffer }>(`FETCH ${PAGE} FROM every_segment`);
    if (rows.length === 0) return count;
    const segments = await Promise.all(rows.map(async ({ bytes }) => {
      const opened = await openSegment(bytes, services.primitives);
      if (opened.is === "corrupt") throw new Error(`A stored segment no longer verifies: ${opened.hash}, ${opened.why}`);
      return opened.segment;
    }));
    await project(tx, await readSegments(tx, segments, services), services);
    count += rows.length;
  }
}

/** A digest of every projection's rows in the order of their keys: equal before and after a rebuild, byte for byte. */
export async function projectionsDigest(tx: Transaction): Promise<string> {
  const { rows } = await tx.query<{ digest: string }>(`
    SELECT md5(string_agg(part, '|' ORDER BY part)) AS digest FROM (
      SELECT 'fact' || md5(coalesce(string_agg(md5(f::text), '' ORDER BY person, identity), '')) AS part FROM fact f
      UNION ALL SELECT 'unread' || md5(coalesce(string_agg(md5(u::text), '' ORDER BY source), '')) FROM unread_fact u
      UNION ALL SELECT 'standing' || md5(coalesce(string_agg(md5(s::text), '' ORDER BY person), '')) FROM standing s
      UNION ALL SELECT 'alias' || md5(coalesce(string_agg(md5(a::text), '' ORDER BY person), '')) FROM alias a
      UNION ALL SELECT 'version' || md5(coalesce(string_agg(md5(v::text), '' ORDER BY kind, record, version), '')) FROM record_version v
      UNION ALL SELECT 'conflict' || md5(coalesce(string_agg(md5(c::text), '' ORDER BY kind, record), '')) FROM record_conflict c
      UNION ALL SELECT 'progress' || md5(coalesce(string_agg(md5(p::text), '' ORDER BY place, population_group), '')) FROM progress p
      UNION ALL SELECT 'round' || md5(coalesce(string_agg(md5(r::text), '' ORDER BY round, kind, name), '')) FROM round_fact r
      UNION ALL SELECT 'retest' || md5(coalesce(string_agg(md5(t::text), '' ORDER BY round, key), '')) FROM retest t
      UNION ALL SELECT 'ambassador' || md5(coalesce(string_agg(md5(a::text), '' ORDER BY kind, key), '')) FROM ambassador_fact a
      UNION ALL SELECT 'movement' || md5(coalesce(string_agg(md5(m::text), '' ORDER BY topic, kind, name), '')) FROM movement_fact m
      UNION ALL SELECT 'answer' || md5(coalesce(string_agg(md5(a::text), '' ORDER BY person, sitting, item), '')) FROM answer a
      UNION ALL SELECT 'test' || md5(coalesce(string_agg(md5(t::text), '' ORDER BY person, test), '')) FROM test_result t
      UNION ALL SELECT 'test-fact' || md5(coalesce(string_agg(md5(t::text), '' ORDER BY source), '')) FROM test_fact t
      UNION ALL SELECT 'trait' || md5(coalesce(string_agg(md5(t::text), '' ORDER BY person), '')) FROM person_trait t
    ) parts`);
  return rows[0]?.digest ?? "";
}
