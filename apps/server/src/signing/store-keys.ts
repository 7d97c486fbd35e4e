/**
 * The keys of an installation, as files beside the data, never in the database:
 *   `store-key.pem`      signs receipts; a restore makes a new one, and never brings an old one back
 *   `authority-key.pem`  the province's root: signs certificates and revocations
 *   `reader-*.key`       open what phones sealed; without them segments are kept but never read
 *   `issuer-*.pem`       sign credentials, one after the other: see issuer-keys.ts
 *   `index.key`          finds people of lists again without their names
 * All but the first are carried over by a backup. A hub has only the first.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ReaderKem } from "@hocvuso/contract";
import { signCertificate, type Reader, type ReplicaKey } from "@hocvuso/journal";
import { hpkeReader, newHpkeKey } from "@hocvuso/journal/hpke";

const STORE_KEY = "store-key.pem";
const readerFiles: readonly { readonly name: string; readonly kem: ReaderKem }[] = [{ name: "reader-x25519.key", kem: 32 }, { name: "reader-p256.key", kem: 16 }];

export type StoreKeys = {
  readonly store: ReplicaKey;
  readonly authority: ReplicaKey;
  readonly readers: readonly Reader[];
  /** 32 secret bytes, see `people/blind-index.ts`. */
  readonly indexKey: Uint8Array;
};

/** Until a province takes the trouble to renew it: ten years. Phones that met it go by the newest they were shown. */
const STORE_CERTIFICATE_MS = 10 * 365 * 86_400_000;

export async function openStoreKeys(folder: string): Promise<StoreKeys> {
  return {
    store: openSigningKey(join(folder, STORE_KEY)),
    authority: openSigningKey(join(folder, "authority-key.pem")),
    readers: await Promise.all(readerFiles.map(({ name, kem }) => openReader(join(folder, name), kem))),
    indexKey: openIndexKey(join(folder, "index.key")),
  };
}

/** Made by a store of an earlier version when it next starts: nothing was found by it yet. */
function openIndexKey(path: string): Uint8Array {
  if (!existsSync(path)) writeSecret(path, `${randomBytes(32).toString("hex")}\n`);
  return Buffer.from(readFileSync(path, "utf8").trim(), "hex");
}

const CARRIED = /^(authority-key\.pem|index\.key|reader-[a-z0-9]+\.key|issuer-[0-9a-f]{8}\.pem)$/;

/** What a backup carries of the keys in `folder`, by file name: all but the store's own. Empty for a folder that is not there. */
export function keyFilesOf(folder: string): ReadonlyMap<string, Buffer> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => CARRIED.test(name)).toSorted() : [];
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}

/** The readers among files that a backup carried, before they are put anywhere. */
export function readersAmong(files: ReadonlyMap<string, Buffer>): Promise<readonly Reader[]> {
  return Promise.all(readerFiles.flatMap(({ name, kem }) => {
    const file = files.get(name);
    return file === undefined ? [] : [readerIn(file.toString(), kem)];
  }));
}

/** Whether a store has signed here: its key is there, which no restore brings back. */
export function hasStoreKey(folder: string): boolean {
  return existsSync(join(folder, STORE_KEY));
}

/** @param files as `keyFilesOf` gave them; any other name is a bug, or a file that somebody made up. */
export function putKeyFiles(folder: string, files: ReadonlyMap<string, Buffer>): void {
  for (const [name, content] of files) {
    if (!CARRIED.test(name)) throw new Error(`not a key that a backup carries: ${name}`);
    writeSecret(join(folder, name), content);
  }
}

/** By this phones know the store's receipts for the province's, and whom to seal to. */
export function certifyStore({ store, authority, readers }: Omit<StoreKeys, "indexKey">, { epoch, nowMs }: { readonly epoch: number; readonly nowMs: number }): Promise<Uint8Array> {
  return signCertificate({
    subject: { alg: store.alg, publicKey: store.publicKey }, roles: ["province"], place: "", readers: readers.map(({ publicKey }) => publicKey), epoch, notAfterMs: nowMs + STORE_CERTIFICATE_MS,
  }, authority);
}

/** Reads the Ed25519 key at `path`, or makes one. */
export function openSigningKey(path: string): ReplicaKey {
  if (!existsSync(path)) writeSecret(path, generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }));
  return replicaKeyOf(createPrivateKey(readFileSync(path)));
}

/** @param privateKey Ed25519. */
export function replicaKeyOf(privateKey: KeyObject): ReplicaKey {
  const publicKey = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32);
  return { alg: 1, publicKey, sign: async (message) => sign(null, message, privateKey) };
}

/** The file holds public and secret half in hexadecimal, a line each. */
async function openReader(path: string, kem: ReaderKem): Promise<Reader> {
  if (!existsSync(path)) {
    const { publicKey, secret } = await newHpkeKey(kem);
    writeSecret(path, `${Buffer.from(publicKey).toString("hex")}\n${Buffer.from(secret).toString("hex")}\n`);
  }
  return readerIn(readFileSync(path, "utf8"), kem);
}

function readerIn(text: string, kem: ReaderKem): Promise<Reader> {
  const [publicKey = "", secret = ""] = text.split("\n");
  return hpkeReader(kem, Buffer.from(publicKey, "hex"), Buffer.from(secret, "hex"));
}

/** Mode 0600, complete or absent, and there after a power cut: the folder is synced too, or the name could be taken back and another key be made. */
export function writeSecret(path: string, secret: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, secret, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
  const folder = openSync(dirname(path), "r");
  fsyncSync(folder);
  closeSync(folder);
}
