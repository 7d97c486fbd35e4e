/** A campaign counts what facts say, each day; at 20:00 the day's state is kept, and what comes later changes nothing that was said. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CampaignReport, Fact, FactKey, UnitId } from "@hocvuso/contract";
import { freezeDays } from "../apps/server/src/projections/read-campaigns.ts";
import { attended, framesOf, idOf, played, registered, sealedBy } from "./given.ts";
import { cookieOf, wholeProvince } from "./given-staff.ts";
import { askingWith, givenServer, type Asking, type GivenServer } from "./given-server.ts";

let server: GivenServer;
let office: Asking;
before(async () => { server = await givenServer(); await setClock("23T07:00:00"); });
after(() => server.stop());

const LE_THUY = "19249.2" as UnitId; // xã Lệ Thủy of today
const DONG_THUAN = "18859.2" as UnitId; // xã Đồng Thuận of today
const at = (clock: string) => Date.parse(`2026-11-${clock}+07:00`);
/** Nobody stays signed in for a day: whoever asks has signed in anew. */
async function setClock(clock: string): Promise<void> {
  Object.assign(server.services, { now: () => at(clock) });
  office = askingWith(server.open, await cookieOf(server.services, wholeProvince));
}

let campaign: FactKey;
const plan = {
  title: "30 ngày cao điểm", startsOn: "2026-11-23", days: 30,
  communeTypes: [{ type: "xa-co-cho", quotas: [{ measure: "sessions", atLeast: 30 }, { measure: "attended", atLeast: 60 }, { measure: "qr", atLeast: 30 }, { measure: "skills", atLeast: 30 }] }],
  communes: [{ unit: LE_THUY, type: "xa-co-cho" }, { unit: DONG_THUAN, type: "xa-co-cho" }],
};

async function report(day = ""): Promise<CampaignReport> {
  return (await office.request(`/api/campaigns/${campaign}${day === "" ? "" : `?day=${day}`}`)).json() as Promise<CampaignReport>; // what the route promises
}

function figuresIn({ shown }: CampaignReport, commune: UnitId) {
  return shown.communes.find(({ unit }) => unit === commune)?.figures.map(({ measure, soFar, onDay, evenPace }) => [measure, soFar, onDay, evenPace]);
}

/** What the classes of one evening leave behind: each of `who` came, and the first also pays by QR on their own. */
function evening(session: string, who: readonly string[], atMs: number): readonly Fact[] {
  const time = { wallMs: atMs };
  return [
    { kind: "class-held", key: idOf(session), actor: idOf("chị Sen"), subject: idOf("chị Sen"), ...time, monoMs: 0, place: LE_THUY },
    ...who.map((one): Fact => ({ ...attended(one, { session }), ...time })),
    ...who.slice(0, 1).map((one): Fact => ({ ...played(one, { attempt: `${one} at ${session}` }), ...time })),
  ];
}

test("a quota that nothing counts, a commune without a type and one of yesterday's map are refused", async () => {
  const code = async (wrong: object) => (await (await office.request("/api/campaigns", { method: "POST", body: JSON.stringify({ ...plan, ...wrong }) })).json() as { code?: string }).code; // a refusal has its code
  assert.deepEqual(await Promise.all([
    code({ communeTypes: [{ type: "xa-co-cho", quotas: [{ measure: "so-nguoi-go-tay", atLeast: 1 }] }] }), code({ communes: [{ unit: LE_THUY, type: "phuong" }] }), code({ communes: [{ unit: "99999.1", type: "xa-co-cho" }] }), code({ days: 45 }),
  ]), ["malformed", "malformed", "unit-unknown", "malformed"]);
});

test("sessions, people and skills are counted once, from the first day on; what somebody could before is no gain", async () => {
  await setClock("23T19:00:00");
  ({ key: campaign } = await (await office.request("/api/campaigns", { method: "POST", body: JSON.stringify(plan) })).json() as { key: FactKey }); // what the route promises
  const key = await server.enrolledKey();
  const before = { ...played("bác Lài", { attempt: "in October" }), wallMs: Date.parse("2026-10-01T00:00:00Z") };
  const facts = [registered("chị Sen"), registered("bác Lài"), registered("bác Tám"), before, ...evening("lớp tối thứ Hai", ["bác Tám", "bác Lài"], at("23T18:00:00")), ...evening("lớp tối thứ Hai", ["bác Lài"], at("23T18:00:00"))];
  assert.equal((await server.post("/sync/put", framesOf(await sealedBy(key, facts)))).status, 200);
  const today = await report();
  assert.deepEqual(figuresIn(today, LE_THUY), [["sessions", 1, 1, 1], ["attended", 2, 2, 2], ["qr", 1, 1, 1], ["skills", 1, 1, 1]]);
  assert.deepEqual(today.shown.missing.map(({ unit, noSession, behind }) => [unit, noSession, behind]), [[DONG_THUAN, true, ["sessions", "attended", "qr", "skills"]]]);
});

test("at 20:00 the day is kept, once; an evening that arrives late is counted, and the kept state says what was known", async () => {
  assert.equal(await freezeDays(server.services), 0, "not before the hour");
  await setClock("23T20:00:01");
  assert.equal(await freezeDays(server.services), 1);
  assert.equal(await freezeDays(server.services), 0);
  const late = await sealedBy(await server.enrolledKey(), [registered("cô Mận"), ...evening("lớp ở bản xa", ["cô Mận"], at("23T17:00:00"))]);
  assert.equal((await server.post("/sync/put", framesOf(late))).status, 200);
  await setClock("24T08:00:00");
  const kept = await report("2026-11-23");
  assert.deepEqual([kept.frozenDays, kept.shown.frozenAt, figuresIn(kept, LE_THUY)?.[0]], [["2026-11-23"], new Date(at("23T20:00:01")).toISOString(), ["sessions", 1, 1, 1]]);
  assert.deepEqual(figuresIn(await report(), LE_THUY)?.[0], ["sessions", 2, 0, 2]);
});

test("an officer sees their own commune, and nobody of another commune sees the campaign's", async () => {
  const officer = askingWith(server.open, await cookieOf(server.services, [{ role: "commune-officer", unit: DONG_THUAN, from: "2026-01-01" }]));
  const { shown } = await (await officer.request(`/api/campaigns/${campaign}`)).json() as CampaignReport; // what the route promises
  assert.deepEqual([shown.communes.map(({ unit }) => unit), shown.missing.map(({ unit }) => unit)], [[DONG_THUAN], [DONG_THUAN]]);
});
