/** Worlds that once showed a bug, and which. They are lived again in every short run. */
export const keptSeeds: readonly { readonly seed: number; readonly showed: string }[] = [
  { seed: 1, showed: "a phone put back to an older image waited for ever: the store's tip lay beyond what it knew" },
  { seed: 3, showed: "a carrier that had the middle of a log never let go of it" },
  { seed: 6, showed: "a former log's enrolment was forgotten by a restored province, and its key was gone" },
  { seed: 15, showed: "a phone without a line left out of its bundles what a restored province had lost" },
];
