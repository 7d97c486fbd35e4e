/** The province's word that it knows a phone or a hub, asked for by the replica itself or decided by a person: one form for both. */
import type { ReplicaRole } from "@hocvuso/contract";
import { signCertificate } from "@hocvuso/journal";
import type { Services } from "../services.ts";

const DAY_MS = 86_400_000;

/** @param place unit where it serves; empty: the whole province. */
export function certifyReplica({ publicKey, role, place = "" }: { readonly publicKey: Uint8Array; readonly role: ReplicaRole; readonly place?: string }, { enrolment, authority, now }: Pick<Services, "enrolment" | "authority" | "now">): Promise<Uint8Array> {
  const alg = publicKey.length === 32 ? 1 : 2;
  return signCertificate({ subject: { alg, publicKey }, roles: [role], place, readers: [], epoch: 0, notAfterMs: now() + enrolment.validDays * DAY_MS }, authority);
}
