/**
 * What the server answers to dashboards and phones. Figures are counts of persons; shares are made where they are drawn,
 * so that no rounding is kept. Every answer says when it was true, on which boundaries, and whether sample data are in it.
 */
import { Type, type Static, type TSchema } from "typebox";
import { Text } from "./content.ts";
import { PopulationGroup } from "./events.ts";
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

/** `notYetMeasured` is not zero: nobody has looked. `withheld`: counted, and not told to whoever asked, for so few people could be recognised. */
export const Figure = Type.Union([
  Type.Object({ state: Type.Literal("measured"), persons: count }, closed),
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
  /** True while any sample person is among those counted. */
  includesSample: Type.Boolean(),
  /** Which version of `content/policies/evidence-ladder.json` said who is capable. */
  policyVersion: Type.String(),
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
}, closed);
export type Target = Static<typeof Target>;

/** GET /api/progress: the province and its communes. */
export const ProvinceProgress = Type.Object({
  provenance: Provenance,
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
  ProvinceProgress, CommuneProgress, FactRecords, UnitMatches, RecordConflicts, ReplicasToDecide, ProblemReport, ProgressChanged,
  ...officeSchemas,
} satisfies Record<string, TSchema>;
