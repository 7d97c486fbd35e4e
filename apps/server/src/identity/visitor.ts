/** Who is asking: found once a request, by the cookie of a session; what they were given; and whether the place may be tried without signing in. */
import type { UnitId } from "@hocvuso/contract";
import { SAMPLE_SCOPE } from "@hocvuso/contract";
import { decide, isInForce, type Asked, type Grant, type Role } from "@hocvuso/domain/access";
import { nameAt, parentAt, unitsAt, type UnitRegister } from "@hocvuso/domain/units";
import type { Context } from "hono";
import { communeOn, currentBoundaries } from "../projections/read-progress.ts";
import { Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { policy, type Row } from "./policy.ts";
import { readSession } from "./sessions.ts";
import { dayInVietnam } from "../vietnam-clock.ts";

export type SignedIn = { readonly id: string; readonly name: string; readonly session: string };

export type VisitorFound = {
  /** Absent: not signed in. */
  readonly staff?: SignedIn;
  readonly grants: readonly (Grant & { readonly id: string })[];
};

const found = new WeakMap<Request, Promise<VisitorFound>>();

export function visitorOf(c: Context, services: Services): Promise<VisitorFound> {
  const known = found.get(c.req.raw) ?? findVisitor(c, services);
  found.set(c.req.raw, known);
  return known;
}

/** For acts that say whose they are. @throws Problem for whoever has not signed in. */
export async function signedIn(c: Context, services: Services): Promise<SignedIn> {
  const { staff } = await visitorOf(c, services);
  if (staff === undefined) throw new Problem("sign-in-needed");
  return staff;
}

async function findVisitor(c: Context, services: Services): Promise<VisitorFound> {
  const staff = await readSession(c, services);
  return staff === undefined ? { grants: [] } : { staff, grants: await grantsOf(staff.id, services) };
}

export async function grantsOf(staff: string, { database }: Pick<Services, "database">): Promise<VisitorFound["grants"]> {
  const { rows } = await database.transaction((tx) => tx.query<{ id: string; role: Role; unit: UnitId; from: string; to: string | null }>(
    `SELECT id, role, unit, first_day::text AS "from", last_day::text AS "to" FROM staff_role WHERE staff = $1 ORDER BY first_day, id`, [staff]));
  return rows.map(({ id, role, unit, from, to }) => ({ id, role, unit, from, ...(to === null ? {} : { to }) }));
}

/** The day in Vietnam, `YYYY-MM-DD`. */
export function todayOf({ now }: Pick<Services, "now">): string {
  return dayInVietnam(now());
}

/** On the boundaries of today: a hamlet lies in its commune, a former commune in the one it became, everything in the province. */
export function liesInToday(register: UnitRegister): Asked["liesIn"] {
  const { asOf } = currentBoundaries(register);
  const province = unitsAt(register, "province", asOf)[0];
  return (unit, other) => {
    if (other === province) return true; // this program holds one province, and nothing of another
    if (unit === "" || unit === other) return unit === other;
    for (let at = communeOn(register, unit, asOf); at !== undefined; at = nameAt(register, at, asOf) === null ? undefined : parentAt(register, at, asOf) ?? undefined) if (at === other) return true;
    return false;
  };
}

export type Admission = "allowed" | "unknown" | "refused";

export async function admit(c: Context, row: Row, services: Services, about?: UnitId): Promise<Admission> {
  if (row.may === "everybody") return "allowed";
  const { grants } = await visitorOf(c, services);
  const decision = decide(row, grants, { date: todayOf(services), unit: about ?? await unitAsked(c, row, services), liesIn: liesInToday(services.register) });
  return decision === "unknown" && row.inTrial === true && await isTrial(services) ? "allowed" : decision;
}

const ofUnit: Row = { may: ["commune-officer", "provincial-office"], where: "own-unit", of: "unit" };

/** Whether whoever asks works for the unit: as its officer, or in the province's office. */
export async function worksFor(unit: UnitId, c: Context, services: Services): Promise<boolean> {
  return await admit(c, ofUnit, services, unit) === "allowed";
}

/** Those of the communes for which whoever asks works. */
export async function ownCommunes(communes: readonly UnitId[], c: Context, services: Services): Promise<readonly UnitId[]> {
  const own = await Promise.all(communes.map(async (commune) => (await worksFor(commune, c, services) ? [commune] : [])));
  return own.flat();
}

/** Whether somebody may see how few people in a unit fare: whoever works for it, and anybody while all of it is invented. */
export async function maySeeFew(unit: UnitId, c: Context, services: Services): Promise<boolean> {
  return await admit(c, { ...ofUnit, inTrial: true }, services, unit) === "allowed";
}

/** The unit that a request is about; "" where it names none, or a person of whom nobody said where they live. */
async function unitAsked(c: Context, { where, of }: Row, { database }: Services): Promise<UnitId | ""> {
  if (where === "anywhere") return "";
  if (of === "unit") return (c.req.param("unit") ?? c.req.query("unit") ?? "") as UnitId | ""; // only compared here; the act checks its form
  const person = c.req.param("person") ?? "";
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(person)) return "";
  const { rows: [standing] } = await database.transaction((tx) => tx.query<{ place: UnitId | null }>(
    "SELECT place FROM standing WHERE person = coalesce((SELECT root FROM alias WHERE person = $1), $1::uuid)", [person]));
  return standing?.place ?? "";
}

/** Somebody has a way to sign in. */
export async function isSetUp({ database }: Pick<Services, "database">): Promise<boolean> {
  const { rows: [found] } = await database.transaction((tx) => tx.query<{ is: boolean }>("SELECT EXISTS (SELECT FROM passkey) OR EXISTS (SELECT FROM foreign_account) AS is"));
  return found?.is === true;
}

/** Nobody has set the program up, and nothing that a real person did is here: what was invented may be looked at by anybody. */
export async function isTrial(services: Pick<Services, "database">): Promise<boolean> {
  if (await isSetUp(services)) return false;
  const { rows: [found] } = await services.database.transaction((tx) => tx.query<{ is: boolean }>(
    "SELECT EXISTS (SELECT FROM segment) AND NOT EXISTS (SELECT FROM segment WHERE scope <> $1) AS is", [SAMPLE_SCOPE]));
  return found?.is === true;
}

/** Routes that somebody may ask for, at least in some unit: what the dashboard offers them. */
export function mayAsk({ grants }: VisitorFound, { inTrial }: { readonly inTrial: boolean }, date: string): readonly string[] {
  const holding = grants.filter((grant) => isInForce(grant, date));
  return Object.entries(policy).flatMap(([name, row]) => (
    row.may !== "everybody" && ((inTrial && row.inTrial === true) || holding.some(({ role }) => row.may.includes(role))) ? [name] : []));
}
