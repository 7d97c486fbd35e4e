/**
 * Words about a person (a name, a note), closed under a key of that person's own. The words travel in segments, which nobody can change;
 * the key travels beside them, wrapped to the province, in a parcel that can be thrown away. When the key is gone, so are the words,
 * in every copy of every segment.
 *
 *     words   = AES-256-GCM(SHA-256("hocvuso words 1" || key || version), UTF-8 text, additional data = person || version), as base64url
 *     parcel  = [v: 1, alg, pub: bstr, "subject-key", person: bstr .size 16, [+ stanza]] || sig       one frame among segments
 */
import type { FactKey, PersonId, ReaderKey, SegmentHash, Stanza } from "@hocvuso/contract";
import { bytesToUuid, concatBytes, sameBytes, toHex, uuidToBytes } from "./bytes.ts";
import { asArray, asBytes, asString, Malformed } from "./canonical-cbor.ts";
import type { Primitives, Reader, ReplicaKey } from "./primitives.ts";
import { decodeStanzas, readerIdOf, stanzaFor } from "./segment.ts";
import { openSigned, signParts } from "./signed.ts";
import { fromBase64url, toBase64url } from "./text-code.ts";
import { fromUtf8, toUtf8 } from "./utf8.ts";

export type SubjectKey = { readonly person: PersonId; /** 32 random bytes. */ readonly key: Uint8Array };

const label = toUtf8("hocvuso words 1");
const parcelWord = toUtf8("subject-key");
/** So many bytes of the word may have been spoilt on the way. Noise comes as near as this once in 10^14 places. */
const SPOILT_LETTERS = 4;

async function messageKey({ key }: SubjectKey, version: FactKey, primitives: Primitives): Promise<Uint8Array> {
  return primitives.sha256(concatBytes([label, key, uuidToBytes(version)]));
}

/** @param version the key of the fact that carries the words: used once, so its message key is too. */
export async function sealWords(words: string, subject: SubjectKey, version: FactKey, primitives: Primitives): Promise<string> {
  const additional = concatBytes([uuidToBytes(subject.person), uuidToBytes(version)]);
  return toBase64url(await primitives.encrypt({ key: await messageKey(subject, version, primitives), additional, plain: toUtf8(words) }));
}

/** undefined where the key is another's, or the words were changed or moved. */
export async function openWords(sealed: string, subject: SubjectKey, version: FactKey, primitives: Primitives): Promise<string | undefined> {
  const additional = concatBytes([uuidToBytes(subject.person), uuidToBytes(version)]);
  const plain = await primitives.decrypt({ key: await messageKey(subject, version, primitives), additional, sealed: fromBase64url(sealed) });
  return plain === undefined ? undefined : fromUtf8(plain);
}

export type KeyParcel = {
  /** SHA-256 of its bytes. */
  readonly hash: SegmentHash;
  readonly person: PersonId;
  readonly stanzas: readonly Stanza[];
  readonly bytes: Uint8Array;
};

/** @param signer the replica that made the subject's key. */
export async function signKeyParcel({ person, key }: SubjectKey, readers: readonly ReaderKey[], signer: ReplicaKey, primitives: Primitives): Promise<Uint8Array> {
  const stanzas = await Promise.all(readers.map((reader) => stanzaFor(reader, key, primitives)));
  return signParts(["subject-key", uuidToBytes(person), stanzas.map(({ keyId, encapsulated, wrapped }) => [keyId, encapsulated, wrapped])], signer);
}

/** undefined for bytes that are no parcel: a segment, or nothing at all. */
export async function openKeyParcel(bytes: Uint8Array, primitives: Primitives): Promise<KeyParcel | undefined> {
  const opened = await openSigned(bytes, 3, (_, [word, person, stanzas]) => {
    if (asString(word) !== "subject-key" || asArray(stanzas).length === 0) throw new Malformed("not a parcel with a key");
    return { person: bytesToUuid(asBytes(person, 16)) as PersonId, stanzas: decodeStanzas(stanzas) }; // 16 bytes make a UUID
  }, primitives);
  return opened === undefined ? undefined : { ...opened, bytes, hash: toHex(await primitives.sha256(bytes)) as SegmentHash }; // 64 digits by construction
}

/** Whether bytes that do not verify may be a parcel, whole or in part: they bear its word, or most of it. */
export function mayHoldSubjectKey(bytes: Uint8Array): boolean {
  for (let at = 0; at + parcelWord.length <= bytes.length; at++) {
    let differing = 0;
    for (let i = 0; i < parcelWord.length && differing <= SPOILT_LETTERS; i++) if (bytes[at + i] !== parcelWord[i]) differing += 1;
    if (differing <= SPOILT_LETTERS) return true;
  }
  return false;
}

/** The subject's key, where one of the readers is named. */
export async function unwrapKeyParcel({ person, stanzas }: KeyParcel, readers: readonly Reader[], primitives: Primitives): Promise<SubjectKey | undefined> {
  for (const reader of readers) {
    const id = await readerIdOf(reader.publicKey, primitives);
    const stanza = stanzas.find(({ keyId }) => sameBytes(keyId, id));
    const key = stanza === undefined ? undefined : await reader.unwrap(stanza);
    if (key !== undefined) return { person, key };
  }
  return undefined;
}

/** "These persons are to be nowhere any more": by the authority, for phones and hubs that hold their keys. */
export function signErasure(persons: readonly PersonId[], authority: ReplicaKey): Promise<Uint8Array> {
  return signParts(["erased", persons.map(uuidToBytes)], authority);
}

/** undefined where form or signature do not hold, or where another authority signed. */
export async function openErasure(bytes: Uint8Array, authority: Uint8Array, primitives: Primitives): Promise<readonly PersonId[] | undefined> {
  return openSigned(bytes, 2, (signer, [word, persons]) => {
    if (asString(word) !== "erased" || !sameBytes(signer, authority)) throw new Malformed("not an erasure of this authority");
    return asArray(persons).map((person) => bytesToUuid(asBytes(person, 16)) as PersonId); // 16 bytes make a UUID
  }, primitives);
}
