/**
 * A credential as a QR code: CWT claims (RFC 8392) in a COSE_Sign1 (RFC 9052 §4.2) under EdDSA, as `HTTPS://HOST/V/<base32>`. Any phone opens it
 * as an address; the app reads it without a network. Algorithm and key are in the protected header, the other header is empty: no byte is
 * outside of the signature.
 */
import type { CredentialClaims, CredentialKind, EvidenceLevel } from "@hocvuso/contract";
import { fromBase32, toBase32 } from "./base32.ts";
import { decodeCbor, encodeCbor, type Cbor } from "./cbor.ts";

/** So that a code of version 10 at level M, 57 modules wide, is enough. */
export const codeLimits = { bytes: 180, letters: 311 } as const;

/** COSE header parameters and CWT claims by their registered numbers; ours is in the range for private use. */
const ALG = 1, KID = 4, EDDSA = -8, EXPIRES = 4, ISSUED = 6, OURS = -65_537, COSE_SIGN1 = 18;

const kinds: readonly CredentialKind[] = ["skill", "helper"];
/** As `evidenceLevels` of the contract, which the domain may not import: their agreement is a test. */
const levels: readonly EvidenceLevel[] = ["none", "self-declared", "quiz", "simulator-without-hints", "observed", "independent-retest"];

/** `sign`: 64 bytes of Ed25519. `id`: 8 hexadecimal digits. */
export type CodeKey = { readonly id: string; sign(message: Uint8Array): Promise<Uint8Array> };

/** What the signature is over (RFC 9052 §4.4), without external data. */
export function signedPart(protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array {
  return encodeCbor(["Signature1", protectedHeader, new Uint8Array(), payload]);
}

/** @returns the COSE_Sign1, or "too-long": a name of more than some 30 letters. */
export async function signCode(claims: CredentialClaims, key: CodeKey): Promise<Uint8Array | "too-long"> {
  const header = encodeCbor(new Map<number, Cbor>([[ALG, EDDSA], [KID, fromHex(key.id)]]));
  const payload = encodeCbor(claimsAsCbor(claims));
  const body = encodeCbor([header, new Map(), payload, await key.sign(signedPart(header, payload))]);
  const bytes = Uint8Array.from([0xc0 | COSE_SIGN1, ...body]);
  return bytes.length > codeLimits.bytes ? "too-long" : bytes;
}

/** @param address origin of the issuer's server, without a slash at its end. @returns letters of which a QR code packs two in 11 bits; at most `codeLimits.letters` fit. */
export function codeText(bytes: Uint8Array, address: string): string {
  return `${address.toUpperCase()}/V/${toBase32(bytes)}`;
}

export type OpenedCode = {
  readonly keyId: string;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  /** undefined: signed by us, perhaps, but in a way that this version does not know. */
  readonly claims: CredentialClaims | undefined;
};

/**
 * Takes apart; believes nothing. `not-a-code`: some other text. `damaged`: an address of a code whose letters are none.
 * @param text an address with `/V/`, or the letters alone.
 */
export function openCode(text: string): OpenedCode | "not-a-code" | "damaged" {
  const trimmed = text.trim();
  const [, letters] = /^https?:\/\/[^/\s]+\/v\/([^/?#\s]+)$/i.exec(trimmed) ?? /^(2[a-z2-7]{60,})$/i.exec(trimmed) ?? [];
  if (letters === undefined) return "not-a-code";
  const bytes = fromBase32(letters);
  const parts = bytes === undefined || bytes.length > codeLimits.bytes ? undefined : decodeCbor(bytes, COSE_SIGN1);
  if (!isList(parts) || parts.length !== 4) return "damaged";
  const [header, open, payload, signature] = parts;
  if (!(header instanceof Uint8Array) || !(open instanceof Map) || open.size > 0 || !(payload instanceof Uint8Array) || !(signature instanceof Uint8Array) || signature.length !== 64) return "damaged";
  const named = decodeCbor(header);
  if (!(named instanceof Map) || named.size !== 2 || named.get(ALG) !== EDDSA) return "damaged";
  const keyId: Cbor | undefined = named.get(KID);
  if (!(keyId instanceof Uint8Array) || keyId.length !== 4) return "damaged";
  return { keyId: toHex(keyId), message: signedPart(header, payload), signature, claims: claimsOf(decodeCbor(payload)) };
}

function claimsAsCbor({ kind, achievement, evidence, list, index, issuedAtS, expiresAtS, holder, place }: CredentialClaims): ReadonlyMap<number, Cbor> {
  const said: Cbor[] = [kinds.indexOf(kind) + 1, achievement, levels.indexOf(evidence), list, index];
  if (holder !== undefined || place !== undefined) said.push(holder ?? null);
  if (place !== undefined) said.push(place);
  return new Map<number, Cbor>([[EXPIRES, expiresAtS], [ISSUED, issuedAtS], [OURS, said]]);
}

function claimsOf(value: Cbor | undefined): CredentialClaims | undefined {
  if (!(value instanceof Map) || value.size !== 3) return undefined;
  const expiresAtS: Cbor | undefined = value.get(EXPIRES);
  const issuedAtS: Cbor | undefined = value.get(ISSUED);
  const said: Cbor | undefined = value.get(OURS);
  if (!isWhole(expiresAtS) || !isWhole(issuedAtS) || !isList(said) || said.length > 7) return undefined;
  const [kindAt, achievement, levelAt, list, index, holder, place] = said;
  const kind = isWhole(kindAt) ? kinds[kindAt - 1] : undefined;
  const evidence = isWhole(levelAt) ? levels[levelAt] : undefined;
  if (kind === undefined || evidence === undefined || typeof achievement !== "string" || !isWhole(list) || !isWhole(index)) return undefined;
  if ((holder !== undefined && holder !== null && typeof holder !== "string") || (place !== undefined && typeof place !== "string")) return undefined;
  return {
    kind, achievement, evidence, list, index, issuedAtS, expiresAtS,
    ...(typeof holder === "string" ? { holder } : {}),
    ...(place === undefined ? {} : { place: place as NonNullable<CredentialClaims["place"]> }), // signed by an issuer, who takes it from the register
  };
}

function isList(value: Cbor | undefined): value is readonly Cbor[] {
  return Array.isArray(value);
}

function isWhole(value: Cbor | undefined): value is number {
  return typeof value === "number" && value >= 0;
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
