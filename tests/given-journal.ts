/** A phone's journal as it ships, on a shelf in memory, that meets a program over HTTP. */
import { generateKeyPairSync } from "node:crypto";
import type { Fact, ReplicaRole } from "@hocvuso/contract";
import { appendFacts, memoryShelf, openPhoneJournal, type Exchanged, type KeyMaker, type Outbox, type PhoneJournal, type ReplicaKey, type Shelf, type Transport } from "@hocvuso/journal";
import { replicaKeyOf } from "../apps/server/src/signing/store-keys.ts";
import { nodePrimitives } from "./given.ts";

export type GivenJournal = {
  readonly shelf: Shelf;
  readonly journal: PhoneJournal;
  keep(...facts: readonly Fact[]): Promise<void>;
  /** @param isOrigin whether the app came from there. */
  meet(address: string, isOrigin?: boolean): Promise<Exchanged>;
  outbox(): Promise<Outbox>;
};

const keys: KeyMaker = {
  make: async () => replicaKeyOf(generateKeyPairSync("ed25519").privateKey),
  open: (kept) => kept as ReplicaKey, // made just above
};

export function givenJournal({ role = "phone" }: { readonly role?: ReplicaRole } = {}): GivenJournal {
  const shelf = memoryShelf();
  const journal = openPhoneJournal({ shelf, keys, primitives: nodePrimitives, role, scope: "", now: () => Date.UTC(2026, 5, 1) });
  return {
    shelf, journal,
    keep: (...facts) => shelf.write(["tail", "log"], (tx) => appendFacts(tx, facts)),
    meet: (address, isOrigin = false) => journal.exchange(transportTo(address), { isOrigin }),
    outbox: () => journal.outbox(),
  };
}

/** As the phone app asks. */
export function transportTo(address: string): Transport {
  const post = async (path: string, body: Uint8Array) => fetch(`${address}${path}`, { method: "POST", body: new Uint8Array(body), signal: AbortSignal.timeout(20_000) });
  const ask = async (path: string, body: Uint8Array) => {
    const answer = await post(path, body);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  return {
    have: (message) => ask("/sync/have", message),
    put: (frames) => ask("/sync/put", frames),
    enrol: async (request) => {
      const answer = await post("/sync/enrol", request);
      if (answer.status === 403) return undefined;
      if (!answer.ok) throw new Error(`enrol answered ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
    get: async (replica, after) => new Uint8Array(await (await fetch(`${address}/sync/get?replica=${replica}${after === undefined ? "" : `&after=${after}`}`)).arrayBuffer()),
  };
}

/** Waits until it is so. */
export async function until(what: string, isSo: () => Promise<boolean>, patienceMs = 60_000): Promise<void> {
  const startedMs = Date.now();
  while (!(await isSo().catch(() => false))) {
    if (Date.now() - startedMs > patienceMs) throw new Error(`not within ${patienceMs / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
