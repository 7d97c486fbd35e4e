/**
 * A commune's list becomes people: judged first, kept when somebody says so. The same list read twice changes nothing, for each person is found
 * again by a keyed digest of what the list says; who only looks like somebody waits until a person has decided.
 */
import { randomBytes } from "node:crypto";
import type { FactKey, ListJudged, ListProgress, PersonId, PersonWords, ProfileChanged, UnitId } from "@hocvuso/contract";
import { personKeys, readPeopleList, type ListCell, type ListedPerson, type ListRead } from "@hocvuso/domain/people";
import { childrenAt, foldName, fullName, nameAt, type UnitRegister } from "@hocvuso/domain/units";
import { sealWords, uuidv7, type SubjectKey } from "@hocvuso/journal";
import { audit } from "../identity/audit.ts";
import { todayOf, type SignedIn } from "../identity/visitor.ts";
import type { Transaction } from "../postgres/database.ts";
import { currentBoundaries, hamletName, nameOf } from "../projections/read-progress.ts";
import type { Services } from "../services.ts";
import { digestOf, findIndexed, householdOf, keepIndexed } from "./blind-index.ts";
import { asActor, openOfficeLog } from "../office-log.ts";
import { profileHeads, subjectKeyOf } from "./person-record.ts";

/** What somebody decided about rows that look like somebody who is here. */
export type RowDecisions = { readonly same: ReadonlySet<number>; readonly other: ReadonlySet<number> };

type Judged = { readonly row: number; readonly listed: ListedPerson } & (
  | { readonly is: "fresh" }
  | { readonly is: "known" }
  | { readonly is: "updated"; readonly person: PersonId }
  /** `here`: absent where it looks like an earlier row. */
  | { readonly is: "alike"; readonly here?: PersonId }
);

export type JudgedList = { readonly unit: UnitId; readonly read: Extract<ListRead, { is: "list" }>; readonly rows: readonly Judged[]; readonly herePlaces: ReadonlyMap<PersonId, UnitId> };

/** undefined for a sheet without a heading for names. */
export async function judgeList(rows: readonly (readonly ListCell[])[], unit: UnitId, decisions: RowDecisions, services: Services): Promise<JudgedList | undefined> {
  const read = readPeopleList(rows, { commune: unit, hamlets: hamletsOf(services.register, unit), thisYear: Number(todayOf(services).slice(0, 4)) });
  if (read.is === "no-heading") return undefined;
  const listed = read.rows.flatMap((row) => {
    if (row.is === "bad") return [];
    const { whole, like } = personKeys(row.person, unit);
    return [{ row: row.row, listed: row.person, whole: digestOf({ kind: "whole", text: whole }, services), like: digestOf({ kind: "like", text: like }, services) }];
  });
  const { wholes, likes, places } = await services.database.transaction(async (tx) => {
    const likes = await findIndexed(tx, "like", listed.map(({ like }) => like));
    const { rows: standing } = await tx.query<{ person: PersonId; place: UnitId }>("SELECT person, place FROM standing WHERE place IS NOT NULL AND person = ANY ($1::uuid[])", [[...likes.values()].flat()]);
    return { likes, wholes: await findIndexed(tx, "whole", listed.map(({ whole }) => whole)), places: new Map(standing.map(({ person, place }) => [person, place])) };
  });
  const earlier = new Set<string>();
  const judged = listed.map(({ row, listed: person, whole, like }): Judged => {
    const name = like.toString("hex");
    const [here] = likes.get(name) ?? [];
    const isRepeated = earlier.has(name);
    earlier.add(name);
    if (wholes.has(whole.toString("hex"))) return { row, listed: person, is: "known" };
    if ((here === undefined && !isRepeated) || decisions.other.has(row)) return { row, listed: person, is: "fresh" };
    if (here !== undefined && decisions.same.has(row)) return { row, listed: person, is: "updated", person: here };
    return { row, listed: person, is: "alike", ...(here === undefined ? {} : { here }) };
  });
  return { unit, read, rows: judged, herePlaces: places };
}

function hamletsOf(register: UnitRegister, commune: UnitId): ReadonlyMap<string, UnitId> {
  const { asOf } = currentBoundaries(register);
  return new Map(childrenAt(register, commune, asOf).flatMap((hamlet) => {
    const name = nameAt(register, hamlet, asOf);
    return name === null ? [] : [[foldName(name.vi), hamlet] as const, [foldName(fullName(name, "vi")), hamlet] as const];
  }));
}

/** Keeps those who are new, and what changed of those who were said to be here: in one transaction, all or none. */
export async function keepList({ unit, rows }: JudgedList, by: SignedIn, tell: (progress: ListProgress) => Promise<void>, services: Services): Promise<void> {
  const { database, primitives, now } = services;
  const taken = rows.filter((row) => row.is === "fresh" || row.is === "updated");
  if (taken.length === 0) return;
  const log = await openOfficeLog(unit, services);
  const before = await database.transaction((tx) => heldOf(tx, taken.flatMap((row) => (row.is === "updated" ? [row.person] : [])), services));
  const made = taken.map((row) => {
    const held = row.is === "updated" ? before.get(row.person) : undefined;
    const id = (): string => uuidv7({ nowMs: now(), random: randomBytes(10) });
    const person = held?.person ?? (row.is === "updated" ? row.person : id() as PersonId); // a UUID, freshly made
    const key: SubjectKey = held?.key ?? { person, key: randomBytes(32) };
    return { row, person, version: id() as FactKey, key, isNewKey: held?.key === undefined, supersedes: held?.supersedes ?? [] }; // likewise
  });
  const fresh = made.filter(({ isNewKey }) => isNewKey);
  const parcels = await log.wrap(fresh.map(({ key }) => key), (done) => tell({ step: "seal", done, of: fresh.length }));
  const facts = await Promise.all(made.map(async ({ row: { listed }, person, version, key, supersedes }): Promise<ProfileChanged> => ({
    kind: "profile-changed", key: version, actor: asActor(by.id), subject: person, wallMs: now(), monoMs: 0, supersedes: [...supersedes],
    group: listed.group, place: listed.place,
    ...(listed.birthYear === undefined ? {} : { birthYear: listed.birthYear }),
    ...(listed.sex === undefined ? {} : { sex: listed.sex }),
    ...(listed.household === undefined ? {} : { household: householdOf(listed.household, unit, services) }),
    sealed: await sealWords(JSON.stringify(wordsOf(listed)), key, version, primitives),
  })));
  const segments = await log.seal(facts);
  await tell({ step: "keep", done: 0, of: made.length });
  await database.transaction(async (tx) => {
    await log.keep(tx, segments, parcels);
    await keepIndexed(tx, made.flatMap(({ row: { listed }, person }) => {
      const { whole, like } = personKeys(listed, unit);
      return [{ kind: "whole" as const, text: whole, person }, { kind: "like" as const, text: like, person }];
    }), services, { instead: made.flatMap(({ row, person }) => (row.is === "updated" ? [person] : [])) });
    await audit(tx, { act: "list-imported", by, unit, said: { replica: log.replica, fresh: made.filter(({ row }) => row.is === "fresh").length, updated: made.filter(({ row }) => row.is === "updated").length } }, services);
  });
  await tell({ step: "keep", done: made.length, of: made.length });
}

function wordsOf({ name, hamletName, languages, lacks }: ListedPerson): PersonWords {
  return { name, ...(hamletName === undefined ? {} : { hamletName }), ...(languages === undefined ? {} : { languages }), ...(lacks.length === 0 ? {} : { lacks: [...lacks] }) };
}

type Held = { readonly person: PersonId; readonly key: SubjectKey | undefined; readonly supersedes: readonly FactKey[] };

/** Under which id and key the newest profile of each stands, and what a change of it supersedes. */
async function heldOf(tx: Transaction, persons: readonly PersonId[], services: Services): Promise<ReadonlyMap<PersonId, Held>> {
  const heads = await profileHeads(tx, persons);
  return new Map(await Promise.all([...heads].map(async ([root, { winner, heads: all }]): Promise<[PersonId, Held]> => {
    const person = winner.state.subject;
    return [root, { person, key: await subjectKeyOf(tx, person, services), supersedes: all.map(({ key }) => key) }];
  })));
}

const ALIKE_SHOWN = 200;
const BAD_SHOWN = 100;

export function sayJudged({ unit, read, rows, herePlaces }: JudgedList, { isKept }: { readonly isKept: boolean }, { register }: Services): ListJudged {
  const { asOf } = currentBoundaries(register);
  const bad = read.rows.flatMap((row) => (row.is === "bad" ? [row] : []));
  const alike = rows.flatMap((row) => (row.is === "alike" ? [row] : []));
  const counted = (is: Judged["is"]) => rows.filter((row) => row.is === is).length;
  const placeName = (place: UnitId) => (place.includes("-") ? hamletName(place).vi : nameOf(register, place, asOf).vi);
  return {
    unit, rows: read.rows.length, fresh: counted("fresh"), known: counted("known"), updated: counted("updated"),
    alikeCount: alike.length,
    alike: alike.slice(0, ALIKE_SHOWN).map(({ row, listed, here }) => {
      const herePlace = here === undefined ? undefined : herePlaces.get(here);
      return { row, name: listed.name, place: listed.hamletName ?? placeName(listed.place), ...(listed.birthYear === undefined ? {} : { birthYear: listed.birthYear }), ...(herePlace === undefined ? {} : { herePlace: placeName(herePlace) }) };
    }),
    bad: bad.length, badRows: bad.slice(0, BAD_SHOWN).map(({ row, whys }) => ({ row, whys: [...whys] })),
    columns: { ...read.columns }, notRead: [...read.notRead], isKept,
  };
}
