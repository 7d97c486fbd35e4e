/** The keys of a store under a passphrase: scrypt (RFC 7914, N = 2^17, r = 8, p = 1), then AES-256-GCM. Layout: salt (16) || nonce (12) || sealed || tag (16). */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";
import { BackupRefused } from "./backup-refused.ts";

/** File name to content. */
export type KeyFiles = ReadonlyMap<string, Buffer>;

const [SALT_BYTES, NONCE_BYTES, TAG_BYTES] = [16, 12, 16];
const LEAST_LETTERS = 12;

/** @throws BackupRefused where none was given, or one that is quickly guessed. */
export function readPassphrase(env: Readonly<Record<string, string | undefined>>): string {
  const given = env["BACKUP_PASSPHRASE"]?.trim().normalize("NFC") ?? ""; // one spelling of "ế", whatever keyboard wrote it
  if ([...given].length < LEAST_LETTERS) throw new BackupRefused({ is: "no-passphrase" });
  return given;
}

export async function sealKeys(files: KeyFiles, passphrase: string): Promise<Buffer> {
  const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)];
  const cipher = createCipheriv("aes-256-gcm", await keyOf(passphrase, salt), nonce);
  const plain = Buffer.from(JSON.stringify([...files].map(([name, content]) => [name, content.toString("base64")])));
  return Buffer.concat([salt, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws BackupRefused */
export async function openKeys(sealed: Buffer, passphrase: string): Promise<KeyFiles> {
  const nonceAt = SALT_BYTES + NONCE_BYTES;
  const key = await keyOf(passphrase, sealed.subarray(0, SALT_BYTES));
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(SALT_BYTES, nonceAt)).setAuthTag(sealed.subarray(-TAG_BYTES));
    const plain = Buffer.concat([decipher.update(sealed.subarray(nonceAt, -TAG_BYTES)), decipher.final()]);
    const files = JSON.parse(plain.toString()) as [string, string][]; // what `sealKeys` wrote: the tag has just said so
    return new Map(files.map(([name, content]) => [name, Buffer.from(content, "base64")]));
  } catch (error) {
    throw new BackupRefused({ is: "wrong-passphrase" }, { cause: error });
  }
}

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 }, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
