/**
 * The desk where people ask about their own data: see, take away, correct, agree and withdraw, restrict, erase, each within its time. Every
 * look at somebody's record stands in the audit trail before it is answered.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { ConsentPurpose, PersonId, PopulationGroup, UnitId, type FactKey, type Fact, type PeopleFound, type PersonRecord, type PersonWords, type ProfileChanged, type RightsRequests } from "@hocvuso/contract";
import { deadlinesOf, likeKey, mayConsent } from "@hocvuso/domain/people";
import { unitsAt } from "@hocvuso/domain/units";
import { sealWords, uuidv7, type SubjectKey } from "@hocvuso/journal";
import type { Context } from "hono";
import { Type } from "typebox";
import { erasePerson } from "../consequences.ts";
import { addToErasedList } from "../erased-list.ts";
import { audit, auditMany, type AuditedAct } from "../identity/audit.ts";
import { liesInToday, signedIn, todayOf, type SignedIn } from "../identity/visitor.ts";
import { digestOf, findIndexed, keepIndexed } from "../people/blind-index.ts";
import { asActor, openOfficeLog } from "../office-log.ts";
import { consentsIn, factsAbout, profileHeads, rootOf, subjectKeyOf, wordsOf } from "../people/person-record.ts";
import type { Transaction } from "../postgres/database.ts";
import { communeOn, communeOfPlace, currentBoundaries, hamletName, nameOf } from "../projections/read-progress.ts";
import type { Services } from "../services.ts";
import { posted, query } from "./endpoint.ts";
import { Problem } from "./problem.ts";

const FOUND = 20;
const ofPerson = { person: PersonId };
const birthYear = Type.Integer({ minimum: 1900, maximum: 2100 });
/** As lists are read: no character that begins a formula or a tag. */
const name = Type.String({ minLength: 1, maxLength: 80, pattern: "^[\\p{L}][\\p{L}\\p{M} .'’()-]*$" });

export const findPeople = posted(Type.Object({ name: Type.String({ minLength: 1, maxLength: 80 }), birthYear: Type.Optional(birthYear) }), async ({ name: asked, birthYear: year }, services, c): Promise<PeopleFound> => {
  const unit = c.req.query("unit") ?? "";
  const { asOf } = currentBoundaries(services.register);
  const communes = unitsAt(services.register, "commune", asOf).filter((commune) => liesInToday(services.register)(commune, unit as UnitId)); // a commune's id or none that anything lies in
  const thisYear = Number(todayOf(services).slice(0, 4));
  // Without a year everybody of that name is looked for, whatever year they said and if they said none.
  const years = year === undefined ? [undefined, ...Array.from({ length: thisYear - 1899 }, (_, i) => 1900 + i)] : [year];
  const digests = communes.flatMap((commune) => years.map((one) => digestOf({ kind: "like", text: likeKey(asked, one, commune) }, services)));
  return services.database.transaction(async (tx) => {
    const by = await signedIn(c, services);
    const found = [...new Set([...(await findIndexed(tx, "like", digests)).values()].flat())].slice(0, FOUND);
    const people = await Promise.all(found.map((person) => shownOf(tx, person, services)));
    await auditMany(tx, { act: "person-found", by, persons: found, unit, said: {} }, services);
    return { people: people.map(({ person, name: called, birthYear: born, place, placeName }) => ({ person, placeName, ...(called === undefined ? {} : { name: called }), ...(born === undefined ? {} : { birthYear: born }), ...(place === undefined ? {} : { place }) })) };
  });
});

export const getPerson = query(Type.Object(ofPerson), ({ person }, services, c): Promise<PersonRecord> => look(person, "person-seen", c, services, (tx, root) => recordOf(tx, root, services)));

/** Everything, as it was written, for the person to take away. */
export const exportPerson = query(Type.Object(ofPerson), async ({ person }, services, c) => {
  const file = await look(person, "person-exported", c, services, async (tx, root) => ({ exportedAt: new Date(services.now()).toISOString(), record: await recordOf(tx, root, services), facts: await factsAbout(tx, root, services) }));
  return c.json(file, 200, { "content-disposition": `attachment; filename="du-lieu-${person.slice(-8)}.json"`, "cache-control": "no-store" });
});

export const correctPerson = posted(Type.Object({ ...ofPerson, name, birthYear: Type.Optional(birthYear), sex: Type.Optional(Type.Union([Type.Literal("female"), Type.Literal("male")])), group: PopulationGroup, place: UnitId }), async ({ person, ...correct }, services, c) => {
  const { register, primitives, now } = services;
  const commune = communeOn(register, correct.place, currentBoundaries(register).asOf);
  if (commune === undefined) throw new Problem("unit-unknown", { unit: correct.place });
  const log = await openOfficeLog(commune, services);
  await look(person, "person-corrected", c, services, async (tx, root, by) => {
    const heads = (await profileHeads(tx, [root])).get(root);
    const before = heads?.winner.state;
    const subject = before?.subject ?? root;
    const held = await subjectKeyOf(tx, subject, services);
    const key: SubjectKey = held ?? { person: subject, key: randomBytes(32) };
    const version = newKey(services);
    const words: PersonWords = { ...(before === undefined ? {} : await wordsOf(tx, before, services)), name: correct.name };
    const fact: ProfileChanged = {
      kind: "profile-changed", key: version, actor: asActor(by.id), subject, wallMs: now(), monoMs: 0, supersedes: (heads?.heads ?? []).map((head) => head.key),
      group: correct.group, place: correct.place, sealed: await sealWords(JSON.stringify(words), key, version, primitives),
      ...(correct.birthYear === undefined ? {} : { birthYear: correct.birthYear }), ...(correct.sex === undefined ? {} : { sex: correct.sex }),
      ...(before?.household === undefined ? {} : { household: before.household }), ...(before?.isAmbassador === undefined ? {} : { isAmbassador: before.isAmbassador }),
    };
    await log.keep(tx, await log.seal([fact]), held === undefined ? await log.wrap([key]) : []);
    await keepIndexed(tx, [{ kind: "like", text: likeKey(correct.name, correct.birthYear, commune), person: root }], services, { instead: [root, subject] });
  });
  return {};
});

export const giveConsent = posted(Type.Object({
  ...ofPerson, purpose: ConsentPurpose, statement: Type.String({ pattern: "^[a-z0-9-]{1,40}$" }),
  proof: Type.Union([Type.Literal("tick"), Type.Literal("voice"), Type.Literal("paper")]), by: Type.Union([Type.Literal("self"), Type.Literal("guardian"), Type.Literal("both")]),
}), async ({ person, ...given }, services, c) => {
  await write(person, "consent-given", c, services, async (tx, root, by) => {
    const profile = (await profileHeads(tx, [root])).get(root)?.winner.state;
    const thisYear = Number(todayOf(services).slice(0, 4));
    if (!mayConsent({ birthYear: profile?.birthYear, isPupil: profile?.group === "student", by: given.by, thisYear })) throw new Problem("consent-by-guardian");
    return { kind: "consent-given", key: newKey(services), actor: asActor(by.id), subject: root, wallMs: services.now(), monoMs: 0, ...given };
  });
  return {};
});

export const withdrawConsent = posted(Type.Object({ ...ofPerson, key: Type.Unsafe<FactKey>(Type.String({ pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" })) }), async ({ person, key }, services, c) => {
  await write(person, "consent-withdrawn", c, services, async (_, root, by) => ({ kind: "consent-withdrawn", key, actor: asActor(by.id), subject: root, wallMs: services.now(), monoMs: 0 }));
  return {};
});

export const restrictPerson = posted(Type.Object({ ...ofPerson, isRestricted: Type.Boolean() }), async ({ person, isRestricted }, services, c) => {
  await look(person, isRestricted ? "person-restricted" : "restriction-ended", c, services, async (tx, root) => {
    if (isRestricted) await tx.query("INSERT INTO restriction (person, since) VALUES ($1, $2) ON CONFLICT DO NOTHING", [root, new Date(services.now())]);
    else await tx.query("DELETE FROM restriction WHERE person = $1", [root]);
  });
  return {};
});

export const erasePersonAct = posted(Type.Object({ ...ofPerson, isSure: Type.Literal(true) }), async ({ person }, services, c) => {
  const erased = await look(person, "person-erased", c, services, async (tx, root) => {
    await tx.query("UPDATE rights_request SET done_at = $2, answered_at = coalesce(answered_at, $2) WHERE person = $1 AND done_at IS NULL", [root, new Date(services.now())]);
    const gone = await erasePerson(tx, root, services);
    // Before it is committed: a list that names somebody too many brings nobody back, one that lacks them would.
    addToErasedList(services.dataFolder, gone);
    return gone;
  });
  return { erased: erased.length };
});

const requestKinds = Type.Union([Type.Literal("see"), Type.Literal("export"), Type.Literal("correct"), Type.Literal("withdraw"), Type.Literal("restrict"), Type.Literal("erase")]);

export const takeRequest = posted(Type.Object({ ...ofPerson, kind: requestKinds, withOthers: Type.Boolean() }), async ({ person, kind, withOthers }, services, c) => {
  await look(person, "request-taken", c, services, async (tx, root) => {
    const { place } = await shownOf(tx, root, services);
    const commune = place === undefined ? "" : communeOn(services.register, place, currentBoundaries(services.register).asOf) ?? "";
    await tx.query("INSERT INTO rights_request (id, person, unit, kind, received_on, with_others) VALUES ($1, $2, $3, $4, $5, $6)", [randomUUID(), root, commune, kind, todayOf(services), withOthers]);
  });
  return {};
});

export const getRequests = query(Type.Object({ unit: UnitId }), async ({ unit }, services): Promise<RightsRequests> => {
  const liesIn = liesInToday(services.register);
  const requests = await services.database.transaction((tx) => requestsWhere(tx, "TRUE", [], services));
  return { unit, today: todayOf(services), requests: requests.filter((request) => liesIn(request.unit, unit)).map(({ unit: _, ...request }) => request) };
});

export const settleRequest = posted(Type.Object({ id: Type.String({ pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" }), step: Type.Union([Type.Literal("answered"), Type.Literal("done"), Type.Literal("extended")]) }), async ({ id, step }, services, c) => {
  const by = await signedIn(c, services);
  await services.database.transaction(async (tx) => {
    const [request] = await requestsWhere(tx, "id = $1", [id], services);
    if (request === undefined || !liesInToday(services.register)(request.unit, (c.req.query("unit") ?? "") as UnitId)) throw new Problem("staff-unknown"); // the door let them in for this unit
    const now = new Date(services.now());
    if (step === "extended") await tx.query("UPDATE rights_request SET is_extended = true WHERE id = $1 AND done_at IS NULL", [id]);
    else await tx.query("UPDATE rights_request SET answered_at = coalesce(answered_at, $2), done_at = CASE WHEN $3 THEN coalesce(done_at, $2) ELSE done_at END WHERE id = $1", [id, now, step === "done"]);
    await audit(tx, { act: `request-${step}`, by, person: request.person, unit: request.unit, said: { request: id } }, services);
  });
  return {};
});

type RequestFound = RightsRequests["requests"][number] & { readonly unit: UnitId | "" };

async function requestsWhere(tx: Transaction, condition: "TRUE" | "id = $1" | "person = $1", values: readonly string[], { rights }: Services): Promise<readonly RequestFound[]> {
  const { rows } = await tx.query<{ id: string; person: PersonId; unit: UnitId | ""; kind: string; received_on: string; with_others: boolean; is_extended: boolean; answered_at: Date | null; done_at: Date | null }>(
    `SELECT id, person, unit, kind, received_on::text, with_others, is_extended, answered_at, done_at FROM rights_request WHERE ${condition} ORDER BY done_at IS NOT NULL, received_on, id`, [...values]);
  return rows.map(({ id, person, unit, kind, received_on: receivedOn, with_others: withOthers, is_extended: isExtended, answered_at, done_at }) => ({
    id, person, unit, kind, receivedOn, withOthers, isExtended, ...deadlinesOf(receivedOn, { withOthers, isExtended }, rights),
    ...(answered_at === null ? {} : { answeredAt: answered_at.toISOString() }), ...(done_at === null ? {} : { doneAt: done_at.toISOString() }),
  }));
}

type Shown = Omit<PersonRecord, "consents" | "acts" | "requests">;

async function shownOf(tx: Transaction, root: PersonId, services: Services): Promise<Shown> {
  const { register } = services;
  const profile = (await profileHeads(tx, [root])).get(root)?.winner.state;
  const { rows: [standing] } = await tx.query<{ place: UnitId | null; population_group: string | null; since: Date | null }>("SELECT place, population_group, r.since FROM standing s LEFT JOIN restriction r ON r.person = s.person WHERE s.person = $1", [root]);
  const words = profile === undefined ? undefined : await wordsOf(tx, profile, services);
  const place = profile?.place ?? standing?.place ?? undefined;
  const group = profile?.group ?? standing?.population_group ?? undefined;
  const commune = place === undefined ? undefined : communeOfPlace(place);
  return {
    person: root, lacks: [...(words?.lacks ?? [])],
    placeName: commune !== undefined && register.units.has(commune) ? `${place !== undefined && place !== commune ? `${hamletName(place).vi}, ` : ""}${nameOf(register, commune, currentBoundaries(register).asOf).vi}` : "",
    ...(place === undefined ? {} : { place }), ...(group === undefined ? {} : { group }),
    ...(words === undefined ? {} : { name: words.name }), ...(words?.hamletName === undefined ? {} : { hamletName: words.hamletName }), ...(words?.languages === undefined ? {} : { languages: words.languages }),
    ...(profile?.birthYear === undefined ? {} : { birthYear: profile.birthYear }), ...(profile?.sex === undefined ? {} : { sex: profile.sex }),
    ...(standing?.since === null || standing?.since === undefined ? {} : { restrictedSince: standing.since.toISOString() }),
  };
}

async function recordOf(tx: Transaction, root: PersonId, services: Services): Promise<PersonRecord> {
  const facts = await factsAbout(tx, root, services);
  const requests = await requestsWhere(tx, "person = $1", [root], services);
  return {
    ...await shownOf(tx, root, services), consents: consentsIn(facts), requests: requests.map(({ unit: _, ...request }) => request),
    acts: Object.fromEntries([...Map.groupBy(facts, ({ kind }) => kind)].map(([kind, own]) => [kind, own.length])),
  };
}

/** Does something with somebody's record, in one transaction with the line that says so. */
async function look<Result>(person: PersonId, act: AuditedAct, c: Context, services: Services, then: (tx: Transaction, root: PersonId, by: SignedIn) => Promise<Result>): Promise<Result> {
  const by = await signedIn(c, services);
  return services.database.transaction(async (tx) => {
    const root = await rootOf(tx, person);
    const { rows: [standing] } = await tx.query<{ place: UnitId | null }>("SELECT place FROM standing WHERE person = $1", [root]);
    if (standing === undefined) throw new Problem("person-unknown");
    await audit(tx, { act, by, person: root, ...(standing.place === null ? {} : { unit: communeOfPlace(standing.place) }) }, services);
    return then(tx, root, by);
  });
}

/** Writes one fact about somebody. */
async function write(person: PersonId, act: AuditedAct, c: Context, services: Services, make: (tx: Transaction, root: PersonId, by: SignedIn) => Promise<Fact>): Promise<void> {
  const log = await openOfficeLog("", services);
  await look(person, act, c, services, async (tx, root, by) => log.keep(tx, await log.seal([await make(tx, root, by)]), []));
}

function newKey({ now }: Services): FactKey {
  return uuidv7({ nowMs: now(), random: randomBytes(10) }) as FactKey; // a UUID, freshly made
}
