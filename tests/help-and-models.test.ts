/** Help asked for by a phone or at the desk reaches the nearest free helper; a commune's own way of doing things is tried, counted and copied. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Fact, FactKey, HelpRequestChanged, HelpRequests, LocalModels, ModelSessions, PersonId, UnitId } from "@hocvuso/contract";
import { attended, framesOf, idOf, played, profile, registered, sealedBy } from "./given.ts";
import { cookieOf } from "./given-staff.ts";
import { askingWith, givenServer, type Asking, type GivenServer } from "./given-server.ts";

let server: GivenServer;
let officer: Asking;
let other: Asking;
const LE_THUY = "19249.2" as UnitId; // xã Lệ Thủy of today
const DONG_THUAN = "18859.2" as UnitId; // xã Đồng Thuận of today
const HAMLET = `${LE_THUY}-03`;
before(async () => {
  server = await givenServer();
  [officer, other] = await Promise.all([LE_THUY, DONG_THUAN].map(async (unit) => askingWith(server.open, await cookieOf(server.services, [{ role: "commune-officer", unit, from: "2026-01-01" }])))) as [Asking, Asking];
});
after(() => server.stop());

async function post(path: string, said: object, asking: Asking = officer): Promise<{ readonly key?: FactKey; readonly code?: string }> {
  return (await asking.request(path, { method: "POST", body: JSON.stringify(said) })).json() as Promise<{ key?: FactKey; code?: string }>; // a key, or a refusal with its code
}

async function requests(asking: Asking = officer, unit = LE_THUY): Promise<HelpRequests["requests"]> {
  return ((await (await asking.request(`/api/help-requests?unit=${unit}`)).json()) as HelpRequests).requests; // what the route promises
}

function version(name: string, part: Partial<HelpRequestChanged> = {}): HelpRequestChanged {
  const person = idOf<PersonId>("bác Lài");
  return { kind: "help-request-changed", key: idOf(name), actor: person, subject: person, wallMs: server.services.now() - 1_000, monoMs: 0, record: idOf("nhờ trả tiền"), supersedes: [], place: HAMLET as UnitId, about: "tra-tien-qr", state: "open", by: "neighbour", ...part };
}

test("a request from a phone shows the nearest ambassador who can do it, with the reason; another commune's officer sees none of it", async () => {
  const ambassador = (who: string, place: string): Fact => ({ ...profile(who, `${who} as ambassador`, { place }), isAmbassador: true });
  const facts = [registered("bác Lài", { place: HAMLET }), ambassador("Sen", HAMLET), ambassador("Hợp", `${LE_THUY}-07`), ambassador("Mận", DONG_THUAN), played("Hợp"), version("asked")];
  assert.equal((await server.post("/sync/put", framesOf(await sealedBy(await server.enrolledKey(), facts)))).status, 200);
  const [asked] = await requests();
  assert.deepEqual([asked?.state, asked?.by, asked?.isEscalated, asked?.matches.map(({ helper, reasons }) => [helper, reasons])],
    ["open", "neighbour", false, [[idOf("Sen"), ["same-hamlet", "free"]], [idOf("Hợp"), ["same-commune", "has-skill", "free"]]]]);
  assert.deepEqual(await requests(other, DONG_THUAN), []);
  assert.equal((await other.request(`/api/help-requests?unit=${LE_THUY}`)).status, 403);
});

test("the desk sends somebody; a helper who closes it alone has only said that it is done, and the person helped, or the desk for them, closes it", async () => {
  const request = idOf<FactKey>("nhờ trả tiền");
  const step = (said: object, asking = officer, unit = LE_THUY) => post(`/api/help-requests/${request}/steps?unit=${unit}`, said, asking);
  assert.equal((await step({ state: "answered" })).code, "help-step-out-of-order");
  assert.equal((await step({ state: "taken", helper: idOf("bác Lài") })).code, "help-unknown", "who is no ambassador is sent nowhere");
  assert.equal((await step({ state: "taken", helper: idOf("Sen") }, other, DONG_THUAN)).code, "help-unknown");
  const { key: taken } = await step({ state: "taken", helper: idOf("Sen") });
  const sen = idOf<PersonId>("Sen");
  const alone = version("closed by the helper", { actor: sen, helper: sen, state: "closed", supersedes: [taken ?? assert.fail("not taken")] });
  assert.equal((await server.post("/sync/put", framesOf(await sealedBy(await server.enrolledKey(), [alone])))).status, 200);
  assert.equal((await requests())[0]?.state, "answered");
  assert.ok((await step({ state: "closed" })).key);
  assert.equal((await requests())[0]?.state, "closed");
  assert.equal((await step({ state: "open" })).code, "help-step-out-of-order");
});

test("at the desk help is asked for people of the place only; after a day without anybody it calls for somebody", async () => {
  assert.equal((await post(`/api/help-requests?unit=${DONG_THUAN}`, { person: idOf("bác Lài"), about: "tra-tien-qr" }, other)).code, "not-allowed");
  assert.ok((await post(`/api/help-requests?unit=${LE_THUY}`, { person: idOf("bác Lài"), about: "nop-ho-so-cong", language: "tiếng Bru" })).key);
  const before = server.services.now;
  Object.assign(server.services, { now: () => before() + 25 * 3_600_000 });
  officer = askingWith(server.open, await cookieOf(server.services, [{ role: "commune-officer", unit: LE_THUY, from: "2026-01-01" }]));
  const waiting = (await requests()).find(({ state }) => state === "open");
  Object.assign(server.services, { now: before });
  assert.deepEqual([waiting?.by, waiting?.isEscalated, waiting?.matches], ["desk", true, []], "nobody here speaks Bru");
});

const market = { commune: LE_THUY, title: "Chợ số Tréo", aim: "Người bán nhận tiền bằng mã QR", who: "Đoàn thanh niên", hamlets: [HAMLET], skills: ["tra-tien-qr"], startsOn: "2026-11-20", endsOn: "2026-12-20", costVnd: 2_000_000, library: "cho-so" };

test("a local model stands in hamlets of its own commune, from the library of nineteen or written anew; its sessions are tagged, once each", async () => {
  assert.equal((await post("/api/local-models", { ...market, hamlets: [`${DONG_THUAN}-01`] })).code, "unit-unknown");
  assert.equal((await post("/api/local-models", { ...market, commune: DONG_THUAN, hamlets: [`${DONG_THUAN}-01`] })).code, "not-allowed");
  assert.equal((await post("/api/local-models", { ...market, library: "khong-co" })).code, "malformed");
  const { key: model = assert.fail("not planned") } = await post("/api/local-models", market);
  const held = (session: string, place: string, clock: string): Fact[] => [
    { kind: "class-held", key: idOf(session), actor: idOf("Sen"), subject: idOf("Sen"), wallMs: Date.parse(clock), monoMs: 0, place: HAMLET as UnitId },
    { kind: "class-changed", key: idOf(`${session} v1`), actor: idOf("Sen"), subject: idOf("Sen"), wallMs: Date.parse(clock), monoMs: 0, record: idOf(session), supersedes: [], place: place as UnitId, startsAtMs: Date.parse(clock), state: "held" },
    attended("bác Lài", { session }),
  ];
  const facts = [...held("ở chợ", HAMLET, "2026-11-22T10:00:00Z"), ...held("thôn khác", `${LE_THUY}-09`, "2026-11-22T11:00:00Z"), ...held("trước đó", HAMLET, "2026-11-01T10:00:00Z")];
  assert.equal((await server.post("/sync/put", framesOf(await sealedBy(await server.enrolledKey(), facts)))).status, 200);
  const sessions = async () => ((await (await officer.request(`/api/local-models/${model}/sessions`)).json()) as ModelSessions).sessions.map(({ session, persons, isTagged }) => [session, persons, isTagged]); // what the route promises
  assert.deepEqual(await sessions(), [[idOf("ở chợ"), 1, false]]);
  assert.equal((await post(`/api/local-models/${model}/sessions`, { session: idOf("thôn khác") })).code, "session-of-no-model");
  for (const _ of [1, 2]) assert.ok((await post(`/api/local-models/${model}/sessions`, { session: idOf("ở chợ") })).key);
  assert.deepEqual(await sessions(), [[idOf("ở chợ"), 1, true]]);
  const { models, library } = await (await other.request("/api/local-models")).json() as LocalModels; // likewise
  assert.deepEqual([library.length, models.map(({ sessions: count, reached }) => [count, reached])], [19, [[1, 1]]]);
});

test("another commune copies it with one act, in its own hamlets and for as long", async () => {
  const { models: [model = assert.fail("none")] } = await (await other.request("/api/local-models")).json() as LocalModels; // what the route promises
  const own = { commune: DONG_THUAN, hamlets: [`${DONG_THUAN}-01`], startsOn: "2026-12-01", costVnd: 500_000 };
  assert.equal((await post(`/api/local-models/${model.model}/copy`, own)).code, "not-allowed");
  const { key } = await post(`/api/local-models/${model.model}/copy`, own, other);
  const { models } = await (await other.request("/api/local-models")).json() as LocalModels; // likewise
  const copy = models.find((one) => one.model === key);
  assert.deepEqual([copy?.title, copy?.copiedFrom, copy?.endsOn, copy?.sessions, copy?.costVnd], ["Chợ số Tréo", model.model, "2026-12-31", 0, 500_000]);
});
