/** The journal on this phone, and the way to the province: loaded only when there is something to say, so that the first lesson does not wait for it. */
import { openPhoneJournal, type PhoneJournal, type Shelf, type Transport } from "@hocvuso/journal";
import { forgetPeople, heldPeople } from "./held-people.ts";
import { webKeys, webPrimitives } from "./web-primitives.ts";

/** A slow line may take this long for one call, then it counts as no answer. */
const PATIENCE_MS = 60_000;

export function openJournal(shelf: Shelf): PhoneJournal {
  return openPhoneJournal({ shelf, primitives: webPrimitives, keys: webKeys, role: "phone", scope: "", now: () => Date.now(), people: { held: () => heldPeople(shelf), forget: (erased) => forgetPeople(shelf, erased) } });
}

/** Not yet in TypeScript's words: says that an address without encryption lies in the village's own network, so that a page of the internet may ask the person to let it. */
type LocalRequest = RequestInit & { readonly targetAddressSpace?: "local" | "loopback" };

function addressSpaceOf(base: string): Pick<LocalRequest, "targetAddressSpace"> {
  if (location.protocol !== "https:" || !base.startsWith("http:")) return {};
  return { targetAddressSpace: /^http:\/\/(localhost|127\.)/.test(base) ? "loopback" : "local" };
}

/**
 * @param base empty for the app's own origin, else a hub's address.
 * @param heard called with the other's clock, ms since 1970, where it may be read.
 */
export function transportTo(base: string, heard: (peerMs: number) => void = () => {}): Transport {
  const ask = async (path: string, request: LocalRequest) => {
    const answer = await fetch(`${base}${path}`, { ...request, ...addressSpaceOf(base), cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    const peerMs = Date.parse(answer.headers.get("date") ?? "");
    if (!Number.isNaN(peerMs)) heard(peerMs);
    if (!answer.ok) throw new Refused(path, answer.status);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const post = (path: string, body: Uint8Array) => ask(path, { method: "POST", body: new Uint8Array(body), headers: { "content-type": "application/cbor" } });
  return {
    have: (message) => post("/sync/have", message),
    put: (frames) => post("/sync/put", frames),
    get: (replica, after) => ask(`/sync/get?replica=${replica}${after === undefined ? "" : `&after=${after}`}`, {}),
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
