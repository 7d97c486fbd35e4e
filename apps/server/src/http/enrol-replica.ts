/**
 * POST /sync/enrol: a phone asks to be known, signed with the key it wants enrolled. As `content/policies/enrolment.json` says, the province
 * enrols some roles at once; the others wait for a person (`npm run replicas`). Asked again, it answers with a fresh certificate. Shown a
 * certificate of its own authority, it takes it back into its register: a store put back to an old backup has forgotten some.
 */
import { openCertificate, openEnrolmentRequest, replicaIdOf, signCertificate } from "@hocvuso/journal";
import { enrolReplica } from "../consequences.ts";
import { bytes } from "./endpoint.ts";
import { Problem } from "./problem.ts";

const REQUEST_BYTES = 1_024;
const DAY_MS = 86_400_000;

export const enrolByRequest = bytes(REQUEST_BYTES, async (body, services) => {
  const { primitives, enrolment, authority, now, database } = services;
  const shown = await openCertificate(body, authority.publicKey, primitives);
  if (shown !== undefined) {
    const { publicKey } = shown.subject;
    await database.transaction(async (tx) => enrolReplica(tx, await replicaIdOf(publicKey, primitives), body, services));
    return body;
  }
  const request = await openEnrolmentRequest(body, primitives);
  if (request === undefined) throw new Problem("malformed", { where: "enrol" });
  if (!enrolment.byThemselves.some((role) => role === request.role)) throw new Problem("enrolment-by-person", { role: request.role });
  const alg = request.publicKey.length === 32 ? 1 : 2;
  const certificate = await signCertificate({
    subject: { alg, publicKey: request.publicKey }, roles: [request.role], place: "", readers: [], epoch: 0, notAfterMs: now() + enrolment.validDays * DAY_MS,
  }, authority);
  const replica = await replicaIdOf(request.publicKey, primitives);
  await database.transaction((tx) => enrolReplica(tx, replica, certificate, services));
  return certificate;
});
