/**
 * CBOR in its one canonical spelling (RFC 8949 §4.2): what decodes here, encodes to the same bytes.
 * Anything else is `Malformed`: two spellings of one segment would be two hashes of one truth.
 */
import { decode, encode } from "cborg";
import { sameBytes } from "./bytes.ts";

/** Bytes that are not what they claim to be. Foreseen: it becomes a "corrupt" answer, never a crash. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

export function encodeCbor(value: unknown): Uint8Array {
  const writer = new PlainWriter();
  return writer.write(value) ? writer.bytes() : encode(value);
}

/** @throws Malformed */
export function decodeCbor(bytes: Uint8Array): unknown {
  const reader = new PlainReader(bytes);
  const plain = reader.read(0);
  if (plain !== NOT_PLAIN && reader.isAtEnd) return plain;
  let value: unknown;
  try {
    value = decode(bytes, { strict: true, allowIndefinite: false, allowUndefined: false, allowNaN: false, allowInfinity: false, rejectDuplicateMapKeys: true });
  } catch (error) {
    throw new Malformed(error instanceof Error ? error.message : "not CBOR");
  }
  if (!sameBytes(encode(value), bytes)) throw new Malformed("CBOR is not in canonical form");
  return value;
}

/*
 * Nearly all messages are plain: whole numbers, bytes, ASCII texts, lists, maps, false, true, null. They are read and written here, in a
 * fifth of the time; whatever else there is, and every spelling that is not the one, goes the long way above. `canonical-cbor.prop.test.ts`
 * holds both ways to the same outcome.
 */
const NOT_PLAIN = Symbol("not plain");

/** Deeper than anything this system writes. */
const DEEPEST = 16;

class PlainReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** The next value; `NOT_PLAIN` where it is not plain, not in its one spelling, or cut. */
  read(depth: number): unknown {
    const head = this.#bytes[this.#at++];
    if (head === undefined || depth > DEEPEST) return NOT_PLAIN;
    const major = head >> 5;
    if (major === 7) return head === 0xf4 ? false : head === 0xf5 ? true : head === 0xf6 ? null : NOT_PLAIN;
    const count = this.#count(head & 31);
    if (count < 0) return NOT_PLAIN;
    if (major === 0) return count;
    if (major === 1) return count < Number.MAX_SAFE_INTEGER ? -1 - count : NOT_PLAIN;
    if (major === 6 || count > this.#bytes.length - this.#at) return NOT_PLAIN;
    if (major === 2) return this.#bytes.slice(this.#at, (this.#at += count));
    return major === 3 ? this.#text(count) : major === 4 ? this.#list(count, depth) : this.#map(count, depth);
  }

  /** -1 where it is not the shortest, or larger than 2^53 - 1. */
  #count(short: number): number {
    if (short < 24) return short;
    if (short > 27) return -1;
    const end = this.#at + (1 << (short - 24));
    let count = 0;
    while (this.#at < end) count = count * 256 + (this.#bytes[this.#at++] ?? 0);
    const isShortest = count >= (short === 24 ? 24 : short === 25 ? 256 : short === 26 ? 65_536 : 4_294_967_296);
    return isShortest && end <= this.#bytes.length && count <= Number.MAX_SAFE_INTEGER ? count : -1;
  }

  #text(length: number): unknown {
    let text = "";
    for (const end = this.#at + length; this.#at < end;) {
      const byte = this.#bytes[this.#at++] ?? 128;
      if (byte > 127) return NOT_PLAIN;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  #list(length: number, depth: number): unknown {
    const list: unknown[] = [];
    for (let i = 0; i < length; i++) {
      const value = this.read(depth + 1);
      if (value === NOT_PLAIN) return NOT_PLAIN;
      list.push(value);
    }
    return list;
  }

  #map(size: number, depth: number): unknown {
    const map: Record<string, unknown> = {};
    let before: string | undefined;
    for (let i = 0; i < size; i++) {
      const key = (this.#bytes[this.#at] ?? 0) >> 5 === 3 ? this.read(depth + 1) : NOT_PLAIN;
      if (typeof key !== "string" || key === "__proto__" || (before !== undefined && compareMapKeys(before, key) >= 0)) return NOT_PLAIN;
      const value = this.read(depth + 1);
      if (value === NOT_PLAIN) return NOT_PLAIN;
      map[key] = value;
      before = key;
    }
    return map;
  }
}

/** The shorter first, then by letters. */
function compareMapKeys(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Where messages are written before their length is known; one at a time. */
let room = new Uint8Array(4_096);

class PlainWriter {
  #end = 0;

  bytes(): Uint8Array {
    return room.slice(0, this.#end);
  }

  /** False where the value is not plain: then nothing of this writer is to be used. */
  write(value: unknown, depth = 0): boolean {
    if (depth > DEEPEST) return false;
    if (typeof value === "number") {
      if (!Number.isSafeInteger(value)) return false;
      return value >= 0 ? this.#head(0, value) : this.#head(1, -1 - value);
    }
    if (typeof value === "string") return this.#text(value);
    if (typeof value === "boolean") return this.#byte(value ? 0xf5 : 0xf4);
    if (value === null) return this.#byte(0xf6);
    if (value instanceof Uint8Array) {
      this.#head(2, value.length);
      this.#grow(value.length);
      room.set(value, this.#end);
      this.#end += value.length;
      return true;
    }
    if (Array.isArray(value)) return this.#head(4, value.length) && value.every((entry) => this.write(entry, depth + 1));
    return typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype && this.#map(Object.entries(value), depth);
  }

  #map(entries: readonly (readonly [string, unknown])[], depth: number): boolean {
    this.#head(5, entries.length);
    return entries.toSorted(([a], [b]) => compareMapKeys(a, b)).every(([key, value]) => this.#text(key) && this.write(value, depth + 1));
  }

  #text(text: string): boolean {
    this.#head(3, text.length);
    this.#grow(text.length);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) return false;
      room[this.#end++] = code;
    }
    return true;
  }

  #head(major: number, count: number): boolean {
    this.#grow(9);
    const width = count < 24 ? 0 : count < 256 ? 1 : count < 65_536 ? 2 : count < 4_294_967_296 ? 4 : 8;
    room[this.#end++] = (major << 5) | (width === 0 ? count : width === 1 ? 24 : width === 2 ? 25 : width === 4 ? 26 : 27);
    let rest = count;
    for (let i = width - 1; i >= 0; i--) {
      room[this.#end + i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    this.#end += width;
    return true;
  }

  #byte(byte: number): boolean {
    this.#grow(1);
    room[this.#end++] = byte;
    return true;
  }

  #grow(by: number): void {
    if (this.#end + by <= room.length) return;
    const larger = new Uint8Array(2 * (this.#end + by));
    larger.set(room.subarray(0, this.#end));
    room = larger;
  }
}

/** @throws Malformed */
export function asArray(value: unknown, length?: number): readonly unknown[] {
  if (!Array.isArray(value) || (length !== undefined && value.length !== length)) throw new Malformed("expected an array");
  return value;
}

/** @throws Malformed */
export function asBytes(value: unknown, length?: number): Uint8Array {
  if (!(value instanceof Uint8Array) || (length !== undefined && value.length !== length)) throw new Malformed("expected bytes");
  return value;
}

/** A whole number from 0 to 2^53 - 1. @throws Malformed */
export function asUint(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Malformed("expected a whole number");
  return value;
}

/** A whole number of either sign. @throws Malformed */
export function asInt(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new Malformed("expected an integer");
  return value;
}

/** @throws Malformed */
export function asString(value: unknown): string {
  if (typeof value !== "string") throw new Malformed("expected text");
  return value;
}
