/**
 * Whether the browser keeps this phone's work when the phone runs out of room. It is asked once there is something worth keeping and
 * again once the app is installed, for then it says yes more readily; never while somebody is still looking at the first page.
 */
import type { Shelf } from "@hocvuso/journal";
import type { LearningRecord } from "../learning-record.ts";
import type { Profile } from "./device.ts";

export type StorageState = {
  /** Whether the browser promised not to clear this app's storage by itself. undefined: it does not say. */
  readonly isPersisted?: boolean;
  /** How often it was asked. */
  readonly askedCount: number;
  readonly isInstalled: boolean;
  readonly usedBytes?: number;
  readonly quotaBytes?: number;
};

type Asked = { readonly count: number; readonly whileInstalled: boolean; /** What it said last. */ readonly answer?: boolean };
const bookmark = "storage-asked";

export function isInstalled(): boolean {
  return matchMedia("(display-mode: standalone)").matches;
}

async function asked(shelf: Shelf): Promise<Asked> {
  return (await shelf.read(["bookmarks"], (tx) => tx.get("bookmarks", bookmark)) as Asked | undefined) ?? { count: 0, whileInstalled: false }; // only this file writes it
}

/** Asks if it is time to. */
export async function careForStorage(shelf: Shelf): Promise<void> {
  const { count, whileInstalled } = await asked(shelf);
  if (count > 0 && (whileInstalled || !isInstalled())) return;
  const [profile, record] = await shelf.read(["profile", "bookmarks"], async (tx) => [
    await tx.get("profile", "own") as Profile | undefined, await tx.get("bookmarks", "learning-record") as LearningRecord | undefined, // as the app keeps them
  ] as const);
  if (isInstalled() || profile?.group !== undefined || (record?.runs.length ?? 0) > 0) await askToPersist(shelf);
}

/** Also when a person asks for it. */
export async function askToPersist(shelf: Shelf): Promise<void> {
  if (!("storage" in navigator) || (await navigator.storage.persisted())) return;
  const { count, whileInstalled } = await asked(shelf);
  const answer = await navigator.storage.persist();
  await shelf.write(["bookmarks"], (tx) => tx.put("bookmarks", bookmark, { count: count + 1, whileInstalled: whileInstalled || isInstalled(), answer } satisfies Asked));
}

export async function storageState(shelf: Shelf): Promise<StorageState> {
  const { count: askedCount } = await asked(shelf);
  if (!("storage" in navigator)) return { askedCount, isInstalled: isInstalled() };
  const { usage, quota } = await navigator.storage.estimate();
  return {
    isPersisted: await navigator.storage.persisted(), askedCount, isInstalled: isInstalled(),
    ...(usage === undefined ? {} : { usedBytes: usage }), ...(quota === undefined ? {} : { quotaBytes: quota }),
  };
}
