/** GET /api/records: the acts on which a figure stands, one a person counted, with the segment in which each came. */
import { Measure, PersonId, PopulationGroup, UnitId, type FactRecords } from "@hocvuso/contract";
import { unitsAt } from "@hocvuso/domain/units";
import { sql } from "kysely";
import { Type } from "typebox";
import { auditMany } from "../identity/audit.ts";
import { visitorOf } from "../identity/visitor.ts";
import { communeOfPlace, communeOn, currentBoundaries, provenanceOf, readCells, vneidListedOn } from "../projections/read-progress.ts";
import { isUsable } from "../people/restriction.ts";
import type { Services } from "../services.ts";
import { query } from "./endpoint.ts";
import { Problem } from "./problem.ts";

const Asked = Type.Object({ unit: UnitId, group: PopulationGroup, measure: Measure, after: Type.Optional(PersonId) });

const PAGE = 100;

export const getRecords = query(Asked, async ({ unit, group, measure, after }, services, c): Promise<FactRecords> => {
  if (measure === "verified") throw new Problem("not-measured", { measure });
  const cells = await readCells(services);
  const listedOn = await vneidListedOn(services);
  if (measure === "confirmed" && listedOn === undefined) throw new Problem("not-measured", { measure });
  const shown = measure === "confirmed" ? "f.kind = 'vneid-confirmed'" : `f.rung >= ${measure === "capable" ? 2 : 1}`;
  const counted = { capable: `cardinality(own_simulators) >= ${services.policy.minimumSimulators}`, reached: "is_reached", confirmed: "confirmed_on IS NOT NULL" }[measure];
  // Every value in it was checked against its schema, or comes from the register: the text that is shown is the text that runs.
  const among = `FROM standing WHERE ${within(unit, cells.map(({ place }) => place), services)} AND population_group = '${group}' AND ${counted}`;
  const counting = `SELECT count(*)::int AS persons ${among}`;
  const reads = services.database.reads;
  const { rows: [count] } = await sql<{ persons: number }>`${sql.raw(counting)}`.execute(reads);
  const { rows } = await sql<Row>`
    SELECT DISTINCT ON (s.person) s.person, s.population_group AS "group", f.kind, f.what, f.device_ms, f.is_sample,
      encode(substr(f.source, 1, 32), 'hex') AS segment, get_byte(f.source, 32) * 256 + get_byte(f.source, 33) AS index_in_segment, g.received_at
    FROM (SELECT * ${sql.raw(among)} AND (${after ?? null}::uuid IS NULL OR person > ${after ?? null}::uuid) AND ${sql.raw(isUsable("standing.person"))} ORDER BY person LIMIT ${PAGE + 1}) s
    JOIN fact f ON f.person = s.person AND ${sql.raw(shown)}
    JOIN segment g ON g.hash = substr(f.source, 1, 32)
    ORDER BY s.person, f.rung DESC, f.device_ms, f.source`.execute(reads);
  const page = rows.slice(0, PAGE);
  const { staff } = await visitorOf(c, services);
  // Whoever looks around before anybody has signed in sees invented people only: no line for that.
  if (staff !== undefined) await services.database.transaction((tx) => auditMany(tx, { act: "records-seen", by: staff, persons: page.map(({ person }) => person), unit, said: { group, measure } }, services));
  const next = rows.length > PAGE ? page.at(-1)?.person : undefined;
  return {
    provenance: provenanceOf(cells, services, listedOn),
    unit, group, measure,
    persons: count?.persons ?? 0,
    query: counting,
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

/** The persons of a hamlet; of a former commune; or of all communes, with their hamlets, that lie today in a commune or the province. */
function within(unit: UnitId, counted: readonly (UnitId | "")[], { register }: Services): string {
  if (unit.includes("-")) return `place = '${unit}'`;
  const { asOf } = currentBoundaries(register);
  const isProvince = unitsAt(register, "province", asOf).includes(unit);
  const communes = [...new Set(counted.flatMap((place) => (place === "" ? [] : [communeOfPlace(place)])))].filter((commune) => {
    const today = communeOn(register, commune, asOf);
    return commune === unit || today === unit || (isProvince && today !== undefined);
  });
  return `split_part(place, '-', 1) IN (${["NULL", ...communes.toSorted().map((commune) => `'${commune}'`)].join(", ")})`;
}
