/**
 * What an office decides on the dashboard becomes facts like any other: sealed, signed and chained in a log of the store's own, so that a rebuild,
 * a backup and another reader find it where everything stands. One log a store key; a store that was restored begins a new one.
 */
import type { Fact, FactKey, PersonId } from "@hocvuso/contract";
import { bytesToUuid, CHAIN_START, replicaIdOf, sealSegment, usableReader, uuidv7 } from "@hocvuso/journal";
import { enrolReplica, storeSegments } from "./consequences.ts";
import type { Transaction } from "./postgres/database.ts";
import { postgresDepotStore } from "./postgres/depot-store.ts";
import { lockAppend } from "./projections/project.ts";
import type { Services } from "./services.ts";
import { certifyReplica } from "./signing/certify-replica.ts";

/** What every fact of the office begins with. */
export type OfficeEnvelope = { readonly key: FactKey; readonly actor: PersonId; readonly subject: PersonId; readonly wallMs: number; readonly monoMs: number };

/** Facts that fit one segment with room to spare: a drawn list is long. */
const LARGEST_TEXT = 60_000;

/**
 * Appends what `decide` makes, with all its consequences, in one transaction under the append lock: what it reads is still so when it is written.
 * @returns what `decide` answers.
 */
export async function appendAtOffice<Answer>(
  services: Services, decide: (tx: Transaction, envelope: () => OfficeEnvelope) => Promise<{ readonly facts: readonly Fact[]; readonly answer: Answer }>,
): Promise<Answer> {
  const { database, primitives, storeKey, readers, now } = services;
  return database.transaction(async (tx) => {
    await lockAppend(tx);
    const wallMs = now();
    const replica = await replicaIdOf(storeKey.publicKey, primitives);
    const office = bytesToUuid(Buffer.from(replica, "hex")) as PersonId; // 16 bytes of a hash, in the form of an id
    const { facts, answer } = await decide(tx, () => ({
      key: uuidv7({ nowMs: wallMs, random: primitives.random(10) }) as FactKey, actor: office, subject: office, wallMs, monoMs: Math.floor(performance.now()), // uuidv7 is what the brand asks
    }));
    if (facts.length === 0) return answer;
    const store = postgresDepotStore(tx, primitives);
    if (!(await store.decisions([replica])).has(replica)) await enrolReplica(tx, replica, await certifyReplica({ publicKey: storeKey.publicKey, role: "province" }, services), services);
    const reader = await usableReader(readers.map(({ publicKey }) => publicKey), primitives);
    for (const part of inSegments(facts)) {
      const [tip = { next: 0, hash: CHAIN_START }] = (await store.tips([replica])).get(replica) ?? [];
      const segment = await sealSegment({ from: tip.next, previous: tip.hash, scope: "", wallMs, facts: part }, storeKey, primitives, reader === undefined ? [] : [reader]);
      await storeSegments(tx, { valid: [segment], parcels: [], aside: [] }, services);
    }
    return answer;
  });
}

function inSegments(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const parts: Fact[][] = [];
  let length = Infinity;
  for (const fact of facts) {
    const own = JSON.stringify(fact).length;
    if (length + own > LARGEST_TEXT) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(fact);
    length += own;
  }
  return parts;
}
