/**
 * What a hub does whenever its line is up: gives its upstream all that it lacks, asks to be known there, and takes back the upstream's
 * word for those who ask here. May stop at any line and be begun again. The hub's program and the simulation call this one step.
 */
import { segmentLimits, type Certificate, type ReplicaId } from "@hocvuso/contract";
import { sameBytes, toHex } from "./bytes.ts";
import { openAnyCertificate, openCertificate, signEnrolmentRequest } from "./certificate.ts";
import type { CarriedDocument, DepotStore } from "./depot.ts";
import { askHave, deliver, PARCELS_A_PUT, showCertificates, type Met, type Transport } from "./exchange.ts";
import type { Primitives, ReplicaKey } from "./primitives.ts";
import { frame } from "./frames.ts";
import { openReceipt } from "./receipt.ts";
import { openErasure } from "./sealed-details.ts";
import { replicaIdOf } from "./segment.ts";
import { decodePutAnswer, type HaveAnswer, type PutVerdict, type StoreNamed } from "./sync-messages.ts";

export type ForwardGiven = {
  readonly store: DepotStore;
  readonly upstream: Transport;
  /** The hub's own key. */
  readonly key: ReplicaKey;
  readonly primitives: Primitives;
  /** Whom the hub believes; undefined before it has met anybody: the first province's authority that upstream shows is then believed for good. */
  readonly authority: Uint8Array | undefined;
  /** Ask about these logs only, into which something has come; absent: about all, as one must now and then, for upstream may have been put back to an old backup. */
  readonly only?: readonly ReplicaId[];
};

export type Forwarded = {
  readonly peer: StoreNamed;
  readonly authority: Uint8Array | undefined;
  /** The authority's certificate for this hub; undefined while a person has yet to approve it. The hub carries all the same. */
  readonly ownCertificate: Uint8Array | undefined;
  /** Segments that upstream keeps apart or would not take, with its reason. They stay here. */
  readonly refused: readonly PutVerdict[];
};

/** Rejects when upstream did not answer; what it said until then is kept. */
export async function forward({ store, upstream, key, primitives, authority, only }: ForwardGiven): Promise<Forwarded> {
  const own = await replicaIdOf(key.publicKey, primitives);
  const replicas = [own, ...(only ?? await store.replicas()).filter((replica) => replica !== own)];
  let believed = authority;
  let ownCertificate: Uint8Array | undefined;
  let peer: StoreNamed | undefined;
  const refused: PutVerdict[] = [];
  for (let at = 0; at < replicas.length; at += segmentLimits.haveReplicas) {
    const part = replicas.slice(at, at + segmentLimits.haveReplicas);
    const answer = await askHave(store, part, upstream, at === 0 ? (await store.parcels()).map(({ person }) => person) : []);
    peer ??= answer.store;
    believed ??= await authorityShown(answer, primitives);
    await keepWord(answer);
    if (at === 0) ownCertificate = await certificateOf(own, answer) ?? await askEnrolment();
    const ofStores = (await store.carried([])).certificates;
    await showCertificates((await store.carried(part)).certificates.filter((certificate) => !ofStores.some((other) => sameBytes(other, certificate))), answer, upstream);
    const met = await deliver(store, part, answer, upstream);
    await keepWord(met);
    refused.push(...met.refused);
  }
  if (peer === undefined) throw new Error("a hub always asks about itself");
  const parcels = await store.parcels();
  for (let at = 0; at < parcels.length; at += PARCELS_A_PUT) {
    const { verdicts } = decodePutAnswer(await upstream.put(frame(parcels.slice(at, at + PARCELS_A_PUT).map(({ bytes }) => bytes))));
    await store.handedOn(verdicts.filter(({ status }) => status === "stored" || status === "have").map(({ hash }) => hash));
  }
  return { peer, authority: believed, ownCertificate, refused };

  async function certificateOf(replica: ReplicaId, { certificates }: HaveAnswer): Promise<Uint8Array | undefined> {
    return (await believable(certificates)).find((found) => found.replica === replica)?.bytes;
  }

  async function askEnrolment(): Promise<Uint8Array | undefined> {
    const granted = await upstream.enrol?.(await signEnrolmentRequest({ role: "hub" }, key));
    if (granted !== undefined) await keepWord({ certificates: [granted], receipts: [] });
    return granted;
  }

  async function believable(certificates: readonly Uint8Array[]): Promise<readonly { readonly replica: ReplicaId; readonly certificate: Certificate; readonly bytes: Uint8Array }[]> {
    if (believed === undefined) return [];
    const found: { readonly replica: ReplicaId; readonly certificate: Certificate; readonly bytes: Uint8Array }[] = [];
    for (const bytes of certificates) {
      const certificate = await openCertificate(bytes, believed, primitives);
      if (certificate !== undefined) found.push({ replica: await replicaIdOf(certificate.subject.publicKey, primitives), certificate, bytes });
    }
    return found;
  }

  /** Keeps, to be handed on, only what the authority signed, and the receipts of provinces that it certified. */
  async function keepWord({ certificates, receipts }: Pick<Met, "certificates" | "receipts">): Promise<void> {
    for (const bytes of certificates) {
      const erased = believed === undefined ? undefined : await openErasure(bytes, believed, primitives);
      if (erased !== undefined) await store.erase(erased, bytes);
    }
    const documents = new Map<string, CarriedDocument>();
    const known = await believable(certificates);
    for (const { replica, certificate, bytes } of known) {
      documents.set(`certificate ${replica}`, { kind: "certificate", replica, signer: certificate.authority, bytes, isStore: certificate.roles.includes("province") });
    }
    const stores = [...known, ...await believable((await store.carried([])).certificates)].filter(({ certificate }) => certificate.roles.includes("province"));
    for (const bytes of receipts) {
      const receipt = await openReceipt(bytes, primitives);
      if (receipt === undefined || receipt.level === 0 || !stores.some(({ certificate }) => sameBytes(certificate.subject.publicKey, receipt.store))) continue;
      const { replica, level, store: signer } = receipt;
      documents.set(`receipt ${replica} ${level} ${toHex(signer)}`, { kind: "receipt", replica, level, signer, bytes });
    }
    if (documents.size > 0) await store.keepCarried([...documents.values()]);
  }
}

async function authorityShown({ certificates }: HaveAnswer, primitives: Primitives): Promise<Uint8Array | undefined> {
  const opened = await Promise.all(certificates.map((bytes) => openAnyCertificate(bytes, primitives)));
  return opened.find((certificate) => certificate?.roles.includes("province") === true)?.authority.slice();
}
