export {
  curtailedSampleSize, lqasDecisionRule, lqasPlan, lqasRisks, passProbability,
  type LqasPlan, type LqasRisks, type LqasShares,
} from "./lqas.ts";
export {
  clusteredLqasPlan, clusteredLqasRisks, clusteredPassProbability,
  type ClusteredLqasPlan, type ClusteredLqasRisks, type Likeness,
} from "./clustered-lqas.ts";
export {
  classifyThreeWay, minimumPassesForLowerBound, threeWayProbabilities,
  type LowerBoundMethod, type ThreeWayAnswer,
} from "./classification.ts";
export {
  clopperPearsonInterval, exactLowerBound, logOddsInterval, modifiedClopperPearsonInterval, modifiedWilsonInterval, sharePosterior, wilsonInterval,
  type ShareInterval, type SharePosterior, type SurveyShare, type SurveyShareInterval,
} from "./intervals.ts";
export { sampleSizeForShare, type SampleSize } from "./sample-size.ts";
export { apparentShare, passByGuessing, roganGladen, type CorrectedShare } from "./imperfect-test.ts";
export { designEffect, intraclassCorrelation, type IntraclassCorrelation } from "./clustering.ts";
export type { Drawing, PopulationSizes } from "./survey-design.ts";
export {
  clusterEstimate, ratioEstimate, stratifiedEstimate,
  type ClusterEstimate, type Estimate, type SampledRatio, type SampledValue, type StratumResult,
} from "./survey-estimates.ts";
export { postStratify, rake, type CalibratedEstimate } from "./calibration.ts";
export { twoPhaseCoverage, verificationFactor, type RecountedSite, type TwoPhaseCoverage, type VerificationFactor } from "./verification.ts";
export {
  fayHerriot, smallAreaShares,
  type Area, type AreaEstimate, type FayHerriotFit, type FayHerriotMethod, type SmallAreaShare,
} from "./small-area.ts";
export {
  sprtBoundaries, sprtFieldCard, truncatedSprt,
  type SequentialTest, type SprtBoundaries, type SprtCardRow, type TruncatedSprt,
} from "./sequential.ts";
export { benjaminiHochberg, funnelLimits, inflationPower, inflationPValue, type InflationPower } from "./inflation.ts";
export { assessorPassRateFlags, lastDigitTest, revisitDetectionProbability, whippleIndex, type AssessorFlag } from "./fabrication.ts";
export {
  kaplanMeier, mcnemar, newcombeDifference, retentionShare,
  type Difference, type Mcnemar, type Retention, type SurvivalPoint,
} from "./retention.ts";
export { restateByLineage, type LineagePart, type RestatedFigure, type RestatedUnit, type UnitFacts } from "./lineage.ts";
export { addCounts, contribution, groupFigures, noCounts, type Cell, type CellCounts } from "./four-numbers.ts";
export {
  capabilityPolicy, evidenceRung, isCapable, isDoneOnOwn, mergeStandings, standingFrom,
  type CapabilityPolicy, type EvidenceRung, type FactInPlace, type FactSource, type Registration, type SimulatorRun, type Standing,
} from "./person-standing.ts";
export { FEWEST_TOLD, withholdSmall } from "./withhold.ts";
