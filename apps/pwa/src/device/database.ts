/**
 * The phone's IndexedDB. Every transaction that writes says `durability: "strict"`: Chrome's default keeps what it calls done
 * in memory and loses it with the battery. Schema changes add stores; none is ever deleted.
 */
import type { PersonId, PopulationGroup, SegmentHash, UnitId } from "@hocvuso/contract";
import type { WireFact } from "@hocvuso/journal";
import { openDB, type DBSchema, type IDBPDatabase } from "idb";

export type LogState = {
  /** Log place of the next fact. */
  readonly next: number;
  /** Log place of the first fact not yet in a segment. */
  readonly sealedNext: number;
  readonly previous: SegmentHash | null;
};

export type KeptSegment = {
  readonly hash: string;
  readonly replica: string;
  readonly from: number;
  readonly count: number;
  readonly previous: string;
  readonly bytes: Uint8Array;
};

/** What the province is known to hold of this phone's log. */
export type Delivered = { readonly sentNext: number; readonly receivedNext: number; readonly isSampleServer: boolean };

export type KeptProfile = { readonly person: PersonId; readonly group?: PopulationGroup; readonly place?: UnitId };

export type KeptKey = { readonly alg: 1 | 2; readonly publicKey: Uint8Array; readonly privateKey: CryptoKey };

interface Schema extends DBSchema {
  /** Facts not yet in a segment, by log place. */
  tail: { key: number; value: WireFact };
  /** `links`: [replica, from, count, hash, previous], so that chains are walked without loading bytes. */
  segments: { key: string; value: KeptSegment; indexes: { links: [string, number, number, string, string] } };
  aside: { key: string; value: { readonly why: string; readonly bytes: Uint8Array } };
  log: { key: "state"; value: LogState };
  delivered: { key: "state"; value: Delivered };
  profile: { key: "own"; value: KeptProfile };
  replicaKey: { key: "own"; value: KeptKey };
  bookmarks: { key: string; value: unknown };
}

export type PhoneDatabase = IDBPDatabase<Schema>;

export const strict = { durability: "strict" } as const;

export function openPhoneDatabase(name = "hocvuso"): Promise<PhoneDatabase> {
  return openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore("tail");
      db.createObjectStore("segments", { keyPath: "hash" }).createIndex("links", ["replica", "from", "count", "hash", "previous"]);
      for (const store of ["aside", "log", "delivered", "profile", "replicaKey", "bookmarks"] as const) db.createObjectStore(store);
    },
    // A newer version of the app in another tab must not wait for this one.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
}

export const emptyLog: LogState = { next: 0, sealedNext: 0, previous: null };
