/**
 * What travels: segments (cut from one replica's log, signed, chained, never changed), tips, receipts, and the two messages
 * of the exchange. All of it is canonical CBOR; the codec stands in `journal`. Old versions are read for ever.
 *
 *     segment  = tbs || sig                          address = SHA-256 of all bytes
 *     tbs      = [header: bstr .cbor header, body: bstr]
 *     header   = [v: 1, alg, pub: bstr, from: uint, n: uint, prev: bstr .size 32, scope: tstr, wall: int, rcpt: [* stanza]]
 *     stanza   = [kid: bstr .size 8, enc: bstr .size 32 / bstr .size 65, wrapped: bstr .size 48]
 *     body     = raw-deflated columnar CBOR of n facts; where `rcpt` is not empty, AES-256-GCM of that under a key of its own
 *                (nonce of zeros, header as additional data), and each stanza wraps the key to one reader
 *     sig      = 64 bytes over tbs, by the key in the header
 *     frame    = u32 big-endian length || segment    a bundle or a put's body is frames in any order
 *     receipt  = [v: 1, alg, store: bstr, epoch: uint, level: 0/1/2, replica: bstr .size 16, tips: [+ [next, hash]], time: uint] || sig
 *     certificate = [v: 1, alg, authority: bstr, subject-alg, subject: bstr, roles: [* tstr], place: tstr, readers: [* [kem, pub: bstr]],
 *                    epoch: uint, not-after: uint] || sig
 *     revocation  = [v: 1, alg, authority: bstr, replica: bstr .size 16, last-good: bstr .size 32, time: uint] || sig
 */
import type { ReplicaId, SegmentHash } from "./ids.ts";

/** 1 = Ed25519 (RFC 8032), 2 = ECDSA P-256 with SHA-256, raw r||s. */
export type SignatureAlgorithm = 1 | 2;

export type SegmentHeader = {
  readonly version: 1;
  readonly alg: SignatureAlgorithm;
  /** 32 bytes (Ed25519) or 65 bytes (P-256, uncompressed point). */
  readonly publicKey: Uint8Array;
  /** Place in the replica's log of the first fact, from 0. */
  readonly from: number;
  /** Facts in the segment, 1..65,535. */
  readonly count: number;
  /** Hash of the segment before; 32 zeros at the start of a log. */
  readonly previous: SegmentHash;
  /** Free for the sender, carried unread: "sample" marks sample data. */
  readonly scope: string;
  /** The device's clock when it was sealed, ms since 1970; evidence only. */
  readonly wallMs: number;
  /** Whom the body is encrypted to; empty: the body is open. */
  readonly recipients: readonly Stanza[];
};

/** Key encapsulation of RFC 9180 §7.1: 32 = DHKEM(X25519, HKDF-SHA256), 16 = DHKEM(P-256, HKDF-SHA256) for browsers without X25519. */
export type ReaderKem = 16 | 32;

/** Whom bodies may be sealed to. Its id in stanzas is the first 8 bytes of the SHA-256 of `publicKey` (32 bytes, or 65 for P-256). */
export type ReaderKey = { readonly kem: ReaderKem; readonly publicKey: Uint8Array };

/** HPKE base mode (RFC 9180): the body's key wrapped to one reader. */
export type Stanza = { readonly keyId: Uint8Array; readonly encapsulated: Uint8Array; readonly wrapped: Uint8Array };

/** A segment that verified: its bytes are what is kept and sent, for ever the same. */
export type Segment = {
  readonly hash: SegmentHash;
  readonly replica: ReplicaId;
  readonly header: SegmentHeader;
  readonly bytes: Uint8Array;
};

/** The end of a replica's chain as one store holds it without a gap: `next` is the log place after the segment `hash`. */
export type Tip = { readonly next: number; readonly hash: SegmentHash };

/** What a store says of one segment put to it. Quarantined bytes are kept, never dropped; corrupted bytes are kept aside for a person. */
export type PutStatus = "stored" | "have" | "quarantined" | "corrupt";

/** 0 = held by a hub or carrier, 1 = committed by the province, 2 = in the province's backup: only then may a phone delete. */
export type ReceiptLevel = 0 | 1 | 2;

export type Receipt = {
  readonly version: 1;
  /** Public key of the store that signs. */
  readonly store: Uint8Array;
  /** Rises at each restore from a backup. */
  readonly epoch: number;
  readonly level: ReceiptLevel;
  readonly replica: ReplicaId;
  readonly tips: readonly Tip[];
  readonly timeMs: number;
};

/** What a replica is enrolled as; `office`: what people of staff wrote at one desk, once. A role that a version does not know is left out when it reads. */
export type ReplicaRole = "phone" | "ambassador" | "assessor" | "hub" | "province" | "office";

/** Says that the authority knows a replica. Anybody who holds the authority's public key can check it, without a network. */
export type Certificate = {
  readonly version: 1;
  /** Public key of the authority that signs: the province's root. */
  readonly authority: Uint8Array;
  readonly subject: { readonly alg: SignatureAlgorithm; readonly publicKey: Uint8Array };
  readonly roles: readonly ReplicaRole[];
  /** Unit where it serves; empty: the whole province. */
  readonly place: string;
  /** Keys that bodies may be sealed to, alternatives of one reader; none for a replica that may not read. */
  readonly readers: readonly ReaderKey[];
  /** Of a store: rises at each restore from a backup. */
  readonly epoch: number;
  /** Until when others may believe it, ms since 1970. The province itself goes by its register, not by this. */
  readonly notAfterMs: number;
};

/** From here on a replica is no longer believed; what it said up to `lastGood` still counts (zeros: nothing of it does). */
export type Revocation = {
  readonly version: 1;
  readonly authority: Uint8Array;
  readonly replica: ReplicaId;
  readonly lastGood: SegmentHash;
  readonly timeMs: number;
};

/** Limits every store enforces before it spends memory. */
export const segmentLimits = {
  putBytes: 262_144,
  segmentBytes: 131_072,
  /** After inflating; a bomb is refused. */
  bodyBytes: 4_194_304,
  facts: 65_535,
  recipients: 8,
  haveReplicas: 4_096,
} as const;

/** The `scope` of sample data. Stores count it apart and every screen says so. */
export const SAMPLE_SCOPE = "sample";
