/**
 * A phone of the simulation: the shipped journal on a disk whose power can be cut at any step of any act. The process dies with the
 * power; the next one finds what the disk held at that instant.
 */
import type { ReplicaId, Segment } from "@hocvuso/contract";
import { appendFacts, memoryShelf, openPhoneJournal, type Board, type MemoryShelf, type PhoneJournal, type Shelf, type ShelfTransaction, type Transport, type WireFact } from "@hocvuso/journal";
import type { DepotServer, DepotWorld, Enrolment } from "./depot-server.ts";
import { Violation, type Change } from "./oracle.ts";
import { digest, hexOf, type KeptKey } from "./stand-in-crypto.ts";

class PowerCut extends Error {
  override readonly name = "PowerCut";
}

type Process = {
  readonly shelf: Shelf;
  readonly journal: PhoneJournal;
  stepsLeft: number;
  isDead: boolean;
  /** Two tabs at once: each reading and writing waits for its turn. */
  isShared: boolean;
};

export type DeviceGiven = {
  readonly name: string;
  readonly role: "phone" | "ambassador";
  readonly world: DepotWorld;
  readonly province: DepotServer;
  readonly learners: readonly string[];
  readonly enrolment: Enrolment;
  /** Hands what it has to ambassadors, and has no line of its own. */
  readonly isRemote: boolean;
  readonly disk?: MemoryShelf;
};

export class Device {
  readonly given: DeviceGiven;
  disk: MemoryShelf;
  enrolment: Enrolment;
  clockOffMs = 0;
  isStolen = false;
  /** Its log may be written on another phone too, or was further on before. */
  isDoubled = false;
  cuts = 0;
  readonly #oldAnswers = new Map<DepotServer, Uint8Array[]>();
  /** A picture of the disk that somebody may put back, and what `written` and `toldSafe` were then. */
  image: { readonly disk: MemoryShelf; readonly written: number; readonly toldSafe: number } | undefined;
  /** Facts acknowledged on this disk. */
  written = 0;
  /** Of how many it last said that they are safe. */
  toldSafe = 0;
  #process: Process | undefined;

  constructor(given: DeviceGiven) {
    this.given = given;
    this.disk = given.disk ?? memoryShelf();
    this.enrolment = given.enrolment;
  }

  get name(): string {
    return this.given.name;
  }

  nowMs(): number {
    return Math.trunc(this.given.world.nowMs() + this.clockOffMs);
  }

  /** The running process; started on the disk as it is if there is none. */
  get #running(): Process {
    if (this.#process === undefined || this.#process.isDead) this.#process = this.#boot();
    return this.#process;
  }

  get journal(): PhoneJournal {
    return this.#running.journal;
  }

  /** The power goes after that many steps from now, or at the latest when `restart` is called. */
  cutAfter(steps: number): void {
    this.#running.stepsLeft = steps;
  }

  set isShared(isShared: boolean) {
    this.#running.isShared = isShared;
  }

  /** Ends the process between two acts. @param disk another picture to go on with. */
  restart(disk: MemoryShelf = this.disk.copy()): void {
    if (this.#process !== undefined) {
      if (!this.#process.isDead && this.#process.stepsLeft !== Infinity) this.cuts += 1;
      this.#process.isDead = true;
    }
    this.disk = disk;
  }

  /** Keeps facts as the app does. They are acknowledged when this resolves. */
  async keep(facts: readonly WireFact[]): Promise<void> {
    const { oracle } = this.given.world;
    oracle.attempt(facts);
    await this.#running.shelf.write(["tail", "log"], (tx) => appendFacts(tx, facts));
    oracle.acknowledge(facts);
    this.written += facts.length;
  }

  /** Answers that reached this phone, to come again: on the line to whom they came from, for the origin at least is met by https. */
  oldAnswersOf(server: DepotServer): Uint8Array[] {
    const known = this.#oldAnswers.get(server) ?? [];
    this.#oldAnswers.set(server, known);
    return known;
  }

  /** The way to a server, from the process that runs now: it dies with it. */
  powered(transport: Transport): Transport {
    const process = this.#running;
    const live = async <T>(act: () => Promise<T>): Promise<T> => {
      this.#step(process);
      const answer = await act();
      this.#step(process);
      return answer;
    };
    const { enrol, get } = transport;
    return {
      have: (message) => live(() => transport.have(message)),
      put: (frames) => live(() => transport.put(frames)),
      ...(enrol === undefined ? {} : { enrol: (request) => live(() => enrol(request)) }),
      ...(get === undefined ? {} : { get: (replica, after) => live(() => get(replica, after)) }),
    };
  }

  #step(process: Process): void {
    if (process.isDead) throw new PowerCut("no power");
    process.stepsLeft -= 1;
    if (process.stepsLeft > 0) return;
    process.isDead = true;
    this.cuts += 1;
    this.disk = this.disk.copy();
    this.given.world.note(this.name, "power cut");
    throw new PowerCut("no power");
  }

  #boot(): Process {
    const { world, role } = this.given;
    const { disk } = this;
    const process: Process = { shelf: this.#poweredShelf(disk, () => process), journal: undefined as unknown as PhoneJournal, stepsLeft: Infinity, isDead: false, isShared: false }; // set on the next line
    const journal = openPhoneJournal({
      shelf: process.shelf, primitives: world.crypto.primitives, role, scope: "", now: () => this.nowMs(),
      keys: { make: async () => world.crypto.newKey(), open: (kept) => world.crypto.open(kept as KeptKey) }, // what `make` gave
    });
    return Object.assign(process, { journal });
  }

  #poweredShelf(disk: MemoryShelf, processOf: () => Process): Shelf {
    const { turns, oracle } = this.given.world;
    return {
      read: async (boards, act) => {
        const process = processOf();
        this.#step(process);
        if (process.isShared) await turns.pause();
        const result = await disk.read(boards, act);
        this.#step(process);
        return result;
      },
      write: async (boards, act) => {
        const process = processOf();
        this.#step(process);
        if (process.isShared) await turns.pause();
        const changes: Change[] | undefined = boards.includes("tail") || boards.includes("segments") ? [] : undefined; // facts reach no other board but with one of these
        const result = await disk.write(boards, (tx) => act(this.#watched(tx, process, changes)));
        if (process.isDead) throw new PowerCut("no power");
        if (changes !== undefined && changes.length > 0) oracle.changed(this.name, changes, ({ hash }, bytes) => this.#isInBackup(hash, bytes));
        this.#step(process); // it is on the disk, but nobody hears of it
        return result;
      },
    };
  }

  #isInBackup(hash: string, bytes: Uint8Array): boolean {
    const held = this.given.province.backup.events.held.get(hash as Segment["hash"]); // 64 digits
    return held !== undefined && held.bytes.length === bytes.length && held.bytes.every((byte, i) => byte === bytes[i]);
  }

  #watched(tx: ShelfTransaction, process: Process, changes: Change[] | undefined): ShelfTransaction {
    if (changes === undefined && process.stepsLeft === Infinity) return tx;
    const isWatched = (board: Board): board is Change["board"] => board === "tail" || board === "segments" || board === "aside";
    return {
      get: (board, key) => {
        this.#step(process);
        return tx.get(board, key);
      },
      list: (board, range) => {
        this.#step(process);
        return tx.list(board, range);
      },
      put: async (board, key, value) => {
        this.#step(process);
        if (isWatched(board)) changes?.push({ board, before: await tx.get(board, key), after: value });
        return tx.put(board, key, value);
      },
      delete: async (board, key) => {
        this.#step(process);
        if (isWatched(board)) changes?.push({ board, before: await tx.get(board, key), after: undefined });
        return tx.delete(board, key);
      },
      clear: (board, range) => {
        if (isWatched(board)) throw new RangeError(`nothing clears ${board}`);
        this.#step(process);
        return tx.clear(board, range);
      },
    };
  }

  /** What the disk holds, read past the journal. */
  async contents(): Promise<{ readonly tail: readonly WireFact[]; readonly segments: readonly { readonly hash: string; readonly bytes: Uint8Array }[]; readonly links: readonly { readonly hash: string; readonly replica: ReplicaId; readonly count: number; readonly isLetGo?: true }[]; readonly own: readonly ReplicaId[]; readonly former: readonly ReplicaId[]; readonly certified: ReadonlySet<string>; readonly parcels: readonly { readonly hash: string; readonly bytes: Uint8Array }[]; readonly aside: readonly { readonly why: string; readonly fact: WireFact }[] }> {
    return this.disk.read([], async (tx) => {
      const own = await tx.get("replicaKey", "own") as KeptKey | undefined; // what `make` gave
      const log = await tx.get("log", "state") as { readonly former?: readonly ReplicaId[] } | undefined; // as the journal keeps it
      const current = own === undefined ? [] : [hexOf(digest(Buffer.from(own.publicHex, "hex"))).slice(0, 32) as ReplicaId]; // 32 digits
      const certified = new Set<string>();
      for (const bytes of await tx.list("certificates") as readonly Uint8Array[]) certified.add(hexOf(bytes)); // as the journal keeps them
      return {
        tail: await tx.list("tail") as readonly WireFact[], // as the journal keeps them, here and below
        segments: await tx.list("segments") as readonly { readonly hash: string; readonly bytes: Uint8Array }[],
        links: await tx.list("links") as readonly { readonly hash: string; readonly replica: ReplicaId; readonly count: number; readonly isLetGo?: true }[],
        own: current, former: log?.former ?? [], certified,
        parcels: await tx.list("parcels") as readonly { readonly hash: string; readonly bytes: Uint8Array }[],
        aside: await tx.list("aside") as readonly { readonly why: string; readonly fact: WireFact }[],
      };
    });
  }

  /** What the phone tells its owner must be so: no fact left out, "safe" in the backup and never taken back, and, once it knows the province as it is now, "received" held there. */
  async checkClaims(): Promise<void> {
    const { province } = this.given;
    const { unsent, sent, received, safe } = await this.journal.outbox();
    const { tail, links, own, former, certified } = await this.contents();
    const logs = new Set<string>([...own, ...former]);
    const mine = links.filter(({ replica }) => logs.has(replica));
    const sum = (of: typeof mine) => of.reduce((facts, { count }) => facts + count, 0);
    if (unsent + sent + received + safe !== tail.length + sum(mine)) throw new Violation(this.name, `tells of ${unsent + sent + received + safe} facts and keeps ${tail.length + sum(mine)}`);
    if (unsent + sent + received + safe < this.written) throw new Violation(this.name, `tells of ${unsent + sent + received + safe} facts and acknowledged ${this.written}`);
    const inBackup = sum(mine.filter(({ hash }) => province.backup.events.held.has(hash as Segment["hash"]))); // 64 digits, here and below
    if (safe > inBackup) throw new Violation(this.name, `says that ${safe} facts are safe, the backup holds ${inBackup}`);
    if (safe < this.toldSafe) throw new Violation(this.name, `says that ${safe} facts are safe, and said so of ${this.toldSafe} before`);
    this.toldSafe = safe;
    const { certificate } = await province.identity();
    if (certificate === undefined || !certified.has(hexOf(certificate))) return;
    const held = sum(mine.filter(({ hash }) => province.store.events.held.has(hash as Segment["hash"])));
    if (safe + received > held) throw new Violation(this.name, `says that ${safe + received} facts were received, the province holds ${held}`);
  }

  /** A bundle holds all that the province lacks, as far as this phone knows the province as it is now. */
  async checkBundle(frames: Uint8Array): Promise<void> {
    const { province, world } = this.given;
    if (this.#running.isShared) return; // the other tab may have learned and sealed meanwhile
    const { segments, certified } = await this.contents();
    const { certificate } = await province.identity();
    if (certificate === undefined || !certified.has(hexOf(certificate))) return;
    const given = new Set(world.oracle.framesOf(frames).map(({ seen }) => seen.hash));
    for (const { hash } of segments) {
      if (!given.has(hash) && !province.store.events.held.has(hash as Segment["hash"])) throw new Violation(this.name, `left segment ${hash.slice(0, 8)} out of a bundle`);
    }
  }

  /** Each genuine frame that was taken is kept here, unless its bytes were let go. */
  async checkTaken(frames: Uint8Array): Promise<void> {
    const { segments, links } = await this.contents();
    const kept = new Set([...segments.map(({ hash }) => hash), ...links.filter(({ isLetGo }) => isLetGo === true).map(({ hash }) => hash)]);
    for (const { seen } of this.given.world.oracle.framesOf(frames)) {
      if (seen.isGenuine && !kept.has(seen.hash)) throw new Violation(this.name, `took segment ${seen.hash.slice(0, 8)} and does not keep it`);
    }
  }
}
