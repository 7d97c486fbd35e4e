/**
 * What people of staff decide, and what they write about others, becomes facts like any: sealed, signed, in a log, so that a rebuild, a backup and
 * another reader find it where everything stands. Each writing is a log of its own under a key made for it and thrown away after: nothing to keep,
 * nothing a restore could fork, and a writing that was wrong is revoked like any replica.
 */
import { generateKeyPairSync, hash } from "node:crypto";
import type { Fact, FactKey, PersonId, ReaderKey, ReplicaId, Segment, SegmentHash } from "@hocvuso/contract";
import { bytesToUuid, CHAIN_START, replicaIdOf, sealSegment, signKeyParcel, toHex, usableReader, uuidv7, type ParcelToKeep, type SubjectKey } from "@hocvuso/journal";
import { enrolReplica, storeSegments, type Consequent, type ReadAhead } from "./consequences.ts";
import type { Transaction } from "./postgres/database.ts";
import { lockAppend } from "./projections/project.ts";
import { factsOf, type SegmentFacts } from "./projections/read-facts.ts";
import type { Services } from "./services.ts";
import { certifyReplica } from "./signing/certify-replica.ts";
import { replicaKeyOf } from "./signing/store-keys.ts";

/** Names among them are closed already, so little is won by longer segments; and a drawn list is long. */
const SEGMENT_FACTS = 256;
const SEGMENT_TEXT = 60_000;
/** Wrapped at the same time: the work lies on other threads. */
const WRAPPED_AT_ONCE = 64;

export type OfficeServices = Consequent & Pick<Services, "authority" | "enrolment" | "now">;

export type OfficeLog = {
  readonly replica: ReplicaId;
  /** Signed and wrapped, to be kept with the facts whose words they open. @param tell after each batch. */
  wrap(keys: readonly SubjectKey[], tell?: (done: number) => Promise<void>): Promise<readonly ParcelToKeep[]>;
  /** Seals the facts; to be called once. */
  seal(facts: readonly Fact[]): Promise<readonly Segment[]>;
  /** Keeps and counts all of it in one transaction. */
  keep(tx: Transaction, segments: readonly Segment[], parcels: readonly ParcelToKeep[]): Promise<void>;
};

/** @param place unit that it is about; empty: the whole province. */
export async function openOfficeLog(place: string, services: OfficeServices): Promise<OfficeLog> {
  const { primitives, now } = services;
  const key = replicaKeyOf(generateKeyPairSync("ed25519").privateKey);
  const replica = await replicaIdOf(key.publicKey, primitives);
  const reader = await usableReader(services.readers.map(({ publicKey }) => publicKey), primitives);
  if (reader === undefined) throw new Error("this store has no reader that its own platform can wrap to");
  const readers: readonly ReaderKey[] = [reader];
  return {
    replica,
    async wrap(keys, tell) {
      const parcels: ParcelToKeep[] = [];
      for (let from = 0; from < keys.length; from += WRAPPED_AT_ONCE) {
        parcels.push(...await Promise.all(keys.slice(from, from + WRAPPED_AT_ONCE).map(async (subject) => {
          const bytes = await signKeyParcel(subject, readers, key, primitives);
          return { person: subject.person, bytes, hash: toHex(await primitives.sha256(bytes)) as SegmentHash }; // 64 digits by construction
        })));
        await tell?.(parcels.length);
      }
      return parcels;
    },
    async seal(facts) {
      const segments: Segment[] = [];
      let from = 0;
      for (const part of inSegments(facts)) {
        segments.push(await sealSegment({ from, previous: segments.at(-1)?.hash ?? CHAIN_START, scope: "", wallMs: now(), facts: part }, key, primitives, readers));
        from += part.length;
      }
      return segments;
    },
    async keep(tx, segments, parcels) {
      // Nothing under this key can be here already, so all of it is read.
      const ahead: ReadAhead = new Map(segments.map((segment): [SegmentHash, Promise<SegmentFacts>] => [segment.hash, factsOf(segment, services)]));
      await Promise.all(ahead.values());
      await enrolReplica(tx, replica, await certifyReplica({ publicKey: key.publicKey, role: "office", place }, services), services);
      await storeSegments(tx, { valid: segments, parcels, aside: [] }, services, ahead);
    },
  };
}

function inSegments(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const parts: Fact[][] = [];
  let length = Infinity;
  for (const fact of facts) {
    const own = JSON.stringify(fact).length;
    if (length + own > SEGMENT_TEXT || parts.at(-1)?.length === SEGMENT_FACTS) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(fact);
    length += own;
  }
  return parts;
}

/** What every decision begins with: whose hands it was, and the office as its subject, for it is about nobody. */
export type OfficeEnvelope = { readonly key: FactKey; readonly actor: PersonId; readonly subject: PersonId; readonly wallMs: number; readonly monoMs: number };

/**
 * Appends what `decide` makes, with all its consequences, in one transaction under the append lock: what it reads is still so when it is written.
 * @param by id of somebody of staff.
 * @returns what `decide` answers.
 */
export async function appendAtOffice<Answer>(
  by: string, services: Services, decide: (tx: Transaction, envelope: () => OfficeEnvelope) => Promise<{ readonly facts: readonly Fact[]; readonly answer: Answer }>,
): Promise<Answer> {
  const { database, primitives, authority, now } = services;
  const log = await openOfficeLog("", services);
  return database.transaction(async (tx) => {
    await lockAppend(tx);
    const wallMs = now();
    const { facts, answer } = await decide(tx, () => ({
      key: uuidv7({ nowMs: wallMs, random: primitives.random(10) }) as FactKey, // a UUIDv7, as the brand asks
      actor: asActor(by), subject: officeOf(authority.publicKey), wallMs, monoMs: Math.floor(performance.now()),
    }));
    if (facts.length > 0) await log.keep(tx, await log.seal(facts), []);
    return answer;
  });
}

/** Facts say whose hands were on the device: somebody of staff is known by an id of the same form. */
export function asActor(staff: string): PersonId {
  return staff as PersonId; // a UUID, as every person's id is
}

/** The office itself: an id made of its authority's key, the same for as long as the province is. */
export function officeOf(authority: Uint8Array): PersonId {
  return bytesToUuid(hash("sha256", Buffer.concat([Buffer.from("office"), authority]), "buffer").subarray(0, 16)) as PersonId; // 16 bytes of a hash, in the form of an id
}
