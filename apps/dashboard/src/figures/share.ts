/**
 * Turns counts of persons into shares that may be shown. Promises: missing is never zero, a handful of persons gets no
 * percentage, and no share is ever rounded up over a mark it has not reached.
 */
import type { FactKey, Figure } from "@hocvuso/contract";

export type Share =
  /** `sampled`: it is estimated from a sampling round, and the truth lies between the two. */
  | { readonly kind: "share"; readonly share: number; readonly persons: number; readonly listed: number; readonly sampled?: { readonly lower: number; readonly upper: number; readonly tested: number; readonly round: FactKey } }
  | { readonly kind: "tooFew"; readonly persons: number; readonly listed: number }
  | { readonly kind: "nobodyListed" }
  /** So few that the public is not told. */
  | { readonly kind: "withheld" }
  | { readonly kind: "notYetMeasured" };

/** Below this many listed persons one person moves the share by more than ten points, and can be recognised. */
export const fewestForShare = 10;

export function shareOf(figure: Figure, listed: number): Share {
  if (figure.state === "notYetMeasured" || figure.state === "withheld") return { kind: figure.state };
  if (listed === 0) return { kind: "nobodyListed" };
  const { persons } = figure;
  if (listed < fewestForShare) return { kind: "tooFew", persons, listed };
  if (figure.state === "estimated") {
    const { lowerPersons, upperPersons, tested, round } = figure;
    return { kind: "share", share: persons / listed, persons, listed, sampled: { lower: lowerPersons / listed, upper: upperPersons / listed, tested, round } };
  }
  return { kind: "share", share: persons / listed, persons, listed };
}
