/**
 * The list that goes out for confirmation on VNeID, and the one that comes back, as .xlsx. Columns are data (`content/policies/vneid-list.json`). Whatever
 * a cell says, it is written as text and never as a formula: "=1+1", "+84…", "-5" and "@x" stay letters in whatever program opens the file.
 */
import type { PersonId, VneidColumn, VneidListPolicy } from "@hocvuso/contract";
import { readXlsx, writeXlsx } from "hucre/xlsx";

export type VneidRow = Readonly<Record<Exclude<VneidColumn, "number" | "blank">, string>>;

export async function writeVneidList(rows: readonly VneidRow[], { sheet, columns }: VneidListPolicy): Promise<Uint8Array> {
  const cells = rows.map((row, at) => columns.map(({ holds }) => (holds === "number" ? at + 1 : holds === "blank" ? "" : row[holds])));
  return writeXlsx({
    sheets: [{
      name: sheet, rows: [columns.map(({ heading }) => heading), ...cells], freezePane: { rows: 1 },
      columns: columns.map(({ heading, holds }) => ({ width: holds === "person" ? 40 : holds === "number" ? 6 : Math.max(18, heading.length + 4) })),
    }],
  });
}

export type VneidListRead =
  /** Rows with a date; `unreadable`: numbers of rows, as the sheet counts them, whose id or date could not be read. */
  | { readonly is: "read"; readonly confirmed: readonly { readonly person: PersonId; readonly confirmedOn: string }[]; readonly unreadable: readonly number[] }
  | { readonly is: "not-a-list"; readonly missing: readonly string[] };

const HEADING_ROWS = 30;

/** Finds the row of headings by itself, for offices put titles above it. Rows without a date are of people not confirmed yet, and are no trouble. */
export async function readVneidList(bytes: Uint8Array, { reads }: VneidListPolicy): Promise<VneidListRead> {
  const rows = (await readXlsx(bytes)).sheets[0]?.rows ?? [];
  const wanted = [reads.person, reads.confirmedOn];
  const headings = rows.slice(0, HEADING_ROWS).findIndex((row) => wanted.every((heading) => row.some((cell) => folded(cell) === folded(heading))));
  if (headings === -1) return { is: "not-a-list", missing: wanted.filter((heading) => !rows.slice(0, HEADING_ROWS).some((row) => row.some((cell) => folded(cell) === folded(heading)))) };
  const [personAt = -1, dateAt = -1] = wanted.map((heading) => rows[headings]?.findIndex((cell) => folded(cell) === folded(heading)));
  const confirmed: { person: PersonId; confirmedOn: string }[] = [];
  const unreadable: number[] = [];
  rows.slice(headings + 1).forEach((row, at) => {
    const [person, date] = [folded(row[personAt]), row[dateAt]];
    if (folded(date) === "") return;
    const confirmedOn = dayOf(date);
    if (confirmedOn === undefined || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(person)) unreadable.push(headings + at + 2);
    else confirmed.push({ person: person as PersonId, confirmedOn }); // of the form just checked
  });
  return { is: "read", confirmed, unreadable };
}

function folded(cell: unknown): string {
  return typeof cell === "string" ? cell.normalize("NFC").replaceAll(/\s+/g, " ").trim().toLowerCase() : cell instanceof Date || typeof cell === "number" ? String(cell) : "";
}

/** A cell of dates, or text as 2026-10-10, 10/10/2026 or 10-10-2026: the day stands first, as in Vietnam. @returns YYYY-MM-DD */
function dayOf(cell: unknown): string | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : cell.toISOString().slice(0, 10);
  const text = folded(cell);
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  const [, otherDay, otherMonth, otherYear] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  const [y, m, d] = [year ?? otherYear, month ?? otherMonth, day ?? otherDay].map(Number);
  if (y === undefined || m === undefined || d === undefined || Number.isNaN(y)) return undefined;
  const date = new Date(Date.UTC(y, m - 1, d));
  return date.getUTCMonth() === m - 1 && date.getUTCDate() === d ? date.toISOString().slice(0, 10) : undefined;
}
