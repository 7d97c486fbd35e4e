/** Seeded chance (Mulberry32, T. Ettinger 2017) and the scheduler that lets one act at a time go on: the same seed tells the same story. */

export type Dice = {
  /** 0 up to, not including, 1. */
  readonly share: () => number;
  /** A whole number from 0 to `limit` - 1. */
  readonly below: (limit: number) => number;
  readonly chance: (share: number) => boolean;
  /** @throws RangeError for an empty list. */
  readonly pick: <T>(list: readonly T[]) => T;
};

export function seededDice(seed: number): Dice {
  let state = seed | 0;
  function share(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  const below = (limit: number) => Math.floor(share() * limit);
  return {
    share, below,
    chance: (wanted) => share() < wanted,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new RangeError("nothing to pick from");
      return list[below(list.length)] as T; // a place within the list
    },
  };
}

/**
 * Acts that run at the same time, of which one goes on at a time: at each `pause` the dice say whose turn is next. Between pauses an
 * act may await only what resolves without a pause, so that "nobody is running" is known without the machine's own timers.
 */
export class Turns {
  readonly #dice: Dice;
  readonly #waiting: (() => void)[] = [];
  #running = 1;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#running -= 1;
      this.#next();
    });
  }

  /** Resolves when all are done. An act that rejects ends everything: acts answer for what they foresee. */
  together(acts: readonly (() => Promise<void>)[]): Promise<void> {
    if (acts.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      let left = acts.length;
      for (const act of acts) {
        this.#waiting.push(() => {
          act().then(() => {
            left -= 1;
            if (left === 0) return resolve(); // the last to end goes on as the one who waited for all
            this.#running -= 1;
            this.#next();
          }, reject);
        });
      }
      this.#running -= 1;
      this.#next();
    });
  }

  #next(): void {
    if (this.#running > 0 || this.#waiting.length === 0) return;
    const at = this.#dice.below(this.#waiting.length);
    const chosen = this.#waiting[at];
    const last = this.#waiting.pop();
    if (at < this.#waiting.length && last !== undefined) this.#waiting[at] = last;
    this.#running += 1;
    chosen?.();
  }
}
