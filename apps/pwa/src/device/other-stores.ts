/**
 * When the phone's store does not open: nothing is deleted. A database that a later version of the app has opened is used as it is;
 * otherwise work goes on in another, as another replica of the same person. At every start the ones left behind are tried again, and
 * what they hold is brought over: their segments are carried, their waiting facts appended to the log of now.
 *
 * All databases of an origin lie in one folder: when its files are damaged, none of them opens by any name. A storage bucket has a
 * folder of its own. Names of stores: "hocvuso", "hocvuso-2" … in the first, "@hocvuso-2" … each in a bucket.
 */
import type { ReplicaId } from "@hocvuso/contract";
import { appendFacts, frame, logState, replicaIdOf, type KeptLink, type KeptParcel, type KeptSegment, type LogState, type PhoneJournal, type Shelf, type WireFact } from "@hocvuso/journal";
import { joinedRecords, type LearningRecord } from "../learning-record.ts";
import { boards, indexeddbShelf, openPhoneDatabase, type PhoneDatabase } from "./database.ts";
import type { Profile } from "./device.ts";
import type { PersonOnPhone } from "./people-on-phone.ts";
import { webKeys, webPrimitives } from "./web-primitives.ts";

const first = "hocvuso";
const others = [2, 3, 4].flatMap((n) => [`${first}-${n}`, `@${first}-${n}`]);
/** An opening that nobody answers is one that failed. */
const PATIENCE_MS = 5_000;

/** Not yet in TypeScript's words: Chrome has them from 122 on. */
type Buckets = { open(name: string, options?: { readonly persisted: boolean }): Promise<{ readonly indexedDB: IDBFactory }>; keys(): Promise<readonly string[]> };

function buckets(): Buckets | undefined {
  return (navigator as { readonly storageBuckets?: Buckets }).storageBuckets; // where the browser has them
}

async function openNamed(name: string): Promise<PhoneDatabase> {
  const bucket = name.startsWith("@") ? name.slice(1) : undefined;
  if (bucket !== undefined && buckets() === undefined) throw new Error("this browser has no storage buckets");
  const factory = bucket === undefined ? indexedDB : (await buckets()?.open(bucket, { persisted: true }))?.indexedDB;
  try {
    return await openPhoneDatabase(bucket ?? name, undefined, factory);
  } catch (refusal) {
    if (!(refusal instanceof DOMException) || refusal.name !== "VersionError") throw refusal;
    const later = await openPhoneDatabase(bucket ?? name, null, factory);
    if (boards.every((board) => later.objectStoreNames.contains(board))) return later;
    later.close();
    throw refusal;
  }
}

function withPatience<Result>(opening: Promise<Result>): Promise<Result> {
  return Promise.race([opening, new Promise<never>((_, reject) => setTimeout(() => reject(new Error("nobody opened the store")), PATIENCE_MS))]);
}

/** @throws why the first one did not open, when no store opens at all */
export async function openOtherwise(name: string, refusal: unknown): Promise<{ readonly db: PhoneDatabase; readonly name: string }> {
  let why = refusal;
  for (const candidate of [name, first, ...others]) {
    try {
      const db = await withPatience(openNamed(candidate));
      if (candidate !== name) localStorage.setItem("store", candidate);
      return { db, name: candidate };
    } catch (error) {
      console.warn(candidate, error);
      why ??= error;
    }
  }
  throw why;
}

/** Stores that may hold work of this phone, the one in use left out. */
async function leftBehind(current: string): Promise<readonly string[]> {
  const [databases, kept] = await Promise.all([indexedDB.databases().catch(() => []), buckets()?.keys()]);
  const there = new Set([first, ...databases.map(({ name }) => name ?? ""), ...(kept ?? []).map((name) => `@${name}`)]);
  return [first, ...others].filter((name) => name !== current && there.has(name));
}

/** @returns names of the stores on this phone that do not open */
export async function bringOverOthers(current: string, into: Shelf, journal: PhoneJournal): Promise<readonly string[]> {
  const closed: string[] = [];
  for (const name of await leftBehind(current)) {
    try {
      const db = await withPatience(openNamed(name));
      try {
        await bringOver(db, name, into, journal);
      } finally {
        db.close();
      }
    } catch (refusal) {
      console.warn(name, refusal);
      closed.push(name);
    }
  }
  return closed;
}

/** How far a store was brought over. */
type Brought = { readonly next: number; readonly linkCount: number };

async function bringOver(from: PhoneDatabase, name: string, into: Shelf, journal: PhoneJournal): Promise<void> {
  const log = await indexeddbShelf(from).read(["log"], logState);
  const mark = `brought/${name}`;
  const brought = { next: log.next, linkCount: await from.count("links") };
  const before = (await into.read(["log"], (tx) => tx.get("log", mark)) as Brought | undefined) ?? { next: 0, linkCount: 0 }; // only written below
  if (before.next === brought.next && before.linkCount === brought.linkCount) return;

  await carrySegments(from, into, journal);
  const keptKey = await from.get("replicaKey", "own");
  const own = keptKey === undefined ? [] : [await replicaIdOf(webKeys.open(keptKey).publicKey, webPrimitives)];
  const [places, facts] = [await from.getAllKeys("tail"), await from.getAll("tail") as WireFact[]]; // only `appendFacts` writes them
  const [profile, record] = [await from.get("profile", "own") as Profile | undefined, await from.get("bookmarks", "learning-record") as LearningRecord | undefined]; // as this app keeps them
  const people = await indexeddbShelf(from).read(["profile"], (tx) => tx.list("profile", { from: "person/", to: "person/~" })) as readonly PersonOnPhone[]; // likewise
  const [bookmarkNames, bookmarks] = [await from.getAllKeys("bookmarks"), await from.getAll("bookmarks")];
  await into.write(["tail", "log", "profile", "bookmarks"], async (tx) => {
    const already = (await tx.get("log", mark) as Brought | undefined)?.next ?? 0; // another tab may have been first
    await appendFacts(tx, facts.filter((_, i) => Number(places[i]) >= already));
    const state = await logState(tx);
    const former: ReplicaId[] = [...new Set([...(log.former ?? []), ...own, ...(state.former ?? [])])];
    await tx.put("log", "state", { ...state, former } satisfies LogState);
    await tx.put("log", mark, brought satisfies Brought);
    const ours = await tx.get("profile", "own") as Profile | undefined; // as above
    const known = people.length === 0 && ours?.isAdded === undefined ? profile : people.find(({ person }) => person === ours?.person);
    if (ours !== undefined && ours.group === undefined && known?.group !== undefined) {
      await tx.put("profile", "own", { ...ours, group: known.group, ...(known.place === undefined ? {} : { place: known.place }) } satisfies Profile);
    }
    for (const one of people) {
      if ((await tx.get("profile", `person/${one.person}`)) === undefined) await tx.put("profile", `person/${one.person}`, one);
    }
    for (const [i, name] of bookmarkNames.entries()) {
      if (typeof name === "string" && (await tx.get("bookmarks", name)) === undefined) await tx.put("bookmarks", name, bookmarks[i]);
    }
    const kept = await tx.get("bookmarks", "learning-record") as LearningRecord | undefined; // as above
    if (record !== undefined && kept !== undefined) await tx.put("bookmarks", "learning-record", joinedRecords(kept, record));
  });
}

async function carrySegments(from: PhoneDatabase, into: Shelf, journal: PhoneJournal): Promise<void> {
  const authority = await from.get("trust", "authority");
  if (authority !== undefined) {
    await into.write(["trust"], async (tx) => {
      if ((await tx.get("trust", "authority")) === undefined) await tx.put("trust", "authority", authority);
    });
  }
  for (const hash of await from.getAllKeys("segments")) {
    const segment = await from.get("segments", hash) as KeptSegment | undefined; // as the journal keeps them
    if (segment !== undefined) await journal.take(frame([segment.bytes]));
  }
  for (const { bytes } of await from.getAll("parcels") as KeptParcel[]) await journal.take(frame([bytes])); // likewise
  const letGo = (await from.getAll("links") as KeptLink[]).filter(({ isLetGo }) => isLetGo === true); // likewise
  await into.write(["links"], async (tx) => {
    for (const link of letGo) await tx.put("links", [link.replica, link.from, link.hash], link);
  });
  // Receipts and certificates, as they were signed.
  await journal.learn({ receipts: await from.getAll("receipts") as Uint8Array[], certificates: await from.getAll("certificates") as Uint8Array[] });
}
