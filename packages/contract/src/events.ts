/**
 * The facts this system keeps. A fact is written once, on a device, and never changed.
 * Phones hold old versions for months: add kinds and optional fields, remove nothing. A new kind touches four places:
 * here (and a specimen), the screen that makes it, the server's projections, the server's consequences.
 */
import { Type, type Static } from "typebox";
import { FactKey, HouseholdId, ItemId, LessonId, PersonId, SimulatorId, UnitId } from "./ids.ts";

/** The target groups of Kế hoạch 01-KH/BCĐTW (2025). */
export const PopulationGroup = Type.Union([
  Type.Literal("official"),
  Type.Literal("student"),
  Type.Literal("adult"),
]);
export type PopulationGroup = Static<typeof PopulationGroup>;

const closed = { additionalProperties: false } as const;
const count = Type.Integer({ minimum: 0, maximum: 100_000 });

/** Milliseconds of time spent, never a point in time; a phone left open overnight is cut at a day. */
const dwellMs = Type.Integer({ minimum: 0, maximum: 86_400_000 });

const envelope = {
  /** The natural key: see `factIdentity`. */
  key: FactKey,
  /** Whose hands were on the device. */
  actor: PersonId,
  /** Whom the fact is about. */
  subject: PersonId,
  /** The device's clock, ms since 1970 UTC. Evidence only: never identity, order or cursor. */
  wallMs: Type.Integer(),
  /** The device's monotonic clock, ms since its page or program began. */
  monoMs: Type.Integer({ minimum: 0 }),
};

/** `key` is the person's id. Facts about a person may arrive before this one; they count for no commune until it does. */
export const PersonRegistered = Type.Object({
  kind: Type.Literal("person-registered"),
  ...envelope,
  group: PopulationGroup,
  /** The smallest place known: the hamlet, else the commune. */
  place: UnitId,
  household: Type.Optional(HouseholdId),
  birthYear: Type.Optional(Type.Integer({ minimum: 1900, maximum: 2100 })),
  sex: Type.Optional(Type.Union([Type.Literal("female"), Type.Literal("male")])),
  isAmbassador: Type.Optional(Type.Boolean()),
}, closed);
export type PersonRegistered = Static<typeof PersonRegistered>;

/** `key` is the sitting, minted when the lesson is opened. */
export const LessonStepDone = Type.Object({
  kind: Type.Literal("lesson-step-done"),
  ...envelope,
  lesson: LessonId,
  /** Place of the step in the lesson, from 0. */
  step: Type.Integer({ minimum: 0, maximum: 200 }),
  dwellMs,
}, closed);
export type LessonStepDone = Static<typeof LessonStepDone>;

export const SimulatorMode = Type.Union([
  Type.Literal("guided"),
  Type.Literal("with-hints"),
  Type.Literal("on-my-own"),
  Type.Literal("test"),
]);
export type SimulatorMode = Static<typeof SimulatorMode>;

/** From 0, in the order in which a test asked; each place holds one answer or one item that was neutralised. */
const placeInTest = Type.Integer({ minimum: 0, maximum: 200 });

/** `key` is the attempt, minted when the simulator is opened. */
export const SimulatorFinished = Type.Object({
  kind: Type.Literal("simulator-finished"),
  ...envelope,
  simulator: SimulatorId,
  /** First 8 hexadecimal digits of the SHA-256 of the simulator's file: which text was played. */
  simulatorVersion: Type.String({ pattern: "^[0-9a-f]{8}$" }),
  /** Draws the variant; with the acts it lets anyone play the run again. */
  seed: Type.Integer({ minimum: 0, maximum: 0xffff_ffff }),
  mode: SimulatorMode,
  goalReached: Type.Boolean(),
  actCount: count,
  hintCount: count,
  wrongActCount: count,
  /** Ordered score steps earned, of `stepCount` that the simulator has. */
  stepsReached: Type.Integer({ minimum: 0, maximum: 20 }),
  stepCount: Type.Integer({ minimum: 1, maximum: 20 }),
  dwellMs,
  /** The acts as the engine records them, enough to score the run again. Oldest phones leave it out. */
  acts: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 2_000 })),
  /** A task of a whole test. */
  inTest: Type.Optional(Type.Object({ test: FactKey, item: ItemId, place: placeInTest }, closed)),
}, closed);
export type SimulatorFinished = Static<typeof SimulatorFinished>;

/** `key` is the attempt; one attempt may hold many items, and an item many tries. */
export const ItemAnswered = Type.Object({
  kind: Type.Literal("item-answered"),
  ...envelope,
  item: ItemId,
  /** From 0. */
  try: Type.Integer({ minimum: 0, maximum: 100 }),
  /** Identifiers of the choices picked, in the order of picking. */
  picked: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 20 }),
  dwellMs,
  /** In a whole test, whose key the fact has. `order`: for each thing to pick from, as it stood on the screen, its place in the item's file, as one hexadecimal digit. */
  inTest: Type.Optional(Type.Object({ place: placeInTest, order: Type.String({ pattern: "^[0-9a-f]{1,16}$" }) }, closed)),
}, closed);
export type ItemAnswered = Static<typeof ItemAnswered>;

export const TestPurpose = Type.Union([Type.Literal("placement"), Type.Literal("certification")]);
export type TestPurpose = Static<typeof TestPurpose>;

/** A whole test begins. `key` is the test. With its answers this is all that anybody needs to draw and score it again. */
export const TestBegun = Type.Object({
  kind: Type.Literal("test-begun"),
  ...envelope,
  purpose: TestPurpose,
  /** Version of the policy of tests. */
  policy: Type.String({ pattern: "^\\d+\\.\\d+\\.\\d+$" }),
  /** First 8 hexadecimal digits of the hash of the items that could be asked. */
  bank: Type.String({ pattern: "^[0-9a-f]{8}$" }),
  /** Of the items' parameters; 0: as their authors declared them. */
  parameters: count,
  seed: Type.Integer({ minimum: 0, maximum: 0xffff_ffff }),
  /** What was known of the person before: thousandths of a logit. */
  startMilliLogits: Type.Integer({ minimum: -6_000, maximum: 6_000 }),
  /** Who sat beside, known to this phone by their PIN. */
  supervisor: Type.Optional(PersonId),
}, closed);
export type TestBegun = Static<typeof TestBegun>;

/** A test was taken up again after a rest, or after the phone had closed it. `key` is the test, `place` where it goes on, `times` how often so far. */
export const TestResumed = Type.Object({
  kind: Type.Literal("test-resumed"),
  ...envelope,
  place: placeInTest,
  times: Type.Integer({ minimum: 1, maximum: 1_000 }),
  after: Type.Union([Type.Literal("rest"), Type.Literal("closed")]),
}, closed);
export type TestResumed = Static<typeof TestResumed>;

/** An item broke, or could not be shown: it counts neither for nor against the person. `key` is the test. */
export const ItemNeutralised = Type.Object({
  kind: Type.Literal("item-neutralised"),
  ...envelope,
  item: ItemId,
  place: placeInTest,
  why: Type.Union([Type.Literal("not-on-phone"), Type.Literal("broke"), Type.Literal("person-could-not-see-it")]),
}, closed);
export type ItemNeutralised = Static<typeof ItemNeutralised>;

/** Whole 10⁻¹² logits: facts hold no fractions, and this is finer than anybody scores. */
const picoLogits = Type.Integer({ minimum: -9_000_000_000_000, maximum: 9_000_000_000_000 });

/** Nothing that comes after it belongs to the test. `key` is the test. */
export const TestEnded = Type.Object({
  kind: Type.Literal("test-ended"),
  ...envelope,
  because: Type.Union([Type.Literal("rule"), Type.Literal("left")]),
  /** How many places it has. */
  places: Type.Integer({ minimum: 0, maximum: 201 }),
  /** What the phone made of it, where it can: of certifying items the keys are not on phones. */
  score: Type.Optional(Type.Object({ abilityPicoLogits: picoLogits, posteriorSdPicoLogits: picoLogits }, closed)),
}, closed);
export type TestEnded = Static<typeof TestEnded>;

/** `key` is the class session; `subject` is who led it. */
export const ClassHeld = Type.Object({
  kind: Type.Literal("class-held"),
  ...envelope,
  place: UnitId,
  lesson: Type.Optional(LessonId),
}, closed);
export type ClassHeld = Static<typeof ClassHeld>;

/** `key` is the class session: two phones that mark the same person make one attendance. */
export const AttendanceMarked = Type.Object({
  kind: Type.Literal("attendance-marked"),
  ...envelope,
  /** What it stands on: the person's own acts on a phone of the class, a tap of whoever led it, or a paper sheet typed in later. Older phones do not say. */
  how: Type.Optional(Type.Union([Type.Literal("acts"), Type.Literal("tap"), Type.Literal("sheet")])),
}, closed);
export type AttendanceMarked = Static<typeof AttendanceMarked>;

/** Versions that a change was made upon. Empty for the first of its record; more than one where it ends a conflict. */
const supersedes = Type.Array(FactKey, { maxItems: 64 });

/** Words about a person, closed under the subject's own key (base64url): destroying that key erases them everywhere. See journal/sealed-details. */
const sealed = Type.String({ pattern: "^[A-Za-z0-9_-]*$", maxLength: 8_000 });

/** What is known of a person, whole, as one more version; its record is the subject. `key` is the version. Stands before any `person-registered`. */
export const ProfileChanged = Type.Object({
  kind: Type.Literal("profile-changed"),
  ...envelope,
  supersedes,
  group: PopulationGroup,
  place: UnitId,
  household: Type.Optional(HouseholdId),
  birthYear: Type.Optional(Type.Integer({ minimum: 1900, maximum: 2100 })),
  sex: Type.Optional(Type.Union([Type.Literal("female"), Type.Literal("male")])),
  isAmbassador: Type.Optional(Type.Boolean()),
  sealed: Type.Optional(sealed),
}, closed);
export type ProfileChanged = Static<typeof ProfileChanged>;

/** A class as planned or held; `record` is the class session, `subject` who leads it. `key` is the version. */
export const ClassChanged = Type.Object({
  kind: Type.Literal("class-changed"),
  ...envelope,
  record: FactKey,
  supersedes,
  place: UnitId,
  /** ms since 1970 UTC, by whoever planned it. */
  startsAtMs: Type.Integer({ minimum: 0 }),
  lesson: Type.Optional(LessonId),
  state: Type.Union([Type.Literal("planned"), Type.Literal("held"), Type.Literal("cancelled")]),
}, closed);
export type ClassChanged = Static<typeof ClassChanged>;

/** A request for help; `record` is the request, `subject` who needs it. `key` is the version. */
export const HelpRequestChanged = Type.Object({
  kind: Type.Literal("help-request-changed"),
  ...envelope,
  record: FactKey,
  supersedes,
  place: UnitId,
  /** A simulator or a component, as ids write them. */
  about: Type.String({ maxLength: 80 }),
  state: Type.Union([Type.Literal("open"), Type.Literal("taken"), Type.Literal("answered"), Type.Literal("closed")]),
  helper: Type.Optional(PersonId),
  /** In which language somebody would like to be spoken to, as people call it. */
  language: Type.Optional(Type.String({ maxLength: 40 })),
  /** Who asked: the person; somebody near them, who is then the subject and shows the way; or the commune's desk. */
  by: Type.Optional(Type.Union([Type.Literal("self"), Type.Literal("neighbour"), Type.Literal("desk")])),
}, closed);
export type HelpRequestChanged = Static<typeof HelpRequestChanged>;

/** Two ids that turned out to be one person: all that is known of either is known of both, and counted once. `key` is the decision. */
export const PersonsMerged = Type.Object({
  kind: Type.Literal("persons-merged"),
  ...envelope,
  other: PersonId,
}, closed);
export type PersonsMerged = Static<typeof PersonsMerged>;

/** Whole points: facts hold no fractions. */
const percent = Type.Integer({ minimum: 1, maximum: 100 });
const isoDay = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
const sha256 = Type.String({ pattern: "^[0-9a-f]{64}$" });

/** A sampling round as decided, before anybody was drawn. `key` is the round; `subject` who decided. */
export const RoundPlanned = Type.Object({
  kind: Type.Literal("round-planned"),
  ...envelope,
  title: Type.String({ minLength: 1, maxLength: 120 }),
  question: Type.Union([Type.Literal("triage"), Type.Literal("certify"), Type.Literal("check-report")]),
  group: PopulationGroup,
  communes: Type.Array(UnitId, { minItems: 1, maxItems: 400 }),
  /** Persons to re-test: in each commune, or in all of them together by their size. */
  sampleSize: Type.Integer({ minimum: 2, maximum: 20_000 }),
  allocation: Type.Union([Type.Literal("each-commune"), Type.Literal("proportional")]),
  /** 1: persons are drawn alone; more: hamlets are drawn by their size and this many persons in each. */
  personsPerHamlet: Type.Integer({ minimum: 1, maximum: 20 }),
  /** A commune at `upperPercent` or more should pass, one at `lowerPercent` or less should not; a province is certified at `upperPercent`. */
  upperPercent: percent,
  lowerPercent: percent,
  /** Of the sample of one commune; 0 where communes are not sorted. */
  minimumPasses: Type.Integer({ minimum: 0, maximum: 20_000 }),
  stopping: Type.Union([Type.Literal("fixed"), Type.Literal("curtailed"), Type.Literal("sequential")]),
  /** Who could not be met stays in the figures as not met; or the next of the reserve list is asked, in its order. */
  replacement: Type.Union([Type.Literal("none"), Type.Literal("next-in-list")]),
  reportClosesOn: isoDay,
  /** SHA-256 of the seed, published before the draw; the seed itself is shown when the round closes. */
  seedHash: sha256,
}, closed);
export type RoundPlanned = Static<typeof RoundPlanned>;

export const DrawnPerson = Type.Object({
  person: PersonId,
  place: UnitId,
  /** The records said "capable" on the day of the draw. */
  isReported: Type.Boolean(),
}, closed);
export type DrawnPerson = Static<typeof DrawnPerson>;

/** Who was drawn in one commune, in the order of the draw. `key` is the draw; `subject` who ordered it. */
export const DrawPublished = Type.Object({
  kind: Type.Literal("draw-published"),
  ...envelope,
  round: FactKey,
  commune: UnitId,
  /** Persons of the group on the list of the commune that day, and how many of them the records called capable and reached. */
  populationSize: count,
  reportedCount: count,
  reachedCount: count,
  drawn: Type.Array(DrawnPerson, { maxItems: 2_000 }),
  /** Asked in this order, only where the round replaces. */
  reserves: Type.Array(DrawnPerson, { maxItems: 200 }),
  /** SHA-256 of the list as `drawnListText` writes it: what was published before the report closed. */
  listHash: sha256,
}, closed);
export type DrawPublished = Static<typeof DrawPublished>;

/** What came of one visit to a drawn person. `key` is the visit, `subject` who was visited, `actor` the assessor. */
export const RetestRecorded = Type.Object({
  kind: Type.Literal("retest-recorded"),
  ...envelope,
  round: FactKey,
  outcome: Type.Union([
    Type.Literal("passed"), Type.Literal("not-passed"), Type.Literal("refused"), Type.Literal("absent"), Type.Literal("moved-away"), Type.Literal("dead"),
  ]),
  /** 1 for the first visit. */
  visit: Type.Integer({ minimum: 1, maximum: 9 }),
  /** Which tasks were given, and how many were done alone. Absent where nothing was tested. */
  test: Type.Optional(Type.String({ maxLength: 80 })),
  tasksGiven: Type.Optional(Type.Integer({ minimum: 0, maximum: 50 })),
  tasksDone: Type.Optional(Type.Integer({ minimum: 0, maximum: 50 })),
  /** Time on each task, in the order given. */
  taskDwellMs: Type.Optional(Type.Array(dwellMs, { maxItems: 50 })),
}, closed);
export type RetestRecorded = Static<typeof RetestRecorded>;

/** Re-tests of a commune differ from its records more than chance explains: an invitation to look together. `key` is the case. */
export const CaseOpened = Type.Object({
  kind: Type.Literal("case-opened"),
  ...envelope,
  round: FactKey,
  commune: UnitId,
  /** As they stood when it was opened. */
  populationSize: count,
  reportedCount: count,
  sampleSize: count,
  successes: count,
  answerBy: isoDay,
}, closed);
export type CaseOpened = Static<typeof CaseOpened>;

/** What the commune says to it, or what the office found with it. `key` is the answer. */
export const CaseAnswered = Type.Object({
  kind: Type.Literal("case-answered"),
  ...envelope,
  round: FactKey,
  case: FactKey,
  by: Type.Union([Type.Literal("commune"), Type.Literal("office")]),
  finding: Type.Union([Type.Literal("explained"), Type.Literal("records-corrected"), Type.Literal("test-again"), Type.Literal("closed")]),
  words: Type.String({ maxLength: 4_000 }),
}, closed);
export type CaseAnswered = Static<typeof CaseAnswered>;

/** No re-test counts any more; the seed is shown, so that anybody can draw again. `key` is the closing. */
export const RoundClosed = Type.Object({
  kind: Type.Literal("round-closed"),
  ...envelope,
  round: FactKey,
  seed: sha256,
}, closed);
export type RoundClosed = Static<typeof RoundClosed>;

/** The State confirmed the person's skill on VNeID, as a list that came back says. `key` is the import, `actor` whoever imported. */
export const VneidConfirmed = Type.Object({
  kind: Type.Literal("vneid-confirmed"),
  ...envelope,
  confirmedOn: isoDay,
  /** To which day the list speaks. */
  listedOn: isoDay,
}, closed);
export type VneidConfirmed = Static<typeof VneidConfirmed>;

/** What somebody may agree to, each by itself and never beforehand. `learning-record`: what they learn and how they do is kept. `contact`: helpers may call on them. `re-test`: they may be drawn for one. `story`: their name, voice or picture is shown to others. */
export const ConsentPurpose = Type.Union([Type.Literal("learning-record"), Type.Literal("contact"), Type.Literal("re-test"), Type.Literal("story")]);
export type ConsentPurpose = Static<typeof ConsentPurpose>;

/** Somebody agreed. `key` is this consent: given again after it was withdrawn, it is another. In force until a `consent-withdrawn` names it. */
export const ConsentGiven = Type.Object({
  kind: Type.Literal("consent-given"),
  ...envelope,
  purpose: ConsentPurpose,
  /** Which text they were told: its version. */
  statement: Type.String({ pattern: "^[a-z0-9-]{1,40}$" }),
  /** How it can be shown: a tick on a screen, a recorded voice, a signed paper. */
  proof: Type.Union([Type.Literal("tick"), Type.Literal("voice"), Type.Literal("paper")]),
  /** Who agreed: for a child under 7 the guardian, from 7 to 15 both. */
  by: Type.Union([Type.Literal("self"), Type.Literal("guardian"), Type.Literal("both")]),
}, closed);
export type ConsentGiven = Static<typeof ConsentGiven>;

/** `key` is the consent that is withdrawn. Nothing undoes it. */
export const ConsentWithdrawn = Type.Object({
  kind: Type.Literal("consent-withdrawn"),
  ...envelope,
}, closed);
export type ConsentWithdrawn = Static<typeof ConsentWithdrawn>;

/** A hamlet's id where it has one, else its commune's. */
const placesServed = Type.Array(UnitId, { minItems: 1, maxItems: 60 });

/** Somebody offers to be an ambassador, on the phone they will use. `key` is the application, `subject` who applies. */
export const AmbassadorApplied = Type.Object({
  kind: Type.Literal("ambassador-applied"),
  ...envelope,
  places: placesServed,
  /** When they are free. */
  times: Type.Array(Type.Union([Type.Literal("morning"), Type.Literal("afternoon"), Type.Literal("evening")]), { maxItems: 3 }),
  /** `PersonWords`, under the applicant's key and this fact's. */
  sealed: Type.Optional(sealed),
}, closed);
export type AmbassadorApplied = Static<typeof AmbassadorApplied>;

/** The commune says yes. `key` is the appointment, `subject` the ambassador. The phone that signed the application serves these places until a day, or until an `ambassador-ended` names the appointment. */
export const AmbassadorAppointed = Type.Object({
  kind: Type.Literal("ambassador-appointed"),
  ...envelope,
  application: FactKey,
  places: placesServed,
  until: isoDay,
}, closed);
export type AmbassadorAppointed = Static<typeof AmbassadorAppointed>;

/** `key` is the appointment that ends. Nothing undoes it. */
export const AmbassadorEnded = Type.Object({
  kind: Type.Literal("ambassador-ended"),
  ...envelope,
}, closed);
export type AmbassadorEnded = Static<typeof AmbassadorEnded>;

/** A class begins; `class-held` says that it is over. `key` is the class session, `subject` who leads it. */
export const ClassOpened = Type.Object({
  kind: Type.Literal("class-opened"),
  ...envelope,
  place: UnitId,
  lesson: Type.Optional(LessonId),
}, closed);
export type ClassOpened = Static<typeof ClassOpened>;

/** Somebody was watched at a task. `key` is the observation, `actor` who watched. What was seen, and nothing else, is listed. */
export const TaskObserved = Type.Object({
  kind: Type.Literal("task-observed"),
  ...envelope,
  class: Type.Optional(FactKey),
  task: SimulatorId,
  seen: Type.Array(Type.Union([Type.Literal("own-hands"), Type.Literal("to-the-end"), Type.Literal("without-help"), Type.Literal("safely")]), { maxItems: 4 }),
}, closed);
export type TaskObserved = Static<typeof TaskObserved>;

/** The phone noticed that somebody is stuck. `key` is the attempt. */
export const HandRaised = Type.Object({
  kind: Type.Literal("hand-raised"),
  ...envelope,
  class: Type.Optional(FactKey),
  task: SimulatorId,
}, closed);
export type HandRaised = Static<typeof HandRaised>;

/** `key` is the visit, `subject` whom it was to. */
export const HouseholdVisited = Type.Object({
  kind: Type.Literal("household-visited"),
  ...envelope,
  household: HouseholdId,
  outcome: Type.Union([Type.Literal("helped"), Type.Literal("nobody-home"), Type.Literal("later")]),
  nextOn: Type.Optional(isoDay),
}, closed);
export type HouseholdVisited = Static<typeof HouseholdVisited>;

/** What a hamlet lacks, as somebody found it. `key` is the finding, `subject` who found it; the latest stands. */
export const PlaceFound = Type.Object({
  kind: Type.Literal("place-found"),
  ...envelope,
  place: UnitId,
  lacks: Type.Array(Type.Union([Type.Literal("power"), Type.Literal("signal")]), { maxItems: 2 }),
}, closed);
export type PlaceFound = Static<typeof PlaceFound>;

/** What a commune is asked to bring about; nobody enters how far it is. `sessions` counts from the day of the directive, the others as they stand. */
export const DirectiveMeasure = Type.Union([Type.Literal("sessions"), Type.Literal("reached"), Type.Literal("capable"), Type.Literal("verified"), Type.Literal("confirmed")]);
export type DirectiveMeasure = Static<typeof DirectiveMeasure>;

/** A directive with its document becomes a task for communes. `key` is the directive. */
export const DirectiveIssued = Type.Object({
  kind: Type.Literal("directive-issued"),
  ...envelope,
  title: Type.String({ minLength: 1, maxLength: 200 }),
  /** Of the document, as offices write it: "Kế hoạch 01-KH/BCĐTW". */
  number: Type.String({ minLength: 1, maxLength: 80 }),
  documentDate: isoDay,
  /** Where the document can be read; or its file, by the SHA-256 of its bytes. */
  link: Type.Optional(Type.String({ pattern: "^https://[^\\s]+$", maxLength: 500 })),
  file: Type.Optional(Type.Object({ sha256, name: Type.String({ minLength: 1, maxLength: 120 }) }, closed)),
  task: Type.String({ minLength: 1, maxLength: 2_000 }),
  dueOn: isoDay,
  communes: Type.Array(UnitId, { minItems: 1, maxItems: 400 }),
  measure: DirectiveMeasure,
  /** Whose share the target is; of sessions it says nothing. */
  group: PopulationGroup,
  /** Sessions in a commune; of the other measures whole percents of those listed. */
  target: Type.Integer({ minimum: 1, maximum: 10_000 }),
}, closed);
export type DirectiveIssued = Static<typeof DirectiveIssued>;

/** A commune has read it and takes it up, or asks. `key` is the answer. */
export const DirectiveAnswered = Type.Object({
  kind: Type.Literal("directive-answered"),
  ...envelope,
  directive: FactKey,
  commune: UnitId,
  answer: Type.Union([Type.Literal("taken-up"), Type.Literal("asks")]),
  words: Type.Optional(Type.String({ maxLength: 2_000 })),
}, closed);
export type DirectiveAnswered = Static<typeof DirectiveAnswered>;

/** Communes that had not answered were reminded. `key` is the reminder. */
export const DirectiveReminded = Type.Object({
  kind: Type.Literal("directive-reminded"),
  ...envelope,
  directive: FactKey,
  communes: Type.Array(UnitId, { minItems: 1, maxItems: 400 }),
}, closed);
export type DirectiveReminded = Static<typeof DirectiveReminded>;

/** It asks for nothing any more: it is done, or was withdrawn. `key` is the decision. */
export const DirectiveEnded = Type.Object({
  kind: Type.Literal("directive-ended"),
  ...envelope,
  directive: FactKey,
  because: Type.Union([Type.Literal("done"), Type.Literal("withdrawn")]),
}, closed);
export type DirectiveEnded = Static<typeof DirectiveEnded>;

const slug = Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 60 });

/** A campaign: some weeks, kinds of communes, and what a commune of each kind should bring about in them. `key` is the campaign. */
export const CampaignPlanned = Type.Object({
  kind: Type.Literal("campaign-planned"),
  ...envelope,
  title: Type.String({ minLength: 1, maxLength: 120 }),
  startsOn: isoDay,
  days: Type.Union([Type.Literal(30), Type.Literal(44), Type.Literal(100)]),
  /** Quotas by the ids of `content/policies/campaigns.json`. */
  communeTypes: Type.Array(Type.Object({
    type: slug,
    quotas: Type.Array(Type.Object({ measure: slug, atLeast: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }, closed), { minItems: 1, maxItems: 20 }),
  }, closed), { minItems: 1, maxItems: 10 }),
  communes: Type.Array(Type.Object({ unit: UnitId, type: slug }, closed), { minItems: 1, maxItems: 400 }),
}, closed);
export type CampaignPlanned = Static<typeof CampaignPlanned>;

/** A way of a commune's own (mô hình riêng): from the library, from another commune, or written anew. `key` is the plan. */
export const LocalModelPlanned = Type.Object({
  kind: Type.Literal("local-model-planned"),
  ...envelope,
  commune: UnitId,
  title: Type.String({ minLength: 1, maxLength: 120 }),
  aim: Type.String({ minLength: 1, maxLength: 1_000 }),
  who: Type.String({ minLength: 1, maxLength: 500 }),
  hamlets: Type.Array(UnitId, { minItems: 1, maxItems: 100 }),
  /** Simulators or components, as ids write them. */
  skills: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 40 }),
  startsOn: isoDay,
  endsOn: isoDay,
  costVnd: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
  /** Id in `content/local-models/`. */
  library: Type.Optional(slug),
  copiedFrom: Type.Optional(FactKey),
}, closed);
export type LocalModelPlanned = Static<typeof LocalModelPlanned>;

/** A session that was held belongs to a local model. `key` is the decision. */
export const SessionTagged = Type.Object({
  kind: Type.Literal("session-tagged"),
  ...envelope,
  session: FactKey,
  model: FactKey,
}, closed);
export type SessionTagged = Static<typeof SessionTagged>;

/** What is closed in `sealed` of a profile, as JSON: the words about a person. */
export const PersonWords = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 80 }),
  /** Where a hamlet has no id yet. */
  hamletName: Type.Optional(Type.String({ maxLength: 80 })),
  languages: Type.Optional(Type.String({ maxLength: 80 })),
  lacks: Type.Optional(Type.Array(Type.Union([Type.Literal("sim"), Type.Literal("phone"), Type.Literal("level-2"), Type.Literal("reading")]), { maxItems: 4 })),
});
export type PersonWords = Static<typeof PersonWords>;

/** Every kind this version can read. A store keeps and carries kinds that it cannot. */
export const factSchemas = {
  "person-registered": PersonRegistered,
  "lesson-step-done": LessonStepDone,
  "simulator-finished": SimulatorFinished,
  "item-answered": ItemAnswered,
  "test-begun": TestBegun,
  "test-resumed": TestResumed,
  "item-neutralised": ItemNeutralised,
  "test-ended": TestEnded,
  "class-held": ClassHeld,
  "attendance-marked": AttendanceMarked,
  "profile-changed": ProfileChanged,
  "class-changed": ClassChanged,
  "help-request-changed": HelpRequestChanged,
  "persons-merged": PersonsMerged,
  "round-planned": RoundPlanned,
  "draw-published": DrawPublished,
  "retest-recorded": RetestRecorded,
  "case-opened": CaseOpened,
  "case-answered": CaseAnswered,
  "round-closed": RoundClosed,
  "vneid-confirmed": VneidConfirmed,
  "consent-given": ConsentGiven,
  "consent-withdrawn": ConsentWithdrawn,
  "ambassador-applied": AmbassadorApplied,
  "ambassador-appointed": AmbassadorAppointed,
  "ambassador-ended": AmbassadorEnded,
  "class-opened": ClassOpened,
  "task-observed": TaskObserved,
  "hand-raised": HandRaised,
  "household-visited": HouseholdVisited,
  "place-found": PlaceFound,
  "directive-issued": DirectiveIssued,
  "directive-answered": DirectiveAnswered,
  "directive-reminded": DirectiveReminded,
  "directive-ended": DirectiveEnded,
  "campaign-planned": CampaignPlanned,
  "local-model-planned": LocalModelPlanned,
  "session-tagged": SessionTagged,
} as const;

export type FactKind = keyof typeof factSchemas;
export type Fact = PersonRegistered | LessonStepDone | SimulatorFinished | ItemAnswered | TestFact | ClassHeld | AttendanceMarked | VersionFact | PersonsMerged | RoundFact | RetestRecorded | VneidConfirmed | ConsentGiven | ConsentWithdrawn | MovementFact | FieldFact;
/** What frames the answers of a whole test. */
export type TestFact = TestBegun | TestResumed | ItemNeutralised | TestEnded;
/** What happens face to face: ambassadors, classes, observations, visits. */
export type FieldFact = AmbassadorApplied | AmbassadorAppointed | AmbassadorEnded | ClassOpened | TaskObserved | HandRaised | HouseholdVisited | PlaceFound;
/** What an office decides about a sampling round. */
export type RoundFact = RoundPlanned | DrawPublished | CaseOpened | CaseAnswered | RoundClosed;
/** What offices decide to set the movement going: directives, campaigns, local models. */
export type MovementFact = DirectiveIssued | DirectiveAnswered | DirectiveReminded | DirectiveEnded | CampaignPlanned | LocalModelPlanned | SessionTagged;
/** One version of a record that may change. */
export type VersionFact = ProfileChanged | ClassChanged | HelpRequestChanged;

/**
 * What makes two facts the same fact, whatever phone or path they came by. Facts are counted by this, never by rows received.
 * A person is registered once, attends a class once, and tries an item once per try; a commune is drawn once a round.
 */
export function factIdentity(fact: Fact): string {
  switch (fact.kind) {
    case "person-registered": return `${fact.kind}|${fact.subject}`;
    case "lesson-step-done": return `${fact.kind}|${fact.key}|${fact.subject}|${fact.lesson}|${fact.step}`;
    case "simulator-finished": return `${fact.kind}|${fact.key}|${fact.subject}`;
    case "item-answered": return `${fact.kind}|${fact.key}|${fact.subject}|${fact.item}|${fact.try}`;
    case "test-begun":
    case "test-ended": return `${fact.kind}|${fact.key}|${fact.subject}`;
    case "test-resumed": return `${fact.kind}|${fact.key}|${fact.subject}|${fact.times}`;
    case "item-neutralised": return `${fact.kind}|${fact.key}|${fact.subject}|${fact.place}`;
    case "class-held": return `${fact.kind}|${fact.key}`;
    case "attendance-marked": return `${fact.kind}|${fact.key}|${fact.subject}`;
    case "profile-changed":
    case "class-changed":
    case "help-request-changed":
    case "consent-given":
    case "consent-withdrawn":
    case "ambassador-applied":
    case "ambassador-appointed":
    case "ambassador-ended":
    case "class-opened":
    case "place-found": return `${fact.kind}|${fact.key}`;
    case "task-observed":
    case "hand-raised":
    case "household-visited": return `${fact.kind}|${fact.key}|${fact.subject}`;
    case "directive-issued":
    case "directive-answered":
    case "directive-reminded":
    case "campaign-planned":
    case "local-model-planned":
    case "round-planned":
    case "retest-recorded":
    case "case-answered": return `${fact.kind}|${fact.key}`;
    case "draw-published":
    case "case-opened": return `${fact.kind}|${fact.round}|${fact.commune}`;
    case "round-closed": return `${fact.kind}|${fact.round}`;
    case "directive-ended": return `${fact.kind}|${fact.directive}`;
    case "session-tagged": return `${fact.kind}|${fact.session}|${fact.model}`;
    case "vneid-confirmed": return `${fact.kind}|${fact.subject}|${fact.confirmedOn}|${fact.listedOn}`;
    case "persons-merged": return `${fact.kind}|${[fact.subject, fact.other].toSorted().join("|")}`;
  }
}
