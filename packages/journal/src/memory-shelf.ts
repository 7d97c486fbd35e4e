/**
 * The shelf of tests and simulations: a disk in memory whose power can be cut. What a resolved transaction wrote is on the flash;
 * a transaction that was under way may or may not have reached it, wholly.
 */
import type { Board, Shelf, ShelfKey, ShelfRange, ShelfTransaction } from "./shelf.ts";

type Entry = { readonly key: ShelfKey; readonly value: unknown };

export type MemoryShelf = Shelf & {
  /** A picture of the flash at this instant, as another disk: what a power cut leaves, or a cloned profile. Values are shared and never changed. */
  readonly copy: () => MemoryShelf;
  /** The next transaction that writes, and all after it, are refused as by a full disk, until called with false. */
  readonly fill: (isFull: boolean) => void;
};

export class DiskFull extends Error {
  override readonly name = "QuotaExceededError";
}

function rank(key: unknown): number {
  return typeof key === "number" ? 0 : typeof key === "string" ? 1 : 2;
}

/** As IndexedDB compares keys. */
function compareKeys(a: ShelfKey, b: ShelfKey): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === "object" && typeof b === "object") {
    for (let i = 0; i < a.length && i < b.length; i++) {
      const [left, right] = [a[i], b[i]];
      const order = left === undefined || right === undefined ? 0 : compareKeys(left, right);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  return rank(a) - rank(b);
}

/** First place in `entries` whose key is not below `key`. */
function placeOf(entries: readonly Entry[], key: ShelfKey): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry !== undefined && compareKeys(entry.key, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function memoryShelf(kept: ReadonlyMap<Board, readonly Entry[]> = new Map()): MemoryShelf {
  const boards = new Map<Board, readonly Entry[]>(kept);
  let isFull = false;
  let queue: Promise<unknown> = Promise.resolve();

  function transactionOn(seen: Map<Board, readonly Entry[]>, mayWrite: boolean): ShelfTransaction {
    const owned = new Set<Board>();
    const at = (board: Board) => seen.get(board) ?? [];
    const own = (board: Board): Entry[] => {
      if (!mayWrite) throw new TypeError("a reading transaction cannot write");
      const before = at(board);
      const list = owned.has(board) ? (before as Entry[]) : [...before]; // owned lists were made by this very line
      owned.add(board);
      seen.set(board, list);
      return list;
    };
    const found = (board: Board, key: ShelfKey): Entry | undefined => {
      const entry = at(board)[placeOf(at(board), key)];
      return entry !== undefined && compareKeys(entry.key, key) === 0 ? entry : undefined;
    };
    return {
      async get(board, key) {
        return found(board, key)?.value;
      },
      async put(board, key, value) {
        const isNew = found(board, key) === undefined;
        const list = own(board);
        list.splice(placeOf(list, key), isNew ? 0 : 1, { key, value });
      },
      async delete(board, key) {
        if (found(board, key) === undefined) return;
        const list = own(board);
        list.splice(placeOf(list, key), 1);
      },
      async clear(board, { from, to }) {
        const list = own(board);
        const isInside = ({ key }: Entry) => compareKeys(key, from) >= 0 && compareKeys(key, to) <= 0;
        list.splice(placeOf(list, from), list.filter(isInside).length);
      },
      async list(board, { from, to, limit = Infinity }: ShelfRange = {}) {
        const list = at(board);
        const start = from === undefined ? 0 : placeOf(list, from);
        let end = list.length;
        if (to !== undefined) {
          end = placeOf(list, to);
          const last = list[end];
          if (last !== undefined && compareKeys(last.key, to) === 0) end += 1;
        }
        return list.slice(start, Math.min(end, start + limit)).map(({ value }) => value);
      },
    };
  }

  return {
    async read(_, act) {
      return act(transactionOn(new Map(boards), false));
    },
    write(_, act) {
      const done = queue.then(async () => {
        const seen = new Map(boards);
        const result = await act(transactionOn(seen, true));
        if (isFull) throw new DiskFull("the disk is full");
        for (const [board, list] of seen) boards.set(board, list);
        return result;
      });
      queue = done.catch(() => {}); // the next one does not wait for the outcome, only for the end
      return done;
    },
    copy: () => memoryShelf(boards),
    fill(full) {
      isFull = full;
    },
  };
}
