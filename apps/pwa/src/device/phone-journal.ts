/** The journal on this phone, and the way to the province: loaded only when there is something to say, so that the first lesson does not wait for it. */
import { openPhoneJournal, type Exchanged, type PhoneJournal, type Shelf, type Transport } from "@hocvuso/journal";
import { webKeys, webPrimitives } from "./web-primitives.ts";

/** A slow line may take this long for one call, then it counts as no answer. */
const PATIENCE_MS = 60_000;

export function openJournal(shelf: Shelf): PhoneJournal {
  return openPhoneJournal({ shelf, primitives: webPrimitives, keys: webKeys, role: "phone", scope: "", now: () => Date.now() });
}

/** @param base empty for the app's own origin, else a hub's address. */
export function transportTo(base: string): Transport {
  const post = async (path: string, body: Uint8Array) => {
    const answer = await fetch(`${base}${path}`, { method: "POST", body: new Uint8Array(body), headers: { "content-type": "application/cbor" }, cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) throw new Refused(path, answer.status);
    return new Uint8Array(await answer.arrayBuffer());
  };
  return {
    have: (message) => post("/sync/have", message),
    put: (frames) => post("/sync/put", frames),
    enrol: (request) => post("/sync/enrol", request).catch((error: unknown) => {
      if (error instanceof Refused && error.status === 403) return undefined; // a person has to approve it
      throw error;
    }),
  };
}

class Refused extends Error {
  readonly status: number;
  constructor(path: string, status: number) {
    super(`${path} answered ${status}`);
    this.status = status;
  }
}

/** Seals, sends, and learns what the province holds. Rejects when nobody answered. One tab at a time. */
export function exchangeWithProvince(journal: PhoneJournal): Promise<Exchanged> {
  return navigator.locks.request("hocvuso-exchange", () => journal.exchange(transportTo(""), { isOrigin: true }));
}
