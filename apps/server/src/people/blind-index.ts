/** Finds people again by what was said of them, without writing it down: HMAC-SHA-256 under a secret of this store. Whoever has the table alone can try no name on it. */
import { createHmac } from "node:crypto";
import type { HouseholdId, PersonId, UnitId } from "@hocvuso/contract";
import type { Transaction } from "../postgres/database.ts";
import type { Services } from "../services.ts";

export type Indexed = { readonly kind: "whole" | "like"; readonly text: string };

export function digestOf({ kind, text }: Indexed, { indexKey }: Pick<Services, "indexKey">): Buffer {
  return createHmac("sha256", indexKey).update(`${kind}|${text}`).digest();
}

/** The same mark of a household in the same commune gives the same id, which tells nothing of either. */
export function householdOf(mark: string, commune: UnitId, { indexKey }: Pick<Services, "indexKey">): HouseholdId {
  const hex = createHmac("sha256", indexKey).update(`household|${commune}|${mark.toLowerCase()}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}` as HouseholdId; // a UUIDv8 by its form
}

/** By the hexadecimal of the digest: who is known by it, as the one who stands for them. */
export async function findIndexed(tx: Transaction, kind: Indexed["kind"], digests: readonly Buffer[]): Promise<ReadonlyMap<string, readonly PersonId[]>> {
  const { rows } = await tx.query<{ digest: string; person: PersonId }>(
    `SELECT encode(k.digest, 'hex') AS digest, coalesce(a.root, k.person) AS person FROM known_person k LEFT JOIN alias a ON a.person = k.person
     WHERE k.kind = $1 AND k.digest = ANY ($2::bytea[]) GROUP BY 1, 2 ORDER BY 1, 2`, [kind, digests]);
  return new Map([...Map.groupBy(rows, ({ digest }) => digest)].map(([digest, found]) => [digest, found.map(({ person }) => person)]));
}

/** In place of what they were known by before, where `instead` is said. */
export async function keepIndexed(tx: Transaction, entries: readonly (Indexed & { readonly person: PersonId })[], services: Pick<Services, "indexKey">, { instead }: { readonly instead: readonly PersonId[] }): Promise<void> {
  await tx.query("DELETE FROM known_person WHERE person = ANY ($1::uuid[])", [instead]);
  await tx.query("INSERT INTO known_person (kind, digest, person) SELECT * FROM unnest($1::text[], $2::bytea[], $3::uuid[]) ON CONFLICT DO NOTHING",
    [entries.map(({ kind }) => kind), entries.map((entry) => digestOf(entry, services)), entries.map(({ person }) => person)]);
}
