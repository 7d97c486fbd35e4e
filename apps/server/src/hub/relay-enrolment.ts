/**
 * POST /sync/enrol on a hub: only the province enrols, so what is asked here is asked there, with the asker's own signature. Without a
 * line the phone is told so plainly and asks again; a certificate that is shown is kept until the province can be shown it.
 */
import { openCertificate, openEnrolmentRequest, replicaIdOf } from "@hocvuso/journal";
import { bytes } from "../http/endpoint.ts";
import { REQUEST_BYTES } from "../http/enrol-replica.ts";
import { Problem } from "../http/problem.ts";
import { openDepotStore } from "../postgres/depot-store.ts";
import type { HubServices } from "../services.ts";
import { believedAuthority } from "./upstream.ts";

export const relayEnrolment = bytes(REQUEST_BYTES, async (body, services: HubServices, language) => {
  const { upstream, primitives } = services;
  const isShown = await keepIfBelieved(body, services);
  if (!isShown && (await openEnrolmentRequest(body, primitives)) === undefined) throw new Problem("malformed", { where: "enrol" });
  const answer = await upstream.askEnrolment(body, language).catch(() => undefined);
  if (answer === undefined || answer.status >= 500) {
    if (isShown) return body;
    throw new Problem("line-down");
  }
  if (!answer.ok) return new Response(await answer.text(), { status: answer.status, headers: { "content-type": "application/json", "cache-control": "no-store" } });
  const certificate = new Uint8Array(await answer.arrayBuffer());
  await keepIfBelieved(certificate, services);
  return certificate;
});

/** Keeps what the hub's authority signed, to be handed on. @returns whether it did. */
async function keepIfBelieved(document: Uint8Array, { database, primitives }: HubServices): Promise<boolean> {
  const authority = await believedAuthority(database);
  const certificate = authority === undefined ? undefined : await openCertificate(document, authority, primitives);
  if (certificate === undefined) return false;
  const replica = await replicaIdOf(certificate.subject.publicKey, primitives);
  await openDepotStore(database, primitives).keepCarried([{ kind: "certificate", replica, signer: certificate.authority, bytes: document, isStore: certificate.roles.includes("province") }]);
  return true;
}
