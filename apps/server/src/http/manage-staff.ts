/** Staff administration: who works here, in which role, for which unit, until when; and the audit trail. For administrators. */
import { UnitId, type AuditTrail, type OneTimeLink, type StaffList, PersonId } from "@hocvuso/contract";
import { provincialRoles, staffRoles } from "@hocvuso/domain/access";
import type { Context } from "hono";
import { Type, type Static } from "typebox";
import { readAudit } from "../identity/audit.ts";
import { originOf } from "../identity/origin.ts";
import { endRole, endStaff, giveRole, hasOtherAdministrator, inviteStaff, listStaff, provinceOf, recoverStaff, type RoleToGive } from "../identity/staff.ts";
import { visitorOf, type SignedIn } from "../identity/visitor.ts";
import type { Transaction } from "../postgres/database.ts";
import { communeOfPlace } from "../projections/read-progress.ts";
import type { Services } from "../services.ts";
import { endpoint, posted, query } from "./endpoint.ts";
import { Problem } from "./problem.ts";

const uuid = Type.String({ pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" });
const day = Type.String({ pattern: "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$" });
const role = { role: Type.Union(staffRoles.map((one) => Type.Literal(one))), unit: UnitId, from: day, to: Type.Optional(day) };

export const getStaff = endpoint(async (_, services): Promise<StaffList> => ({ staff: [...await listStaff(services)] }));

export const invite = posted(Type.Object({ name: Type.String({ minLength: 1, maxLength: 80, pattern: "\\S" }), ...role }), async (given, services, c): Promise<OneTimeLink> => {
  const toGive = checkedRole(given, services);
  const { staff, code, endsAt } = await act(c, services, (tx, by) => inviteStaff(tx, { ...toGive, name: given.name.trim() }, by, services));
  return { staff, link: linkWith(code, c, services), endsAt: endsAt.toISOString() };
});

export const giveRoleAct = posted(Type.Object({ staff: uuid, ...role }), async (given, services, c) => {
  const toGive = checkedRole(given, services);
  await act(c, services, async (tx, by) => {
    await known(tx, given.staff);
    await giveRole(tx, given.staff, toGive, by, services);
  });
  return {};
});

export const endRoleAct = posted(Type.Object({ staff: uuid, id: uuid }), async (given, services, c) => {
  await act(c, services, async (tx, by) => {
    const { rows } = await tx.query("SELECT FROM staff_role WHERE id = $1 AND role = 'administrator'", [given.id]);
    if (rows.length > 0 && !await hasOtherAdministrator(tx, { role: given.id }, services)) throw new Problem("last-administrator");
    if (!await endRole(tx, given, by, services)) throw new Problem("staff-unknown");
  });
  return {};
});

export const recover = posted(Type.Object({ staff: uuid }), async ({ staff }, services, c): Promise<OneTimeLink> => {
  const { code, endsAt } = await act(c, services, async (tx, by) => {
    await known(tx, staff);
    if (!await hasOtherAdministrator(tx, { staff }, services)) throw new Problem("last-administrator");
    return recoverStaff(tx, staff, by, services);
  });
  return { staff, link: linkWith(code, c, services), endsAt: endsAt.toISOString() };
});

export const end = posted(Type.Object({ staff: uuid }), async ({ staff }, services, c) => {
  await act(c, services, async (tx, by) => {
    await known(tx, staff);
    if (!await hasOtherAdministrator(tx, { staff }, services)) throw new Problem("last-administrator");
    await endStaff(tx, staff, by, services);
  });
  return {};
});

export const getAudit = query(Type.Object({ person: Type.Optional(PersonId), before: Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z\\|[0-9a-f-]{36}$" })) }), ({ person, before }, services): Promise<AuditTrail> => readAudit(services, { person, before }));

/** In the fragment: browsers send it to nobody, so it stands in no log and no referrer. */
export function linkWith(code: string, c: Context, services: Services): string {
  return `${originOf(c, services).origin}/bang-dieu-hanh/dang-nhap#ma=${code}`;
}

/** One administrator at a time, so that two cannot end each other. */
function act<Result>(c: Context, services: Services, change: (tx: Transaction, by: SignedIn) => Promise<Result>): Promise<Result> {
  return services.database.transaction(async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(1945, 2)");
    const { staff } = await visitorOf(c, services);
    if (staff === undefined) throw new Problem("sign-in-needed");
    return change(tx, staff);
  });
}

async function known(tx: Transaction, staff: string): Promise<void> {
  const { rows } = await tx.query("SELECT FROM staff WHERE id = $1 AND ended_at IS NULL", [staff]);
  if (rows.length === 0) throw new Problem("staff-unknown");
}

const Given = Type.Object(role);

function checkedRole({ role: as, unit, from, to }: Static<typeof Given>, services: Services): RoleToGive {
  if (!services.register.units.has(communeOfPlace(unit))) throw new Problem("unit-unknown", { unit });
  if (provincialRoles.includes(as) && unit !== provinceOf(services)) throw new Problem("role-of-the-province");
  if (to !== undefined && to < from) throw new Problem("malformed", { where: "/to" });
  return { role: as, unit, from, ...(to === undefined ? {} : { to }) };
}
