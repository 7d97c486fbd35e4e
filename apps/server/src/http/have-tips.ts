/** POST /sync/have: "of these replicas I hold so much; what do you hold?" Says nothing of replicas that were not named. */
import { segmentLimits } from "@hocvuso/contract";
import { answerHave } from "@hocvuso/journal";
import { postgresDepotStore } from "../postgres/depot-store.ts";
import type { StoreServices } from "../services.ts";
import { bytes } from "./endpoint.ts";
import { identifyStore } from "./identify-store.ts";

export const haveTips = bytes(segmentLimits.putBytes, async (body, services: StoreServices) =>
  services.database.transaction(async (tx) => answerHave(body, postgresDepotStore(tx, services.primitives), await identifyStore(tx, services))));
