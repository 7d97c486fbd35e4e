/**
 * A backup of the store while phones go on sending: everything that cannot be made again, as it stood at one instant. It is a backup only
 * when it has been restored for a trial and found equal; then, and not before, receipts of level 2 name what lies in it.
 */
import { existsSync, openSync, closeSync, fsyncSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { knownMigrations, migrateIn, type Database, type Transaction } from "../postgres/database.ts";
import { keyFilesOf } from "../signing/store-keys.ts";
import { BackupRefused } from "./backup-refused.ts";
import { checkBackupFile, readBackupFile, writeBackupFile, type BackupHead, type Part } from "./backup-file.ts";
import { copyAcross, digestTables, fillTables, partsOfTables, type TableDigests } from "./copy-tables.ts";
import { withScratchDatabase } from "./scratch-database.ts";
import { openKeys, sealKeys, type KeyFiles } from "./sealed-keys.ts";

export type BackupOrder = {
  readonly database: Database;
  readonly connection: pg.PoolConfig;
  /** Where the store's keys lie. */
  readonly dataFolder: string;
  /** Where the file goes; it must be there. */
  readonly folder: string;
  readonly passphrase: string;
  readonly nowMs: number;
  /** Says what is being done: writing, then trying. */
  readonly tell: (stage: "writing" | "trying") => void;
};

export type BackupMade = {
  readonly path: string;
  readonly segments: number;
  /** Ends of logs that receipts of level 2 name from now on. */
  readonly tips: number;
};

/** Ends of chains without a gap, as `postgresDepotStore.tips` finds them for some replicas. */
const LINKED_TIPS = `SELECT s.replica, s.hash, s.from_place + s.fact_count AS next_place FROM segment s
  WHERE s.linked AND NOT EXISTS (SELECT FROM segment c WHERE c.replica = s.replica AND c.previous = s.hash AND c.linked)`;

/** @throws BackupRefused, PostgresUnavailable */
export async function makeBackup(order: BackupOrder): Promise<BackupMade> {
  const { database, connection, dataFolder, folder, passphrase } = order;
  if (!existsSync(folder)) throw new BackupRefused({ is: "folder-missing", folder });
  const keys = keyFilesOf(dataFolder);
  // One backup at a time holds this transaction; it reads nothing before the end, so it holds nothing else up.
  return database.transaction(async (tx) => {
    await tx.query("SET LOCAL idle_in_transaction_session_timeout = 0");
    const { rows: [lock] } = await tx.query<{ is_mine: boolean }>("SELECT pg_try_advisory_xact_lock(1945, 3) AS is_mine");
    if (lock?.is_mine !== true) throw new BackupRefused({ is: "already-running" });
    order.tell("writing");
    const written = await write(order, keys);
    try {
      order.tell("trying");
      await checkBackupFile(written.unfinished);
      return await withScratchDatabase(connection, (scratch) => scratch.transaction(async (trial) => {
        await tryOut({ path: written.unfinished, trial, digests: written.digests, keys, passphrase });
        renameSync(written.unfinished, written.path);
        syncFolder(folder);
        return { path: written.path, segments: written.segments, tips: await markStable(tx, trial) };
      }));
    } finally {
      rmSync(written.unfinished, { force: true });
    }
  });
}

async function write({ database, folder, passphrase, nowMs }: BackupOrder, keys: KeyFiles) {
  const sealed = await sealKeys(keys, passphrase);
  const digests = new Map<string, string>();
  return database.transaction(async (tx) => {
    await tx.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const head = await headOf(tx, nowMs);
    const when = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, "");
    const path = join(folder, `hocvuso-${when}-${head.segments}.backup`);
    const unfinished = `${path}.unfinished`;
    async function* parts(): AsyncGenerator<Part> {
      yield { kind: "head", head };
      yield { kind: "keys", sealed };
      yield* partsOfTables(tx, digests);
    }
    try {
      await writeBackupFile(unfinished, parts());
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
    return { path, unfinished, digests, segments: head.segments };
  });
}

async function headOf(tx: Transaction, madeMs: number): Promise<BackupHead> {
  const known = knownMigrations();
  const { rows: [schema] } = await tx.query<{ is_there: boolean }>("SELECT to_regclass('migration') IS NOT NULL AS is_there");
  const { rows } = schema?.is_there === true ? await tx.query<{ name: string }>("SELECT name FROM migration ORDER BY name") : { rows: [] };
  const migrations = rows.map(({ name }) => name);
  const foreign = migrations.find((name) => !known.includes(name));
  if (foreign !== undefined) throw new BackupRefused({ is: "newer-than-program", found: foreign });
  const missing = known.find((name) => !migrations.includes(name));
  if (missing !== undefined) throw new BackupRefused({ is: "not-yet-migrated", missing });
  const { rows: [state] } = await tx.query<{ epoch: number; segments: string }>("SELECT epoch, (SELECT count(*) FROM segment) AS segments FROM store_state");
  if (state === undefined) throw new Error("store_state has lost its only row");
  return { madeMs, epoch: state.epoch, segments: Number(state.segments), migrations };
}

/** Restores the file for a trial, and compares every kept row, every segment's address and the keys. */
async function tryOut({ path, trial, digests, keys, passphrase }: {
  readonly path: string; readonly trial: Transaction; readonly digests: TableDigests; readonly keys: KeyFiles; readonly passphrase: string;
}): Promise<void> {
  const { sealed } = await restoreTables(path, trial);
  const found = await digestTables(trial);
  for (const [table, digest] of digests) if (found.get(table) !== digest) throw new BackupRefused({ is: "not-verified", what: table });
  const { rows: [changed] } = await trial.query<{ hash: string }>("SELECT encode(hash, 'hex') AS hash FROM segment WHERE sha256(bytes) <> hash LIMIT 1");
  if (changed !== undefined) throw new BackupRefused({ is: "not-verified", what: `segment ${changed.hash}` });
  const opened = await openKeys(sealed, passphrase);
  for (const [name, content] of keys) if (opened.get(name)?.equals(content) !== true) throw new BackupRefused({ is: "not-verified", what: "keys" });
}

/** What a verified backup holds, it holds for ever: later backups hold it too, so the new tips stand in place of the old. */
async function markStable(tx: Transaction, trial: Transaction): Promise<number> {
  await tx.query("DELETE FROM stable_tip");
  await copyAcross(trial, LINKED_TIPS, tx, "stable_tip (replica, hash, next_place)");
  const { rows: [count] } = await tx.query<{ tips: string }>("SELECT count(*) AS tips FROM stable_tip");
  return Number(count?.tips ?? 0);
}

/**
 * Fills the empty database of `tx` from a file that `checkBackupFile` let pass: the schema as it was when the file was written, its rows,
 * then the migrations since. @throws BackupRefused
 */
export async function restoreTables(path: string, tx: Transaction): Promise<{ readonly head: BackupHead; readonly sealed: Buffer }> {
  const parts = readBackupFile(path);
  try {
    const { head, sealed } = await startOf(parts, path);
    await migrateIn(tx, head.migrations);
    await fillTables(tx, parts, path);
    await migrateIn(tx, knownMigrations());
    await tx.query("ANALYZE");
    return { head, sealed };
  } finally {
    await parts.return(undefined);
  }
}

/** Head and sealed keys of a file that `checkBackupFile` let pass. @throws BackupRefused */
export async function readStart(path: string): Promise<{ readonly head: BackupHead; readonly sealed: Buffer }> {
  const parts = readBackupFile(path);
  try {
    return await startOf(parts, path);
  } finally {
    await parts.return(undefined);
  }
}

async function startOf(parts: AsyncGenerator<Part>, path: string): Promise<{ readonly head: BackupHead; readonly sealed: Buffer }> {
  const [first, second] = [(await parts.next()).value as Part | undefined, (await parts.next()).value as Part | undefined]; // the generator returns nothing
  if (first?.kind !== "head" || second?.kind !== "keys") throw new BackupRefused({ is: "damaged", path });
  const foreign = first.head.migrations.find((name) => !knownMigrations().includes(name));
  if (foreign !== undefined) throw new BackupRefused({ is: "newer-than-program", found: foreign });
  return { head: first.head, sealed: second.sealed };
}

/** The file's name is on the disk too. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
