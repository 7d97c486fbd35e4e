/**
 * POST /sync/put: frames of segments, in any order, any number of times. Each is judged alone; what is answered "stored" is
 * committed with every consequence, what is "quarantined" is kept and waits for a decision. Bytes that are no segment are kept aside
 * and said to be corrupt: the sender still has them.
 */
import { segmentLimits } from "@hocvuso/contract";
import { answerPut, openFrames } from "@hocvuso/journal";
import { readAhead, storeSegments } from "../consequences.ts";
import { postgresDepotStore } from "../postgres/depot-store.ts";
import { bytes } from "./endpoint.ts";
import { identifyStore } from "./identify-store.ts";

export const putSegments = bytes(segmentLimits.putBytes, async (body, services) => {
  const arrived = await openFrames(body, services.primitives);
  const ahead = await readAhead(arrived, services);
  const kept = await services.database.transaction((tx) => storeSegments(tx, arrived, services, ahead));
  // Signed when all is committed, and outside the append lock.
  return services.database.transaction(async (tx) => answerPut(kept, arrived, postgresDepotStore(tx, services.primitives), await identifyStore(tx, services)));
});
