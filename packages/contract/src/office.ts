/** What the server answers to people of staff about themselves and each other. Read models only: nothing here is kept or travels. */
import { Type, type Static, type TSchema } from "typebox";
import { PersonId, UnitId } from "./ids.ts";

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

export const officeSchemas = { Visitor, StaffList, OneTimeLink, AuditTrail } satisfies Record<string, TSchema>;
