/**
 * A phone's side of the journal: keeps facts, seals them, meets stores, carries for others, learns whom to trust, lets go of what the
 * province has safely. Everything it knows is on its shelf, so two tabs and a restart see the same.
 *
 * Rules that others lean on: nothing is deleted but under a receipt of level 2 by a store that this phone's authority certified as the
 * province's; a log found to be written by two (a cloned profile) goes on under a new key; no clock decides anything.
 */
import { segmentLimits, type Certificate, type PersonId, type ReaderKey, type Receipt, type ReceiptLevel, type ReplicaId, type ReplicaRole, type Segment, type SegmentHash, type Tip } from "@hocvuso/contract";
import { logState } from "./append-facts.ts";
import { concatBytes, sameBytes, toHex } from "./bytes.ts";
import { openAnyCertificate, signEnrolmentRequest } from "./certificate.ts";
import { atOrBefore } from "./chain.ts";
import { askHave, deliver, PARCELS_A_PUT, showCertificates, type Met, type Transport } from "./exchange.ts";
import { openFrames } from "./depot.ts";
import { frame } from "./frames.ts";
import type { Primitives, ReplicaKey } from "./primitives.ts";
import { openReceipt } from "./receipt.ts";
import { beginNewLog, commitSeal, readTail, sendWordOfTooLarge } from "./replica-log.ts";
import { openErasure, openKeyParcel, signKeyParcel, type KeyParcel, type SubjectKey } from "./sealed-details.ts";
import { replicaIdOf, sealSegment, usableReader } from "./segment.ts";
import { linkKey, linksOf, shelfEventStore } from "./shelf-event-store.ts";
import type { Shelf, ShelfTransaction } from "./shelf.ts";
import { decodePutAnswer, type PutVerdict } from "./sync-messages.ts";

/** Makes and opens key pairs; what is kept of one is the adapter's own and stays on the shelf. */
export interface KeyMaker {
  make(): Promise<unknown>;
  open(kept: unknown): ReplicaKey;
}

export type PhoneJournalGiven = {
  readonly shelf: Shelf;
  readonly primitives: Primitives;
  readonly keys: KeyMaker;
  /** What this phone asks to be enrolled as. */
  readonly role: ReplicaRole;
  readonly scope: string;
  /** The device's clock, ms since 1970. */
  readonly now: () => number;
  /** People of whom the app holds something besides: it is told when one of them is to be nowhere any more. */
  readonly people?: { readonly held: () => Promise<readonly PersonId[]>; readonly forget: (erased: readonly PersonId[]) => Promise<void> };
};

/** What has become of the facts this phone kept, all its logs together. Counts of facts; each is in exactly one. */
export type Outbox = {
  /** Here only. */
  readonly unsent: number;
  /** Also at a hub or with a carrier that signed for it. */
  readonly sent: number;
  /** Committed by the province. */
  readonly received: number;
  /** In the province's backup: this phone need not keep it. */
  readonly safe: number;
};

export type Exchanged = {
  readonly met: Met;
  /** Whether the authority certified the peer, and as what. */
  readonly peerRoles: readonly ReplicaRole[];
  /** Whether a key was changed because two were writing one log. */
  readonly isNewLog: boolean;
  /** Segments of this phone or carried that the peer keeps apart, with its reason. */
  readonly refused: readonly PutVerdict[];
};

/** What the ambassador's class sheet holds of a phone: which log, and how far it should come. */
export type Slip = { readonly replica: ReplicaId; readonly next: number; readonly tips: readonly Tip[] };

export type Taken = { readonly hash: SegmentHash; readonly replica?: ReplicaId; readonly status: "stored" | "have" | "corrupt" };

/** @property acknowledgedBy public keys, in hexadecimal, of the stores that have it; after "away " where it was somebody away from the app's own address who gave the key as his. */
export type KeptParcel = { readonly person: PersonId; readonly hash: SegmentHash; readonly bytes: Uint8Array; readonly acknowledgedBy: readonly string[] };

/** Opens each document once: the same bytes come again at every meeting, and on a cheap phone a signature takes a millisecond to check. */
function remembering<Document>(open: (bytes: Uint8Array) => Promise<Document | undefined>): typeof open {
  const known = new Map<string, { readonly bytes: Uint8Array; readonly document: Document }>();
  return async (bytes) => {
    const name = toHex(bytes.subarray(-8));
    const before = known.get(name);
    if (before !== undefined && sameBytes(before.bytes, bytes)) return before.document;
    const document = await open(bytes);
    if (known.size >= 1_000) known.clear();
    if (document !== undefined) known.set(name, { bytes: bytes.slice(), document });
    return document;
  };
}

/** Facts in one segment when more are waiting: a class of an evening. Fewer where their bytes would not fit. */
const SEGMENT_FACTS = 1_200;

/** A full disk keeps nobody from handing on what is there: what could not be kept now comes again at the next meeting. */
function whereThereIsRoom<Result>(keeping: Promise<Result>): Promise<Result | undefined> {
  return keeping.catch((refusal: unknown) => {
    if (refusal instanceof Error && refusal.name === "QuotaExceededError") return undefined;
    throw refusal;
  });
}

export type PhoneJournal = ReturnType<typeof openPhoneJournal>;

export function openPhoneJournal({ shelf, primitives, keys, role, scope, now, people }: PhoneJournalGiven) {
  const store = shelfEventStore(shelf, primitives);
  /** Sealed, but the disk had no room for it. Kept in its place as soon as there is, for it may have been given away. */
  let unkept: Segment | undefined;
  const receiptIn = remembering((bytes) => openReceipt(bytes, primitives));
  const certificateIn = remembering((bytes) => openAnyCertificate(bytes, primitives));

  async function certificateBy(trusted: Uint8Array, bytes: Uint8Array): Promise<Certificate | undefined> {
    const certificate = await certificateIn(bytes);
    return certificate !== undefined && sameBytes(certificate.authority, trusted) ? certificate : undefined;
  }

  /** This phone's key, made at the first need. Two tabs get the same one. */
  async function ownKey(): Promise<ReplicaKey> {
    const kept = await shelf.read(["replicaKey"], (tx) => tx.get("replicaKey", "own"));
    if (kept !== undefined) return keys.open(kept);
    const fresh = await keys.make();
    return keys.open(await shelf.write(["replicaKey"], async (tx) => {
      const first = await tx.get("replicaKey", "own");
      if (first === undefined) await tx.put("replicaKey", "own", fresh);
      return first ?? fresh;
    }));
  }

  async function ownReplica(): Promise<ReplicaId> {
    return replicaIdOf((await ownKey()).publicKey, primitives);
  }

  async function authority(): Promise<Uint8Array | undefined> {
    return await shelf.read(["trust"], (tx) => tx.get("trust", "authority")) as Uint8Array | undefined; // only `trustOrigin` writes it
  }

  /** Certificates of the authority that this phone holds, its own among them. */
  async function certificates(): Promise<readonly Certificate[]> {
    const trusted = await authority();
    if (trusted === undefined) return [];
    const kept = await shelf.read(["certificates"], (tx) => tx.list("certificates")) as readonly Uint8Array[]; // as `learn` keeps them
    const opened = await Promise.all(kept.map((bytes) => certificateBy(trusted, bytes)));
    return opened.filter((certificate) => certificate !== undefined);
  }

  async function certificateOf(replica: ReplicaId): Promise<Uint8Array | undefined> {
    return await shelf.read(["certificates"], (tx) => tx.get("certificates", replica)) as Uint8Array | undefined; // likewise
  }

  /**
   * The authority of whoever answers at the app's own origin, the province or a hub of it, is trusted from then on; another is not let in
   * its place. Who answers names it by the first certificate alone: the others may be anybody's.
   */
  async function trustOrigin(offered: readonly Uint8Array[]): Promise<void> {
    if ((await authority()) !== undefined) return;
    const [first] = offered;
    const certificate = first === undefined ? undefined : await certificateIn(first);
    if (certificate === undefined || !certificate.roles.some((as) => as === "province" || as === "hub")) return;
    await shelf.write(["trust"], async (tx) => {
      if ((await tx.get("trust", "authority")) === undefined) await tx.put("trust", "authority", certificate.authority.slice());
    });
  }

  /** Keeps the certificates and receipts that hold; anybody may have brought them. */
  async function learn({ certificates: offered, receipts }: { readonly certificates?: readonly Uint8Array[]; readonly receipts?: readonly Uint8Array[] }): Promise<void> {
    const trusted = await authority();
    if (trusted === undefined) return;
    const believed: { readonly replica: ReplicaId; readonly bytes: Uint8Array }[] = [];
    for (const bytes of offered ?? []) {
      const certificate = await certificateBy(trusted, bytes);
      if (certificate !== undefined) believed.push({ replica: await replicaIdOf(certificate.subject.publicKey, primitives), bytes });
    }
    const opened: { readonly receipt: Receipt; readonly bytes: Uint8Array }[] = [];
    for (const bytes of receipts ?? []) {
      const receipt = await receiptIn(bytes);
      if (receipt !== undefined) opened.push({ receipt, bytes });
    }
    const erased: PersonId[] = [];
    for (const bytes of offered ?? []) erased.push(...(await openErasure(bytes, trusted, primitives)) ?? []);
    if (believed.length + opened.length + erased.length === 0) return;
    await shelf.write(["certificates", "receipts", "parcels", "links"], async (tx) => {
      for (const person of erased) {
        for (const { hash } of await tx.list("parcels", { from: [person], to: [person, "~"] }) as readonly KeptParcel[]) await tx.delete("parcels", [person, hash]); // as `keepParcels` keeps them
      }
      for (const { replica, bytes } of believed) await tx.put("certificates", replica, bytes.slice());
      for (const { receipt, bytes } of opened) await keepReceipt(tx, receipt, bytes.slice());
    });
    if (erased.length > 0) await people?.forget(erased);
  }

  /** Under each end held here that it names, in place of those at or before it: what comes late, or tells of another's branch, takes nothing back. */
  async function keepReceipt(tx: ShelfTransaction, { replica, level, store: signer, tips }: Receipt, bytes: Uint8Array): Promise<void> {
    const under = (end: string) => [replica, level, toHex(signer), end];
    const links = await linksOf(tx, replica);
    for (const { hash } of tips) {
      const covered = atOrBefore(links, [hash]);
      if (covered.size === 0) await tx.put("receipts", under(""), bytes);
      else if ((await tx.get("receipts", under(hash))) === undefined) {
        for (const earlier of covered) await tx.delete("receipts", under(earlier));
        await tx.put("receipts", under(hash), bytes);
      }
    }
  }

  /** The receipts of certified stores for one replica. Those that a restored province gave before it was put back say nothing of what it holds now, except level 2. */
  async function receiptsFor(replica: ReplicaId, known: readonly Certificate[]): Promise<readonly Receipt[]> {
    const kept = await shelf.read(["receipts"], (tx) => tx.list("receipts", { from: [replica], to: [replica, Number.MAX_SAFE_INTEGER] })) as readonly Uint8Array[]; // as `learn` keeps them
    const opened = await Promise.all(kept.map(receiptIn));
    const newestEpoch = Math.max(0, ...provincesAmong(known).map(({ epoch }) => epoch));
    return opened.filter((receipt) => receipt !== undefined).filter((receipt) => {
      const of = known.find(({ subject }) => sameBytes(subject.publicKey, receipt.store));
      if (of === undefined) return false;
      if (receipt.level === 0) return of.roles.includes("hub") || of.roles.includes("province");
      return of.roles.includes("province") && of.epoch === receipt.epoch && (receipt.level === 2 || receipt.epoch === newestEpoch);
    });
  }

  function provincesAmong(known: readonly Certificate[]): readonly Certificate[] {
    return known.filter(({ roles }) => roles.includes("province"));
  }

  function named(receipts: readonly Receipt[], level: ReceiptLevel): SegmentHash[] {
    return receipts.filter((receipt) => receipt.level >= level).flatMap(({ tips }) => tips.map(({ hash }) => hash));
  }

  /** Whom to seal to: one key of the province's, and one of each hub that may read. None: nothing can be sealed yet. */
  async function readers(known: readonly Certificate[]): Promise<readonly ReaderKey[]> {
    const chosen = new Map<string, ReaderKey>();
    for (const { readers: alternatives } of known) {
      const reader = await usableReader(alternatives, primitives);
      if (reader !== undefined) chosen.set(toHex(reader.publicKey), reader);
    }
    return [...chosen].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, reader]) => reader).slice(0, segmentLimits.recipients);
  }

  /** Seals all that waits. A second sealer at the same time finds the tail moved and stops. */
  async function seal(): Promise<"sealed" | "nobody-to-seal-to"> {
    if (unkept !== undefined) await commitSeal(shelf, unkept);
    unkept = undefined;
    const to = await readers(await certificates());
    for (let most = SEGMENT_FACTS; ;) {
      const tail = await readTail(shelf, most);
      if (tail.facts.length === 0) return "sealed";
      if (to.length === 0) return "nobody-to-seal-to";
      const segment = await sealSegment({ ...tail, scope, wallMs: now() }, await ownKey(), primitives, to);
      if (segment.bytes.length <= segmentLimits.segmentBytes) {
        unkept = segment;
        const isKept = await commitSeal(shelf, segment);
        unkept = undefined;
        if (!isKept) return "sealed";
        most = SEGMENT_FACTS;
      } else if (tail.facts.length > 1) most = Math.ceil(tail.facts.length / 2);
      else await sendWordOfTooLarge(shelf, tail);
    }
  }

  /** @param isOrigin whether this is the address the app came from: there, and nowhere else, it learns whom to trust. */
  async function exchange(transport: Transport, { isOrigin }: { readonly isOrigin: boolean }): Promise<Exchanged> {
    const own = await ownReplica();
    const held = await store.replicas();
    const replicas = [own, ...held.filter((replica) => replica !== own)].slice(0, segmentLimits.haveReplicas);
    const answer = await askHave(store, replicas, transport, [...(await keptParcels()).map(({ person }) => person), ...await people?.held() ?? []]);
    if (isOrigin) await trustOrigin(answer.certificates);
    await whereThereIsRoom(learn(answer));
    const certified = (await Promise.all(replicas.map(certificateOf))).filter((certificate) => certificate !== undefined);
    await showCertificates(certified, answer, transport);
    if (transport.enrol !== undefined && (await certificateOf(own)) === undefined) await askEnrolment(transport.enrol);
    await whereThereIsRoom(seal());
    const met = await deliver(store, replicas, answer, transport);
    await whereThereIsRoom(learn(met));
    await whereThereIsRoom(offerParcels(met, transport, isOrigin));
    const known = await certificates();
    const peerRoles = known.find(({ subject }) => sameBytes(subject.publicKey, met.peer.publicKey))?.roles ?? [];
    // Not before the old log is enrolled: nobody could ask for it once its key is gone.
    const isNewLog = peerRoles.includes("province") && (await certificateOf(own)) !== undefined && (await whereThereIsRoom(beginAnewIfWrittenByTwo(own, met.heldBefore.get(own) ?? []))) === true;
    await whereThereIsRoom(letGo(known));
    return { met, peerRoles, isNewLog, refused: met.refused };
  }

  /**
   * Once to each store, and again to one that was put back to an older backup: it has another key then. That a parcel is held nobody signs, so whoever
   * answers away from the app's own address is believed only for himself: a hub that calls itself the province keeps no parcel out of the bundles.
   */
  async function offerParcels({ peer }: Met, transport: Transport, isOrigin: boolean): Promise<void> {
    const kept = await keptParcels();
    const store = `${isOrigin ? "" : "away "}${toHex(peer.publicKey)}`;
    const offered = kept.filter(({ acknowledgedBy }) => !acknowledgedBy.includes(store));
    for (let at = 0; at < offered.length; at += PARCELS_A_PUT) {
      const part = offered.slice(at, at + PARCELS_A_PUT);
      const { verdicts } = decodePutAnswer(await transport.put(frame(part.map(({ bytes }) => bytes))));
      const taken = new Set(verdicts.filter(({ status }) => status === "stored" || status === "have").map(({ hash }) => hash));
      await shelf.write(["parcels"], async (tx) => {
        for (const parcel of part) {
          const held = await tx.get("parcels", [parcel.person, parcel.hash]) as KeptParcel | undefined; // it may have been erased meanwhile
          if (held !== undefined && taken.has(parcel.hash)) await tx.put("parcels", [parcel.person, parcel.hash], { ...held, acknowledgedBy: [...held.acknowledgedBy, store] });
        }
      });
    }
  }

  async function keptParcels(): Promise<readonly KeptParcel[]> {
    return await shelf.read(["parcels"], (tx) => tx.list("parcels")) as readonly KeptParcel[]; // as `keepParcels` keeps them
  }

  async function keepParcels(parcels: readonly KeyParcel[]): Promise<readonly ("stored" | "have")[]> {
    if (parcels.length === 0) return [];
    return shelf.write(["parcels"], async (tx) => {
      const answers: ("stored" | "have")[] = [];
      for (const { person, hash, bytes } of parcels) {
        const isHeld = (await tx.get("parcels", [person, hash])) !== undefined;
        if (!isHeld) await tx.put("parcels", [person, hash], { person, hash, bytes: bytes.slice(), acknowledgedBy: [] } satisfies KeptParcel);
        answers.push(isHeld ? "have" : "stored");
      }
      return answers;
    });
  }

  /** Makes the key under which words about a person are closed, and keeps it, wrapped for the province. Undefined before this phone has met one. */
  async function newSubjectKey(person: PersonId): Promise<SubjectKey | undefined> {
    const to = await readers(await certificates());
    if (to.length === 0) return undefined;
    const subject = { person, key: primitives.random(32) };
    const parcel = await openKeyParcel(await signKeyParcel(subject, to, await ownKey(), primitives), primitives);
    if (parcel !== undefined) await keepParcels([parcel]);
    return subject;
  }

  /** That nobody could be asked (a hub without a line) is no reason not to go on: what is sent is kept, and the next meeting asks again. */
  async function askEnrolment(enrol: NonNullable<Transport["enrol"]>): Promise<void> {
    const former = (await shelf.read(["log"], logState)).former?.at(-1);
    const certificate = await enrol(await signEnrolmentRequest({ role, ...(former === undefined ? {} : { formerly: former }) }, await ownKey())).catch(() => undefined);
    if (certificate !== undefined) await learn({ certificates: [certificate] });
  }

  /** The province, or a bundle, has a segment of this log that this phone never wrote: the profile was cloned, or put back to an older image. */
  async function beginAnewIfWrittenByTwo(own: ReplicaId, tips: readonly Tip[]): Promise<boolean> {
    const { links, previous } = await shelf.read(["links", "log"], async (tx) => ({ links: await linksOf(tx, own), previous: (await logState(tx)).previous }));
    // What this phone wrote lies at or before its last segment. The rest of its log may have come to it as anybody's does, carried.
    const written = atOrBefore(links, previous === null ? [] : [previous]);
    const isOwn = (hash: SegmentHash) => written.has(hash) || hash === unkept?.hash;
    if (links.every(({ hash }) => isOwn(hash)) && tips.every(({ hash }) => isOwn(hash))) return false;
    return beginNewLog(shelf, { former: own, newKey: await keys.make() });
  }

  /** Lets go of the bytes of all that a province's receipt of level 2 names, or that lies before it. */
  async function letGo(known: readonly Certificate[]): Promise<void> {
    for (const replica of await store.replicas()) {
      const safe = named(await receiptsFor(replica, known), 2);
      if (safe.length === 0) continue;
      const letting = async (tx: ShelfTransaction) => {
        const links = await linksOf(tx, replica);
        const covered = atOrBefore(links, safe);
        return links.filter(({ hash, isLetGo }) => isLetGo !== true && covered.has(hash));
      };
      // Most meetings find nothing new, and a phone's disk is slow to write.
      if ((await shelf.read(["links"], letting)).length === 0) continue;
      await shelf.write(["segments", "links"], async (tx) => {
        for (const kept of await letting(tx)) {
          await tx.delete("segments", kept.hash);
          await tx.put("links", linkKey(kept), { ...kept, isLetGo: true });
        }
      });
    }
  }

  async function outbox(): Promise<Outbox> {
    const log = await shelf.read(["log"], logState);
    const known = await certificates();
    const counts = { unsent: log.next - log.sealedNext, sent: 0, received: 0, safe: 0 };
    const own = (await shelf.read(["replicaKey"], (tx) => tx.get("replicaKey", "own"))) === undefined ? [] : [await ownReplica()];
    for (const replica of [...(log.former ?? []), ...own]) {
      const receipts = await receiptsFor(replica, known);
      const links = await store.links(replica);
      const [sent, received, safe] = ([0, 1, 2] as const).map((level) => atOrBefore(links, named(receipts, level)));
      for (const { hash, count } of links) {
        counts[safe?.has(hash) ? "safe" : received?.has(hash) ? "received" : sent?.has(hash) ? "sent" : "unsent"] += count;
      }
    }
    return counts;
  }

  /** What others' phones, files and hubs give to be carried: every frame is judged alone. */
  async function take(frames: Uint8Array): Promise<readonly Taken[]> {
    const { valid, parcels, aside } = await openFrames(frames, primitives);
    const answers = await store.add(valid);
    const kept = await keepParcels(parcels);
    return [
      ...valid.map(({ hash, replica }, i): Taken => ({ hash, replica, status: answers[i] ?? "have" })),
      ...parcels.map(({ hash }, i): Taken => ({ hash, status: kept[i] ?? "have" })),
      ...aside.map(({ hash }): Taken => ({ hash, status: "corrupt" })),
    ];
  }

  /**
   * All that the province has not signed for, own and carried, as frames: the content of a bundle. Empty bytes: nothing to give. On a
   * full disk it holds what could be sealed and not kept; should that be sealed again otherwise, both are counted once and the log begins anew.
   */
  async function bundle(): Promise<Uint8Array> {
    await whereThereIsRoom(seal());
    const known = await certificates();
    const parts: Uint8Array[] = unkept === undefined ? [] : [frame([unkept.bytes])];
    for (const replica of await store.replicas()) {
      const tips = (await receiptsFor(replica, known)).filter(({ level }) => level >= 1).flatMap((receipt) => receipt.tips);
      const offered = new Set<SegmentHash>();
      for (;;) {
        const missing = await store.after(replica, { tips, except: offered });
        if (missing.length === 0) break;
        for (const { hash } of missing) offered.add(hash);
        parts.push(frame(missing.map(({ bytes }) => bytes)));
      }
    }
    // What a province acknowledged before it was put back it may have lost.
    const newestEpoch = Math.max(0, ...provincesAmong(known).map(({ epoch }) => epoch));
    const provinces = new Set(provincesAmong(known).filter(({ epoch }) => epoch === newestEpoch).map(({ subject }) => toHex(subject.publicKey)));
    const waiting = (await keptParcels()).filter(({ acknowledgedBy }) => !acknowledgedBy.some((store) => provinces.has(store)));
    if (waiting.length > 0) parts.push(frame(waiting.map(({ bytes }) => bytes)));
    return concatBytes(parts);
  }

  /** Fetches what a hub holds of other phones and this one does not: the tail of the class, mirrored. */
  async function mirror(transport: Transport, replicas: readonly ReplicaId[]): Promise<readonly Taken[]> {
    const taken: Taken[] = [];
    for (const replica of transport.get === undefined ? [] : replicas) {
      const [tip] = (await store.tips([replica])).get(replica) ?? [];
      taken.push(...await take(await transport.get?.(replica, tip?.hash) ?? new Uint8Array()));
    }
    return taken;
  }

  async function slip(): Promise<Slip> {
    const replica = await ownReplica();
    const { next } = await shelf.read(["log"], logState);
    return { replica, next, tips: (await store.tips([replica])).get(replica) ?? [] };
  }

  /** What a phone without a line needs to believe the receipts it is handed: the certificates of the province, also of one restored since. */
  async function certificatesToHandBack(): Promise<readonly Uint8Array[]> {
    const known = provincesAmong(await certificates());
    const kept = await Promise.all(known.map(async ({ subject }) => certificateOf(await replicaIdOf(subject.publicKey, primitives))));
    return kept.filter((bytes) => bytes !== undefined);
  }

  /** The receipts this phone holds for another's log, each once, to be handed back as QR codes. */
  async function receiptsToHandBack(replica: ReplicaId): Promise<readonly Uint8Array[]> {
    const kept = await shelf.read(["receipts"], (tx) => tx.list("receipts", { from: [replica, 1], to: [replica, Number.MAX_SAFE_INTEGER] })) as readonly Uint8Array[]; // as `learn` keeps them
    return [...new Map(kept.map((bytes) => [toHex(bytes), bytes])).values()];
  }

  /** Of other phones' logs: how far this one has them, and how far certified stores have signed for them. */
  async function delivered(replica: ReplicaId): Promise<{ readonly here: readonly Tip[]; readonly received: readonly Tip[] }> {
    const receipts = await receiptsFor(replica, await certificates());
    return { here: (await store.tips([replica])).get(replica) ?? [], received: receipts.filter(({ level }) => level >= 1).flatMap(({ tips }) => tips) };
  }

  return {
    store, seal, exchange, learn, newSubjectKey, outbox, take, bundle, mirror, slip, receiptsToHandBack, certificatesToHandBack, delivered, certificates, ownKey, ownReplica, authority,
  };
}
