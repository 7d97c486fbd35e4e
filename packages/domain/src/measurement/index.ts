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
export { chiSquaredAtLeast, normalQuantile } from "./distributions.ts";
export { assessorPassRateFlags, lastDigitTest, revisitDetectionProbability, whippleIndex, type AssessorFlag } from "./fabrication.ts";
export {
  kaplanMeier, mcnemar, newcombeDifference, retentionShare,
  type Difference, type Mcnemar, type Retention, type SurvivalPoint,
} from "./retention.ts";
export { restateByLineage, type LineagePart, type RestatedFigure, type RestatedUnit, type UnitFacts } from "./lineage.ts";
export { communeOfPlace, restateCells, restatedShares, type RestatedCells } from "./restate-cells.ts";
export { addCounts, contribution, groupFigures, noCounts, percentCut, type Cell, type CellCounts, type VerifiedShare } from "./four-numbers.ts";
export {
  capabilityPolicy, evidenceRung, isCapable, isDoneOnOwn, mergeStandings, standingFrom,
  type CapabilityPolicy, type EvidenceRung, type FactInPlace, type FactSource, type Registration, type SimulatorRun, type Standing,
} from "./person-standing.ts";
export { forecastShare, sessionsNeeded, fewestForecastWeeks, type SessionsNeeded, type ShareForecast } from "./forecast.ts";
export {
  proposeRound, usualHamletCorrelation, usualTravel,
  type RoundCommune, type RoundProposal, type RoundQuestion, type Travel,
} from "./sampling-plan.ts";
export { allocateSample, drawCommune, drawnListText, type Draw, type FramePerson, type TicketOf } from "./draw.ts";
export {
  caseFalseDiscoveryRate, fewestForCommune, outcomeOf, reportTolerance, roundFindings,
  type CommuneDraw, type CommuneFinding, type Outcome, type PersonOutcome, type Progress, type ProvinceFinding, type RoundFindings, type RoundRules, type Visit,
} from "./round-results.ts";
export { admitVisits, type SeenVisit, type VisitScreen } from "./visit-screens.ts";
export { FEWEST_COUNTED, FEWEST_TOLD, withheldSums, withhold, type PlaceCount, type ShownSum } from "./withhold.ts";
