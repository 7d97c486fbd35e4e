/** For a browser that refuses to store anything, when the person was told so and chose to learn all the same: it remembers until the page is closed. */
import type { FactKey, PersonId } from "@hocvuso/contract";
import { emptyOutbox, type Device } from "../../device/device.ts";

export function deviceWithoutMemory(): Device {
  const bookmarks = new Map<string, unknown>();
  // No fact leaves this page, so that the key only has to be unlike the others.
  const mint = () => crypto.randomUUID();
  const person = mint() as PersonId;
  return {
    keep: async () => {},
    mintKey: () => mint() as FactKey,
    profile: async () => ({ person }),
    register: async () => {},
    bookmark: async (name) => bookmarks.get(name),
    saveBookmark: async (name, value) => { bookmarks.set(name, value); },
    watchOutbox(listener) {
      listener(emptyOutbox);
      return () => {};
    },
    exchange: async () => false,
    machine: () => Promise.reject(new Error("a phone that keeps nothing has nothing to hand over")),
  };
}
