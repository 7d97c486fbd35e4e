/** The way of every page to what a class does on this phone. */
import type { Shelf } from "@hocvuso/journal";
import { classNow } from "./people-on-phone.ts";

/** Undefined outside of a class. One is joined on the ambassador's page, with which this is kept: other phones never ask for it. */
export async function classOnPhone(shelf: Shelf): Promise<typeof import("./field.ts") | undefined> {
  return await shelf.read(["bookmarks"], (tx) => tx.get("bookmarks", classNow)) === undefined ? undefined : import("./field.ts");
}
