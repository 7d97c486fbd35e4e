/**
 * Files of lessons and simulators on this phone: fetched when opened, kept from then on, whole courses of them at the person's wish.
 * A file is kept only when its bytes are those its address names, so a captive portal's page never is. Kept apart from the app, whose
 * versions come and go: after an update the file of the version before serves until the new one has come.
 */
import { pictureAddress } from "../pictures/picture-address.ts";
import type { FileEntry } from "./content-entry.ts";

/** Named when only simulators were kept; phones have it. */
const cacheName = "hocvuso-simulators";
/** In an answer that is kept: the file's version. Those kept before courses lack it. */
const versionHeader = "x-content-version";
/** Time for the app itself to come to the phone after the files. */
const appPatienceMs = 60_000;

export type OpenedFile<Content> = { readonly content: Content; readonly version: string };

/** From the phone, or from the network and then kept, or as the version before kept it. undefined: not here, and not to be had now. */
export async function openFile<Content>(entry: FileEntry): Promise<OpenedFile<Content> | undefined> {
  try {
    const cache = await openCache();
    const current = await cache?.match(entry.address) ?? await fetchFile(entry, cache).catch(() => undefined);
    const file = current ?? await earlierFile(entry, cache);
    // Its bytes are those that a build wrote under this id.
    return file && { content: await file.json() as Content, version: current === undefined ? file.headers.get(versionHeader) ?? entry.version : entry.version };
  } catch {
    return undefined; // the browser lends no room
  }
}

/** Whether this browser lets pages keep files at all: not over plain http. */
export function canKeep(): boolean {
  return "caches" in globalThis && "serviceWorker" in navigator;
}

/** Those of `entries` that are not on the phone. */
export async function notYetKept<Entry extends FileEntry>(entries: readonly Entry[]): Promise<readonly Entry[]> {
  const kept = new Set((await keptPaths()).map(({ path }) => path));
  return entries.filter(({ address }) => !kept.has(address));
}

/**
 * Brings files that were kept of an earlier version up to this one, and lets go of what it no longer has. `entries`: all of this version.
 * Where the network is away the earlier files stay.
 */
export async function renewKept(entries: readonly FileEntry[]): Promise<void> {
  const cache = await openCache();
  for (const { request, path } of await keptPaths()) {
    if (entries.some(({ address }) => address === path)) continue;
    const renewed = entries.find(({ address }) => stemOf(address) === stemOf(path));
    const isRenewed = renewed === undefined || await cache?.match(renewed.address) !== undefined || await fetchFile(renewed, cache).then(() => true, () => false);
    if (isRenewed) await cache?.delete(request);
  }
}

/**
 * Keeps them one after another; what has come stays when the line goes. `onKept` is told of each.
 * @returns whether all of them, and the app that opens them, are on the phone
 */
export async function keepAll<Entry extends FileEntry>(entries: readonly Entry[], onKept: (entry: Entry) => void): Promise<boolean> {
  try {
    const cache = await openCache();
    if (cache === undefined) return false;
    const isAppHere = await Promise.race([
      navigator.serviceWorker.ready.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), appPatienceMs)),
    ]);
    for (const entry of entries) {
      const file = await cache.match(entry.address) ?? await fetchFile(entry, undefined);
      await fetchPictures(await file.clone().text());
      await cache.put(entry.address, file);
      onKept(entry);
    }
    return isAppHere && (await notYetKept(entries)).length === 0;
  } catch {
    return false; // the line went
  }
}

/** By way of the app's worker, which keeps them. */
async function fetchPictures(text: string): Promise<void> {
  const addresses = new Set([...text.matchAll(/"picture":"([a-z0-9-]+)"/g)].flatMap(([, name = ""]) => pictureAddress(name) ?? []));
  await Promise.all([...addresses].map(async (address) => (await fetch(address)).arrayBuffer()));
}

/** What the person did stays; only the files go. */
export async function letGo(entries: readonly FileEntry[]): Promise<void> {
  const cache = await openCache();
  for (const { address } of entries) await cache?.delete(address);
}

async function openCache(): Promise<Cache | undefined> {
  return canKeep() ? caches.open(cacheName) : undefined;
}

async function keptPaths(): Promise<readonly { readonly request: Request; readonly path: string }[]> {
  const cache = await openCache();
  return (await cache?.keys() ?? []).map((request) => ({ request, path: new URL(request.url).pathname }));
}

/** Folder and id: what stays the same from version to version. */
function stemOf(address: string): string {
  return address.slice(0, address.lastIndexOf("-"));
}

async function earlierFile({ address }: FileEntry, cache: Cache | undefined): Promise<Response | undefined> {
  const earlier = (await keptPaths()).find(({ path }) => stemOf(path) === stemOf(address));
  const file = earlier && await cache?.match(earlier.request);
  return file?.headers.has(versionHeader) === true ? file : undefined;
}

/** @throws TypeError when there is no network, RangeError when the answer is not the file */
async function fetchFile({ address, version }: FileEntry, cache: Cache | undefined): Promise<Response> {
  // What is kept here need not lie in the browser's own cache as well; where nothing can be kept, that is all there is.
  const answer = await fetch(address, { credentials: "omit", cache: cache === undefined ? "default" : "no-store" });
  const bytes = await answer.arrayBuffer();
  if (!answer.ok || !(await isTheFile(address, bytes))) throw new RangeError(`the answer is not ${address}`);
  const file = () => new Response(bytes, { headers: { "content-type": "application/json", [versionHeader]: version } });
  await cache?.put(address, file()).catch((refusal: unknown) => console.warn(refusal)); // a full phone can still open it now
  return file();
}

async function isTheFile(address: string, bytes: ArrayBuffer): Promise<boolean> {
  if (!("subtle" in crypto)) return true; // plain http: nothing is kept there
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return address.endsWith(`-${Array.from(hash.slice(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("")}.json`);
}
