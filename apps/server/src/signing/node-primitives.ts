/** The journal's ports by node:crypto and zlib: one call each, no thread hop, since a segment is checked once in its life. */
import { createCipheriv, createDecipheriv, createHash, createPublicKey, randomBytes, verify, type KeyObject } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { concatBytes, type Primitives, type SignatureClaim } from "@hocvuso/journal";
import { hpkeKems, hpkeWrap } from "@hocvuso/journal/hpke";

/** DER prefixes of SubjectPublicKeyInfo (RFC 8410 for Ed25519, RFC 5480 for P-256). */
const spki = {
  1: Buffer.from("302a300506032b6570032100", "hex"),
  2: Buffer.from("3059301306072a8648ce3d020106082a8648ce3d030107034200", "hex"),
} as const;

/** Parsed keys of the phones heard lately; the oldest leave first. */
const recentKeys = new Map<string, KeyObject>();
const RECENT_KEYS = 10_000;

function keyOf({ alg, publicKey }: SignatureClaim): KeyObject {
  const name = `${alg}${Buffer.from(publicKey).toString("base64")}`;
  let key = recentKeys.get(name);
  if (key === undefined) {
    key = createPublicKey({ key: Buffer.concat([spki[alg], publicKey]), format: "der", type: "spki" });
    if (recentKeys.size >= RECENT_KEYS) for (const oldest of recentKeys.keys()) { recentKeys.delete(oldest); break; }
    recentKeys.set(name, key);
  }
  return key;
}

/** One message a key, so one nonce does (see `Primitives.encrypt`). */
const nonce = new Uint8Array(12);
const TAG_BYTES = 16;

export const nodePrimitives: Primitives = {
  random: (length) => new Uint8Array(randomBytes(length)),
  kems: hpkeKems,
  wrap: hpkeWrap,
  async encrypt({ key, additional, plain }) {
    const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(additional);
    return concatBytes([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  },
  async decrypt({ key, additional, sealed }) {
    try {
      const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(additional).setAuthTag(sealed.subarray(-TAG_BYTES));
      return concatBytes([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
    } catch {
      return undefined; // another key, other data, or bytes that were changed
    }
  },
  async sha256(bytes) {
    return createHash("sha256").update(bytes).digest();
  },
  async deflate(bytes) {
    return deflateRawSync(bytes, { level: 9 });
  },
  async inflate(bytes, maxBytes) {
    try {
      return inflateRawSync(bytes, { maxOutputLength: maxBytes });
    } catch (error) {
      throw new RangeError("not raw deflate, or larger than allowed", { cause: error });
    }
  },
  async verify(claim) {
    try {
      const key = keyOf(claim);
      return claim.alg === 1
        ? verify(null, claim.message, key, claim.signature)
        : verify("sha256", claim.message, { key, dsaEncoding: "ieee-p1363" }, claim.signature);
    } catch {
      return false; // a public key that is no point of its curve
    }
  },
};
