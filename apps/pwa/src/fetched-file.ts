/** A file of the app that is fetched when it is first needed and kept from then on. Kept apart from the app, whose versions come and go. */

/** Made by the build. `travelBytes`: as it travels, compressed. */
export type FetchedFile = { readonly address: string; readonly sha256: string; readonly travelBytes: number };

const cacheName = "hocvuso-fetched";

/** From the phone, or from the network and then kept; an earlier version gives way. undefined: not here, and not to be had now. */
export async function fetchedFile({ address, sha256 }: FetchedFile): Promise<unknown> {
  try {
    const cache = "caches" in globalThis ? await caches.open(cacheName) : undefined;
    const kept = await cache?.match(address);
    if (kept !== undefined) return await kept.json();
    const bytes = await (await fetch(address, { credentials: "omit" })).arrayBuffer();
    // A captive portal answers with its own page. Over plain http there is neither a hash nor a cache.
    if ("subtle" in crypto && hexOf(await crypto.subtle.digest("SHA-256", bytes)) !== sha256) return undefined;
    if (cache !== undefined) {
      const name = address.replace(/-[0-9a-f]{8}\.json$/, "");
      for (const { url } of await cache.keys()) if (new URL(url).pathname.startsWith(`${name}-`)) await cache.delete(url);
      await cache.put(address, new Response(bytes, { headers: { "content-type": "application/json" } })).catch((refusal: unknown) => console.warn(refusal)); // a full phone can still use it now
    }
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined; // no network
  }
}

function hexOf(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
