/** The promises of `Shelf`, one list for every adapter. Holds no test runner, so that it also runs inside a page. */
import { expectEqual } from "./event-store.suite.ts";
import type { Shelf } from "./shelf.ts";

/** @property open an empty shelf. */
export type ShelfPromise = { readonly title: string; readonly check: (open: () => Promise<Shelf>) => Promise<void> };

async function rejected(act: Promise<unknown>): Promise<boolean> {
  return act.then(() => false, () => true);
}

export const shelfPromises: readonly ShelfPromise[] = [
  {
    title: "what was put is got, by number, text or list, and is gone when deleted",
    async check(open) {
      const shelf = await open();
      await shelf.write(["tail", "links"], async (tx) => {
        await tx.put("tail", 3, { three: 3 });
        await tx.put("links", ["a", 1, "x"], Uint8Array.of(1, 2));
      });
      const seen = await shelf.read(["tail", "links"], async (tx) => [await tx.get("tail", 3), await tx.get("links", ["a", 1, "x"]), await tx.get("tail", 4)] as const);
      expectEqual([seen[0], [...(seen[1] as Uint8Array)], seen[2] === undefined], [{ three: 3 }, [1, 2], true]); // as put above
      await shelf.write(["tail"], (tx) => tx.delete("tail", 3));
      expectEqual(await shelf.read(["tail"], async (tx) => (await tx.get("tail", 3)) === undefined), true);
    },
  },
  {
    title: "lists come in the order of their keys, within both ends, no longer than asked",
    async check(open) {
      const shelf = await open();
      await shelf.write(["tail", "links"], async (tx) => {
        for (const n of [10, 9, 2, 1]) await tx.put("tail", n, n);
        for (const key of [["b", 0, "z"], ["a", 10, "y"], ["a", 9, "x"], ["a", 9, "w"]] as const) await tx.put("links", key, key.join());
      });
      expectEqual(await shelf.read(["tail"], (tx) => tx.list("tail")), [1, 2, 9, 10]);
      expectEqual(await shelf.read(["tail"], (tx) => tx.list("tail", { from: 2, to: 9 })), [2, 9]);
      expectEqual(await shelf.read(["tail"], (tx) => tx.list("tail", { limit: 2 })), [1, 2]);
      expectEqual(await shelf.read(["links"], (tx) => tx.list("links", { from: ["a"], to: ["a", Number.MAX_SAFE_INTEGER] })), ["a,9,w", "a,9,x", "a,10,y"]);
    },
  },
  {
    title: "all between two keys is deleted, ends included, and nothing beside them",
    async check(open) {
      const shelf = await open();
      await shelf.write(["bookmarks"], async (tx) => {
        for (const key of ["a", "b", "b/x", "b/y", "b0", "c"]) await tx.put("bookmarks", key, key);
      });
      await shelf.write(["bookmarks"], (tx) => tx.clear("bookmarks", { from: "b/", to: "b/~" }));
      await shelf.write(["bookmarks"], (tx) => tx.clear("bookmarks", { from: "d", to: "e" }));
      expectEqual(await shelf.read(["bookmarks"], (tx) => tx.list("bookmarks")), ["a", "b", "b0", "c"]);
    },
  },
  {
    title: "a transaction that throws changed nothing, and the next one works",
    async check(open) {
      const shelf = await open();
      const broken = shelf.write(["tail", "log"], async (tx) => {
        await tx.put("tail", 0, "half");
        await tx.put("log", "state", "half");
        throw new Error("thought better of it");
      });
      expectEqual(await rejected(broken), true);
      expectEqual(await shelf.read(["tail", "log"], async (tx) => [...await tx.list("tail"), ...await tx.list("log")]), []);
      await shelf.write(["tail"], (tx) => tx.put("tail", 0, "whole"));
      expectEqual(await shelf.read(["tail"], (tx) => tx.list("tail")), ["whole"]);
    },
  },
  {
    title: "transactions at once come one after another: none sees another's half, none is lost",
    async check(open) {
      const shelf = await open();
      await Promise.all(Array.from({ length: 20 }, () => shelf.write(["log"], async (tx) => {
        const before = await tx.get("log", "count");
        await tx.put("log", "count", (typeof before === "number" ? before : 0) + 1);
      })));
      expectEqual(await shelf.read(["log"], (tx) => tx.get("log", "count")), 20);
    },
  },
  {
    title: "a put in place of another leaves one",
    async check(open) {
      const shelf = await open();
      await shelf.write(["receipts"], async (tx) => {
        await tx.put("receipts", ["r", 1, "s"], "old");
        await tx.put("receipts", ["r", 1, "s"], "new");
      });
      expectEqual(await shelf.read(["receipts"], (tx) => tx.list("receipts")), ["new"]);
    },
  },
];
