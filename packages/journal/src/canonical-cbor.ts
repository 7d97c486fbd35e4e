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
  if (!sameBytes(encode(value), bytes)) throw new Malformed("CBOR is not in canonical form");
  return value;
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
