/**
 * The two calls of the exchange, as canonical CBOR. Both may be repeated at any time.
 *
 *     have        = [1, [* [replica: bstr .size 16, tips]]]
 *     have-answer = [1, store, [* [replica, tips]], [* receipt: bstr]]
 *     put         = frames (see frames.ts)
 *     put-answer  = [1, store, [* [hash: bstr .size 32, status: 0..3, why: tstr]], leftover: uint, [* [replica, tips]], [* receipt: bstr]]
 *     store       = [key: bstr, epoch: uint, holds-sample: bool]
 */
import type { PutStatus, ReplicaId, SegmentHash, Tip } from "@hocvuso/contract";
import { segmentLimits } from "@hocvuso/contract";
import { fromHex, toHex } from "./bytes.ts";
import { asArray, asBytes, asString, asUint, decodeCbor, encodeCbor, Malformed } from "./canonical-cbor.ts";
import { decodeTips, encodeTips } from "./receipt.ts";

export type ReplicaTips = { readonly replica: ReplicaId; readonly tips: readonly Tip[] };

/** Who answered. */
export type StoreNamed = { readonly publicKey: Uint8Array; readonly epoch: number; readonly holdsSample: boolean };

export type HaveAnswer = { readonly store: StoreNamed; readonly held: readonly ReplicaTips[]; readonly receipts: readonly Uint8Array[] };

export type PutVerdict = { readonly hash: SegmentHash; readonly status: PutStatus; readonly why: string };

export type PutAnswer = { readonly store: StoreNamed; readonly verdicts: readonly PutVerdict[]; readonly leftoverBytes: number; readonly held: readonly ReplicaTips[]; readonly receipts: readonly Uint8Array[] };

const statuses: readonly PutStatus[] = ["stored", "have", "quarantined", "corrupt"];

export function encodeHave(replicas: readonly ReplicaTips[]): Uint8Array {
  return encodeCbor([1, encodeReplicas(replicas)]);
}

/** @throws Malformed */
export function decodeHave(bytes: Uint8Array): ReplicaTips[] {
  const [version, replicas] = asArray(decodeCbor(bytes), 2);
  if (version !== 1) throw new Malformed("a version of have that this program does not know");
  return decodeReplicas(replicas);
}

export function encodeHaveAnswer({ store, held, receipts }: HaveAnswer): Uint8Array {
  return encodeCbor([1, encodeStore(store), encodeReplicas(held), receipts]);
}

/** @throws Malformed */
export function decodeHaveAnswer(bytes: Uint8Array): HaveAnswer {
  const [version, store, held, receipts] = asArray(decodeCbor(bytes), 4);
  if (version !== 1) throw new Malformed("a version of have-answer that this program does not know");
  return { store: decodeStore(store), held: decodeReplicas(held), receipts: asArray(receipts).map((receipt) => asBytes(receipt)) };
}

export function encodePutAnswer({ store, verdicts, leftoverBytes, held, receipts }: PutAnswer): Uint8Array {
  const judged = verdicts.map(({ hash, status, why }) => [fromHex(hash), statuses.indexOf(status), why]);
  return encodeCbor([1, encodeStore(store), judged, leftoverBytes, encodeReplicas(held), receipts]);
}

/** @throws Malformed */
export function decodePutAnswer(bytes: Uint8Array): PutAnswer {
  const [version, store, judged, leftover, held, receipts] = asArray(decodeCbor(bytes), 6);
  if (version !== 1) throw new Malformed("a version of put-answer that this program does not know");
  const verdicts = asArray(judged).map((verdict) => {
    const [hash, code, why] = asArray(verdict, 3);
    const status = statuses[asUint(code)];
    if (status === undefined) throw new Malformed("a status that this program does not know");
    return { hash: toHex(asBytes(hash, 32)) as SegmentHash, status, why: asString(why) }; // 32 bytes make 64 digits
  });
  return { store: decodeStore(store), verdicts, leftoverBytes: asUint(leftover), held: decodeReplicas(held), receipts: asArray(receipts).map((receipt) => asBytes(receipt)) };
}

function encodeStore({ publicKey, epoch, holdsSample }: StoreNamed): unknown[] {
  return [publicKey, epoch, holdsSample];
}

function decodeStore(value: unknown): StoreNamed {
  const [publicKey, epoch, holdsSample] = asArray(value, 3);
  return { publicKey: asBytes(publicKey), epoch: asUint(epoch), holdsSample: holdsSample === true };
}

function encodeReplicas(replicas: readonly ReplicaTips[]): unknown[] {
  return replicas.map(({ replica, tips }) => [fromHex(replica), encodeTips(tips)]);
}

function decodeReplicas(value: unknown): ReplicaTips[] {
  const replicas = asArray(value);
  if (replicas.length > segmentLimits.haveReplicas) throw new Malformed("more replicas than one call may name");
  return replicas.map((entry) => {
    const [replica, tips] = asArray(entry, 2);
    return { replica: toHex(asBytes(replica, 16)) as ReplicaId, tips: decodeTips(tips) }; // 16 bytes make 32 digits
  });
}
