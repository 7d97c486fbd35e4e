/** GET /api/progress?boundaries=&knownOn=: the province and its communes, on the boundaries of today or of another date, of all that is known or was on a day. */
import type { ProvinceProgress } from "@hocvuso/contract";
import { Type } from "typebox";
import { tellable } from "../identity/tellable.ts";
import { readFigures } from "../projections/read-figures.ts";
import { query } from "./endpoint.ts";
import { Problem } from "./problem.ts";
import { dayInVietnam } from "../vietnam-clock.ts";

const day = Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }));

export const getProgress = query(Type.Object({ boundaries: day, knownOn: day }), async (asked, services, c): Promise<ProvinceProgress> => {
  if (asked.knownOn !== undefined && (Number.isNaN(Date.parse(asked.knownOn)) || asked.knownOn > dayInVietnam(services.now()))) throw new Problem("malformed", { where: "knownOn" });
  const { map, cells, ...progress } = await readFigures(asked, services);
  // The province as a whole is always told: nobody is recognised in it.
  return { ...progress, communes: [...await tellable(progress.province.unit, progress.communes, map, cells, c, services)] };
});
