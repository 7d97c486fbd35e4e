/** A package of files as a tape archive (POSIX ustar), which any computer opens: the form in which recorded voices leave a phone and come to another. */

export type PackedFile = { readonly name: string; readonly bytes: Uint8Array };

const BLOCK = 512;

/** Names of at most 100 ASCII letters. */
export function packTar(files: readonly PackedFile[], modifiedS: number): Uint8Array {
  const blocks = files.flatMap(({ name, bytes }) => [headOf(name, bytes.length, modifiedS), bytes, new Uint8Array(padding(bytes.length))]);
  const all = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 2 * BLOCK));
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}

/** Plain files in their order. @throws RangeError for bytes that are no such archive, or a cut one. */
export function unpackTar(archive: Uint8Array): readonly PackedFile[] {
  const files: PackedFile[] = [];
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0;) {
    const head = archive.subarray(at, at + BLOCK);
    const size = Number.parseInt(textIn(head, 124, 12), 8);
    if (!textIn(head, 257, 6).startsWith("ustar") || Number.parseInt(textIn(head, 148, 8), 8) !== sumOf(head) || !(size >= 0)) throw new RangeError("not a tape archive");
    const from = at + BLOCK;
    if (from + size > archive.length) throw new RangeError("the archive is cut off");
    const kind = textIn(head, 156, 1);
    if (kind === "0" || kind === "") files.push({ name: textIn(head, 0, 100), bytes: archive.slice(from, from + size) });
    at = from + size + padding(size);
  }
  if (files.length === 0) throw new RangeError("no file in the archive");
  return files;
}

function headOf(name: string, size: number, modifiedS: number): Uint8Array {
  const head = new Uint8Array(BLOCK);
  const write = (text: string, at: number): void => head.set(new TextEncoder().encode(text), at);
  const octal = (number: number, digits: number): string => `${number.toString(8).padStart(digits, "0")}\0`;
  if (!/^[\x20-\x7e]{1,100}$/.test(name)) throw new RangeError(`a name that does not fit: ${name}`);
  write(name, 0);
  write(octal(0o644, 7), 100);
  write(octal(0, 7), 108);
  write(octal(0, 7), 116);
  write(octal(size, 11), 124);
  write(octal(modifiedS, 11), 136);
  write("0", 156);
  write("ustar\x0000", 257);
  write(`${sumOf(head).toString(8).padStart(6, "0")}\0 `, 148);
  return head;
}

/** The sum of the head's bytes, its own place taken as blanks. */
function sumOf(head: Uint8Array): number {
  return head.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

function textIn(head: Uint8Array, from: number, length: number): string {
  const text = new TextDecoder().decode(head.subarray(from, from + length));
  return text.split("\0")[0]?.trim() ?? "";
}

function padding(size: number): number {
  return (BLOCK - size % BLOCK) % BLOCK;
}
