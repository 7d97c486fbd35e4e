/**
 * A phone that goes from hand to hand: whether it waits for the next person, and how every page learns that it changed hands. The whole
 * is one word in localStorage, read before anything is drawn: "locked …" or "open …", and when.
 */
import { stored } from "./settings.ts";

const hand = "hand";
/** Of a phone for a class: it asks who it is whenever the app is opened anew. */
const forClass = "class-phone";

/** Follows what other pages of this phone do; also of use to a page that the browser brings back as it was. */
export function followHands(): void {
  const before = stored(hand);
  const follow = (): void => { if (stored(hand) !== before) location.reload(); };
  for (const event of ["storage", "pageshow"]) addEventListener(event, follow);
}

export function isLocked(): boolean {
  return stored(hand)?.[0] === "l" || (isForClass() && stored(forClass, "sessionStorage") === null);
}

export function isForClass(): boolean {
  return stored(forClass) !== null;
}

export function setForClass(isSo: boolean): void {
  if (isSo) localStorage.setItem(forClass, "yes");
  else localStorage.removeItem(forClass);
  take();
}

/** Nobody's record is shown until somebody has said who they are. */
export function lock(): void {
  stamp("locked");
}

/** Somebody has the phone now. */
export function take(): void {
  sessionStorage.setItem(forClass, "taken");
  stamp("open");
}

/** Other pages of this phone, and those the browser may bring back, start anew. */
export function stamp(how: "locked" | "open" = isLocked() ? "locked" : "open"): void {
  localStorage.setItem(hand, `${how} ${Date.now()}`);
}
