/** How far the person's work has come, all of it: saved is not sent, sent is not received. */
import type { Outbox } from "./device/device.ts";

export type SyncStage = "nothing" | "kept" | "sent" | "received";

/** The least that is true of all that was kept. */
export function stageOf({ unsent, sent, received }: Outbox): SyncStage {
  if (unsent > 0) return "kept";
  if (sent > 0) return "sent";
  return received > 0 ? "received" : "nothing";
}
