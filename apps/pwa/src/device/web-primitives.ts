/** The journal's ports by WebCrypto and CompressionStream. The private key cannot be read out of the browser. */
import type { KeyMaker, Primitives, SignatureClaim } from "@hocvuso/journal";
import { hpkeKems, hpkeWrap } from "@hocvuso/journal/hpke";

const names = { 1: { name: "Ed25519" }, 2: { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } } as const;

/** WebCrypto and streams take only bytes whose memory is not shared. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** One message a key, so one nonce does (see `Primitives.encrypt`). */
const nonce = new Uint8Array(12);

export const webPrimitives: Primitives = {
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  kems: hpkeKems,
  wrap: hpkeWrap,
  async encrypt({ key, additional, plain }) {
    const secret = await crypto.subtle.importKey("raw", owned(key), "AES-GCM", false, ["encrypt"]);
    return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: owned(additional) }, secret, owned(plain)));
  },
  async decrypt({ key, additional, sealed }) {
    try {
      const secret = await crypto.subtle.importKey("raw", owned(key), "AES-GCM", false, ["decrypt"]);
      return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce, additionalData: owned(additional) }, secret, owned(sealed)));
    } catch {
      return undefined; // another key, other data, or bytes that were changed
    }
  },
  async sha256(bytes) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", owned(bytes)));
  },
  deflate: (bytes) => collect(new Blob([owned(bytes)]).stream().pipeThrough(new CompressionStream("deflate-raw")), Infinity),
  async inflate(bytes, maxBytes) {
    try {
      return await collect(new Blob([owned(bytes)]).stream().pipeThrough(new DecompressionStream("deflate-raw")), maxBytes);
    } catch (error) {
      throw new RangeError("not raw deflate, or larger than allowed", { cause: error });
    }
  },
  async verify({ alg, publicKey, message, signature }: SignatureClaim) {
    try {
      const key = await crypto.subtle.importKey("raw", owned(publicKey), names[alg], false, ["verify"]);
      return await crypto.subtle.verify(names[alg], key, owned(signature), owned(message));
    } catch {
      return false; // a public key that is no point of its curve
    }
  },
};

async function collect(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > maxBytes) {
      await reader.cancel();
      throw new RangeError("larger than allowed");
    }
    parts.push(owned(read.value));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** As it lies on the shelf: the browser keeps the private half, which no script can read out. */
type KeptKey = { readonly alg: 1 | 2; readonly publicKey: Uint8Array; readonly privateKey: CryptoKey };

/** Ed25519, or P-256 where the browser lacks it. */
export const webKeys: KeyMaker = {
  async make(): Promise<KeptKey> {
    for (const alg of [1, 2] as const) {
      try {
        const pair = await crypto.subtle.generateKey(names[alg], false, ["sign", "verify"]);
        if ("publicKey" in pair) return { alg, privateKey: pair.privateKey, publicKey: new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)) };
      } catch (error) {
        if (alg === 2) throw error;
      }
    }
    throw new Error("the browser made no key pair");
  },
  open(kept) {
    const { alg, publicKey, privateKey } = kept as KeptKey; // only `make` makes what lies there
    return { alg, publicKey, sign: async (message) => new Uint8Array(await crypto.subtle.sign(names[alg], privateKey, owned(message))) };
  },
};
