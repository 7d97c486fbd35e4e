/**
 * Whom the authority knows: certificates enrol replicas (phones, hubs, the province's store), revocations take one back from a named
 * segment on. Both are checked with the authority's public key alone, so they also travel as QR codes and bundles.
 */
import type { Certificate, PersonId, ReaderKem, ReaderKey, ReplicaId, ReplicaRole, Revocation, SegmentHash } from "@hocvuso/contract";
import { fromHex, sameBytes, toHex } from "./bytes.ts";
import { asArray, asBytes, asString, asUint, Malformed } from "./canonical-cbor.ts";
import type { Primitives, ReplicaKey } from "./primitives.ts";
import { asAlgorithm, asPublicKey, openSigned, signParts } from "./signed.ts";

const roles: readonly ReplicaRole[] = ["phone", "ambassador", "assessor", "hub", "province", "office"];

export function signCertificate(certificate: Omit<Certificate, "version" | "authority">, authority: ReplicaKey): Promise<Uint8Array> {
  const { subject, roles: given, place, readers, epoch, notAfterMs } = certificate;
  return signParts([subject.alg, subject.publicKey, given, place, readers.map(({ kem, publicKey }) => [kem, publicKey]), epoch, notAfterMs], authority);
}

/** undefined where form or signature do not hold, or where another authority than `authority` signed. */
export async function openCertificate(bytes: Uint8Array, authority: Uint8Array, primitives: Primitives): Promise<Certificate | undefined> {
  const certificate = await openSigned(bytes, 7, certificateOf, primitives);
  return certificate !== undefined && sameBytes(certificate.authority, authority) ? certificate : undefined;
}

/** Names its authority: for the first meeting, when a phone learns whom to trust from the address it came from. */
export function openAnyCertificate(bytes: Uint8Array, primitives: Primitives): Promise<Certificate | undefined> {
  return openSigned(bytes, 7, certificateOf, primitives);
}

function certificateOf(authority: Uint8Array, [alg, subject, given, place, readers, epoch, notAfter]: readonly unknown[]): Certificate {
  const subjectAlg = asAlgorithm(alg);
  return {
    version: 1, authority,
    subject: { alg: subjectAlg, publicKey: asPublicKey(subject, subjectAlg) },
    roles: asArray(given).map(asString).flatMap((name) => roles.find((role) => role === name) ?? []),
    place: asString(place),
    readers: asArray(readers).map(readerOf),
    epoch: asUint(epoch),
    notAfterMs: asUint(notAfter),
  };
}

function readerOf(value: unknown): ReaderKey {
  const [kem, publicKey] = asArray(value, 2);
  return { kem: asKem(kem), publicKey: asBytes(publicKey, kem === 32 ? 32 : 65) };
}

function asKem(value: unknown): ReaderKem {
  if (value !== 16 && value !== 32) throw new Malformed("a way of wrapping that this program does not know");
  return value;
}

export function signRevocation({ replica, lastGood, timeMs }: Omit<Revocation, "version" | "authority">, authority: ReplicaKey): Promise<Uint8Array> {
  return signParts([fromHex(replica), fromHex(lastGood), timeMs], authority);
}

export async function openRevocation(bytes: Uint8Array, authority: Uint8Array, primitives: Primitives): Promise<Revocation | undefined> {
  const revocation = await openSigned(bytes, 3, (signer, [replica, lastGood, time]): Revocation => ({
    version: 1, authority: signer,
    replica: toHex(asBytes(replica, 16)) as ReplicaId, // 16 bytes make 32 digits
    lastGood: toHex(asBytes(lastGood, 32)) as SegmentHash, // 32 bytes make 64 digits
    timeMs: asUint(time),
  }), primitives);
  return revocation !== undefined && sameBytes(revocation.authority, authority) ? revocation : undefined;
}

/** "Which credentials do these persons have?": signed by the replica that asks, so that whoever reads it on the way can ask for nothing. */
export type CredentialRequest = { readonly publicKey: Uint8Array; readonly persons: readonly PersonId[] };

export function signCredentialRequest(persons: readonly PersonId[], key: ReplicaKey): Promise<Uint8Array> {
  return signParts(["credentials", [...persons]], key);
}

export function openCredentialRequest(bytes: Uint8Array, primitives: Primitives): Promise<CredentialRequest | undefined> {
  return openSigned(bytes, 2, (publicKey, [word, persons]): CredentialRequest => {
    if (word !== "credentials") throw new Malformed("not a request for credentials");
    return { publicKey, persons: asArray(persons).map(asString).map(asPerson) };
  }, primitives);
}

/** "Whom do I serve?": signed by the replica that asks, and good for minutes only, so that one who overhears it cannot ask again later. */
export type ServedRequest = { readonly publicKey: Uint8Array; /** ms since 1970, by the province's clock as the phone knows it. */ readonly atMs: number };

export function signServedRequest(atMs: number, key: ReplicaKey): Promise<Uint8Array> {
  return signParts(["served", Math.max(0, Math.round(atMs))], key);
}

export function openServedRequest(bytes: Uint8Array, primitives: Primitives): Promise<ServedRequest | undefined> {
  return openSigned(bytes, 2, (publicKey, [word, atMs]): ServedRequest => {
    if (word !== "served") throw new Malformed("not a request for people served");
    return { publicKey, atMs: asUint(atMs) };
  }, primitives);
}

function asPerson(text: string): PersonId {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new Malformed("not a person's id");
  return text as PersonId; // of the form just checked
}

/** "Please enrol me": signed by the replica's own key, so that nobody enrols a key they do not hold. */
export type EnrolmentRequest = { readonly publicKey: Uint8Array; readonly role: ReplicaRole; /** The log it wrote before its key was changed. */ readonly formerly?: ReplicaId };

export function signEnrolmentRequest({ role, formerly }: Omit<EnrolmentRequest, "publicKey">, key: ReplicaKey): Promise<Uint8Array> {
  return signParts(["enrol", role, formerly === undefined ? new Uint8Array() : fromHex(formerly)], key);
}

export function openEnrolmentRequest(bytes: Uint8Array, primitives: Primitives): Promise<EnrolmentRequest | undefined> {
  return openSigned(bytes, 3, (publicKey, [word, role, formerly]): EnrolmentRequest => {
    const known = roles.find((name) => name === role);
    if (word !== "enrol" || known === undefined) throw new Malformed("not a request to be enrolled");
    const before = asBytes(formerly);
    return { publicKey, role: known, ...(before.length === 16 ? { formerly: toHex(before) as ReplicaId } : {}) }; // 16 bytes make 32 digits
  }, primitives);
}
