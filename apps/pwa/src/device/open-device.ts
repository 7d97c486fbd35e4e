/** Opens the phone's store and keeps facts in it; meets the province in the background, whenever there may be a network. */
import type { FactKey, PersonId } from "@hocvuso/contract";
import { appendFacts, uuidv7, type Shelf } from "@hocvuso/journal";
import { indexeddbShelf, openPhoneDatabase } from "./database.ts";
import type { Device, FactDraft, Outbox, Profile } from "./device.ts";

/** Facts that come close together travel together. */
const GATHER_MS = 400;
/** While facts wait, the way is tried again this often. */
const RETRY_MS = 15_000;

/** Rejects when the browser will not open its store; then nothing can be kept, and the screen says so. */
export async function openDevice(): Promise<Device> {
  const shelf = indexeddbShelf(await openPhoneDatabase());
  let profile = await ownProfile(shelf);
  const listeners = new Set<(outbox: Outbox) => void>();
  const otherTabs = new BroadcastChannel("hocvuso-outbox");
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let meeting: Promise<boolean> | undefined;

  /** The rest of the journal, fetched at the first need and after that at hand. */
  let journal: Promise<{ readonly outbox: () => Promise<Outbox>; readonly meet: () => Promise<void> }> | undefined;

  function wholeJournal() {
    journal ??= import("./phone-journal.ts").then(({ openJournal, exchangeWithProvince }) => {
      const own = openJournal(shelf);
      return {
        async outbox() {
          const { unsent, sent, received, safe } = await own.outbox();
          return { unsent, sent, received: received + safe, isSampleServer: (await shelf.read(["trust"], (tx) => tx.get("trust", "isSampleServer"))) === true };
        },
        async meet() {
          const { met } = await exchangeWithProvince(own);
          await shelf.write(["trust"], (tx) => tx.put("trust", "isSampleServer", met.peer.holdsSample));
        },
      };
    });
    journal.catch(() => { journal = undefined; }); // it has not reached the phone yet; asked for again at the next need
    return journal;
  }

  async function tellListeners(): Promise<void> {
    if (listeners.size === 0) return;
    const outbox = await (await wholeJournal()).outbox();
    for (const listener of listeners) listener(outbox);
  }

  async function append(drafts: readonly FactDraft[], own?: Profile): Promise<void> {
    const filled = { actor: profile.person, subject: profile.person, wallMs: Date.now(), monoMs: Math.round(performance.now()) };
    await shelf.write(["tail", "log", "profile"], async (tx) => {
      await appendFacts(tx, drafts.map((draft) => ({ ...draft, ...filled })));
      if (own !== undefined) await tx.put("profile", "own", own);
    });
    if (own !== undefined) profile = own;
    otherTabs.postMessage("kept");
    void tellListeners().catch(() => {});
    clearTimeout(gathering);
    gathering = setTimeout(() => void meet(), GATHER_MS);
  }

  /** Meetings do not overlap; one asked for during another follows it. */
  function meet(): Promise<boolean> {
    meeting = (meeting ?? Promise.resolve(true)).then(async () => {
      try {
        await (await wholeJournal()).meet();
        otherTabs.postMessage("delivered");
        return true;
      } catch {
        return false; // no network, or no answer: everything is still here, and it will be tried again
      } finally {
        await tellListeners().catch(() => {});
      }
    });
    return meeting;
  }

  otherTabs.onmessage = () => void tellListeners().catch(() => {});
  addEventListener("online", () => void meet());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void meet();
  });
  setInterval(() => {
    if (navigator.onLine) void wholeJournal().then((whole) => whole.outbox()).then(({ unsent, sent }) => (unsent + sent > 0 ? meet() : true)).catch(() => {});
  }, RETRY_MS);

  return {
    keep: (draft) => append([draft]),
    mintKey: () => mintUuid() as FactKey, // a UUIDv7, as the brand asks
    profile: async () => profile,
    register({ group, place }) {
      const key = profile.person as string as FactKey; // a registration is keyed by its person
      return append([{ kind: "person-registered", key, group, place }], { person: profile.person, group, place });
    },
    bookmark: (name) => shelf.read(["bookmarks"], (tx) => tx.get("bookmarks", name)),
    saveBookmark: (name, value) => shelf.write(["bookmarks"], (tx) => tx.put("bookmarks", name, value)),
    watchOutbox(listener) {
      listeners.add(listener);
      void wholeJournal().then((whole) => whole.outbox()).then(listener, () => {});
      return () => void listeners.delete(listener);
    },
    exchange: meet,
  };
}

async function ownProfile(shelf: Shelf): Promise<Profile> {
  const kept = await shelf.read(["profile"], (tx) => tx.get("profile", "own")) as Profile | undefined; // only this file writes it
  return kept ?? shelf.write(["profile"], async (tx) => {
    const first = (await tx.get("profile", "own") as Profile | undefined) ?? { person: mintUuid() as PersonId }; // likewise; a UUIDv7, as the brand asks
    await tx.put("profile", "own", first);
    return first;
  });
}

function mintUuid(): string {
  return uuidv7({ nowMs: Date.now(), random: crypto.getRandomValues(new Uint8Array(10)) });
}
