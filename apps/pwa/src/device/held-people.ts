/** Of whom this phone holds something, under whatever name on its shelf; and how they are forgotten when the province has erased them. */
import type { PersonId } from "@hocvuso/contract";
import type { Shelf } from "@hocvuso/journal";
import type { Profile } from "./device.ts";
import type { ClassNow, KnownPerson } from "./field.ts";
import { knownRange } from "./people-on-phone.ts";

export async function heldPeople(shelf: Shelf): Promise<readonly PersonId[]> {
  return shelf.read(["profile"], async (tx) => [
    ...new Set((await Promise.all([knownRange, { from: "person/", to: "person/~" }].map((range) => tx.list("profile", range)))).flat().map((one) => (one as Pick<KnownPerson, "person">).person)), // field.ts and people-on-phone.ts write there
  ]);
}

/** Their name, their picture, their bookmarks and their place in the class go. Whoever has the phone in hand stays nobody in particular: the next act begins under a new id. */
export async function forgetPeople(shelf: Shelf, erased: readonly PersonId[]): Promise<void> {
  await shelf.write(["profile", "bookmarks"], async (tx) => {
    const gone = new Set(erased);
    const own = await tx.get("profile", "own") as Profile | undefined; // as open-device.ts keeps it
    for (const person of erased) {
      await tx.delete("profile", `known/${person}`);
      await tx.delete("profile", `person/${person}`);
      await tx.clear("bookmarks", { from: `${person}/`, to: `${person}/~` });
    }
    for (const name of ["class-now", "class-last"]) {
      const held = await tx.get("bookmarks", name) as ClassNow | undefined; // as field.ts keeps it
      if (held?.people.some(({ person }) => gone.has(person))) await tx.put("bookmarks", name, { ...held, people: held.people.filter(({ person }) => !gone.has(person)) });
    }
    if (own?.isAdded === true && gone.has(own.person)) {
      const [first] = (await tx.list("profile", { from: "person/", to: "person/~" }) as readonly Profile[]).filter(({ isAdded }) => isAdded !== true); // as people-on-phone.ts keeps it
      if (first !== undefined) await tx.put("profile", "own", first);
    }
  });
}
