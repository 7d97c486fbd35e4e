/** GET /api/units?q=: units of the province by an old or a new name, with or without diacritics. */
import type { UnitMatches } from "@hocvuso/contract";
import { searchUnits } from "@hocvuso/domain/units";
import { Type } from "typebox";
import { currentBoundaries, nameOf } from "../projections/read-progress.ts";
import { query } from "./endpoint.ts";

export const findUnits = query(Type.Object({ q: Type.String({ minLength: 1, maxLength: 100 }) }), async ({ q }, { register }): Promise<UnitMatches> => {
  const { asOf } = currentBoundaries(register);
  return {
    matches: searchUnits(register, { query: q, asOf }).map(({ unit, matchedName, because, currentUnits }) => ({
      unit, matchedName, because,
      name: nameOf(register, unit, asOf),
      currentUnits: currentUnits.map((current) => ({ unit: current, name: nameOf(register, current, asOf) })),
    })),
  };
});
