/** Persons answer through the door of the province; the calibration finds again how hard the questions were made, and says so when one changes. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CalibrationReport, Fact, ItemFinding, ItemParameterSet } from "@hocvuso/contract";
import { CalibrationReport as ReportShape, ItemParameterSet as SetShape } from "@hocvuso/contract";
import { drawNormal, randomSource } from "@hocvuso/domain/assessment";
import { Value } from "typebox/value";
import { calibrateEveryNight, lastNight } from "../apps/server/src/calibration/every-night.ts";
import { digestOf, runCalibration } from "../apps/server/src/calibration/run-calibration.ts";
import { projectionsDigest, rebuildProjections } from "../apps/server/src/projections/rebuild.ts";
import { framesOf, sealedBy } from "./given.ts";
import { plantParameters, sat, type PlantedItem } from "./given-answers.ts";
import { givenServer, type GivenServer } from "./given-server.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

const ITEMS = 30;
const PERSONS = 500;
const ASKED = 21;
const MEAN_ABILITY = -0.4;

async function get<Answer>(path: string): Promise<Answer> {
  const answer = await server.app.request(path);
  assert.equal(answer.status, 200, await answer.clone().text());
  return await answer.json() as Answer; // the route's own shape
}

/** Thirty persons to a phone. */
async function send(people: readonly (readonly Fact[])[]): Promise<void> {
  for (let from = 0; from < people.length; from += 30) {
    const answer = await server.post("/sync/put", framesOf(await sealedBy(await server.enrolledKey(), people.slice(from, from + 30).flat())));
    assert.equal(answer.status, 200);
  }
}

function people(names: string, count: number, planted: readonly PlantedItem[], harder: (id: string, isWoman: boolean) => number, seed: number): Fact[][] {
  const random = randomSource(seed);
  return Array.from({ length: count }, (_, nth) => {
    const isWoman = nth % 2 === 0;
    return sat(`${names} ${nth}`, { ability: MEAN_ABILITY + drawNormal(random), sex: isWoman ? "female" : "male", harder: (id) => harder(id, isWoman) }, planted, { count: ASKED, random, place: "19249.2", at: Date.UTC(2026, 9, 1) });
  });
}

const planted = (): PlantedItem[] => {
  const keyed = server.services.certifying.items.flatMap((item) => (item.form === "task" || !item.components[0]?.startsWith("thong-tu-02-2025/") ? [] : [item]));
  return plantParameters(keyed.slice(0, ITEMS), 1945);
};

const rms = (errors: readonly number[]) => Math.sqrt(errors.reduce((sum, one) => sum + one * one, 0) / errors.length);

test("before anybody has answered, phones get the items as declared, and a run makes no version", async () => {
  const set = await get<ItemParameterSet>("/api/item-parameters");
  assert.ok(Value.Check(SetShape, set));
  assert.deepEqual([set.version, set.digest, set.items.some(({ isScored }) => isScored)], [0, digestOf(set.items), false]);
  assert.equal((await runCalibration(server.services)).outcome, "no-answers");
  assert.equal((await server.app.request("/api/item-parameters?version=1")).status, 404);
});

test("planted parameters are found again within their errors, an item that is harder for women is told, and nothing new makes no new version", async () => {
  const items = planted();
  const unfair = items[3]?.item.id;
  await send(people("người", PERSONS, items, (id, isWoman) => (id === unfair && isWoman ? 2 : 0), 1));
  assert.deepEqual(await runCalibration(server.services), { at: "2026-11-23T00:00:00.000Z", outcome: "new-version", version: 1 });

  const report = await get<CalibrationReport>("/api/calibration");
  assert.ok(Value.Check(ReportShape, report), JSON.stringify([...Value.Errors(ReportShape, report)].slice(0, 2)));
  assert.deepEqual(report.versions.map(({ version, persons, answers, alarms, isSample }) => ({ version, persons, answers, alarms, isSample })), [{ version: 1, persons: PERSONS, answers: PERSONS * ASKED, alarms: 0, isSample: false }]);
  const found = new Map(report.items.map((item) => [item.id, item]));
  const pairs = items.filter(({ item }) => item.id !== unfair).flatMap(({ item, parameters }) => { const one = found.get(item.id); return one === undefined ? [] : [{ one, parameters }]; });
  assert.equal(pairs.length, ITEMS - 1);
  const errors = pairs.map(({ one, parameters }) => (one.stepDifficulties[0] ?? NaN) - (parameters.stepDifficulties[0] ?? NaN));
  const error = rms(errors);
  const covered = pairs.filter(({ one }, at) => Math.abs(errors[at] ?? NaN) < 1.96 * (one.stepDifficultyStandardErrors[0] ?? 0)).length / pairs.length;
  console.log(`RMSE(b) ${error.toFixed(3)}, of slopes ${rms(pairs.map(({ one, parameters }) => one.discrimination - parameters.discrimination)).toFixed(3)}, ${(100 * covered).toFixed(0)} % within 1.96 errors, population ${report.population?.meanLogits.toFixed(3)}`);
  assert.ok(error < 0.27, `RMSE of difficulties ${error}`);
  assert.ok(covered > 0.84, `${covered} of the intervals hold the truth`);
  assert.ok(Math.abs((report.population?.meanLogits ?? NaN) - MEAN_ABILITY) < 0.15, `population at ${report.population?.meanLogits}`);
  assert.ok(pairs.every(({ one }) => one.isScored && one.answers >= 300 && one.observed.length === 8 && one.medianSeconds > 0));
  assert.ok(report.items.filter(({ answers }) => answers === 0).every(({ isScored }) => !isScored), "what nobody answered counts in nothing");

  const told = (item: ItemFinding | undefined) => item?.groups.find(({ by }) => by === "sex");
  assert.deepEqual([told(found.get(unfair ?? ""))?.etsClass, (told(found.get(unfair ?? ""))?.delta ?? 0) < 0], ["C", true]);
  assert.deepEqual(pairs.filter(({ one }) => told(one)?.etsClass === "C").map(({ one }) => one.id), []);
  const choice = pairs.find(({ one }) => one.picks.some(({ name }) => name !== undefined))?.one;
  assert.equal(choice?.picks.filter(({ isRight }) => isRight).length, 1);

  const set = await get<ItemParameterSet>("/api/item-parameters");
  assert.deepEqual([set.version, set.digest], [1, digestOf(set.items)]);
  assert.ok(set.items.every(({ id, parameterCovariance, isScored }) => !isScored || (parameterCovariance?.length === 4 && found.get(id)?.isScored === true)), "the errors of what counts travel with it");
  assert.ok(set.items.some(({ eligibility }) => eligibility < 1), "no phone may always use the best items");
  assert.doesNotMatch(JSON.stringify(set), /right|picked|mistake/);

  assert.equal((await runCalibration(server.services)).outcome, "nothing-new");
  assert.deepEqual(await get("/api/item-parameters"), set);
});

test("an item that became harder rests and says so, the others go on counting, and the version before stays as it was", async () => {
  const items = planted();
  // In the middle of the persons, where answers tell most.
  const distance = ({ parameters }: PlantedItem) => Math.abs((parameters.stepDifficulties[0] ?? NaN) - MEAN_ABILITY);
  const moved = items.filter(({ parameters, item }) => parameters.optionCount === undefined && item.id !== items[3]?.item.id).toSorted((one, other) => distance(one) - distance(other))[0]?.item.id;
  const before = await get<ItemParameterSet>("/api/item-parameters?version=1");
  await send(people("người mới", 250, items, (id) => (id === moved ? 1.8 : 0), 2));
  assert.equal((await runCalibration(server.services)).outcome, "new-version");
  const report = await get<CalibrationReport>("/api/calibration");
  const alarms = report.items.filter(({ drift }) => drift?.isAlarm === true);
  assert.deepEqual(alarms.map(({ id }) => id), [moved]);
  const { drift, isScored } = alarms[0] ?? {};
  assert.ok(drift !== undefined && Math.abs(drift.shiftLogits - 1.8) < 3 * drift.standardError, `moved by ${drift?.shiftLogits} ± ${drift?.standardError}`);
  assert.deepEqual([isScored, drift.sinceVersion, report.versions.map(({ version, alarms: count }) => [version, count])], [false, 1, [[2, 1], [1, 0]]]);
  assert.equal(report.items.filter((item) => item.isScored).length, ITEMS - 1);
  assert.deepEqual(await get("/api/item-parameters?version=1"), before);
  await assert.rejects(server.services.database.transaction((tx) => tx.query("UPDATE calibration SET persons = 0")), /never changed/);
});

test("the projections it reads are the same after a rebuild", async () => {
  await server.services.database.transaction(async (tx) => {
    const before = await projectionsDigest(tx);
    await rebuildProjections(tx, server.services);
    assert.equal(await projectionsDigest(tx), before);
  });
});

test("the office chooses the time of night, and the program keeps it once a night", async () => {
  assert.equal((await server.post("/api/calibration/night", Buffer.from(JSON.stringify({ at: "25:00" })))).status, 400);
  assert.equal((await server.post("/api/calibration/night", Buffer.from(JSON.stringify({ at: "01:15" })))).status, 200);
  assert.equal((await get<CalibrationReport>("/api/calibration")).nightAt, "01:15");
  // 23 November, 00:00 UTC is 7:00 in Vietnam.
  assert.equal(new Date(lastNight(server.services.now(), 75)).toISOString(), "2026-11-22T18:15:00.000Z");
  const ranAt = async () => (await get<CalibrationReport>("/api/calibration")).lastRun?.at;
  const before = await ranAt();
  const sameNight = calibrateEveryNight(server.services);
  await sameNight.stop();
  assert.equal(await ranAt(), before);
  const nextNight = calibrateEveryNight({ ...server.services, now: () => server.services.now() + 86_400_000 });
  await nextNight.stop();
  assert.equal(await ranAt(), "2026-11-24T00:00:00.000Z");
});
