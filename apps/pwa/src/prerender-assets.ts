/** What the build and the drawing of the pages tell each other. */

/** Addresses of what the client build made. */
export type Assets = {
  readonly main: string;
  readonly frontScript: string;
  readonly styles: string;
  /** Chunks of home, courses, practice and record, asked for at once. Other pages are seldom the first that is opened, and each name weighs in every page that phones keep. */
  readonly pageChunks: readonly string[];
  /** Chunks of the page that checks a card. */
  readonly checkChunks: readonly string[];
};

/** Page address → its HTML. */
export type Prerender = (assets: Assets) => Readonly<Record<string, string>>;
