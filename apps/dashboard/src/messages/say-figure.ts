/** A figure in words: short where it stands in a chart, and in full, with name, date and boundary set, where it is read aloud or pointed at. */
import type { Measure, PopulationGroup, Provenance, Text } from "@hocvuso/contract";
import { sayMoment } from "../figures/dates.ts";
import { sayPercent, sayPoints } from "../figures/numbers.ts";
import type { Share } from "../figures/share.ts";
import { language, messages } from "./messages.ts";

/** One decimal for the province, whole points for smaller units. */
export type Decimals = 0 | 1;

export function say(text: Text): string {
  return text[language.value];
}

export function sayShare(share: Share, decimals: Decimals): string {
  const m = messages();
  switch (share.kind) {
    case "share": return sayPercent({ persons: share.persons, listed: share.listed, decimals, language: language.value });
    case "tooFew": return m.outOf(share.persons, share.listed);
    case "nobodyListed": return m.nobodyListed;
    case "withheld": return m.withheld;
    case "notYetMeasured": return m.notYetMeasured;
  }
}

/** "số liệu đến 14:32 ngày 20-11-2026, địa giới hôm nay (từ 1-7-2025)" */
export function sayStanding(provenance: Provenance): string {
  const m = messages();
  return `${m.figuresAsOf} ${sayMoment(provenance.asOf, language.value)}, ${sayBoundaries(provenance)}`;
}

export function sayBoundaries({ boundarySet }: Provenance): string {
  return messages().boundaries(say(boundarySet.label), boundarySet.validFrom);
}

/** The whole sentence of one figure: what tooltip and screen reader say. It begins with the words that are seen. */
export function sayFigure({ unitName, group, measure, share, decimals, provenance, isEstimated }: {
  unitName: string;
  group: PopulationGroup;
  measure: Measure;
  share: Share;
  decimals: Decimals;
  provenance: Provenance;
  isEstimated: boolean;
}): string {
  const m = messages();
  const counted = share.kind === "share" && share.sampled !== undefined
    ? `, ${m.sampledBetween(sayPoints(share.sampled.lower, decimals, language.value), sayPoints(share.sampled.upper, decimals, language.value))}, ${m.sampledPersons(share.sampled.tested)}`
    : share.kind === "share" ? `, ${m.personsOutOf(share.persons, share.listed)}` : share.kind === "tooFew" ? `, ${m.tooFewForShare}` : "";
  return `${m.measures[measure]} ${sayShare(share, decimals)}${counted}${isEstimated ? `, ${m.estimated}` : ""}; ${m.groupNouns[group]}, ${unitName}; ${sayStanding(provenance)}.`;
}
