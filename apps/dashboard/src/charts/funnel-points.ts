/** The funnel's geometry: where communes stand, and within which bands chance alone would put them. */
import { funnelLimits } from "@hocvuso/domain/measurement";
import type { CommuneResult } from "@hocvuso/contract";

export type FunnelPoint = { readonly commune: CommuneResult; readonly sampleSize: number; /** Re-test less record, in shares. */ readonly difference: number };

export type FunnelBand = readonly { readonly sampleSize: number; readonly lower: number; readonly upper: number }[];

/** Communes with a re-test, in the order given. */
export function funnelPoints(communes: readonly CommuneResult[]): readonly FunnelPoint[] {
  return communes.flatMap((commune) => {
    const { tested, passed } = commune.progress;
    return tested === 0 || commune.populationSize === 0 ? [] : [{ commune, sampleSize: tested, difference: passed / tested - commune.reportedCount / commune.populationSize }];
  });
}

/** About the mean record of those communes, for samples of every size up to the largest. A guide to the eye; flags come from the exact test of each. */
export function funnelBand(points: readonly FunnelPoint[], level: number): FunnelBand {
  const largest = Math.max(...points.map(({ sampleSize }) => sampleSize));
  const record = points.reduce((sum, { commune }) => sum + commune.reportedCount / commune.populationSize, 0) / points.length;
  return Array.from({ length: largest - 1 }, (_, i) => {
    const sampleSize = i + 2;
    const { lower, upper } = funnelLimits({ targetShare: record, sampleSize, level });
    return { sampleSize, lower: lower - record, upper: upper - record };
  });
}
