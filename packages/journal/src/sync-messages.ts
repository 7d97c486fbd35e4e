/**
 * The calls of the exchange, as canonical CBOR. All may be repeated at any time. A store answers in the version it was asked in;
 * version 1 knew no certificates, and 1 and 2 did not say whose keys the asker holds.
 *
 *     have        = [1 / 2, [* [replica: bstr .size 16, tips]]]    the ends of what the asker holds; the answer's tips name those of them too that lie before a tip
 *                 / [3, [* [replica, tips]], [* bstr .size 4]]     and how the ids of the persons begin whose keys it holds
 *     have-answer = [1, store, [* [replica, tips]], [* receipt: bstr]]
 *                 / [2 / 3, store, [* [replica, tips]], [* receipt: bstr], [* certificate: bstr]]    the store's own first, then of replicas asked, then erasures of such persons
 *     put         = frames (see frames.ts)
 *     put-answer  = [1, store, [* [hash: bstr .size 32, status: 0..3, why: tstr]], leftover: uint, [* [replica, tips]], [* receipt: bstr]]
 *     store       = [key: bstr, epoch: uint, holds-sample: bool]
 */
import type { PersonId, PutStatus, ReplicaId, SegmentHash, Tip } from "@hocvuso/contract";
import { segmentLimits } from "@hocvuso/contract";
import { fromHex, toHex } from "./bytes.ts";
import { asArray, asBytes, asString, asUint, decodeCbor, encodeCbor, Malformed } from "./canonical-cbor.ts";
import { decodeTips, encodeTips } from "./receipt.ts";

export type ReplicaTips = { readonly replica: ReplicaId; readonly tips: readonly Tip[] };

/** Who answered. */
export type StoreNamed = { readonly publicKey: Uint8Array; readonly epoch: number; readonly holdsSample: boolean };

export type HaveAnswer = {
  readonly store: StoreNamed;
  readonly held: readonly ReplicaTips[];
  readonly receipts: readonly Uint8Array[];
  /** The store's own, whom it was certified by, those of the replicas asked about that it knows, and erasures. */
  readonly certificates: readonly Uint8Array[];
};

export type PutVerdict = { readonly hash: SegmentHash; readonly status: PutStatus; readonly why: string };

export type PutAnswer = { readonly store: StoreNamed; readonly verdicts: readonly PutVerdict[]; readonly leftoverBytes: number; readonly held: readonly ReplicaTips[]; readonly receipts: readonly Uint8Array[] };

const statuses: readonly PutStatus[] = ["stored", "have", "quarantined", "corrupt"];

export type Have = {
  readonly version: 1 | 2 | 3;
  readonly replicas: readonly ReplicaTips[];
  /** The first 8 hexadecimal digits of the ids of persons whose keys the asker holds; undefined where it does not say: it may be anybody's. */
  readonly holdsKeysOf: readonly string[] | undefined;
};

/** More keys than this and the asker does not say whose. */
const MOST_KEYS = 4_096;

export function beginningOf(person: PersonId): string {
  return person.slice(0, 8);
}

export function encodeHave(replicas: readonly ReplicaTips[], persons: Iterable<PersonId> = []): Uint8Array {
  const holdsKeysOf = [...new Set([...persons].map(beginningOf))].toSorted();
  return encodeCbor(holdsKeysOf.length > MOST_KEYS ? [2, encodeReplicas(replicas)] : [3, encodeReplicas(replicas), holdsKeysOf.map(fromHex)]);
}

/** @throws Malformed */
export function decodeHave(bytes: Uint8Array): Have {
  const parts = asArray(decodeCbor(bytes));
  const version = asVersion(parts[0]);
  const [, replicas, keys] = asArray(parts, version === 3 ? 3 : 2);
  const holdsKeysOf = version === 3 ? asArray(keys).map((beginning) => toHex(asBytes(beginning, 4))) : undefined;
  if ((holdsKeysOf?.length ?? 0) > MOST_KEYS) throw new Malformed("more keys than one call may name");
  return { version, replicas: decodeReplicas(replicas), holdsKeysOf };
}

export function encodeHaveAnswer({ store, held, receipts, certificates }: HaveAnswer, version: Have["version"] = 3): Uint8Array {
  const known = [version, encodeStore(store), encodeReplicas(held), receipts];
  return encodeCbor(version === 1 ? known : [...known, certificates]);
}

/** @throws Malformed */
export function decodeHaveAnswer(bytes: Uint8Array): HaveAnswer {
  const parts = asArray(decodeCbor(bytes));
  const version = asVersion(parts[0]);
  const [, store, held, receipts, certificates] = asArray(parts, version === 1 ? 4 : 5);
  return {
    store: decodeStore(store), held: decodeReplicas(held),
    receipts: asArray(receipts).map((receipt) => asBytes(receipt)),
    certificates: version === 1 ? [] : asArray(certificates).map((certificate) => asBytes(certificate)),
  };
}

function asVersion(value: unknown): Have["version"] {
  if (value !== 1 && value !== 2 && value !== 3) throw new Malformed("a version of have that this program does not know");
  return value;
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
