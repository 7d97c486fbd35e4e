/**
 * GET /api/rounds, /api/rounds/:round and /api/rounds/:round/lists/:unit: sampling rounds, what one of them knows, and whom to visit. The public reads them
 * too, without groups so small that somebody could be recognised, without assessors and without what communes said.
 */
import { FactKey, UnitId, type DrawnList, type RoundReport, type Rounds } from "@hocvuso/contract";
import { FEWEST_TOLD, withheldSums } from "@hocvuso/domain/measurement";
import { unitsAt } from "@hocvuso/domain/units";
import { Type } from "typebox";
import { auditMany } from "../identity/audit.ts";
import { maySeeFew, visitorOf } from "../identity/visitor.ts";
import { currentBoundaries, nameOf, provenanceOf, readCells } from "../projections/read-progress.ts";
import { findRound, readDecisions, reportRound, summaryOf, type RoundDecisions } from "../projections/read-rounds.ts";
import type { Services } from "../services.ts";
import { query } from "./endpoint.ts";
import { Problem } from "./problem.ts";

export const getRounds = query(Type.Object({}), async (_, services, c): Promise<Rounds> => {
  const [decisions, cells] = await Promise.all([readDecisions(services), readCells(services)]);
  const { asOf, includesSample } = provenanceOf(cells, services);
  const rounds = await Promise.all([...decisions.values()].map(async (round) => summaryOf(round, await findRound(round, services), includesSample)));
  const isAllTold = await maySeeFew(provinceToday(services), c, services);
  return { asOf, rounds: rounds.filter(({ progress: { drawn } }) => isAllTold || drawn === 0 || drawn >= FEWEST_TOLD).toSorted((a, b) => (a.plannedAt > b.plannedAt ? -1 : 1)) };
});

export const getRound = query(Type.Object({ round: FactKey }), async ({ round }, services, c): Promise<RoundReport> => {
  const report = await reportRound(await roundOf(round, services), services);
  if (await maySeeFew(provinceToday(services), c, services)) return report;
  const { drawn } = report.summary.progress;
  if (drawn > 0 && drawn < FEWEST_TOLD) throw new Problem("not-allowed");
  const own = new Set<UnitId>();
  for (const { unit } of report.communes) if (await maySeeFew(unit, c, services)) own.add(unit);
  // Beside the round's own totals one commune left out could be reckoned: the next smallest goes with it.
  const untold = withheldSums({
    places: report.communes.map(({ populationSize }) => ({ listed: populationSize, persons: 0 })),
    sums: [{ parts: report.communes.map((_, place) => ({ place, weight: 1 })), isAlwaysTold: true }, ...report.communes.map((_, place) => ({ parts: [{ place, weight: 1 }] }))],
  });
  return {
    ...report, screens: [],
    communes: report.communes.filter(({ unit }, at) => !untold.has(at + 1) || own.has(unit)),
    cases: report.cases.filter(({ commune }) => own.has(commune)),
  };
});

export const getDrawnList = query(Type.Object({ round: FactKey, unit: UnitId }), async ({ round, unit: commune }, services, c): Promise<DrawnList> => {
  const { planned, draws } = await roundOf(round, services);
  const draw = draws.find((one) => one.commune === commune);
  if (draw === undefined) throw new Problem("commune-not-drawn", { unit: commune });
  const { asOf } = currentBoundaries(services.register);
  const { staff } = await visitorOf(c, services);
  // As of records: whoever looks around before anybody has signed in sees invented people only.
  if (staff !== undefined) await services.database.transaction((tx) => auditMany(tx, { act: "records-seen", by: staff, persons: draw.drawn.map(({ person }) => person), unit: commune, said: { round } }, services));
  return { round, title: planned.title, commune, name: nameOf(services.register, commune, asOf), listHash: draw.listHash, drawn: [...draw.drawn], reserves: [...draw.reserves] };
});

async function roundOf(round: FactKey, services: Services): Promise<RoundDecisions> {
  const decisions = (await readDecisions(services, round)).get(round);
  if (decisions === undefined) throw new Problem("round-unknown", { round });
  return decisions;
}

function provinceToday({ register }: Services): UnitId {
  const [province] = unitsAt(register, "province", currentBoundaries(register).asOf);
  if (province === undefined) throw new Error("the register of units has no province today");
  return province;
}
