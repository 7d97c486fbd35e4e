/**
 * Worlds that show a bug that once was, and which: each fails where its repair is undone, as the mutant named does.
 * They are lived through in every short run.
 */
import type { Pace } from "./world.ts";

export const keptSeeds: readonly { readonly seed: number; readonly pace: Pace; readonly showed: string }[] = [
  { seed: 908060743, pace: "class", showed: "whose log or load ends before the store's tip waited for ever, and a restored province had forgotten whom it enrolled (mutants points-not-named, certificates-not-shown)" },
  { seed: 1679731467, pace: "class", showed: "a phone without a line left out of its bundles what a restored province had lost (mutant receipts-back-without-certificates)" },
  { seed: 218106170, pace: "class", showed: "a phone put back to an older image took its own later segments for what it had written; and the key to a person's words that a restored province had lost stayed out of the bundles (mutants carried-taken-for-written, parcel-left-to-a-province-put-back)" },
  { seed: 311063508, pace: "class", showed: "a hub that called itself the province kept a key out of a phone's bundles (mutant parcel-believed-away)" },
  { seed: 2106677229, pace: "village", showed: "a receipt that named the ends of another branch took back what the province had signed for before (mutant last-receipt-alone)" },
];
