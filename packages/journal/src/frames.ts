/** Frames: `u32 big-endian length || bytes`, one after another. The body of a put, and of a bundle file. */
import { segmentLimits } from "@hocvuso/contract";
import { concatBytes } from "./bytes.ts";

export function frame(units: readonly Uint8Array[]): Uint8Array {
  return concatBytes(units.flatMap((bytes) => {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    return [length, bytes];
  }));
}

/** Whole frames, and how many bytes after the last whole one were left over (a cut transfer; the sender still has them). */
export type Unframed = { readonly units: readonly Uint8Array[]; readonly leftoverBytes: number };

/** Stops, with the rest as leftover, at a frame that is cut, empty or longer than a segment may be. */
export function unframe(bytes: Uint8Array): Unframed {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units: Uint8Array[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const length = view.getUint32(at);
    if (length === 0 || length > segmentLimits.segmentBytes || at + 4 + length > bytes.length) break;
    units.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { units, leftoverBytes: bytes.length - at };
}
