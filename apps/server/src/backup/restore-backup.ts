/**
 * Puts a backup into an empty place, whole or not at all: database, figures and epoch in one transaction, the keys just before it commits. A
 * restore that was killed leaves an empty database, at the very most beside keys that are the backup's own; it can be run again.
 */
import { rebuildProjections } from "../projections/rebuild.ts";
import { contentDigest } from "../read-content.ts";
import type { Services } from "../services.ts";
import { hasStoreKey, keyFilesOf, putKeyFiles, readersAmong } from "../signing/store-keys.ts";
import { BackupRefused } from "./backup-refused.ts";
import { checkBackupFile } from "./backup-file.ts";
import { readStart, restoreTables } from "./make-backup.ts";
import { openKeys, type KeyFiles } from "./sealed-keys.ts";

/** A backup that may be put back here: nothing was written yet. */
export type OpenedBackup = { readonly path: string; readonly keys: KeyFiles };

/** Judges file, passphrase and data folder. @throws BackupRefused */
export async function openBackup({ path, passphrase, dataFolder }: { readonly path: string; readonly passphrase: string; readonly dataFolder: string }): Promise<OpenedBackup> {
  await checkBackupFile(path);
  const keys = await openKeys((await readStart(path)).sealed, passphrase);
  const isAnothers = [...keyFilesOf(dataFolder)].some(([name, content]) => keys.get(name)?.equals(content) !== true);
  if (isAnothers || hasStoreKey(dataFolder)) throw new BackupRefused({ is: "keys-of-another-store", folder: dataFolder });
  return { path, keys };
}

export type Restored = {
  readonly segments: number;
  readonly people: number;
  readonly epoch: number;
  /** When the backup was made, ms since 1970. */
  readonly madeMs: number;
};

/**
 * The store's own key is not among those put back: the next start makes a new one, for the old one has signed for what this store
 * may have forgotten. @param where the place in words, for the refusal. @throws BackupRefused
 */
export async function restoreBackup(
  { path, keys }: OpenedBackup, { database, dataFolder, where, ...content }: Pick<Services, "database" | "primitives" | "policy" | "simulators" | "tests"> & { readonly dataFolder: string; readonly where: string },
): Promise<Restored> {
  return database.transaction(async (tx) => {
    const { rows: [found] } = await tx.query<{ tables: string }>("SELECT count(*) AS tables FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace");
    if (found?.tables !== "0") throw new BackupRefused({ is: "store-not-empty", where });
    const { head } = await restoreTables(path, tx);
    await rebuildProjections(tx, { ...content, readers: await readersAmong(keys) });
    await tx.query("UPDATE store_state SET epoch = epoch + 1, projected_with = $1", [contentDigest(content)]);
    const { rows: [state] } = await tx.query<{ epoch: number; segments: string; people: string }>(
      "SELECT epoch, (SELECT count(*) FROM segment) AS segments, (SELECT count(*) FROM standing) AS people FROM store_state");
    putKeyFiles(dataFolder, keys);
    return { segments: Number(state?.segments ?? 0), people: Number(state?.people ?? 0), epoch: state?.epoch ?? 0, madeMs: head.madeMs };
  });
}
