/** Where the reader is. Links stay real links; this only spares the reload, and sends the keyboard to the new page. */
import { signal } from "@preact/signals";
import { base, readRoute, type Route } from "./routes.ts";

export const route = signal<Route>(readRoute(location));

let shown = location.pathname + location.search;

export function followLinks(): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const href = link?.getAttribute("href") ?? "";
    if (!href.startsWith(base) || link?.hasAttribute("target")) return;
    event.preventDefault();
    goTo(href);
  });
  addEventListener("popstate", arrive);
}

/** Goes to a page of the dashboard, as a link would. */
export function goTo(path: string): void {
  history.pushState(null, "", path);
  arrive();
  scrollTo(0, 0);
}

function arrive(): void {
  const address = location.pathname + location.search;
  // A jump within the page also ends here; it is no new page.
  if (address === shown) return;
  shown = address;
  route.value = readRoute(location);
  document.querySelector("main")?.focus({ preventScroll: true });
}
