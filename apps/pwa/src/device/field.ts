/**
 * What an ambassador's phone knows and does face to face: the people it serves, enrolment, the class of today, observations, visits. Each act is
 * facts in the journal, kept strictly together with what the phone remembers of it; nothing here waits for a network.
 */
import type { ConsentGiven, ConsentPurpose, Fact, FactKey, HouseholdId, HouseholdVisited, LessonId, PeopleServed, PersonId, PersonWords, PlaceFound, PopulationGroup, SimulatorId, TaskObserved, UnitId } from "@hocvuso/contract";
import { HOUSEHOLD_SKILLS } from "@hocvuso/domain/people";
import { appendFacts, sealWords, signServedRequest, textCodesIn, toTextCode, uuidv7, type Shelf, type ShelfTransaction, type WireFact } from "@hocvuso/journal";
import { isDoneAlone, type LearningRecord } from "../learning-record.ts";
import type { Profile } from "./device.ts";
import type { Machine } from "./machine.ts";
import "./machine.ts"; // wholly: were what is shared with it cut out into chunks of its own, the app that every phone keeps would weigh more
import { classNow as now, knownRange, peopleNames, type PeoplePicture, type PersonOnPhone } from "./people-on-phone.ts";
import { webPrimitives } from "./web-primitives.ts";

/** Where this phone's holder helps. Written when they apply. */
export type OwnField = {
  /** Whose page it is: nobody else who has the phone sees the people. */
  readonly holder: PersonId;
  readonly commune: UnitId;
  /** Hamlets, or the commune itself. */
  readonly places: readonly UnitId[];
  readonly recognition?: PeopleServed["recognition"];
  /** From the province, at the last meeting; absent: not appointed yet. */
  readonly until?: string;
};

export type KnownPerson = {
  readonly person: PersonId;
  readonly name: string;
  readonly birthYear?: number;
  readonly group: PopulationGroup;
  readonly place: UnitId;
  readonly household?: HouseholdId;
  readonly languages?: string;
  readonly lacks: readonly string[];
  readonly skills: readonly number[];
  readonly isReached: boolean;
  /** The province sent them; absent: written down on this phone. */
  readonly isServed?: true;
};

export type ClassPerson = {
  readonly person: PersonId;
  readonly called: string;
  readonly picture: PeoplePicture;
  readonly group: PopulationGroup;
  readonly place: UnitId;
  /** What their book looked like when they came: whoever's looks otherwise has done something. */
  readonly before?: string;
  readonly marked?: "acts" | "tap" | "sheet";
  readonly hand?: { readonly task: SimulatorId; readonly isHelped?: true };
};

export type ClassNow = { readonly key: FactKey; readonly place: UnitId; readonly lesson?: LessonId; readonly leader: PersonId; readonly isLeader?: true; readonly people: readonly ClassPerson[] };

type Filled = "actor" | "subject" | "wallMs" | "monoMs";
type About<F> = F extends Fact ? Omit<F, Filled> & { readonly subject?: PersonId } : never;

const mint = (): string => uuidv7({ nowMs: Date.now(), random: crypto.getRandomValues(new Uint8Array(10)) });
export const mintKey = (): FactKey => mint() as FactKey; // a UUIDv7, as the brand asks

/** Keeps facts and what else `also` does, all or none. Whose hands were on the phone is said by the phone. */
async function keep({ shelf, tell, meet }: Machine, facts: readonly About<Fact>[], also?: (tx: ShelfTransaction) => Promise<void>): Promise<void> {
  await shelf.write(["tail", "log", "profile", "bookmarks"], async (tx) => {
    const { person } = await tx.get("profile", "own") as Profile; // open-device.ts has kept it
    const filled = { actor: person, subject: person, wallMs: Date.now(), monoMs: Math.round(performance.now()) };
    await appendFacts(tx, facts.map((fact): WireFact => ({ ...filled, ...fact })));
    await also?.(tx);
  });
  await tell("kept");
  void meet();
}

// Whose page it is, and whom it serves

export async function readOwnField(shelf: Shelf): Promise<OwnField | undefined> {
  return await shelf.read(["bookmarks"], (tx) => tx.get("bookmarks", "own-field")) as OwnField | undefined; // only this file writes it
}

/** Rejects before the phone has met its province, for the name could not be closed. */
export async function apply(machine: Machine, { commune, places, name, times }: { readonly commune: UnitId; readonly places: readonly UnitId[]; readonly name: string; readonly times: readonly ("morning" | "afternoon" | "evening")[] }): Promise<void> {
  const { person } = await machine.shelf.read(["profile"], (tx) => tx.get("profile", "own")) as Profile; // as above
  const key = mintKey();
  const sealed = await closed(machine, person, key, { name });
  await keep(machine, [{ kind: "ambassador-applied", key, places: [...places], times: [...times], sealed }], (tx) => tx.put("bookmarks", "own-field", { holder: person, commune, places } satisfies OwnField));
}

async function closed({ journal }: Machine, person: PersonId, version: FactKey, words: PersonWords): Promise<string> {
  const key = await journal.newSubjectKey(person);
  if (key === undefined) throw new Error("not-met");
  return sealWords(JSON.stringify(words), key, version, webPrimitives);
}

const PATIENCE_MS = 20_000;

/** Asks the province whom this phone serves. Whoever it names no more is known here no more, but for those written down on this phone. Rejects where nobody answered. */
export async function askServed({ shelf, journal }: Machine): Promise<void> {
  const ahead = await shelf.read(["trust"], (tx) => tx.get("trust", "clockAheadMs"));
  const request = await signServedRequest(Date.now() - (typeof ahead === "number" ? ahead : 0), await journal.ownKey());
  const answer = await fetch("/api/people/served", { method: "POST", body: new Uint8Array(request), cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`/api/people/served answered ${answer.status}`);
  const { people, places, until, recognition } = await answer.json() as PeopleServed; // from our own origin, whose shape it is
  await shelf.write(["profile", "bookmarks"], async (tx) => {
    const own = await tx.get("bookmarks", "own-field") as OwnField | undefined; // as above
    if (own === undefined) return;
    const known = await tx.list("profile", knownRange) as readonly KnownPerson[]; // as above
    for (const one of known) if (one.isServed === true && !people.some(({ person }) => person === one.person)) await tx.delete("profile", `known/${one.person}`);
    for (const { person, name, birthYear, group, place, household, languages, lacks, skills, isReached } of people) {
      const here = known.find((one) => one.person === person);
      await tx.put("profile", `known/${person}`, {
        person, name, group, place, lacks, skills: [...new Set([...skills, ...here?.skills ?? []])], isReached: isReached || here?.isReached === true, isServed: true,
        ...(birthYear === undefined ? {} : { birthYear }), ...(household === undefined ? {} : { household }), ...(languages === undefined ? {} : { languages }),
      } satisfies KnownPerson);
    }
    const { until: _, ...rest } = own;
    await tx.put("bookmarks", "own-field", { ...rest, recognition, ...(places.length === 0 ? {} : { places }), ...(until === undefined ? {} : { until }) } satisfies OwnField);
  });
}

/** By name. */
export async function knownPeople(shelf: Shelf): Promise<readonly KnownPerson[]> {
  const all = await shelf.read(["profile"], (tx) => tx.list("profile", knownRange)) as readonly KnownPerson[]; // as above
  return all.toSorted((a, b) => a.name.localeCompare(b.name, "vi"));
}

// Enrolment

export type Enrolling = Omit<KnownPerson, "person" | "skills" | "isReached" | "isServed"> & {
  readonly consents: readonly ConsentPurpose[];
  readonly proof: ConsentGiven["proof"];
  readonly by: ConsentGiven["by"];
  readonly voice?: Blob;
};

export const CONSENT_STATEMENT = "truc-tiep-1";
/** Recorded words of consent stay on the phone that took them, under the consent's key. */
const consentVoices = "hocvuso-consent";

/** One person, their consents and what this phone remembers of them, all or none. Rejects before the phone has met its province. */
export async function enrol(machine: Machine, { consents, proof, by, voice, ...about }: Enrolling): Promise<KnownPerson> {
  const person = mint() as PersonId; // a UUIDv7, as the brand asks
  const version = mintKey();
  const { name, languages, lacks, group, place, birthYear, household } = about;
  const words: PersonWords = { name, ...(languages === undefined ? {} : { languages }), ...(lacks.length === 0 ? {} : { lacks: lacks as NonNullable<PersonWords["lacks"]> }) }; // the form's own choices
  const sealed = await closed(machine, person, version, words);
  const known: KnownPerson = { ...about, person, skills: [], isReached: false };
  const given = consents.map((purpose) => ({ kind: "consent-given", key: mintKey(), subject: person, purpose, statement: CONSENT_STATEMENT, proof, by }) as const);
  const [first] = given;
  if (voice !== undefined && first !== undefined) await (await caches.open(consentVoices)).put(`/${first.key}`, new Response(voice));
  await keep(machine, [
    { kind: "profile-changed", key: version, subject: person, supersedes: [], group, place, sealed, ...(birthYear === undefined ? {} : { birthYear }), ...(household === undefined ? {} : { household }) },
    ...given,
  ], (tx) => tx.put("profile", `known/${person}`, known));
  return known;
}

export const mintHousehold = (): HouseholdId => mint() as HouseholdId; // likewise

// The class

const last = "class-last";

export async function readClass(shelf: Shelf, which: "now" | "last" = "now"): Promise<ClassNow | undefined> {
  return await shelf.read(["bookmarks"], (tx) => tx.get("bookmarks", which === "now" ? now : last)) as ClassNow | undefined; // only this file and held-people.ts write it
}

export async function openClass(machine: Machine, { place, lesson }: { readonly place: UnitId; readonly lesson: LessonId | undefined }): Promise<void> {
  const key = mintKey();
  const more = lesson === undefined ? {} : { lesson };
  await keep(machine, [{ kind: "class-opened", key, place, ...more }], async (tx) => {
    const { person } = await tx.get("profile", "own") as Profile; // as above
    await tx.put("bookmarks", now, { key, place, ...more, leader: person, isLeader: true, people: [] } satisfies ClassNow);
  });
}

/** Puts people into the class and among those who may log in on this phone, each with a picture that nobody here has. Who is in already stays as they are. */
export async function bringIn({ shelf }: Machine, people: readonly (Pick<ClassPerson, "person" | "called" | "group" | "place"> & { readonly picture?: PeoplePicture })[]): Promise<void> {
  await shelf.write(["profile", "bookmarks"], async (tx) => {
    const held = await tx.get("bookmarks", now) as ClassNow | undefined; // as above
    if (held === undefined) return;
    const own = await tx.get("profile", "own") as Profile; // as above
    const here = await tx.list("profile", { from: "person/", to: "person/~" }) as readonly PersonOnPhone[]; // people-on-phone.ts writes there
    if (here.length === 0) await tx.put("profile", `person/${own.person}`, { called: "", picture: "trau", ...own });
    const taken = new Set<string>(["trau", ...here.map(({ picture }) => picture), ...held.people.map(({ picture }) => picture)]);
    const added: ClassPerson[] = [];
    for (const { person, called, group, place, picture: wanted } of people) {
      if (held.people.some((one) => one.person === person)) continue;
      const there = here.find((one) => one.person === person);
      const picture = there?.picture ?? (wanted !== undefined && !taken.has(wanted) ? wanted : peopleNames.find((name) => !taken.has(name)) ?? "trau");
      taken.add(picture);
      if (there === undefined) await tx.put("profile", `person/${person}`, { person, called, picture, group, place, isAdded: true } satisfies PersonOnPhone);
      added.push({ person, called, picture, group, place, before: await bookOf(tx, person) });
    }
    await tx.put("bookmarks", now, { ...held, people: [...held.people, ...added] } satisfies ClassNow);
  });
}

/** Their book in a few letters, so that a change can be seen. */
async function bookOf(tx: ShelfTransaction, person: PersonId): Promise<string> {
  const text = JSON.stringify(await tx.list("bookmarks", { from: `${person}/`, to: `${person}/~` }));
  let mark = 0;
  for (let at = 0; at < text.length; at++) mark = (Math.imul(mark, 31) + text.charCodeAt(at)) | 0;
  return `${text.length}.${mark}`;
}

export type Seat = ClassPerson & { readonly state: "stuck" | "working" | "done" | "absent" };

/** How each fares whose book is on this phone. In the order of their coming; who is stuck first. */
export async function seats(shelf: Shelf): Promise<readonly Seat[]> {
  const found = await shelf.read(["bookmarks"], async (tx) => {
    const held = await tx.get("bookmarks", now) as ClassNow | undefined; // as above
    return Promise.all((held?.people ?? []).map(async (one): Promise<Seat> => {
      const record = await tx.get("bookmarks", `${one.person}/learning-record`) as LearningRecord | undefined; // learning-record.ts writes it
      const hasActed = one.before !== undefined && await bookOf(tx, one.person) !== one.before;
      const isDone = hasActed && (record?.runs.some(isDoneAlone) === true || Object.keys(record?.finished ?? {}).length > 0);
      return { ...one, state: one.hand !== undefined && one.hand.isHelped !== true ? "stuck" : isDone ? "done" : hasActed || one.marked !== undefined ? "working" : "absent" };
    }));
  });
  return found.toSorted((a, b) => Number(b.state === "stuck") - Number(a.state === "stuck"));
}

/** Whoever has acted on this phone since they came is marked present, once. Safe at any time. */
export async function markWhoActed(machine: Machine): Promise<void> {
  const acted = (await seats(machine.shelf)).filter(({ state, marked }) => marked === undefined && state !== "absent").map(({ person }) => person);
  await mark(machine, acted, "acts");
}

export async function mark(machine: Machine, persons: readonly PersonId[], how: "acts" | "tap" | "sheet", which: "now" | "last" = "now"): Promise<void> {
  const held = await readClass(machine.shelf, which);
  const fresh = held?.people.filter(({ person, marked }) => persons.includes(person) && marked === undefined).map(({ person }) => person) ?? [];
  if (held === undefined || fresh.length === 0) return;
  await keep(machine, fresh.map((subject) => ({ kind: "attendance-marked", key: held.key, subject, how })), async (tx) => {
    await changePeople(tx, which, (one) => (fresh.includes(one.person) ? { ...one, marked: how } : one));
    for (const person of fresh) {
      const known = await tx.get("profile", `known/${person}`) as KnownPerson | undefined; // as above
      if (known !== undefined) await tx.put("profile", `known/${person}`, { ...known, isReached: true } satisfies KnownPerson);
    }
  });
}

async function changePeople(tx: ShelfTransaction, which: "now" | "last", how: (one: ClassPerson) => ClassPerson): Promise<void> {
  const name = which === "now" ? now : last;
  const held = await tx.get("bookmarks", name) as ClassNow | undefined; // as above
  if (held !== undefined) await tx.put("bookmarks", name, { ...held, people: held.people.map(how) } satisfies ClassNow);
}

/** Of whoever has the phone in hand; once a run, and only in a class. */
export async function raiseHand(machine: Machine, { key, task }: { readonly key: FactKey; readonly task: SimulatorId }): Promise<void> {
  const { person } = await machine.shelf.read(["profile"], (tx) => tx.get("profile", "own")) as Profile; // as above
  const held = await readClass(machine.shelf);
  const one = held?.people.find((each) => each.person === person);
  if (held === undefined || one === undefined || (one.hand !== undefined && one.hand.isHelped !== true)) return;
  await keep(machine, [{ kind: "hand-raised", key, class: held.key, task }], (tx) => changePeople(tx, "now", (each) => (each.person === person ? { ...each, hand: { task } } : each)));
}

export async function handHelped({ shelf }: Machine, person: PersonId): Promise<void> {
  await shelf.write(["bookmarks"], (tx) => changePeople(tx, "now", (one) => (one.person === person && one.hand !== undefined ? { ...one, hand: { ...one.hand, isHelped: true } } : one)));
}

export async function observe(machine: Machine, { person, task, seen }: { readonly person: PersonId; readonly task: SimulatorId; readonly seen: TaskObserved["seen"] }): Promise<void> {
  const held = await readClass(machine.shelf);
  await keep(machine, [{ kind: "task-observed", key: mintKey(), subject: person, task, seen, ...(held === undefined ? {} : { class: held.key }) }]);
}

/** The class is over on this phone. Where it is led, that is a fact; elsewhere only the people of the class leave the phone. */
export async function closeClass(machine: Machine): Promise<void> {
  await markWhoActed(machine);
  const held = await readClass(machine.shelf);
  if (held === undefined) return;
  const { key, place, lesson } = held;
  await keep(machine, held.isLeader === true ? [{ kind: "class-held", key, place, ...(lesson === undefined ? {} : { lesson }) }] : [], async (tx) => {
    await tx.put("bookmarks", last, held);
    await tx.delete("bookmarks", now);
  });
}

/** Takes the people of the last class off this phone's log-in: their acts are in the journal, their books go. Whoever has the phone in hand stays. */
export async function letPeopleGo({ shelf, journal }: Machine): Promise<void> {
  await journal.seal(); // as whoever leaves a phone: only the province reads what they did
  const held = await readClass(shelf, "last");
  await shelf.write(["profile", "bookmarks"], async (tx) => {
    const { person: inHand } = await tx.get("profile", "own") as Profile; // as above
    for (const { person } of held?.people ?? []) {
      if (person === inHand) continue;
      await tx.delete("profile", `person/${person}`);
      await tx.clear("bookmarks", { from: `${person}/`, to: `${person}/~` });
    }
  });
}

// A second phone joins by a code: the class, and those people of it who will use that phone

type Ticket = { readonly k: FactKey; readonly p: UnitId; readonly l?: LessonId; readonly t: PersonId; readonly n: readonly (readonly [PersonId, string, PeoplePicture, PopulationGroup, UnitId])[] };
/** So few that the code is still read by a cheap camera. */
const PEOPLE_A_CODE = 5;

export function ticketsOf({ key, place, lesson, leader }: ClassNow, people: readonly ClassPerson[]): readonly string[] {
  const parts = Array.from({ length: Math.ceil(people.length / PEOPLE_A_CODE) }, (_, at) => people.slice(at * PEOPLE_A_CODE, (at + 1) * PEOPLE_A_CODE));
  return parts.map((part) => toTextCode("class", new TextEncoder().encode(JSON.stringify({
    k: key, p: place, t: leader, ...(lesson === undefined ? {} : { l: lesson }), n: part.map(({ person, called, picture, group, place: home }) => [person, called, picture, group, home] as const),
  } satisfies Ticket))));
}

/** @returns how many people came with the codes; undefined: there was none of a class, or one that is damaged. */
export async function joinClass(machine: Machine, text: string): Promise<number | undefined> {
  const tickets = textCodesIn(text).filter(({ kind }) => kind === "class").map(({ bytes }) => ticketIn(bytes));
  const [first] = tickets;
  if (first === undefined || tickets.includes(undefined)) return undefined;
  await machine.shelf.write(["bookmarks"], async (tx) => {
    const held = await tx.get("bookmarks", now) as ClassNow | undefined; // as above
    if (held?.key !== first.k) await tx.put("bookmarks", now, { key: first.k, place: first.p, ...(first.l === undefined ? {} : { lesson: first.l }), leader: first.t, people: [] } satisfies ClassNow);
  });
  const people = tickets.flatMap((ticket) => ticket?.n ?? []);
  await bringIn(machine, people.map(([person, called, picture, group, place]) => ({ person, called, picture, group, place })));
  return people.length;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const unit = /^[0-9]{2,5}\.[0-9]+(-[0-9]{2,3})?$/;

/** From another's screen: taken only where every part has its form. */
function ticketIn(bytes: Uint8Array): Ticket | undefined {
  try {
    const ticket = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Ticket; // each part is looked at below
    const isPerson = ([person, called, picture, group, place]: Ticket["n"][number]) => uuid.test(person) && typeof called === "string" && called.length <= 80
      && peopleNames.includes(picture) && ["adult", "student", "official"].includes(group) && unit.test(place);
    const isSound = uuid.test(ticket.k) && uuid.test(ticket.t) && unit.test(ticket.p) && (ticket.l === undefined || /^[a-z0-9-]{1,60}$/.test(ticket.l)) && ticket.n.length <= 60 && ticket.n.every(isPerson);
    return isSound ? ticket : undefined;
  } catch {
    return undefined; // cut, changed, or another's
  }
}

// Households and hamlets

export type Visit = { readonly household: HouseholdId; readonly on: string; readonly outcome: HouseholdVisited["outcome"]; readonly nextOn?: string };

export async function visits(shelf: Shelf): Promise<ReadonlyMap<HouseholdId, Visit>> {
  const kept = await shelf.read(["profile"], (tx) => tx.list("profile", { from: "visit/", to: "visit/~" })) as readonly Visit[]; // only `visit` writes there
  return new Map(kept.map((each) => [each.household, each]));
}

export async function visit(machine: Machine, { person, ...kept }: Visit & { readonly person: PersonId }): Promise<void> {
  const { household, outcome, nextOn } = kept;
  await keep(machine, [{ kind: "household-visited", key: mintKey(), subject: person, household, outcome, ...(nextOn === undefined ? {} : { nextOn }) }], (tx) => tx.put("profile", `visit/${household}`, kept));
}

export async function placesFound(shelf: Shelf): Promise<ReadonlyMap<UnitId, PlaceFound["lacks"]>> {
  const kept = await shelf.read(["profile"], (tx) => tx.list("profile", { from: "hamlet/", to: "hamlet/~" })) as readonly Pick<PlaceFound, "place" | "lacks">[]; // only `findPlace` writes there
  return new Map(kept.map(({ place, lacks }) => [place, lacks]));
}

export function findPlace(machine: Machine, found: Pick<PlaceFound, "place" | "lacks">): Promise<void> {
  return keep(machine, [{ kind: "place-found", key: mintKey(), ...found }], (tx) => tx.put("profile", `hamlet/${found.place}`, found));
}

/** Of the five, those whose place is in the list. */
export function fiveOf(skills: readonly number[]): readonly boolean[] {
  return Array.from({ length: HOUSEHOLD_SKILLS }, (_, at) => skills.includes(at));
}
