/** Writes a ZIP archive: what a Word file is. Every entry deflated, without dates, so that the same entries give the same bytes. */
import { crc32, deflateRawSync } from "node:zlib";

const DEFLATED = 8;
const UTF8_NAMES = 0x0800;
/** 1-1-1980, the first day that the format knows. */
const NO_DATE = 0x0021;

/** In the given order. Texts are written as UTF-8; four gigabytes are not reached by what is written here. */
export function zipFile(entries: readonly { readonly name: string; readonly content: string | Uint8Array }[]): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content } of entries) {
    const [title, plain] = [Buffer.from(name), Buffer.from(content)];
    const packed = deflateRawSync(plain, { level: 9 });
    const common = Buffer.alloc(26);
    [20, UTF8_NAMES, DEFLATED, 0, NO_DATE].forEach((value, place) => common.writeUInt16LE(value, 2 * place));
    [crc32(plain), packed.length, plain.length].forEach((value, place) => common.writeUInt32LE(value, 10 + 4 * place));
    common.writeUInt16LE(title.length, 22);
    files.push(Buffer.from("PK\x03\x04", "latin1"), common, title, packed);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, where, title);
    at += 30 + title.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  [0, 0, entries.length, entries.length].forEach((value, place) => end.writeUInt16LE(value, 2 * place));
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, central, Buffer.from("PK\x05\x06", "latin1"), end]);
}
