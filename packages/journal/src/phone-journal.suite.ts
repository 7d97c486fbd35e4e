/** The promises of a phone's journal against a province's depot, one list for every shelf and platform. Holds no test runner. */
import type { FactKey, PersonId, ReplicaId, Segment, SegmentHash, Tip } from "@hocvuso/contract";
import { appendFacts } from "./append-facts.ts";
import { openEnrolmentRequest, signCertificate } from "./certificate.ts";
import { answerHave, answerPut, enrol, keepArrived, openFrames, type DepotIdentity } from "./depot.ts";
import { answeredFact, expectEqual } from "./event-store.suite.ts";
import type { Transport } from "./exchange.ts";
import { hpkeReader, newHpkeKey } from "./hpke.ts";
import { memoryDepotStore, type MemoryDepotStore } from "./memory-depot-store.ts";
import type { MemoryShelf } from "./memory-shelf.ts";
import { openPhoneJournal, type KeyMaker, type PhoneJournal } from "./phone-journal.ts";
import type { Primitives, ReplicaKey } from "./primitives.ts";
import { signReceipt } from "./receipt.ts";
import { readTail } from "./replica-log.ts";
import { openKeyParcel, openWords, sealWords, signErasure, unwrapKeyParcel } from "./sealed-details.ts";
import { readFacts, replicaIdOf } from "./segment.ts";
import type { Shelf } from "./shelf.ts";

export type PhoneGiven<S extends Shelf = Shelf> = {
  /** An empty shelf. */
  readonly open: () => Promise<S>;
  readonly keys: KeyMaker;
  readonly newKey: () => Promise<ReplicaKey>;
  readonly primitives: Primitives;
};

export type PhonePromise<S extends Shelf = Shelf> = { readonly title: string; readonly check: (given: PhoneGiven<S>) => Promise<void> };

/** As a profile is copied from one phone to another. */
async function cloneOnto(twin: Shelf, shelf: Shelf): Promise<void> {
  const boards = ["segments", "links", "log", "replicaKey", "certificates", "trust"] as const;
  for (const board of boards) {
    const values = await shelf.read([board], (tx) => tx.list(board));
    const onlyKey = board === "log" ? "state" : board === "replicaKey" ? "own" : board === "trust" ? "authority" : undefined;
    for (const value of values) {
      const link = value as { replica: string; from: number; hash: string }; // of the two boards below
      const at = onlyKey ?? (board === "segments" ? link.hash : board === "links" ? [link.replica, link.from, link.hash] : `${values.indexOf(value)}`);
      await twin.write([board], (tx) => tx.put(board, at, value));
    }
  }
}

/** A province in memory, and a way to it that can be cut. */
async function provinceOf({ newKey, primitives }: PhoneGiven, { mayEnrol = true, store = memoryDepotStore(), epoch = 1, authority: given }: { mayEnrol?: boolean; store?: MemoryDepotStore; epoch?: number; authority?: ReplicaKey } = {}) {
  const authority = given ?? await newKey();
  const key = await newKey();
  const { publicKey, secret } = await newHpkeKey(16);
  const reader = await hpkeReader(16, publicKey, secret);
  const certificate = await signCertificate({ subject: key, roles: ["province"], place: "", readers: [reader.publicKey], epoch, notAfterMs: 0 }, authority);
  const identity: DepotIdentity = { key, level: 1, certificate, named: { publicKey: key.publicKey, epoch, holdsSample: false }, now: () => 0 };
  const counted: Segment[] = [];
  const way = { lostAnswers: 0, puts: 0 };
  const certify = async (of: Uint8Array) => {
    const granted = await signCertificate({ subject: { alg: of.length === 32 ? 1 : 2, publicKey: of }, roles: ["phone"], place: "", readers: [], epoch: 0, notAfterMs: 0 }, authority);
    counted.push(...await enrol(await replicaIdOf(of, primitives), granted, store));
    return granted;
  };
  const transport: Transport = {
    have: (message) => answerHave(message, store, identity),
    async put(frames) {
      way.puts += 1;
      const arrived = await openFrames(frames, primitives);
      const kept = await keepArrived(arrived, store, identity);
      counted.push(...kept.counted);
      if (way.lostAnswers > 0) {
        way.lostAnswers -= 1;
        throw new Error("the line broke before the answer came");
      }
      return answerPut(kept, arrived, store, identity);
    },
    async enrol(request) {
      const asked = await openEnrolmentRequest(request, primitives);
      return asked === undefined || !mayEnrol ? undefined : certify(asked.publicKey);
    },
  };
  const factsCounted = async () => (await Promise.all(counted.map(async (segment) => {
    const read = await readFacts(segment, primitives, [reader]);
    return read.is === "facts" ? read.facts.map(({ monoMs }) => monoMs / 1_000) : [];
  }))).flat().toSorted((a, b) => a - b);
  const wordsOf = async (person: PersonId, words: string, version: FactKey) => {
    const opened = await Promise.all((await store.parcels()).map(async ({ bytes }) => {
      const parcel = await openKeyParcel(bytes, primitives);
      const subject = parcel?.person === person ? await unwrapKeyParcel(parcel, [reader], primitives) : undefined;
      return subject === undefined ? undefined : openWords(words, subject, version, primitives);
    }));
    return opened.filter((text) => text !== undefined);
  };
  const eraseFrom = async (from: MemoryDepotStore, person: PersonId) => from.erase([person], await signErasure([person], authority));
  /** The province's word that it holds these ends of a log. */
  const signFor = (replica: ReplicaId, tips: readonly Tip[]) => signReceipt({ epoch, level: 1, replica, tips, timeMs: 0 }, key);
  return { authority, store, transport, way, factsCounted, certify, wordsOf, eraseFrom, signFor };
}

function phoneOn(shelf: Shelf, { keys, primitives }: PhoneGiven): PhoneJournal {
  return openPhoneJournal({ shelf, keys, primitives, role: "phone", scope: "", now: () => 0 });
}

function keep(shelf: Shelf, from: number, count: number): Promise<void> {
  return shelf.write(["tail", "log"], (tx) => appendFacts(tx, Array.from({ length: count }, (_, i) => answeredFact(from + i))));
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const atOrigin = { isOrigin: true } as const;

export const phoneJournalPromises: readonly PhonePromise[] = [
  {
    title: "facts wait in the order they were kept, and nothing is sealed before the phone knows to whom",
    async check(given) {
      const shelf = await given.open();
      const phone = phoneOn(shelf, given);
      await keep(shelf, 0, 2);
      await keep(shelf, 2, 1);
      expectEqual((await readTail(shelf, 2)).facts.map(({ monoMs }) => monoMs), [0, 1_000]);
      expectEqual(await phone.seal(), "nobody-to-seal-to");
      expectEqual((await readTail(shelf, 9)).facts.length, 3);
      expectEqual(await phone.outbox(), { unsent: 3, sent: 0, received: 0, safe: 0 });
    },
  },
  {
    title: "an exchange brings everything across once, though the answer was lost and it was begun again",
    async check(given) {
      const shelf = await given.open();
      const province = await provinceOf(given);
      const phone = phoneOn(shelf, given);
      await keep(shelf, 0, 300);
      province.way.lostAnswers = 1;
      expectEqual(await phone.exchange(province.transport, atOrigin).then(() => "met", () => "broken"), "broken");
      await keep(shelf, 300, 1);
      expectEqual((await phone.exchange(province.transport, atOrigin)).refused, []);
      expectEqual(await province.factsCounted(), numbers(301));
      expectEqual(await phone.outbox(), { unsent: 0, sent: 0, received: 301, safe: 0 });
      const { puts } = province.way;
      await phone.exchange(province.transport, atOrigin);
      expectEqual(province.way.puts, puts);
    },
  },
  {
    title: "two sealers at once make one chain",
    async check(given) {
      const shelf = await given.open();
      const province = await provinceOf(given);
      await phoneOn(shelf, given).exchange(province.transport, atOrigin);
      await keep(shelf, 0, 600);
      await Promise.all([1, 2, 3].map(() => phoneOn(shelf, given).seal()));
      const phone = phoneOn(shelf, given);
      expectEqual((await phone.slip()).tips.map(({ next }) => next), [600]);
    },
  },
  {
    title: "what a phone sends before it is enrolled is kept apart, and counts once it is",
    async check(given) {
      const shelf = await given.open();
      const province = await provinceOf(given, { mayEnrol: false });
      const phone = phoneOn(shelf, given);
      await keep(shelf, 0, 4);
      expectEqual((await phone.exchange(province.transport, atOrigin)).refused.map(({ status, why }) => [status, why]), [["quarantined", "not-enrolled"]]);
      expectEqual(await province.factsCounted(), []);
      const kept = await shelf.read(["replicaKey"], (tx) => tx.get("replicaKey", "own"));
      await province.certify(given.keys.open(kept).publicKey);
      expectEqual(await province.factsCounted(), numbers(4));
    },
  },
  {
    title: "bytes are let go only when the province's backup holds them, and never sent or taken again",
    async check(given) {
      const shelf = await given.open();
      const province = await provinceOf(given);
      const phone = phoneOn(shelf, given);
      await keep(shelf, 0, 5);
      await phone.exchange(province.transport, atOrigin);
      const kept = () => shelf.read(["segments"], (tx) => tx.list("segments"));
      await phone.exchange(province.transport, atOrigin);
      expectEqual((await kept()).length, 1);
      const own = await phone.ownReplica();
      province.store.markStable(await province.store.tips([own]));
      await keep(shelf, 5, 2);
      await phone.exchange(province.transport, atOrigin);
      expectEqual((await kept()).length, 1);
      expectEqual(await phone.outbox(), { unsent: 0, sent: 0, received: 2, safe: 5 });
      expectEqual((await phone.slip()).tips.map(({ next }) => next), [7]);
    },
  },
  {
    title: "an earlier word of the province, or one about a branch that this phone never had, takes nothing back",
    async check(given) {
      const shelf = await given.open();
      const province = await provinceOf(given);
      const phone = phoneOn(shelf, given);
      await keep(shelf, 0, 3);
      await phone.exchange(province.transport, atOrigin);
      const { replica, tips } = await phone.slip();
      const earlier = await province.signFor(replica, tips);
      await keep(shelf, 3, 2);
      await phone.exchange(province.transport, atOrigin);
      expectEqual(await phone.outbox(), { unsent: 0, sent: 0, received: 5, safe: 0 });
      const elsewhere = await province.signFor(replica, [{ next: 9, hash: "f".repeat(64) as SegmentHash }]); // 64 digits
      for (const receipt of [earlier, elsewhere, earlier]) {
        await phone.learn({ receipts: [receipt] });
        expectEqual(await phone.outbox(), { unsent: 0, sent: 0, received: 5, safe: 0 });
      }
      expectEqual((await phone.receiptsToHandBack(replica)).length, 3);
    },
  },
  {
    title: "a receipt of a store that the authority does not know lets nobody delete, and changes no word on the screen",
    async check(given) {
      const shelf = await given.open();
      const province = await provinceOf(given);
      const phone = phoneOn(shelf, given);
      await phone.exchange(province.transport, atOrigin);
      await keep(shelf, 0, 3);
      const impostor = await provinceOf(given);
      await phone.seal();
      const { replica, tips } = await phone.slip();
      impostor.store.markStable(new Map([[replica, tips]]));
      await phone.exchange(impostor.transport, { isOrigin: false });
      await phone.exchange(impostor.transport, { isOrigin: true });
      expectEqual(await phone.outbox(), { unsent: 3, sent: 0, received: 0, safe: 0 });
      expectEqual((await shelf.read(["segments"], (tx) => tx.list("segments"))).length, 1);
    },
  },
  {
    title: "a log that two phones write goes on under a new key, with all that waits, and both branches are kept and counted once",
    async check(given) {
      const [shelf, twin] = [await given.open(), await given.open()];
      const province = await provinceOf(given);
      const phone = phoneOn(shelf, given);
      await keep(shelf, 0, 2);
      await phone.exchange(province.transport, atOrigin);
      const key = await shelf.read(["replicaKey"], (tx) => tx.get("replicaKey", "own"));
      await cloneOnto(twin, shelf);
      const second = phoneOn(twin, given);
      await keep(shelf, 2, 1);
      await keep(twin, 3, 2);
      await phone.exchange(province.transport, atOrigin);
      await second.seal();
      await keep(twin, 5, 1);
      expectEqual((await second.exchange(province.transport, atOrigin)).isNewLog, true);
      expectEqual((await twin.read(["replicaKey"], (tx) => tx.get("replicaKey", "own"))) === key, false);
      await keep(twin, 6, 1);
      await second.exchange(province.transport, atOrigin);
      await phone.exchange(province.transport, atOrigin);
      await phone.exchange(province.transport, atOrigin);
      expectEqual(await province.factsCounted(), numbers(7));
      expectEqual((await second.outbox()).unsent, 0);
    },
  },
  {
    title: "a log that two phones write before it is enrolled is kept until it is, for its key alone may ask",
    async check(given) {
      const [shelf, twin] = [await given.open(), await given.open()];
      const province = await provinceOf(given, { mayEnrol: false });
      const phone = phoneOn(shelf, given);
      await keep(shelf, 0, 2);
      await phone.exchange(province.transport, atOrigin);
      await cloneOnto(twin, shelf);
      const second = phoneOn(twin, given);
      await keep(shelf, 2, 1);
      await keep(twin, 3, 1);
      await phone.exchange(province.transport, atOrigin);
      expectEqual((await second.exchange(province.transport, atOrigin)).isNewLog, false);
      const kept = await shelf.read(["replicaKey"], (tx) => tx.get("replicaKey", "own"));
      await province.certify(given.keys.open(kept).publicKey);
      expectEqual((await second.exchange(province.transport, atOrigin)).isNewLog, true);
      expectEqual(await province.factsCounted(), numbers(4));
    },
  },
  {
    title: "a province that was put back to an old backup is filled again",
    async check(given) {
      const shelf = await given.open();
      const province = await provinceOf(given);
      const phone = phoneOn(shelf, given);
      await keep(shelf, 0, 1);
      await phone.exchange(province.transport, atOrigin);
      await keep(shelf, 1, 1);
      const restored = await provinceOf(given, { epoch: 2 });
      await phone.exchange(restored.transport, atOrigin);
      const own: ReplicaId = await phone.ownReplica();
      expectEqual((await restored.store.tips([own])).get(own)?.map(({ next }) => next), [2]);
    },
  },
  {
    title: "a carrier brings what it was given, and carries the receipt back",
    async check(given) {
      const [shelf, other] = [await given.open(), await given.open()];
      const province = await provinceOf(given);
      const [phone, carrier] = [phoneOn(shelf, given), phoneOn(other, given)];
      await phone.exchange(province.transport, atOrigin);
      await carrier.exchange(province.transport, atOrigin);
      await keep(shelf, 0, 3);
      expectEqual((await carrier.take(await phone.bundle())).map(({ status }) => status), ["stored"]);
      expectEqual((await carrier.take(await phone.bundle())).map(({ status }) => status), ["have"]);
      await carrier.exchange(province.transport, atOrigin);
      expectEqual(await province.factsCounted(), numbers(3));
      expectEqual((await phone.outbox()).unsent, 3);
      await phone.learn({ receipts: await carrier.receiptsToHandBack(await phone.ownReplica()) });
      expectEqual(await phone.outbox(), { unsent: 0, sent: 0, received: 3, safe: 0 });
      expectEqual((await phone.bundle()).length, 0);
    },
  },
  {
    title: "facts that no segment could hold together travel in several, and one that none can hold does not hold back the others",
    async check(given) {
      const shelf = await given.open();
      const province = await provinceOf(given);
      const phone = phoneOn(shelf, given);
      await phone.exchange(province.transport, atOrigin);
      // Words that deflate cannot shorten.
      const words = (bytes: number) => Array.from({ length: bytes / 20_000 }, () => [...given.primitives.random(20_000)].map((byte) => String.fromCharCode(0x100 + byte)).join("")).join("");
      await shelf.write(["tail", "log"], (tx) => appendFacts(tx, [
        { ...answeredFact(0), picked: [words(60_000)] }, { ...answeredFact(1), picked: [words(60_000)] }, { ...answeredFact(2), picked: [words(200_000)] }, answeredFact(3),
      ]));
      expectEqual((await phone.exchange(province.transport, atOrigin)).refused, []);
      expectEqual(await province.factsCounted(), numbers(4));
      expectEqual((await phone.outbox()).unsent, 0);
      expectEqual((await shelf.read(["aside"], (tx) => tx.list("aside"))).length, 1);
    },
  },
  {
    title: "words about a person open to the province alone, until the person is erased: then the key is nowhere, and the words open to nobody",
    async check(given) {
      const [shelf, other] = [await given.open(), await given.open()];
      const province = await provinceOf(given);
      const [phone, carrier] = [phoneOn(shelf, given), phoneOn(other, given)];
      const { subject: person, key: version } = answeredFact(1);
      expectEqual(await phone.newSubjectKey(person), undefined);
      await phone.exchange(province.transport, atOrigin);
      await carrier.exchange(province.transport, atOrigin);
      const subject = await phone.newSubjectKey(person);
      if (subject === undefined) throw new Error("the phone has met its province");
      const words = await sealWords("Bác Lài, nhà cuối xóm", subject, version, given.primitives);
      expectEqual(await openWords(words, { ...subject, key: given.primitives.random(32) }, version, given.primitives), undefined);
      expectEqual((await carrier.take(await phone.bundle())).map(({ status }) => status), ["stored"]);
      await carrier.exchange(province.transport, atOrigin);
      expectEqual(await province.wordsOf(person, words, version), ["Bác Lài, nhà cuối xóm"]);
      await phone.exchange(province.transport, atOrigin);
      const { puts } = province.way;
      await phone.exchange(province.transport, atOrigin);
      expectEqual(province.way.puts, puts);
      await province.eraseFrom(province.store, person);
      for (const each of [phone, carrier]) await each.exchange(province.transport, atOrigin);
      expectEqual(await province.wordsOf(person, words, version), []);
      for (const each of [shelf, other]) expectEqual((await each.read(["parcels"], (tx) => tx.list("parcels"))).length, 0);
    },
  },
  {
    title: "a key that the province acknowledged before it was put back to an older backup goes into the next bundle again",
    async check(given) {
      const province = await provinceOf(given);
      const [phone, carrier] = [phoneOn(await given.open(), given), phoneOn(await given.open(), given)];
      await phone.exchange(province.transport, atOrigin);
      await carrier.exchange(province.transport, atOrigin);
      await phone.newSubjectKey(answeredFact(1).subject);
      await phone.exchange(province.transport, atOrigin);
      expectEqual((await phone.bundle()).length, 0);
      const restored = await provinceOf(given, { authority: province.authority, epoch: 2 });
      await carrier.exchange(restored.transport, atOrigin);
      await phone.learn({ certificates: await carrier.certificatesToHandBack() });
      await carrier.take(await phone.bundle());
      await carrier.exchange(restored.transport, atOrigin);
      expectEqual((await restored.store.parcels()).length, 1);
    },
  },
  {
    title: "whoever calls himself the province away from the app's own address keeps no key out of the bundles",
    async check(given) {
      const [province, other] = [await provinceOf(given), await provinceOf(given)];
      const [phone, carrier] = [phoneOn(await given.open(), given), phoneOn(await given.open(), given)];
      await phone.exchange(province.transport, atOrigin);
      await carrier.exchange(province.transport, atOrigin);
      await phone.newSubjectKey(answeredFact(1).subject);
      await phone.exchange({ have: province.transport.have, put: other.transport.put }, { isOrigin: false });
      expectEqual((await carrier.take(await phone.bundle())).map(({ status }) => status), ["stored"]);
      await carrier.exchange(province.transport, atOrigin);
      expectEqual((await province.store.parcels()).length, 1);
    },
  },
  {
    title: "more keys than one put may hold go in several",
    async check(given) {
      const province = await provinceOf(given);
      const phone = phoneOn(await given.open(), given);
      await phone.exchange(province.transport, atOrigin);
      for (let i = 0; i < 501; i++) await phone.newSubjectKey(answeredFact(i).subject);
      const { puts } = province.way;
      await phone.exchange(province.transport, atOrigin);
      expectEqual([province.way.puts - puts, (await province.store.parcels()).length], [2, 501]);
    },
  },
];

/** Of shelves whose disk can be filled. */
export const fullDiskPromises: readonly PhonePromise<MemoryShelf>[] = [
  {
    title: "a full disk keeps nothing new and loses nothing; what waits can still be given away, and is sealed as it was given once there is room",
    async check(given) {
      const [shelf, other] = [await given.open(), await given.open()];
      const province = await provinceOf(given);
      const [phone, carrier] = [phoneOn(shelf, given), phoneOn(other, given)];
      await phone.exchange(province.transport, atOrigin);
      await carrier.exchange(province.transport, atOrigin);
      await keep(shelf, 0, 3);
      shelf.fill(true);
      expectEqual(await keep(shelf, 3, 1).then(() => "kept", () => "refused"), "refused");
      expectEqual((await carrier.take(await phone.bundle())).map(({ status }) => status), ["stored"]);
      await carrier.exchange(province.transport, atOrigin);
      expectEqual(await province.factsCounted(), numbers(3));
      expectEqual((await phone.exchange(province.transport, atOrigin)).isNewLog, false);
      expectEqual((await readTail(shelf, 9)).facts.length, 3);
      shelf.fill(false);
      await keep(shelf, 3, 1);
      expectEqual((await phone.exchange(province.transport, atOrigin)).isNewLog, false);
      expectEqual(await province.factsCounted(), numbers(4));
      expectEqual(await phone.outbox(), { unsent: 0, sent: 0, received: 4, safe: 0 });
    },
  },
];
