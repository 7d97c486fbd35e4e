/** What waits for a person, for the frame's number and the page: one question for both. */
import type { RecordConflicts, ReplicasToDecide } from "@hocvuso/contract";
import { useAnswer } from "../live/reading.ts";

/** Asked for at the start of a visit, and again when the page says so: the logs of a whole province are not gone through at every deed of a busy evening. */
export function useWaiting() {
  return { replicas: useAnswer<ReplicasToDecide>("/api/replicas", () => false), conflicts: useAnswer<RecordConflicts>("/api/conflicts", () => false) };
}
