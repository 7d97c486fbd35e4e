/**
 * Ports: what the journal needs and may not reach for itself. Phones give WebCrypto and CompressionStream, servers node:crypto
 * and zlib, simulations seeded stand-ins.
 */
import type { SignatureAlgorithm } from "@hocvuso/contract";

export interface Primitives {
  sha256(bytes: Uint8Array): Promise<Uint8Array>;
  /** Raw deflate (RFC 1951), no header. */
  deflate(bytes: Uint8Array): Promise<Uint8Array>;
  /** @throws RangeError when the result would exceed `maxBytes` or the input is not raw deflate. */
  inflate(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array>;
  /** Resolves false, never throws, for any malformed key or signature. */
  verify(claim: SignatureClaim): Promise<boolean>;
}

export type SignatureClaim = {
  readonly alg: SignatureAlgorithm;
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
};

/** One replica's key pair. The private half never leaves the adapter. */
export interface ReplicaKey {
  readonly alg: SignatureAlgorithm;
  readonly publicKey: Uint8Array;
  /** 64 bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}
