/** Assessing: item response, adaptive tests, calibration, integrity. All abilities and difficulties in logits of one scale. */
export { itemInformation, itemProbability, type ItemParameters, type ScoredResponse } from "./item-response.ts";
export { logLikelihoodOnGrid, scoreEap, scoreMap, scoreMle, scoreWle, standardPrior, type AbilityPrior, type PointScore, type PosteriorScore } from "./scoring.ts";
export { informationAt, type BankItem } from "./item-bank.ts";
export {
  beliefAtMode, priorBelief, summaryOfBelief, type CompetenceBelief, type CompetenceResponse, type CompetenceStructure,
} from "./competence-posterior.ts";
export { adjustedEligibility, isEligible, type DomainQuota, type SelectionRules } from "./selection.ts";
export {
  abilityNow, certificationDecision, createTest, nextItem, planTest, recordResponse, scoredResponses,
  type Answer, type CertificationPolicy, type FinishReason, type NextItem, type PlacementPolicy, type ProfilePolicy, type TestPlan, type TestPolicy, type TestState,
} from "./test-session.ts";
export {
  decisionAt, operatingCharacteristic, stoppingTable, type ErrorRates, type OperatingCharacteristic, type StoppingCosts, type StoppingTable, type StoppingTableRequest,
} from "./stopping-table.ts";
export { generalisedLogLikelihoodRatio, logLikelihoodRatio, probabilityAboveCut, waldBounds } from "./stopping.ts";
export {
  calibrate, type CalibratedItem, type Calibration, type CalibrationRequest,
} from "./calibration.ts";
export type { CalibrationItem, CalibrationPriors, NormalPrior, ResponsePattern } from "./calibration-model.ts";
export {
  abilityChangePoint, abilityChangeThreshold, personFit, signedAbilityShift, speedChangePoint, speedChangeThreshold, type ChangePoint, type FitEstimator, type PersonFit,
} from "./person-fit.ts";
export {
  inviteAgainRapidShare, rapidGuessThreshold, rapidGuesses, shrunkenSpeed, workingSpeed, type ItemTimeParameters, type TimedResponse, type WorkingSpeed,
} from "./response-time.ts";
export { declaredBank, scoreOfPicked, withoutKey, type KeyedItem } from "./certifying-items.ts";
export { differentialFunctioningByAbility, differentialItemFunctioning, type DifRequest, type EtsClass, type ItemDif } from "./differential-functioning.ts";
export { drawNormal, randomSource, uniformAt, type RandomSource } from "./seeded-random.ts";
export { beliefGrid, difficultyShift, type DifficultyShift, type LaterAnswer } from "./item-drift.ts";
export { fittedEligibility } from "./exposure.ts";
export { linkScales, meanDifficulty, onScale, type ScaleLink } from "./scale-link.ts";
