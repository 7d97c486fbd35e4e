/**
 * Segments: sealed once, verified by anyone who holds nothing else, addressed by the hash of their bytes.
 * Layout and limits: `contract/segments`. A body is sealed to named readers (HPKE) or, for sample data and tests, left open; whoever is
 * not named keeps, carries and hands it on unread.
 */
import { segmentLimits, type ReaderKem, type ReaderKey, type ReplicaId, type Segment, type SegmentHash, type SegmentHeader, type Stanza } from "@hocvuso/contract";
import { concatBytes, fromHex, sameBytes, toHex } from "./bytes.ts";
import { asArray, asBytes, asInt, asString, asUint, decodeCbor, encodeCbor, Malformed } from "./canonical-cbor.ts";
import { decodeFacts, encodeFacts, type WireFact } from "./columns.ts";
import type { Primitives, Reader, ReplicaKey } from "./primitives.ts";
import { asAlgorithm, asPublicKey } from "./signed.ts";

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

/** @param readers whose keys open the body; none: the body is open. */
export async function sealSegment(unsealed: Unsealed, key: ReplicaKey, primitives: Primitives, readers: readonly ReaderKey[] = []): Promise<Segment> {
  const { from, previous, scope, wallMs, facts } = unsealed;
  if (facts.length === 0 || facts.length > segmentLimits.facts) throw new RangeError(`A segment holds 1 to ${segmentLimits.facts} facts, not ${facts.length}`);
  const bodyKey = readers.length > 0 ? primitives.random(32) : undefined;
  const recipients = bodyKey === undefined ? [] : await Promise.all(readers.map((reader) => stanzaFor(reader, bodyKey, primitives)));
  const header: SegmentHeader = { version: 1, alg: key.alg, publicKey: key.publicKey, from, count: facts.length, previous, scope, wallMs, recipients };
  const headerBytes = encodeHeader(header);
  const plain = await primitives.deflate(encodeFacts(facts));
  const body = bodyKey === undefined ? plain : await primitives.encrypt({ key: bodyKey, additional: headerBytes, plain });
  const tbs = encodeCbor([headerBytes, body]);
  const bytes = concatBytes([tbs, await key.sign(tbs)]);
  return { hash: await hashOf(bytes, primitives), replica: await replicaIdOf(key.publicKey, primitives), header, bytes };
}

/** One secret, wrapped to one reader. */
export async function stanzaFor(reader: ReaderKey, bodyKey: Uint8Array, primitives: Primitives): Promise<Stanza> {
  return { keyId: await readerIdOf(reader, primitives), ...(await primitives.wrap(reader, bodyKey)) };
}

/** How stanzas name a reader: the first 8 bytes of the SHA-256 of its public key. */
export async function readerIdOf({ publicKey }: ReaderKey, primitives: Primitives): Promise<Uint8Array> {
  return (await primitives.sha256(publicKey)).slice(0, 8);
}

/** Of a reader's alternative keys the first that this platform can wrap to. */
export async function usableReader(readers: readonly ReaderKey[], primitives: Primitives): Promise<ReaderKey | undefined> {
  const kems: readonly ReaderKem[] = await primitives.kems();
  return kems.flatMap((kem) => readers.filter((reader) => reader.kem === kem))[0];
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

/** A segment from one's own storage: its signature was checked when it came in, so only its bytes are, against their hash. undefined: they have rotted. */
export async function storedSegment(bytes: Uint8Array, hash: SegmentHash, primitives: Primitives): Promise<Segment | undefined> {
  if ((await hashOf(bytes, primitives)) !== hash) return undefined;
  const [headerBytes] = asArray(decodeCbor(bytes.subarray(0, -SIGNATURE_BYTES)), 2);
  const header = decodeHeader(asBytes(headerBytes));
  return { hash, replica: await replicaIdOf(header.publicKey, primitives), header, bytes };
}

export type Read =
  | { readonly is: "facts"; readonly facts: readonly WireFact[] }
  | { readonly is: "sealed-to-others" }
  | { readonly is: "corrupt"; readonly why: string };

/** The facts of a valid segment, in log order. A validly signed segment may still hold a body that nobody can read. */
export async function readFacts(segment: Segment, primitives: Primitives, readers: readonly Reader[] = []): Promise<Read> {
  try {
    const [headerBytes, body] = asArray(decodeCbor(segment.bytes.subarray(0, -SIGNATURE_BYTES)), 2);
    const opened = await openBody(segment.header.recipients, { headerBytes: asBytes(headerBytes), body: asBytes(body) }, primitives, readers);
    if (opened === undefined) return { is: "sealed-to-others" };
    return { is: "facts", facts: decodeFacts(await primitives.inflate(opened, segmentLimits.bodyBytes), segment.header.count) };
  } catch (error) {
    if (error instanceof Malformed || error instanceof RangeError) return { is: "corrupt", why: error.message };
    throw error;
  }
}

/** The deflated columns; undefined where no reader here is named. @throws Malformed where one is named and the body is not what was sealed. */
async function openBody(
  recipients: readonly Stanza[], { headerBytes, body }: { readonly headerBytes: Uint8Array; readonly body: Uint8Array }, primitives: Primitives, readers: readonly Reader[],
): Promise<Uint8Array | undefined> {
  if (recipients.length === 0) return body;
  for (const reader of readers) {
    const id = await readerIdOf(reader.publicKey, primitives);
    const stanza = recipients.find(({ keyId }) => sameBytes(keyId, id));
    const key = stanza === undefined ? undefined : await reader.unwrap(stanza);
    if (stanza === undefined) continue;
    const opened = key === undefined ? undefined : await primitives.decrypt({ key, additional: headerBytes, sealed: body });
    if (opened === undefined) throw new Malformed("sealed to this reader, but not with its key");
    return opened;
  }
  return undefined;
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
    publicKey: asPublicKey(publicKey, known),
    from: asUint(from),
    count: facts,
    previous: toHex(asBytes(previous, 32)) as SegmentHash, // 32 bytes make 64 digits
    scope: asString(scope),
    wallMs: asInt(wallMs),
    recipients: decodeStanzas(stanzas),
  };
}

/** @throws Malformed */
export function decodeStanzas(value: unknown): Stanza[] {
  const stanzas = asArray(value);
  if (stanzas.length > segmentLimits.recipients) throw new Malformed("more readers than a segment may have");
  return stanzas.map((stanza) => {
    const [keyId, encapsulated, wrapped] = asArray(stanza, 3);
    const point = asBytes(encapsulated);
    if (point.length !== 32 && point.length !== 65) throw new Malformed("a way of wrapping that this program does not know");
    return { keyId: asBytes(keyId, 8), encapsulated: point, wrapped: asBytes(wrapped, 48) };
  });
}
