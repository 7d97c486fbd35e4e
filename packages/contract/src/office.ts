/** What the server answers to people of staff about themselves and each other. Read models only: nothing here is kept or travels. */
import { Type, type Static, type TSchema } from "typebox";
import { PopulationGroup } from "./events.ts";
import { FactKey, HouseholdId, PersonId, ReplicaId, UnitId } from "./ids.ts";

const closed = { additionalProperties: false } as const;
const count = Type.Integer({ minimum: 0 });
const isoDate = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
const isoInstant = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T.*Z$" });
const uuid = Type.String({ pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" });

/** One role, as it was given. */
export const RoleGiven = Type.Object({
  id: uuid,
  role: Type.String(),
  unit: UnitId,
  unitName: Type.String(),
  from: isoDate,
  /** Last day; absent: until it is ended. */
  to: Type.Optional(isoDate),
  isInForce: Type.Boolean(),
}, closed);
export type RoleGiven = Static<typeof RoleGiven>;

/** GET /api/me: who is asking, and what they may ask for. */
export const Visitor = Type.Object({
  /** Absent: not signed in. */
  staff: Type.Optional(Type.Object({ id: uuid, name: Type.String(), roles: Type.Array(RoleGiven) }, closed)),
  /** Somebody has set the program up. */
  isSetUp: Type.Boolean(),
  /** Nobody has, and all that is here was invented: what is otherwise kept from the public may be looked at. */
  isTrial: Type.Boolean(),
  /** Another service that people of staff may sign in with; absent: none. */
  otherService: Type.Optional(Type.String()),
  /** Routes that are not open to everybody and that this visitor may ask for, at least in some unit, as "GET /api/records". */
  may: Type.Array(Type.String()),
}, closed);
export type Visitor = Static<typeof Visitor>;

export const StaffMember = Type.Object({
  id: uuid,
  name: Type.String(),
  roles: Type.Array(RoleGiven),
  /** How many ways to sign in they have; 0: invited, not yet come. */
  ways: count,
  /** Absent: never, or not for so long that the session has ended. */
  seenAt: Type.Optional(isoInstant),
  endedAt: Type.Optional(isoInstant),
}, closed);
export type StaffMember = Static<typeof StaffMember>;

/** GET /api/staff, by name; those whose work has ended come last. */
export const StaffList = Type.Object({ staff: Type.Array(StaffMember) }, closed);
export type StaffList = Static<typeof StaffList>;

/** What an administrator hands to somebody, once: whoever opens it signs in as them. */
export const OneTimeLink = Type.Object({ staff: uuid, link: Type.String(), endsAt: isoInstant }, closed);
export type OneTimeLink = Static<typeof OneTimeLink>;

export const AuditEntry = Type.Object({
  id: uuid,
  at: isoInstant,
  /** Absent: the program itself, or somebody who had not signed in. */
  by: Type.Optional(Type.Object({ id: uuid, name: Type.String() }, closed)),
  act: Type.String(),
  person: Type.Optional(PersonId),
  unit: Type.Optional(Type.String()),
  said: Type.Record(Type.String(), Type.Unknown()),
}, closed);
export type AuditEntry = Static<typeof AuditEntry>;

/** GET /api/audit?person=&before=: the newest first, a hundred at a time. */
export const AuditTrail = Type.Object({
  entries: Type.Array(AuditEntry),
  /** Give it as `before` for the next hundred; absent on the last page. */
  next: Type.Optional(Type.String()),
}, closed);
export type AuditTrail = Static<typeof AuditTrail>;

/** Why a row of a list cannot be taken, by the words of `readPeopleList`. */
const RowNumber = Type.Integer({ minimum: 1 });

/** POST /api/people/imports: what a list holds and what became of it. One line of NDJSON while it is read and kept, this at the end. */
export const ListJudged = Type.Object({
  unit: UnitId,
  /** Rows with any text below the headings. */
  rows: count,
  /** Not here yet: taken, or to be taken when it is no longer a trial. */
  fresh: count,
  /** Here already, just as they stand. */
  known: count,
  /** Said to be somebody who is here: their particulars follow the list. */
  updated: count,
  /** Rows that look like somebody who is here, or like an earlier row, and wait until somebody says. The first 200. */
  alike: Type.Array(Type.Object({ row: RowNumber, name: Type.String(), birthYear: Type.Optional(Type.Integer()), place: Type.String(), herePlace: Type.Optional(Type.String()) }, closed)),
  alikeCount: count,
  bad: count,
  /** The first 100. */
  badRows: Type.Array(Type.Object({ row: RowNumber, whys: Type.Array(Type.String()) }, closed)),
  /** Heading of each column that was read. */
  columns: Type.Record(Type.String(), Type.String()),
  notRead: Type.Array(Type.String()),
  isKept: Type.Boolean(),
}, closed);
export type ListJudged = Static<typeof ListJudged>;

/** A line of NDJSON on the way. */
export type ListProgress = { readonly step: "read" | "seal" | "keep"; readonly done: number; readonly of: number };

const Request = Type.Object({
  id: uuid,
  person: PersonId,
  kind: Type.String(),
  receivedOn: isoDate,
  answerBy: isoDate,
  doneBy: isoDate,
  withOthers: Type.Boolean(),
  isExtended: Type.Boolean(),
  answeredAt: Type.Optional(isoInstant),
  doneAt: Type.Optional(isoInstant),
}, closed);
export type RightsRequest = Static<typeof Request>;

/** GET /api/rights-requests?unit=: those that wait, the one due first; then those done, the newest first. */
export const RightsRequests = Type.Object({ unit: UnitId, today: isoDate, requests: Type.Array(Request) }, closed);
export type RightsRequests = Static<typeof RightsRequests>;

const Consent = Type.Object({
  key: uuid,
  purpose: Type.String(),
  statement: Type.String(),
  proof: Type.String(),
  by: Type.String(),
  givenAt: isoInstant,
  /** Absent: in force. */
  withdrawnAt: Type.Optional(isoInstant),
}, closed);
export type ConsentShown = Static<typeof Consent>;

const PersonFound = Type.Object({ person: PersonId, name: Type.Optional(Type.String()), birthYear: Type.Optional(Type.Integer()), place: Type.Optional(UnitId), placeName: Type.String() }, closed);

/** POST /api/people/find: whoever in a unit has this name, with or without marks. */
export const PeopleFound = Type.Object({ people: Type.Array(PersonFound) }, closed);
export type PeopleFound = Static<typeof PeopleFound>;

/** GET /api/people/:person: all that is held of somebody, as they have a right to see it. */
export const PersonRecord = Type.Object({
  ...PersonFound.properties,
  group: Type.Optional(Type.String()),
  sex: Type.Optional(Type.String()),
  hamletName: Type.Optional(Type.String()),
  languages: Type.Optional(Type.String()),
  lacks: Type.Array(Type.String()),
  /** Since when their data are only kept, and not used. */
  restrictedSince: Type.Optional(isoInstant),
  consents: Type.Array(Consent),
  /** Acts by kind. */
  acts: Type.Record(Type.String(), count),
  requests: Type.Array(Request),
}, closed);
export type PersonRecord = Static<typeof PersonRecord>;

const Served = Type.Object({
  person: PersonId,
  name: Type.String(),
  birthYear: Type.Optional(Type.Integer()),
  group: PopulationGroup,
  place: UnitId,
  household: Type.Optional(HouseholdId),
  hamletName: Type.Optional(Type.String()),
  languages: Type.Optional(Type.String()),
  lacks: Type.Array(Type.String()),
  /** Versions of their profile that a change stands upon. */
  heads: Type.Array(FactKey),
  /** Skills of the five that they did alone, by the places of the evidence ladder's list, from 0. */
  skills: Type.Array(Type.Integer({ minimum: 0, maximum: 20 })),
  isReached: Type.Boolean(),
}, closed);

/** POST /api/people/served: asked by an ambassador's phone, under its signature. Of nobody but the people its holder serves. */
export const PeopleServed = Type.Object({
  /** Absent: nobody appointed who holds this phone; then there is nobody in `people` either. */
  appointment: Type.Optional(FactKey),
  until: Type.Optional(isoDate),
  places: Type.Array(UnitId),
  people: Type.Array(Served),
  /** Never of how many passed: sessions held, people who came again, and those who still could after thirty days. */
  recognition: Type.Object({ sessions: count, seenAgain: count, lasted: count }, closed),
}, closed);
export type PeopleServed = Static<typeof PeopleServed>;

const Ambassador = Type.Object({
  application: FactKey,
  person: PersonId,
  name: Type.Optional(Type.String()),
  replica: ReplicaId,
  places: Type.Array(UnitId),
  times: Type.Array(Type.String()),
  appliedAt: isoInstant,
  appointment: Type.Optional(FactKey),
  until: Type.Optional(isoDate),
  isEnded: Type.Boolean(),
}, closed);

/** GET /api/ambassadors?unit=: who offered to help in a commune, those that wait first. */
export const Ambassadors = Type.Object({ unit: UnitId, ambassadors: Type.Array(Ambassador) }, closed);
export type Ambassadors = Static<typeof Ambassadors>;

export const officeSchemas = { PeopleServed, Ambassadors, Visitor, StaffList, OneTimeLink, AuditTrail, ListJudged, RightsRequests, PeopleFound, PersonRecord } satisfies Record<string, TSchema>;
