/** The rest of the phone for a screen: loaded, or not to be had. */
import { useEffect, useState } from "preact/hooks";
import { emptyOutbox, type Device, type Outbox } from "../../device/device.ts";
import type { Machine } from "../../device/machine.ts";

export type Loaded = { readonly machine: Machine } | "loading" | "missing";

export function useMachine(device: Device | undefined): Loaded {
  const [loaded, setLoaded] = useState<Loaded>("loading");
  useEffect(() => { void device?.machine().then((machine) => setLoaded({ machine }), () => setLoaded("missing")); }, [device]);
  return loaded;
}

export function useOutbox(device: Device | undefined): Outbox {
  const [outbox, setOutbox] = useState(emptyOutbox);
  useEffect(() => device?.watchOutbox(setOutbox), [device]);
  return outbox;
}

/** The part of the address after `#`, followed. */
export function useView(): string {
  const [view, setView] = useState("");
  useEffect(() => {
    const follow = (): void => {
      setView(location.hash.slice(1));
      scrollTo(0, 0);
      // Whoever went to another view stands at its heading.
      setTimeout(() => document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true }));
    };
    if (location.hash !== "") follow();
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return view;
}
