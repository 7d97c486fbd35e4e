/**
 * What a province says to the nation: digests of the ends of its logs by bucket, then those of the buckets that differ, and counts.
 * No segment, no fact and nobody's id is in it. Both messages are signed by the province's store (form of `signed.ts`) and bring the
 * authority's certificate of that store. What the cells count is not known here.
 *
 *     digests        = "digests", unit: tstr, digests: bstr .size 32768, certificate: bstr
 *     digests-answer = [1, challenge: bstr .size 16, [* bucket: uint]]
 *     report         = "report", unit: tstr, challenge, [* bucket], [* [replica: bstr .size 16, tips]], [* [place: tstr, group: tstr, [* count: uint]]], certificate
 *     report-answer  = [1, challenge for the next report]
 *
 * A report covers whole buckets: a replica of one of them that it does not name is no longer held. The challenge is the nation's and is
 * good for one report, so that an old report cannot be played again.
 */
import type { ReplicaId } from "@hocvuso/contract";
import { BUCKETS, bucketOf } from "./bucket-digests.ts";
import { fromHex, toHex } from "./bytes.ts";
import { asArray, asBytes, asString, asUint, decodeCbor, encodeCbor, Malformed } from "./canonical-cbor.ts";
import type { Primitives, ReplicaKey } from "./primitives.ts";
import { decodeTips, encodeTips } from "./receipt.ts";
import { openSigned, signParts } from "./signed.ts";
import type { ReplicaTips } from "./sync-messages.ts";

export type DigestsMessage = {
  /** Public key of the store that signed. */
  readonly store: Uint8Array;
  /** Which province it says it is. */
  readonly unit: string;
  readonly digests: Uint8Array;
  readonly certificate: Uint8Array;
};

export type CountedCell = { readonly place: string; readonly group: string; readonly counts: readonly number[] };

export type ProvinceReport = {
  readonly store: Uint8Array;
  readonly unit: string;
  readonly challenge: Uint8Array;
  readonly buckets: readonly number[];
  /** Of the replicas in these buckets, all that the province holds. */
  readonly held: readonly ReplicaTips[];
  /** All cells of the province, in every report. */
  readonly cells: readonly CountedCell[];
  readonly certificate: Uint8Array;
};

const DIGESTS_BYTES = BUCKETS * 8;
const CHALLENGE_BYTES = 16;

export function signDigestsMessage({ unit, digests, certificate }: Omit<DigestsMessage, "store">, key: ReplicaKey): Promise<Uint8Array> {
  return signParts(["digests", unit, digests, certificate], key);
}

/** undefined where form or signature do not hold. Whether the store is a province's says its certificate. */
export function openDigestsMessage(bytes: Uint8Array, primitives: Primitives): Promise<DigestsMessage | undefined> {
  return openSigned(bytes, 4, (store, [word, unit, digests, certificate]): DigestsMessage => {
    if (word !== "digests") throw new Malformed("not digests");
    return { store, unit: asString(unit), digests: asBytes(digests, DIGESTS_BYTES), certificate: asBytes(certificate) };
  }, primitives);
}

export function signReport({ unit, challenge, buckets, held, cells, certificate }: Omit<ProvinceReport, "store">, key: ReplicaKey): Promise<Uint8Array> {
  return signParts([
    "report", unit, challenge, buckets, held.map(({ replica, tips }) => [fromHex(replica), encodeTips(tips)]), cells.map(({ place, group, counts }) => [place, group, counts]), certificate,
  ], key);
}

/** As `openDigestsMessage`. A report that names a replica outside its buckets is none. */
export function openReport(bytes: Uint8Array, primitives: Primitives): Promise<ProvinceReport | undefined> {
  return openSigned(bytes, 7, (store, [word, unit, challenge, buckets, held, cells, certificate]): ProvinceReport => {
    if (word !== "report") throw new Malformed("not a report");
    const covered = asArray(buckets).map(asBucket);
    const within = new Set(covered);
    return {
      store, unit: asString(unit), challenge: asBytes(challenge, CHALLENGE_BYTES), buckets: covered,
      held: asArray(held).map((entry) => {
        const [id, tips] = asArray(entry, 2);
        const replica = toHex(asBytes(id, 16)) as ReplicaId; // 16 bytes make 32 digits
        if (!within.has(bucketOf(replica))) throw new Malformed("a replica outside the buckets reported");
        return { replica, tips: decodeTips(tips) };
      }),
      cells: asArray(cells).map((cell) => {
        const [place, group, counts] = asArray(cell, 3);
        return { place: asString(place), group: asString(group), counts: asArray(counts).map(asUint) };
      }),
      certificate: asBytes(certificate),
    };
  }, primitives);
}

function asBucket(value: unknown): number {
  const bucket = asUint(value);
  if (bucket >= BUCKETS) throw new Malformed("no such bucket");
  return bucket;
}

export type DigestsAnswer = { readonly challenge: Uint8Array; readonly differing: readonly number[] };

export function encodeDigestsAnswer({ challenge, differing }: DigestsAnswer): Uint8Array {
  return encodeCbor([1, challenge, differing]);
}

/** @throws Malformed */
export function decodeDigestsAnswer(bytes: Uint8Array): DigestsAnswer {
  const [version, challenge, differing] = asArray(decodeCbor(bytes), 3);
  if (version !== 1) throw new Malformed("a version of digests-answer that this program does not know");
  return { challenge: asBytes(challenge, CHALLENGE_BYTES), differing: asArray(differing).map(asBucket) };
}

export function encodeReportAnswer(challenge: Uint8Array): Uint8Array {
  return encodeCbor([1, challenge]);
}

/** @returns the challenge for the next report. @throws Malformed */
export function decodeReportAnswer(bytes: Uint8Array): Uint8Array {
  const [version, challenge] = asArray(decodeCbor(bytes), 2);
  if (version !== 1) throw new Malformed("a version of report-answer that this program does not know");
  return asBytes(challenge, CHALLENGE_BYTES);
}
