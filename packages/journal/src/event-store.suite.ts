/**
 * The promises of `EventStore`, one list for every adapter: in memory, in PostgreSQL, and in a real browser's IndexedDB.
 * Holds no test runner, so that it also runs inside a page.
 */
import type { FactKey, ItemAnswered, ItemId, PersonId, Segment } from "@hocvuso/contract";
import type { EventStore } from "./event-store.ts";
import type { Primitives, ReplicaKey } from "./primitives.ts";
import { CHAIN_START, sealSegment } from "./segment.ts";

export type SuiteGiven = {
  /** An empty store. */
  readonly open: () => Promise<EventStore>;
  readonly newKey: () => Promise<ReplicaKey>;
  readonly primitives: Primitives;
};

export type StorePromise = { readonly title: string; readonly check: (given: SuiteGiven) => Promise<void> };

export function expectEqual(actual: unknown, expected: unknown): void {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new Error(`expected ${e}, got ${a}`);
}

export function answeredFact(n: number): ItemAnswered {
  const id = (kind: number) => `018f0000-0000-7000-800${kind}-${String(n).padStart(12, "0")}`;
  return {
    kind: "item-answered", key: id(1) as FactKey, actor: id(2) as PersonId, subject: id(2) as PersonId, // ids of the right form
    wallMs: 1_760_000_000_000 + 1_000 * n, monoMs: 1_000 * n, item: "ten-khac-bang" as ItemId, try: 0, picked: ["b"], dwellMs: 4_000 + n,
  };
}

/** A chain of segments of `size` facts each. */
export async function chain({ newKey, primitives }: Pick<SuiteGiven, "newKey" | "primitives">, length: number, size = 3): Promise<Segment[]> {
  const key = await newKey();
  const segments: Segment[] = [];
  for (let i = 0; i < length; i++) {
    const facts = Array.from({ length: size }, (_, j) => answeredFact(i * size + j));
    segments.push(await sealSegment({ from: i * size, previous: segments.at(-1)?.hash ?? CHAIN_START, scope: "", wallMs: 0, facts }, key, primitives));
  }
  return segments;
}

async function tipsOf(store: EventStore, [segment]: readonly Segment[]) {
  if (segment === undefined) throw new Error("an empty chain");
  return (await store.tips([segment.replica])).get(segment.replica) ?? [];
}

const nothing = { tips: [], except: new Set<never>() };

export const eventStorePromises: readonly StorePromise[] = [
  {
    title: "a segment is stored once, however often it is added",
    async check(given) {
      const store = await given.open();
      const [a, b] = await chain(given, 2);
      if (a === undefined || b === undefined) throw new Error("no chain");
      expectEqual(await store.add([a, a]), ["stored", "have"]);
      expectEqual(await store.add([b, a]), ["stored", "have"]);
      expectEqual((await store.after(a.replica, nothing)).map(({ hash }) => hash), [a.hash, b.hash]);
    },
  },
  {
    title: "five senders at once store a segment once",
    async check(given) {
      const store = await given.open();
      const segments = await chain(given, 4);
      const answers = await Promise.all(Array.from({ length: 5 }, () => store.add(segments)));
      expectEqual(answers.flat().filter((answer) => answer === "stored").length, 4);
    },
  },
  {
    title: "a segment comes back byte for byte",
    async check(given) {
      const store = await given.open();
      const [a] = await chain(given, 1);
      if (a === undefined) throw new Error("no chain");
      await store.add([a]);
      const [back] = await store.after(a.replica, nothing);
      expectEqual([...(back?.bytes ?? [])], [...a.bytes]);
      expectEqual({ ...back?.header, publicKey: [] }, { ...a.header, publicKey: [] });
    },
  },
  {
    title: "a tip stops before a gap and moves on when it is filled, in whatever order",
    async check(given) {
      const store = await given.open();
      const [a, b, c, d] = await chain(given, 4);
      if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error("no chain");
      await store.add([d]);
      expectEqual(await tipsOf(store, [a]), []);
      await store.add([b, a]);
      expectEqual(await tipsOf(store, [a]), [{ next: 6, hash: b.hash }]);
      await store.add([c]);
      expectEqual(await tipsOf(store, [a]), [{ next: 12, hash: d.hash }]);
    },
  },
  {
    title: "both branches of a fork are kept and both tips named",
    async check(given) {
      const store = await given.open();
      const key = await given.newKey();
      const seal = (from: number, previous: Segment["hash"], n: number) => sealSegment({ from, previous, scope: "", wallMs: 0, facts: [answeredFact(n)] }, key, given.primitives);
      const root = await seal(0, CHAIN_START, 1);
      const left = await seal(1, root.hash, 2);
      const right = await seal(1, root.hash, 3);
      await store.add([root, left, right]);
      expectEqual((await tipsOf(store, [root])).map(({ hash }) => hash), [left.hash, right.hash].toSorted());
      expectEqual((await store.after(root.replica, { tips: [{ next: 2, hash: left.hash }], except: new Set() })).map(({ hash }) => hash), [right.hash]);
    },
  },
  {
    title: "a peer is offered what comes after its tips, and not what it was offered before",
    async check(given) {
      const store = await given.open();
      const [a, b, c] = await chain(given, 3);
      if (a === undefined || b === undefined || c === undefined) throw new Error("no chain");
      await store.add([a, b, c]);
      expectEqual((await store.after(a.replica, { tips: [{ next: 3, hash: a.hash }], except: new Set() })).map(({ hash }) => hash), [b.hash, c.hash]);
      expectEqual((await store.after(a.replica, { tips: [{ next: 3, hash: a.hash }], except: new Set([b.hash]) })).map(({ hash }) => hash), [c.hash]);
      const clonedTwin = { next: 3, hash: c.hash.replaceAll(/[0-9a-f]/g, "7") as Segment["hash"] }; // 64 digits still
      expectEqual((await store.after(a.replica, { tips: [clonedTwin], except: new Set() })).length, 3);
    },
  },
  {
    title: "one replica's segments do not show in another's",
    async check(given) {
      const store = await given.open();
      const mine = await chain(given, 2);
      const theirs = await chain(given, 1);
      await store.add([...theirs, ...mine]);
      expectEqual((await tipsOf(store, mine)).map(({ next }) => next), [6]);
      expectEqual((await tipsOf(store, theirs)).map(({ next }) => next), [3]);
      expectEqual((await store.tips([])).size, 0);
      expectEqual(await store.replicas(), [...new Set([...mine, ...theirs].map(({ replica }) => replica))].toSorted());
      expectEqual((await store.links(mine[0]?.replica ?? "0".repeat(32) as Segment["replica"])).map(({ hash }) => hash).toSorted(), mine.map(({ hash }) => hash).toSorted()); // 32 digits
    },
  },
  {
    title: "bytes set aside change nothing of what is held",
    async check(given) {
      const store = await given.open();
      const segments = await chain(given, 1);
      await store.setAside(Uint8Array.of(1, 2, 3), { hash: "f".repeat(64) as Segment["hash"], why: "torn" }); // 64 digits
      await store.setAside(Uint8Array.of(1, 2, 3), { hash: "f".repeat(64) as Segment["hash"], why: "torn" }); // likewise
      await store.add(segments);
      expectEqual((await tipsOf(store, segments)).map(({ next }) => next), [3]);
    },
  },
];
