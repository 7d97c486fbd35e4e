/**
 * From facts to tables: facts by natural key, one standing a person, counts by place and group. Each is a function of the set
 * of segments, so order and repetition do not matter and all of it can be rebuilt byte-equal. Runs in the transaction that
 * stores the segments, under the one append lock.
 */
import { hash } from "node:crypto";
import { factIdentity, type Fact, type FactKey, type FactKind, type PersonId, type PersonsMerged, type PopulationGroup, type UnitId, type VersionFact } from "@hocvuso/contract";
import {
  addCounts, contribution, evidenceRung, mergeStandings, noCounts, standingFrom,
  type CapabilityPolicy, type CellCounts, type FactInPlace, type Registration, type Standing,
} from "@hocvuso/domain/measurement";
import { headsOf, mergedRoots, type Heads, type Version } from "@hocvuso/domain/records";
import type { TestBench } from "../assessment/test-bench.ts";
import { copied, copiedWhole, escapedForCopy } from "../postgres/copy.ts";
import type { Transaction } from "../postgres/database.ts";
import { dropAmbassadors, isWholeTask, projectAmbassadors } from "./project-ambassadors.ts";
import { moveAnswers, projectAnswers } from "./project-answers.ts";
import { dropFromRounds, projectRounds } from "./project-rounds.ts";
import { moveTests, projectTests } from "./project-tests.ts";
import { projectMovement } from "./project-movement.ts";
import type { UnreadFact } from "./read-facts.ts";

/** One appender at a time: readers that saw n never later meet a new fact below n. */
export async function lockAppend(tx: Transaction): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(1945, 1)");
}

/** @returns the places whose counts changed; "" for persons without a place. */
export async function project(
  tx: Transaction, { facts, unread }: { readonly facts: readonly FactInPlace[]; readonly unread: readonly UnreadFact[] }, { policy, tests }: { readonly policy: CapabilityPolicy; readonly tests: TestBench },
): Promise<ReadonlySet<UnitId | "">> {
  if (unread.length > 0) await keepUnread(tx, unread);
  if (facts.length === 0) return new Set();
  const merged = await mergePersons(tx, facts.flatMap(({ fact }) => (fact.kind === "persons-merged" ? [fact] : [])), { policy, tests });
  const persons = await personsOf(tx, facts);
  const owned = facts.flatMap((inPlace): OwnedFact[] => {
    const person = persons.get(inPlace.fact.subject);
    return person === undefined ? [] : [{ ...inPlace, person }]; // of somebody erased: nothing is made of it
  });
  const profiled = await keepVersions(tx, owned);
  const told = new Map<PersonId, Standing>();
  for (const { person, ...inPlace } of owned) {
    const standing = { ...standingFrom(inPlace, policy), person };
    const before = told.get(person);
    told.set(person, before === undefined ? standing : mergeStandings(before, standing));
  }
  const known = await readStandings(tx, [...told.keys()]);
  if (owned.length > 0) await keepFacts(tx, owned, policy, known);
  await projectRounds(tx, owned);
  await projectAmbassadors(tx, owned);
  await projectMovement(tx, owned);
  await projectAnswers(tx, owned);
  await projectTests(tx, owned, tests);
  const profiles = await profilesOf(tx, profiled);
  const changed = [...told.values()].flatMap((standing): Change[] => {
    const before = known.get(standing.person);
    const joined = before === undefined ? standing : mergeStandings(before, standing);
    const registration = profiles.get(standing.person) ?? joined.registration;
    const after = registration === undefined ? joined : { ...joined, registration };
    return before !== undefined && isSame(before, after) ? [] : [{ before, after }];
  });
  await writeStandings(tx, changed.flatMap(({ after }) => after ?? []));
  const moved = await moveCounts(tx, changed, policy);
  return new Set([...merged, ...moved]);
}

/** @property person whom the fact is counted for: its subject, or the one who stands for it. */
type OwnedFact = FactInPlace & { readonly person: PersonId };

/** Who stands for each fact's subject; those who were erased are absent. */
async function personsOf(tx: Transaction, facts: readonly FactInPlace[]): Promise<ReadonlyMap<PersonId, PersonId>> {
  const subjects = [...new Set(facts.map(({ fact }) => fact.subject))];
  const { rows } = await tx.query<{ person: PersonId; root: PersonId; is_erased: boolean }>(
    `SELECT s.person, coalesce(a.root, s.person) AS root, EXISTS (SELECT FROM erased e WHERE e.person IN (s.person, a.root)) AS is_erased
     FROM unnest($1::uuid[]) AS s(person) LEFT JOIN alias a ON a.person = s.person
     WHERE a.root IS NOT NULL OR EXISTS (SELECT FROM erased e WHERE e.person = s.person)`, [subjects]);
  const persons = new Map(subjects.map((person) => [person, person]));
  for (const { person, root, is_erased } of rows) {
    if (is_erased) persons.delete(person);
    else persons.set(person, root);
  }
  return persons;
}

/** Makes one person of two: facts, versions and standing of the larger id go to the smaller, and counts move by the difference. */
async function mergePersons(tx: Transaction, pairs: readonly PersonsMerged[], { policy, tests }: { readonly policy: CapabilityPolicy; readonly tests: TestBench }): Promise<ReadonlySet<UnitId | "">> {
  if (pairs.length === 0) return new Set();
  const named = pairs.flatMap(({ subject, other }) => [subject, other]);
  const { rows } = await tx.query<{ person: PersonId; root: PersonId }>("SELECT person, root FROM alias WHERE person = ANY ($1::uuid[])", [named]);
  const before = new Map(rows.map(({ person, root }) => [person, root]));
  const stood = [...new Set(named.map((person) => before.get(person) ?? person))];
  const roots = mergedRoots(before, pairs);
  const movers = stood.flatMap((person) => {
    const root = roots.get(person);
    return root === undefined ? [] : [{ person, root }];
  });
  if (movers.length === 0) return new Set();
  const columns = [movers.map(({ person }) => person), movers.map(({ root }) => root)];
  await tx.query("UPDATE alias SET root = m.root FROM unnest($1::uuid[], $2::uuid[]) AS m(person, root) WHERE alias.root = m.person", columns);
  await tx.query("INSERT INTO alias SELECT * FROM unnest($1::uuid[], $2::uuid[])", columns);
  await tx.query(
    `WITH moved AS (DELETE FROM fact USING unnest($1::uuid[], $2::uuid[]) AS m(mover, root) WHERE fact.person = m.mover RETURNING m.root, fact.*)
     INSERT INTO fact SELECT DISTINCT ON (root, identity) root, identity, kind, what, rung, device_ms, source, is_sample FROM moved ORDER BY root, identity, rung DESC, source
     ON CONFLICT (person, identity) DO UPDATE SET ${FACT_STANDS}`, columns);
  await tx.query(
    `WITH moved AS (DELETE FROM record_version v USING unnest($1::uuid[], $2::uuid[]) AS m(mover, root) WHERE v.kind = 'profile-changed' AND v.record = m.mover RETURNING m.root, v.*)
     INSERT INTO record_version SELECT DISTINCT ON (root, version) kind, root, version, supersedes, device_ms, source, state FROM moved ORDER BY root, version, source
     ON CONFLICT (kind, record, version) DO UPDATE SET ${VERSION_STANDS}`, columns);
  await tx.query("DELETE FROM record_conflict WHERE kind = 'profile-changed' AND record = ANY ($1::uuid[])", [columns[0]]);
  await moveAnswers(tx, columns);
  await moveTests(tx, columns, tests);
  const targets = [...new Set(movers.map(({ root }) => root))];
  await tx.query(
    `INSERT INTO erased (person, bytes) SELECT a.person, e.bytes FROM alias a JOIN LATERAL
       (SELECT bytes FROM erased e WHERE e.person = a.root OR e.person IN (SELECT b.person FROM alias b WHERE b.root = a.root) ORDER BY e.person LIMIT 1) e ON true
     WHERE a.root = ANY ($1::uuid[]) ON CONFLICT DO NOTHING`, [targets]);
  await tx.query("INSERT INTO erased (person, bytes) SELECT DISTINCT ON (a.root) a.root, e.bytes FROM alias a JOIN erased e ON e.person = a.person WHERE a.root = ANY ($1::uuid[]) ORDER BY a.root, e.person ON CONFLICT DO NOTHING", [targets]);
  const standings = await readStandings(tx, [...stood, ...targets]);
  const profiles = await profilesOf(tx, targets);
  const changes: Change[] = movers.flatMap(({ person }) => {
    const gone = standings.get(person);
    return gone === undefined ? [] : [{ before: gone, after: undefined }];
  });
  for (const root of targets) {
    const parts = [standings.get(root), ...movers.filter((mover) => mover.root === root).map(({ person }) => standings.get(person))].filter((part) => part !== undefined);
    const [first, ...others] = parts;
    if (first === undefined) continue;
    const joined = others.reduce(mergeStandings, first);
    const registration = profiles.get(root) ?? joined.registration;
    changes.push({ before: standings.get(root), after: { ...joined, person: root, ...(registration === undefined ? {} : { registration }) } });
  }
  await tx.query("DELETE FROM standing WHERE person = ANY ($1::uuid[])", [columns[0]]);
  await writeStandings(tx, changes.flatMap(({ after }) => after ?? []));
  const moved = await moveCounts(tx, changes, policy);
  const { rows: gone } = await tx.query<{ person: PersonId }>("SELECT person FROM erased WHERE person = ANY ($1::uuid[])", [targets]);
  return new Set([...moved, ...await dropPersons(tx, gone.map(({ person }) => person), policy)]);
}

/** Takes persons out of every projection, and what was issued to them back; counts fall by them. That they are erased is for the caller to have kept. */
export async function dropPersons(tx: Transaction, persons: readonly PersonId[], policy: CapabilityPolicy): Promise<ReadonlySet<UnitId | "">> {
  if (persons.length === 0) return new Set();
  const standings = await readStandings(tx, persons);
  await dropFromRounds(tx, persons);
  await dropAmbassadors(tx, persons);
  await tx.query("INSERT INTO revoked_credential (list, list_index, revoked_at, because) SELECT list, list_index, now(), 'erased' FROM credential WHERE person = ANY ($1::uuid[]) ON CONFLICT DO NOTHING", [persons]);
  for (const table of ["fact", "standing", "answer", "person_trait", "second_look", "test_fact", "test_result", "subject_key", "credential"]) await tx.query(`DELETE FROM ${table} WHERE person = ANY ($1::uuid[])`, [persons]);
  for (const table of ["record_version", "record_conflict"]) await tx.query(`DELETE FROM ${table} WHERE kind = 'profile-changed' AND record = ANY ($1::uuid[])`, [persons]);
  return moveCounts(tx, [...standings.values()].map((before) => ({ before, after: undefined })), policy);
}

const VERSION_STANDS = `supersedes = excluded.supersedes, device_ms = excluded.device_ms, source = excluded.source, state = excluded.state
  WHERE excluded.source < record_version.source`;

/** @returns the persons of whose profile a version came. */
async function keepVersions(tx: Transaction, facts: readonly OwnedFact[]): Promise<readonly PersonId[]> {
  const versions = new Map<string, { readonly fact: VersionFact; readonly record: string; readonly source: string }>();
  for (const { fact, person, source } of facts) {
    if (fact.kind !== "profile-changed" && fact.kind !== "class-changed" && fact.kind !== "help-request-changed") continue;
    const record = fact.kind === "profile-changed" ? person : fact.record;
    const name = `${fact.kind}|${record}|${fact.key}`;
    const other = versions.get(name);
    if (other === undefined || source < other.source) versions.set(name, { fact, record, source });
  }
  if (versions.size === 0) return [];
  const rows = [...versions.values()];
  await tx.query(
    `INSERT INTO record_version SELECT k, r, v, ARRAY(SELECT jsonb_array_elements_text(s))::uuid[], d, decode(f, 'hex'), t
     FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::jsonb[], $5::bigint[], $6::text[], $7::jsonb[]) AS u(k, r, v, s, d, f, t)
     ON CONFLICT (kind, record, version) DO UPDATE SET ${VERSION_STANDS}`,
    [
      rows.map(({ fact }) => fact.kind), rows.map(({ record }) => record), rows.map(({ fact }) => fact.key), rows.map(({ fact }) => JSON.stringify(fact.supersedes)),
      rows.map(({ fact }) => fact.wallMs), rows.map(({ source }) => source), rows.map(({ fact }) => JSON.stringify(fact)),
    ]);
  for (const kind of ["class-changed", "help-request-changed"] as const) await headsIn(tx, kind, rows.flatMap(({ fact, record }) => (fact.kind === kind ? [record] : [])));
  return [...new Set(facts.flatMap(({ fact, person }) => (fact.kind === "profile-changed" ? [person] : [])))];
}

type VersionRow = Version & { readonly record: string; readonly source: string; readonly state: VersionFact };

/** The heads of records, and the list of conflicts brought up to date. */
async function headsIn(tx: Transaction, kind: VersionFact["kind"], records: readonly string[]): Promise<ReadonlyMap<string, Heads<VersionRow>>> {
  if (records.length === 0) return new Map();
  const { rows } = await tx.query<{ record: string; version: FactKey; supersedes: FactKey[]; device_ms: string; source: string; state: VersionFact }>(
    "SELECT record, version, supersedes::text[], device_ms, encode(source, 'hex') AS source, state FROM record_version WHERE kind = $1 AND record = ANY ($2::uuid[])", [kind, [...new Set(records)]]);
  const versions = rows.map(({ record, version, supersedes, device_ms, source, state }): VersionRow => ({ record, key: version, supersedes, wallMs: Number(device_ms), source, state }));
  const heads = new Map([...Map.groupBy(versions, ({ record }) => record)].flatMap(([record, own]) => {
    const found = headsOf(own);
    return found === undefined ? [] : [[record, found] as const];
  }));
  const open = [...heads].filter(([, found]) => found.heads.length > 1).map(([record]) => record);
  await tx.query("DELETE FROM record_conflict WHERE kind = $1 AND record = ANY ($2::uuid[]) AND record <> ALL ($3::uuid[])", [kind, records, open]);
  await tx.query("INSERT INTO record_conflict SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING", [kind, open]);
  return heads;
}

/** Where persons are counted by their profiles; those without one are absent. */
async function profilesOf(tx: Transaction, persons: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Registration>> {
  const heads = await headsIn(tx, "profile-changed", persons);
  return new Map([...heads].flatMap(([record, { winner }]): [PersonId, Registration][] => (
    winner.state.kind === "profile-changed" ? [[record as PersonId, { group: winner.state.group, place: winner.state.place, wallMs: winner.wallMs, source: winner.source, isProfile: true }]] : [] // a profile's record is its person
  )));
}

async function keepUnread(tx: Transaction, unread: readonly UnreadFact[]): Promise<void> {
  await tx.query(
    `INSERT INTO unread_fact SELECT decode(s, 'hex'), k, w FROM unnest($1::text[], $2::text[], $3::text[]) AS t(s, k, w) ON CONFLICT DO NOTHING`,
    [unread.map(({ source }) => source), unread.map(({ kind }) => kind), unread.map(({ why }) => why)],
  );
}

/** `identity`: the first 16 bytes of the SHA-256 of the natural key, in hexadecimal. */
type FactRow = {
  readonly person: PersonId; readonly identity: string; readonly kind: FactKind; readonly what: string; readonly rung: number;
  readonly deviceMs: number; readonly source: string; readonly isSample: boolean;
};

const FACT_COLUMNS = "person, identity, kind, what, rung, device_ms, source, is_sample";
const FACT_TABLE = `fact (${FACT_COLUMNS})`;

const FACT_STANDS = `kind = excluded.kind, what = excluded.what, rung = excluded.rung,
       device_ms = excluded.device_ms, source = excluded.source, is_sample = excluded.is_sample
     WHERE excluded.rung > fact.rung OR (excluded.rung = fact.rung AND excluded.source < fact.source)`;

/** @param known persons of whom there may be facts already. */
async function keepFacts(tx: Transaction, facts: readonly OwnedFact[], policy: CapabilityPolicy, known: ReadonlyMap<PersonId, Standing>): Promise<void> {
  // An identity names its subject, and so one person. Of several facts with one identity the highest rung stands, then the smallest source: here, since ON CONFLICT may not meet
  // one row twice in a statement, and below.
  const byIdentity = new Map<string, FactRow>();
  for (const { fact, person, source, isSample } of facts) {
    const identity = factIdentity(fact);
    const rung = evidenceRung(fact, policy);
    const other = byIdentity.get(identity);
    if (other !== undefined && (rung < other.rung || (rung === other.rung && source >= other.source))) continue;
    byIdentity.set(identity, { person, identity: other?.identity ?? hash("sha256", identity, "hex").slice(0, 32), kind: fact.kind, what: whatOf(fact), rung, deviceMs: fact.wallMs, source, isSample });
  }
  const rows = [...byIdentity.values()];
  // Facts told before are rare, for a segment is projected once, and to look for each takes a quarter of the time: only where one is met are they looked for.
  if (await copiedWhole(tx, FACT_TABLE, rows.map(lineOf))) return;
  const asked = rows.filter(({ person }) => known.has(person));
  const { rows: told } = await tx.query<{ n: string }>(
    `SELECT n FROM unnest(string_to_array($1, ' ')::uuid[], string_to_array($2, ' ')::uuid[]) WITH ORDINALITY AS t(person, identity, n) JOIN fact USING (person, identity)`,
    [asked.map(({ person }) => person).join(" "), asked.map(({ identity }) => identity).join(" ")]);
  const toldAgain = new Set(told.map(({ n }) => asked[Number(n) - 1]));
  await copied(tx, FACT_TABLE, rows.filter((row) => !toldAgain.has(row)).map(lineOf));
  const again = [...toldAgain].filter((row) => row !== undefined);
  await tx.query(
    `INSERT INTO fact (${FACT_COLUMNS})
     SELECT p, i, k, w, r, d, decode(s, 'hex'), e
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::smallint[], $6::bigint[], $7::text[], $8::boolean[]) AS t(p, i, k, w, r, d, s, e)
     ON CONFLICT (person, identity) DO UPDATE SET ${FACT_STANDS}`,
    [
      again.map(({ person }) => person), again.map(({ identity }) => identity), again.map(({ kind }) => kind), again.map(({ what }) => what),
      again.map(({ rung }) => rung), again.map(({ deviceMs }) => deviceMs), again.map(({ source }) => source), again.map(({ isSample }) => isSample),
    ],
  );
}

function lineOf({ person, identity, kind, what, rung, deviceMs, source, isSample }: FactRow): string {
  return `${person}\t${identity}\t${kind}\t${escapedForCopy(what)}\t${rung}\t${deviceMs}\t\\\\x${source}\t${isSample}\n`;
}

/** The lesson, simulator, item, class or place that a fact is about. */
function whatOf(fact: Fact): string {
  switch (fact.kind) {
    case "person-registered": return fact.place;
    case "lesson-step-done": return `${fact.lesson}#${fact.step}`;
    case "simulator-finished": return fact.simulator;
    case "item-answered":
    case "item-neutralised": return fact.item;
    case "test-begun": return fact.purpose;
    case "test-resumed":
    case "test-ended":
    case "class-held":
    case "attendance-marked": return fact.key;
    case "profile-changed": return fact.place;
    case "class-changed":
    case "help-request-changed": return fact.record;
    case "persons-merged": return fact.other;
    case "round-planned": return fact.key;
    case "draw-published":
    case "retest-recorded":
    case "case-opened":
    case "case-answered":
    case "round-closed": return fact.round;
    case "vneid-confirmed": return fact.listedOn;
    case "directive-issued":
    case "campaign-planned":
    case "local-model-planned": return fact.key;
    case "directive-answered":
    case "directive-reminded":
    case "directive-ended": return fact.directive;
    case "session-tagged": return fact.session;
    case "consent-given": return fact.purpose;
    case "consent-withdrawn": return fact.key;
    case "ambassador-applied":
    case "ambassador-ended":
    case "class-opened": return fact.key;
    case "ambassador-appointed": return fact.application;
    case "task-observed": return isWholeTask(fact) ? `${fact.task}#whole` : fact.task;
    case "hand-raised": return fact.task;
    case "household-visited": return fact.household;
    case "place-found": return fact.place;
  }
}

type StandingRow = {
  person: PersonId; population_group: PopulationGroup | null; place: UnitId | null; registered_ms: string | null;
  registered_source: string | null; is_reached: boolean; own_simulators: string[]; is_sample: boolean; is_profile: boolean;
  /** YYYY-MM-DD */
  confirmed_on: string | null;
};

async function readStandings(tx: Transaction, persons: readonly PersonId[]): Promise<Map<PersonId, Standing>> {
  const { rows } = await tx.query<StandingRow>(
    `SELECT person, population_group, place, registered_ms, encode(registered_source, 'hex') AS registered_source, is_reached, own_simulators, is_sample, is_profile, confirmed_on::text
     FROM standing WHERE person = ANY ($1::uuid[])`, [persons]);
  return new Map(rows.map((row) => [row.person, standingOf(row)]));
}

function standingOf(row: StandingRow): Standing {
  const standing = { person: row.person, isReached: row.is_reached, ownSimulators: row.own_simulators, isSample: row.is_sample, ...(row.confirmed_on === null ? {} : { confirmedOn: row.confirmed_on }) };
  if (row.population_group === null || row.place === null || row.registered_ms === null || row.registered_source === null) return standing;
  return { ...standing, registration: { group: row.population_group, place: row.place, wallMs: Number(row.registered_ms), source: row.registered_source, ...(row.is_profile ? { isProfile: true } : {}) } };
}

async function writeStandings(tx: Transaction, standings: readonly Standing[]): Promise<void> {
  if (standings.length === 0) return;
  await tx.query(
    `INSERT INTO standing (person, population_group, place, registered_ms, registered_source, is_reached, own_simulators, is_sample, is_profile, confirmed_on)
     SELECT p, g, l, m, decode(s, 'hex'), r, coalesce(string_to_array(nullif(o, ''), ' '), '{}'), e, f, c
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::boolean[], $7::text[], $8::boolean[], $9::boolean[], $10::date[]) AS t(p, g, l, m, s, r, o, e, f, c)
     ON CONFLICT (person) DO UPDATE SET population_group = excluded.population_group, place = excluded.place, registered_ms = excluded.registered_ms,
       registered_source = excluded.registered_source, is_reached = excluded.is_reached, own_simulators = excluded.own_simulators, is_sample = excluded.is_sample, is_profile = excluded.is_profile, confirmed_on = excluded.confirmed_on`,
    [
      standings.map(({ person }) => person),
      standings.map(({ registration }) => registration?.group ?? null),
      standings.map(({ registration }) => registration?.place ?? null),
      standings.map(({ registration }) => registration?.wallMs ?? null),
      standings.map(({ registration }) => registration?.source ?? null),
      standings.map(({ isReached }) => isReached),
      standings.map(({ ownSimulators }) => ownSimulators.join(" ")),
      standings.map(({ isSample }) => isSample),
      standings.map(({ registration }) => registration?.isProfile === true),
      standings.map(({ confirmedOn }) => confirmedOn ?? null),
    ],
  );
}

/** `after` undefined: the person is counted no more. */
type Change = { readonly before: Standing | undefined; readonly after: Standing | undefined };

async function moveCounts(tx: Transaction, changes: readonly Change[], policy: CapabilityPolicy): Promise<ReadonlySet<UnitId | "">> {
  const moves = new Map<string, { readonly place: UnitId | ""; readonly group: PopulationGroup | ""; counts: CellCounts }>();
  for (const { before, after } of changes) {
    if (before !== undefined) move(before, -1);
    if (after !== undefined) move(after, 1);
  }
  const rows = [...moves.values()].filter(({ counts }) => Object.values(counts).some((count) => count !== 0));
  if (rows.length === 0) return new Set();
  await tx.query(
    `INSERT INTO progress (place, population_group, listed, reached, capable, sample, confirmed) SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[])
     ON CONFLICT (place, population_group) DO UPDATE SET listed = progress.listed + excluded.listed, reached = progress.reached + excluded.reached,
       capable = progress.capable + excluded.capable, sample = progress.sample + excluded.sample, confirmed = progress.confirmed + excluded.confirmed`,
    [
      rows.map(({ place }) => place), rows.map(({ group }) => group), rows.map(({ counts }) => counts.listed),
      rows.map(({ counts }) => counts.reached), rows.map(({ counts }) => counts.capable), rows.map(({ counts }) => counts.sample), rows.map(({ counts }) => counts.confirmed),
    ],
  );
  // A cell that everybody has left is no cell: a rebuild would not make it.
  await tx.query("DELETE FROM progress WHERE place = ANY ($1::text[]) AND listed = 0 AND reached = 0 AND capable = 0 AND sample = 0 AND confirmed = 0", [rows.map(({ place }) => place)]);
  return new Set(rows.map(({ place }) => place));

  function move(standing: Standing, sign: 1 | -1): void {
    const { cell, counts } = contribution(standing, policy);
    const name = `${cell.place}|${cell.group}`;
    const sum = moves.get(name) ?? { ...cell, counts: noCounts };
    moves.set(name, { ...sum, counts: addCounts(sum.counts, counts, sign) });
  }
}

function isSame(a: Standing, b: Standing): boolean {
  return a.isReached === b.isReached && a.isSample === b.isSample && a.registration?.source === b.registration?.source
    && a.ownSimulators.length === b.ownSimulators.length && a.confirmedOn === b.confirmedOn;
}
