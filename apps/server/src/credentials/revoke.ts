/** Takes a credential back, or puts a corrected one in its place. Both say why, in the words of whoever decided. */
import type { Transaction } from "../postgres/database.ts";
import type { Achievement } from "@hocvuso/domain/credential";
import { issue, type Issued, type Issuing, type KeptCredential } from "./issue.ts";

export type Deciding = { readonly because: string; readonly nowMs: number };

/** A number as it stands on the card, `256-70213`: list and place in it. */
export async function credentialNumbered(tx: Transaction, number: string): Promise<KeptCredential | undefined> {
  const [, list, index] = /^(\d{1,5})-(\d{1,6})$/.exec(number) ?? [];
  const { rows: [found] } = await tx.query<KeptCredential>("SELECT id, person, claims, code, record, jwt FROM credential WHERE (list, list_index) = ($1, $2)", [list ?? null, index ?? null]);
  return found;
}

/** @returns false: it was revoked before. */
export async function revokeCredential(tx: Transaction, { claims: { list, index } }: KeptCredential, { because, nowMs }: Deciding): Promise<boolean> {
  const { rowCount } = await tx.query("INSERT INTO revoked_credential (list, list_index, revoked_at, because) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [list, index, new Date(nowMs), because]);
  return rowCount === 1;
}

/** The old one is revoked, and what is right stands in a new one: a signed word is never changed. */
export async function correctCredential(tx: Transaction, old: KeptCredential, { achievement, holder, ...deciding }: Deciding & { readonly achievement: Achievement; readonly holder: string }, services: Issuing): Promise<Issued> {
  const { claims, person } = old;
  const issued = await issue(tx, { person, achievement, evidence: claims.evidence, holder, ...(claims.place === undefined ? {} : { place: claims.place }) }, services);
  if (issued.is === "issued") await revokeCredential(tx, old, deciding);
  return issued;
}
