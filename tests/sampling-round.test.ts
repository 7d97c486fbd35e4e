import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { after, before, test } from "node:test";
import type { CommuneProgress, DrawnList, Fact, FactKey, Forecasts, PersonId, ProvinceProgress, RoundDecided, RoundReport, Rounds, UnitId } from "@hocvuso/contract";
import { drawCommune, drawnListText } from "@hocvuso/domain/measurement";
import { erasePerson } from "../apps/server/src/consequences.ts";
import { projectionsDigest, rebuildProjections } from "../apps/server/src/projections/rebuild.ts";
import { framesOf, idOf, played, registered, sealedBy, visited } from "./given.ts";
import { askingWith, givenServer, type Asking, type GivenServer } from "./given-server.ts";
import { cookieOf } from "./given-staff.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

async function get<Answer>(path: string): Promise<Answer> {
  const answer = await server.app.request(path);
  assert.equal(answer.status, 200, await answer.clone().text());
  return await answer.json() as Answer; // the route's own shape
}

async function post(path: string, body: object = {}): Promise<{ status: number; body: RoundDecided & { code?: string } }> {
  const answer = await server.post(path, Buffer.from(JSON.stringify(body)));
  return { status: answer.status, body: await answer.json() as RoundDecided & { code?: string } }; // the route's own shape, or a refusal
}

async function put(...lists: readonly (readonly Fact[])[]): Promise<void> {
  const answer = await server.post("/sync/put", framesOf(await sealedBy(await server.enrolledKey(), ...lists)));
  assert.equal(answer.status, 200);
}

const [leThuy, dongThuan, congCu] = ["19249.2", "18859.2", "19318.2"] as UnitId[];
const communes = [leThuy, dongThuan] as UnitId[]; // both are in force today
const plan = {
  title: "Kỳ kiểm chứng 1-2026", question: "triage", group: "adult", communes, sampleSize: 19, allocation: "each-commune", personsPerHamlet: 1,
  upperPercent: 80, lowerPercent: 50, minimumPasses: 13, stopping: "fixed", replacement: "none", reportClosesOn: "2026-11-30",
};
/** Adults of each commune; of Lệ Thủy 57 of 60 are recorded as capable, of Đồng Thuận 30 of 60. */
const people = communes.flatMap((place, at) => Array.from({ length: 60 }, (_, i) => ({ name: `người ${at}-${i}`, place, isReported: i < (at === 0 ? 57 : 30) })));

test("a round is planned, drawn, walked by three phones without a network, read, and one case opened, answered and closed", async () => {
  await put(people.map(({ name, place }) => registered(name, { place })), people.filter(({ isReported }) => isReported).map(({ name }) => played(name)));
  await put(["cô Thanh", "anh Bình"].map((name) => registered(name, { place: congCu ?? "19318.2" })), [registered("chú Lộc", { place: leThuy ?? "", group: "official" })]);

  const planned = await post("/api/rounds", plan);
  assert.equal(planned.status, 200);
  const { round } = planned.body;
  const before = await get<RoundReport>(`/api/rounds/${round}`);
  assert.equal(before.summary.state, "planned");
  assert.match(before.plan.seedHash, /^[0-9a-f]{64}$/);
  assert.equal(before.plan.seed, undefined, "the seed is not shown while it could still be chosen against");

  assert.equal((await post(`/api/rounds/${round}/draw`)).status, 200);
  assert.deepEqual([(await post(`/api/rounds/${round}/draw`)).status, (await post(`/api/rounds/${round}/draw`)).body.code], [409, "round-already-drawn"]);
  const drawn = await get<RoundReport>(`/api/rounds/${round}`);
  assert.deepEqual(drawn.summary.progress, { drawn: 38, tested: 0, passed: 0, refused: 0, absent: 0, gone: 0, notYet: 38 });
  assert.equal(drawn.province, undefined);
  assert.deepEqual(drawn.communes.map(({ answer }) => answer), ["tooFew", "tooFew"]);

  const lists = await Promise.all(communes.map((commune) => get<DrawnList>(`/api/rounds/${round}/lists/${commune}`)));
  const listOf = (commune: number) => lists[commune]?.drawn ?? [];
  // Of Lệ Thủy nine can do it, of Đồng Thuận eleven; one refuses, one is away twice.
  const [first, second, third] = [
    listOf(0).slice(0, 12).map(({ person }, i) => visited("cô Thanh", person, { round, outcome: i < 9 ? "passed" : "not-passed", at: server.services.now() })),
    listOf(0).slice(12).map(({ person }) => visited("anh Bình", person, { round, outcome: "not-passed", at: server.services.now() })),
    [
      ...listOf(1).slice(0, 17).map(({ person }, i) => visited("anh Bình", person, { round, outcome: i < 11 ? "passed" : "not-passed", at: server.services.now() })),
      ...listOf(1).slice(17, 18).map(({ person }) => visited("anh Bình", person, { round, outcome: "refused", at: server.services.now() })),
      ...listOf(1).slice(18).flatMap(({ person }) => [1, 2].map((visit) => visited("anh Bình", person, { round, outcome: "absent", visit, at: server.services.now() }))),
      // These break the rules of the round: an assessor of the same commune, somebody who was not drawn.
      ...listOf(0).slice(12, 13).map(({ person }) => visited("chú Lộc", person, { round, at: server.services.now() })),
      visited("cô Thanh", idOf("người qua đường"), { round, at: server.services.now() }),
    ],
  ];
  await put(third);
  await put(first, second);
  await put(first);

  const found = await get<RoundReport>(`/api/rounds/${round}`);
  assert.deepEqual(found.summary.progress, { drawn: 38, tested: 36, passed: 20, refused: 1, absent: 1, gone: 0, notYet: 0 });
  const [dt, lt] = found.communes;
  assert.deepEqual([lt?.unit, lt?.progress.passed, lt?.reportedCount, lt?.rule, lt?.answer, lt?.check?.isFlagged], [leThuy, 9, 57, "helpFirst", "below", true]);
  assert.deepEqual([dt?.unit, dt?.progress.tested, dt?.progress.passed, dt?.check?.isFlagged], [dongThuan, 17, 11, false]);
  assert.deepEqual(found.screens.map(({ kind, visits }) => [kind, visits]), [["assessor-of-the-same-commune", 1], ["not-on-the-list", 1]]);
  // Weighed by people, 60 each of the two: (9/19 + 11/17)/2.
  assert.ok(found.province !== undefined && Math.abs(found.province.share - (9 / 19 + 11 / 17) / 2) < 1e-9);
  assert.ok(found.province.lower < found.province.share && found.province.share < found.province.upper);
  assert.equal(found.province.certified, "below");

  const { province: { groups: { adult, student } }, communes: places } = await get<ProvinceProgress>("/api/progress");
  assert.equal(student.verified.state, "notYetMeasured", "a round of adults says nothing of students");
  assert.ok(adult.verified.state === "estimated" && adult.verified.round === round && adult.verified.tested === 36);
  assert.ok(adult.verified.lowerPersons < adult.verified.persons && adult.verified.persons < adult.verified.upperPersons);
  assert.equal(adult.verified.persons, Math.floor((found.province?.share ?? 0) * adult.listed + 1e-9));
  const { commune } = await get<CommuneProgress>(`/api/units/${leThuy}/progress`);
  assert.deepEqual(commune.groups.adult.verified, places.find(({ unit }) => unit === leThuy)?.groups.adult.verified);
  assert.equal(commune.groups.adult.verified.state, "estimated");
  assert.equal(places.find(({ unit }) => unit === congCu)?.groups.adult.verified.state, "notYetMeasured");

  assert.equal((await post(`/api/rounds/${round}/cases`, { commune: dongThuan })).body.code, "no-ground-for-case");
  const opened = await post(`/api/rounds/${round}/cases`, { commune: leThuy });
  assert.equal(opened.status, 200);
  assert.equal((await post(`/api/rounds/${round}/cases`, { commune: leThuy })).body.code, "case-already-open");
  const answer = (by: string, finding: string, words: string) => post(`/api/rounds/${round}/cases/${opened.body.case}`, { by, finding, words });
  assert.equal((await answer("office", "closed", "")).body.code, "case-not-heard", "nobody closes a case over the commune's head");
  assert.equal((await answer("commune", "explained", "Hôm ấy mất điện, bà con dùng máy mượn.")).status, 200);
  assert.equal((await answer("office", "test-again", "Sẽ kiểm lại mười người nữa.")).status, 200);
  assert.equal((await answer("office", "closed", "Đã kiểm lại, chênh lệch do máy mượn.")).status, 200);
  assert.equal((await answer("commune", "explained", "Muộn")).body.code, "case-unknown");
  const { cases: [heard] } = await get<RoundReport>(`/api/rounds/${round}`);
  assert.equal(heard?.isOpen, false);
  assert.deepEqual(heard?.answers.map(({ by, finding }) => [by, finding]), [["commune", "explained"], ["office", "test-again"], ["office", "closed"]]);
});

test("whoever has the seed that the closing shows draws the same people again", async () => {
  const { rounds: [summary] } = await get<Rounds>("/api/rounds");
  assert.ok(summary !== undefined);
  const { round } = summary;
  assert.equal((await post(`/api/rounds/${round}/close`)).status, 200);
  const { plan: { seed = "", seedHash, drawHash } } = await get<RoundReport>(`/api/rounds/${round}`);
  assert.equal(hash("sha256", seed, "hex"), seedHash);
  const frame = people.filter(({ place }) => place === leThuy).map(({ name, place, isReported }) => ({ person: idOf<PersonId>(name), place, isReported }));
  const again = drawCommune({ frame, sampleSize: 19, ticketOf: (name) => hash("sha256", `${seed}|${name}`, "hex") });
  const list = await get<DrawnList>(`/api/rounds/${round}/lists/${leThuy}`);
  assert.deepEqual(again.drawn.map(({ person }) => person), list.drawn.map(({ person }) => person));
  assert.equal(hash("sha256", drawnListText(again), "hex"), list.listHash);
  assert.match(drawHash ?? "", /^[0-9a-f]{64}$/);
});

test("the public reads a round without assessors and cases; a commune's officer sees its own case and answers it, and no other; nobody else decides", async () => {
  const { rounds: [summary] } = await get<Rounds>("/api/rounds");
  const path = `/api/rounds/${summary?.round ?? assert.fail("there is a round")}`;
  const officerOf = async (unit: UnitId) => askingWith(server.open, await cookieOf(server.services, [{ role: "commune-officer", unit, from: "2026-01-01" }]));
  const [officer, other] = await Promise.all([officerOf("19249.2" as UnitId), officerOf("18859.2" as UnitId)]); // of Lệ Thủy, whose case it is, and of Đồng Thuận
  const seenBy = async (asking: Asking) => (await asking.request(path)).json() as Promise<RoundReport>; // the route's own shape
  const [anybody, own, neighbour] = await Promise.all([seenBy({ request: async (asked) => server.open.request(asked) }), seenBy(officer), seenBy(other)]);
  assert.deepEqual([anybody, own, neighbour].map(({ screens, cases, communes: told }) => [screens.length, cases.length, told.length]), [[0, 0, 2], [0, 1, 2], [0, 0, 2]]);
  const statuses = (asking: Asking) => Promise.all([`${path}/draw`, `${path}/close`, `${path}/cases`, "/api/rounds"].map(async (address) => (await asking.request(address, { method: "POST", body: "{}" })).status));
  assert.deepEqual(await statuses(officer), [403, 403, 403, 403]);
  assert.deepEqual(await statuses({ request: async (address, init) => server.open.request(address, { ...init, headers: { origin: "http://localhost" } }) }), [401, 401, 401, 401]);
  const answer = async (asking: Asking, by: string) => (await asking.request(`${path}/cases/${own.cases[0]?.case}`, { method: "POST", body: JSON.stringify({ by, finding: "explained", words: "Hôm ấy mưa." }) })).json() as Promise<{ code?: string }>; // a refusal, or an answer without a code
  assert.deepEqual([(await answer(other, "commune")).code, (await answer(officer, "office")).code], ["not-allowed", "not-allowed"]);
});

test("rounds are rebuilt byte-equal from the segments, also after somebody drawn was erased", async () => {
  const { services } = server;
  const { rounds: [summary] } = await get<Rounds>("/api/rounds");
  const [commune] = communes;
  const [gone] = (await get<DrawnList>(`/api/rounds/${summary?.round}/lists/${commune}`)).drawn;
  assert.ok(gone !== undefined && summary !== undefined);
  await services.database.transaction((tx) => erasePerson(tx, gone.person, services));
  const left = await get<RoundReport>(`/api/rounds/${summary.round}`);
  assert.equal(left.summary.progress.tested, 35);
  assert.ok(!(await get<DrawnList>(`/api/rounds/${summary.round}/lists/${commune}`)).drawn.some(({ person }) => person === gone.person));
  await services.database.transaction(async (tx) => {
    const before = await projectionsDigest(tx);
    await rebuildProjections(tx, services);
    assert.equal(await projectionsDigest(tx), before);
  });
});

test("the forecast says what the last weeks lead to, and counts nobody in a week before they could", async () => {
  const weekMs = 7 * 86_400_000;
  const daysAgo = (weeks: number) => server.services.now() - weeks * weekMs - Date.UTC(2026, 5, 1); // the builders count from 1-6-2026
  const learners = Array.from({ length: 24 }, (_, i) => `người học ${i}`);
  await put(learners.map((name) => registered(name, { place: congCu ?? "" })), learners.map((name, i) => played(name, { at: daysAgo(2 + (i % 6)) })));
  const forecast = await get<Forecasts>(`/api/forecast?unit=${congCu}`);
  assert.deepEqual(forecast.weeks.map(({ newlyCapable }) => newlyCapable.adult).filter((gain) => gain > 0), [4, 4, 4, 4, 4, 4]);
  const adult = forecast.forecasts.find(({ group, target }) => group === "adult" && target.by === "2026-12-31");
  assert.deepEqual([adult?.listed, adult?.capable, adult?.personsWanting], [26, 24, 2]);
  assert.ok(adult?.atDeadline.state === "forecast" && adult.atDeadline.lower >= 24 / 26 - 1e-9 && adult.atDeadline.upper <= 1);
  assert.equal(forecast.forecasts.find(({ target }) => target.by === "2025-12-31")?.atDeadline.state, "over");
  assert.equal((await server.app.request("/api/forecast?unit=99999.1")).status, 404);
});

test("what an office may not do is refused in words, and nothing is written", async () => {
  const unknown = "018f0000-0000-7000-8000-000000000000" as FactKey; // the form of an id
  assert.equal((await post("/api/rounds", { ...plan, communes: ["99999.1"] })).body.code, "unit-unknown");
  assert.equal((await post("/api/rounds", { ...plan, lowerPercent: 80 })).status, 400);
  assert.equal((await post("/api/rounds", { ...plan, seedHash: "0".repeat(64) })).status, 400, "nobody brings a seed of their own");
  assert.equal((await post(`/api/rounds/${unknown}/draw`)).body.code, "round-unknown");
  const empty = await post("/api/rounds", { ...plan, group: "student" });
  assert.equal((await post(`/api/rounds/${empty.body.round}/draw`)).body.code, "nobody-to-draw");
  assert.equal((await post(`/api/rounds/${empty.body.round}/close`)).body.code, "round-not-open");
});

test("somebody whose data are only kept is drawn for no round", async () => {
  const [kept] = people.filter(({ place }) => place === dongThuan);
  await server.services.database.transaction((tx) => tx.query("INSERT INTO restriction (person, since) VALUES ($1, now())", [idOf(kept?.name ?? assert.fail("somebody lives there"))]));
  const { body: { round } } = await post("/api/rounds", { ...plan, communes: [dongThuan], sampleSize: 60 });
  assert.equal((await post(`/api/rounds/${round}/draw`)).status, 200);
  const { drawn } = await get<DrawnList>(`/api/rounds/${round}/lists/${dongThuan}`);
  assert.ok(drawn.length > 50 && !drawn.some(({ person }) => person === idOf(kept?.name ?? "")), String(drawn.length));
});
