/** What everybody is told: open data and the public page say the dashboard's numbers, mark what is not told, and need nobody to sign in. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DataDictionary, OpenData, ProvinceProgress, UnitId } from "@hocvuso/contract";
import { framesOf, played, registered, sealedBy, stepDone } from "./given.ts";
import { givenServer, type GivenServer } from "./given-server.ts";

const LE_THUY = "19249.2" as UnitId; // xã Lệ Thủy of today
const DONG_THUAN = "18859.2" as UnitId; // xã Đồng Thuận of today

let server: GivenServer;
let small: UnitId;
before(async () => {
  server = await givenServer();
  const { communes } = await (await server.open.request("/api/progress")).json() as ProvinceProgress; // the route's own shape
  small = communes.find(({ unit }) => unit !== LE_THUY && unit !== DONG_THUAN)?.unit ?? assert.fail("no third commune");
  const people = [...Array.from({ length: 40 }, (_, at) => [`a${at}`, LE_THUY] as const), ...Array.from({ length: 30 }, (_, at) => [`b${at}`, DONG_THUAN] as const), ...Array.from({ length: 6 }, (_, at) => [`c${at}`, small] as const)];
  const facts = people.flatMap(([name, place], at) => [registered(name, { place }), stepDone(name), ...(at % 2 === 0 ? [played(name)] : [])]);
  assert.equal((await server.post("/sync/put", framesOf(await sealedBy(await server.enrolledKey(), facts)))).status, 200);
});
after(() => server.stop());

async function open<Answer>(path: string): Promise<Answer> {
  const answer = await server.open.request(path);
  assert.equal(answer.status, 200, path);
  return await answer.json() as Answer; // the route's own shape
}

test("open data: CSV and JSON have the same rows, the dictionary every column, and a withheld figure stays in as a row without persons", async () => {
  const [json, dictionary, csv] = [await open<OpenData>("/api/open-data/figures.json"), await open<DataDictionary>("/api/open-data/dictionary.json"), await (await server.open.request("/api/open-data/figures.csv")).text()];
  const [headings = "", ...lines] = csv.replace(/^\uFEFF/, "").trim().split("\r\n");
  assert.deepEqual(headings.split(","), dictionary.columns.map(({ name }) => name));
  assert.deepEqual(Object.keys(json.figures[0] ?? {}), dictionary.columns.map(({ name }) => name));
  assert.equal(lines.length, json.figures.length);
  const progress = await open<ProvinceProgress>("/api/progress");
  const today = json.figures.filter(({ boundaries, group }) => boundaries === "2025-07-01" && group === "adult");
  for (const { unit, groups: { adult } } of [progress.province, ...progress.communes]) {
    for (const measure of ["reached", "capable", "verified", "confirmed"] as const) {
      const row = today.find((one) => one.unit === unit && one.measure === measure) ?? assert.fail(`${unit} ${measure}`);
      const figure = adult[measure];
      assert.deepEqual([row.listed, row.state, row.persons], [adult.listed, figure.state, "persons" in figure ? figure.persons : null]);
    }
  }
  const untold = today.filter(({ state }) => state === "withheld");
  assert.ok(untold.some(({ unit }) => unit === small), "six people are not told of");
  assert.ok(new Set(untold.map(({ unit }) => unit)).size >= 2, "and nobody reckons them from the province's sum");
  const named = json.figures.filter(({ kind, persons }) => kind === "commune" && persons !== null && persons > 0 && persons < 5);
  assert.deepEqual(named, []);
});

test("on every map the communes' lists sum to the province's", async () => {
  const { figures } = await open<OpenData>("/api/open-data/figures.json");
  for (const [map, rows] of Map.groupBy(figures.filter(({ group, measure }) => group === "adult" && measure === "reached"), ({ boundaries }) => boundaries)) {
    const sum = (kind: string) => rows.filter((row) => row.kind === kind).reduce((total, { listed }) => total + listed, 0);
    assert.deepEqual([map, sum("commune")], [map, sum("province")]);
  }
});

test("the public page is whole without a script, in both languages, and says that nobody has looked yet", async () => {
  for (const [language, headline, unknown] of [["vi", /Trong 100 người lớn ở Quảng Trị, ghi nhận 50 người tự làm được/, /Chưa có người ở nơi khác đến kiểm lại/], ["en", /Of 100 adults in Quang Tri, 50 are on record as able/, /Nobody from elsewhere has looked yet/]] as const) {
    const answer = await server.open.request(`/cong-khai?lang=${language}`);
    const html = await answer.text();
    assert.match(html, headline);
    assert.match(html, unknown);
    assert.doesNotMatch(html, /<script/);
    assert.match(html, new RegExp(`<html lang="${language}"`));
    assert.equal(html.match(/class="recorded" transform/g)?.length, 50);
  }
});

test("as known on a day before anything had arrived nobody is known; a day to come is refused", async () => {
  const { province, provenance } = await open<ProvinceProgress>("/api/progress?knownOn=2024-01-01");
  assert.deepEqual([province.groups.adult.listed, provenance.knownOn], [0, "2024-01-01"]);
  assert.equal((await server.open.request("/api/progress?knownOn=2999-01-01")).status, 400);
});
