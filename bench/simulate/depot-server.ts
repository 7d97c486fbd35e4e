/**
 * A hub or the province of the simulation: the shipped answering code over a store in memory whose machine may die in the middle of
 * a put. One put is one transaction: of a put that dies nothing is kept, and nobody hears an answer.
 */
import type { PersonId, ReplicaId, ReplicaRole, SegmentHash } from "@hocvuso/contract";
import {
  answerGet, answerHave, answerPut, enrol, forward, keepArrived, memoryDepotStore, openCertificate, openEnrolmentRequest, openFrames, openRevocation, replicaIdOf, revoke, signCertificate, signErasure,
  type DepotIdentity, type DepotStore, type MemoryDepotStore, type Reader, type ReplicaKey, type Transport,
} from "@hocvuso/journal";
import type { Dice, Turns } from "./dice.ts";
import { Violation, type Oracle } from "./oracle.ts";
import { provinceProjection, rebuiltProjection, type ProvinceProjection } from "./province-projection.ts";
import type { CryptoWorld, KeptKey } from "./stand-in-crypto.ts";

class Crash extends Error {
  override readonly name = "Crash";
}

export type DepotWorld = {
  readonly dice: Dice;
  readonly turns: Turns;
  readonly crypto: CryptoWorld;
  readonly oracle: Oracle;
  readonly authority: ReplicaKey;
  readonly reader: Reader;
  readonly nowMs: () => number;
  readonly isCalm: () => boolean;
  readonly note: (device: string, what: string) => void;
};

export type Enrolment = "at-once" | "by-hand" | "never";

/** Long gone for a phone whose clock is ahead. */
const A_YEAR_ON_MS = Date.UTC(2027, 0, 1);

const NO_ANSWER = new Uint8Array();

export abstract class DepotServer {
  readonly name: string;
  readonly level: 0 | 1;
  readonly #world: DepotWorld;
  store: MemoryDepotStore = memoryDepotStore();
  /** What lies off the machine. */
  backup: MemoryDepotStore = memoryDepotStore();
  key: KeptKey;
  epoch = 1;
  crashes = 0;
  #identity: DepotIdentity | undefined;
  #isBusy = false;

  constructor(name: string, level: 0 | 1, world: DepotWorld) {
    this.name = name;
    this.level = level;
    this.#world = world;
    this.key = world.crypto.newKey();
  }

  /** After a restore the key is a new one. */
  async identity(): Promise<DepotIdentity> {
    if (this.#identity !== undefined) return this.#identity;
    const key = this.#world.crypto.open(this.key);
    const certificate = await this.certificateFor(key);
    return (this.#identity = { key, level: this.level, named: { publicKey: key.publicKey, epoch: this.epoch, holdsSample: false }, certificate, now: this.#world.nowMs });
  }

  /** What this store can show of the authority. */
  protected abstract certificateFor(key: ReplicaKey): Promise<Uint8Array | undefined>;

  protected forgetIdentity(): void {
    this.#identity = undefined;
  }

  async have(message: Uint8Array): Promise<Uint8Array> {
    return answerHave(message, this.store, await this.identity());
  }

  get(replica: ReplicaId, after: SegmentHash | undefined): Promise<Uint8Array> {
    return answerGet(replica, after, this.store);
  }

  async put(frames: Uint8Array): Promise<Uint8Array> {
    while (this.#isBusy) await this.#world.turns.pause();
    this.#isBusy = true;
    try {
      if (this.#world.isCalm() || !this.#world.dice.chance(0.02)) {
        try {
          return await this.#keep(frames, this.store);
        } finally {
          this.#checkKept(frames);
        }
      }
      const working = this.store.copy();
      let stepsLeft = this.#world.dice.chance(0.5) ? 1 + this.#world.dice.below(3) : Infinity;
      let isOver = false;
      const answer = await this.#keep(frames, slowly(working, async () => {
        await this.#world.turns.pause();
        stepsLeft -= 1;
        if (stepsLeft <= 0) throw new Crash("the machine died");
        return isOver;
      }));
      isOver = true;
      this.store = working;
      this.#checkKept(frames);
      return answer;
    } catch (error) {
      if (error instanceof Crash) this.crashes += 1;
      throw error;
    } finally {
      this.#isBusy = false;
    }
  }

  async #keep(frames: Uint8Array, store: DepotStore): Promise<Uint8Array> {
    const identity = await this.identity();
    const arrived = await openFrames(frames, this.#world.crypto.primitives);
    const kept = await keepArrived(arrived, store, identity);
    const answer = await answerPut(kept, arrived, store, identity);
    await this.project(kept.counted);
    return answer;
  }

  /** Each genuine frame that arrived is held, whatever lay beside it, and what nobody signed is not. */
  #checkKept(frames: Uint8Array): void {
    for (const { seen } of this.#world.oracle.framesOf(frames)) {
      if (this.#world.oracle.isParcel(seen.hash)) continue;
      const hash = seen.hash as SegmentHash; // 64 digits
      const isHeld = this.store.events.held.has(hash);
      if (seen.isGenuine && !isHeld) throw new Violation(this.name, `segment ${seen.hash.slice(0, 8)} arrived whole and is not held (I10)`);
      if (!seen.isGenuine && isHeld) throw new Violation(this.name, `segment ${seen.hash.slice(0, 8)} is held and nobody signed it (I4)`);
      if (!seen.isGenuine && !this.store.events.aside.has(hash)) throw new Violation(this.name, "bytes that are no segment were not kept aside (I4)");
    }
  }

  async project(_: readonly unknown[]): Promise<void> {}

  async free(): Promise<void> {
    while (this.#isBusy) await this.#world.turns.pause();
  }

  async takeBackup(): Promise<void> {
    await this.free();
    this.backup = this.store.copy();
    if (this.level === 1) this.store.markStable(await this.backup.tips(await this.backup.replicas()));
  }

  async restore(): Promise<void> {
    await this.free();
    this.store = this.backup.copy();
    this.epoch += 1;
    this.key = this.#world.crypto.newKey();
    this.forgetIdentity();
    this.#world.note(this.name, `restored, epoch ${this.epoch}`);
  }
}

/**
 * Every write takes its time, in which other acts go on and the machine may die.
 * @param wait tells whether the transaction is over: what is written after that is gone.
 */
function slowly(store: MemoryDepotStore, wait: () => Promise<boolean>): DepotStore {
  return {
    ...store,
    add: async (segments, counting) => (await wait()) ? [] : store.add(segments, counting),
    setAside: async (bytes, found) => (await wait()) ? undefined : store.setAside(bytes, found),
    setCounting: async (replica, hashes, isCounting) => (await wait()) ? undefined : store.setCounting(replica, hashes, isCounting),
  };
}

export class Hub extends DepotServer {
  readonly #world: DepotWorld;
  /** Whom it believes, and what it was given; a restored hub reads both off its backup, but for the certificate of a key that it has no more. */
  #authority: Uint8Array | undefined;
  #certificate: Uint8Array | undefined;

  constructor(name: string, world: DepotWorld) {
    super(name, 0, world);
    this.#world = world;
  }

  protected override async certificateFor(): Promise<Uint8Array | undefined> {
    return this.#certificate;
  }

  async forward(upstream: Transport, only: readonly ReplicaId[] | undefined): Promise<void> {
    const { crypto } = this.#world;
    const { authority, ownCertificate } = await forward({
      store: this.store, upstream, key: crypto.open(this.key), primitives: crypto.primitives, authority: this.#authority, ...(only === undefined ? {} : { only }),
    });
    this.#authority = authority;
    this.#certificate = ownCertificate;
    this.forgetIdentity();
  }

  override async restore(): Promise<void> {
    this.#certificate = undefined;
    await super.restore();
  }
}

export class Province extends DepotServer {
  readonly #world: DepotWorld;
  projection: ProvinceProjection;
  /** Whom a person has to decide on, with the public key that asked. */
  readonly pending = new Map<ReplicaId, Uint8Array>();
  /** What persons decided, on paper: entered again after a restore. */
  readonly #paper: (() => Promise<void>)[] = [];

  constructor(world: DepotWorld) {
    super("province", 1, world);
    this.#world = world;
    this.projection = provinceProjection(world.crypto.primitives, world.reader);
  }

  protected override certificateFor({ alg, publicKey }: ReplicaKey): Promise<Uint8Array> {
    const { authority, reader } = this.#world;
    return signCertificate({ subject: { alg, publicKey }, roles: ["province"], place: "", readers: [reader.publicKey], epoch: this.epoch, notAfterMs: A_YEAR_ON_MS }, authority);
  }

  override project(counted: Parameters<ProvinceProjection["count"]>[0]): Promise<void> {
    return this.projection.count(counted);
  }

  /** A request, or a certificate that came before the store was restored. @returns the certificate; empty bytes for a no, or for a request that its key did not sign. */
  async enrol(request: Uint8Array, enrolment: Enrolment): Promise<Uint8Array> {
    await this.free();
    const shown = await openCertificate(request, this.#world.authority.publicKey, this.#world.crypto.primitives);
    if (shown !== undefined) {
      if (shown.roles.includes("province")) return NO_ANSWER;
      return this.#admit(await replicaIdOf(shown.subject.publicKey, this.#world.crypto.primitives), request);
    }
    const asked = await openEnrolmentRequest(request, this.#world.crypto.primitives);
    if (asked === undefined) return NO_ANSWER;
    const replica = await replicaIdOf(asked.publicKey, this.#world.crypto.primitives);
    if (asked.role === "province") return NO_ANSWER;
    if (enrolment === "at-once") return this.#admit(replica, await this.#certificateOf(asked.publicKey, asked.role));
    if (enrolment === "by-hand") this.pending.set(replica, asked.publicKey);
    return NO_ANSWER;
  }

  #certificateOf(publicKey: Uint8Array, role: ReplicaRole): Promise<Uint8Array> {
    return signCertificate({ subject: { alg: 1, publicKey }, roles: [role], place: "", readers: [], epoch: 1, notAfterMs: A_YEAR_ON_MS }, this.#world.authority);
  }

  async #admit(replica: ReplicaId, certificate: Uint8Array): Promise<Uint8Array> {
    await this.project(await enrol(replica, certificate, this.store));
    this.#world.oracle.enrolled.add(replica);
    this.#world.note(this.name, `enrolled ${replica.slice(0, 8)}`);
    return certificate;
  }

  async admitPending(): Promise<void> {
    await this.free();
    for (const [replica, publicKey] of this.pending) {
      const act = async () => void await this.#admit(replica, await this.#certificateOf(publicKey, "phone"));
      this.#paper.push(act);
      await act();
    }
    this.pending.clear();
  }

  /** @returns whether it was signed by the authority and entered. */
  async enterRevocation(bytes: Uint8Array): Promise<boolean> {
    await this.free();
    const revocation = await openRevocation(bytes, this.#world.authority.publicKey, this.#world.crypto.primitives);
    if (revocation === undefined) return false;
    const { replica, lastGood } = revocation;
    const act = async () => {
      this.projection.uncount(await revoke(replica, { lastGood, bytes }, this.store));
      this.#world.oracle.revoke(replica, lastGood);
    };
    this.#paper.push(act);
    await act();
    this.#world.note(this.name, `revoked ${replica.slice(0, 8)} after ${lastGood.slice(0, 8)}`);
    return true;
  }

  async erase(persons: readonly PersonId[]): Promise<void> {
    await this.free();
    const bytes = await signErasure(persons, this.#world.authority);
    const act = () => this.store.erase(persons, bytes);
    this.#paper.push(act);
    await act();
    for (const person of persons) this.#world.oracle.erased.add(person);
    this.#world.note(this.name, `erased ${persons.join(", ")}`);
  }

  override async takeBackup(): Promise<void> {
    await super.takeBackup();
    this.#world.oracle.backup();
  }

  override async restore(): Promise<void> {
    await super.restore();
    this.#world.oracle.restore();
    this.projection = await rebuiltProjection(this.store, this.#world.crypto.primitives, this.#world.reader);
    for (const enter of this.#paper) await enter();
  }
}
