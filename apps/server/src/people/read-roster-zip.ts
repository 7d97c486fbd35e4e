/** The CSV files of a zipped OneRoster, opened with care: at most so many bytes each, no path, no compression but the two that everybody writes (PKWARE APPNOTE 6.3, sections 4.3 and 4.4). */
import { inflateRawSync } from "node:zlib";
import { rosterRows, type CsvTable } from "@hocvuso/domain/people";
import type { ListCell } from "@hocvuso/domain/people";
import { parseCsv } from "hucre/csv";

const FILE_BYTES = 33_554_432;
const [CENTRAL, END] = [0x02014b50, 0x06054b50];
const names = ["users", "roles", "enrollments", "demographics"] as const;

/** undefined: no zip, or one without users.csv at its top. @throws for one that is broken or unfolds without end. */
export function readRosterZip(bytes: Buffer): readonly (readonly ListCell[])[] | undefined {
  const files = new Map(entriesOf(bytes).map((entry) => [entry.name.toLowerCase(), entry]));
  const users = files.get("users.csv");
  if (users === undefined) return undefined;
  const tables = new Map(names.flatMap((name): [string, CsvTable][] => {
    const entry = files.get(`${name}.csv`);
    return entry === undefined ? [] : [[name, tableOf(entry)]];
  }));
  const [roles, enrollments, demographics] = [tables.get("roles"), tables.get("enrollments"), tables.get("demographics")];
  return rosterRows({
    users: tables.get("users") ?? [], ...(roles === undefined ? {} : { roles }), ...(enrollments === undefined ? {} : { enrollments }), ...(demographics === undefined ? {} : { demographics }),
  });

  function tableOf({ method, packed }: Entry): CsvTable {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(method === 0 ? packed.subarray(0, FILE_BYTES) : inflateRawSync(packed, { maxOutputLength: FILE_BYTES }));
    // Every field as it is written: what looks like a number or a formula stays text.
    return parseCsv(text).map((row) => row.map((cell) => (cell === null || cell === undefined ? "" : String(cell))));
  }
}

type Entry = { readonly name: string; readonly method: number; readonly packed: Buffer };

function entriesOf(bytes: Buffer): readonly Entry[] {
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 65_557 && bytes.readUInt32LE(end) !== END) end -= 1;
  if (end < 0 || bytes.readUInt32LE(end) !== END) return [];
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0 && bytes.readUInt32LE(at) === CENTRAL; left -= 1) {
    const [method, size, nameLength, extra, comment, local] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    if (method === 0 || method === 8) entries.push({ name: bytes.toString("utf8", at + 46, at + 46 + nameLength), method, packed: bytes.subarray(start, start + size) });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}
