/** POST /sync/have: "of these replicas I hold so much; what do you hold?" Says nothing of replicas that were not named. */
import { segmentLimits } from "@hocvuso/contract";
import { decodeHave, encodeHaveAnswer } from "@hocvuso/journal";
import { bytes } from "./endpoint.ts";
import { nameStore, receiptsFor, tipsOf } from "./name-store.ts";

export const haveTips = bytes(segmentLimits.putBytes, async (body, services) => {
  const asked = decodeHave(body);
  const { held, store } = await services.database.transaction(async (tx) => ({
    held: await tipsOf(tx, asked.map(({ replica }) => replica), services),
    store: await nameStore(tx, services),
  }));
  return encodeHaveAnswer({ store, held, receipts: await receiptsFor(held, store, services) });
});
