/** Opens the phone's store and keeps facts in it. All that is not needed for that, the rest of the phone, is loaded afterwards. */
import type { FactKey, PersonId } from "@hocvuso/contract";
import { appendFacts, uuidv7, type Shelf } from "@hocvuso/journal";
import { stored } from "../settings.ts";
import { indexeddbShelf, openPhoneDatabase, type PhoneDatabase } from "./database.ts";
import type { Device, FactDraft, Profile } from "./device.ts";

/** Facts that come close together travel together. */
const GATHER_MS = 400;
/** The page first, then the way to the province: there the phone learns whom to trust, so that it can seal in a village without a network. */
const FIRST_MEETING_MS = 4_000;

/** Rejects when the browser will not open any store; then nothing can be kept, and the screen says so. */
export async function openDevice(): Promise<Device> {
  let name = stored("store") ?? "hocvuso";
  const open = async (): Promise<PhoneDatabase> => {
    let refusal: unknown;
    try {
      if (name === "hocvuso") return await openPhoneDatabase(name);
    } catch (error) {
      refusal = error;
    }
    const other = await (await import("./other-stores.ts")).openOtherwise(name, refusal);
    ({ name } = other);
    return other.db;
  };
  const shelf = indexeddbShelf(await open(), open);
  let profile = await ownProfile(shelf);
  let gathering = setTimeout(meet, FIRST_MEETING_MS);

  /** Fetched at the first need and after that at hand. */
  let loaded: ReturnType<Device["machine"]> | undefined;

  function machine(): ReturnType<Device["machine"]> {
    loaded ??= import("./machine.ts").then(({ openMachine }) => openMachine(shelf, () => name));
    loaded.catch(() => { loaded = undefined; }); // it has not reached the phone yet; asked for again at the next need
    return loaded;
  }

  function meet(): Promise<boolean> {
    return machine().then((whole) => whole.meet(), () => false);
  }

  async function append(drafts: readonly FactDraft[], own?: Profile): Promise<void> {
    const filled = { actor: profile.person, subject: profile.person, wallMs: Date.now(), monoMs: Math.round(performance.now()) };
    await shelf.write(["tail", "log", "profile"], async (tx) => {
      await appendFacts(tx, drafts.map((draft) => ({ ...draft, ...filled })));
      if (own !== undefined) await tx.put("profile", "own", own);
    });
    if (own !== undefined) profile = own;
    void loaded?.then((whole) => whole.tell("kept"), () => {});
    clearTimeout(gathering);
    gathering = setTimeout(meet, GATHER_MS);
  }

  const bookmarkKey = (name: string) => (profile.isAdded ? `${profile.person}/${name}` : name);

  return {
    keep: (draft) => append([draft]),
    mintKey: () => mintUuid() as FactKey, // a UUIDv7, as the brand asks
    profile: async () => profile,
    register({ group, place }) {
      const key = profile.person as string as FactKey; // a registration is keyed by its person
      return append([{ kind: "person-registered", key, group, place }], { ...profile, group, place });
    },
    bookmark: (name) => shelf.read(["bookmarks"], (tx) => tx.get("bookmarks", bookmarkKey(name))),
    saveBookmark: (name, value) => shelf.write(["bookmarks"], (tx) => tx.put("bookmarks", bookmarkKey(name), value)),
    watchOutbox(listener) {
      let stop: (() => void) | undefined = () => {};
      void machine().then((whole) => { if (stop !== undefined) stop = whole.watchOutbox(listener); }, () => {});
      return () => { stop?.(); stop = undefined; };
    },
    exchange: meet,
    machine,
  };
}

/** A store that the browser emptied or that is not the first goes on with the same person, whose id is also kept beside it. */
async function ownProfile(shelf: Shelf): Promise<Profile> {
  const kept = await shelf.read(["profile"], (tx) => tx.get("profile", "own")) as Profile | undefined; // only this file and machine.ts write it
  return kept ?? shelf.write(["profile"], async (tx) => {
    const first = (await tx.get("profile", "own") as Profile | undefined) ?? { person: (stored("person") ?? mintUuid()) as PersonId }; // likewise; a UUIDv7, as the brand asks
    await tx.put("profile", "own", first);
    return first;
  });
}

function mintUuid(): string {
  return uuidv7({ nowMs: Date.now(), random: crypto.getRandomValues(new Uint8Array(10)) });
}
