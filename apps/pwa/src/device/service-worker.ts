/**
 * Keeps the whole app on the phone from the first visit on. A version is installed whole or not at all, beside the one in use, and
 * waits until the person takes it. The ambassador's page and the tests are kept besides where they were opened. Knows only the app's own files, and pictures: the API, the exchange and the dashboard go to the network.
 */
export {};
declare const self: ServiceWorkerGlobalScope;

/** Put in by the build: address → first 16 hexadecimal digits of the SHA-256 of its bytes. Addresses of pages end in "/". */
declare const PRECACHE: Readonly<Record<string, string>>;
/**
 * Likewise, by address of the page, the files of pages that few phones open and that no other page needs, its own address last. They do not come along
 * with the app: they are kept once the page has been opened where there is a network, and from then on every version brings them along as it brings the app.
 */
declare const APART: Readonly<Record<string, readonly (readonly [address: string, hash: string])[]>>;

const hashes: Readonly<Record<string, string>> = { ...PRECACHE, ...Object.fromEntries(Object.values(APART).flat()) };
/** One for all versions: a file that did not change is not fetched again, and an installation cut off goes on where it stopped. */
const cacheName = "hocvuso";
/** What a page may run and ask holds without a network too. */
const keptHeaders = ["content-type", "content-security-policy", "x-content-type-options", "referrer-policy"];
const offlinePage = "/ngoai-mang/";
/** The page of every lesson that is not in the list: it takes the lesson from what is kept, or from the network. */
const lessonPage = "/hoc/bai/";
/** Every card opens this page, with its code in the address. */
const checkPage = "/v/";
/** See kept-issuer.ts: what codes are checked by comes along with the app, so that a card can be checked from the first visit on. */
const issuerCache = "hocvuso-issuer";
const issuerAddress = "/api/credentials/issuer";
/** Where the manifest has other apps share files to; and the cache in which `shared-files.ts` finds them. */
const sharedTo = "/hoc/chuyen-viec/nhan";
const sharedCache = "hocvuso-shared";
/** Pictures that are not part of the app are kept once they were fetched. */
const pictureCache = "hocvuso-pictures";
/** Name, and first 8 hexadecimal digits of the SHA-256. */
const pictureAddress = /^\/assets\/pictures\/(.+)-([0-9a-f]{8})\.svg$/;

self.addEventListener("install", (event) => event.waitUntil(install().then(() => keepIssuer().catch(() => {})))); // a hub does not know it, and the app is whole without it
self.addEventListener("activate", (event) => event.waitUntil(dropOtherVersions().then(() => self.clients.claim())));
self.addEventListener("message", (event) => {
  if (event.data === "take-over") event.waitUntil(self.skipWaiting());
  else if (event.data in APART) event.waitUntil(keepPage(event.data).then(() => event.ports[0]?.postMessage("kept"), (refusal: unknown) => console.warn(refusal))); // it asks again when it is next opened
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method === "POST" && origin === self.location.origin && pathname === sharedTo) return event.respondWith(putAway(request));
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const path = /^\/v\/[^/]+$/i.test(pathname) ? checkPage : pathname in hashes ? pathname : `${pathname}/`;
  if (path in PRECACHE) event.respondWith(kept(path).then((response) => response ?? fetch(request)));
  else if (path in hashes) event.respondWith(kept(path).then((response) => response ?? fetch(request)).catch(async () => (request.mode === "navigate" ? await kept(offlinePage) : undefined) ?? Response.error()));
  else if (pictureAddress.test(pathname)) event.respondWith(keptPicture(pathname));
  else if (request.mode === "navigate" && path.startsWith(lessonPage)) event.respondWith(kept(lessonPage).then((response) => response ?? fetch(request)));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(async () => await kept(offlinePage) ?? Response.error()));
});

/** What another app shares is put away for the page, which is opened next. */
async function putAway(request: Request): Promise<Response> {
  const parts = [...(await request.formData()).values()];
  const texts = await Promise.all(parts.map(async (part) => (typeof part === "string" ? part : part.text())));
  await (await caches.open(sharedCache)).put(sharedTo, new Response(texts.join("\n\n")));
  return Response.redirect("/hoc/chuyen-viec/#nhan", 303);
}

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  await Promise.all([...Object.keys(PRECACHE).map((path) => keep(cache, path)), ...Object.keys(APART).filter((page) => kept.has(page)).map(keepPage)]);
}

/** The page last: where it is kept, all that it needs is. */
async function keepPage(page: string): Promise<void> {
  const cache = await caches.open(cacheName);
  for (const [path] of APART[page] ?? []) await keep(cache, path);
}

async function keep(cache: Cache, path: string): Promise<void> {
  const key = keyOf(path);
  if (await cache.match(key)) return;
  const response = await fetch(path, { cache: path.startsWith("/assets/") ? "default" : "no-cache", credentials: "omit" });
  const bytes = await response.arrayBuffer();
  // A captive portal answers with its own page, and a server may be changing versions: neither may be kept under our name.
  if (!response.ok || (await digest(bytes)) !== hashes[path]) throw new Error(`${path} is not the file of this version`);
  const headers = [...response.headers].filter(([name]) => keptHeaders.includes(name));
  await cache.put(key, new Response(bytes, { headers }));
}

/** From the phone, else from the network; then it takes the place of what was drawn under its name before. */
async function keptPicture(path: string): Promise<Response> {
  const here = await caches.match(path);
  if (here !== undefined) return here;
  const answer = await fetch(path, { credentials: "omit" });
  const bytes = await answer.arrayBuffer();
  const [, name, hash] = pictureAddress.exec(path) ?? [];
  if (!answer.ok || !(await digest(bytes)).startsWith(hash ?? "")) return Response.error();
  const picture = () => new Response(bytes, { headers: { "content-type": "image/svg+xml" } });
  const cache = await caches.open(pictureCache);
  const earlier = (await cache.keys()).filter(({ url }) => pictureAddress.exec(new URL(url).pathname)?.[1] === name);
  // A full phone shows it all the same.
  await Promise.all([...earlier.map((each) => cache.delete(each)), cache.put(path, picture())]).catch((refusal: unknown) => console.warn(refusal));
  return picture();
}

async function keepIssuer(): Promise<void> {
  const answer = await fetch(issuerAddress, { cache: "no-store", credentials: "omit" });
  if (answer.ok) await (await caches.open(issuerCache)).put(issuerAddress, answer);
}

async function dropOtherVersions(): Promise<void> {
  const cache = await caches.open(cacheName);
  const ours = new Set(Object.keys(hashes).map((path) => new URL(keyOf(path), self.location.origin).href));
  for (const { url } of await cache.keys()) {
    if (!ours.has(url)) await cache.delete(url);
  }
}

async function kept(path: string): Promise<Response | undefined> {
  return (await caches.open(cacheName)).match(keyOf(path));
}

function keyOf(path: string): string {
  return `${path}?${hashes[path] ?? ""}`;
}

async function digest(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
