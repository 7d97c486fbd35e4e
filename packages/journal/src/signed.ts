/** The form that receipts, certificates and revocations share: `[v: 1, alg, signer: bstr, …] || 64 bytes of signature` by the key within. */
import type { SignatureAlgorithm } from "@hocvuso/contract";
import { concatBytes } from "./bytes.ts";
import { asArray, asBytes, decodeCbor, encodeCbor, Malformed } from "./canonical-cbor.ts";
import type { Primitives, ReplicaKey } from "./primitives.ts";

const SIGNATURE_BYTES = 64;

export async function signParts(parts: readonly unknown[], key: ReplicaKey): Promise<Uint8Array> {
  const message = encodeCbor([1, key.alg, key.publicKey, ...parts]);
  return concatBytes([message, await key.sign(message)]);
}

export function asAlgorithm(value: unknown): SignatureAlgorithm {
  if (value !== 1 && value !== 2) throw new Malformed("a signature that this program does not know");
  return value;
}

/** The bytes of a public key of that algorithm. @throws Malformed */
export function asPublicKey(value: unknown, alg: SignatureAlgorithm): Uint8Array {
  return asBytes(value, alg === 1 ? 32 : 65);
}

/**
 * @param count parts after the signer.
 * @param read makes the document of its parts; what it throws as Malformed is no document.
 * @returns undefined where form or signature do not hold. Whether the signer is to be trusted is the caller's question.
 */
export async function openSigned<Document>(
  bytes: Uint8Array, count: number, read: (signer: Uint8Array, parts: readonly unknown[]) => Document, primitives: Primitives,
): Promise<Document | undefined> {
  try {
    const message = bytes.subarray(0, -SIGNATURE_BYTES);
    const [version, alg, signer, ...parts] = asArray(decodeCbor(message), 3 + count);
    if (version !== 1) return undefined;
    const known = asAlgorithm(alg);
    const publicKey = asPublicKey(signer, known);
    const document = read(publicKey, parts);
    return (await primitives.verify({ alg: known, publicKey, message, signature: bytes.subarray(-SIGNATURE_BYTES) })) ? document : undefined;
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}
