/** UTF-8 (RFC 3629) without the platform: packages compile without TextEncoder. */
import { decode, encode } from "cborg";
import { sameBytes } from "./bytes.ts";

/** CBOR's text is UTF-8 behind a head of 1 to 9 bytes, whose length its first byte tells. */
const headBytes = (first: number) => [1, 2, 3, 5, 9][Math.max(0, (first & 31) - 23)] ?? 1;

export function toUtf8(text: string): Uint8Array {
  const bytes = encode(text);
  return bytes.slice(headBytes(bytes[0] ?? 0));
}

/** undefined for bytes that are no UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  const head = encode(bytes).slice(0, headBytes(encode(bytes)[0] ?? 0));
  head[0] = ((head[0] ?? 0) & 31) | 0x60; // a byte string's head, said of a text
  const whole = new Uint8Array(head.length + bytes.length);
  whole.set(head);
  whole.set(bytes, head.length);
  try {
    const text: unknown = decode(whole);
    return typeof text === "string" && sameBytes(toUtf8(text), bytes) ? text : undefined;
  } catch {
    return undefined;
  }
}
