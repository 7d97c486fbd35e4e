/** What the server answers about directives, campaigns, local models and requests for help. Read models only: nothing here is kept or travels. */
import { Type, type Static, type TSchema } from "typebox";
import { Text } from "./content.ts";
import { CampaignPlanned, DirectiveAnswered, DirectiveIssued, HelpRequestChanged, LocalModelPlanned } from "./events.ts";
import { FactKey, PersonId, UnitId } from "./ids.ts";
import { FourNumbers } from "./reports.ts";

const closed = { additionalProperties: false } as const;
const count = Type.Integer({ minimum: 0 });
const isoDate = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
const isoInstant = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T.*Z$" });

/** What a decision about the movement answers. */
export const MovementDecided = Type.Object({ key: FactKey }, closed);
export type MovementDecided = Static<typeof MovementDecided>;

/** POST /api/directives/documents: name it so when the directive is issued. */
export const DocumentKept = Type.Object({ sha256: Type.String() }, closed);
export type DocumentKept = Static<typeof DocumentKept>;

const { title, number, documentDate, link, file, task, dueOn, measure, group, target } = DirectiveIssued.properties;

/** How far a commune is with a directive: the four numbers and the sessions since it was issued, as facts say; never what somebody typed. */
const DirectiveTask = Type.Object({
  commune: UnitId, name: Text,
  /** The newest answer; absent: none yet. */
  answer: Type.Optional(Type.Object({ answer: DirectiveAnswered.properties.answer, at: isoInstant, words: Type.Optional(Type.String()) }, closed)),
  reminders: count,
  remindedAt: Type.Optional(isoInstant),
  figures: FourNumbers,
  sessions: count,
  isMet: Type.Boolean(),
}, closed);
export type DirectiveTask = Static<typeof DirectiveTask>;

/** GET /api/directives/:directive; a commune's officer is told of their own commune. Communes that have not answered come first. */
export const DirectiveReport = Type.Object({
  directive: FactKey, title, number, documentDate, link, file, task, dueOn, measure, group, target, issuedAt: isoInstant, today: isoDate,
  ended: Type.Optional(Type.Object({ because: Type.Union([Type.Literal("done"), Type.Literal("withdrawn")]), at: isoInstant }, closed)),
  tasks: Type.Array(DirectiveTask),
}, closed);
export type DirectiveReport = Static<typeof DirectiveReport>;

/** GET /api/directives: those that ask for something first, by the day they are due. */
export const Directives = Type.Object({
  today: isoDate,
  directives: Type.Array(Type.Object({ directive: FactKey, title, number, dueOn, isEnded: Type.Boolean(), communes: count, answered: count, met: count }, closed)),
}, closed);
export type Directives = Static<typeof Directives>;

const CampaignCommune = Type.Object({
  unit: UnitId, name: Text, type: Type.String(),
  /** Of each quota: so far in the campaign, on the day itself, and where an even pace would be by that day. */
  figures: Type.Array(Type.Object({ measure: Type.String(), atLeast: count, soFar: count, onDay: count, evenPace: count }, closed)),
}, closed);
export type CampaignCommune = Static<typeof CampaignCommune>;

/** What is missing, said quietly: no session that day, or behind an even pace in these measures. */
const Missing = Type.Object({ unit: UnitId, name: Text, noSession: Type.Boolean(), behind: Type.Array(Type.String()) }, closed);
export type CampaignMissing = Static<typeof Missing>;

/** A day of a campaign. `frozenAt`: as it stood at 20:00 and stays; absent: as facts stand now. */
export const CampaignDay = Type.Object({
  campaign: FactKey, day: isoDate, frozenAt: Type.Optional(isoInstant), communes: Type.Array(CampaignCommune), missing: Type.Array(Missing),
}, closed);
export type CampaignDay = Static<typeof CampaignDay>;

/** GET /api/campaigns/:campaign(?day=). */
export const CampaignReport = Type.Object({
  campaign: FactKey, title: CampaignPlanned.properties.title, startsOn: isoDate, endsOn: isoDate, days: count, today: isoDate,
  measures: Type.Array(Type.Object({ measure: Type.String(), name: Text }, closed)),
  types: Type.Array(Type.Object({ type: Type.String(), name: Text }, closed)),
  /** Days whose state at 20:00 is kept, the newest first. */
  frozenDays: Type.Array(isoDate),
  shown: CampaignDay,
}, closed);
export type CampaignReport = Static<typeof CampaignReport>;

/** GET /api/campaigns: the newest first; with what one may be planned from. */
export const Campaigns = Type.Object({
  today: isoDate,
  campaigns: Type.Array(Type.Object({ campaign: FactKey, title: CampaignPlanned.properties.title, startsOn: isoDate, endsOn: isoDate, communes: count }, closed)),
  measures: Type.Array(Type.Object({ measure: Type.String(), name: Text }, closed)),
  types: Type.Array(Type.Object({ type: Type.String(), name: Text, quotas: Type.Array(Type.Object({ measure: Type.String(), atLeast: count }, closed)) }, closed)),
}, closed);
export type Campaigns = Static<typeof Campaigns>;

const planned = LocalModelPlanned.properties;
const ModelShown = Type.Object({
  model: FactKey, commune: UnitId, communeName: Text, title: planned.title, aim: planned.aim, who: planned.who, hamlets: planned.hamlets, skills: planned.skills,
  startsOn: isoDate, endsOn: isoDate, costVnd: planned.costVnd, library: planned.library, copiedFrom: planned.copiedFrom,
  sessions: count,
  /** Persons who were at its sessions, each once. */
  reached: count,
}, closed);
export type ModelShown = Static<typeof ModelShown>;

/** GET /api/local-models: the newest first, and the library. */
export const LocalModels = Type.Object({
  models: Type.Array(ModelShown),
  library: Type.Array(Type.Object({ id: Type.String(), title: Text, aim: Text, who: Text, skills: Type.Array(Type.String()), days: count, place: Text, source: Type.String() }, closed)),
}, closed);
export type LocalModels = Static<typeof LocalModels>;

/** GET /api/local-models/:model/sessions: held in its hamlets on its days, the newest first. */
export const ModelSessions = Type.Object({
  model: FactKey,
  sessions: Type.Array(Type.Object({ session: FactKey, place: UnitId, heldAt: isoInstant, persons: count, isTagged: Type.Boolean() }, closed)),
}, closed);
export type ModelSessions = Static<typeof ModelSessions>;

const asked = HelpRequestChanged.properties;

/** Why a helper was found, or why none was. */
const HelpMatch = Type.Object({
  helper: PersonId, name: Type.Optional(Type.String()), place: UnitId,
  reasons: Type.Array(Type.Union([Type.Literal("same-hamlet"), Type.Literal("same-commune"), Type.Literal("neighbouring"), Type.Literal("speaks-language"), Type.Literal("has-skill"), Type.Literal("free")])),
}, closed);
export type HelpMatch = Static<typeof HelpMatch>;

/** GET /api/help-requests?unit=: those that wait longest first, then those that were closed. Names are told to those who work for the place. */
export const HelpRequests = Type.Object({
  unit: UnitId,
  requests: Type.Array(Type.Object({
    request: FactKey, version: FactKey, person: PersonId, name: Type.Optional(Type.String()), place: UnitId, about: asked.about, state: asked.state,
    language: asked.language, by: asked.by, askedAt: isoInstant, isEscalated: Type.Boolean(),
    helper: Type.Optional(Type.Object({ person: PersonId, name: Type.Optional(Type.String()) }, closed)),
    /** The nearest first, at most three. */
    matches: Type.Array(HelpMatch),
  }, closed)),
}, closed);
export type HelpRequests = Static<typeof HelpRequests>;

/** GET /api/notices: what waits for whoever asks, the first due first; by which ways they may be told, and by which they chose to be. */
export const Notices = Type.Object({
  waiting: Type.Array(Type.Object({ directive: FactKey, title, dueOn: isoDate, communes: count, isReminded: Type.Boolean() }, closed)),
  channels: Type.Array(Type.Union([Type.Literal("web-push"), Type.Literal("sms"), Type.Literal("zalo")])),
  /** Absent: no Web Push here. */
  pushKey: Type.Optional(Type.String()),
  own: Type.Array(Type.Object({ id: Type.String(), channel: Type.Union([Type.Literal("web-push"), Type.Literal("sms"), Type.Literal("zalo")]), /** Its last characters. */ ends: Type.String() }, closed)),
}, closed);
export type Notices = Static<typeof Notices>;

export const movementSchemas = {
  MovementDecided, DocumentKept, Directives, DirectiveReport, Campaigns, CampaignReport, LocalModels, ModelSessions, HelpRequests, Notices,
} satisfies Record<string, TSchema>;
