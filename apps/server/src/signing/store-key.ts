/** The store's own signing key: a file beside the data, never in the database, so that no restore brings an old one back. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { ReplicaKey } from "@hocvuso/journal";

/** Reads the key at `path`, or makes one (mode 0600, complete or absent). */
export function openStoreKey(path: string): ReplicaKey {
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync("ed25519");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, privateKey.export({ format: "pem", type: "pkcs8" }), { mode: 0o600, flush: true });
    renameSync(`${path}.new`, path);
  }
  return replicaKeyOf(createPrivateKey(readFileSync(path)));
}

/** @param privateKey Ed25519. */
export function replicaKeyOf(privateKey: KeyObject): ReplicaKey {
  const publicKey = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32);
  return { alg: 1, publicKey, sign: async (message) => sign(null, message, privateKey) };
}
