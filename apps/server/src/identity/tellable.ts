/** Figures as whoever asks may see them: the public is not told how very few people fare, nor what would let them reckon it. */
import type { UnitFigures, UnitId } from "@hocvuso/contract";
import type { Context } from "hono";
import type { CountedCell } from "../projections/read-progress.ts";
import { asTold, type FigureMap } from "../projections/read-told.ts";
import type { Services } from "../services.ts";
import { maySeeFew } from "./visitor.ts";

/** @param unit which the asker has to serve to be told all. @param map on which the figures stand. */
export async function tellable(unit: UnitId, figures: readonly UnitFigures[], map: FigureMap, cells: readonly CountedCell[], c: Context, services: Services): Promise<readonly UnitFigures[]> {
  return await maySeeFew(unit, c, services) ? figures : asTold(figures, map, cells, services);
}
