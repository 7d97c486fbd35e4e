/**
 * What the server answers to dashboards and phones. Figures are counts of persons; shares are made where they are drawn,
 * so that no rounding is kept. Every answer says when it was true, on which boundaries, and whether sample data are in it.
 */
import { Type, type Static, type TSchema } from "typebox";
import { calibrationSchemas } from "./calibration.ts";
import { KeylessItem, Text } from "./content.ts";
import { CredentialIssuer, OwnCredentials } from "./credential.ts";
import { CaseAnswered, DrawnPerson, PopulationGroup, RoundPlanned } from "./events.ts";
import { FactKey, PersonId, ReplicaId, SegmentHash, UnitId } from "./ids.ts";
import { officeSchemas } from "./office.ts";

const closed = { additionalProperties: false } as const;
const count = Type.Integer({ minimum: 0 });
const isoDate = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
const isoInstant = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T.*Z$" });

/** The four numbers of the movement. They are never merged. */
export const Measure = Type.Union([
  Type.Literal("reached"),
  Type.Literal("capable"),
  Type.Literal("verified"),
  Type.Literal("confirmed"),
]);
export type Measure = Static<typeof Measure>;

/**
 * `notYetMeasured` is not zero: nobody has looked. `estimated`: from a sample of `tested` persons, with the interval that holds the truth `level` of the time.
 * `withheld`: known, and not told to whoever asked, for so few people could be recognised.
 */
export const Figure = Type.Union([
  Type.Object({ state: Type.Literal("measured"), persons: count }, closed),
  Type.Object({
    state: Type.Literal("estimated"), persons: count, lowerPersons: count, upperPersons: count, level: Type.Number({ minimum: 0, maximum: 1 }), tested: count,
    /** The sampling round it comes from, and when its last re-test was done. */
    round: FactKey, asOf: isoInstant,
  }, closed),
  Type.Object({ state: Type.Literal("notYetMeasured") }, closed),
  Type.Object({ state: Type.Literal("withheld") }, closed),
]);
export type Figure = Static<typeof Figure>;

/** The four numbers of one group in one place, out of `listed` persons. */
export const FourNumbers = Type.Object({
  listed: count,
  reached: Figure,
  capable: Figure,
  verified: Figure,
  confirmed: Figure,
}, closed);
export type FourNumbers = Static<typeof FourNumbers>;

export const GroupFigures = Type.Object({ official: FourNumbers, student: FourNumbers, adult: FourNumbers }, closed);
export type GroupFigures = Static<typeof GroupFigures>;

/** What stands behind every figure of an answer. */
export const Provenance = Type.Object({
  /** When the answer was true. */
  asOf: isoInstant,
  boundarySet: Type.Object({ validFrom: isoDate, label: Text }, closed),
  /** The figures are those of what had arrived by the end of this day; absent: by `asOf`. */
  knownOn: Type.Optional(isoDate),
  /** True while any sample person is among those counted. */
  includesSample: Type.Boolean(),
  /** Which version of `content/policies/evidence-ladder.json` said who is capable. */
  policyVersion: Type.String(),
  /** To which day the newest list of those confirmed on VNeID speaks; absent: none was imported. */
  vneidListedOn: Type.Optional(isoDate),
}, closed);
export type Provenance = Static<typeof Provenance>;

/** `exact`: every person counted is known to a place that lies whole in the unit. `estimated`: apportioned by lineage weights. */
export const UnitFigures = Type.Object({
  unit: UnitId,
  name: Text,
  basis: Type.Union([Type.Literal("exact"), Type.Literal("estimated")]),
  groups: GroupFigures,
}, closed);
export type UnitFigures = Static<typeof UnitFigures>;

export const Target = Type.Object({
  group: PopulationGroup,
  /** 0..1 of the group. */
  share: Type.Number({ minimum: 0, maximum: 1 }),
  by: isoDate,
  decree: Text,
  /** The commune it was set for; absent: the whole province. */
  unit: Type.Optional(UnitId),
  /** Absent: the essential skills of the evidence ladder. */
  skillSet: Type.Optional(Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 60 })),
  /** Persons of whom the decree reckoned the share; absent: those on the list. */
  base: Type.Optional(count),
  /** From which day it stands; absent: always. A later decree adds a row, and changes none. */
  decreedOn: Type.Optional(isoDate),
}, closed);
export type Target = Static<typeof Target>;

/** GET /api/progress?boundaries=&knownOn=: the province and its communes, on the boundaries of today or of another date, of all that is known or was on a day. */
export const ProvinceProgress = Type.Object({
  provenance: Provenance,
  /** The maps there have been, the oldest first; `asOf` is what `boundaries` asks by. */
  boundarySets: Type.Array(Type.Object({ asOf: isoDate, label: Text }, closed)),
  province: UnitFigures,
  communes: Type.Array(UnitFigures),
  /** Persons with recorded acts who have not yet said where they live; in no unit's figures. */
  unplaced: Type.Object({ reached: count, capable: count }, closed),
  targets: Type.Array(Target),
}, closed);
export type ProvinceProgress = Static<typeof ProvinceProgress>;

/** GET /api/units/:unit/progress: one commune, the former communes it was made of, and its hamlets. */
export const CommuneProgress = Type.Object({
  provenance: Provenance,
  commune: UnitFigures,
  formerCommunes: Type.Array(UnitFigures),
  hamlets: Type.Array(UnitFigures),
  targets: Type.Array(Target),
}, closed);
export type CommuneProgress = Static<typeof CommuneProgress>;

/** One act that a figure stands on, and the signed segment in which it came. */
export const FactRecord = Type.Object({
  person: PersonId,
  group: PopulationGroup,
  kind: Type.String(),
  /** Lesson, simulator, item or class. */
  what: Type.String(),
  /** By the device's clock, which may be wrong. */
  deviceTime: isoInstant,
  receivedAt: isoInstant,
  segment: SegmentHash,
  indexInSegment: count,
  isSample: Type.Boolean(),
}, closed);
export type FactRecord = Static<typeof FactRecord>;

/** GET /api/records?unit=&group=&measure=&after=: the records a figure stands on, one per person counted, 100 at a time. */
export const FactRecords = Type.Object({
  provenance: Provenance,
  unit: UnitId,
  group: PopulationGroup,
  measure: Measure,
  /** The same number as the figure's. */
  persons: count,
  /** The query that counted them, as it ran. */
  query: Type.String(),
  records: Type.Array(FactRecord),
  /** Give it as `after` for the next hundred; absent on the last page. */
  next: Type.Optional(PersonId),
}, closed);
export type FactRecords = Static<typeof FactRecords>;

/** GET /api/units?q=: units found by an old or new name, with or without diacritics. */
export const UnitMatch = Type.Object({
  unit: UnitId,
  name: Text,
  matchedName: Type.String(),
  because: Type.String(),
  /** Where that land is today. */
  currentUnits: Type.Array(Type.Object({ unit: UnitId, name: Text }, closed)),
}, closed);
export type UnitMatch = Static<typeof UnitMatch>;

export const UnitMatches = Type.Object({ matches: Type.Array(UnitMatch) }, closed);
export type UnitMatches = Static<typeof UnitMatches>;

/** Records with more than one head. `said` is what a version states, without words closed under the subject's key; `shown` is the version that stands meanwhile. */
export const RecordConflict = Type.Object({
  kind: Type.Union([Type.Literal("profile-changed"), Type.Literal("class-changed"), Type.Literal("help-request-changed")]),
  record: Type.String(),
  shown: FactKey,
  heads: Type.Array(Type.Object({
    version: FactKey,
    replica: Type.String(),
    deviceTime: Type.String({ format: "date-time" }),
    receivedAt: Type.String({ format: "date-time" }),
    said: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  }, closed)),
}, closed);
export type RecordConflict = Static<typeof RecordConflict>;

/** GET /api/conflicts: how many there are, and the first 200. */
export const RecordConflicts = Type.Object({ open: Type.Integer({ minimum: 0 }), conflicts: Type.Array(RecordConflict) }, closed);
export type RecordConflicts = Static<typeof RecordConflicts>;

/**
 * A phone or hub about which somebody has to decide. `not-enrolled`: facts are kept apart until it is. `forked`: two places write one log, and
 * nobody has said which is honest. `revoked`: facts came after the last decision about it. `asks`: for a role that a person gives.
 */
export const ReplicaToDecide = Type.Object({
  replica: ReplicaId,
  /** The first that holds, in this order. */
  why: Type.Union([Type.Literal("not-enrolled"), Type.Literal("forked"), Type.Literal("revoked"), Type.Literal("asks")]),
  /** Facts in segments that count, and in those kept apart. */
  facts: count,
  factsApart: count,
  /** Absent: nothing has come yet. */
  lastArrival: Type.Optional(isoInstant),
  /** The last segment that counts by the newest revocation; 64 zeros: none does. Absent: not revoked. */
  lastGood: Type.Optional(SegmentHash),
  /** The role it asks for, and nobody has answered. */
  asksAs: Type.Optional(Type.String()),
}, closed);
export type ReplicaToDecide = Static<typeof ReplicaToDecide>;

/** GET /api/replicas: how many phones and hubs there are of each kind, and the first 200 that wait for a person. */
export const ReplicasToDecide = Type.Object({
  asOf: isoInstant,
  /** All that wait for a person; 0 when there is nothing to decide. */
  waiting: count,
  /** One replica may be in several. `keptApart`: not enrolled, with facts kept apart. */
  counts: Type.Object({ known: count, enrolled: count, keptApart: count, revoked: count, forked: count, requests: count }, closed),
  /** Units of bytes that are no valid segment, kept for a person to look at. */
  setAside: count,
  replicas: Type.Array(ReplicaToDecide),
}, closed);
export type ReplicasToDecide = Static<typeof ReplicasToDecide>;

/** GET /api/certifying-items: all that certifying tests ask, without any key. `version`: first 8 hexadecimal digits of the SHA-256 of the bank with its keys. */
export const CertifyingBank = Type.Object({ version: Type.String({ pattern: "^[0-9a-f]{8}$" }), items: Type.Array(KeylessItem) }, closed);
export type CertifyingBank = Static<typeof CertifyingBank>;
/** 0..1. */
const share = Type.Number({ minimum: 0, maximum: 1 });
const interval = { lower: share, upper: share, level: share };

/** What the weeks before say of the weeks to come; `notEnoughWeeks` where there are too few to say it. */
export const Forecast = Type.Object({
  group: PopulationGroup,
  target: Target,
  listed: count,
  capable: count,
  personsWanting: count,
  weeksLeft: Type.Number({ minimum: 0 }),
  atDeadline: Type.Union([
    Type.Object({ state: Type.Literal("forecast"), share, ...interval, chanceReached: share }, closed),
    Type.Object({ state: Type.Literal("notEnoughWeeks"), weeks: count }, closed),
    Type.Object({ state: Type.Literal("over") }, closed),
  ]),
  /** Class sessions a week that it would take from now on, as many as were held a week lately, and between which numbers it lies; absent where it cannot be said. */
  sessionsPerWeek: Type.Optional(Type.Object({ needed: Type.Number(), lower: Type.Number(), upper: Type.Optional(Type.Number()), lately: Type.Number(), level: share }, closed)),
}, closed);
export type Forecast = Static<typeof Forecast>;

/** GET /api/forecast?unit=: how near each target will come by its day. `weeks` from the oldest to the last whole one. */
export const Forecasts = Type.Object({
  provenance: Provenance,
  unit: UnitId,
  name: Text,
  weeks: Type.Array(Type.Object({ from: isoDate, newlyCapable: Type.Object({ official: count, student: count, adult: count }, closed), sessions: count }, closed)),
  forecasts: Type.Array(Forecast),
}, closed);
export type Forecasts = Static<typeof Forecasts>;

/** How far a round is: `planned`, `drawn` (people may be visited), `closed`. */
export const RoundState = Type.Union([Type.Literal("planned"), Type.Literal("drawn"), Type.Literal("closed")]);
export type RoundState = Static<typeof RoundState>;

/** Of those drawn and needed: tested, refused, away at each visit, moved away or dead (who is no longer of the population), and not yet visited. */
export const RoundProgress = Type.Object({ drawn: count, tested: count, passed: count, refused: count, absent: count, gone: count, notYet: count }, closed);
export type RoundProgress = Static<typeof RoundProgress>;

export const RoundSummary = Type.Object({
  round: FactKey,
  title: Type.String(),
  question: RoundPlanned.properties.question,
  group: PopulationGroup,
  state: RoundState,
  plannedAt: isoInstant,
  reportClosesOn: isoDate,
  communes: count,
  progress: RoundProgress,
  openCases: count,
  isSample: Type.Boolean(),
}, closed);
export type RoundSummary = Static<typeof RoundSummary>;

/** GET /api/rounds: the newest first. */
export const Rounds = Type.Object({ asOf: isoInstant, rounds: Type.Array(RoundSummary) }, closed);
export type Rounds = Static<typeof Rounds>;

/** An estimated share with its interval; `method` names the function that made it. */
export const EstimatedShare = Type.Object({ share, ...interval, sampleSize: count, method: Type.String(), isApproximate: Type.Boolean() }, closed);
export type EstimatedShare = Static<typeof EstimatedShare>;

/** `tooFew`: not enough re-tests to say anything; `cannotTell`: the interval holds the mark. */
export const TriageAnswer = Type.Union([Type.Literal("above"), Type.Literal("below"), Type.Literal("cannotTell"), Type.Literal("tooFew")]);
export type TriageAnswer = Static<typeof TriageAnswer>;

export const CommuneResult = Type.Object({
  unit: UnitId,
  name: Text,
  populationSize: count,
  reportedCount: count,
  listHash: Type.String(),
  progress: RoundProgress,
  answer: TriageAnswer,
  /** By the plan's own rule: passed, help first; absent while the sample is not whole or the plan has no rule. */
  rule: Type.Optional(Type.Union([Type.Literal("passes"), Type.Literal("helpFirst")])),
  /** Absent where too few were tested. */
  estimate: Type.Optional(EstimatedShare),
  /** Re-tests against records: exact p after the tolerance, q over the round; absent where nobody was tested. */
  check: Type.Optional(Type.Object({ pValue: share, qValue: share, isFlagged: Type.Boolean() }, closed)),
}, closed);
export type CommuneResult = Static<typeof CommuneResult>;

export const RoundCase = Type.Object({
  case: FactKey,
  commune: UnitId,
  name: Text,
  openedAt: isoInstant,
  answerBy: isoDate,
  populationSize: count,
  reportedCount: count,
  sampleSize: count,
  successes: count,
  isOpen: Type.Boolean(),
  answers: Type.Array(Type.Object({ by: CaseAnswered.properties.by, finding: CaseAnswered.properties.finding, words: Type.String(), at: isoInstant }, closed)),
}, closed);
export type RoundCase = Static<typeof RoundCase>;

/** An assessor whose people pass more often than the others' do, or whose visits do not fit the rules; a reason to look, never a verdict. */
export const RoundScreen = Type.Union([
  Type.Object({ kind: Type.Literal("assessor-of-the-same-commune"), assessor: PersonId, visits: count }, closed),
  Type.Object({ kind: Type.Literal("not-on-the-list"), assessor: PersonId, visits: count }, closed),
  Type.Object({ kind: Type.Literal("too-quick"), assessor: PersonId, visits: count }, closed),
  Type.Object({ kind: Type.Literal("passes-more-than-others"), assessor: PersonId, visits: count, passed: count, qValue: share }, closed),
]);
export type RoundScreen = Static<typeof RoundScreen>;

/** GET /api/rounds/:round: what it knows, and what it cannot. */
export const RoundReport = Type.Object({
  provenance: Provenance,
  summary: RoundSummary,
  plan: Type.Object({
    sampleSize: count, allocation: RoundPlanned.properties.allocation, personsPerHamlet: count, upperShare: share, lowerShare: share, minimumPasses: count,
    stopping: RoundPlanned.properties.stopping, replacement: RoundPlanned.properties.replacement, seedHash: Type.String(),
    /** Shown when the round is closed. */
    seed: Type.Optional(Type.String()),
    /** SHA-256 over the lists' hashes in the order of their communes; absent before the draw. */
    drawHash: Type.Optional(Type.String()),
    toleranceShare: share,
    falseDiscoveryRate: share,
  }, closed),
  /** Of everybody on the lists; absent while too few communes have re-tests, or where the round stops early. */
  province: Type.Optional(Type.Object({
    ...EstimatedShare.properties,
    /** Communes the figure speaks for, of all drawn. */
    communesCovered: count,
    certified: Type.Union([Type.Literal("above"), Type.Literal("below"), Type.Literal("cannotTell")]),
    reportedShare: share,
    /** Of those whom the records call capable, and of the others, the share who passed. */
    confirmedShare: Type.Optional(share),
    unrecordedShare: Type.Optional(share),
  }, closed)),
  communes: Type.Array(CommuneResult),
  screens: Type.Array(RoundScreen),
  cases: Type.Array(RoundCase),
}, closed);
export type RoundReport = Static<typeof RoundReport>;

/** GET /api/rounds/:round/lists/:commune: whom to visit, in the order of the draw. */
export const DrawnList = Type.Object({
  round: FactKey, title: Type.String(), commune: UnitId, name: Text, listHash: Type.String(),
  drawn: Type.Array(DrawnPerson), reserves: Type.Array(DrawnPerson),
}, closed);
export type DrawnList = Static<typeof DrawnList>;

/** What a decision about a round answers with. */
export const RoundDecided = Type.Object({ round: FactKey, case: Type.Optional(FactKey) }, closed);
export type RoundDecided = Static<typeof RoundDecided>;

/** One row of the open data: a group in a unit and one of the four numbers. What is not known or not told has its row, and no persons. */
export const OpenFigure = Type.Object({
  boundaries: isoDate,
  unit: UnitId,
  unitName: Type.String(),
  kind: Type.Union([Type.Literal("province"), Type.Literal("commune")]),
  basis: UnitFigures.properties.basis,
  group: PopulationGroup,
  listed: count,
  measure: Measure,
  state: Type.Union([Type.Literal("measured"), Type.Literal("estimated"), Type.Literal("notYetMeasured"), Type.Literal("withheld")]),
  persons: Type.Union([count, Type.Null()]),
  lowerPersons: Type.Union([count, Type.Null()]),
  upperPersons: Type.Union([count, Type.Null()]),
  level: Type.Union([share, Type.Null()]),
  tested: Type.Union([count, Type.Null()]),
}, closed);
export type OpenFigure = Static<typeof OpenFigure>;

/** GET /api/open-data/figures.json. The same rows as figures.csv; what each column means stands in dictionary.json. */
export const OpenData = Type.Object({ licence: Type.String(), dictionary: Type.String(), asOf: isoInstant, includesSample: Type.Boolean(), policyVersion: Type.String(), figures: Type.Array(OpenFigure) }, closed);
export type OpenData = Static<typeof OpenData>;

/** GET /api/open-data/dictionary.json. */
export const DataDictionary = Type.Object({
  title: Text, licence: Type.String(),
  columns: Type.Array(Type.Object({ name: Type.String(), type: Type.Union([Type.Literal("date"), Type.Literal("text"), Type.Literal("integer"), Type.Literal("number")]), meaning: Text, values: Type.Optional(Type.Record(Type.String(), Text)) }, closed)),
}, closed);
export type DataDictionary = Static<typeof DataDictionary>;

/** `daily` and `monthly` are written by the clock, `ordered` when somebody asks. */
export const ReportKind = Type.Union([Type.Literal("daily"), Type.Literal("monthly"), Type.Literal("ordered")]);
export type ReportKind = Static<typeof ReportKind>;

/** What was recorded in a stretch of days, of persons of the unit as it is today. */
export const Activity = Type.Object({
  from: isoDate,
  /** The last day, which counts. */
  to: isoDate,
  newlyCapable: Type.Object({ official: count, student: count, adult: count }, closed),
  sessions: count,
}, closed);
export type Activity = Static<typeof Activity>;

/** A report as it was kept. Its files are made of this and of nothing else, so they are the same whenever they are asked for. */
export const WrittenReport = Type.Object({
  report: Type.String({ pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" }),
  kind: ReportKind,
  madeAt: isoInstant,
  /** `boundarySet` is the one that the report stands on. */
  provenance: Provenance,
  whole: UnitFigures,
  /** Communes of the province on these boundaries, or hamlets of a commune; small ones withheld. */
  parts: Type.Array(UnitFigures),
  targets: Type.Array(Target),
  activity: Activity,
}, closed);
export type WrittenReport = Static<typeof WrittenReport>;

/** GET /api/units/:unit/reports: the newest first, and on which boundaries another can be written. */
export const WrittenReports = Type.Object({
  unit: UnitId,
  name: Text,
  reports: Type.Array(Type.Object({ report: WrittenReport.properties.report, kind: ReportKind, madeAt: isoInstant, asOf: isoInstant, boundarySet: Provenance.properties.boundarySet, includesSample: Type.Boolean() }, closed)),
  boundarySets: Type.Array(Type.Object({ asOf: isoDate, label: Text }, closed)),
}, closed);
export type WrittenReports = Static<typeof WrittenReports>;

/** Every refusal: `code` is for programs and never changes, `message` is for people in the language asked for. */
export const ProblemReport = Type.Object({
  code: Type.String(),
  message: Type.String(),
  facts: Type.Record(Type.String(), Type.Unknown()),
}, closed);
export type ProblemReport = Static<typeof ProblemReport>;

/** Each message of GET /api/progress/stream: something changed in these communes; ask again. */
export const ProgressChanged = Type.Object({ communes: Type.Array(UnitId) }, closed);
export type ProgressChanged = Static<typeof ProgressChanged>;

/** Read models by name, as OpenAPI lists them. */
export const reportSchemas = {
  ProvinceProgress, CommuneProgress, FactRecords, UnitMatches, RecordConflicts, ReplicasToDecide, CertifyingBank, Forecasts, Rounds, RoundReport, DrawnList, RoundDecided, WrittenReport, WrittenReports, OpenData, DataDictionary, CredentialIssuer, OwnCredentials, ProblemReport,
  ProgressChanged,
  ...officeSchemas, ...calibrationSchemas,
} satisfies Record<string, TSchema>;
