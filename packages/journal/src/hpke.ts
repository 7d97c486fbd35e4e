/**
 * HPKE (RFC 9180) over the platform's WebCrypto, for the adapters of phones and servers; the journal itself has it as a port.
 * Suite: DHKEM(X25519 or P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, base mode.
 */
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import type { ReaderKem, ReaderKey } from "@hocvuso/contract";
import type { Reader, Wrapped } from "./primitives.ts";

const suites: Readonly<Record<ReaderKem, CipherSuite>> = {
  32: new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() }),
  16: new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() }),
};

/** Separates this use of a key from any other. */
const info = Uint8Array.from("hocvuso body key 1", (letter) => letter.charCodeAt(0)).buffer;

/** Bytes of their own buffer, as WebCrypto takes them. */
function owned(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

let found: Promise<readonly ReaderKem[]> | undefined;

/** What this platform's WebCrypto can do, tried once. */
export function hpkeKems(): Promise<readonly ReaderKem[]> {
  found ??= suites[32].kem.generateKeyPair().then(() => [32, 16] as const, () => [16] as const);
  return found;
}

export async function hpkeWrap({ kem, publicKey }: ReaderKey, plain: Uint8Array): Promise<Wrapped> {
  const suite = suites[kem];
  try {
    const recipientPublicKey = await suite.kem.deserializePublicKey(owned(publicKey));
    const { enc, ct } = await suite.seal({ recipientPublicKey, info }, owned(plain));
    return { encapsulated: new Uint8Array(enc), wrapped: new Uint8Array(ct) };
  } catch (error) {
    throw new RangeError("not a reader's key", { cause: error });
  }
}

/** A fresh reader's key pair; `secret` is what a store keeps for `hpkeReader`. */
export async function newHpkeKey(kem: ReaderKem): Promise<{ readonly publicKey: Uint8Array; readonly secret: Uint8Array }> {
  const own = suites[kem].kem;
  const pair = await own.generateKeyPair();
  return { publicKey: new Uint8Array(await own.serializePublicKey(pair.publicKey)), secret: new Uint8Array(await own.serializePrivateKey(pair.privateKey)) };
}

export async function hpkeReader(kem: ReaderKem, publicKey: Uint8Array, secret: Uint8Array): Promise<Reader> {
  const suite = suites[kem];
  const recipientKey = await suite.kem.deserializePrivateKey(owned(secret));
  const recipientPublicKey = await suite.kem.deserializePublicKey(owned(publicKey));
  return {
    publicKey: { kem, publicKey },
    async unwrap({ encapsulated, wrapped }) {
      try {
        return new Uint8Array(await suite.open({ recipientKey: { privateKey: recipientKey, publicKey: recipientPublicKey }, enc: owned(encapsulated), info }, owned(wrapped)));
      } catch {
        return undefined; // wrapped to another, or not wrapped at all
      }
    },
  };
}
