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
  return encode(value);
}

/** @throws Malformed */
export function decodeCbor(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = decode(bytes, { strict: true, allowIndefinite: false, allowUndefined: false, allowNaN: false, allowInfinity: false, rejectDuplicateMapKeys: true });
  } catch (error) {
    throw new Malformed(error instanceof Error ? error.message : "not CBOR");
  }
  if (!isPlainlyCanonical(bytes) && !sameBytes(encode(value), bytes)) throw new Malformed("CBOR is not in canonical form");
  return value;
}

/**
 * Whether these well-formed bytes hold only what has one spelling once every head is the shortest: whole numbers, bytes, ASCII texts,
 * lists, false, true, null. False says nothing: maps, fractions and other texts are judged by spelling them again.
 */
function isPlainlyCanonical(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    const head = bytes[at++] ?? 0;
    const [major, short] = [head >> 5, head & 31];
    if (major === 7 ? short < 20 || short > 22 : major > 4 || short > 26) return false;
    let count = short;
    if (short >= 24 && major < 7) {
      const width = 1 << (short - 24);
      count = 0;
      for (const end = at + width; at < end; at++) count = count * 256 + (bytes[at] ?? 0);
      if (count < (width === 1 ? 24 : width === 2 ? 256 : 65_536)) return false;
    }
    if (major === 3) for (let i = at; i < at + count; i++) if ((bytes[i] ?? 128) > 127) return false;
    if (major === 2 || major === 3) at += count;
  }
  return true;
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
