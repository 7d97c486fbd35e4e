/**
 * The answering side: what a province's or a hub's store says to have and put, and which segments count. A province counts what its
 * enrolled replicas wrote; the rest it keeps apart until somebody decides. Which segments count is a function of the segments and the
 * decisions held, in whatever order both came.
 */
import { type PersonId, type ReceiptLevel, type ReplicaId, type Segment, type SegmentHash, type Tip } from "@hocvuso/contract";
import { atOrBefore, linkOf, runEnds } from "./chain.ts";
import type { EventStore } from "./event-store.ts";
import { frame, unframe } from "./frames.ts";
import type { Primitives, ReplicaKey } from "./primitives.ts";
import { signReceipt } from "./receipt.ts";
import { mayHoldSubjectKey, openKeyParcel, type KeyParcel } from "./sealed-details.ts";
import { openSegment } from "./segment.ts";
import { decodeHave, encodeHaveAnswer, encodePutAnswer, type PutVerdict, type ReplicaTips, type StoreNamed } from "./sync-messages.ts";

/** What was decided about a replica; of one never enrolled there is none. */
export type Decision = {
  /** The newest, as it was signed. */
  readonly certificate: Uint8Array;
  /** The last good segment of each revocation (`CHAIN_START`: nothing of its log is good); none for a replica in good standing. */
  readonly revokedAfter: readonly SegmentHash[];
};

/** What a depot keeps beside segments. The promises are in `depot-store.suite.ts`. */
export interface DepotStore extends EventStore {
  /** @param counting which of the segments count from the start; the others are kept apart. */
  add(segments: readonly Segment[], counting?: ReadonlySet<SegmentHash>): Promise<readonly ("stored" | "have")[]>;
  decisions(replicas: readonly ReplicaId[]): Promise<ReadonlyMap<ReplicaId, Decision>>;
  /** Keeps a certificate in place of an earlier one. */
  keepCertificate(replica: ReplicaId, certificate: Uint8Array): Promise<void>;
  /** Keeps a revocation beside earlier ones. */
  keepRevocation(replica: ReplicaId, revocation: { readonly lastGood: SegmentHash; readonly bytes: Uint8Array }): Promise<void>;
  /** Segments of one replica by whether they count, in log order. */
  counting(replica: ReplicaId): Promise<{ readonly counts: readonly SegmentHash[]; readonly apart: readonly SegmentHash[] }>;
  setCounting(replica: ReplicaId, hashes: readonly SegmentHash[], isCounting: boolean): Promise<void>;
  /** In log order; those not held are absent. */
  segments(replica: ReplicaId, hashes: readonly SegmentHash[]): Promise<readonly Segment[]>;
  /** Tips that a verified backup holds. */
  stableTips(replicas: readonly ReplicaId[]): Promise<ReadonlyMap<ReplicaId, readonly Tip[]>>;
  /** One answer a parcel, in their order. One for a person who was erased is answered "have" and thrown away. */
  keepParcels(parcels: readonly ParcelToKeep[]): Promise<readonly ("stored" | "have")[]>;
  /** Every parcel held, its bytes as they were signed. */
  parcels(): Promise<readonly { readonly person: PersonId; readonly bytes: Uint8Array }[]>;
  /** On a hub: throws away parcels that upstream has. */
  handedOn(parcels: readonly SegmentHash[]): Promise<void>;
  /** Throws away the parcels of these persons, and all that come later. */
  erase(persons: readonly PersonId[], erasure: Uint8Array): Promise<void>;
  /** Erasures of persons whose ids begin with one of these 8 digits, as the authority signed them; undefined: every one. */
  erasures(beginnings: readonly string[] | undefined): Promise<readonly Uint8Array[]>;
  /** On a hub: receipts and certificates from upstream that wait here for these replicas; the certificates of upstream's stores, for everybody, stand first. */
  carried(replicas: readonly ReplicaId[]): Promise<Carried>;
  /** Keeps what upstream signed, in place of the document before of the same kind, replica, level and signer. A list names none of these twice. */
  keepCarried(documents: readonly CarriedDocument[]): Promise<void>;
}

export type Carried = { readonly receipts: readonly Uint8Array[]; readonly certificates: readonly Uint8Array[] };

/** `signer`: the public key that signed it. */
export type CarriedDocument = { readonly replica: ReplicaId; readonly signer: Uint8Array; readonly bytes: Uint8Array } & (
  | { readonly kind: "receipt"; readonly level: ReceiptLevel }
  /** `isStore`: of a store, without whose certificate nobody believes its receipts. */
  | { readonly kind: "certificate"; readonly isStore: boolean }
);

/** Who answers. `level`: 1 for the province, 0 for a hub, which holds but never lets anybody delete. */
export type DepotIdentity = {
  readonly key: ReplicaKey;
  readonly level: Extract<ReceiptLevel, 0 | 1>;
  readonly named: StoreNamed;
  /** This store's own certificate, where it has one. */
  readonly certificate: Uint8Array | undefined;
  /** ms since 1970, written into receipts as evidence. */
  readonly now: () => number;
};

export type Arrived = {
  readonly valid: readonly Segment[];
  /** Keys of persons' words, on their way to the province beside the segments. */
  readonly parcels: readonly KeyParcel[];
  readonly aside: readonly { readonly hash: SegmentHash; readonly why: string; readonly bytes: Uint8Array }[];
  readonly leftoverBytes: number;
};

/** Judges each frame of a put alone; touches no store. */
export async function openFrames(body: Uint8Array, primitives: Primitives): Promise<Arrived> {
  const { units, leftoverBytes } = unframe(body);
  const opened = await Promise.all(units.map(async (unit) => {
    const found = await openSegment(unit, primitives);
    const parcel = found.is === "corrupt" ? await openKeyParcel(unit, primitives) : undefined;
    if (parcel !== undefined) return { is: "parcel" as const, parcel };
    return { ...found, bytes: unit };
  }));
  // Of a torn parcel nothing is kept: whoever is erased later would live on in what was set aside. Where frames were cut wrongly its pieces may lie in any of them.
  const mayTell = opened.some(({ is }) => is === "corrupt") && mayHoldSubjectKey(body);
  return {
    valid: opened.flatMap((found): Segment[] => (found.is === "valid" ? [found.segment] : [])),
    parcels: opened.flatMap((found) => (found.is === "parcel" ? [found.parcel] : [])),
    aside: opened.flatMap((found) => (found.is === "corrupt" ? [mayTell ? { ...found, bytes: new Uint8Array() } : found] : [])),
    leftoverBytes,
  };
}

/** What a store needs of a parcel: who opens it is not its business. */
export type ParcelToKeep = Pick<KeyParcel, "person" | "hash" | "bytes">;

/** What arrived, or was written here. */
export type ToKeep = Pick<Arrived, "valid" | "aside"> & { readonly parcels: readonly ParcelToKeep[] };

export type Kept = {
  /** One a frame, the valid ones first. */
  readonly verdicts: readonly PutVerdict[];
  /** Segments that count from now on, each once in its life: to be projected. */
  readonly counted: readonly Segment[];
};

/** Keeps what arrived. A hub keeps all and counts nothing. */
export async function keepArrived({ valid, parcels, aside }: ToKeep, store: DepotStore, { level }: Pick<DepotIdentity, "level">): Promise<Kept> {
  for (const found of aside) await store.setAside(found.bytes, found);
  const kept = parcels.length === 0 ? [] : await store.keepParcels(parcels);
  const others = [
    ...parcels.map(({ hash }, i): PutVerdict => ({ hash, status: kept[i] ?? "have", why: "" })),
    ...aside.map(({ hash, why }): PutVerdict => ({ hash, status: "corrupt", why })),
  ];
  if (valid.length === 0) return { verdicts: others, counted: [] };
  const replicas = [...new Set(valid.map(({ replica }) => replica))];
  const decisions = level === 0 ? new Map<ReplicaId, Decision>() : await store.decisions(replicas);
  const isInGoodStanding = (replica: ReplicaId) => decisions.get(replica)?.revokedAfter.length === 0;
  const counting = new Set(valid.filter(({ replica }) => isInGoodStanding(replica)).map(({ hash }) => hash));
  const answers = await store.add(valid, counting);
  const fresh = valid.filter((_, i) => answers[i] === "stored");
  const released: Segment[] = [];
  for (const [replica, { revokedAfter }] of decisions) {
    if (revokedAfter.length > 0 && fresh.some((segment) => segment.replica === replica)) released.push(...await release(replica, revokedAfter, store));
  }
  const counted = [...fresh.filter(({ hash }) => counting.has(hash)), ...released];
  const why = (replica: ReplicaId) => (decisions.has(replica) ? "revoked" : "not-enrolled");
  const verdicts = valid.map(({ hash, replica }, i): PutVerdict => {
    if (answers[i] !== "stored") return { hash, status: "have", why: "" };
    return level === 0 || counted.some((segment) => segment.hash === hash) ? { hash, status: "stored", why: "" } : { hash, status: "quarantined", why: why(replica) };
  });
  return { verdicts: [...verdicts, ...others], counted };
}

/** Of a revoked replica only what is at or before every last good segment counts; as long as that one is missing, nothing new does. */
function countable(links: Parameters<typeof atOrBefore>[0], revokedAfter: readonly SegmentHash[]): ReadonlySet<SegmentHash> {
  const [first = new Set<SegmentHash>(), ...others] = revokedAfter.map((hash) => atOrBefore(links, [hash]));
  return new Set([...first].filter((hash) => others.every((other) => other.has(hash))));
}

async function release(replica: ReplicaId, revokedAfter: readonly SegmentHash[], store: DepotStore): Promise<readonly Segment[]> {
  const { apart } = await store.counting(replica);
  const good = revokedAfter.length === 0 ? undefined : countable(await store.links(replica), revokedAfter);
  const released = apart.filter((hash) => good?.has(hash) ?? true);
  if (released.length === 0) return [];
  await store.setCounting(replica, released, true);
  return store.segments(replica, released);
}

/** @param certificate one that the authority signed for this replica. @returns the segments that count from now on. */
export async function enrol(replica: ReplicaId, certificate: Uint8Array, store: DepotStore): Promise<readonly Segment[]> {
  await store.keepCertificate(replica, certificate);
  return release(replica, (await store.decisions([replica])).get(replica)?.revokedAfter ?? [], store);
}

/** @returns the segments that no longer count: what was made of them is to be made again without them. */
export async function revoke(replica: ReplicaId, revocation: { readonly lastGood: SegmentHash; readonly bytes: Uint8Array }, store: DepotStore): Promise<readonly SegmentHash[]> {
  await store.keepRevocation(replica, revocation);
  const good = countable(await store.links(replica), (await store.decisions([replica])).get(replica)?.revokedAfter ?? [revocation.lastGood]);
  const taken = (await store.counting(replica)).counts.filter((hash) => !good.has(hash));
  await store.setCounting(replica, taken, false);
  return taken;
}

/** @throws Malformed */
export async function answerHave(message: Uint8Array, store: DepotStore, identity: DepotIdentity): Promise<Uint8Array> {
  const { version, replicas, holdsKeysOf } = decodeHave(message);
  const asked = replicas.map(({ replica }) => replica);
  const held = await heldOf(replicas, store);
  const decisions = await store.decisions(asked);
  const carried = await store.carried(asked);
  const certificates = [...(identity.certificate === undefined ? [] : [identity.certificate]), ...[...decisions.values()].map(({ certificate }) => certificate), ...carried.certificates, ...await store.erasures(holdsKeysOf)];
  return encodeHaveAnswer({ store: identity.named, held, receipts: [...await receiptsFor(held, replicas, store, identity), ...carried.receipts], certificates }, version);
}

export async function answerPut({ verdicts }: Kept, { valid, leftoverBytes }: Arrived, store: DepotStore, identity: DepotIdentity): Promise<Uint8Array> {
  const brought = [...new Set(valid.map(({ replica }) => replica))].map((replica): ReplicaTips => ({ replica, tips: runEnds(valid.filter((segment) => segment.replica === replica).map(linkOf)) }));
  const held = await heldOf(brought, store);
  return encodePutAnswer({ store: identity.named, verdicts, leftoverBytes, held, receipts: await receiptsFor(held, brought, store, identity) });
}

/** Frames of what lies after a tip, as many as fit in a put. */
export async function answerGet(replica: ReplicaId, after: SegmentHash | undefined, store: EventStore): Promise<Uint8Array> {
  const segments = await store.after(replica, { tips: after === undefined ? [] : [{ next: 0, hash: after }], except: new Set() });
  return frame(segments.map(({ bytes }) => bytes));
}

/** The tips held, and of what the peer named that which lies before them: a peer whose log or load ends earlier knows no later hash. */
async function heldOf(named: readonly ReplicaTips[], store: EventStore): Promise<readonly ReplicaTips[]> {
  const tips = await store.tips(named.map(({ replica }) => replica));
  const held: ReplicaTips[] = [];
  for (const { replica, tips: theirs } of named) {
    const own = tips.get(replica);
    if (own !== undefined) held.push({ replica, tips: await withPointsBefore(own, theirs, { replica, store }) });
  }
  return held;
}

async function withPointsBefore(own: readonly Tip[], theirs: readonly Tip[], { replica, store }: { readonly replica: ReplicaId; readonly store: EventStore }): Promise<readonly Tip[]> {
  const others = new Set(theirs.map(({ hash }) => hash));
  for (const { hash } of own) others.delete(hash);
  if (others.size === 0) return own;
  const links = await store.links(replica);
  const implied = atOrBefore(links, own.map(({ hash }) => hash));
  // The number is our own: a peer may name a hash that we hold with a place that it never had.
  return [...own, ...links.filter(({ hash }) => others.has(hash) && implied.has(hash)).map(({ hash, from, count }) => ({ next: from + count, hash }))];
}

/** One receipt a replica for what is held, and a second of level 2 for what a verified backup holds. */
async function receiptsFor(held: readonly ReplicaTips[], named: readonly ReplicaTips[], store: DepotStore, { key, level, named: { epoch }, now }: DepotIdentity): Promise<readonly Uint8Array[]> {
  const stable = level === 0 ? new Map<ReplicaId, readonly Tip[]>() : await store.stableTips(held.map(({ replica }) => replica));
  const theirs = new Map(named.map(({ replica, tips }) => [replica, tips]));
  const receipts: Promise<Uint8Array>[] = [];
  for (const { replica, tips } of held) {
    const sign = (as: ReceiptLevel, of: readonly Tip[]) => void receipts.push(signReceipt({ epoch, level: as, replica, tips: of, timeMs: now() }, key));
    sign(level, tips);
    const safe = stable.get(replica) ?? [];
    if (safe.length > 0) sign(2, await withPointsBefore(safe, theirs.get(replica) ?? [], { replica, store }));
  }
  return Promise.all(receipts);
}
