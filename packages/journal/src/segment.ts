/**
 * Segments: sealed once, verified by anyone who holds nothing else, addressed by the hash of their bytes.
 * Layout and limits: `contract/segments`. A body for named readers (HPKE) has its place in the header; this version seals open bodies only
 * and keeps, carries and hands on the others unread.
 */
import { segmentLimits, type ReplicaId, type Segment, type SegmentHash, type SegmentHeader, type SignatureAlgorithm, type Stanza } from "@hocvuso/contract";
import { concatBytes, fromHex, toHex } from "./bytes.ts";
import { asArray, asBytes, asInt, asString, asUint, decodeCbor, encodeCbor, Malformed } from "./canonical-cbor.ts";
import { decodeFacts, encodeFacts, type WireFact } from "./columns.ts";
import type { Primitives, ReplicaKey } from "./primitives.ts";

const SIGNATURE_BYTES = 64;

/** `previous` of the first segment of a log. */
export const CHAIN_START = "0".repeat(64) as SegmentHash; // 64 hexadecimal digits, as the brand asks

/** The first 16 bytes of SHA-256(public key), in hexadecimal. */
export async function replicaIdOf(publicKey: Uint8Array, primitives: Primitives): Promise<ReplicaId> {
  return toHex((await primitives.sha256(publicKey)).subarray(0, 16)) as ReplicaId; // 32 digits by construction
}

async function hashOf(bytes: Uint8Array, primitives: Primitives): Promise<SegmentHash> {
  return toHex(await primitives.sha256(bytes)) as SegmentHash; // 64 digits by construction
}

export type Unsealed = {
  readonly from: number;
  readonly previous: SegmentHash;
  readonly scope: string;
  readonly wallMs: number;
  /** 1 to 65,535 facts. */
  readonly facts: readonly WireFact[];
};

export async function sealSegment(unsealed: Unsealed, key: ReplicaKey, primitives: Primitives): Promise<Segment> {
  const { from, previous, scope, wallMs, facts } = unsealed;
  if (facts.length === 0 || facts.length > segmentLimits.facts) throw new RangeError(`A segment holds 1 to ${segmentLimits.facts} facts, not ${facts.length}`);
  const header: SegmentHeader = { version: 1, alg: key.alg, publicKey: key.publicKey, from, count: facts.length, previous, scope, wallMs, recipients: [] };
  const tbs = encodeCbor([encodeHeader(header), await primitives.deflate(encodeFacts(facts))]);
  const bytes = concatBytes([tbs, await key.sign(tbs)]);
  return { hash: await hashOf(bytes, primitives), replica: await replicaIdOf(key.publicKey, primitives), header, bytes };
}

export type Opened =
  | { readonly is: "valid"; readonly segment: Segment }
  | { readonly is: "corrupt"; readonly hash: SegmentHash; readonly why: string };

/** Checks form and signature; never throws for what the bytes hold. */
export async function openSegment(bytes: Uint8Array, primitives: Primitives): Promise<Opened> {
  const hash = await hashOf(bytes, primitives);
  try {
    if (bytes.length > segmentLimits.segmentBytes) throw new Malformed("longer than a segment may be");
    if (bytes.length <= SIGNATURE_BYTES) throw new Malformed("shorter than a signature");
    const message = bytes.subarray(0, -SIGNATURE_BYTES);
    const signature = bytes.subarray(-SIGNATURE_BYTES);
    const [headerBytes, body] = asArray(decodeCbor(message), 2);
    const header = decodeHeader(asBytes(headerBytes));
    asBytes(body);
    if (!(await primitives.verify({ alg: header.alg, publicKey: header.publicKey, message, signature }))) throw new Malformed("the signature does not match");
    return { is: "valid", segment: { hash, replica: await replicaIdOf(header.publicKey, primitives), header, bytes } };
  } catch (error) {
    if (error instanceof Malformed) return { is: "corrupt", hash, why: error.message };
    throw error;
  }
}

export type Read =
  | { readonly is: "facts"; readonly facts: readonly WireFact[] }
  | { readonly is: "sealed-to-others" }
  | { readonly is: "corrupt"; readonly why: string };

/** The facts of a valid segment, in log order. A validly signed segment may still hold a body that nobody can read. */
export async function readFacts(segment: Segment, primitives: Primitives): Promise<Read> {
  if (segment.header.recipients.length > 0) return { is: "sealed-to-others" };
  try {
    const [, body] = asArray(decodeCbor(segment.bytes.subarray(0, -SIGNATURE_BYTES)), 2);
    const inflated = await primitives.inflate(asBytes(body), segmentLimits.bodyBytes);
    return { is: "facts", facts: decodeFacts(inflated, segment.header.count) };
  } catch (error) {
    if (error instanceof Malformed || error instanceof RangeError) return { is: "corrupt", why: error.message };
    throw error;
  }
}

function encodeHeader(header: SegmentHeader): Uint8Array {
  const stanzas = header.recipients.map((stanza) => [stanza.keyId, stanza.encapsulated, stanza.wrapped]);
  return encodeCbor([1, header.alg, header.publicKey, header.from, header.count, fromHex(header.previous), header.scope, header.wallMs, stanzas]);
}

function decodeHeader(bytes: Uint8Array): SegmentHeader {
  const [version, alg, publicKey, from, count, previous, scope, wallMs, stanzas] = asArray(decodeCbor(bytes), 9);
  if (version !== 1) throw new Malformed("a version of segment that this program does not know");
  const facts = asUint(count);
  if (facts === 0 || facts > segmentLimits.facts) throw new Malformed("a segment of no facts or too many");
  const known = asAlgorithm(alg);
  return {
    version: 1,
    alg: known,
    publicKey: asBytes(publicKey, known === 1 ? 32 : 65),
    from: asUint(from),
    count: facts,
    previous: toHex(asBytes(previous, 32)) as SegmentHash, // 32 bytes make 64 digits
    scope: asString(scope),
    wallMs: asInt(wallMs),
    recipients: asArray(stanzas).map(decodeStanza),
  };
}

function asAlgorithm(value: unknown): SignatureAlgorithm {
  if (value !== 1 && value !== 2) throw new Malformed("a signature that this program does not know");
  return value;
}

function decodeStanza(value: unknown): Stanza {
  const [keyId, encapsulated, wrapped] = asArray(value, 3);
  return { keyId: asBytes(keyId, 8), encapsulated: asBytes(encapsulated, 32), wrapped: asBytes(wrapped, 48) };
}
