/** What the build and the drawing of the pages tell each other. */

/** Addresses of what the client build made. */
export type Assets = {
  readonly main: string;
  readonly frontScript: string;
  readonly styles: string;
  /** Chunks of the pages that are not lessons, asked for at once. */
  readonly pageChunks: readonly string[];
  /** What the pages of places without a network want besides. */
  readonly carryChunks: readonly string[];
  /** Likewise the pages about the person: who uses the phone, settings, search, voices, help. */
  readonly personChunks: readonly string[];
  /** Likewise the ambassador's. */
  readonly fieldChunks: readonly string[];
  /** Chunks of the page that checks a card. */
  readonly checkChunks: readonly string[];
};

/** Page address → its HTML. */
export type Prerender = (assets: Assets) => Readonly<Record<string, string>>;
