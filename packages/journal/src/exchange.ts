/**
 * One meeting of a store with another: what do you have, here is what you lack. It may stop at any line and be begun again;
 * nothing here deletes. Phones and hubs meet in the same way.
 */
import type { PersonId, ReplicaId, Segment, SegmentHash, Tip } from "@hocvuso/contract";
import { sameBytes } from "./bytes.ts";
import { runEnds } from "./chain.ts";
import type { EventStore } from "./event-store.ts";
import { frame } from "./frames.ts";
import { decodeHaveAnswer, decodePutAnswer, encodeHave, type HaveAnswer, type PutAnswer, type PutVerdict, type ReplicaTips, type StoreNamed } from "./sync-messages.ts";

/** The way to a store. Rejects when nobody answered; what was sent may or may not have arrived. */
export interface Transport {
  have(message: Uint8Array): Promise<Uint8Array>;
  put(frames: Uint8Array): Promise<Uint8Array>;
  /** Asks to be enrolled, or shows a certificate that the store has forgotten; undefined where the store does not enrol by itself. */
  enrol?(requestOrCertificate: Uint8Array): Promise<Uint8Array | undefined>;
  /** Frames of the segments of one replica after a tip. */
  get?(replica: ReplicaId, after: SegmentHash | undefined): Promise<Uint8Array>;
}

export type Met = {
  readonly peer: StoreNamed;
  /** Tips that the peer held before anything was sent, and those it held after. */
  readonly heldBefore: ReadonlyMap<ReplicaId, readonly Tip[]>;
  readonly held: ReadonlyMap<ReplicaId, readonly Tip[]>;
  /** Receipts and certificates as they were signed; whom to trust is the caller's question. */
  readonly receipts: readonly Uint8Array[];
  readonly certificates: readonly Uint8Array[];
  /** Segments that the peer took aside or would not take, with its reason. They stay here. */
  readonly refused: readonly PutVerdict[];
};

/**
 * Names the ends of what is held here, so that a peer that is further on can say that it has them.
 * @param replicas at most `segmentLimits.haveReplicas`.
 * @param persons whose keys are held here: the peer says which of them were erased.
 */
export async function askHave(store: EventStore, replicas: readonly ReplicaId[], transport: Transport, persons: readonly PersonId[] = []): Promise<HaveAnswer> {
  const named: ReplicaTips[] = [];
  for (const replica of replicas) named.push({ replica, tips: runEnds(await store.links(replica)) });
  return decodeHaveAnswer(await transport.have(encodeHave(named, persons)));
}

/**
 * Shows a store the certificates that it does not name: one put back to an old backup has forgotten whom it enrolled since.
 * That it could not be shown is no reason not to go on: what is sent is kept either way, and it is shown again at the next meeting.
 */
export async function showCertificates(known: readonly Uint8Array[], answer: HaveAnswer, { enrol }: Transport): Promise<void> {
  if (enrol === undefined) return;
  for (const certificate of known) if (!answer.certificates.some((other) => sameBytes(other, certificate))) await enrol(certificate).catch(() => {});
}

/** Parcels, of some 250 bytes each, that go in one put. */
export const PARCELS_A_PUT = 500;

/** Much smaller than a store takes: what a bad line cuts off is little, and a store writes one put while it reads the next. */
const PUT_BYTES = 65_536;
const PUTS_UNDER_WAY = 3;

/** Sends what the peer lacks of `replicas`. */
export async function deliver(store: EventStore, replicas: readonly ReplicaId[], answer: HaveAnswer, transport: Transport): Promise<Met> {
  const heldBefore = byReplica(answer.held);
  const held = new Map(heldBefore);
  const receipts = [...answer.receipts];
  const refused: PutVerdict[] = [];
  const underWay = new Set<Promise<void>>();
  let batch: Segment[] = [];
  let batchBytes = 0;
  for (const replica of replicas) {
    const offered = new Set<SegmentHash>();
    for (;;) {
      const missing = await store.after(replica, { tips: heldBefore.get(replica) ?? [], except: offered });
      if (missing.length === 0) break;
      for (const segment of missing) {
        if (batchBytes + 4 + segment.bytes.length > PUT_BYTES) await send();
        batch.push(segment);
        batchBytes += 4 + segment.bytes.length;
        offered.add(segment.hash);
      }
    }
  }
  await send();
  await Promise.all(underWay);
  return { peer: answer.store, heldBefore, held, receipts, certificates: answer.certificates, refused };

  /** Puts the batch on its way, and waits while too many are. */
  async function send(): Promise<void> {
    if (batch.length === 0) return;
    const put = transport.put(frame(batch.map(({ bytes }) => bytes))).then((bytes) => learn(decodePutAnswer(bytes)));
    batch = [];
    batchBytes = 0;
    underWay.add(put);
    // One that fails is met by the wait here or at the end; the others are not left alone with their answers.
    void put.then(() => underWay.delete(put), () => {});
    if (underWay.size >= PUTS_UNDER_WAY) await Promise.race(underWay);
  }

  function learn(put: PutAnswer): void {
    for (const [replica, tips] of byReplica(put.held)) held.set(replica, tips);
    receipts.push(...put.receipts);
    refused.push(...put.verdicts.filter(({ status }) => status === "quarantined" || status === "corrupt"));
  }
}

function byReplica(held: readonly ReplicaTips[]): Map<ReplicaId, readonly Tip[]> {
  return new Map(held.map(({ replica, tips }) => [replica, tips]));
}
