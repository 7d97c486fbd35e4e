import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CommuneProgress, Forecasts, PersonId, ProvinceProgress, UnitId } from "@hocvuso/contract";
import { roles, type Role } from "@hocvuso/domain/access";
import { createHubApp, createNationApp } from "../apps/server/src/app.ts";
import { policy, routeName, type Row } from "../apps/server/src/identity/policy.ts";
import { framesOf, idOf, registered, sealedBy } from "./given.ts";
import { cookieOf } from "./given-staff.ts";
import { askingWith, givenServer, type Asking, type GivenServer } from "./given-server.ts";

let server: GivenServer;
before(async () => {
  server = await givenServer();
  const segments = await sealedBy(await server.enrolledKey(), [registered("bác Lài", { place: INSIDE }), registered("bác Tám", { place: OUTSIDE }), registered("chị Sen", { place: `${INSIDE}-03` })]);
  assert.equal((await server.post("/sync/put", framesOf(segments))).status, 200);
});
after(() => server.stop());

const INSIDE: UnitId = "19249.2" as UnitId; // xã Lệ Thủy of today
const OUTSIDE: UnitId = "18859.2" as UnitId; // xã Đồng Thuận of today
const PROVINCE: UnitId = "44.2" as UnitId; // tỉnh Quảng Trị of today

/** Every route that the program lists of itself, with those two by which it lists them. */
async function routes(): Promise<readonly { readonly name: string; readonly method: string; readonly path: string }[]> {
  const { paths } = await (await server.open.request("/api/openapi.json")).json() as { paths: Record<string, object> }; // OpenAPI
  const listed = Object.entries(paths).flatMap(([path, acts]) => Object.keys(acts).map((method) => ({ method: method.toUpperCase(), path: path.replaceAll(/\{(\w+)\}/g, ":$1") })));
  return [...listed, { method: "GET", path: "/api/openapi.json" }, { method: "GET", path: "/api/docs" }].map((route) => ({ ...route, name: routeName(route) }));
}

type Where = "inside" | "outside";

/** Asks for what lies inside or outside the unit of the role, with nothing that would change anything. @returns how the door answered. */
async function ask(asking: Asking, { method, path }: { readonly method: string; readonly path: string }, where: Where): Promise<"in" | "sign-in" | "refused"> {
  const unit = where === "inside" ? INSIDE : OUTSIDE;
  const person = idOf<PersonId>(where === "inside" ? "bác Lài" : "bác Tám");
  const address = path.replace(":unit", unit).replace(":person", person).replaceAll(/:\w+/g, "x").replace("*", "");
  const answer = await asking.request(`${address}?unit=${unit}`, method === "GET" ? {} : { method, body: "?" });
  const body = /json/.test(answer.headers.get("content-type") ?? "") ? await answer.json() as { code?: string } : undefined; // a refusal, or an answer without a code
  await answer.body?.cancel().catch(() => {});
  return body?.code === "sign-in-needed" ? "sign-in" : body?.code === "not-allowed" ? "refused" : "in";
}

test("every route of the province has its row, every row its route, and a hub and a nation open nothing that is not for everybody", async () => {
  const named = (await routes()).map(({ name }) => name);
  const others = ["/tram", "/nation", "/api/provinces", "/bang-dieu-hanh"];
  assert.deepEqual(Object.keys(policy).filter((name) => !others.some((other) => name.includes(` ${other}`))).toSorted(), named.toSorted());
  const { database, primitives, now, log, storeKey, register } = server.services;
  const common = { database, primitives, now, log };
  createHubApp({ ...common, level: 0, storeKey, upstream: { nudge: () => {} } as unknown as Parameters<typeof createHubApp>[0]["upstream"] }, () => [], []); // never asked
  createNationApp({ ...common, register, listedAuthorities: [] });
});

function expected({ may, where: scope }: Row, role: Role, where: Where, isInForce: boolean): "in" | "sign-in" | "refused" {
  if (may === "everybody") return "in";
  if (role === "public" || !isInForce) return "sign-in";
  return may.includes(role) && (scope === "anywhere" || where === "inside") ? "in" : "refused";
}

for (const role of roles) {
  test(`${role}: every route, inside and outside their unit, before, in and after their time, as the table says`, async () => {
    const times = { "in force": { from: "2026-11-01", to: "2026-11-30" }, expired: { from: "2026-01-01", to: "2026-11-22" }, "not begun": { from: "2026-11-24" } } as const;
    const wrong: string[] = [];
    for (const [when, dates] of Object.entries(times)) {
      const asking = role === "public" ? { request: async (path: string, init?: RequestInit) => server.open.request(path, { ...init, headers: { origin: "http://localhost" } }) }
        : askingWith(server.open, await cookieOf(server.services, [{ role, unit: INSIDE, ...dates }]));
      for (const route of await routes()) {
        for (const where of ["inside", "outside"] as const) {
          const [found, right] = [await ask(asking, route, where), expected(policy[route.name] ?? assert.fail(route.name), role, where, when === "in force")];
          if (found !== right) wrong.push(`${route.name} ${where}, ${when}: ${found}, not ${right}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
  });
}

test("a role for the province covers every commune; one for a commune its hamlets, and no other", async () => {
  const records = (cookie: string, unit: string) => askingWith(server.open, cookie).request(`/api/records?unit=${unit}&group=adult&measure=reached`).then(({ status }) => status);
  const office = await cookieOf(server.services, [{ role: "provincial-office", unit: PROVINCE, from: "2026-01-01" }]);
  const officer = await cookieOf(server.services, [{ role: "commune-officer", unit: INSIDE, from: "2026-01-01" }]);
  assert.deepEqual(await Promise.all([PROVINCE, INSIDE, OUTSIDE].map((unit) => records(office, unit))), [200, 200, 200]);
  assert.deepEqual(await Promise.all([PROVINCE, INSIDE, `${INSIDE}-03`, OUTSIDE, `${OUTSIDE}-03`].map((unit) => records(officer, unit))), [403, 200, 200, 403, 403]);
});

test("how a few people of a commune fare is told to its officer, and to the public on no page; how many they are is told to everybody", async () => {
  const officer = askingWith(server.open, await cookieOf(server.services, [{ role: "commune-officer", unit: INSIDE, from: "2026-01-01" }]));
  const anybody: Asking = { request: async (path) => server.open.request(path) };
  const told = async (asking: Asking) => {
    const { commune, hamlets } = await (await asking.request(`/api/units/${INSIDE}/progress`)).json() as CommuneProgress; // what the route promises
    const { communes } = await (await asking.request("/api/progress")).json() as ProvinceProgress; // likewise
    const { forecasts } = await (await asking.request(`/api/forecast?unit=${INSIDE}`)).json() as Forecasts; // likewise
    const { groups } = communes.find(({ unit }) => unit === INSIDE) ?? assert.fail("Lệ Thủy is missing");
    return { listed: [commune.groups.adult.listed, groups.adult.listed], states: [commune, ...hamlets, { groups }].map(({ groups: { adult } }) => adult.reached.state), forecasts: forecasts.filter(({ group }) => group === "adult").length };
  };
  const [toOfficer, toAnybody] = [await told(officer), await told(anybody)];
  assert.deepEqual(toAnybody, { listed: [2, 2], states: ["withheld", "withheld", "withheld"], forecasts: 0 });
  assert.deepEqual([toOfficer.listed, toOfficer.states], [[2, 2], ["measured", "measured", "withheld"]], "beside other communes' the officer is told what the public is");
  assert.ok(toOfficer.forecasts > 0);
});

test("what is most to be kept is kept: written by hand, so that no change of the table passes unseen", () => {
  const may = (name: string) => policy[name]?.may;
  assert.deepEqual(may("GET /api/records"), ["commune-officer", "provincial-office"]);
  assert.deepEqual(["GET /api/staff", "POST /api/staff", "POST /api/staff/:staff/recover", "POST /api/staff/:staff/end"].map(may), Array.from({ length: 4 }, () => ["administrator"]));
  assert.deepEqual(may("GET /api/audit"), ["administrator", "provincial-office"]);
  assert.deepEqual(["POST /api/rounds", "POST /api/rounds/:round/draw", "POST /api/rounds/:round/close", "POST /api/rounds/:round/cases"].map(may), Array.from({ length: 4 }, () => ["provincial-office"]));
  assert.deepEqual(may("GET /api/rounds/:round/lists/:unit"), ["assessor", "provincial-office"]);
  assert.deepEqual(Object.entries(policy).filter(([name, { may: whom }]) => whom === "everybody" && name.startsWith("POST /api/")).map(([name]) => name), ["POST /api/tests/own", "POST /api/credentials/own", "POST /api/sign-in/begin", "POST /api/sign-in", "POST /api/sign-up/begin", "POST /api/sign-up", "POST /api/sign-out", "POST /api/people/served"]);
});
