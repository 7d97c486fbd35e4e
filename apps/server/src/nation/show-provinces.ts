/** GET /api/provinces: the four numbers of each province, each with the date of its report. GET /api/provinces/:unit/tips/:hash: what became of a log's end that was once reported. */
import { SegmentHash, UnitId, type PopulationGroup } from "@hocvuso/contract";
import { groupFigures } from "@hocvuso/domain/measurement";
import { Type } from "typebox";
import { endpoint, query } from "../http/endpoint.ts";
import { currentBoundaries, nameOf } from "../projections/read-progress.ts";
import type { NationServices } from "../services.ts";

/** A log whose farthest end today lies before one that was reported earlier: its province has lost what it had. */
const LOGS = `
  SELECT unit, count(*) FILTER (WHERE now_at IS NOT NULL) AS held, count(*) FILTER (WHERE coalesce(now_at, 0) < ever_at) AS lost
  FROM (SELECT unit, replica, max(next_place) FILTER (WHERE is_current) AS now_at, max(next_place) AS ever_at FROM nation_tip GROUP BY unit, replica) logs GROUP BY unit`;

export const showProvinces = endpoint(async (_, { database, register, now }: NationServices) => {
  const { provinces, cells, logs } = await database.transaction(async (tx) => ({
    provinces: (await tx.query<{ unit: UnitId; authority: string; believed_as: string; reported_at: Date | null }>(
      "SELECT unit, encode(authority, 'hex') AS authority, believed_as, reported_at FROM nation_province ORDER BY unit")).rows,
    cells: (await tx.query<{ unit: string; place: string; population_group: string; listed: number; reached: number; capable: number; sample: number }>("SELECT * FROM nation_cell")).rows,
    logs: (await tx.query<{ unit: string; held: string; lost: string }>(LOGS)).rows,
  }));
  const { asOf } = currentBoundaries(register);
  return {
    asOf: new Date(now()).toISOString(),
    provinces: provinces.map(({ unit, authority, believed_as: believedAs, reported_at: reportedAt }) => {
      // A province's program names only its own units and groups; what it names wrongly counts in none.
      const own = cells.filter((cell) => cell.unit === unit).map((cell) => ({ ...cell, place: cell.place as UnitId | "", group: cell.population_group as PopulationGroup | "", confirmed: 0 }));
      const log = logs.find((each) => each.unit === unit);
      return {
        unit, name: register.units.has(unit) ? nameOf(register, unit, asOf) : { vi: unit, en: unit },
        reportedAt: reportedAt?.toISOString() ?? null, authority, believedAs,
        groups: groupFigures(own.filter(({ place }) => place !== ""), { hasVneidList: false }), // provinces do not report it
        includesSample: own.some(({ sample }) => sample > 0),
        logs: { held: Number(log?.held ?? 0), lost: Number(log?.lost ?? 0) },
      };
    }),
  };
});

export const showTip = query(Type.Object({ unit: UnitId, hash: SegmentHash }), async ({ unit, hash }, { database }: NationServices) => {
  const { rows: [tip] } = await database.transaction((tx) => tx.query<{ next: string; first: Date; last: Date; is_current: boolean; now_at: string | null }>(
    `SELECT t.next_place AS next, t.first_reported_at AS first, t.last_reported_at AS last, t.is_current,
       (SELECT max(o.next_place) FROM nation_tip o WHERE o.unit = t.unit AND o.replica = t.replica AND o.is_current) AS now_at
     FROM nation_tip t WHERE t.unit = $1 AND t.hash = decode($2, 'hex') ORDER BY t.first_reported_at LIMIT 1`, [unit, hash]));
  if (tip === undefined) return { unit, hash, wasReported: false };
  const next = Number(tip.next);
  const nowAt = tip.now_at === null ? 0 : Number(tip.now_at);
  return {
    unit, hash, wasReported: true, next, firstReportedAt: tip.first.toISOString(), lastReportedAt: tip.last.toISOString(),
    /** `replaced`: the log is as long, but ends otherwise. */
    today: tip.is_current ? "the-same" : nowAt > next ? "gone-on" : nowAt === next ? "replaced" : "lost",
  };
});
