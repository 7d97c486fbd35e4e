/** The class sheet as it lies on the phone, so that it remembers itself. */
import type { Shelf, Slip } from "@hocvuso/journal";
import { dayOf } from "../day.ts";
import { withSlip, type ClassSheet } from "./class-list.ts";

const name = "class-sheet";

export async function readClassSheet(shelf: Shelf): Promise<ClassSheet> {
  return (await shelf.read(["bookmarks"], (tx) => tx.get("bookmarks", name)) as ClassSheet | undefined) ?? newClassSheet(); // only `change` writes it
}

function newClassSheet(): ClassSheet {
  return { day: dayOf(new Date()), phones: [] };
}

/** One after another, also from two tabs. */
async function change(shelf: Shelf, how: (sheet: ClassSheet) => ClassSheet): Promise<void> {
  await shelf.write(["bookmarks"], async (tx) => {
    const before = (await tx.get("bookmarks", name) as ClassSheet | undefined) ?? newClassSheet(); // as above
    await tx.put("bookmarks", name, how(before));
  });
}

export async function keepSlips(shelf: Shelf, slips: readonly Slip[]): Promise<void> {
  if (slips.length > 0) await change(shelf, (sheet) => slips.reduce(withSlip, sheet.phones.length === 0 ? { ...sheet, day: dayOf(new Date()) } : sheet));
}

/** @param address undefined: the class does without from now on. */
export function keepHub(shelf: Shelf, address: string | undefined): Promise<void> {
  return change(shelf, ({ hub: _, ...sheet }) => (address === undefined ? sheet : { ...sheet, hub: address }));
}

/** A new list of phones; the hub stays, for it stands in the same house. */
export function beginNewClass(shelf: Shelf): Promise<void> {
  return change(shelf, ({ hub }) => ({ ...newClassSheet(), ...(hub === undefined ? {} : { hub }) }));
}
