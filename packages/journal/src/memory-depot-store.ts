/** The depot of tests and simulations, in memory; a copy is a backup, or what a restore puts back. */
import type { PersonId, ReplicaId, Segment, SegmentHash, Tip } from "@hocvuso/contract";
import { toHex } from "./bytes.ts";
import type { CarriedDocument, Decision, DepotStore } from "./depot.ts";
import { beginningOf } from "./sync-messages.ts";
import { memoryEventStore, type MemoryEventStore } from "./memory-event-store.ts";

export type MemoryDepotStore = DepotStore & {
  readonly events: MemoryEventStore;
  readonly copy: () => MemoryDepotStore;
  /** Says that a verified backup holds these tips. */
  readonly markStable: (tips: ReadonlyMap<ReplicaId, readonly Tip[]>) => void;
};

type State = {
  readonly events: MemoryEventStore;
  readonly decided: ReadonlyMap<ReplicaId, Decision>;
  readonly counted: ReadonlySet<SegmentHash>;
  readonly stable: ReadonlyMap<ReplicaId, readonly Tip[]>;
  readonly documents: ReadonlyMap<string, CarriedDocument>;
  readonly parcels: ReadonlyMap<SegmentHash, { readonly person: PersonId; readonly bytes: Uint8Array }>;
  /** The persons erased, with the word of the authority. */
  readonly gone: ReadonlyMap<PersonId, Uint8Array>;
};

const empty = (): State => ({ events: memoryEventStore(), decided: new Map(), counted: new Set(), stable: new Map(), documents: new Map(), parcels: new Map(), gone: new Map() });

export function memoryDepotStore(from: State = empty()): MemoryDepotStore {
  const { events } = from;
  const decided = new Map(from.decided);
  const counted = new Set(from.counted);
  const stable = new Map(from.stable);
  const documents = new Map(from.documents);
  const parcels = new Map(from.parcels);
  const gone = new Map(from.gone);
  const inLogOrder = async (replica: ReplicaId) => (await events.links(replica)).toSorted((a, b) => a.from - b.from || (a.hash < b.hash ? -1 : 1)).map(({ hash }) => hash);
  return {
    ...events, events,
    copy: () => memoryDepotStore({ events: events.copy(), decided, counted, stable, documents, parcels, gone }),
    markStable(tips) {
      for (const [replica, own] of tips) stable.set(replica, own);
    },
    async add(segments, counting = new Set()) {
      const answers = await events.add(segments);
      segments.forEach(({ hash }, i) => { if (answers[i] === "stored" && counting.has(hash)) counted.add(hash); });
      return answers;
    },
    async decisions(replicas) {
      return new Map(replicas.flatMap((replica) => {
        const decision = decided.get(replica);
        return decision === undefined || decision.certificate.length === 0 ? [] : [[replica, decision] as const];
      }));
    },
    async keepCertificate(replica, certificate) {
      decided.set(replica, { certificate, revokedAfter: decided.get(replica)?.revokedAfter ?? [] });
    },
    async keepRevocation(replica, { lastGood }) {
      const before = decided.get(replica);
      decided.set(replica, { certificate: before?.certificate ?? new Uint8Array(), revokedAfter: [...new Set([...(before?.revokedAfter ?? []), lastGood])] });
    },
    async counting(replica) {
      const hashes = await inLogOrder(replica);
      return { counts: hashes.filter((hash) => counted.has(hash)), apart: hashes.filter((hash) => !counted.has(hash)) };
    },
    async setCounting(_, hashes, isCounting) {
      for (const hash of hashes) counted[isCounting ? "add" : "delete"](hash);
    },
    async segments(replica, hashes) {
      const wanted = new Set(hashes);
      return (await inLogOrder(replica)).flatMap((hash): Segment[] => (wanted.has(hash) ? [events.held.get(hash)].filter((segment) => segment !== undefined) : []));
    },
    async stableTips(replicas) {
      return new Map(replicas.flatMap((replica) => {
        const tips = stable.get(replica);
        return tips === undefined ? [] : [[replica, tips] as const];
      }));
    },
    async keepParcels(offered) {
      return offered.map(({ person, hash, bytes }) => {
        if (gone.has(person) || parcels.has(hash)) return "have";
        parcels.set(hash, { person, bytes });
        return "stored";
      });
    },
    async parcels() {
      return [...parcels.values()];
    },
    async handedOn(hashes) {
      for (const hash of hashes) parcels.delete(hash);
    },
    async erase(persons, erasure) {
      for (const person of persons) gone.set(person, erasure);
      for (const [hash, { person }] of parcels) if (gone.has(person)) parcels.delete(hash);
    },
    async erasures(beginnings) {
      const wanted = beginnings === undefined ? undefined : new Set(beginnings);
      return [...new Set([...gone].filter(([person]) => wanted?.has(beginningOf(person)) !== false).map(([, bytes]) => bytes))];
    },
    async carried(replicas) {
      const kept = [...documents.values()];
      const theirs = kept.filter(({ replica }) => replicas.includes(replica));
      return {
        receipts: theirs.filter(({ kind }) => kind === "receipt").map(({ bytes }) => bytes),
        certificates: [
          ...kept.filter((document) => document.kind === "certificate" && document.isStore).map(({ bytes }) => bytes),
          ...theirs.filter((document) => document.kind === "certificate" && !document.isStore).map(({ bytes }) => bytes),
        ],
      };
    },
    async keepCarried(fresh) {
      for (const document of fresh) documents.set(`${document.kind} ${document.replica} ${document.kind === "receipt" ? document.level : ""} ${toHex(document.signer)}`, document);
    },
  };
}
