/** Runs the calibration once a night at the minute that the office chose, by the clock of Vietnam; a night that was slept through is made up at the next start. */
import { sql } from "kysely";
import { meetRegularly, type Meetings } from "../meet-regularly.ts";
import { runCalibration, type CalibrationServices } from "./run-calibration.ts";
import { dayInVietnam, midnightInVietnam } from "../vietnam-clock.ts";

const DAY_MS = 86_400_000;
const LOOK_EVERY_S = 60;

/** ms since 1970 of the newest moment not after `nowMs` at which the clock of Vietnam showed `minute`. */
export function lastNight(nowMs: number, minute: number): number {
  const today = midnightInVietnam(dayInVietnam(nowMs)) + minute * 60_000;
  return today <= nowMs ? today : today - DAY_MS;
}

/** Looks every minute, so that a new choice holds from the next night on and a clock that was put right does no harm. The first night is the one to come. */
export function calibrateEveryNight(services: CalibrationServices & { readonly log: (line: string) => void }): Meetings {
  const begunMs = services.now();
  return meetRegularly({ everyS: LOOK_EVERY_S, log: services.log, act: () => runIfDue().catch((error: unknown) => services.log(`calibration: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)) });

  async function runIfDue(): Promise<void> {
    const { rows: [night] } = await sql<{ at_minute: number; run_at: Date | null }>`SELECT at_minute, run_at FROM calibration_night`.execute(services.database.reads);
    if (night === undefined) return;
    const dueMs = lastNight(services.now(), night.at_minute);
    if (dueMs <= (night.run_at?.getTime() ?? begunMs)) return;
    const { outcome, version } = await runCalibration(services);
    services.log(`calibration: ${outcome}${version === undefined ? "" : `, version ${version}`}`);
  }
}
