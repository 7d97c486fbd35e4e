/** The audit trail: who looked at or changed what of whom. Written in the transaction of the act itself, or before what was looked at is answered; the database refuses to change or remove a line. */
import { randomUUID } from "node:crypto";
import type { AuditTrail, PersonId } from "@hocvuso/contract";
import type { Transaction } from "../postgres/database.ts";
import type { Services } from "../services.ts";
import type { SignedIn } from "./visitor.ts";

/** Every act that is written down. Names never change; what they mean to people stands in the dashboard's catalogues. */
export type AuditedAct =
  | "signed-up" | "signed-in" | "sign-in-refused" | "signed-out"
  | "staff-invited" | "role-given" | "role-ended" | "staff-recovered" | "staff-ended"
  | "records-seen" | "list-imported" | "calibration-night-chosen"
  | "person-found" | "person-seen" | "person-exported" | "person-corrected" | "consent-given" | "consent-withdrawn"
  | "person-restricted" | "restriction-ended" | "person-erased" | "request-taken" | "request-answered" | "request-done" | "request-extended"
  | "people-sent-down" | "ambassador-appointed" | "ambassador-ended";

export type Audited = {
  readonly act: AuditedAct;
  readonly by: Pick<SignedIn, "id"> | undefined;
  readonly person?: PersonId;
  readonly unit?: string;
  /** Never a name, a word about a person, or a secret. */
  readonly said?: Readonly<Record<string, unknown>>;
};

export async function audit(tx: Transaction, { act, by, person, unit, said = {} }: Audited, { now }: Pick<Services, "now">): Promise<void> {
  await auditMany(tx, { act, by, persons: [person ?? null], unit, said }, { now });
}

/** One line a person. */
export async function auditMany(tx: Transaction, { act, by, persons, unit, said }: Omit<Audited, "person" | "unit" | "said"> & {
  readonly persons: readonly (PersonId | null)[]; readonly unit: string | undefined; readonly said: Readonly<Record<string, unknown>>;
}, { now }: Pick<Services, "now">): Promise<void> {
  await tx.query(
    "INSERT INTO audit (id, at, staff, act, person, unit, said) SELECT i, $1, $2, $3, p, $4, $5 FROM unnest($6::uuid[], $7::uuid[]) AS t(i, p)",
    [new Date(now()), by?.id ?? null, act, unit ?? null, JSON.stringify(said), persons.map(() => randomUUID()), persons]);
}

const PAGE = 100;

/** @param before as `next` of the page before said it. */
export async function readAudit({ database }: Pick<Services, "database">, { person, before }: { readonly person?: PersonId | undefined; readonly before?: string | undefined }): Promise<AuditTrail> {
  const [beforeAt, beforeId] = before?.split("|") ?? [];
  const { rows } = await database.transaction((tx) => tx.query<{ id: string; at: Date; staff: string | null; name: string | null; act: string; person: PersonId | null; unit: string | null; said: Record<string, unknown> }>(
    `SELECT a.id, a.at, a.staff, s.name, a.act, a.person, a.unit, a.said FROM audit a LEFT JOIN staff s ON s.id = a.staff
     WHERE ($1::uuid IS NULL OR a.person = $1) AND ($2::timestamptz IS NULL OR (a.at, a.id) < ($2, $3::uuid)) ORDER BY a.at DESC, a.id DESC LIMIT ${PAGE + 1}`,
    [person ?? null, beforeAt ?? null, beforeId ?? null]));
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return {
    entries: page.map(({ id, at, staff, name, act, person: whom, unit, said }) => ({
      id, at: at.toISOString(), act, said,
      ...(staff === null ? {} : { by: { id: staff, name: name ?? "" } }),
      ...(whom === null ? {} : { person: whom }),
      ...(unit === null ? {} : { unit }),
    })),
    ...(rows.length > PAGE && last !== undefined ? { next: `${last.at.toISOString()}|${last.id}` } : {}),
  };
}
