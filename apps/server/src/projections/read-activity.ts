/** What came to be recorded in stretches of time, by the clocks of the devices: who became capable, which classes were held. */
import type { PopulationGroup, UnitId } from "@hocvuso/contract";
import { sql } from "kysely";
import type { Services } from "../services.ts";

export type ActivityStep = { readonly newlyCapable: Readonly<Record<PopulationGroup, number>>; readonly sessions: number };

/**
 * One a step of `stepMs` from `since` up to, and without, `until` (ms since 1970), the oldest first.
 * @param places where the persons live today; undefined: anywhere.
 */
export async function readActivity(
  { since, until, stepMs, places }: { readonly since: number; readonly until: number; readonly stepMs: number; readonly places: readonly UnitId[] | undefined },
  { database, policy }: Pick<Services, "database" | "policy">,
): Promise<readonly ActivityStep[]> {
  const here = places === undefined ? null : [...places];
  const { rows: gains } = await sql<{ step: number; population_group: PopulationGroup; persons: number }>`
    WITH recent AS (SELECT DISTINCT person FROM fact WHERE rung = 2 AND device_ms >= ${since} AND device_ms < ${until}),
      firsts AS (SELECT f.person, f.what, min(f.device_ms) AS ms FROM fact f JOIN recent USING (person) WHERE f.rung = 2 GROUP BY f.person, f.what),
      became AS (SELECT person, (array_agg(ms ORDER BY ms))[${policy.minimumSimulators}::int] AS ms FROM firsts GROUP BY person)
    SELECT ((b.ms - ${since}) / ${stepMs})::int AS step, s.population_group, count(*)::int AS persons FROM became b JOIN standing s USING (person)
    WHERE b.ms >= ${since} AND b.ms < ${until} AND s.population_group IS NOT NULL AND (${here}::text[] IS NULL OR s.place = ANY (${here}::text[])) GROUP BY 1, 2`.execute(database.reads);
  const { rows: held } = await sql<{ step: number; sessions: number }>`
    SELECT ((f.device_ms - ${since}) / ${stepMs})::int AS step, count(DISTINCT f.what)::int AS sessions FROM fact f LEFT JOIN standing s USING (person)
    WHERE f.kind = 'class-held' AND f.device_ms >= ${since} AND f.device_ms < ${until} AND (${here}::text[] IS NULL OR s.place = ANY (${here}::text[])) GROUP BY 1`.execute(database.reads);
  const personsIn = (step: number, group: PopulationGroup) => gains.find((row) => row.step === step && row.population_group === group)?.persons ?? 0;
  return Array.from({ length: Math.round((until - since) / stepMs) }, (_, step) => ({
    newlyCapable: { official: personsIn(step, "official"), student: personsIn(step, "student"), adult: personsIn(step, "adult") },
    sessions: held.find((row) => row.step === step)?.sessions ?? 0,
  }));
}
