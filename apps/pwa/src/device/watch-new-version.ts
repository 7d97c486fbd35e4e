/** Registers the service worker and tells when a new version waits. It takes over only when the person says so; then every open page starts anew at its kept place. */

/** `found` is called with the way to take the new version; at most once. Returns the way to stop. */
export function watchNewVersion(found: (take: () => void) => void): () => void {
  let isWatching = true;
  if ("serviceWorker" in navigator) void navigator.serviceWorker.getRegistration().then((registration) => {
    if (registration === undefined) return;
    // Asked again until it takes over: a browser under load was seen to leave one request without effect.
    const take = (): void => {
      registration.waiting?.postMessage("take-over");
      setTimeout(take, 2_000);
    };
    const tell = (): void => {
      if (isWatching && registration.waiting !== null && navigator.serviceWorker.controller !== null) found(take);
    };
    tell();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", tell));
  });
  return () => { isWatching = false; };
}

/** To be called when the page can be used, so that it takes no bandwidth from it. */
export function registerServiceWorker(): void {
  if (!("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  let isOurs = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    if (isOurs) location.reload();
    isOurs = true;
  });
  serviceWorker.register("/sw.js").catch((refusal: unknown) => console.warn(refusal));
}

/**
 * Has the page that is open kept on this phone, and brought along by versions to come: by the one in use and by one that waits. Resolves once it is kept; at once where the
 * browser has no service worker, and never where it keeps nothing.
 */
export async function keepThisPage(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { active, waiting, installing } = await navigator.serviceWorker.ready;
  const page = location.pathname.replace(/\/?$/, "/");
  for (const worker of [waiting, installing]) worker?.postMessage(page);
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    active?.postMessage(page, [port2]);
  });
}
