/** Who is to be proposed for confirmation on VNeID, and what came back of it, as facts: one log an import. */
import { randomBytes } from "node:crypto";
import type { Fact, FactKey, PersonId, PopulationGroup, UnitId } from "@hocvuso/contract";
import { uuidv7 } from "@hocvuso/journal";
import { officeOf, openOfficeLog, type OfficeServices } from "../office-log.ts";
import { isUsable } from "../people/restriction.ts";
import type { Transaction } from "../postgres/database.ts";
import { communeOn, currentBoundaries, nameOf } from "../projections/read-progress.ts";
import type { Services } from "../services.ts";
import type { VneidRow } from "./vneid-list.ts";

const groupNames: Readonly<Record<PopulationGroup, string>> = { official: "Cán bộ, công chức, viên chức", student: "Học sinh, sinh viên", adult: "Người dân" };

/** Everybody who is capable, of no sample, not confirmed yet, and whose data may be used; by commune, then place, then id. @param commune of today; absent: all. */
export async function readProposed(tx: Transaction, { policy, ladder, register }: Pick<Services, "policy" | "ladder" | "register">, commune?: UnitId): Promise<readonly VneidRow[]> {
  const { rows } = await tx.query<{ person: PersonId; population_group: PopulationGroup; place: UnitId; achieved_ms: string }>(
    `SELECT s.person, population_group, place, (SELECT min(device_ms) FROM fact f WHERE f.person = s.person AND f.rung >= 2) AS achieved_ms
     FROM standing s WHERE cardinality(own_simulators) >= $1 AND NOT is_sample AND confirmed_on IS NULL AND place IS NOT NULL AND ${isUsable("s.person")} ORDER BY split_part(place, '-', 1) COLLATE "C", place COLLATE "C", person`, [policy.minimumSimulators]);
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
  services: OfficeServices,
): Promise<Imported> {
  const { rows } = await tx.query<{ person: PersonId }>(
    "SELECT p AS person FROM unnest($1::uuid[]) AS p WHERE EXISTS (SELECT FROM standing s WHERE s.person = p) OR EXISTS (SELECT FROM alias a WHERE a.person = p)", [confirmed.map(({ person }) => person)]);
  const known = new Set(rows.map(({ person }) => person));
  const taken = confirmed.filter(({ person, confirmedOn }) => known.has(person) && confirmedOn <= listedOn);
  const nowMs = services.now();
  const key = uuidv7({ nowMs, random: randomBytes(10) }) as FactKey; // a UUIDv7, as the brand asks
  const actor = officeOf(services.authority.publicKey);
  const log = await openOfficeLog("", services);
  const facts = taken.map(({ person, confirmedOn }): Fact => ({ kind: "vneid-confirmed", key, actor, subject: person, wallMs: nowMs, monoMs: 0, confirmedOn, listedOn }));
  if (facts.length > 0) await log.keep(tx, await log.seal(facts), []);
  return {
    confirmed: taken.length,
    unknown: confirmed.filter(({ person }) => !known.has(person)).map(({ person }) => person),
    tooLate: confirmed.filter(({ person, confirmedOn }) => known.has(person) && confirmedOn > listedOn).map(({ person }) => person),
  };
}
