/** A phone that asks about its own persons signs what it asks. It is told of those of whom it was the first to write here: person ids are no secret, and anybody may write about anybody. */
import type { PersonId } from "@hocvuso/contract";
import { openCredentialRequest, replicaIdOf } from "@hocvuso/journal";
import { Problem } from "../http/problem.ts";
import type { Transaction } from "../postgres/database.ts";
import type { Services } from "../services.ts";

export const OWN_REQUEST_BYTES = 4_096;
/** A shared phone of a class asks for all who learned on it. */
const PERSONS = 60;

/** @param where stands in the refusal. @throws Problem for what is not signed, or too much. */
export async function personsOfPhone(tx: Transaction, body: Uint8Array, { where, primitives }: { readonly where: string } & Pick<Services, "primitives">): Promise<readonly PersonId[]> {
  const request = await openCredentialRequest(body, primitives);
  if (request === undefined || request.persons.length > PERSONS) throw new Problem("malformed", { where });
  const replica = await replicaIdOf(request.publicKey, primitives);
  const { rows } = await tx.query<{ person: PersonId }>(
    `SELECT p.person FROM unnest($1::uuid[]) AS p(person) WHERE decode($2, 'hex') = (
       SELECT g.replica FROM fact f JOIN segment g ON g.hash = substr(f.source, 1, 32)
       WHERE f.person = coalesce((SELECT root FROM alias WHERE alias.person = p.person), p.person) AND g.is_counted ORDER BY g.received_at, g.hash LIMIT 1)`, [request.persons, replica]);
  return rows.map(({ person }) => person);
}
