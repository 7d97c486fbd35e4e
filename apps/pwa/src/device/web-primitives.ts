/** The journal's ports by WebCrypto and CompressionStream. The private key cannot be read out of the browser. */
import type { Primitives, ReplicaKey, SignatureClaim } from "@hocvuso/journal";
import { strict, type KeptKey, type PhoneDatabase } from "./database.ts";

const names = { 1: { name: "Ed25519" }, 2: { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } } as const;

/** WebCrypto and streams take only bytes whose memory is not shared. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

export const webPrimitives: Primitives = {
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

/** This phone's key pair, made at the first call: Ed25519, or P-256 where the browser lacks it. Two tabs get the same one. */
export async function openReplicaKey(db: PhoneDatabase): Promise<ReplicaKey> {
  const kept = (await db.get("replicaKey", "own")) ?? (await keepFirst(db, await generate()));
  return {
    alg: kept.alg,
    publicKey: kept.publicKey,
    sign: async (message) => new Uint8Array(await crypto.subtle.sign(names[kept.alg], kept.privateKey, owned(message))),
  };
}

async function generate(): Promise<KeptKey> {
  for (const alg of [1, 2] as const) {
    try {
      const pair = await crypto.subtle.generateKey(names[alg], false, ["sign", "verify"]);
      if ("publicKey" in pair) return { alg, privateKey: pair.privateKey, publicKey: new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)) };
    } catch (error) {
      if (alg === 2) throw error;
    }
  }
  throw new Error("the browser made no key pair");
}

async function keepFirst(db: PhoneDatabase, fresh: KeptKey): Promise<KeptKey> {
  const tx = db.transaction("replicaKey", "readwrite", strict);
  const first = await tx.store.get("own");
  if (first === undefined) await tx.store.put(fresh, "own");
  await tx.done;
  return first ?? fresh;
}
