/** What the store says of itself and of a replica in every answer of the exchange. */
import type { ReplicaId } from "@hocvuso/contract";
import { signReceipt, type ReplicaTips, type StoreNamed } from "@hocvuso/journal";
import type { Transaction } from "../postgres/database.ts";
import { postgresEventStore } from "../postgres/event-store.ts";
import type { Services } from "../services.ts";

export async function nameStore(tx: Transaction, { storeKey }: Services): Promise<StoreNamed> {
  const { rows } = await tx.query<{ epoch: number; holds_sample: boolean }>(
    "SELECT epoch, EXISTS (SELECT FROM progress WHERE sample > 0) AS holds_sample FROM store_state");
  const [state] = rows;
  if (state === undefined) throw new Error("store_state has lost its only row");
  return { publicKey: storeKey.publicKey, epoch: state.epoch, holdsSample: state.holds_sample };
}

export async function tipsOf(tx: Transaction, replicas: readonly ReplicaId[], { primitives }: Services): Promise<ReplicaTips[]> {
  return [...(await postgresEventStore(tx, primitives).tips(replicas))].map(([replica, tips]) => ({ replica, tips }));
}

/** One receipt a replica, of level 1: committed here. Level 2 waits for backups. */
export function receiptsFor(held: readonly ReplicaTips[], { epoch }: StoreNamed, { storeKey, now }: Services): Promise<Uint8Array[]> {
  return Promise.all(held.map(({ replica, tips }) => signReceipt({ epoch, level: 1, replica, tips, timeMs: now() }, storeKey)));
}
