/** Bytes and their spellings: hexadecimal in keys and messages, UUIDs as 16 bytes on the wire. */

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function toHex(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += hexPairs[byte] ?? "";
  return hex;
}

/** Of one digit's character code; 16 for what is no lower-case digit. */
function digitOf(code: number): number {
  return code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : 16;
}

/** @throws RangeError for anything but pairs of lower-case hexadecimal digits. */
export function fromHex(hex: string): Uint8Array {
  if (hex.length % 2 !== 0) throw new RangeError("not hexadecimal");
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const [high, low] = [digitOf(hex.charCodeAt(2 * i)), digitOf(hex.charCodeAt(2 * i + 1))];
    if (high > 15 || low > 15) throw new RangeError("not hexadecimal");
    bytes[i] = high * 16 + low;
  }
  return bytes;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return text.length === 36 && uuid.test(text);
}

export function uuidToBytes(text: string): Uint8Array {
  return fromHex(text.replaceAll("-", ""));
}

/** @param bytes 16 bytes. */
export function bytesToUuid(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * UUIDv7 (RFC 9562 §5.7): 48 bits of ms since 1970, then random.
 * @param random 10 random bytes.
 */
export function uuidv7({ nowMs, random }: { readonly nowMs: number; readonly random: Uint8Array }): string {
  const bytes = new Uint8Array(16);
  let ms = Math.max(0, Math.trunc(nowMs));
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256;
    ms = Math.trunc(ms / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytesToUuid(bytes);
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
