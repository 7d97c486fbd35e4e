/**
 * Simulators' files on this phone: fetched when opened, kept from then on, all of them at the person's wish. A file is kept only when its
 * bytes are those its address names, so a captive portal's page never is. Kept apart from the app, whose versions come and go.
 */
import type { Simulator } from "@hocvuso/contract";
import type { SimulatorEntry } from "./simulator-entry.ts";

const cacheName = "hocvuso-simulators";
/** Time for the app itself to come to the phone after the files. */
const appPatienceMs = 60_000;

/** From the phone, or from the network and then kept. undefined: not here, and not to be had now. */
export async function openSimulator({ address }: SimulatorEntry): Promise<Simulator | undefined> {
  try {
    const cache = await openCache();
    const response = await cache?.match(address) ?? await fetchFile(address, cache);
    // Its bytes are those that the build wrote.
    return await response.json() as Simulator;
  } catch {
    return undefined; // no network, or an answer that is not the file
  }
}

/** Whether this browser lets pages keep files at all: not over plain http. */
export function canKeep(): boolean {
  return "caches" in globalThis && "serviceWorker" in navigator;
}

/** Those of `entries` that are not on the phone. */
export async function notYetKept(entries: readonly SimulatorEntry[]): Promise<readonly SimulatorEntry[]> {
  const cache = await openCache();
  const kept = new Set((await cache?.keys() ?? []).map(({ url }) => new URL(url).pathname));
  return entries.filter(({ address }) => !kept.has(address));
}

/** Lets go of files of earlier versions. `entries`: all of this version. */
export async function dropEarlier(entries: readonly SimulatorEntry[]): Promise<void> {
  const cache = await openCache();
  for (const request of await cache?.keys() ?? []) {
    const { pathname } = new URL(request.url);
    if (!entries.some(({ address }) => address === pathname)) await cache?.delete(request);
  }
}

/**
 * Keeps them one after another; what has come stays when the line goes. `onKept` is told of each.
 * @returns whether all of them, and the app that plays them, are on the phone
 */
export async function keepAll(entries: readonly SimulatorEntry[], onKept: (entry: SimulatorEntry) => void): Promise<boolean> {
  try {
    const cache = await openCache();
    if (cache === undefined) return false;
    for (const entry of entries) {
      if (await cache.match(entry.address) === undefined) await fetchFile(entry.address, cache);
      onKept(entry);
    }
    if ((await notYetKept(entries)).length > 0) return false;
    return await Promise.race([
      navigator.serviceWorker.ready.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), appPatienceMs)),
    ]);
  } catch {
    return false; // the line went
  }
}

async function openCache(): Promise<Cache | undefined> {
  return canKeep() ? caches.open(cacheName) : undefined;
}

/** @throws TypeError when there is no network, RangeError when the answer is not the file */
async function fetchFile(address: string, cache: Cache | undefined): Promise<Response> {
  const answer = await fetch(address, { credentials: "omit" });
  const bytes = await answer.arrayBuffer();
  if (!answer.ok || !(await isTheFile(address, bytes))) throw new RangeError(`the answer is not ${address}`);
  const file = () => new Response(bytes, { headers: { "content-type": "application/json" } });
  await cache?.put(address, file()).catch((refusal: unknown) => console.warn(refusal)); // a full phone can still play it now
  return file();
}

async function isTheFile(address: string, bytes: ArrayBuffer): Promise<boolean> {
  if (!("subtle" in crypto)) return true; // plain http: nothing is kept there
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return address.endsWith(`-${Array.from(hash.slice(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("")}.json`);
}
