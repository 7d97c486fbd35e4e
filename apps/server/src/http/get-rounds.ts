/** GET /api/rounds, /api/rounds/:round and /api/rounds/:round/lists/:commune: sampling rounds, what one of them knows, and whom to visit. */
import { FactKey, UnitId, type DrawnList, type RoundReport, type Rounds } from "@hocvuso/contract";
import { Type } from "typebox";
import { currentBoundaries, nameOf, provenanceOf, readCells } from "../projections/read-progress.ts";
import { findRound, readDecisions, reportRound, summaryOf, type RoundDecisions } from "../projections/read-rounds.ts";
import type { Services } from "../services.ts";
import { query } from "./endpoint.ts";
import { Problem } from "./problem.ts";

export const getRounds = query(Type.Object({}), async (_, services): Promise<Rounds> => {
  const [decisions, cells] = await Promise.all([readDecisions(services), readCells(services)]);
  const { asOf, includesSample } = provenanceOf(cells, services);
  const rounds = await Promise.all([...decisions.values()].map(async (round) => summaryOf(round, await findRound(round, services), includesSample)));
  return { asOf, rounds: rounds.toSorted((a, b) => (a.plannedAt > b.plannedAt ? -1 : 1)) };
});

export const getRound = query(Type.Object({ round: FactKey }), async ({ round }, services): Promise<RoundReport> => reportRound(await roundOf(round, services), services));

export const getDrawnList = query(Type.Object({ round: FactKey, commune: UnitId }), async ({ round, commune }, services): Promise<DrawnList> => {
  const { planned, draws } = await roundOf(round, services);
  const draw = draws.find((one) => one.commune === commune);
  if (draw === undefined) throw new Problem("commune-not-drawn", { unit: commune });
  const { asOf } = currentBoundaries(services.register);
  return { round, title: planned.title, commune, name: nameOf(services.register, commune, asOf), listHash: draw.listHash, drawn: [...draw.drawn], reserves: [...draw.reserves] };
});

async function roundOf(round: FactKey, services: Services): Promise<RoundDecisions> {
  const decisions = (await readDecisions(services, round)).get(round);
  if (decisions === undefined) throw new Problem("round-unknown", { round });
  return decisions;
}
