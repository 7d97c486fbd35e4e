/**
 * What must be true, written from the design alone and apart from the code under test: plain sets of facts by natural key, of
 * decisions, of who was told what. It reads the bytes that lie on disks with a decoder of its own.
 */
import type { PersonId, ReaderKey } from "@hocvuso/contract";
import { decode } from "cborg";
import { digest, hexOf, type CryptoWorld } from "./stand-in-crypto.ts";

/** A rule was broken. `device`: on whose disk, or whose server. */
export class Violation extends Error {
  override readonly name = "Violation";
  readonly device: string;
  constructor(device: string, what: string) {
    super(`${device}: ${what}`);
    this.device = device;
  }
}

/** One segment as the oracle reads it. */
export type Seen = {
  readonly hash: string;
  /** Signed by the owner of the key within, in the one spelling. */
  readonly isGenuine: boolean;
  readonly replica: string;
  readonly previous: string;
  readonly count: number;
  /** Natural keys; none where the body is not what its signer sealed for the province. */
  readonly facts: readonly string[];
  /** Word of facts that were larger than a segment. */
  readonly tooLarge: readonly string[];
};

const CHAIN_START = "0".repeat(64);

/** The kind under which word of a fact travels that no segment can hold; nobody counts it. */
const TOO_LARGE = "too-large";

function isTooLarge(fact: unknown): boolean {
  const { picked } = fact as { readonly picked?: readonly string[] }; // what the world's phones wrote
  return (picked?.[0]?.length ?? 0) > 60_000;
}

const plainIds = new Map<string, string>();

/** Without the hyphens that some spellings of an id have. */
function plain(id: string): string {
  let found = plainIds.get(id);
  if (found === undefined) {
    if (plainIds.size > 100_000) plainIds.clear();
    plainIds.set(id, (found = id.replaceAll("-", "")));
  }
  return found;
}

/** A natural key: what a person did is the same act whatever phone says it. */
export function naturalKey({ kind, key, subject, item, attempt }: { kind: string; key: string; subject: string; item?: unknown; attempt?: unknown }): string {
  const of = `${kind}|${plain(key)}|${plain(subject)}`;
  return kind === "attendance-marked" ? of : `${of}|${String(item)}|${String(attempt)}`;
}

type TailFact = { readonly kind: string; readonly key: string; readonly subject: string; readonly item?: unknown; readonly try?: unknown };

const keysOfTail = new WeakMap<TailFact, string>();

function keyOfTail(value: unknown): string {
  const fact = value as TailFact; // what the world's phones wrote
  let natural = keysOfTail.get(fact);
  if (natural === undefined) {
    const { kind, key, subject, item, try: attempt } = fact;
    keysOfTail.set(fact, (natural = naturalKey({ kind, key, subject, item, attempt })));
  }
  return natural;
}

/** What one write did to the boards that hold facts, in the order of doing. */
export type Change = { readonly board: "tail" | "segments" | "aside"; readonly before: unknown; readonly after: unknown };

export class Oracle {
  readonly #crypto: CryptoWorld;
  readonly #reader: ReaderKey;
  readonly #seen = new Map<string, Seen>();
  /** Bytes that were read before, as they lie on a disk. */
  readonly #known = new WeakMap<Uint8Array, Seen>();
  readonly attempted = new Set<string>();
  readonly acknowledged = new Set<string>();
  /** Acknowledged, and larger than any segment: they stay on their phone, and word of them travels. */
  readonly tooLarge = new Set<string>();
  /** Keys of persons' words that phones said to have kept. */
  readonly subjectKeys = new Map<PersonId, Uint8Array>();
  readonly erased = new Set<PersonId>();
  /** Decisions as the province was told; replicas ever enrolled, by the name of the device that asked. */
  enrolled = new Set<string>();
  revoked = new Map<string, Set<string>>();
  #enrolledInBackup = new Set<string>();
  #revokedInBackup = new Map<string, Set<string>>();

  constructor(crypto: CryptoWorld, reader: ReaderKey) {
    this.#crypto = crypto;
    this.#reader = reader;
  }

  see(bytes: Uint8Array): Seen {
    let seen = this.#known.get(bytes);
    if (seen === undefined) this.#known.set(bytes, (seen = this.#look(bytes)));
    return seen;
  }

  #look(bytes: Uint8Array): Seen {
    const hash = hexOf(digest(bytes));
    const before = this.#seen.get(hash);
    if (before !== undefined) return before;
    const seen = this.#crypto.genuine.has(hash) ? this.#read(hash, bytes) : { hash, isGenuine: false, replica: "", previous: "", count: 0, facts: [], tooLarge: [] };
    this.#seen.set(hash, seen);
    return seen;
  }

  #read(hash: string, bytes: Uint8Array): Seen {
    const [header, body] = decode(bytes.subarray(0, -64)) as [Uint8Array, Uint8Array]; // genuine: made by the world's own phones
    const [, , publicKey, , count, previous, , , stanzas] = decode(header) as [number, number, Uint8Array, number, number, Uint8Array, string, number, [Uint8Array, Uint8Array, Uint8Array][]]; // likewise
    const [, encapsulated, wrapped] = stanzas[0] ?? [];
    const plain = encapsulated === undefined || wrapped === undefined ? undefined : this.#crypto.openBody(this.#reader, { encapsulated, wrapped, header, body });
    const facts = plain === undefined ? [] : factsIn(plain, count);
    return {
      hash, isGenuine: true, replica: hexOf(digest(publicKey)).slice(0, 32), previous: hexOf(previous), count,
      facts: facts.filter((fact) => !fact.startsWith(TOO_LARGE)), tooLarge: facts.filter((fact) => fact.startsWith(TOO_LARGE)),
    };
  }

  /** @param holdsInBackup whether the province's backup holds that very segment at this moment. */
  changed(device: string, changes: readonly Change[], holdsInBackup: (seen: Seen, bytes: Uint8Array) => boolean): void {
    const added = new Set<string>();
    const addedSegments = new Set<string>();
    for (const { board, after } of changes) {
      if (after === undefined) continue;
      if (board === "tail") added.add(keyOfTail(after));
      else if (board === "aside") added.add(keyOfTail((after as { readonly fact: unknown }).fact)); // as the journal keeps it
      else {
        const seen = this.see(bytesOf(after));
        if (!seen.isGenuine) throw new Violation(device, `took in segment ${seen.hash.slice(0, 8)} that nobody signed`);
        addedSegments.add(seen.hash);
        for (const fact of [...seen.facts, ...seen.tooLarge]) added.add(fact);
      }
    }
    for (const { board, before, after } of changes) {
      if (before === undefined || board === "aside") continue;
      if (board === "tail") {
        const fact = keyOfTail(before);
        if (!added.has(fact)) throw new Violation(device, `fact ${fact} left the tail and is in no segment`);
        continue;
      }
      const seen = this.see(bytesOf(before));
      if (after !== undefined ? addedSegments.has(seen.hash) : holdsInBackup(seen, bytesOf(before))) continue;
      throw new Violation(device, `let go of segment ${seen.hash.slice(0, 8)} of ${seen.replica.slice(0, 8)}, which the province's backup does not hold (I6)`);
    }
  }

  attempt(facts: readonly unknown[]): void {
    for (const fact of facts) this.attempted.add(keyOfTail(fact));
  }

  acknowledge(facts: readonly unknown[]): void {
    for (const fact of facts) (isTooLarge(fact) ? this.tooLarge : this.acknowledged).add(keyOfTail(fact));
  }

  keepsKey(person: PersonId, key: Uint8Array): void {
    this.subjectKeys.set(person, key);
  }

  /** Whether bytes bear the name of a person of whom there are words: no segment of this world names one of them. */
  mayTellOf(bytes: Uint8Array): boolean {
    const held = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return [...this.subjectKeys.keys()].some((person) => held.includes(plain(person), 0, "hex"));
  }

  /** The persons whose keys lie in these parcels, each with the key. */
  keysIn(parcels: Iterable<Uint8Array>): ReadonlyMap<PersonId, Uint8Array> {
    const found = new Map<PersonId, Uint8Array>();
    for (const bytes of parcels) {
      const [, , , , person, stanzas] = decode(bytes.subarray(0, -64)) as [number, number, Uint8Array, string, Uint8Array, [Uint8Array, Uint8Array, Uint8Array][]]; // made by the world's own phones
      const [, encapsulated, wrapped] = stanzas[0] ?? [];
      const key = encapsulated === undefined || wrapped === undefined ? undefined : this.#crypto.unwrap(this.#reader, { encapsulated, wrapped });
      if (key !== undefined) found.set(hexOf(person).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") as PersonId, key); // 16 bytes in an id's spelling
    }
    return found;
  }

  isParcel(hash: string): boolean {
    return this.#crypto.parcels.has(hash);
  }

  /** Frames as they arrived, each judged alone; stops where a transfer was cut. */
  framesOf(body: Uint8Array): readonly { readonly seen: Seen; readonly bytes: Uint8Array }[] {
    const found: { seen: Seen; bytes: Uint8Array }[] = [];
    const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
    for (let at = 0; at + 4 <= body.length;) {
      const end = at + 4 + view.getUint32(at);
      if (end === at + 4 || end - at - 4 > 131_072 || end > body.length) break;
      const bytes = body.subarray(at + 4, end);
      found.push({ seen: this.see(bytes), bytes });
      at = end;
    }
    return found;
  }

  revoke(replica: string, lastGood: string): void {
    this.revoked.set(replica, new Set([...(this.revoked.get(replica) ?? []), lastGood]));
  }

  backup(): void {
    this.#enrolledInBackup = new Set(this.enrolled);
    this.#revokedInBackup = new Map(this.revoked);
  }

  restore(): void {
    this.enrolled = new Set(this.#enrolledInBackup);
    this.revoked = new Map(this.#revokedInBackup);
  }

  /** Of the segments held, those from which an unbroken chain leads back to the start of their log. */
  unbroken(held: readonly Seen[]): readonly Seen[] {
    const byPrevious = Map.groupBy(held, ({ replica, previous }) => `${replica} ${previous}`);
    const found: Seen[] = [];
    const next = held.filter(({ previous }) => previous === CHAIN_START);
    for (let seen = next.pop(); seen !== undefined; seen = next.pop()) {
      found.push(seen);
      next.push(...(byPrevious.get(`${seen.replica} ${seen.hash}`) ?? []));
    }
    return found;
  }

  /** Of the segments held, those that count: of enrolled replicas, and of a revoked one what lies at or before every last good segment. */
  counting(held: Iterable<Seen>): readonly Seen[] {
    const byHash = new Map([...held].map((seen) => [seen.hash, seen]));
    const good = new Map<string, Set<string>[]>();
    for (const [replica, tips] of this.revoked) {
      good.set(replica, [...tips].map((tip) => {
        const chain = new Set<string>();
        for (let hash = tip; hash !== CHAIN_START;) {
          const seen = byHash.get(hash);
          if (seen === undefined || seen.replica !== replica) break;
          chain.add(hash);
          hash = seen.previous;
        }
        return chain;
      }));
    }
    return [...byHash.values()].filter(({ replica, hash }) => this.enrolled.has(replica) && (good.get(replica) ?? []).every((chain) => chain.has(hash)));
  }
}

function bytesOf(value: unknown): Uint8Array {
  return (value as { readonly bytes: Uint8Array }).bytes; // what phones keep on the board of segments
}

type Column = [0, unknown[]] | [1, unknown[], number[]] | [2, Uint8Array[], number[]];

function columnOf([form, first, second]: Column): unknown[] {
  if (form === 0) return first;
  const entries = form === 2 ? first.map(hexOf) : first;
  return second.map((place) => (place === 0 ? undefined : entries[place - 1]));
}

/** The natural keys in a body, by its published layout. */
function factsIn(plain: Uint8Array, count: number): string[] {
  const [kinds, keys, persons, , subjects, , , payloads] = decode(plain) as [Column, Column, Uint8Array[], number[], number[], number[], number[], Record<string, Record<string, Column>>]; // sealed by the world's own phones
  const [kind, key] = [columnOf(kinds), columnOf(keys)];
  const people = persons.map(hexOf);
  const fields = new Map(Object.entries(payloads).map(([name, columns]) => [name, { items: columnOf(columns["item"] ?? [0, []]), attempts: columnOf(columns["try"] ?? [0, []]), at: 0 }]));
  return Array.from({ length: count }, (_, i) => {
    const own = fields.get(String(kind[i]));
    const at = own === undefined ? 0 : own.at++;
    return naturalKey({ kind: String(kind[i]), key: String(key[i]), subject: people[subjects[i] ?? -1] ?? "", item: own?.items[at], attempt: own?.attempts[at] });
  });
}
