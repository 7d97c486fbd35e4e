/** The promises of `DepotStore` beyond those of `EventStore`, one list for every adapter. Holds no test runner. */
import type { PersonId, Segment, SegmentHash } from "@hocvuso/contract";
import { enrol, keepArrived, revoke, type DepotStore } from "./depot.ts";
import { chain, expectEqual, type SuiteGiven } from "./event-store.suite.ts";
import type { KeyParcel } from "./sealed-details.ts";
import { CHAIN_START } from "./segment.ts";

export type DepotGiven = Omit<SuiteGiven, "open"> & { /** An empty depot. */ readonly open: () => Promise<DepotStore> };

export type DepotPromise = { readonly title: string; readonly check: (given: DepotGiven) => Promise<void> };

const certificate = Uint8Array.of(1, 2, 3);
const province = { level: 1 } as const;

function put(store: DepotStore, ...valid: readonly Segment[]) {
  return keepArrived({ valid, parcels: [], aside: [] }, store, province);
}

const hashes = (segments: readonly Segment[]) => segments.map(({ hash }) => hash);

async function threeOf(given: DepotGiven): Promise<readonly [Segment, Segment, Segment]> {
  const [a, b, c] = await chain(given, 3);
  if (a === undefined || b === undefined || c === undefined) throw new Error("no chain");
  return [a, b, c];
}

const revocation = (lastGood: SegmentHash) => ({ lastGood, bytes: Uint8Array.of(9) });

export const depotStorePromises: readonly DepotPromise[] = [
  {
    title: "what an unknown replica sent is held apart, answered for, and counts once when it is enrolled",
    async check(given) {
      const store = await given.open();
      const [a, b, c] = await threeOf(given);
      expectEqual((await put(store, b, a)).verdicts.map(({ status, why }) => [status, why]), [["quarantined", "not-enrolled"], ["quarantined", "not-enrolled"]]);
      expectEqual((await store.tips([a.replica])).get(a.replica)?.map(({ next }) => next), [6]);
      expectEqual(hashes(await enrol(a.replica, certificate, store)), hashes([a, b]));
      expectEqual(hashes(await enrol(a.replica, certificate, store)), []);
      const kept = await put(store, c, a);
      expectEqual(kept.verdicts.map(({ status }) => status), ["stored", "have"]);
      expectEqual(hashes(kept.counted), hashes([c]));
    },
  },
  {
    title: "after a revocation what came up to the last good segment still counts, and nothing after it, in whatever order both came",
    async check(given) {
      for (const order of ["revoked-last", "revoked-first", "good-one-late"] as const) {
        const store = await given.open();
        const [a, b, c] = await threeOf(given);
        await enrol(a.replica, certificate, store);
        if (order === "revoked-last") {
          await put(store, a, b, c);
          expectEqual(await revoke(a.replica, revocation(b.hash), store), [c.hash]);
        } else {
          await revoke(a.replica, revocation(b.hash), store);
          if (order === "good-one-late") {
            expectEqual(hashes((await put(store, c, a)).counted), []);
            expectEqual(hashes((await put(store, b)).counted), hashes([a, b]));
          } else expectEqual(hashes((await put(store, a, b, c)).counted), hashes([a, b]));
        }
        const { counts, apart } = await store.counting(a.replica);
        expectEqual([counts, apart], [hashes([a, b]), hashes([c])]);
        expectEqual((await put(store, a, c)).verdicts.map(({ status }) => status), ["have", "have"]);
      }
    },
  },
  {
    title: "two revocations leave what both leave, and an enrolment does not undo them",
    async check(given) {
      const store = await given.open();
      const [a, b, c] = await threeOf(given);
      await enrol(a.replica, certificate, store);
      await put(store, a, b, c);
      await revoke(a.replica, revocation(b.hash), store);
      await revoke(a.replica, revocation(a.hash), store);
      await revoke(a.replica, revocation(b.hash), store);
      await enrol(a.replica, Uint8Array.of(4), store);
      expectEqual((await store.counting(a.replica)).counts, hashes([a]));
      await revoke(a.replica, revocation(CHAIN_START), store);
      expectEqual((await store.counting(a.replica)).counts, []);
      const decision = (await store.decisions([a.replica])).get(a.replica);
      expectEqual([[...(decision?.certificate ?? [])], decision?.revokedAfter.length], [[4], 3]);
    },
  },
  {
    title: "a replica revoked before it was ever enrolled is quarantined like any unknown one, and counts to its last good segment once enrolled",
    async check(given) {
      const store = await given.open();
      const [a, b] = await threeOf(given);
      await put(store, a, b);
      expectEqual(await revoke(a.replica, revocation(a.hash), store), []);
      expectEqual((await store.decisions([a.replica])).size, 0);
      expectEqual(hashes(await enrol(a.replica, certificate, store)), hashes([a]));
    },
  },
  {
    title: "segments come back whole, in log order, and only those asked for",
    async check(given) {
      const store = await given.open();
      const [a, b, c] = await threeOf(given);
      await put(store, c, a, b);
      const back = await store.segments(a.replica, [a.hash, c.hash]);
      expectEqual(back.map(({ hash, bytes }) => [hash, [...bytes]]), [a, c].map(({ hash, bytes }) => [hash, [...bytes]]));
      expectEqual((await store.stableTips([a.replica])).size, 0);
    },
  },
  {
    title: "a hub keeps all, counts nothing, and answers that it is stored",
    async check(given) {
      const store = await given.open();
      const [a, b] = await threeOf(given);
      const kept = await keepArrived({ valid: [a, b], parcels: [], aside: [] }, store, { level: 0 });
      expectEqual([kept.verdicts.map(({ status }) => status), kept.counted.length], [["stored", "stored"], 0]);
    },
  },
  {
    title: "a parcel is kept once, is gone with the person it is about, and does not come back",
    async check(given) {
      const store = await given.open();
      const person = "018f0000-0000-7000-8000-00000000aaaa" as PersonId; // a UUIDv7 by its form
      const other = "018f0000-0000-7000-8000-00000000bbbb" as PersonId; // likewise
      const parcel = (of: PersonId, digit: string): KeyParcel => ({ person: of, hash: digit.repeat(64) as SegmentHash, stanzas: [], bytes: Uint8Array.of(1) }); // 64 digits
      expectEqual(await store.keepParcels([parcel(person, "a"), parcel(other, "b"), parcel(person, "a")]), ["stored", "stored", "have"]);
      expectEqual((await store.parcels()).length, 2);
      await store.erase([person], Uint8Array.of(7));
      await store.erase([person], Uint8Array.of(7));
      expectEqual((await store.parcels()).length, 1);
      expectEqual(await store.keepParcels([parcel(person, "a"), parcel(person, "c")]), ["have", "have"]);
      expectEqual((await store.parcels()).length, 1);
      await store.erase(["0e0f0000-0000-7000-8000-00000000cccc" as PersonId], Uint8Array.of(9)); // likewise
      expectEqual((await store.erasures(undefined)).map((bytes) => [...bytes]).toSorted(), [[7], [9]]);
      expectEqual((await store.erasures(["018f0000", "aaaaaaaa"])).map((bytes) => [...bytes]), [[7]]);
      expectEqual(await store.erasures([]), []);
    },
  },
  {
    title: "what upstream signed is handed to those it is about, the newest of each, and the certificates of its stores to everybody, first",
    async check(given) {
      const store = await given.open();
      const [a] = await threeOf(given);
      const other = (await chain(given, 1))[0]?.replica ?? a.replica;
      const [signer, authority] = [Uint8Array.of(7), Uint8Array.of(8)];
      const receipt = (replica: typeof other, level: 1 | 2, byte: number) => ({ kind: "receipt", replica, level, signer, bytes: Uint8Array.of(byte) }) as const;
      const certified = (replica: typeof other, isStore: boolean, byte: number) => ({ kind: "certificate", replica, signer: authority, isStore, bytes: Uint8Array.of(byte) }) as const;
      expectEqual(await store.carried([a.replica]), { receipts: [], certificates: [] });
      await store.keepCarried([receipt(a.replica, 1, 1), certified(a.replica, false, 2), receipt(other, 1, 3), certified(other, true, 4)]);
      await store.keepCarried([receipt(a.replica, 1, 5), receipt(a.replica, 2, 6)]);
      await store.keepCarried([]);
      const handedOn = async (...replicas: readonly (typeof other)[]) => Object.values(await store.carried(replicas)).map((documents) => documents.map(([byte]) => byte));
      expectEqual(await handedOn(a.replica), [[5, 6], [4, 2]]);
      expectEqual(await handedOn(), [[], [4]]);
    },
  },
];
