/** What the province knows of its items: parameters for phones, and the report that authors and the office read. May only grow. */
import { Type, type Static } from "typebox";
import { ItemId } from "./ids.ts";

const closed = { additionalProperties: false } as const;
const count = Type.Integer({ minimum: 0 });
const share = Type.Number({ minimum: 0, maximum: 1 });
const logits = Type.Number();
const isoInstant = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T" });
const text = Type.Object({ vi: Type.String(), en: Type.String() }, closed);
const sha256 = Type.String({ pattern: "^[0-9a-f]{64}$" });

/** One item as a test scores it; `parameterCovariance` of (ln a, −a b_1 … −a b_m), row by row. */
export const CalibratedParameters = Type.Object({
  id: ItemId,
  discrimination: Type.Number({ exclusiveMinimum: 0 }),
  stepDifficulties: Type.Array(logits, { minItems: 1, maxItems: 20 }),
  optionCount: Type.Optional(Type.Integer({ minimum: 2 })),
  parameterCovariance: Type.Optional(Type.Array(Type.Number())),
  /** false: it is asked and its answer is kept, but no result counts it. */
  isScored: Type.Boolean(),
  /** Chance with which a session may use the item. */
  eligibility: share,
}, closed);
export type CalibratedParameters = Static<typeof CalibratedParameters>;

/** GET /api/item-parameters?version=: certifying items as one calibration left them; the newest where no version is named. `digest`: SHA-256 of `JSON.stringify(items)`. `version` 0: nobody has answered yet, items stand as declared. */
export const ItemParameterSet = Type.Object({ version: count, digest: sha256, madeAt: Type.Optional(isoInstant), isSample: Type.Boolean(), items: Type.Array(CalibratedParameters) }, closed);
export type ItemParameterSet = Static<typeof ItemParameterSet>;

/** Two groups on one item. Negative `delta` (ETS): harder for `focal` than for others of the same ability; A negligible, B look at it, C do not use. */
export const GroupDifference = Type.Object({
  by: Type.Union([Type.Literal("sex"), Type.Literal("age"), Type.Literal("commune"), Type.Literal("phone")]),
  /** "female", "sixty-and-older", a commune, or "shared". */
  focal: Type.String(),
  focalName: Type.Optional(text),
  focalCount: count,
  referenceCount: count,
  delta: Type.Number(),
  deltaStandardError: Type.Number(),
  etsClass: Type.Union([Type.Literal("A"), Type.Literal("B"), Type.Literal("C")]),
  /** Logistic regression, group and group by ability together: tail probability, and gain in Nagelkerke's R². */
  logisticTail: share,
  nagelkerkeGain: Type.Number(),
}, closed);
export type GroupDifference = Static<typeof GroupDifference>;

/** Since the version in which the item began to count; positive: it became harder. */
export const ItemDrift = Type.Object({ sinceVersion: count, answers: count, shiftLogits: logits, standardError: Type.Number(), isAlarm: Type.Boolean() }, closed);
export type ItemDrift = Static<typeof ItemDrift>;

export const ItemFinding = Type.Object({
  /** Of an item, or `on-my-own/` and a simulator. */
  id: Type.String(),
  use: Type.Union([Type.Literal("certifying"), Type.Literal("practice"), Type.Literal("run")]),
  title: text,
  level: count,
  answers: count,
  discrimination: Type.Number(),
  discriminationStandardError: Type.Number(),
  stepDifficulties: Type.Array(logits),
  stepDifficultyStandardErrors: Type.Array(Type.Number()),
  optionCount: Type.Optional(Type.Integer()),
  declaredDifficulty: logits,
  isScored: Type.Boolean(),
  /** Persons by their ability, lowest first: how many, and their mean score over the highest. */
  observed: Type.Array(Type.Object({ abilityLogits: logits, answers: count, share }, closed)),
  /** Of those who answered any item of this use. */
  metShare: share,
  eligibility: share,
  medianSeconds: Type.Number({ minimum: 0 }),
  /** What was answered, the most frequent first. */
  picks: Type.Array(Type.Object({ picked: Type.String(), name: Type.Optional(text), isRight: Type.Boolean(), answers: count, meanAbilityLogits: logits }, closed)),
  groups: Type.Array(GroupDifference),
  drift: Type.Optional(ItemDrift),
}, closed);
export type ItemFinding = Static<typeof ItemFinding>;

export const CalibrationRun = Type.Object({ at: isoInstant, outcome: Type.Union([Type.Literal("new-version"), Type.Literal("nothing-new"), Type.Literal("no-answers"), Type.Literal("failed")]), version: Type.Optional(count) }, closed);
export type CalibrationRun = Static<typeof CalibrationRun>;

/** GET /api/calibration?version=: when items were last calibrated, and what is known of each. `version` and what follows are absent before the first. */
export const CalibrationReport = Type.Object({
  /** HH:MM of Vietnam. */
  nightAt: Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" }),
  lastRun: Type.Optional(CalibrationRun),
  /** Newest first. */
  versions: Type.Array(Type.Object({ version: count, madeAt: isoInstant, persons: count, answers: count, alarms: count, isSample: Type.Boolean() }, closed)),
  leastAnswers: count,
  version: Type.Optional(count),
  population: Type.Optional(Type.Object({ meanLogits: logits, sd: Type.Number() }, closed)),
  items: Type.Array(ItemFinding),
}, closed);
export type CalibrationReport = Static<typeof CalibrationReport>;

export const calibrationSchemas = { ItemParameterSet, CalibrationReport } as const;
