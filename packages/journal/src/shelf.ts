/**
 * Port: a replica's own small storage, transactional and strict. Phones give IndexedDB, simulations a disk whose power can be cut.
 * `shelf.suite.ts` is the one suite that all pass. The rules of what is kept together stand in `phone-journal.ts`, above it.
 *
 * Promises: a transaction is done wholly or not at all; once it has resolved it survives a power cut; transactions that write the
 * same boards come one after another, also from two tabs; a rejected one, for a full disk or any reason, changed nothing.
 */
export type Board =
  /** Facts not yet in a segment, by log place. */
  | "tail"
  /** `KeptSegment` by hash. */
  | "segments"
  /** `KeptLink` by `[replica, from, hash]`: chains are walked without loading bytes. */
  | "links"
  /** Bytes that are no segment, by hash. */
  | "aside"
  /** "state": `LogState`. */
  | "log"
  /** The replica's key pair as its adapter keeps it, under "own". */
  | "replicaKey"
  /** Receipts as they were signed, by `[replica, level, store, end]`: a hash held here that it names, or "" for one that names what is not. */
  | "receipts"
  /** Certificates as they were signed, by the subject's replica id. */
  | "certificates"
  /** `KeptParcel` by `[person, hash]`: keys of persons' words, to be offered to whoever has not acknowledged them. */
  | "parcels"
  /** "authority": the public key of whom this replica trusts. */
  | "trust"
  /** The person's profile; bookmarks: of the app, not of the journal. */
  | "profile" | "bookmarks";

/** Sorted as IndexedDB sorts: numbers, then texts, then lists member by member. */
export type ShelfKey = number | string | readonly (number | string)[];

export type ShelfRange = { readonly from?: ShelfKey; readonly to?: ShelfKey; readonly limit?: number };

export interface ShelfTransaction {
  /** undefined where nothing is kept. What is kept there is the writer's knowledge. */
  get(board: Board, key: ShelfKey): Promise<unknown>;
  put(board: Board, key: ShelfKey, value: unknown): Promise<void>;
  delete(board: Board, key: ShelfKey): Promise<void>;
  /** Deletes all between two keys, ends included. */
  clear(board: Board, range: Required<Pick<ShelfRange, "from" | "to">>): Promise<void>;
  /** Values in the order of their keys, ends included; none where nothing is kept. */
  list(board: Board, range?: ShelfRange): Promise<readonly unknown[]>;
}

export interface Shelf {
  /** Names every board it touches. Inside, nothing but the transaction may be awaited. */
  read<Result>(boards: readonly Board[], act: (tx: ShelfTransaction) => Promise<Result>): Promise<Result>;
  /** Resolves when it survives a power cut. */
  write<Result>(boards: readonly Board[], act: (tx: ShelfTransaction) => Promise<Result>): Promise<Result>;
}
