/** What can be recorded, and what recorded voices the app brings. Made by the build. */
import type { Text } from "@hocvuso/contract";
import type { FetchedFile } from "../fetched-file.ts";

/** A lesson or an exercise (`tap/…`), with its texts in the order in which they are said. */
export type ScriptPart = {
  readonly id: string;
  readonly title: Text;
  readonly texts: readonly { readonly words: string; /** By its name in content. */ readonly picture?: string }[];
};

/** `clips`: by the first 16 digits of their file's name. */
export type NarrationEntry = { readonly language: string; readonly title: Text; readonly clips: Readonly<Record<string, FetchedFile>> };
