/**
 * What people of staff write about others becomes facts like any: sealed, signed, in a log. Each writing is a log of its own under a key
 * made for it and thrown away after: nothing to keep, nothing a restore could fork, and a writing that was wrong is revoked like any replica.
 */
import { generateKeyPairSync } from "node:crypto";
import type { Fact, PersonId, ReaderKey, ReplicaId, Segment, SegmentHash } from "@hocvuso/contract";
import { CHAIN_START, replicaIdOf, sealSegment, signKeyParcel, toHex, usableReader, type ParcelToKeep, type SubjectKey } from "@hocvuso/journal";
import { enrolReplica, readAhead, storeSegments } from "../consequences.ts";
import type { Transaction } from "../postgres/database.ts";
import type { Services } from "../services.ts";
import { certifyReplica } from "../signing/certify-replica.ts";
import { replicaKeyOf } from "../signing/store-keys.ts";

/** Names among them are closed already, so little is won by longer ones. */
const SEGMENT_FACTS = 256;
/** Wrapped at the same time: the work lies on other threads. */
const WRAPPED_AT_ONCE = 64;

export type OfficeLog = {
  readonly replica: ReplicaId;
  /** What the readers of this store open, and nobody else. */
  readonly readers: readonly ReaderKey[];
  /** Signed and wrapped, to be kept with the facts whose words they open. @param tell after each batch. */
  wrap(keys: readonly SubjectKey[], tell?: (done: number) => Promise<void>): Promise<readonly ParcelToKeep[]>;
  /** Seals the facts; to be called once. */
  seal(facts: readonly Fact[]): Promise<readonly Segment[]>;
  /** Keeps and counts all of it in one transaction. */
  keep(tx: Transaction, segments: readonly Segment[], parcels: readonly ParcelToKeep[]): Promise<void>;
};

/** @param place unit that it is about. */
export async function openOfficeLog(place: string, services: Services): Promise<OfficeLog> {
  const { primitives, now } = services;
  const key = replicaKeyOf(generateKeyPairSync("ed25519").privateKey);
  const replica = await replicaIdOf(key.publicKey, primitives);
  const reader = await usableReader(services.readers.map(({ publicKey }) => publicKey), primitives);
  if (reader === undefined) throw new Error("this store has no reader that its own platform can wrap to");
  const readers = [reader];
  return {
    replica, readers,
    async wrap(keys, tell) {
      const parcels: ParcelToKeep[] = [];
      for (let from = 0; from < keys.length; from += WRAPPED_AT_ONCE) {
        parcels.push(...await Promise.all(keys.slice(from, from + WRAPPED_AT_ONCE).map(async (subject) => {
          const bytes = await signKeyParcel(subject, readers, key, primitives);
          return { person: subject.person, bytes, hash: toHex(await primitives.sha256(bytes)) as SegmentHash }; // 64 digits by construction
        })));
        await tell?.(parcels.length);
      }
      return parcels;
    },
    async seal(facts) {
      const segments: Segment[] = [];
      for (let from = 0; from < facts.length; from += SEGMENT_FACTS) {
        segments.push(await sealSegment({ from, previous: segments.at(-1)?.hash ?? CHAIN_START, scope: "", wallMs: now(), facts: facts.slice(from, from + SEGMENT_FACTS) }, key, primitives, readers));
      }
      return segments;
    },
    async keep(tx, segments, parcels) {
      const ahead = await readAhead({ valid: segments }, services);
      await enrolReplica(tx, replica, await certifyReplica({ publicKey: key.publicKey, role: "office", place }, services), services);
      await storeSegments(tx, { valid: segments, parcels, aside: [] }, services, ahead);
    },
  };
}

/** Facts say whose hands were on the device: somebody of staff is known by an id of the same form. */
export function asActor(staff: string): PersonId {
  return staff as PersonId; // a UUID, as every person's id is
}
