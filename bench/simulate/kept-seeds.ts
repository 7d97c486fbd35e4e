/**
 * Worlds that show a bug that once was, and which: each failed before its repair, and where a mutant is named fails under it still.
 * They are lived through in every short run.
 */
import type { Pace } from "./world.ts";

export const keptSeeds: readonly { readonly seed: number; readonly pace: Pace; readonly showed: string }[] = [
  { seed: 908060743, pace: "class", showed: "whose log or load ends before the store's tip waited for ever (mutant points-not-named)" },
  { seed: 1565319196, pace: "class", showed: "a phone without a line left out of its bundles what a restored province had lost (mutants receipts-back-without-certificates, certificates-not-shown)" },
  { seed: 784476641, pace: "village", showed: "a phone put back to an older image was carried its own later segments, took them for what it had written, and wrote on" },
  { seed: 1855213778, pace: "village", showed: "a hub that called itself the province kept the key to a person's words out of a phone's bundles" },
];
