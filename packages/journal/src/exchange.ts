/**
 * One meeting of a replica with a store: seal what waits, ask what they have, send what they lack, learn what they hold.
 * It may stop at any line and be begun again; nothing here deletes.
 */
import type { Receipt, ReplicaId, SegmentHash, Tip } from "@hocvuso/contract";
import type { EventStore } from "./event-store.ts";
import { frame } from "./frames.ts";
import type { Primitives, ReplicaKey } from "./primitives.ts";
import { openReceipt } from "./receipt.ts";
import type { ReplicaLog } from "./replica-log.ts";
import { replicaIdOf, sealSegment } from "./segment.ts";
import { decodeHaveAnswer, decodePutAnswer, encodeHave, type HaveAnswer, type PutAnswer, type PutVerdict, type ReplicaTips, type StoreNamed } from "./sync-messages.ts";

/** The way to a store. Rejects when nobody answered; what was sent may or may not have arrived. */
export interface Transport {
  have(message: Uint8Array): Promise<Uint8Array>;
  put(frames: Uint8Array): Promise<Uint8Array>;
}

export type Replica = {
  readonly key: ReplicaKey;
  readonly log: ReplicaLog;
  readonly store: EventStore;
  readonly primitives: Primitives;
  readonly scope: string;
  /** The device's clock, ms since 1970. */
  readonly now: () => number;
};

export type Exchanged = {
  readonly peer: StoreNamed;
  /** Tips of this replica that the peer now holds. */
  readonly held: readonly Tip[];
  /** Receipts for this replica whose signatures hold; whom to trust is the caller's question. */
  readonly receipts: readonly Receipt[];
  /** Segments the peer would not take, with its reason. They stay here. */
  readonly refused: readonly PutVerdict[];
};

/** Facts in one segment when more are waiting. */
const SEGMENT_FACTS = 256;

/** Seals all that waits. Only one sealer may run on a log at a time; a second finds the tail moved and stops. */
export async function sealTail({ key, log, primitives, scope, now }: Replica): Promise<void> {
  for (;;) {
    const tail = await log.tail(SEGMENT_FACTS);
    if (tail.facts.length === 0) return;
    const segment = await sealSegment({ ...tail, scope, wallMs: now() }, key, primitives);
    if (!(await log.commitSeal(segment))) return;
  }
}

export async function exchange(replica: Replica, transport: Transport): Promise<Exchanged> {
  const { key, store, primitives } = replica;
  await sealTail(replica);
  const id = await replicaIdOf(key.publicKey, primitives);
  const own = (await store.tips([id])).get(id) ?? [];
  let answer: HaveAnswer | PutAnswer = decodeHaveAnswer(await transport.have(encodeHave([{ replica: id, tips: own }])));
  const theirs = heldBy(answer.held, id);
  const refused: PutVerdict[] = [];
  const judged = new Set<SegmentHash>();
  for (;;) {
    const missing = await store.after(id, { tips: theirs, except: judged });
    if (missing.length === 0) break;
    const put = decodePutAnswer(await transport.put(frame(missing.map(({ bytes }) => bytes))));
    for (const verdict of put.verdicts) {
      judged.add(verdict.hash);
      if (verdict.status === "quarantined" || verdict.status === "corrupt") refused.push(verdict);
    }
    answer = put;
    if (!missing.some(({ hash }) => judged.has(hash))) break; // the transfer was cut before its first whole frame
  }
  const opened = await Promise.all(answer.receipts.map((bytes) => openReceipt(bytes, primitives)));
  const receipts = opened.filter((receipt) => receipt !== undefined).filter((receipt) => receipt.replica === id);
  return { peer: answer.store, held: heldBy(answer.held, id), receipts, refused };
}

function heldBy(held: readonly ReplicaTips[], id: ReplicaId): readonly Tip[] {
  return held.find(({ replica }) => replica === id)?.tips ?? [];
}
