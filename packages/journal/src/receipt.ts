/** Receipts: what a store signs to say which tips of a replica it holds, and how safely. They name hashes, so a cloned twin never gets another's. */
import type { Receipt, ReceiptLevel, ReplicaId, SegmentHash, Tip } from "@hocvuso/contract";
import { fromHex, toHex } from "./bytes.ts";
import { asArray, asBytes, asUint, Malformed } from "./canonical-cbor.ts";
import type { Primitives, ReplicaKey } from "./primitives.ts";
import { openSigned, signParts } from "./signed.ts";

export function signReceipt({ epoch, level, replica, tips, timeMs }: Omit<Receipt, "version" | "store">, key: ReplicaKey): Promise<Uint8Array> {
  return signParts([epoch, level, fromHex(replica), encodeTips(tips), timeMs], key);
}

/** @returns the receipt, or undefined where form or signature do not hold. Whether its store is to be trusted is the caller's question. */
export function openReceipt(bytes: Uint8Array, primitives: Primitives): Promise<Receipt | undefined> {
  return openSigned(bytes, 5, (store, [epoch, level, replica, tips, time]): Receipt => ({
    version: 1, store, epoch: asUint(epoch), level: asLevel(level),
    replica: toHex(asBytes(replica, 16)) as ReplicaId, // 16 bytes make 32 digits
    tips: decodeTips(tips), timeMs: asUint(time),
  }), primitives);
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
