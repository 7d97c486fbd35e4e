/**
 * `erased.txt` beside the data: everybody who asked to be nowhere any more, one id a line. It outlives the database, so that a restore from
 * a backup made before does not bring anybody back: at every start those in it are erased again.
 */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PersonId } from "@hocvuso/contract";

function listAt(dataFolder: string): string {
  return join(dataFolder, "erased.txt");
}

/** Written through before it returns. */
export function addToErasedList(dataFolder: string, persons: readonly PersonId[]): void {
  appendFileSync(listAt(dataFolder), persons.map((person) => `${person}\n`).join(""), { mode: 0o600, flush: true });
}

/** Everybody in it; none where there is no list. A line that was cut off by a power cut is left out. */
export function readErasedList(dataFolder: string): readonly PersonId[] {
  if (!existsSync(listAt(dataFolder))) return [];
  return readFileSync(listAt(dataFolder), "utf8").split("\n").filter((line) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(line)).map((line) => line as PersonId); // of the form just checked
}
