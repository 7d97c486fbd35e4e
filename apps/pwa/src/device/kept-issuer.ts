/**
 * The issuer's keys and lists of revoked credentials, as this phone last heard them: fetched where there is a network, kept for where there is none. In
 * the browser's cache and not in the store, so that a stranger's phone that only checks a card opens no store.
 */
import type { CredentialIssuer } from "@hocvuso/contract";
import type { HeldIssuer } from "@hocvuso/domain/credential";

/** Shared with service-worker.ts, which fetches it with the app. */
const issuerCache = "hocvuso-issuer";
const issuerAddress = "/api/credentials/issuer";

/** A person is waiting: after this long what is kept does. */
const PATIENCE_MS = 5_000;

/** The newest that can be had now. undefined: this phone never heard it, and does not now. */
export async function holdIssuer(): Promise<HeldIssuer | undefined> {
  const fresh = await fetchIssuer(AbortSignal.timeout(PATIENCE_MS)).catch(() => undefined); // no network: what is kept
  const told = fresh ?? await keptIssuer();
  return told === undefined ? undefined : heldFrom(told);
}

/** Keeps what it hears. Rejects where nobody answered. */
async function fetchIssuer(signal?: AbortSignal): Promise<CredentialIssuer> {
  const answer = await fetch(issuerAddress, { cache: "no-store", ...(signal === undefined ? {} : { signal }) });
  // A captive portal answers with its own page.
  if (!answer.ok || !/json/.test(answer.headers.get("content-type") ?? "")) throw new Error(`${issuerAddress} answered ${answer.status}`);
  const copy = answer.clone();
  const told = await answer.json() as CredentialIssuer; // from our own origin, whose shape it is
  if ("caches" in globalThis) await (await caches.open(issuerCache)).put(issuerAddress, copy).catch((refusal: unknown) => console.warn(refusal)); // a full disk: this check is made all the same
  return told;
}

async function keptIssuer(): Promise<CredentialIssuer | undefined> {
  if (!("caches" in globalThis)) return undefined;
  const kept = await (await caches.open(issuerCache)).match(issuerAddress);
  return kept === undefined ? undefined : await kept.json() as CredentialIssuer; // only `fetchIssuer` puts it there
}

async function heldFrom({ asOf, keys, statusLists }: CredentialIssuer): Promise<HeldIssuer> {
  return {
    asOfMs: Date.parse(asOf),
    keys: keys.map(({ id, publicKey, signsFrom, signsUntil, isWithdrawn = false }) => ({
      id, publicKey: fromBase64url(publicKey), signsFromMs: Date.parse(signsFrom), isWithdrawn, ...(signsUntil === undefined ? {} : { signsUntilMs: Date.parse(signsUntil) }),
    })),
    revoked: new Map(await Promise.all(statusLists.map(async ({ list, encodedList }): Promise<[number, Uint8Array]> => [list, await gunzipped(fromBase64url(encodedList.slice(1)))]))),
  };
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

async function gunzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}
