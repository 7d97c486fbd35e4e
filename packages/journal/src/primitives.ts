/**
 * Ports: what the journal needs and may not reach for itself. Phones give WebCrypto and CompressionStream, servers node:crypto
 * and zlib, simulations seeded stand-ins.
 */
import type { ReaderKem, ReaderKey, SignatureAlgorithm } from "@hocvuso/contract";

export interface Primitives {
  sha256(bytes: Uint8Array): Promise<Uint8Array>;
  /** Raw deflate (RFC 1951), no header. */
  deflate(bytes: Uint8Array): Promise<Uint8Array>;
  /** @throws RangeError when the result would exceed `maxBytes` or the input is not raw deflate. */
  inflate(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array>;
  /** Resolves false, never throws, for any malformed key or signature. */
  verify(claim: SignatureClaim): Promise<boolean>;
  /** Fresh, unguessable. */
  random(length: number): Uint8Array;
  /** AES-256-GCM with a nonce of zeros: a key is used for one message only. The tag stands at the end. */
  encrypt(message: { readonly key: Uint8Array; readonly additional: Uint8Array; readonly plain: Uint8Array }): Promise<Uint8Array>;
  /** undefined where key, additional data or bytes are not those of `encrypt`. */
  decrypt(message: { readonly key: Uint8Array; readonly additional: Uint8Array; readonly sealed: Uint8Array }): Promise<Uint8Array | undefined>;
  /** Key encapsulations this platform has, the best first. */
  kems(): Promise<readonly ReaderKem[]>;
  /** HPKE base mode (RFC 9180), HKDF-SHA256, AES-256-GCM, no additional data. @throws RangeError for a key that is none. */
  wrap(to: ReaderKey, plain: Uint8Array): Promise<Wrapped>;
}

/** @property encapsulated 32 bytes, 65 for P-256. @property wrapped 16 bytes longer than what was wrapped. */
export type Wrapped = { readonly encapsulated: Uint8Array; readonly wrapped: Uint8Array };

/** The private half of a reader's key: unwraps what was wrapped to it. */
export interface Reader {
  readonly publicKey: ReaderKey;
  /** undefined for what was not wrapped to this key. */
  unwrap(wrapped: Wrapped): Promise<Uint8Array | undefined>;
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
