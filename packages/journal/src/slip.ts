/** A phone's slip for the class sheet: which log it writes, how far it has come, what of it is sealed. Small enough for any QR code. */
import type { ReplicaId } from "@hocvuso/contract";
import { fromHex, toHex } from "./bytes.ts";
import { asArray, asBytes, asUint, decodeCbor, encodeCbor } from "./canonical-cbor.ts";
import type { Slip } from "./phone-journal.ts";
import { decodeTips, encodeTips } from "./receipt.ts";

export function encodeSlip({ replica, next, tips }: Slip): Uint8Array {
  return encodeCbor([1, fromHex(replica), next, encodeTips(tips)]);
}

/** @throws Malformed */
export function decodeSlip(bytes: Uint8Array): Slip {
  const [, replica, next, tips] = asArray(decodeCbor(bytes), 4);
  return { replica: toHex(asBytes(replica, 16)) as ReplicaId, next: asUint(next), tips: decodeTips(tips) }; // 16 bytes make 32 digits
}
