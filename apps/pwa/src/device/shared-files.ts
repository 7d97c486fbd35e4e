/** What another app shared to this one: the service worker puts it away here, and the page takes it. */

/** Shared with service-worker.ts, which stands alone. */
const cacheName = "hocvuso-shared";
const address = "/hoc/chuyen-viec/nhan";

/** The text that waits, once. undefined: none does. */
export async function takeShared(): Promise<string | undefined> {
  if (!("caches" in globalThis) || !(await caches.has(cacheName))) return undefined;
  const text = await (await (await caches.open(cacheName)).match(address))?.text();
  await caches.delete(cacheName); // whoever shared it still has it
  return text;
}
