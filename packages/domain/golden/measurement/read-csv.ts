/** Reads a reference file of this folder for the golden tests: rows as records of strings, first line the names. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

export type CsvRow = { readonly text: (column: string) => string; readonly number: (column: string) => number };

/** `text` and `number` throw for a column that the file lacks; an empty or "Inf" cell reads as NaN or Infinity. */
export function readCsv(file: string): CsvRow[] {
  const [names = [], ...rows] = readFileSync(new URL(file, import.meta.url), "utf8").trim().split(/\r?\n/).map(cellsOf);
  return rows.map((cells) => {
    const text = (column: string): string => {
      const cell = cells[names.indexOf(column)];
      if (cell === undefined) throw new Error(`${file} has no column ${column}`);
      return cell;
    };
    const number = (column: string): number => {
      const cell = text(column);
      return cell === "" ? NaN : cell === "Inf" ? Infinity : Number(cell);
    };
    return { text, number };
  });
}

/** Files of the form name,value. */
export function readValues(file: string, nameColumn = "stat"): (name: string) => number {
  const rows = readCsv(file);
  return (name) => {
    const row = rows.find((candidate) => candidate.text(nameColumn) === name);
    if (row === undefined) throw new Error(`${file} has no value named ${name}`);
    return row.number("value");
  };
}

function cellsOf(line: string): string[] {
  return [...`${line},`.matchAll(/("([^"]*)"|[^,]*),/g)].map(([, cell = "", quoted]) => quoted ?? cell);
}

/** Equal to within `tolerance`, absolute below 1 and relative above. */
export function assertClose(actual: number | undefined, expected: number, tolerance: number, what: string): void {
  const isClose = actual !== undefined && Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
  assert.ok(isClose, `${what}: ${actual} is not ${expected} to ${tolerance}`);
}
