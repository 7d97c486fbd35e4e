/** What every drawn part is given besides itself. A part draws and reports; it decides nothing and keeps nothing that was typed. */
import type { Text } from "@hocvuso/contract";
import type { ComponentChildren } from "preact";
import type { Language, Messages } from "./messages.ts";

export interface Drawing {
  readonly language: Language;
  readonly messages: Messages;
  /** Words held by the engine: ticks and toggles are on when theirs is among them. */
  readonly remembered: readonly string[];
  /** Grows each time the engine asks for what was typed to be wiped. */
  readonly wipes: number;
  /** What the teacher points at now: a part's id, or the act of one choice in a list. */
  readonly pointedAt: string | undefined;
  /** The pointing says exactly what to do: a strong hint, or the guide. */
  readonly isFirm: boolean;
  readonly words: (text: Text) => string;
  readonly act: (act: string, entered?: string) => void;
  /** A picture of the content by its name, labelled for those who cannot see it. */
  readonly picture: (name: string) => ComponentChildren;
}

export interface PartProps<P> {
  readonly part: P;
  readonly drawing: Drawing;
}
