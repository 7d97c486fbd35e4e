/** Who is to be proposed for confirmation on VNeID, and what came back of it, as facts: one log an import, under a key that is thrown away when it is closed. */
import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import type { Fact, FactKey, PersonId, PopulationGroup, Segment, UnitId } from "@hocvuso/contract";
import { CHAIN_START, replicaIdOf, sealSegment, uuidv7 } from "@hocvuso/journal";
import { enrolReplica, storeSegments } from "../consequences.ts";
import type { Transaction } from "../postgres/database.ts";
import { communeOn, currentBoundaries, nameOf } from "../projections/read-progress.ts";
import type { Services } from "../services.ts";
import { certifyReplica } from "../signing/certify-replica.ts";
import { replicaKeyOf } from "../signing/store-keys.ts";
import type { VneidRow } from "./vneid-list.ts";

const groupNames: Readonly<Record<PopulationGroup, string>> = { official: "Cán bộ, công chức, viên chức", student: "Học sinh, sinh viên", adult: "Người dân" };

/** Everybody who is capable, of no sample, and not confirmed yet; by commune, then place, then id. @param commune of today; absent: all. */
export async function readProposed(tx: Transaction, { policy, ladder, register }: Pick<Services, "policy" | "ladder" | "register">, commune?: UnitId): Promise<readonly VneidRow[]> {
  const { rows } = await tx.query<{ person: PersonId; population_group: PopulationGroup; place: UnitId; achieved_ms: string }>(
    `SELECT s.person, population_group, place, (SELECT min(device_ms) FROM fact f WHERE f.person = s.person AND f.rung >= 2) AS achieved_ms
     FROM standing s WHERE cardinality(own_simulators) >= $1 AND NOT is_sample AND confirmed_on IS NULL AND place IS NOT NULL ORDER BY split_part(place, '-', 1) COLLATE "C", place COLLATE "C", person`, [policy.minimumSimulators]);
  const { asOf } = currentBoundaries(register);
  const evidence = ladder.rungs.find(({ id }) => id === ladder.capable.lowestRung)?.title.vi ?? ladder.capable.lowestRung;
  return rows.flatMap(({ person, population_group, place, achieved_ms }): VneidRow[] => {
    const today = communeOn(register, place, asOf);
    if (commune !== undefined && today !== commune) return [];
    return [{ person, group: groupNames[population_group], commune: today === undefined ? "" : nameOf(register, today, asOf).vi, place, achievedOn: new Date(Number(achieved_ms)).toISOString().slice(0, 10), evidence }];
  });
}

export type Imported = {
  /** Persons that a fact was written for. */
  readonly confirmed: number;
  /** Ids that nobody here has. */
  readonly unknown: readonly PersonId[];
  /** Dates after the day to which the list speaks. */
  readonly tooLate: readonly PersonId[];
};

/** Imported twice, a list counts once. @param listedOn YYYY-MM-DD, to which the list speaks. */
export async function importConfirmations(
  tx: Transaction, { confirmed, listedOn }: { readonly confirmed: readonly { readonly person: PersonId; readonly confirmedOn: string }[]; readonly listedOn: string },
  services: Pick<Services, "primitives" | "policy" | "simulators" | "readers" | "level" | "authority" | "enrolment" | "now">,
): Promise<Imported> {
  const { rows } = await tx.query<{ person: PersonId }>(
    "SELECT p AS person FROM unnest($1::uuid[]) AS p WHERE EXISTS (SELECT FROM standing s WHERE s.person = p) OR EXISTS (SELECT FROM alias a WHERE a.person = p)", [confirmed.map(({ person }) => person)]);
  const known = new Set(rows.map(({ person }) => person));
  const taken = confirmed.filter(({ person, confirmedOn }) => known.has(person) && confirmedOn <= listedOn);
  const nowMs = services.now();
  const key = uuidv7({ nowMs, random: randomBytes(10) }) as FactKey; // a UUIDv7, as the brand asks
  const actor = officeOf(services.authority.publicKey);
  await writeLog(tx, taken.map(({ person, confirmedOn }): Fact => ({ kind: "vneid-confirmed", key, actor, subject: person, wallMs: nowMs, monoMs: 0, confirmedOn, listedOn })), services);
  return {
    confirmed: taken.length,
    unknown: confirmed.filter(({ person }) => !known.has(person)).map(({ person }) => person),
    tooLate: confirmed.filter(({ person, confirmedOn }) => known.has(person) && confirmedOn > listedOn).map(({ person }) => person),
  };
}

const SEGMENT_FACTS = 256;

async function writeLog(tx: Transaction, facts: readonly Fact[], services: Parameters<typeof importConfirmations>[2]): Promise<void> {
  if (facts.length === 0) return;
  const { primitives, readers } = services;
  const key = replicaKeyOf(generateKeyPairSync("ed25519").privateKey);
  const segments: Segment[] = [];
  for (let from = 0; from < facts.length; from += SEGMENT_FACTS) {
    segments.push(await sealSegment({ from, previous: segments.at(-1)?.hash ?? CHAIN_START, scope: "", wallMs: services.now(), facts: facts.slice(from, from + SEGMENT_FACTS) }, key, primitives, readers.map(({ publicKey }) => publicKey)));
  }
  await enrolReplica(tx, await replicaIdOf(key.publicKey, primitives), await certifyReplica({ publicKey: key.publicKey, role: "province" }, services), services);
  await storeSegments(tx, { valid: segments, parcels: [], aside: [] }, services);
}

/** The office itself, as the one whose hands these were: a UUID made of its authority's key. */
function officeOf(authority: Uint8Array): PersonId {
  const hex = createHash("sha256").update("office").update(authority).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as PersonId; // a UUIDv8 by its form
}
