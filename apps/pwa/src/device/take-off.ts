/**
 * Takes a person off a shared phone. What they did is sealed first, so that only the province reads it, and goes on its way from here as
 * before; then their book goes: picture, name, secret, places in lessons, what they learnt, their numbers and records. Nothing else of theirs is kept in the open.
 */
import type { PersonId } from "@hocvuso/contract";
import type { ShelfTransaction, WireFact } from "@hocvuso/journal";
import type { Profile } from "./device.ts";
import type { Machine } from "./machine.ts";
import { hand, peopleOnPhone } from "./people-on-phone.ts";

/** "not-sealed": the phone does not know yet to whom to seal, so that what they did would stand here in the open; nothing was changed. */
export type TakenOff = "taken-off" | "not-sealed";

/** @param person one who was added. Whoever holds the phone afterwards is the one whose phone it was first. */
export async function takeOff({ journal, shelf, tell }: Machine, person: PersonId): Promise<TakenOff> {
  const [first] = await peopleOnPhone(shelf);
  if (first === undefined || first.person === person) throw new RangeError("whose phone it was first is not taken off it");
  await journal.seal();
  if (await shelf.read(["tail"], (tx) => hasOpen(tx, person))) return "not-sealed";
  const own = await shelf.read(["profile"], (tx) => tx.get("profile", "own")) as Profile; // open-device.ts has kept it
  if (own.person === person) await hand(shelf, first.person);
  const taken = await shelf.write(["tail", "profile", "bookmarks"], async (tx): Promise<TakenOff> => {
    if (await hasOpen(tx, person)) return "not-sealed"; // another tab kept something meanwhile
    await tx.clear("bookmarks", { from: `${person}/`, to: `${person}/~` });
    await tx.delete("profile", `person/${person}`);
    return "taken-off";
  });
  await tell("kept");
  return taken;
}

async function hasOpen(tx: ShelfTransaction, person: PersonId): Promise<boolean> {
  const waiting = await tx.list("tail") as readonly WireFact[]; // only `appendFacts` writes there
  return waiting.some(({ actor, subject }) => actor === person || subject === person);
}
