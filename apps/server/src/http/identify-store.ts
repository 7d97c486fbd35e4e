/** Who answers in the exchange: the store's name, its level, its certificate. */
import type { DepotIdentity } from "@hocvuso/journal";
import type { Transaction } from "../postgres/database.ts";
import type { Services } from "../services.ts";
import { certifyStore } from "../signing/store-keys.ts";

export async function identifyStore(tx: Transaction, services: Services): Promise<DepotIdentity> {
  const { storeKey, authority, readers, level, now } = services;
  const { rows } = await tx.query<{ epoch: number; holds_sample: boolean }>(
    "SELECT epoch, EXISTS (SELECT FROM progress WHERE sample > 0) AS holds_sample FROM store_state");
  const [state] = rows;
  if (state === undefined) throw new Error("store_state has lost its only row");
  return {
    key: storeKey, level, now,
    named: { publicKey: storeKey.publicKey, epoch: state.epoch, holdsSample: state.holds_sample },
    certificate: level === 0 ? undefined : await certificateOf(services, state.epoch),
  };

  function certificateOf({ storeKey: store }: Services, epoch: number): Promise<Uint8Array> {
    return certifyStore({ store, authority, readers }, { epoch, nowMs: now() });
  }
}
