/** Figures as whoever asks may see them: the public is not told how very small groups fare. */
import type { UnitFigures, UnitId } from "@hocvuso/contract";
import { withholdSmall } from "@hocvuso/domain/measurement";
import type { Context } from "hono";
import type { Services } from "../services.ts";
import { maySeeFew } from "./visitor.ts";

/** @param unit which the asker has to serve to be told all. */
export async function tellable(unit: UnitId, siblings: readonly UnitFigures[], c: Context, services: Services): Promise<readonly UnitFigures[]> {
  const told = withholdSmall(siblings.map(({ groups }) => groups));
  const isAllTold = told.every((groups, place) => JSON.stringify(groups) === JSON.stringify(siblings[place]?.groups));
  if (isAllTold || await maySeeFew(unit, c, services)) return siblings;
  return siblings.map((figures, place) => ({ ...figures, groups: told[place] ?? figures.groups }));
}
