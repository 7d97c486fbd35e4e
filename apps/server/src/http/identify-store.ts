/** Who answers in the exchange: the store's name, its level, its certificate. */
import { replicaIdOf, type DepotIdentity } from "@hocvuso/journal";
import type { Transaction } from "../postgres/database.ts";
import type { HubServices, Services, StoreServices } from "../services.ts";
import { certifyStore } from "../signing/store-keys.ts";

export async function identifyStore(tx: Transaction, services: StoreServices): Promise<DepotIdentity> {
  const { storeKey, level, now } = services;
  const { rows: [state] } = await tx.query<{ epoch: number; holds_sample: boolean }>(
    "SELECT epoch, EXISTS (SELECT FROM progress WHERE sample > 0) OR EXISTS (SELECT FROM upstream WHERE holds_sample) AS holds_sample FROM store_state");
  if (state === undefined) throw new Error("store_state has lost its only row");
  return {
    key: storeKey, level, now,
    named: { publicKey: storeKey.publicKey, epoch: state.epoch, holdsSample: state.holds_sample },
    certificate: services.level === 0 ? await certificateOfHub(tx, services) : await certificateOfProvince(services, state.epoch),
  };
}

function certificateOfProvince({ storeKey: store, authority, readers, now }: Services, epoch: number): Promise<Uint8Array> {
  return certifyStore({ store, authority, readers }, { epoch, nowMs: now() });
}

/** The authority's, as upstream gave it; undefined until a person has approved the hub. */
export async function certificateOfHub(tx: Transaction, { storeKey, primitives }: HubServices): Promise<Uint8Array | undefined> {
  const { rows: [row] } = await tx.query<{ bytes: Buffer }>(
    "SELECT bytes FROM carried_document WHERE replica = decode($1, 'hex') AND kind = 'certificate'", [await replicaIdOf(storeKey.publicKey, primitives)]);
  return row?.bytes;
}
