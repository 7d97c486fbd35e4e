/** The network of the simulation: loses, doubles, spoils, delays, and brings back old messages. Each rate is a share of the sends until faults stop. */
import type { Transport } from "@hocvuso/journal";
import type { Dice, Turns } from "./dice.ts";

export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

type LineStats = { sends: number; lost: number; duplicated: number; corrupted: number; replayed: number };

/** What answers at the other end. An empty answer to `enrol` is a no. */
export type Answering = {
  readonly have: (message: Uint8Array) => Promise<Uint8Array>;
  readonly put: (frames: Uint8Array) => Promise<Uint8Array>;
  readonly enrol?: (request: Uint8Array) => Promise<Uint8Array>;
  readonly get?: NonNullable<Transport["get"]>;
};

type Handle = (request: Uint8Array) => Promise<Uint8Array>;

export class Network {
  readonly stats: LineStats = { sends: 0, lost: 0, duplicated: 0, corrupted: 0, replayed: 0 };
  /** Faults have stopped. */
  isCalm = false;
  readonly #dice: Dice;
  readonly #turns: Turns;
  readonly #air: { readonly request: Uint8Array; readonly handle: Handle }[] = [];

  constructor(dice: Dice, turns: Turns) {
    this.#dice = dice;
    this.#turns = turns;
  }

  /** @param old answers that came this way before, of which one may come again. */
  async send(request: Uint8Array, handle: Handle, old: Uint8Array[]): Promise<Uint8Array> {
    const dice = this.#dice;
    await this.#turns.pause();
    if (this.isCalm) return handle(request);
    this.stats.sends += 1;
    if (dice.chance(0.11)) this.#air.push({ request, handle });
    if (dice.chance(0.08)) return this.#lose();
    const earlier = dice.chance(0.05) ? old[dice.below(old.length)] : undefined;
    if (earlier !== undefined) {
      this.stats.replayed += 1;
      return earlier;
    }
    let answer = await handle(dice.chance(0.048) ? this.#spoilt(request) : request);
    if (dice.chance(0.165)) {
      this.stats.duplicated += 1;
      await this.#turns.pause();
      answer = await handle(request);
    }
    await this.#turns.pause();
    if (dice.chance(0.08)) return this.#lose();
    if (old.length < 8) old.push(answer);
    else old[dice.below(8)] = answer;
    return dice.chance(0.048) ? this.#spoilt(answer) : answer;
  }

  /** Old messages that arrive now, months after they were sent perhaps. */
  async deliverLate(share: number): Promise<void> {
    for (let i = this.#air.length - 1; i >= 0; i--) {
      const message = this.#air[i];
      if (message === undefined || !this.#dice.chance(share)) continue;
      this.#air.splice(i, 1);
      this.stats.replayed += 1;
      await message.handle(message.request).catch(foreseen); // nobody waits for the answer
    }
  }

  transport(answering: Answering, old: Uint8Array[]): Transport {
    const { have, put, enrol, get } = answering;
    const empty = new Uint8Array();
    return {
      have: (message) => this.send(message, have, old),
      put: (frames) => this.send(frames, put, old),
      ...(enrol === undefined ? {} : { enrol: async (request: Uint8Array) => {
        const certificate = await this.send(request, enrol, []);
        return certificate.length === 0 ? undefined : certificate;
      } }),
      ...(get === undefined ? {} : { get: (replica, after) => this.send(empty, () => get(replica, after), []) }),
    };
  }

  #lose(): never {
    this.stats.lost += 1;
    throw new Unreachable("no answer");
  }

  #spoilt(bytes: Uint8Array): Uint8Array {
    this.stats.corrupted += 1;
    if (this.#dice.chance(0.3)) return bytes.slice(0, this.#dice.below(bytes.length + 1));
    const spoilt = bytes.slice();
    for (let flips = 1 + this.#dice.below(3); flips > 0 && spoilt.length > 0; flips--) {
      const at = this.#dice.below(spoilt.length);
      spoilt[at] = (spoilt[at] ?? 0) ^ (1 << this.#dice.below(8));
    }
    return spoilt;
  }
}

/** What a meeting may end with, by name: no answer, an answer that is none, no room, no power, a server that died. All else is a bug. */
const FORESEEN = new Set(["Unreachable", "Malformed", "QuotaExceededError", "PowerCut", "Crash"]);

/** @throws what nobody foresees. */
export function foreseen(error: unknown): void {
  if (!(error instanceof Error) || !FORESEEN.has(error.name)) throw error;
}
