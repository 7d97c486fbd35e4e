/** The report writes itself: by the clock and by order, on old and new boundaries; what its files say is what the dashboard says. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FourNumbers, ProvinceProgress, UnitId, WrittenReport, WrittenReports } from "@hocvuso/contract";
import { readXlsx } from "hucre/xlsx";
import { writeDueReports } from "../apps/server/src/reports/keep-reports.ts";
import { framesOf, played, registered, sealedBy, stepDone } from "./given.ts";
import { readWord } from "./given-office-file.ts";
import { cookieOf } from "./given-staff.ts";
import { askingWith, givenServer, type GivenServer } from "./given-server.ts";

const LE_THUY = "19249.2" as UnitId; // xã Lệ Thủy of today
const DONG_THUAN = "18859.2" as UnitId; // xã Đồng Thuận of today
const PROVINCE = "44.2" as UnitId; // tỉnh Quảng Trị of today
const evening = Date.UTC(2026, 10, 23, 13, 0, 0); // 20:00 in Việt Nam

let server: GivenServer;
before(async () => {
  server = await givenServer();
  const people = Array.from({ length: 30 }, (_, at) => ({ name: `người ${at}`, place: at < 18 ? `${LE_THUY}-${at < 12 ? "01" : "02"}` : DONG_THUAN }));
  const facts = people.flatMap(({ name, place }, at) => [registered(name, { place }), ...(at % 3 === 0 ? [] : [stepDone(name)]), ...(at % 2 === 0 ? [played(name)] : [])]);
  const answer = await server.post("/sync/put", framesOf(await sealedBy(await server.enrolledKey(), facts)));
  assert.equal(answer.status, 200);
});
after(() => server.stop());

async function get<Answer>(path: string): Promise<Answer> {
  const answer = await server.app.request(path);
  assert.equal(answer.status, 200, path);
  return await answer.json() as Answer; // the route's own shape
}

async function order(unit: UnitId, said: object = {}): Promise<WrittenReport> {
  const answer = await server.app.request(`/api/units/${unit}/reports`, { method: "POST", body: JSON.stringify(said) });
  assert.equal(answer.status, 200);
  return await answer.json() as WrittenReport; // likewise
}

async function file(report: WrittenReport, format: "docx" | "xlsx"): Promise<Uint8Array> {
  const answer = await server.app.request(`/api/units/${report.whole.unit}/reports/${report.report}/${format}`);
  assert.equal(answer.status, 200);
  return new Uint8Array(await answer.arrayBuffer());
}

const vietnamese = (count: number) => count.toLocaleString("vi-VN");

/** What a cell of the paper begins with: the dashboard's number, in words where it is none. */
function cellOf(numbers: FourNumbers, measure: "reached" | "capable" | "verified" | "confirmed"): string {
  const figure = numbers[measure];
  if (figure.state === "measured") return numbers.listed === 0 ? "–" : vietnamese(figure.persons);
  return { notYetMeasured: "chưa đo", withheld: "không nêu", estimated: "%" }[figure.state];
}

test("a report by order: the Word file and the workbook, opened again, hold every number that the dashboard holds", async () => {
  const [progress, report] = [await get<ProvinceProgress>("/api/progress"), await order(PROVINCE)];
  assert.deepEqual(report.whole, progress.province);
  assert.deepEqual(report.targets, progress.targets);
  const groups = ["official", "student", "adult"] as const;
  const measures = ["reached", "capable", "verified", "confirmed"] as const;
  const word = readWord(await file(report, "docx"));
  const tables = word.tables.map((rows) => rows.map((cells) => cells.map((cell) => cell.replaceAll(/⁽\d+⁾/g, ""))));
  for (const [at, group] of groups.entries()) {
    const numbers = progress.province.groups[group];
    const row = tables[1]?.[at + 1] ?? [];
    assert.equal(row[1], vietnamese(numbers.listed));
    assert.deepEqual(row.slice(2).map((cell) => cell.split(" (")[0]), measures.map((measure) => cellOf(numbers, measure)));
    const parts = new Map(tables[at + 2]?.slice(1).map((cells) => [cells[0], cells]));
    assert.equal(parts.size, progress.communes.length);
    for (const { unit, name, groups: own } of report.parts) {
      const shown = progress.communes.find((commune) => commune.unit === unit)?.groups[group] ?? assert.fail(unit);
      const cells = parts.get(name.vi) ?? assert.fail(name.vi);
      assert.equal(cells[1], vietnamese(shown.listed));
      for (const [column, measure] of measures.entries()) {
        assert.equal(cells[column + 2]?.split(" (")[0], cellOf(own[group], measure));
        if (own[group][measure].state !== "withheld") assert.deepEqual(own[group][measure], shown[measure]);
      }
    }
  }
  const { sheets } = await readXlsx(await file(report, "xlsx"));
  const [headings = [], ...rows] = sheets[0]?.rows ?? [];
  assert.equal(rows.length, 3 * (1 + progress.communes.length));
  const units = [report.whole, ...report.parts].flatMap(({ unit, groups: own }) => groups.map((group) => [unit, own[group]] as const));
  for (const [at, [unit, numbers]] of units.entries()) {
    const row = rows[at] ?? [];
    assert.deepEqual([row[0], row[4]], [unit, numbers.listed]);
    for (const [column, measure] of measures.entries()) {
      const figure = numbers[measure];
      assert.equal(row[5 + 2 * column] ?? null, figure.state === "measured" || figure.state === "estimated" ? figure.persons : null, `${unit} ${String(headings[5 + 2 * column])}`);
    }
  }
});

test("the same report on the boundaries before 1 July 2025: other communes, the same sums, divided land marked as estimated", async () => {
  const { boundarySets } = await get<WrittenReports>(`/api/units/${PROVINCE}/reports`);
  const old = boundarySets.at(-2) ?? assert.fail("no older boundaries");
  const [today, before] = [await order(PROVINCE), await order(PROVINCE, { boundaries: old.asOf })];
  assert.deepEqual(before.provenance.boundarySet.label, old.label);
  assert.deepEqual(before.whole, today.whole);
  assert.notDeepEqual(before.parts.map(({ unit }) => unit), today.parts.map(({ unit }) => unit));
  const sum = ({ parts }: WrittenReport) => parts.reduce((total, { groups: { adult } }) => total + adult.listed, 0);
  assert.deepEqual([sum(before), sum(today)], [30, 30]);
  assert.ok(before.parts.every(({ basis, groups: { adult } }) => adult.listed === 0 || basis === "estimated"), "both communes were made of several, and nobody said where in them they live");
});

test("at eight in the evening the province's report and those of communes with people are written, once; an officer reads their own commune's and no other", async () => {
  const at = (now: number) => ({ ...server.services, now: () => now });
  assert.equal(await writeDueReports(at(evening - 60_000)), 0);
  assert.equal(await writeDueReports(at(evening)), 3);
  assert.equal(await writeDueReports(at(evening + 3_600_000)), 0);
  assert.equal(await writeDueReports(at(Date.UTC(2026, 11, 14, 18))), 3, "on the 15th by the clock of Việt Nam the month's");
  const { reports } = await get<WrittenReports>(`/api/units/${LE_THUY}/reports`);
  assert.deepEqual(reports.map(({ kind }) => kind), ["monthly", "daily"]);
  const officer = askingWith(server.open, await cookieOf(server.services, [{ role: "commune-officer", unit: LE_THUY, from: "2026-01-01" }], "Lê Văn Hợp"));
  const status = async (path: string) => (await officer.request(path)).status;
  const others = await get<WrittenReports>(`/api/units/${DONG_THUAN}/reports`);
  assert.deepEqual(await Promise.all([`/api/units/${LE_THUY}/reports/${reports[0]?.report}/docx`, `/api/units/${DONG_THUAN}/reports/${others.reports[0]?.report}/docx`, `/api/units/${LE_THUY}/reports/${others.reports[0]?.report}/docx`].map(status)), [200, 403, 404]);
});
