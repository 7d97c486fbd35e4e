/** People of staff: who they are, what they were given, and how an administrator lets them in, helps them back in, and lets them go. */
import { randomUUID } from "node:crypto";
import type { StaffMember, UnitId } from "@hocvuso/contract";
import { isInForce, type StaffRole } from "@hocvuso/domain/access";
import { unitsAt } from "@hocvuso/domain/units";
import type { Transaction } from "../postgres/database.ts";
import { currentBoundaries, nameOf } from "../projections/read-progress.ts";
import type { Services } from "../services.ts";
import { audit } from "./audit.ts";
import { holderOf, keepCode } from "./ceremonies.ts";
import { newSecret } from "./secrets.ts";
import { endSessionsOf } from "./sessions.ts";
import { todayOf, type SignedIn, type VisitorFound } from "./visitor.ts";

export type RoleToGive = { readonly role: StaffRole; readonly unit: UnitId; readonly from: string; readonly to?: string };

/** @returns the one-time code that lets them make a passkey. */
export async function inviteStaff(tx: Transaction, { name, ...role }: RoleToGive & { readonly name: string }, by: SignedIn, services: Services): Promise<{ readonly staff: string; readonly code: string; readonly endsAt: Date }> {
  const staff = randomUUID();
  await tx.query("INSERT INTO staff (id, name, created_at) VALUES ($1, $2, $3)", [staff, name, new Date(services.now())]);
  await audit(tx, { act: "staff-invited", by, unit: role.unit, said: { staff, role: role.role } }, services);
  await giveRole(tx, staff, role, by, services);
  const code = newSecret();
  return { staff, code, endsAt: await keepCode(tx, code, staff, services) };
}

export async function giveRole(tx: Transaction, staff: string, { role, unit, from, to }: RoleToGive, by: Pick<SignedIn, "id"> | undefined, services: Pick<Services, "now">): Promise<void> {
  await tx.query("INSERT INTO staff_role (id, staff, role, unit, first_day, last_day, given_by) VALUES ($1, $2, $3, $4, $5, $6, $7)", [randomUUID(), staff, role, unit, from, to ?? null, by?.id ?? null]);
  await audit(tx, { act: "role-given", by, unit, said: { staff, role, from, ...(to === undefined ? {} : { to }) } }, services);
}

/** At once: its last day was yesterday. @returns whether there was such a role that had not ended. */
export async function endRole(tx: Transaction, { staff, id }: { readonly staff: string; readonly id: string }, by: SignedIn, services: Services): Promise<boolean> {
  const yesterday = new Date(Date.parse(todayOf(services)) - 86_400_000).toISOString().slice(0, 10);
  const { rows: [ended] } = await tx.query<{ role: string; unit: string }>(
    "UPDATE staff_role SET last_day = $3 WHERE staff = $1 AND id = $2 AND (last_day IS NULL OR last_day > $3) RETURNING role, unit", [staff, id, yesterday]);
  if (ended === undefined) return false;
  await audit(tx, { act: "role-ended", by, unit: ended.unit, said: { staff, role: ended.role } }, services);
  return true;
}

/** Whoever lost their phone or key: what they signed in with works no more, and neither does a session that is open with it. */
export async function recoverStaff(tx: Transaction, staff: string, by: SignedIn, services: Services): Promise<{ readonly code: string; readonly endsAt: Date }> {
  await endWaysOf(tx, staff);
  await audit(tx, { act: "staff-recovered", by, said: { staff } }, services);
  const code = newSecret();
  return { code, endsAt: await keepCode(tx, code, staff, services) };
}

export async function endStaff(tx: Transaction, staff: string, by: SignedIn, services: Services): Promise<void> {
  await endWaysOf(tx, staff);
  await tx.query("DELETE FROM one_time_code WHERE staff = $1", [staff]);
  await tx.query("UPDATE staff SET ended_at = coalesce(ended_at, $2) WHERE id = $1", [staff, new Date(services.now())]);
  await audit(tx, { act: "staff-ended", by, said: { staff } }, services);
}

async function endWaysOf(tx: Transaction, staff: string): Promise<void> {
  await endSessionsOf(tx, staff);
  await tx.query("DELETE FROM passkey WHERE staff = $1", [staff]);
  await tx.query("DELETE FROM foreign_account WHERE staff = $1", [staff]);
}

/** Whether somebody else than `staff` could still give roles: a province must not lock itself out. */
export async function hasOtherAdministrator(tx: Transaction, except: { readonly staff: string } | { readonly role: string }, services: Services): Promise<boolean> {
  const { rows } = await tx.query(
    `SELECT FROM staff_role r JOIN staff s ON s.id = r.staff WHERE r.role = 'administrator' AND s.ended_at IS NULL AND r.first_day <= $1 AND (r.last_day IS NULL OR r.last_day >= $1)
       AND r.staff::text <> $2 AND r.id::text <> $3 AND EXISTS (SELECT FROM passkey WHERE staff = s.id UNION ALL SELECT FROM foreign_account WHERE staff = s.id) LIMIT 1`,
    [todayOf(services), "staff" in except ? except.staff : "", "role" in except ? except.role : ""]);
  return rows.length > 0;
}

/** The one-time code of whoever sets the program up; undefined once somebody has. */
export async function codeToSetUp(tx: Transaction, services: Pick<Services, "now">): Promise<string | undefined> {
  const { rows } = await tx.query("SELECT FROM passkey UNION ALL SELECT FROM foreign_account LIMIT 1");
  if (rows.length > 0) return undefined;
  const code = newSecret();
  await keepCode(tx, code, undefined, services);
  return code;
}

/**
 * Uses up a one-time code for a way to sign in that has just proved to be somebody's. Who sets the program up becomes its first administrator
 * and a member of the provincial office: the two are two roles, and may be given to two people later.
 * @returns undefined for a code that holds no more.
 */
export async function useCode(tx: Transaction, code: string, { staff, name }: { readonly staff: string; readonly name: string }, services: Services): Promise<string | undefined> {
  const holder = await holderOf(tx, code, { take: true }, services);
  if (holder === undefined) return undefined;
  if (!("isSetUp" in holder)) {
    await audit(tx, { act: "signed-up", by: { id: holder.staff } }, services);
    return holder.staff;
  }
  const province = provinceOf(services);
  await tx.query("INSERT INTO staff (id, name, created_at) VALUES ($1, $2, $3)", [staff, name, new Date(services.now())]);
  await audit(tx, { act: "signed-up", by: { id: staff }, said: { isSetUp: true } }, services);
  for (const role of ["administrator", "provincial-office"] as const) await giveRole(tx, staff, { role, unit: province, from: todayOf(services) }, undefined, services);
  return staff;
}

export function provinceOf({ register }: Pick<Services, "register">): UnitId {
  const [province] = unitsAt(register, "province", currentBoundaries(register).asOf);
  if (province === undefined) throw new Error("the register of units has no province today");
  return province;
}

type Named = Services["register"];

export function sayRoles(grants: VisitorFound["grants"], register: Named, date: string): StaffMember["roles"] {
  const { asOf } = currentBoundaries(register);
  return grants.map(({ id, role, unit, from, to }) => ({
    id, role, unit, from, unitName: register.units.has(unit) ? nameOf(register, unit, asOf).vi : unit, isInForce: isInForce({ from, ...(to === undefined ? {} : { to }) }, date), ...(to === undefined ? {} : { to }),
  }));
}

export async function listStaff(services: Services): Promise<readonly StaffMember[]> {
  const { database, register } = services;
  const { rows } = await database.transaction((tx) => tx.query<{ id: string; name: string; ended_at: Date | null; ways: number; seen_at: Date | null; roles: VisitorFound["grants"] }>(
    `SELECT s.id, s.name, s.ended_at, (SELECT count(*) FROM passkey WHERE staff = s.id)::int + (SELECT count(*) FROM foreign_account WHERE staff = s.id)::int AS ways,
       (SELECT max(seen_at) FROM session WHERE staff = s.id) AS seen_at,
       (SELECT coalesce(json_agg(json_strip_nulls(json_build_object('id', id, 'role', role, 'unit', unit, 'from', first_day, 'to', last_day)) ORDER BY first_day, id), '[]') FROM staff_role WHERE staff = s.id) AS roles
     FROM staff s ORDER BY s.ended_at IS NOT NULL, s.name, s.id`));
  return rows.map(({ id, name, ended_at, ways, seen_at, roles }) => ({
    id, name, ways, roles: sayRoles(roles, register, todayOf(services)),
    ...(seen_at === null ? {} : { seenAt: seen_at.toISOString() }),
    ...(ended_at === null ? {} : { endedAt: ended_at.toISOString() }),
  }));
}
