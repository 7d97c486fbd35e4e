/** Steps of signing in that have begun and not ended: each is named by a secret, holds for ten minutes, and is taken once. */
import type { Transaction } from "../postgres/database.ts";
import type { Services } from "../services.ts";
import { digestOf } from "./secrets.ts";

const CEREMONY_MS = 600_000;
const CODE_MS = 3 * 86_400_000;

/** `sign-up`: a passkey is being made for whoever holds a one-time code. `sign-in`: a passkey is being asked for. `other-service`: somebody was sent to another service. */
export type Begun =
  | { readonly kind: "sign-in" }
  | { readonly kind: "sign-up"; readonly code: string; readonly staff: string; readonly name: string }
  | { readonly kind: "other-service"; readonly verifier: string; readonly nonce: string; readonly code?: string };

export async function beginCeremony(tx: Transaction, name: string, begun: Begun, { now }: Pick<Services, "now">): Promise<void> {
  await tx.query("DELETE FROM ceremony WHERE ends_at < $1", [new Date(now())]);
  const { kind, ...said } = begun;
  await tx.query("INSERT INTO ceremony (digest, kind, said, ends_at) VALUES ($1, $2, $3, $4)", [digestOf(name), kind, JSON.stringify(said), new Date(now() + CEREMONY_MS)]);
}

/** undefined where none of this name and kind has begun, or it has been taken or is over. */
export async function takeCeremony<Kind extends Begun["kind"]>(tx: Transaction, name: string, kind: Kind, { now }: Pick<Services, "now">): Promise<Extract<Begun, { kind: Kind }> | undefined> {
  const { rows: [row] } = await tx.query<{ said: object }>("DELETE FROM ceremony WHERE digest = $1 AND kind = $2 AND ends_at >= $3 RETURNING said", [digestOf(name), kind, new Date(now())]);
  return row === undefined ? undefined : { kind, ...row.said } as Extract<Begun, { kind: Kind }>; // as beginCeremony wrote it
}

/** @param staff absent: for whoever sets the program up. @returns when it ends. */
export async function keepCode(tx: Transaction, code: string, staff: string | undefined, { now }: Pick<Services, "now">): Promise<Date> {
  const endsAt = new Date(now() + CODE_MS);
  await tx.query("DELETE FROM one_time_code WHERE ends_at < $1 OR staff IS NOT DISTINCT FROM $2", [new Date(now()), staff ?? null]);
  await tx.query("INSERT INTO one_time_code (digest, staff, ends_at) VALUES ($1, $2, $3)", [digestOf(code), staff ?? null, endsAt]);
  return endsAt;
}

export type CodeHolder = { readonly staff: string; readonly name: string } | { readonly isSetUp: true };

/** Whose code it is; undefined for one that was never given out, was used, or is over. @param take whether it is used up thereby. */
export async function holderOf(tx: Transaction, code: string, { take }: { readonly take: boolean }, { now }: Pick<Services, "now">): Promise<CodeHolder | undefined> {
  const { rows: [row] } = await tx.query<{ staff: string | null; name: string | null; ended_at: Date | null }>(
    `WITH held AS (${take ? "DELETE FROM one_time_code WHERE digest = $1 AND ends_at >= $2 RETURNING staff" : "SELECT staff FROM one_time_code WHERE digest = $1 AND ends_at >= $2"})
     SELECT held.staff, p.name, p.ended_at FROM held LEFT JOIN staff p ON p.id = held.staff`, [digestOf(code), new Date(now())]);
  if (row === undefined || row.ended_at !== null) return undefined;
  return row.staff === null ? { isSetUp: true } : { staff: row.staff, name: row.name ?? "" };
}
