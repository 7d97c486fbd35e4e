/** The small part of CBOR (RFC 8949) that a code needs, written the one deterministic way: whole numbers, bytes, text, null, lists, maps by whole numbers. */

export type Cbor = number | string | Uint8Array | null | readonly Cbor[] | ReadonlyMap<number, Cbor>;

/** Major types. */
const UINT = 0, NEGATIVE = 1, BYTES = 2, TEXT = 3, LIST = 4, MAP = 5, TAG = 6;
const NULL = 0xf6;

/** Numbers are whole and below 2^32 in size. Maps are written in their own order: give keys sorted by their bytes. */
export function encodeCbor(value: Cbor): Uint8Array {
  const out: number[] = [];
  write(value);
  return Uint8Array.from(out);

  function write(each: Cbor): void {
    if (each === null) out.push(NULL);
    else if (typeof each === "number") head(each < 0 ? NEGATIVE : UINT, each < 0 ? -1 - each : each);
    else if (typeof each === "string") sized(TEXT, utf8(each));
    else if (each instanceof Uint8Array) sized(BYTES, each);
    else if (isList(each)) {
      head(LIST, each.length);
      each.forEach(write);
    } else {
      head(MAP, each.size);
      for (const [key, inner] of each) {
        write(key);
        write(inner);
      }
    }
  }

  function sized(major: number, bytes: Uint8Array): void {
    head(major, bytes.length);
    for (const byte of bytes) out.push(byte);
  }

  function head(major: number, size: number): void {
    if (!Number.isInteger(size) || size < 0 || size > 0xffff_ffff) throw new RangeError(`not a number for a code: ${size}`);
    if (size < 24) out.push(major << 5 | size);
    else if (size < 0x100) out.push(major << 5 | 24, size);
    else if (size < 0x1_0000) out.push(major << 5 | 25, size >> 8, size & 0xff);
    else out.push(major << 5 | 26, size >>> 24, size >>> 16 & 0xff, size >>> 8 & 0xff, size & 0xff);
  }
}

/** @param tag 0 to 23: whether the item must stand under it. undefined for anything that `encodeCbor` would not have written. */
export function decodeCbor(bytes: Uint8Array, tag?: number): Cbor | undefined {
  let at = 0;
  try {
    if (tag !== undefined && take() !== (TAG << 5 | tag)) return undefined;
    const value = read();
    const again = encodeCbor(value);
    const from = tag === undefined ? 0 : 1;
    return at === bytes.length && again.length === at - from && again.every((byte, place) => byte === bytes[from + place]) ? value : undefined;
  } catch (error) {
    if (error instanceof RangeError || error instanceof URIError) return undefined;
    throw error;
  }

  function read(): Cbor {
    const first = take();
    if (first === NULL) return null;
    const size = sizeOf(first & 0x1f);
    switch (first >> 5) {
      case UINT: return size;
      case NEGATIVE: return -1 - size;
      case BYTES: return part(size);
      case TEXT: return fromUtf8(part(size));
      case LIST: return Array.from({ length: atMost(size) }, read);
      case MAP: return new Map(Array.from({ length: atMost(size) }, (): [number, Cbor] => {
        const key = read();
        if (typeof key !== "number") throw new RangeError("a key that is no number");
        return [key, read()];
      }));
      default: throw new RangeError("a kind of item that no code has");
    }
  }

  function sizeOf(info: number): number {
    if (info < 24) return info;
    if (info > 26) throw new RangeError("a size that no code has");
    return part(1 << info - 24).reduce((size, byte) => size * 256 + byte, 0);
  }

  /** What is left is the most that there can be. */
  function atMost(count: number): number {
    if (count > bytes.length - at) throw new RangeError("cut off");
    return count;
  }

  function part(length: number): Uint8Array {
    at += atMost(length);
    return bytes.slice(at - length, at);
  }

  function take(): number {
    return part(1)[0] ?? 0;
  }
}

function isList(value: readonly Cbor[] | ReadonlyMap<number, Cbor>): value is readonly Cbor[] {
  return Array.isArray(value);
}

function utf8(text: string): Uint8Array {
  return Uint8Array.from(encodeURIComponent(text).replaceAll(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), (letter) => letter.charCodeAt(0));
}

/** @throws URIError where the bytes are no UTF-8. */
function fromUtf8(bytes: Uint8Array): string {
  return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));
}
