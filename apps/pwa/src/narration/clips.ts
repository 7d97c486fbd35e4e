/**
 * Recorded voices on this phone: those made here, those that came as a package, those that the app brings. A clip belongs to words, so
 * that every screen that says them has it, and words that change lose a voice that says something else. What the app brings is fetched
 * when it is first heard, and kept.
 */
import type { NarrationClip } from "@hocvuso/contract";
import { entries as brought } from "../../../../content/narration?index";

export const cacheName = "hocvuso-narration";

/** A clip as this phone keeps it. */
export type KeptClip = Omit<NarrationClip, "approvedOn"> & { /** Absent until somebody has listened to it and said that it is good. */ readonly approvedOn?: string };

/** An approved one. undefined: there is none, or it has not reached the phone. */
export async function clipFor(words: string, language: string): Promise<Blob | undefined> {
  try {
    const key = await keyOf(words);
    const own = (await keptClips(language)).find((clip) => clip.approvedOn !== undefined && clip.file.startsWith(key));
    if (own !== undefined) return await clipFile(language, own.file);
    const entry = brought.find((each) => each.language === language)?.clips[key];
    return entry === undefined ? undefined : await broughtFile(entry);
  } catch {
    return undefined; // plain http, a full phone, no network: the phone's own voice reads
  }
}

/** First 16 hexadecimal digits of the SHA-256 of the words in UTF-8, letters composed (NFC): the name of the clip's file. */
export async function keyOf(words: string): Promise<string> {
  return (await sha256(new TextEncoder().encode(words.normalize("NFC")))).slice(0, 16);
}

export async function sha256(bytes: Uint8Array): Promise<string> {
  return Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes))), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Newest last. */
export async function keptClips(language: string): Promise<readonly KeptClip[]> {
  const list = await (await caches.open(cacheName)).match(addressOf(language, "list"));
  return list === undefined ? [] : await list.json() as readonly KeptClip[]; // only `saveClips` writes it
}

export async function saveClips(language: string, clips: readonly KeptClip[]): Promise<void> {
  await (await caches.open(cacheName)).put(addressOf(language, "list"), Response.json(clips));
}

export async function clipFile(language: string, file: string): Promise<Blob | undefined> {
  return (await (await caches.open(cacheName)).match(addressOf(language, file)))?.blob();
}

export async function saveFile(language: string, file: string, blob: Blob): Promise<void> {
  await (await caches.open(cacheName)).put(addressOf(language, file), new Response(blob, { headers: { "content-type": blob.type } }));
}

function addressOf(language: string, file: string): string {
  return `/narration/${language}/${file}`;
}

async function broughtFile({ address, sha256: expected }: { readonly address: string; readonly sha256: string }): Promise<Blob | undefined> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(address);
  if (kept !== undefined) return kept.blob();
  const bytes = new Uint8Array(await (await fetch(address, { credentials: "omit" })).arrayBuffer());
  if (await sha256(bytes) !== expected) return undefined; // a captive portal's page
  const blob = new Blob([bytes], { type: typeOf(address) });
  await cache.put(address, new Response(blob, { headers: { "content-type": blob.type } }));
  return blob;
}

/** By the file's ending; "" for one that nobody records. */
export function typeOf(file: string): string {
  const ending = file.slice(file.lastIndexOf(".") + 1);
  return { webm: "audio/webm", ogg: "audio/ogg", m4a: "audio/mp4", mp3: "audio/mpeg" }[ending] ?? "";
}
