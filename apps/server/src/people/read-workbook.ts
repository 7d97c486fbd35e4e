/**
 * Reads the first sheet of an .xlsx file, or the people of a school's zipped OneRoster, on a thread of its own: what somebody sends may be a bomb, a maze, or simply large, and must hold up
 * nobody else. Formulas are not worked out; a cell that has one counts as what Excel last showed in it.
 */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { ListCell } from "@hocvuso/domain/people";
import { readXlsx } from "hucre/xlsx";
import { readRosterZip } from "./read-roster-zip.ts";

const PATIENCE_MS = 30_000;
const MEMORY_MB = 768;
const MOST_ROWS = 60_000;
const MOST_COLUMNS = 100;

export type Workbook = { readonly is: "sheet"; readonly rows: readonly (readonly ListCell[])[] } | { readonly is: "unreadable" };

export function readWorkbook(bytes: Uint8Array): Promise<Workbook> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: bytes, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
    const timer = setTimeout(() => end({ is: "unreadable" }), PATIENCE_MS);
    function end(workbook: Workbook): void {
      clearTimeout(timer);
      void worker.terminate();
      resolve(workbook);
    }
    worker.once("message", end);
    worker.once("error", () => end({ is: "unreadable" }));
    worker.once("exit", () => end({ is: "unreadable" }));
  });
}

async function readFirstSheet(bytes: Uint8Array): Promise<Workbook> {
  try {
    const roster = readRosterZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (roster !== undefined) return roster.length > MOST_ROWS ? { is: "unreadable" } : { is: "sheet", rows: roster };
    const { sheets: [sheet] } = await readXlsx(bytes, { sheets: [0], maxRows: MOST_ROWS + 1 });
    if (sheet === undefined || sheet.rows.length > MOST_ROWS) return { is: "unreadable" };
    return { is: "sheet", rows: sheet.rows.map((row) => row.slice(0, MOST_COLUMNS).map(cellOf)) };
  } catch {
    return { is: "unreadable" };
  }
}

function cellOf(value: unknown): ListCell {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value instanceof Date ? value : null;
}

if (!isMainThread && workerData instanceof Uint8Array) parentPort?.postMessage(await readFirstSheet(workerData));
