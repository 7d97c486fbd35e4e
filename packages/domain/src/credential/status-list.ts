/** One bit a credential (Bitstring Status List v1.0, W3C 2025): index 0 is the leftmost bit of the first byte; 1: revoked. */

/** @param entries a multiple of 8. */
export function statusBits(indices: Iterable<number>, entries: number): Uint8Array {
  const bits = new Uint8Array(entries / 8);
  for (const index of indices) {
    if (index < 0 || index >= entries) throw new RangeError(`no place ${index} in a list of ${entries}`);
    bits[index >> 3] = (bits[index >> 3] ?? 0) | 0x80 >> (index & 7);
  }
  return bits;
}

/** A place beyond the list counts as set: nothing is believed that cannot be looked up. */
export function isSet(bits: Uint8Array, index: number): boolean {
  const byte = bits[index >> 3];
  return byte === undefined || (byte & 0x80 >> (index & 7)) !== 0;
}
