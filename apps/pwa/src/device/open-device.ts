/** Opens the phone's store and keeps facts in it; meets the province in the background, whenever there may be a network. */
import type { FactKey, PersonId } from "@hocvuso/contract";
import { emptyLog, openPhoneDatabase, strict, type KeptProfile, type PhoneDatabase } from "./database.ts";
import { uuidv7 } from "@hocvuso/journal";
import type { Device, FactDraft, Outbox } from "./device.ts";

/** Facts that come close together travel together. */
const GATHER_MS = 400;
/** While facts wait, the way is tried again this often. */
const RETRY_MS = 15_000;

/** Rejects when the browser will not open its store; then nothing can be kept, and the screen says so. */
export async function openDevice(): Promise<Device> {
  const db = await openPhoneDatabase();
  let profile = await ownProfile(db);
  const listeners = new Set<(outbox: Outbox) => void>();
  const otherTabs = new BroadcastChannel("hocvuso-outbox");
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let meeting: Promise<boolean> | undefined;

  async function tellListeners(): Promise<void> {
    if (listeners.size === 0) return;
    const outbox = await readOutbox(db);
    for (const listener of listeners) listener(outbox);
  }

  async function append(drafts: readonly FactDraft[], own?: KeptProfile): Promise<void> {
    const filled = { actor: profile.person, subject: profile.person, wallMs: Date.now(), monoMs: Math.round(performance.now()) };
    const tx = db.transaction(["tail", "log", "profile"], "readwrite", strict);
    const log = (await tx.objectStore("log").get("state")) ?? emptyLog;
    await Promise.all([
      ...drafts.map((draft, i) => tx.objectStore("tail").put({ ...draft, ...filled }, log.next + i)),
      tx.objectStore("log").put({ ...log, next: log.next + drafts.length }, "state"),
      ...(own === undefined ? [] : [tx.objectStore("profile").put(own, "own")]),
      tx.done,
    ]);
    if (own !== undefined) profile = own;
    otherTabs.postMessage("kept");
    void tellListeners();
    clearTimeout(gathering);
    gathering = setTimeout(() => void meet(), GATHER_MS);
  }

  /** Meetings do not overlap; one asked for during another follows it. */
  function meet(): Promise<boolean> {
    meeting = (meeting ?? Promise.resolve(true)).then(async () => {
      try {
        const { exchangeWithProvince } = await import("./exchange-with-province.ts");
        await exchangeWithProvince(db);
        otherTabs.postMessage("delivered");
        return true;
      } catch {
        return false; // no network, or no answer: everything is still here, and it will be tried again
      } finally {
        await tellListeners();
      }
    });
    return meeting;
  }

  otherTabs.onmessage = () => void tellListeners();
  addEventListener("online", () => void meet());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void meet();
  });
  setInterval(() => {
    if (navigator.onLine) void readOutbox(db).then(({ unsent, sent }) => (unsent + sent > 0 ? meet() : true));
  }, RETRY_MS);

  return {
    keep: (draft) => append([draft]),
    mintKey: () => mintUuid() as FactKey, // a UUIDv7, as the brand asks
    profile: async () => profile,
    register({ group, place }) {
      const key = profile.person as string as FactKey; // a registration is keyed by its person
      return append([{ kind: "person-registered", key, group, place }], { person: profile.person, group, place });
    },
    bookmark: (name) => db.get("bookmarks", name),
    async saveBookmark(name, value) {
      const tx = db.transaction("bookmarks", "readwrite", strict);
      await tx.store.put(value, name);
      await tx.done;
    },
    watchOutbox(listener) {
      listeners.add(listener);
      void readOutbox(db).then(listener);
      return () => void listeners.delete(listener);
    },
    exchange: meet,
  };
}

async function ownProfile(db: PhoneDatabase): Promise<KeptProfile> {
  const kept = await db.get("profile", "own");
  if (kept !== undefined) return kept;
  const tx = db.transaction("profile", "readwrite", strict);
  const first = (await tx.store.get("own")) ?? { person: mintUuid() as PersonId }; // a UUIDv7, as the brand asks
  await tx.store.put(first, "own");
  await tx.done;
  return first;
}

async function readOutbox(db: PhoneDatabase): Promise<Outbox> {
  const log = (await db.get("log", "state")) ?? emptyLog;
  const delivered = (await db.get("delivered", "state")) ?? { sentNext: 0, receivedNext: 0, isSampleServer: false };
  const sent = Math.max(delivered.sentNext, delivered.receivedNext);
  return { unsent: log.next - sent, sent: sent - delivered.receivedNext, received: delivered.receivedNext, isSampleServer: delivered.isSampleServer };
}

function mintUuid(): string {
  return uuidv7({ nowMs: Date.now(), random: crypto.getRandomValues(new Uint8Array(10)) });
}
