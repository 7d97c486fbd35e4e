/** Who may do what, where and when: roles are given for a unit with all that lies in it, from a day to a day. Knows neither routes nor people. */
import type { UnitId } from "@hocvuso/contract";

/** `public`: whoever has not signed in. A learner is known by a phone, not by an account; the role stands here so that the table answers for it too. */
export const roles = ["public", "learner", "ambassador", "team-head", "assessor", "commune-officer", "provincial-office", "author", "administrator"] as const;
export type Role = (typeof roles)[number];

/** Those that a person of staff may be given. */
export const staffRoles = ["ambassador", "team-head", "assessor", "commune-officer", "provincial-office", "author", "administrator"] as const satisfies readonly Role[];
export type StaffRole = (typeof staffRoles)[number];

/** Roles that only make sense for the whole province. */
export const provincialRoles: readonly Role[] = ["provincial-office", "author", "administrator"];

export type Grant = {
  readonly role: Role;
  /** With every unit that lies in it. */
  readonly unit: UnitId;
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  /** Last day; absent: until it is ended. */
  readonly to?: string;
};

/** `everybody`: nobody is asked who they are. `own-unit`: what is asked for has to lie in the unit of the grant. */
export type Rule = {
  readonly may: "everybody" | readonly Role[];
  readonly where: "anywhere" | "own-unit";
};

export type Asked = {
  /** Today, `YYYY-MM-DD`. */
  readonly date: string;
  /** Where that lies which is asked for; "" where nobody has said: only whoever serves the whole province may. */
  readonly unit: UnitId | "";
  /** Whether `unit` lies in the other unit, or is it. */
  readonly liesIn: (unit: UnitId | "", other: UnitId) => boolean;
};

export function isInForce({ from, to }: Pick<Grant, "from" | "to">, date: string): boolean {
  return from <= date && (to === undefined || date <= to);
}

/** `unknown`: nobody has signed in, or nothing they were given holds today. */
export type Decision = "allowed" | "unknown" | "refused";

/** @param grants all that somebody was ever given; none for whoever has not signed in. */
export function decide({ may, where }: Rule, grants: readonly Grant[], { date, unit, liesIn }: Asked): Decision {
  if (may === "everybody") return "allowed";
  const holding = grants.filter((grant) => isInForce(grant, date));
  if (holding.length === 0) return "unknown";
  return holding.some((grant) => may.includes(grant.role) && (where === "anywhere" || liesIn(unit, grant.unit))) ? "allowed" : "refused";
}
