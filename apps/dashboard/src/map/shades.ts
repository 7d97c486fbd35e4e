/** What the map, the tiles and their legend all show: each commune's class, and the sentence that goes with it. */
import type { Measure, PopulationGroup, Provenance, UnitFigures, UnitId } from "@hocvuso/contract";
import { classOf, stepsFor, type Steps } from "../charts/colour-classes.ts";
import { shareOf } from "../figures/share.ts";
import { placeName } from "../figures/table-order.ts";
import { messages } from "../messages/messages.ts";
import { say, sayFigure, sayShare } from "../messages/say-figure.ts";

export type Shade = {
  readonly unit: UnitId;
  readonly name: string;
  /** Begins with what is written on the tile. */
  readonly sentence: string;
  /** Null when there is no share to show: never drawn as zero. */
  readonly colourClass: 1 | 2 | 3 | 4 | 5 | null;
  /** "61%", or the words that stand where a share would. */
  readonly value: string;
  readonly isEstimated: boolean;
  readonly listed: number;
};

export function shadeCommunes({ communes, measure, group, provenance }: {
  communes: readonly UnitFigures[];
  measure: Measure;
  group: PopulationGroup;
  provenance: Provenance;
}): { readonly shades: ReadonlyMap<UnitId, Shade>; readonly steps: Steps; readonly isMeasured: boolean } {
  const shares = communes.map((commune) => shareOf(commune.groups[group][measure], commune.groups[group].listed));
  const steps = stepsFor(shares.flatMap((share) => (share.kind === "share" ? [share.share] : [])));
  const shades = communes.map((commune, index): [UnitId, Shade] => {
    const share = shares[index] ?? { kind: "notYetMeasured" };
    const isEstimated = commune.basis === "estimated";
    const name = say(commune.name);
    const value = sayShare(share, 0);
    const figure = sayFigure({ unitName: name, group, measure, share, decimals: 0, provenance, isEstimated });
    return [commune.unit, {
      unit: commune.unit,
      name,
      sentence: `${placeName(name)} ${value}: ${figure} ${messages().openCommune}.`,
      colourClass: share.kind === "share" ? classOf(share.share, steps) : null,
      value,
      isEstimated,
      listed: commune.groups[group].listed,
    }];
  });
  return { shades: new Map(shades), steps, isMeasured: shares.some((share) => share.kind !== "notYetMeasured") };
}
