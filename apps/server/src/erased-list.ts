/**
 * `erased.txt` beside the data, and beside every backup: everybody who asked to be nowhere any more, one id a line. It outlives the
 * database, so that a restore from a backup made before does not bring anybody back: at every start those in it are erased again.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PersonId } from "@hocvuso/contract";
import { erasePerson } from "./consequences.ts";
import type { Services } from "./services.ts";

function listAt(dataFolder: string): string {
  return join(dataFolder, "erased.txt");
}

/** Written through before it returns. */
export function addToErasedList(dataFolder: string, persons: readonly PersonId[]): void {
  mkdirSync(dataFolder, { recursive: true });
  appendFileSync(listAt(dataFolder), persons.map((person) => `${person}\n`).join(""), { mode: 0o600, flush: true });
}

/** Everybody in it; none where there is no list. A line that was cut off by a power cut is left out. */
export function readErasedList(dataFolder: string): readonly PersonId[] {
  if (!existsSync(listAt(dataFolder))) return [];
  return readFileSync(listAt(dataFolder), "utf8").split("\n").filter((line) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(line)).map((line) => line as PersonId); // of the form just checked
}

/** Adds to one list what another has and it lacks. */
export function copyErasedList({ from, to }: { readonly from: string; readonly to: string }): void {
  const known = new Set(readErasedList(to));
  const missing = readErasedList(from).filter((person) => !known.has(person));
  if (missing.length > 0) addToErasedList(to, missing);
}

/** Erases those in the list whom the database still, or again, knows nothing of having erased. */
export async function eraseListed(dataFolder: string, services: Services): Promise<void> {
  const listed = readErasedList(dataFolder);
  if (listed.length === 0) return;
  await services.database.transaction(async (tx) => {
    const { rows } = await tx.query<{ person: PersonId }>("SELECT person FROM erased WHERE person = ANY ($1::uuid[])", [listed]);
    const done = new Set(rows.map(({ person }) => person));
    for (const person of listed) if (!done.has(person)) await erasePerson(tx, person, services);
  });
}
