/**
 * Small worlds, every story: three phones, a carrier and a province, whatever order they keep, cut, send, copy, back up and restore in.
 * The model is plain sets of numbers. What fails shrinks to a short story.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import type { Segment } from "@hocvuso/contract";
import { nodePrimitives } from "../../../tests/given.ts";
import { appendFacts } from "./append-facts.ts";
import { openCertificate, openEnrolmentRequest, signCertificate } from "./certificate.ts";
import { answerHave, answerPut, enrol, keepArrived, openFrames, type DepotIdentity } from "./depot.ts";
import { answeredFact } from "./event-store.suite.ts";
import { memoryDepotStore, type MemoryDepotStore } from "./memory-depot-store.ts";
import { memoryShelf, type MemoryShelf } from "./memory-shelf.ts";
import { openPhoneJournal, type PhoneJournal } from "./phone-journal.ts";
import type { Transport } from "./exchange.ts";
import type { Primitives, Reader, ReplicaKey } from "./primitives.ts";
import { readFacts, replicaIdOf } from "./segment.ts";

/** What the province's reader can open, by what it looks like wrapped. */
const wrappings = new Map<string, Uint8Array>();
const reader: Reader = { publicKey: { kem: 32, publicKey: new Uint8Array(32) }, unwrap: async ({ wrapped }) => wrappings.get(Buffer.from(wrapped).toString("hex")) };

/** Stand-ins for the slow half of the cryptography; hashes and bodies are real. A signature is the hash of key and message: nobody here forges. */
const quick: Primitives = {
  ...nodePrimitives,
  deflate: async (bytes) => bytes,
  inflate: async (bytes) => bytes,
  async wrap(_, plain) {
    const wrapped = createHash("sha384").update(plain).digest();
    wrappings.set(wrapped.toString("hex"), plain);
    return { encapsulated: new Uint8Array(32), wrapped };
  },
  verify: async ({ publicKey, message, signature }) => Buffer.from(signature).equals(signatureOf(publicKey, message)),
};

function signatureOf(publicKey: Uint8Array, message: Uint8Array): Buffer {
  return createHash("sha512").update(publicKey).update(message).digest();
}

function quickKey(name: string): ReplicaKey {
  const publicKey = createHash("sha256").update(name).digest();
  return { alg: 1, publicKey, sign: async (message) => signatureOf(publicKey, message) };
}

type Line = "up" | "request-lost" | "answer-lost" | "said-twice";

class World {
  readonly authority = quickKey("authority");
  store: MemoryDepotStore = memoryDepotStore();
  backup: MemoryDepotStore = memoryDepotStore();
  epoch = 1;
  readonly shelves: MemoryShelf[] = [];
  readonly phones: PhoneJournal[] = [];
  readonly kept: Set<number>[] = [];
  line: Line = "up";
  #keys = 0;

  constructor() {
    for (let phone = 0; phone < 3; phone++) this.reopen(phone, memoryShelf());
  }

  /** A phone on this disk: after a power cut, or for the first time. */
  reopen(phone: number, shelf: MemoryShelf): void {
    this.shelves[phone] = shelf;
    this.kept[phone] ??= new Set();
    this.phones[phone] = openPhoneJournal({
      shelf, primitives: quick, role: "phone", scope: "", now: () => 0,
      keys: { make: async () => `phone key ${this.#keys++}`, open: (name) => quickKey(String(name)) },
    });
  }

  async identity(): Promise<DepotIdentity> {
    const key = quickKey(`store ${this.epoch}`);
    const certificate = await signCertificate({ subject: key, roles: ["province"], place: "", readers: [reader.publicKey], epoch: this.epoch, notAfterMs: 0 }, this.authority);
    return { key, level: 1, certificate, named: { publicKey: key.publicKey, epoch: this.epoch, holdsSample: false }, now: () => 0 };
  }

  async #over(act: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const { line } = this;
    this.line = "up";
    if (line === "request-lost") throw new Error("nobody answered");
    if (line === "said-twice") await act();
    const answer = await act();
    if (line === "answer-lost") throw new Error("the answer was lost");
    return answer;
  }

  readonly transport: Transport = {
    have: (message) => this.#over(async () => answerHave(message, this.store, await this.identity())),
    put: (frames) => this.#over(async () => {
      const arrived = await openFrames(frames, quick);
      const identity = await this.identity();
      return answerPut(await keepArrived(arrived, this.store, identity), arrived, this.store, identity);
    }),
    enrol: async (message) => {
      const shown = await openCertificate(message, this.authority.publicKey, quick);
      if (shown !== undefined) {
        await enrol(await replicaIdOf(shown.subject.publicKey, quick), message, this.store);
        return message;
      }
      const asked = await openEnrolmentRequest(message, quick);
      if (asked === undefined) return undefined;
      const certificate = await signCertificate({ subject: { alg: 1, publicKey: asked.publicKey }, roles: ["phone"], place: "", readers: [], epoch: 0, notAfterMs: 0 }, this.authority);
      await enrol(await replicaIdOf(asked.publicKey, quick), certificate, this.store);
      return certificate;
    },
  };

  /** Numbers of the facts that count, each as often as its natural key stands in a counted segment's facts of different keys: once. */
  async counted(): Promise<Set<number>> {
    const numbers = new Set<number>();
    for (const replica of await this.store.replicas()) {
      for (const segment of await this.store.segments(replica, (await this.store.counting(replica)).counts)) for (const n of await this.numbersIn(segment)) numbers.add(n);
    }
    return numbers;
  }

  async numbersIn(segment: Segment): Promise<number[]> {
    const read = await readFacts(segment, quick, [reader]);
    return read.is === "facts" ? read.facts.map(({ monoMs }) => monoMs / 1_000) : [];
  }
}

type Model = { next: number };

class Step implements fc.AsyncCommand<Model, World> {
  readonly #title: string;
  readonly #act: (model: Model, world: World) => Promise<void>;
  constructor(title: string, act: (model: Model, world: World) => Promise<void>) {
    this.#title = title;
    this.#act = act;
  }
  check(): boolean {
    return true;
  }
  async run(model: Model, world: World): Promise<void> {
    await this.#act(model, world);
    await nothingLetGoIsOutsideTheBackup(world);
  }
  toString(): string {
    return this.#title;
  }
}

/** I6: whatever a phone no longer has the bytes of, the province's backup has. */
async function nothingLetGoIsOutsideTheBackup({ shelves, backup }: World): Promise<void> {
  for (const shelf of shelves) {
    const links = await shelf.read(["links"], (tx) => tx.list("links")) as readonly { readonly hash: Segment["hash"]; readonly isLetGo?: true }[]; // as the journal keeps them
    for (const { hash, isLetGo } of links) if (isLetGo === true) assert.ok(backup.events.held.has(hash), `${hash} was let go and no backup has it`);
  }
}

const phone = fc.nat(2);
const failing = (act: Promise<unknown>) => act.then(() => {}, (error: unknown) => {
  if (!(error instanceof Error) || !/nobody answered|answer was lost|disk is full/.test(error.message)) throw error;
});

const steps: fc.Arbitrary<fc.AsyncCommand<Model, World>>[] = [
  fc.tuple(phone, fc.integer({ min: 1, max: 4 })).map(([at, count]) => new Step(`phone ${at} keeps ${count}`, async (model, world) => {
    const numbers = Array.from({ length: count }, () => model.next++);
    await world.shelves[at]?.write(["tail", "log"], (tx) => appendFacts(tx, numbers.map(answeredFact)));
    for (const n of numbers) world.kept[at]?.add(n);
  })),
  fc.tuple(phone, fc.constantFrom<Line[]>("up", "request-lost", "answer-lost", "said-twice")).map(([at, line]) => new Step(`phone ${at} meets the province, line ${line}`, async (_, world) => {
    world.line = line;
    await failing(world.phones[at]?.exchange(world.transport, { isOrigin: true }) ?? Promise.resolve());
    world.line = "up";
  })),
  fc.tuple(phone, phone).map(([from, to]) => new Step(`phone ${from} gives all to phone ${to}`, async (_, world) => {
    await world.phones[to]?.take(await world.phones[from]?.bundle() ?? new Uint8Array());
  })),
  fc.tuple(phone, phone).map(([from, to]) => new Step(`phone ${from} hands phone ${to} its receipts`, async (_, world) => {
    const replica = await world.phones[to]?.ownReplica();
    if (replica !== undefined) await world.phones[to]?.learn({ receipts: await world.phones[from]?.receiptsToHandBack(replica) ?? [] });
  })),
  phone.map((at) => new Step(`phone ${at} loses power`, async (_, world) => {
    const flash = world.shelves[at]?.copy();
    if (flash !== undefined) world.reopen(at, flash);
  })),
  phone.map((at) => new Step(`phone ${at} has a full disk for one meeting`, async (_, world) => {
    world.shelves[at]?.fill(true);
    await failing(world.phones[at]?.exchange(world.transport, { isOrigin: true }) ?? Promise.resolve());
    world.shelves[at]?.fill(false);
  })),
  fc.tuple(phone, phone).map(([from, to]) => new Step(`phone ${to} is made from a copy of phone ${from}, and both go on`, async (_, world) => {
    // What only the overwritten phone had is lost with it; the model forgets it too.
    const flash = world.shelves[from]?.copy();
    if (flash === undefined || from === to) return;
    world.kept[to] = new Set(world.kept[from]);
    world.reopen(to, flash);
  })),
  fc.constant(new Step("the province makes a backup", async (_, world) => {
    world.backup = world.store.copy();
    world.store.markStable(await world.store.tips(await world.store.replicas()));
  })),
  fc.constant(new Step("the province is put back to its backup", async (_, world) => {
    world.store = world.backup.copy();
    world.store.markStable(await world.store.tips(await world.store.replicas()));
    world.epoch += 1;
  })),
];

test("whatever three phones and a province do, at the end every fact kept counts, nothing is let go outside the backup", async () => {
  await fc.assert(fc.asyncProperty(fc.commands(steps, { size: "+1", maxCommands: 40 }), async (commands) => {
    const world = new World();
    await fc.asyncModelRun(() => ({ model: { next: 0 }, real: world }), commands);
    for (let round = 0; round < 3; round++) for (const each of world.phones) await each.exchange(world.transport, { isOrigin: true });
    const counted = await world.counted();
    for (const [at, kept] of world.kept.entries()) {
      for (const n of kept) assert.ok(counted.has(n), `fact ${n} of phone ${at} does not count`);
      assert.equal((await world.phones[at]?.outbox())?.unsent, 0);
    }
    await nothingLetGoIsOutsideTheBackup(world);
  }), { numRuns: 150 });
});

test("two tabs that keep, seal and meet the province in any interleaving lose and double nothing", async () => {
  await fc.assert(fc.asyncProperty(fc.scheduler(), fc.array(fc.constantFrom("keep", "meet", "seal"), { minLength: 2, maxLength: 8 }), fc.array(fc.constantFrom("keep", "meet", "seal"), { minLength: 2, maxLength: 8 }), async (scheduler, first, second) => {
    const world = new World();
    await world.phones[0]?.exchange(world.transport, { isOrigin: true });
    const slow: Transport = {
      have: (message) => scheduler.schedule(Promise.resolve(), "have").then(() => world.transport.have(message)),
      put: (frames) => scheduler.schedule(Promise.resolve(), "put").then(() => world.transport.put(frames)),
    };
    const shelf = world.shelves[0];
    if (shelf === undefined) throw new Error("no shelf");
    const scheduled: typeof shelf = {
      ...shelf,
      read: (boards, act) => scheduler.schedule(Promise.resolve(), "read").then(() => shelf.read(boards, act)),
      write: (boards, act) => scheduler.schedule(Promise.resolve(), "write").then(() => shelf.write(boards, act)),
    };
    let next = 0;
    const tab = async (acts: readonly string[]) => {
      const journal = openPhoneJournal({ shelf: scheduled, primitives: quick, role: "phone", scope: "", now: () => 0, keys: { make: async () => "tab key", open: (name) => quickKey(String(name)) } });
      for (const act of acts) {
        const n = next;
        if (act === "keep") {
          next += 1;
          await scheduled.write(["tail", "log"], (tx) => appendFacts(tx, [answeredFact(n)]));
        } else await (act === "meet" ? journal.exchange(slow, { isOrigin: true }) : journal.seal());
      }
    };
    await scheduler.waitFor(Promise.all([tab(first), tab(second)]));
    await world.phones[0]?.exchange(world.transport, { isOrigin: true });
    assert.deepEqual([...await world.counted()].toSorted((a, b) => a - b), Array.from({ length: next }, (_, n) => n));
    const replica = await world.phones[0]?.ownReplica();
    assert.equal((await world.store.tips(replica === undefined ? [] : [replica])).get(replica ?? ("" as never))?.length ?? 0, next > 0 ? 1 : 0);
  }), { numRuns: 60 });
});
