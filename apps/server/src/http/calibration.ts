/** GET /api/item-parameters and /api/calibration, POST /api/calibration/night: what phones need of items, what authors read of them, and at which time of night they are calibrated. */
import type { CalibrationReport, ItemParameterSet } from "@hocvuso/contract";
import { Type } from "typebox";
import { clockOf, readCalibration, readParameters } from "../calibration/read-calibration.ts";
import { audit } from "../identity/audit.ts";
import { signedIn } from "../identity/visitor.ts";
import { posted, query } from "./endpoint.ts";
import { Problem } from "./problem.ts";

const OfVersion = Type.Object({ version: Type.Optional(Type.String({ pattern: "^\\d{1,6}$" })) });

function versionOf({ version }: { readonly version?: string }): { readonly version?: number } {
  return version === undefined ? {} : { version: Number(version) };
}

export const getItemParameters = query(OfVersion, async (given, services): Promise<ItemParameterSet> => {
  const found = await readParameters(versionOf(given), services);
  if (found === undefined) throw new Problem("calibration-unknown", { version: given.version ?? "" });
  return found;
});

export const getCalibration = query(OfVersion, async (given, services): Promise<CalibrationReport> => {
  const report = await readCalibration(versionOf(given), services);
  if (given.version !== undefined && report.version === undefined) throw new Problem("calibration-unknown", { version: given.version });
  return report;
});

/** `at`: HH:MM by the clock of Vietnam. */
export const chooseNight = posted(Type.Object({ at: Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" }) }, { additionalProperties: false }), async ({ at }, services, c) => {
  const by = await signedIn(c, services);
  const minute = Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
  await services.database.transaction(async (tx) => {
    await tx.query("UPDATE calibration_night SET at_minute = $1", [minute]);
    await audit(tx, { act: "calibration-night-chosen", by, said: { at: clockOf(minute) } }, services);
  });
  return { nightAt: clockOf(minute) };
});
