/** What comes down to a phone: the people its holder serves, and nobody else. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { AmbassadorApplied, Ambassadors, AuditTrail, ConsentGiven, FactKey, PeopleServed, PersonId, TaskObserved, UnitId } from "@hocvuso/contract";
import { sealWords, signKeyParcel, signServedRequest, type ReplicaKey } from "@hocvuso/journal";
import { projectionsDigest, rebuildProjections } from "../apps/server/src/projections/rebuild.ts";
import { frame } from "@hocvuso/journal";
import { framesOf, idOf, newNodeKey, nodePrimitives, played, profile, sealedBy } from "./given.ts";
import { cookieOf } from "./given-staff.ts";
import { askingWith, givenServer, type Asking, type GivenServer } from "./given-server.ts";

const LE_THUY = "19249.2" as UnitId; // xã Lệ Thủy of today
const DONG_THUAN = "18859.2" as UnitId; // xã Đồng Thuận of today
let server: GivenServer;
let officer: Asking;
let hanh: ReplicaKey;
let appointment: FactKey;

const hamlet = (serial: string, commune = LE_THUY) => `${commune}-${serial}` as UnitId; // by its form
const today = Date.UTC(2026, 10, 23);
const about = (who: string) => ({ actor: idOf<PersonId>(who), subject: idOf<PersonId>(who), wallMs: today, monoMs: 0 });
const consent = (who: string, purpose: ConsentGiven["purpose"] = "contact"): ConsentGiven => ({ kind: "consent-given", key: idOf(`${who} ${purpose}`), ...about(who), purpose, statement: "truc-tiep-1", proof: "tick", by: "self" });

/** Enrols somebody as an ambassador's phone does: with a name closed under their own key. */
async function enrolled(key: ReplicaKey, who: string, place: UnitId): Promise<{ readonly facts: Parameters<typeof sealedBy>[1]; readonly parcel: Uint8Array }> {
  const subject = { person: idOf<PersonId>(who), key: nodePrimitives.random(32) };
  const fact = profile(who, `${who}, first`, { place });
  return {
    facts: [{ ...fact, sealed: await sealWords(JSON.stringify({ name: who, lacks: ["phone"] }), subject, fact.key, nodePrimitives) }],
    parcel: await signKeyParcel(subject, server.services.readers.map(({ publicKey }) => publicKey), key, nodePrimitives),
  };
}

async function asked(key: ReplicaKey, atMs = today): Promise<{ readonly status: number; readonly served: PeopleServed }> {
  const answer = await server.open.request("/api/people/served", { method: "POST", body: new Uint8Array(await signServedRequest(atMs, key)) });
  return { status: answer.status, served: await answer.json() as PeopleServed }; // what the route promises
}

const names = ({ served }: { readonly served: PeopleServed }) => served.people.map(({ name }) => name).toSorted();

async function say(path: string, body: object, asking = officer): Promise<{ readonly status: number; readonly answer: { code?: string; appointment?: FactKey } }> {
  const answer = await asking.request(path, { method: "POST", body: JSON.stringify(body) });
  return { status: answer.status, answer: await answer.json() as { code?: string; appointment?: FactKey } }; // a refusal has its code
}

before(async () => {
  server = await givenServer();
  officer = askingWith(server.open, await cookieOf(server.services, [{ role: "commune-officer", unit: LE_THUY, from: "2026-01-01" }], "Lê Văn Hợp"));
  hanh = await server.enrolledKey();
  const people = await Promise.all([["bà Thảo", hamlet("03")], ["ông Bảy", hamlet("03")], ["cô Sen", hamlet("04")], ["bác Tám", hamlet("03", DONG_THUAN)], ["mệ Gái", hamlet("03")], ["anh Tùng", hamlet("03")]].map(([who = "", place]) => enrolled(hanh, who, place as UnitId))); // as listed
  const applied: AmbassadorApplied = { kind: "ambassador-applied", key: idOf("Hạnh applies"), ...about("chị Hạnh"), places: [hamlet("03")], times: ["evening"] };
  const segments = await sealedBy(hanh, [...people.flatMap(({ facts }) => facts), consent("bà Thảo"), consent("cô Sen"), consent("bác Tám"), consent("mệ Gái"), consent("anh Tùng"), consent("ông Bảy", "learning-record"), applied, played("bà Thảo")]);
  assert.equal((await server.post("/sync/put", framesOf(segments))).status, 200);
  assert.equal((await server.post("/sync/put", frame(people.map(({ parcel }) => parcel)))).status, 200);
});
after(() => server.stop());

test("nobody is sent down before the commune has appointed whoever applied on that phone", async () => {
  const before = await asked(hanh);
  assert.deepEqual([before.status, before.served.appointment, before.served.people], [200, undefined, []]);
  const { ambassadors: [waiting, ...others] } = await (await officer.request(`/api/ambassadors?unit=${LE_THUY}`)).json() as Ambassadors; // what the route promises
  assert.deepEqual([waiting?.application, waiting?.places, waiting?.appointment, others], [idOf("Hạnh applies"), [hamlet("03")], undefined, []]);
  assert.equal((await say(`/api/ambassadors/appoint?unit=${LE_THUY}`, { application: waiting?.application, places: [hamlet("03", DONG_THUAN)], until: "2026-12-31" })).answer.code, "not-allowed");
  const said = await say(`/api/ambassadors/appoint?unit=${LE_THUY}`, { application: waiting?.application, places: [hamlet("03")], until: "2026-12-31" });
  appointment = said.answer.appointment ?? assert.fail(JSON.stringify(said));
});

test("an appointed phone is sent those of its hamlets who agreed to be called on: no other hamlet's, no other commune's, and with what it needs to help", async () => {
  const { served, status } = await asked(hanh);
  assert.equal(status, 200, server.logged.join("\n"));
  assert.deepEqual([served.appointment, served.people.map(({ name }) => name).toSorted()], [appointment, ["anh Tùng", "bà Thảo", "mệ Gái"]]);
  const thao = served.people.find(({ name }) => name === "bà Thảo");
  assert.deepEqual([thao?.skills, thao?.isReached, thao?.lacks, thao?.place], [[2], true, ["phone"], hamlet("03")]);
  const { entries } = await (await server.app.request(`/api/audit?person=${idOf("bà Thảo")}`)).json() as AuditTrail; // likewise
  assert.ok(entries.some(({ act }) => act === "people-sent-down"));
});

test("another phone, the same phone an hour later, a request changed on the way and an appointment that a phone wrote itself get nobody", async () => {
  const other = await server.enrolledKey();
  assert.deepEqual(names(await asked(other)), []);
  assert.deepEqual(names(await asked(await newNodeKey())), []);
  assert.equal((await asked(hanh, today - 3_600_000)).status, 409);
  const bytes = await signServedRequest(today, hanh);
  bytes[8] = (bytes[8] ?? 0) ^ 1;
  assert.equal((await server.open.request("/api/people/served", { method: "POST", body: new Uint8Array(bytes) })).status, 400);
  const forged = await sealedBy(other, [
    { kind: "ambassador-applied", key: idOf("forged application"), ...about("kẻ lạ"), places: [hamlet("03")], times: [] },
    { kind: "ambassador-appointed", key: idOf("forged appointment"), ...about("kẻ lạ"), application: idOf("forged application"), places: [hamlet("03")], until: "2027-12-31" },
  ]);
  assert.equal((await server.post("/sync/put", framesOf(forged))).status, 200);
  assert.deepEqual(names(await asked(other)), []);
});

test("who takes consent back, whose data are only kept and who is erased come down no more", async () => {
  const [, officerPaths] = [0, (who: string, act: string) => `/api/people/${idOf(who)}/${act}`];
  await say(officerPaths("mệ Gái", "consents/withdraw"), { key: idOf("mệ Gái contact") });
  assert.deepEqual(names(await asked(hanh)), ["anh Tùng", "bà Thảo"]);
  await say(officerPaths("anh Tùng", "restrict"), { isRestricted: true });
  assert.deepEqual(names(await asked(hanh)), ["bà Thảo"]);
  await say(officerPaths("anh Tùng", "restrict"), { isRestricted: false });
  await say(officerPaths("anh Tùng", "erase"), { isSure: true });
  assert.deepEqual(names(await asked(hanh)), ["bà Thảo"]);
});

test("a task seen whole by an appointed ambassador is evidence of that rung; seen by the person themselves, or in part, it is not", async () => {
  const watched = (who: string, by: string, seen: TaskObserved["seen"]): TaskObserved => ({ kind: "task-observed", key: idOf(`${by} watched ${who}`), ...about(who), actor: idOf(by), task: "tra-tien-qr" as TaskObserved["task"], seen });
  const whole: TaskObserved["seen"] = ["own-hands", "to-the-end", "without-help", "safely"];
  const put = async (key: ReplicaKey, facts: Parameters<typeof sealedBy>[1]) => assert.equal((await server.post("/sync/put", framesOf(await sealedBy(key, facts)))).status, 200);
  await put(await server.enrolledKey(), [watched("ông Bảy", "ông Bảy", whole), watched("cô Sen", "a stranger", whole)]);
  const rows = await server.services.database.transaction((tx) => tx.query<{ what: string }>("SELECT what FROM fact WHERE kind = 'task-observed' ORDER BY what"));
  assert.deepEqual(rows.rows.map(({ what }) => what), ["tra-tien-qr", "tra-tien-qr#whole"]);
});

test("an appointment that ended sends nobody more, and all of it can be made again byte-equal from the facts", async () => {
  assert.equal((await say(`/api/ambassadors/end?unit=${LE_THUY}`, { appointment, because: "thôi việc" })).status, 200);
  const { served } = await asked(hanh);
  assert.deepEqual([served.appointment, served.people], [undefined, []]);
  const before = await server.services.database.transaction((tx) => projectionsDigest(tx));
  await server.services.database.transaction((tx) => rebuildProjections(tx, server.services));
  assert.equal(await server.services.database.transaction((tx) => projectionsDigest(tx)), before);
});
