/** In the page: the phone's shipped shelf, kept busy. `isRelaxed` is the control: the same writes as a browser does them by default. */
import { appendFacts, type Shelf, type WireFact } from "@hocvuso/journal";
import { indexeddbShelf, openPhoneDatabase } from "../../apps/pwa/src/device/database.ts";

declare global {
  interface Window {
    /** Told when the fact of this number is kept; set by the harness. */
    kept(number: number): void;
  }
}

function numbered(number: number): WireFact {
  const id = `018f0000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
  return { kind: "item-answered", key: id, actor: id, subject: id, wallMs: number, monoMs: number, item: "powercut", try: 0, picked: ["a"], dwellMs: 1_000, padding: "x".repeat(120) };
}

/** Keeps one fact after another until the power is cut. */
export async function keepForever(isRelaxed: boolean): Promise<void> {
  if (isRelaxed) {
    const own = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function transaction(stores, mode) {
      return own.call(this, stores, mode, { durability: "relaxed" });
    };
  }
  const shelf: Shelf = indexeddbShelf(await openPhoneDatabase());
  for (let number = (await held(shelf)).next; ; number++) {
    await shelf.write(["tail", "log"], (tx) => appendFacts(tx, [numbered(number)]));
    window.kept(number);
  }
}

export type Found = { readonly numbers: readonly number[]; readonly next: number };

async function held(shelf: Shelf): Promise<Found> {
  return shelf.read(["tail", "log"], async (tx) => {
    const facts = await tx.list("tail") as readonly WireFact[]; // as `keepForever` appended them
    const log = await tx.get("log", "state") as { readonly next: number } | undefined; // the journal's own
    return { numbers: facts.map(({ wallMs }) => wallMs), next: log?.next ?? 0 };
  });
}

/** What is on the flash after the cut. */
export async function look(): Promise<Found> {
  return held(indexeddbShelf(await openPhoneDatabase()));
}
