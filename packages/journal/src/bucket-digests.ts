/**
 * How two stores with many replicas find out cheaply where they differ: 4,096 buckets by the first 12 bits of the replica's id, each
 * with 8 bytes that stand for all tips in it. Only buckets that differ are then compared tip by tip.
 */
import type { ReplicaId, Tip } from "@hocvuso/contract";
import { encodeCbor, Malformed } from "./canonical-cbor.ts";
import { fromHex } from "./bytes.ts";
import type { Primitives } from "./primitives.ts";
import { encodeTips } from "./receipt.ts";

export const BUCKETS = 4_096;
const DIGEST_BYTES = 8;

export function bucketOf(replica: ReplicaId): number {
  return Number.parseInt(replica.slice(0, 3), 16);
}

/** 32,768 bytes: of each bucket the first 8 bytes of the SHA-256 of its replicas, in order, with their tips; zeros for an empty one. */
export async function bucketDigests(tips: ReadonlyMap<ReplicaId, readonly Tip[]>, primitives: Primitives): Promise<Uint8Array> {
  const digests = new Uint8Array(BUCKETS * DIGEST_BYTES);
  const byBucket = new Map<number, ReplicaId[]>();
  for (const replica of [...tips.keys()].toSorted()) {
    const bucket = byBucket.get(bucketOf(replica));
    if (bucket === undefined) byBucket.set(bucketOf(replica), [replica]);
    else bucket.push(replica);
  }
  for (const [bucket, replicas] of byBucket) {
    const said = encodeCbor(replicas.map((replica) => [fromHex(replica), encodeTips(tips.get(replica) ?? [])]));
    digests.set((await primitives.sha256(said)).subarray(0, DIGEST_BYTES), bucket * DIGEST_BYTES);
  }
  return digests;
}

/** Buckets in which two stores differ, in order. @throws Malformed for digests of another length. */
export function differingBuckets(ours: Uint8Array, theirs: Uint8Array): readonly number[] {
  if (theirs.length !== BUCKETS * DIGEST_BYTES) throw new Malformed("not the digests of all buckets");
  return Array.from({ length: BUCKETS }, (_, bucket) => bucket).filter((bucket) => {
    const at = bucket * DIGEST_BYTES;
    return theirs.subarray(at, at + DIGEST_BYTES).some((byte, i) => byte !== ours[at + i]);
  });
}
