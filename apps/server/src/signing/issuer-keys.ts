/**
 * The keys that sign credentials: one signs at a time, and each for a time. The secret half is a file beside the data; the public half, with its
 * dates, is a row that is kept for as long as there are cards. A rotation ends the one and begins the next; a withdrawn key takes all it signed with it.
 */
import { createHash, createPrivateKey, generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ReplicaKey } from "@hocvuso/journal";
import type { Transaction } from "../postgres/database.ts";
import { replicaKeyOf, writeSecret } from "./store-keys.ts";

export type IssuerKeyRow = {
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly signsFrom: Date;
  readonly signsUntil: Date | undefined;
  readonly withdrawnAt: Date | undefined;
};

/** A key that can sign; `id` as `IssuerKeyId` of the contract. */
export type IssuerKey = ReplicaKey & { readonly id: string };

/** All there ever were, oldest first. */
export async function readIssuerKeys(tx: Transaction): Promise<readonly IssuerKeyRow[]> {
  const { rows } = await tx.query<{ id: string; public_key: Buffer; signs_from: Date; signs_until: Date | null; withdrawn_at: Date | null }>(
    "SELECT id, public_key, signs_from, signs_until, withdrawn_at FROM issuer_key ORDER BY signs_from, id");
  return rows.map((row) => ({ id: row.id, publicKey: row.public_key, signsFrom: row.signs_from, signsUntil: row.signs_until ?? undefined, withdrawnAt: row.withdrawn_at ?? undefined }));
}

/** The key that signs today; made where there is none, or where its file is not here: a store that was put back without it signs with another. */
export async function signingKey(tx: Transaction, { dataFolder, now }: { readonly dataFolder: string; readonly now: () => number }): Promise<IssuerKey> {
  await lockIssuing(tx);
  const current = (await readIssuerKeys(tx)).find(({ signsUntil }) => signsUntil === undefined);
  const path = join(dataFolder, `issuer-${current?.id}.pem`);
  if (current !== undefined && existsSync(path)) return { ...replicaKeyOf(createPrivateKey(readFileSync(path))), id: current.id };
  return beginKey(tx, { dataFolder, nowMs: now() });
}

/** Ends the key that signs, and begins another. */
export async function rotateKey(tx: Transaction, { dataFolder, now }: { readonly dataFolder: string; readonly now: () => number }): Promise<IssuerKey> {
  await lockIssuing(tx);
  return beginKey(tx, { dataFolder, nowMs: now() });
}

/** Nothing that the key signed is believed any more. @returns whether there is such a key. */
export async function withdrawKey(tx: Transaction, id: string, { because, nowMs }: { readonly because: string; readonly nowMs: number }): Promise<boolean> {
  await lockIssuing(tx);
  const { rowCount } = await tx.query("UPDATE issuer_key SET withdrawn_at = coalesce(withdrawn_at, $2), signs_until = coalesce(signs_until, $2), because = $3 WHERE id = $1", [id, new Date(nowMs), because]);
  return rowCount === 1;
}

async function beginKey(tx: Transaction, { dataFolder, nowMs }: { readonly dataFolder: string; readonly nowMs: number }): Promise<IssuerKey> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const key = replicaKeyOf(privateKey);
  const id = createHash("sha256").update(key.publicKey).digest("hex").slice(0, 8);
  // The file first: a row without it would be a key that signs and cannot.
  writeSecret(join(dataFolder, `issuer-${id}.pem`), privateKey.export({ format: "pem", type: "pkcs8" }));
  await tx.query("UPDATE issuer_key SET signs_until = $1 WHERE signs_until IS NULL", [new Date(nowMs)]);
  await tx.query("INSERT INTO issuer_key (id, public_key, signs_from) VALUES ($1, $2, $3)", [id, Buffer.from(key.publicKey), new Date(nowMs)]);
  return { ...key, id };
}

/** One issuer at a time: keys change, places are drawn and what somebody lacks is looked up under it. */
export async function lockIssuing(tx: Transaction): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(1945, 4)");
}
