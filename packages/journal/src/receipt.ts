/** Receipts: what a store signs to say which tips of a replica it holds, and how safely. They name hashes, so a cloned twin never gets another's. */
import type { Receipt, ReceiptLevel, ReplicaId, SegmentHash, Tip } from "@hocvuso/contract";
import { concatBytes, fromHex, toHex } from "./bytes.ts";
import { asArray, asBytes, asUint, decodeCbor, encodeCbor, Malformed } from "./canonical-cbor.ts";
import type { Primitives, ReplicaKey } from "./primitives.ts";

const SIGNATURE_BYTES = 64;

export async function signReceipt(receipt: Omit<Receipt, "version" | "store">, key: ReplicaKey): Promise<Uint8Array> {
  const { epoch, level, replica, tips, timeMs } = receipt;
  const tbs = encodeCbor([1, key.alg, key.publicKey, epoch, level, fromHex(replica), encodeTips(tips), timeMs]);
  return concatBytes([tbs, await key.sign(tbs)]);
}

/** @returns the receipt, or undefined where form or signature do not hold. Whether its store is to be trusted is the caller's question. */
export async function openReceipt(bytes: Uint8Array, primitives: Primitives): Promise<Receipt | undefined> {
  try {
    const message = bytes.subarray(0, -SIGNATURE_BYTES);
    const [version, alg, store, epoch, level, replica, tips, timeMs] = asArray(decodeCbor(message), 8);
    if (version !== 1 || (alg !== 1 && alg !== 2)) return undefined;
    const publicKey = asBytes(store, alg === 1 ? 32 : 65);
    if (!(await primitives.verify({ alg, publicKey, message, signature: bytes.subarray(-SIGNATURE_BYTES) }))) return undefined;
    return { version: 1, store: publicKey, epoch: asUint(epoch), level: asLevel(level), replica: toHex(asBytes(replica, 16)) as ReplicaId, tips: decodeTips(tips), timeMs: asUint(timeMs) }; // 16 bytes make 32 digits
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

function asLevel(value: unknown): ReceiptLevel {
  if (value !== 0 && value !== 1 && value !== 2) throw new Malformed("a level that this program does not know");
  return value;
}

export function encodeTips(tips: readonly Tip[]): unknown[] {
  return tips.map(({ next, hash }) => [next, fromHex(hash)]);
}

/** @throws Malformed */
export function decodeTips(value: unknown): Tip[] {
  return asArray(value).map((tip) => {
    const [next, hash] = asArray(tip, 2);
    return { next: asUint(next), hash: toHex(asBytes(hash, 32)) as SegmentHash }; // 32 bytes make 64 digits
  });
}
