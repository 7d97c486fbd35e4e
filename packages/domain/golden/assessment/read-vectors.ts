/** Reads the reference tables beside it for golden tests. Every cell is text: response strings keep their leading zeros. */
import { readFileSync } from "node:fs";

export type VectorRow = { readonly text: (column: string) => string; readonly number: (column: string) => number };

/** Rows of a CSV file in this folder. Throws if a column is asked for that the file does not have. */
export function readVectors(fileName: string): VectorRow[] {
  const lines = readFileSync(new URL(fileName, import.meta.url), "utf8").trim().split(/\r?\n/).map(cellsOf);
  const [header, ...body] = lines;
  return body.map((cells) => {
    const text = (column: string) => {
      const cell = cells[header?.indexOf(column) ?? -1];
      if (cell === undefined) throw new RangeError(`${fileName} has no ${column}`);
      return cell;
    };
    return { text, number: (column) => Number(text(column)) };
  });
}

/** Numbers of a cell that holds several, parted by spaces. */
export function numbersIn(cell: string): number[] {
  return cell.trim().split(/\s+/).map(Number);
}

/** Scores of a response string, one digit each. */
export function scoresIn(pattern: string): number[] {
  return Array.from(pattern, Number);
}

function cellsOf(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g), ([, quoted, plain]) => quoted ?? plain ?? "");
}
