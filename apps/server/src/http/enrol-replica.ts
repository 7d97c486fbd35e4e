/**
 * POST /sync/enrol: a phone asks to be known, signed with the key it wants enrolled. As `content/policies/enrolment.json` says, the province
 * enrols some roles at once; the others are written down and wait for a person (`npm run replicas`). Asked again, it answers with a certificate. Shown a
 * certificate of its own authority, it takes it back into its register: a store put back to an old backup has forgotten some.
 */
import { openCertificate, openEnrolmentRequest, replicaIdOf } from "@hocvuso/journal";
import type { ReplicaId, ReplicaRole } from "@hocvuso/contract";
import { enrolReplica } from "../consequences.ts";
import { postgresDepotStore } from "../postgres/depot-store.ts";
import type { Services } from "../services.ts";
import { certifyReplica } from "../signing/certify-replica.ts";
import { bytes } from "./endpoint.ts";
import { Problem } from "./problem.ts";

export const REQUEST_BYTES = 1_024;
const REQUESTS = 10_000;

export const enrolByRequest = bytes(REQUEST_BYTES, async (body, services) => {
  const { primitives, enrolment, authority, database } = services;
  const shown = await openCertificate(body, authority.publicKey, primitives);
  if (shown !== undefined) {
    const { publicKey } = shown.subject;
    await database.transaction(async (tx) => enrolReplica(tx, await replicaIdOf(publicKey, primitives), body, services));
    return body;
  }
  const request = await openEnrolmentRequest(body, primitives);
  if (request === undefined) throw new Problem("malformed", { where: "enrol" });
  const replica = await replicaIdOf(request.publicKey, primitives);
  if (!enrolment.byThemselves.some((role) => role === request.role)) return approvedOrWaiting({ ...request, replica }, services);
  const certificate = await certifyReplica(request, services);
  await database.transaction((tx) => enrolReplica(tx, replica, certificate, services));
  return certificate;
});

/** The certificate a person gave for this role, or a refusal, and the request is written down. Strangers may ask: so many requests are kept and no more. */
async function approvedOrWaiting({ replica, publicKey, role }: { readonly replica: ReplicaId; readonly publicKey: Uint8Array; readonly role: ReplicaRole }, { database, primitives, authority }: Services): Promise<Uint8Array> {
  const approved = await database.transaction(async (tx) => {
    const kept = (await postgresDepotStore(tx, primitives).decisions([replica])).get(replica)?.certificate;
    const certificate = kept === undefined ? undefined : await openCertificate(kept, authority.publicKey, primitives);
    if (certificate?.roles.includes(role) === true) return kept;
    await tx.query(
      `INSERT INTO enrolment_request (replica, public_key, role) SELECT decode($1, 'hex'), $2, $3 WHERE (SELECT count(*) FROM enrolment_request) < ${REQUESTS}
       ON CONFLICT (replica) DO UPDATE SET role = excluded.role, last_asked_at = now()`, [replica, Buffer.from(publicKey), role]);
    return undefined;
  });
  if (approved === undefined) throw new Problem("enrolment-by-person", { role });
  return approved;
}
