/** GET /api/progress: the province and its communes on the boundaries of today. */
import type { ProvinceProgress, UnitId } from "@hocvuso/contract";
import { groupFigures } from "@hocvuso/domain/measurement";
import { unitsAt } from "@hocvuso/domain/units";
import { Type } from "typebox";
import { tellable } from "../identity/tellable.ts";
import { cellsByCommune, currentBoundaries, figuresOf, hasVneidList, nameOf, provenanceOf, readCells, targetsToday, vneidListedOn } from "../projections/read-progress.ts";
import { readVerified } from "../projections/read-rounds.ts";
import { query } from "./endpoint.ts";

export const getProgress = query(Type.Object({}), async (_, services, c): Promise<ProvinceProgress> => {
  const { register } = services;
  const [cells, verified, listedOn] = await Promise.all([readCells(services), readVerified(services), vneidListedOn(services)]);
  const { asOf } = currentBoundaries(register);
  const byCommune = cellsByCommune(cells, register, asOf);
  const figures = (unit: UnitId, own: Parameters<typeof groupFigures>[0], place?: UnitId) => (
    figuresOf(unit, nameOf(register, unit, asOf), groupFigures(own, { hasVneidList: hasVneidList(cells), verified: verified.get(place) }))
  );
  const [province] = unitsAt(register, "province", asOf);
  if (province === undefined) throw new Error("the register of units has no province today");
  const unplaced = byCommune.get(undefined) ?? [];
  // The province as a whole is always told: nobody is recognised in it.
  const whole = figures(province, cells.filter((cell) => !unplaced.includes(cell)));
  return {
    provenance: provenanceOf(cells, services, listedOn),
    province: whole,
    communes: [...await tellable(province, unitsAt(register, "commune", asOf).map((commune) => figures(commune, byCommune.get(commune) ?? [], commune)), "today", cells, c, services)],
    unplaced: {
      reached: unplaced.reduce((sum, { reached }) => sum + reached, 0),
      capable: unplaced.reduce((sum, { capable }) => sum + capable, 0),
    },
    targets: targetsToday(province, cells, services),
  };
});
