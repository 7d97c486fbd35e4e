/**
 * The phone's IndexedDB, as the journal's shelf. Every transaction that writes says `durability: "strict"`: Chrome's default keeps
 * what it calls done in memory and loses it with the battery. Schema changes add stores; none is ever deleted, and what a store holds
 * never changes its meaning, so that an earlier version of the app may go on in a database that a later one has opened.
 */
import type { Board, KeptSegment, Shelf, ShelfKey, ShelfRange, ShelfTransaction } from "@hocvuso/journal";
import { wrap, type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";

type Key = ShelfKey & IDBValidKey;

interface Schema extends DBSchema {
  tail: { key: Key; value: unknown };
  /** The key is the value's `hash`. Its index of version 1 became the store `links`. */
  segments: { key: Key; value: unknown };
  links: { key: Key; value: unknown };
  aside: { key: Key; value: unknown };
  log: { key: Key; value: unknown };
  replicaKey: { key: Key; value: unknown };
  receipts: { key: Key; value: unknown };
  certificates: { key: Key; value: unknown };
  parcels: { key: Key; value: unknown };
  trust: { key: Key; value: unknown };
  profile: { key: Key; value: unknown };
  bookmarks: { key: Key; value: unknown };
}

export type PhoneDatabase = IDBPDatabase<Schema>;

export const boards = ["tail", "segments", "links", "aside", "log", "replicaKey", "receipts", "certificates", "parcels", "trust", "profile", "bookmarks"] as const satisfies readonly Board[];

/** Version 2 took the links out of the segments, version 3 added the parcels. */
const VERSION = 3;

const strict = { durability: "strict" } as const;

/**
 * @param version null: whatever is there.
 * @param factory the origin's own, or that of a storage bucket.
 */
export function openPhoneDatabase(name = "hocvuso", version: typeof VERSION | null = VERSION, factory = indexedDB): Promise<PhoneDatabase> {
  const request = factory.open(name, version ?? undefined);
  request.onupgradeneeded = () => {
    const db = request.result;
    for (const board of boards) if (!db.objectStoreNames.contains(board)) db.createObjectStore(board, board === "segments" ? { keyPath: "hash" } : {});
    const tx = request.transaction;
    const segments = tx?.objectStore("segments").getAll();
    if (segments !== undefined) segments.onsuccess = () => {
      for (const { bytes: _bytes, ...link } of segments.result as KeptSegment[]) tx?.objectStore("links").put(link, [link.replica, link.from, link.hash]); // as version 1 kept them
    };
  };
  // A newer version of the app in another tab must not wait for this one.
  request.onsuccess = () => { request.result.onversionchange = () => request.result.close(); };
  return wrap(request) as Promise<PhoneDatabase>; // with the stores of `Schema`, as made above
}

/**
 * The journal's port. Its keys are numbers, texts and lists of them, all of which IndexedDB takes and sorts alike.
 * @param reopen called when the connection was closed under a running page: by a later version in another tab, or by the browser.
 */
export function indexeddbShelf(db: PhoneDatabase, reopen = () => openPhoneDatabase(db.name)): Shelf {
  const begin = async <Mode extends "readonly" | "readwrite">(boards: readonly Board[], mode: Mode) => {
    try {
      return db.transaction([...boards], mode, strict);
    } catch {
      db = await reopen();
      return db.transaction([...boards], mode, strict);
    }
  };
  return {
    read: async (boards, act) => act(transactionOf(await begin(boards, "readonly"))),
    async write(boards, act) {
      const tx = await begin(boards, "readwrite");
      try {
        const result = await act(transactionOf(tx));
        await tx.done;
        return result;
      } catch (error) {
        if (tx.error === null) tx.abort();
        await tx.done.catch(() => {}); // it was not done: `error` says why
        throw error;
      }
    },
  };
}

function transactionOf(tx: IDBPTransaction<Schema, Board[]> | IDBPTransaction<Schema, Board[], "readwrite">): ShelfTransaction {
  const keyOf = (key: ShelfKey) => key as Key; // see `indexeddbShelf`
  const writing = (board: Board) => tx.objectStore(board) as ReturnType<IDBPTransaction<Schema, Board[], "readwrite">["objectStore"]>; // a reading transaction refuses it by itself
  return {
    get: (board, key) => tx.objectStore(board).get(keyOf(key)),
    async put(board, key, value) {
      await (board === "segments" ? writing(board).put(value) : writing(board).put(value, keyOf(key)));
    },
    delete: (board, key) => writing(board).delete(keyOf(key)),
    clear: (board, { from, to }) => writing(board).delete(IDBKeyRange.bound(keyOf(from), keyOf(to))),
    list: (board, range) => tx.objectStore(board).getAll(rangeOf(range), range?.limit),
  };
}

function rangeOf({ from, to }: ShelfRange = {}): IDBKeyRange | null {
  if (from !== undefined && to !== undefined) return IDBKeyRange.bound(from, to);
  if (from !== undefined) return IDBKeyRange.lowerBound(from);
  return to === undefined ? null : IDBKeyRange.upperBound(to);
}
