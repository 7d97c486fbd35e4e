/** What the bench and the phone beside it say to each other: plain JSON, by postMessage within this origin. */
import type { Item, Lesson, Simulator, SimulatorMode } from "@hocvuso/contract";
import type { Language } from "../messages.ts";

/** To the phone. Another `key` begins anew; with the same one nothing on the screen is lost. */
export type Shown = { readonly key: number; readonly language: Language } & (
  | { readonly kind: "simulator"; readonly simulator: Simulator; readonly mode: SimulatorMode; readonly seed: number; readonly acts: readonly string[] }
  /** `step`: place in the lesson, from 0. */
  | { readonly kind: "lesson"; readonly lesson: Lesson; readonly items: Readonly<Record<string, Item>>; readonly simulators: Readonly<Record<string, Simulator>>; readonly step: number }
  | { readonly kind: "item"; readonly item: Item }
);

/** From the phone. */
export type PhoneWord =
  | { readonly kind: "ready" }
  | { readonly kind: "acts"; readonly key: number; readonly acts: readonly string[] }
  | { readonly kind: "step"; readonly key: number; readonly step: number }
  | { readonly kind: "left"; readonly key: number }
  | { readonly kind: "crashed" };

/** What a message from the other window is, if it is one of ours. */
export function wordOf<Word extends { readonly kind: string }>(event: MessageEvent<unknown>): Word | undefined {
  const { data, origin } = event;
  if (origin !== location.origin || typeof data !== "object" || data === null || !("kind" in data)) return undefined;
  // Both windows are ours and of one build.
  return data as unknown as Word;
}
