/** How far the person's work has come, all of it: saved is not sent, sent is not received. */
import type { Outbox } from "./device/device.ts";

export type SyncStage = "nothing" | "kept" | "sent" | "received" | "safe";

/** The least that is true of all that was kept. */
export function stageOf({ unsent, sent, received, safe }: Outbox): SyncStage {
  if (unsent > 0) return "kept";
  if (sent > 0) return "sent";
  if (received > 0) return "received";
  return safe > 0 ? "safe" : "nothing";
}
