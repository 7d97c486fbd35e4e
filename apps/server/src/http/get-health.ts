/** GET /api/health: 200 while the store answers; for load balancers and for the installer's eyes. */
import { endpoint } from "./endpoint.ts";
import { nameStore } from "./name-store.ts";

export const getHealth = endpoint(async (_, services) => {
  const { epoch, holdsSample } = await services.database.transaction((tx) => nameStore(tx, services));
  return { state: "well", epoch, holdsSample };
});
