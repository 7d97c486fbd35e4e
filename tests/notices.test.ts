/** Officers are told that something waits by the way they chose, in waking hours, without a word of what it is; and by no way that they did not choose. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Notices, UnitId } from "@hocvuso/contract";
import { givenService } from "../apps/server/src/notices/channels.suite.ts";
import { tellOfficers } from "../apps/server/src/notices/tell-staff.ts";
import { newVapidKeys, webPush } from "../apps/server/src/notices/web-push.ts";
import { until } from "./given-journal.ts";
import { cookieOf, wholeProvince } from "./given-staff.ts";
import { askingWith, givenServer, type Asking, type GivenServer } from "./given-server.ts";

let server: GivenServer;
let service: Awaited<ReturnType<typeof givenService>>;
let [officer, other, office]: [Asking, Asking, Asking] = [undefined, undefined, undefined] as unknown as [Asking, Asking, Asking]; // given before any test
const [LE_THUY, DONG_THUAN] = ["19249.2", "18859.2"] as unknown as [UnitId, UnitId]; // communes of today
const NOON = Date.parse("2026-11-23T12:00:00+07:00");
before(async () => {
  service = await givenService();
  service.says(201);
  const keys = newVapidKeys();
  server = await givenServer({ notices: { channels: [webPush({ keys, contact: "https://hocvuso.vn", now: () => NOON, alsoAllowed: [service.origin] })], pushKey: keys.publicKey } });
  Object.assign(server.services, { now: () => NOON });
  const officerOf = async (unit: UnitId) => askingWith(server.open, await cookieOf(server.services, [{ role: "commune-officer", unit, from: "2026-01-01" }]));
  [officer, other, office] = [await officerOf(LE_THUY), await officerOf(DONG_THUAN), askingWith(server.open, await cookieOf(server.services, wholeProvince))];
});
after(async () => {
  await server.stop();
  await service.stop();
});

async function post(path: string, said: object, asking: Asking): Promise<{ readonly key?: string; readonly code?: string }> {
  return (await asking.request(path, { method: "POST", body: JSON.stringify(said) })).json() as Promise<{ key?: string; code?: string }>; // a key, nothing, or a refusal
}

async function noticesOf(asking: Asking): Promise<Notices> {
  return (await asking.request("/api/notices")).json() as Promise<Notices>; // what the route promises
}

const plan = { title: "Việc của Lệ Thủy", number: "1", documentDate: "2026-11-01", task: "Mở lớp", dueOn: "2026-12-01", communes: [LE_THUY], measure: "sessions", group: "adult", target: 1 };

test("nobody is told anything before they chose to be; an address of one's own choosing is asked of no stranger's server", async () => {
  assert.ok((await post("/api/directives", plan, office)).key);
  assert.deepEqual([(await noticesOf(officer)).waiting.map(({ title }) => title), (await noticesOf(other)).waiting, service.seen.length], [["Việc của Lệ Thủy"], [], 0]);
  for (const address of ["https://evil.example/push", "http://169.254.169.254/latest/meta-data"]) assert.equal((await post("/api/notices/addresses", { channel: "web-push", address }, officer)).code, "notice-address-unusable");
  assert.equal((await post("/api/notices/addresses", { channel: "sms", address: "0912345678" }, officer)).code, "notice-address-unusable", "not opened here");
});

test("who chose it is told once of a new task of their commune, and the push says nothing", async () => {
  for (const asking of [officer, other]) assert.deepEqual(await post("/api/notices/addresses", { channel: "web-push", address: `${service.origin}/${asking === officer ? "officer" : "other"}` }, asking), {});
  await post("/api/directives", plan, office);
  await until("a push was sent", async () => service.seen.length > 0);
  assert.deepEqual(service.seen.map(({ url, body }) => [url, body]), [["/officer", ""]]);
});

test("at night nobody is told; the page says it all the same", async () => {
  Object.assign(server.services, { now: () => NOON + 10 * 3_600_000 });
  assert.equal(await tellOfficers([LE_THUY], server.services), 0);
  Object.assign(server.services, { now: () => NOON });
  assert.equal(await tellOfficers([LE_THUY, DONG_THUAN], server.services), 2);
});

test("an address that is gone is forgotten; one ends only one's own; a service that is away is no error", async () => {
  service.says(503);
  assert.equal(await tellOfficers([LE_THUY], server.services), 0);
  const [own] = (await noticesOf(officer)).own;
  await post("/api/notices/addresses/end", { id: own?.id }, other);
  assert.equal((await noticesOf(officer)).own.length, 1);
  service.says(410);
  await tellOfficers([LE_THUY], server.services);
  assert.deepEqual([(await noticesOf(officer)).own, (await noticesOf(other)).own.length, server.logged], [[], 1, []]);
});
