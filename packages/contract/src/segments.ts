/**
 * What travels: segments (cut from one replica's log, signed, chained, never changed), tips, receipts, and the two messages
 * of the exchange. All of it is canonical CBOR; the codec stands in `journal`. Old versions are read for ever.
 *
 *     segment  = tbs || sig                          address = SHA-256 of all bytes
 *     tbs      = [header: bstr .cbor header, body: bstr]
 *     header   = [v: 1, alg, pub: bstr, from: uint, n: uint, prev: bstr .size 32, scope: bstr, wall: uint, rcpt: [* stanza]]
 *     body     = raw-deflated columnar CBOR of n facts; encrypted to the stanzas' keys where `rcpt` is not empty
 *     sig      = 64 bytes over tbs, by the key in the header
 *     frame    = u32 big-endian length || segment    a bundle or a put's body is frames in any order
 *     receipt  = [v: 1, store: bstr, epoch: uint, level: 0/1/2, replica: bstr .size 16, tips: [+ [next, hash]], time: uint] || sig
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

/** HPKE base mode (RFC 9180): the data key wrapped to one reader. */
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

/** Limits every store enforces before it spends memory. */
export const segmentLimits = {
  putBytes: 262_144,
  segmentBytes: 131_072,
  /** After inflating; a bomb is refused. */
  bodyBytes: 4_194_304,
  facts: 65_535,
  haveReplicas: 4_096,
} as const;

/** The `scope` of sample data. Stores count it apart and every screen says so. */
export const SAMPLE_SCOPE = "sample";
