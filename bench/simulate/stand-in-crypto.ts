/**
 * Crypto of the simulation: deterministic, fast, and worth nothing outside it. Who may sign or read is enforced by a registry that
 * only the world holds: a signature is a digest keyed with the owner's secret, so forging can be tried and fails.
 */
import type { Primitives, Reader, ReplicaKey } from "@hocvuso/journal";
import type { ReaderKey } from "@hocvuso/contract";
import type { Dice } from "./dice.ts";

type Secret = readonly [number, number];

const NOBODY: Secret = [0x243f6a88, 0x85a308d3];

/** 32 bytes of four multiply-xor lanes. */
export function digest(bytes: Uint8Array, [first, second]: Secret = NOBODY): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [a, b, c, d] = [first | 0, second | 0, first ^ 0x13198a2e, second ^ 0x03707344];
  const whole = bytes.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    const word = view.getUint32(i, true);
    a = Math.imul(a ^ word, 0x85ebca6b) ^ (d >>> 11);
    b = Math.imul((b + word) ^ (a >>> 15), 0xc2b2ae35);
    c = Math.imul(c ^ word ^ (b >>> 13), 0x9e3779b1);
    d = Math.imul((d + word) ^ (c >>> 16), 0x27d4eb2f);
  }
  for (let i = whole; i < bytes.length; i++) {
    a = Math.imul(a ^ view.getUint8(i), 0x85ebca6b) ^ (d >>> 11);
    b = Math.imul(b ^ (a >>> 15), 0xc2b2ae35);
    c = Math.imul(c ^ (b >>> 13), 0x9e3779b1);
    d = Math.imul((d + i) ^ (c >>> 16), 0x27d4eb2f);
  }
  a ^= bytes.length;
  const out = new Uint8Array(32);
  const words = new DataView(out.buffer);
  for (let i = 0; i < 32; i += 4) {
    a = Math.imul(a ^ (d >>> 15), 0x85ebca6b);
    b = Math.imul(b ^ (a >>> 13), 0xc2b2ae35);
    c = Math.imul(c ^ (b >>> 16), 0x9e3779b1);
    d = Math.imul(d ^ (c >>> 14), 0x27d4eb2f) + i;
    words.setUint32(i, a ^ d);
  }
  return out;
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

function secretOf(bytes: Uint8Array): Secret {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [view.getUint32(0), view.getUint32(4)];
}

function sameOpening(a: Uint8Array, b: Uint8Array, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function signatureOf(message: Uint8Array, secret: Secret): Uint8Array {
  const first = digest(message, secret);
  const signature = new Uint8Array(64);
  signature.set(first);
  for (let i = 0; i < 32; i++) signature[32 + i] = (first[31 - i] ?? 0) ^ (secret[i & 1] ?? 0) ^ i;
  return signature;
}

/** The same for sealing and opening. */
function stirred(bytes: Uint8Array, [first, second]: Secret): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let [a, b] = [first | 1, second];
  for (let i = 0; i < bytes.length; i++) {
    if ((i & 3) === 0) {
      a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
      b = a ^ (a >>> 13);
    }
    out[i] = (bytes[i] ?? 0) ^ (b >>> ((i & 3) << 3));
  }
  return out;
}

function tagOf(additional: Uint8Array, plain: Uint8Array, key: Uint8Array): Uint8Array {
  return digest(plain, secretOf(digest(additional, secretOf(key)))).subarray(0, 16);
}

function sealedWith(key: Uint8Array, additional: Uint8Array, plain: Uint8Array): Uint8Array {
  const sealed = new Uint8Array(plain.length + 16);
  sealed.set(stirred(plain, secretOf(key)));
  sealed.set(tagOf(additional, plain, key), plain.length);
  return sealed;
}

function openedWith(key: Uint8Array, additional: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < 16 || key.length < 8) return undefined;
  const plain = stirred(sealed.subarray(0, -16), secretOf(key));
  return sameOpening(tagOf(additional, plain, key), sealed.subarray(-16), 16) ? plain : undefined;
}

const nothing = new Uint8Array();

/** What a phone keeps of its key pair: the secret stays in the registry. */
export type KeptKey = { readonly publicHex: string };

export type CryptoWorld = {
  readonly primitives: Primitives;
  readonly newKey: () => KeptKey;
  readonly open: (kept: KeptKey) => ReplicaKey;
  /** A key that claims this public key and signs with a secret that is not its own. */
  readonly forger: (publicKey: Uint8Array) => ReplicaKey;
  /** Signs bytes that no honest program makes; they are not counted among the genuine. */
  readonly signHostile: (kept: KeptKey, message: Uint8Array) => Uint8Array;
  readonly newReader: () => Reader;
  /** What that reader makes of a wrapped key. For the oracle, as is the next. */
  readonly unwrap: (reader: ReaderKey, wrapped: { readonly encapsulated: Uint8Array; readonly wrapped: Uint8Array }) => Uint8Array | undefined;
  /** What that reader makes of a sealed body. For the oracle, which opens on its own. */
  readonly openBody: (reader: ReaderKey, sealed: { readonly encapsulated: Uint8Array; readonly wrapped: Uint8Array; readonly header: Uint8Array; readonly body: Uint8Array }) => Uint8Array | undefined;
  /** Hashes, as hexadecimal, of all segments that were signed by the owner of the key within. */
  readonly genuine: ReadonlySet<string>;
  /** Likewise of parcels with the key to a person's words. */
  readonly parcels: ReadonlySet<string>;
};

export function cryptoWorld(dice: Dice): CryptoWorld {
  const signers = new Map<string, Secret>();
  const readers = new Map<string, Secret>();
  const genuine = new Set<string>();
  const parcels = new Set<string>();

  function random(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i++) bytes[i] = dice.below(256);
    return bytes;
  }
  const secret = (): Secret => [dice.below(2 ** 32), dice.below(2 ** 32)];

  function signedBy(own: Secret, message: Uint8Array): Uint8Array {
    const signature = signatureOf(message, own);
    // Of all that is signed only segments are lists of two; a parcel is one of six with a word of eleven letters after the public key.
    const kind = message[0] === 0x82 ? genuine : message[0] === 0x86 && message[37] === 0x6b ? parcels : undefined;
    if (kind !== undefined) {
      const whole = new Uint8Array(message.length + 64);
      whole.set(message);
      whole.set(signature, message.length);
      kind.add(hexOf(digest(whole)));
    }
    return signature;
  }

  function secretOfSigner({ publicHex }: KeptKey): Secret {
    const own = signers.get(publicHex);
    if (own === undefined) throw new TypeError("a key that the world never made");
    return own;
  }

  function unwrap(own: Secret, encapsulated: Uint8Array, wrapped: Uint8Array): Uint8Array | undefined {
    return openedWith(digest(encapsulated, own), nothing, wrapped);
  }

  const primitives: Primitives = {
    sha256: async (bytes) => digest(bytes),
    deflate: async (bytes) => bytes,
    async inflate(bytes, maxBytes) {
      if (bytes.length > maxBytes) throw new RangeError("inflates to more than allowed");
      return bytes;
    },
    async verify({ publicKey, message, signature }) {
      const own = signers.get(hexOf(publicKey));
      return own !== undefined && signature.length === 64 && sameOpening(signatureOf(message, own), signature, 64);
    },
    random,
    encrypt: async ({ key, additional, plain }) => sealedWith(key, additional, plain),
    decrypt: async ({ key, additional, sealed }) => openedWith(key, additional, sealed),
    kems: async () => [32],
    async wrap({ publicKey }, plain) {
      const own = readers.get(hexOf(publicKey));
      if (own === undefined) throw new RangeError("not a reader's key");
      const encapsulated = random(32);
      return { encapsulated, wrapped: sealedWith(digest(encapsulated, own), nothing, plain) };
    },
  };
  return {
    primitives, genuine, parcels,
    newKey() {
      const publicHex = hexOf(random(32));
      signers.set(publicHex, secret());
      return { publicHex };
    },
    open(kept) {
      const own = secretOfSigner(kept);
      return { alg: 1, publicKey: new Uint8Array(Buffer.from(kept.publicHex, "hex")), sign: async (message) => signedBy(own, message) };
    },
    forger: (publicKey) => {
      const guessed = secret();
      return { alg: 1, publicKey, sign: async (message) => signatureOf(message, guessed) };
    },
    signHostile: (kept, message) => signatureOf(message, secretOfSigner(kept)),
    newReader() {
      const publicKey: ReaderKey = { kem: 32, publicKey: random(32) };
      const own = secret();
      readers.set(hexOf(publicKey.publicKey), own);
      return { publicKey, unwrap: async ({ encapsulated, wrapped }) => unwrap(own, encapsulated, wrapped) };
    },
    unwrap({ publicKey }, { encapsulated, wrapped }) {
      const own = readers.get(hexOf(publicKey));
      return own === undefined ? undefined : unwrap(own, encapsulated, wrapped);
    },
    openBody({ publicKey }, { encapsulated, wrapped, header, body }) {
      const own = readers.get(hexOf(publicKey));
      const key = own === undefined ? undefined : unwrap(own, encapsulated, wrapped);
      return key === undefined ? undefined : openedWith(key, header, body);
    },
  };
}
