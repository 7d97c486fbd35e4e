/**
 * The phone besides learning: what has become of its facts, its meetings with the province and with hubs, what it carries for others,
 * and in what condition it is. Loaded after the first page. Several tabs show the same, and one of them at a time meets a store.
 */
import type { PersonId, ReplicaId } from "@hocvuso/contract";
import { logState, sameBytes, signCredentialRequest, type Exchanged, type PhoneJournal, type Shelf } from "@hocvuso/journal";
import { followHands } from "../hand-on.ts";
import { stored } from "../settings.ts";
import type { Outbox } from "./device.ts";
import { bringOverOthers } from "./other-stores.ts";
import { peopleOnPhone } from "./people-on-phone.ts";
import { openJournal, transportTo } from "./phone-journal.ts";
import { careForStorage, storageState, type StorageState } from "./storage-care.ts";

/** While facts wait, the way is tried again this often. */
const RETRY_MS = 15_000;
const lock = "hocvuso-exchange";

/** What this phone knows of another's log. Log places: how many facts from the beginning. */
export type Carried = {
  readonly replica: ReplicaId;
  /** Held here. */
  readonly here: number;
  /** Signed for by the province. */
  readonly received: number;
  /** The province keeps it apart until that phone is enrolled. */
  readonly isWaiting: boolean;
};

export type MetHub = {
  /** Whether the province certified it. */
  readonly isKnown: boolean;
  /** Segments of other phones that came from it. */
  readonly mirroredCount: number;
};

export type Condition = StorageState & {
  readonly outbox: Outbox;
  /** Whether the app itself is kept for a place without a network. */
  readonly isAppKept: boolean;
  /** "not-met": facts cannot be sealed yet, for the phone does not know to whom. */
  readonly enrolment: "enrolled" | "waiting" | "not-met";
  /** Logs begun anew: a cloned profile, or a store that did not open. */
  readonly formerLogCount: number;
  readonly closedStores: readonly string[];
  /** The browser cleared the store since the phone was last here. */
  readonly wasEmptied: boolean;
  /** The phone's clock less the province's, at their last meeting. */
  readonly clockAheadMs?: number;
};

export type Machine = {
  readonly journal: PhoneJournal;
  /** Tells this tab and the others that something was kept or delivered. */
  tell(what: "kept" | "delivered"): Promise<void>;
  /** Calls back at once and on every change. Returns the way to stop. */
  watchOutbox(listener: (outbox: Outbox) => void): () => void;
  /** With the province. Resolves false when nobody answered. */
  meet(): Promise<boolean>;
  /** Gives a hub what is here, and takes from it what it has of `others`. Rejects when nobody answered. */
  meetHub(address: string, others: readonly ReplicaId[]): Promise<MetHub>;
  /** Logs of other phones, and of this one's former keys no longer. */
  carried(): Promise<readonly Carried[]>;
  condition(): Promise<Condition>;
  /** "Which credentials do they have?", signed by this phone. */
  credentialRequest(persons: readonly PersonId[]): Promise<Uint8Array>;
  readonly shelf: Shelf;
};

export function openMachine(shelf: Shelf, storeName: () => string): Machine {
  const journal = openJournal(shelf);
  const listeners = new Set<(outbox: Outbox) => void>();
  const otherTabs = new BroadcastChannel("hocvuso-outbox");
  let meeting: Promise<boolean> = Promise.resolve(true);
  let closedStores: readonly string[] = [];

  async function isEnrolled(): Promise<boolean> {
    const { publicKey } = await journal.ownKey();
    return (await journal.certificates()).some(({ subject }) => sameBytes(subject.publicKey, publicKey));
  }

  async function outbox(): Promise<Outbox> {
    const counts = await journal.outbox();
    const [isSampleServer, apart] = await shelf.read(["trust"], async (tx) => [await tx.get("trust", "isSampleServer"), await tx.get("trust", "apart")] as const);
    return {
      ...counts,
      isWaiting: replicasIn(apart).includes(await journal.ownReplica()) && !(await isEnrolled()),
      isOldStoreClosed: closedStores.length > 0,
      isSampleServer: isSampleServer === true,
    };
  }

  async function tellListeners(): Promise<void> {
    if (listeners.size === 0) return;
    const now = await outbox();
    for (const listener of listeners) listener(now);
  }

  async function tell(what: "kept" | "delivered"): Promise<void> {
    otherTabs.postMessage(what);
    await tellListeners().catch(() => {}); // shown at the next change
  }

  async function meetProvince(): Promise<void> {
    let aheadMs: number | undefined;
    const transport = transportTo("", (peerMs) => { aheadMs = Date.now() - peerMs; });
    const { met, refused } = await journal.exchange(transport, { isOrigin: true });
    await remember({ isSampleServer: met.peer.holdsSample, refused, aheadMs }).catch((refusal: unknown) => console.warn(refusal)); // a full disk: said again at the next meeting
  }

  async function remember({ isSampleServer, refused, aheadMs }: { isSampleServer: boolean; refused: Exchanged["refused"]; aheadMs: number | undefined }): Promise<void> {
    const quarantined = new Set(refused.flatMap(({ status, hash }) => (status === "quarantined" ? [hash] : [])));
    const apart: ReplicaId[] = [];
    for (const replica of quarantined.size === 0 ? [] : await journal.store.replicas()) {
      if ((await journal.store.links(replica)).some(({ hash }) => quarantined.has(hash))) apart.push(replica);
    }
    await shelf.write(["trust"], async (tx) => {
      if ((await tx.get("trust", "isSampleServer")) !== isSampleServer) await tx.put("trust", "isSampleServer", isSampleServer);
      if (apart.length > 0) await tx.put("trust", "apart", [...new Set([...replicasIn(await tx.get("trust", "apart")), ...apart])]);
      if (aheadMs !== undefined) await tx.put("trust", "clockAheadMs", aheadMs);
    });
  }

  async function isAnythingOwed(): Promise<boolean> {
    const { unsent, sent } = await journal.outbox();
    return unsent + sent > 0 || (await carried()).some(({ here, received }) => here > received);
  }

  /** Whoever waited for another tab's meeting has nothing left to say but what was kept since. */
  async function oneTabAtATime(): Promise<void> {
    const wasFree = await navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
      if (held !== null) await meetProvince();
      return held !== null;
    });
    if (!wasFree) await navigator.locks.request(lock, async () => { if (await isAnythingOwed()) await meetProvince(); });
  }

  /**
   * Meetings do not overlap; one asked for during another follows it.
   * @param isWorthIt asked when its turn comes: the one before may have left nothing to say.
   */
  function meet(isWorthIt: () => Promise<boolean> = () => Promise.resolve(true)): Promise<boolean> {
    meeting = meeting.then(async () => {
      if (!(await isWorthIt().catch(() => false))) return true;
      try {
        void tell("kept");
        await oneTabAtATime();
        return true;
      } catch {
        return false; // no network, or no answer: everything is still here, and it will be tried again
      } finally {
        await tell("delivered");
        await careForStorage(shelf).catch((refusal: unknown) => console.warn(refusal));
      }
    });
    return meeting;
  }

  async function meetHub(address: string, others: readonly ReplicaId[]): Promise<MetHub> {
    const transport = transportTo(address);
    const { peerRoles } = await navigator.locks.request(lock, () => journal.exchange(transport, { isOrigin: false }));
    const own = await journal.ownReplica();
    const mirrored = await journal.mirror(transport, others.filter((replica) => replica !== own));
    await tell("delivered");
    return { isKnown: peerRoles.length > 0, mirroredCount: mirrored.filter(({ status }) => status === "stored").length };
  }

  async function carried(): Promise<readonly Carried[]> {
    const { former = [] } = await shelf.read(["log"], logState);
    const own = await journal.ownReplica();
    const apart = replicasIn(await shelf.read(["trust"], (tx) => tx.get("trust", "apart")));
    const certified = new Set(await shelf.read(["certificates"], async (tx) => {
      const found: ReplicaId[] = [];
      for (const replica of apart) if ((await tx.get("certificates", replica)) !== undefined) found.push(replica);
      return found;
    }));
    const others = (await journal.store.replicas()).filter((replica) => replica !== own && !former.includes(replica));
    return Promise.all(others.map(async (replica): Promise<Carried> => {
      const { here, received } = await journal.delivered(replica);
      const furthest = (tips: typeof here) => Math.max(0, ...tips.map(({ next }) => next));
      return { replica, here: furthest(here), received: furthest(received), isWaiting: apart.includes(replica) && !certified.has(replica) };
    }));
  }

  async function condition(): Promise<Condition> {
    const known = await journal.certificates();
    const { former = [] } = await shelf.read(["log"], logState);
    const clockAheadMs = await shelf.read(["trust"], (tx) => tx.get("trust", "clockAheadMs"));
    return {
      ...await storageState(shelf), outbox: await outbox(), closedStores, formerLogCount: former.length,
      isAppKept: "serviceWorker" in navigator && ((await navigator.serviceWorker.getRegistration())?.active ?? null) !== null,
      enrolment: !known.some(({ readers }) => readers.length > 0) ? "not-met" : (await isEnrolled()) ? "enrolled" : "waiting",
      wasEmptied: (await shelf.read(["bookmarks"], (tx) => tx.get("bookmarks", "was-emptied"))) === true,
      ...(typeof clockAheadMs === "number" ? { clockAheadMs } : {}),
    };
  }

  /** The id of the person whose phone it was first, and the log's, are also kept beside the store, for the day on which it does not open or was cleared. */
  async function lookAfterStores(): Promise<void> {
    closedStores = await bringOverOthers(storeName(), shelf, journal);
    const { former = [] } = await shelf.read(["log"], logState);
    const own = await journal.ownReplica();
    const last = stored("replica");
    if (last !== null && last !== own && closedStores.length === 0 && !former.some((replica) => replica === last)) {
      await shelf.write(["bookmarks"], (tx) => tx.put("bookmarks", "was-emptied", true));
    }
    const [first] = await peopleOnPhone(shelf);
    if (first !== undefined) localStorage.setItem("person", first.person);
    localStorage.setItem("replica", own);
    await tellListeners();
  }

  void lookAfterStores().catch((refusal: unknown) => console.warn(refusal)); // the store that is open goes on all the same
  otherTabs.onmessage = () => void tellListeners().catch(() => {});
  followHands();
  addEventListener("online", () => void meet());
  addEventListener("appinstalled", () => void careForStorage(shelf).catch(() => {}));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void meet();
  });
  setInterval(() => {
    if (navigator.onLine) void meet(isAnythingOwed);
  }, RETRY_MS);

  return {
    journal, shelf, tell, meet, meetHub, carried, condition,
    credentialRequest: async (persons) => signCredentialRequest(persons, await journal.ownKey()),
    watchOutbox(listener) {
      listeners.add(listener);
      void outbox().then(listener, () => {});
      return () => void listeners.delete(listener);
    },
  };
}

function replicasIn(kept: unknown): readonly ReplicaId[] {
  return Array.isArray(kept) ? kept as readonly ReplicaId[] : []; // only `remember` writes the list
}
