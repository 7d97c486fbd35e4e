/** Base32 without padding (RFC 4648 §6): its letters are among those that a QR code packs 11 bits to a pair. */
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function toBase32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = held << 8 | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += letters[held >>> bits - 5 & 31];
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + letters[held << 5 - bits & 31];
}

/** Either case. undefined for any text that `toBase32` would not have written: nothing may be changed in it unseen. */
export function fromBase32(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text.toUpperCase()) {
    const value = letters.indexOf(letter);
    if (value === -1) return undefined;
    held = held << 5 | value;
    bits += 5;
    if (bits >= 8) {
      bytes.push(held >>> bits - 8 & 0xff);
      bits -= 8;
    }
    held &= (1 << bits) - 1;
  }
  const made = Uint8Array.from(bytes);
  return toBase32(made) === text.toUpperCase() ? made : undefined;
}
