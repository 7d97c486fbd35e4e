/** GET /api/health: 200 while the store answers; for load balancers and for the installer's eyes. */
import type { StoreServices } from "../services.ts";
import { endpoint } from "./endpoint.ts";
import { identifyStore } from "./identify-store.ts";

export const getHealth = endpoint(async (_, services: StoreServices) => {
  const { named: { epoch, holdsSample } } = await services.database.transaction((tx) => identifyStore(tx, services));
  return { state: "well", epoch, holdsSample };
});
