/** GET /api/records: the acts on which a figure stands, one a person counted, with the segment in which each came. */
import { Measure, PersonId, PopulationGroup, UnitId, type FactRecords } from "@hocvuso/contract";
import { unitsAt } from "@hocvuso/domain/units";
import { sql } from "kysely";
import { Type } from "typebox";
import { communeOn, currentBoundaries, provenanceOf, readCells } from "../projections/read-progress.ts";
import type { Services } from "../services.ts";
import { query } from "./endpoint.ts";
import { Problem } from "./problem.ts";

const Asked = Type.Object({ unit: UnitId, group: PopulationGroup, measure: Measure, after: Type.Optional(PersonId) });

const PAGE = 100;

export const getRecords = query(Asked, async ({ unit, group, measure, after }, services): Promise<FactRecords> => {
  if (measure !== "reached" && measure !== "capable") throw new Problem("not-measured", { measure });
  const cells = await readCells(services);
  const places = placesWithin(unit, cells.map(({ place }) => place), services);
  const rung = measure === "capable" ? 2 : 1;
  const minimum = services.policy.minimumSimulators;
  const counted = measure === "capable" ? sql<boolean>`cardinality(s.own_simulators) >= ${minimum}` : sql<boolean>`s.is_reached`;
  const { rows } = await sql<Row>`
    SELECT DISTINCT ON (s.person) s.person, s.population_group AS "group", f.kind, f.what, f.device_ms, f.is_sample,
      encode(substr(f.source, 1, 32), 'hex') AS segment, get_byte(f.source, 32) * 256 + get_byte(f.source, 33) AS index_in_segment, g.received_at
    FROM standing s
    JOIN fact f ON f.person = s.person AND f.rung >= ${rung}
    JOIN segment g ON g.hash = substr(f.source, 1, 32)
    WHERE s.place = ANY (${places}) AND s.population_group = ${group} AND ${counted} AND (${after ?? null}::uuid IS NULL OR s.person > ${after ?? null}::uuid)
    ORDER BY s.person, f.rung DESC, f.device_ms, f.source
    LIMIT ${PAGE + 1}`.execute(services.database.reads);
  const page = rows.slice(0, PAGE);
  const next = rows.length > PAGE ? page.at(-1)?.person : undefined;
  return {
    provenance: provenanceOf(cells, services),
    unit, group, measure,
    persons: cells.filter(({ place, group: own }) => own === group && place !== "" && places.includes(place))
      .reduce((sum, { reached, capable }) => sum + (measure === "capable" ? capable : reached), 0),
    query: `SELECT count(*) FROM standing WHERE place = ANY (places within ${unit}) AND population_group = '${group}' AND ${
      measure === "capable" ? `cardinality(own_simulators) >= ${minimum}` : "is_reached"}`,
    records: page.map((row) => ({
      person: row.person, group: row.group, kind: row.kind, what: row.what,
      deviceTime: new Date(Number(row.device_ms)).toISOString(), receivedAt: row.received_at.toISOString(),
      segment: row.segment, indexInSegment: row.index_in_segment, isSample: row.is_sample,
    })),
    ...(next === undefined ? {} : { next }),
  };
});

type Row = {
  person: PersonId; group: PopulationGroup; kind: string; what: string; device_ms: string; is_sample: boolean;
  segment: FactRecords["records"][number]["segment"]; index_in_segment: number; received_at: Date;
};

/** The counted places that lie in the unit: a province, a commune of today or of before, or a hamlet. */
function placesWithin(unit: UnitId, counted: readonly (UnitId | "")[], { register }: Services): readonly UnitId[] {
  const { asOf } = currentBoundaries(register);
  const places = [...new Set(counted)].flatMap((place) => (place === "" ? [] : [place]));
  if (unitsAt(register, "province", asOf).includes(unit)) return places.filter((place) => communeOn(register, place, asOf) !== undefined);
  return places.filter((place) => place === unit || place.startsWith(`${unit}-`) || communeOn(register, place, asOf) === unit);
}
