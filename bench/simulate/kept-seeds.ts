/**
 * Worlds (at the pace of a class) that show a bug that once was, and which: each fails where its repair is undone, as the mutant named does.
 * They are lived through in every short run.
 */
export const keptSeeds: readonly { readonly seed: number; readonly showed: string }[] = [
  { seed: 908060743, showed: "whose log or load ends before the store's tip waited for ever (mutant points-not-named)" },
  { seed: 1565319196, showed: "a phone without a line left out of its bundles what a restored province had lost (mutants receipts-back-without-certificates, certificates-not-shown)" },
];
