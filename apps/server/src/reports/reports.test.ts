import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactKey, Figure, FourNumbers, GroupFigures, UnitId, WrittenReport } from "@hocvuso/contract";
import { readXlsx } from "hucre/xlsx";
import { readWord } from "../../../../tests/given-office-file.ts";
import { readContent } from "../read-content.ts";
import { paperOf } from "./paper.ts";
import { wordFile } from "./word-file.ts";
import { workbookOf } from "./workbook.ts";

const measured = (persons: number): Figure => ({ state: "measured", persons });
const numbers = (listed: number, reached: number, capable: number, others: Partial<FourNumbers> = {}): FourNumbers => ({ listed, reached: measured(reached), capable: measured(capable), verified: { state: "notYetMeasured" }, confirmed: { state: "notYetMeasured" }, ...others });
const retested: Figure = { state: "estimated", persons: 6_801, lowerPersons: 6_573, upperPersons: 7_030, level: 0.95, tested: 2_095, round: "018f2f6e-0000-7000-8000-000000000100" as FactKey, asOf: "2026-11-20T09:00:00.000Z" }; // a test's own round
const none = numbers(0, 0, 0);
const of = (adult: FourNumbers): GroupFigures => ({ official: none, student: numbers(1_250, 1_249, 8), adult });
const hidden: Figure = { state: "withheld" };
const unit = (id: string, vi: string, groups: GroupFigures, basis: "exact" | "estimated" = "exact") => ({ unit: id as UnitId, name: { vi, en: vi }, basis, groups }); // ids of the register's form

const report: WrittenReport = {
  report: "018f2f6e-0000-4000-8000-000000000001", kind: "monthly", madeAt: "2026-02-05T13:00:00.000Z",
  provenance: { asOf: "2026-02-05T13:00:00.000Z", boundarySet: { validFrom: "2025-07-01", label: { vi: "địa giới từ 1-7-2025", en: "boundaries from 1 July 2025" } }, includesSample: false, policyVersion: "1.2.0", vneidListedOn: "2026-02-01" },
  whole: unit("44.2", "Tỉnh Quảng Trị", of(numbers(10_001, 8_234, 7_999, { verified: retested, confirmed: measured(1) }))),
  parts: [unit("19249.2", "Xã Lệ Thủy <&>", of(numbers(9_000, 8_000, 7_000))), unit("18859.2", "Xã Đồng Thuận", of(numbers(8, 0, 0, { reached: hidden, capable: hidden })), "estimated")],
  targets: [{ group: "adult", share: 0.8, by: "2025-12-31", decree: { vi: "Phát động 9-5-2025", en: "Launch" } }],
  activity: { from: "2026-01-05", to: "2026-02-04", newlyCapable: { official: 0, student: 12, adult: 345 }, sessions: 67 },
};
const policy = readContent().reports;

test("the Word file opens, is an A4 paper of the decree's margins, and says of each number what the report holds", () => {
  const word = readWord(wordFile(paperOf(report, policy)));
  assert.deepEqual([word.page["w:w"], word.page["w:h"], word.page["w:left"], word.page["w:right"], word.page["w:top"]], ["11906", "16838", "1701", "1134", "1134"]);
  const said = word.paragraphs.join("\n");
  for (const phrase of ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "UBND TỈNH QUẢNG TRỊ", "/BC-BCĐ", "Quảng Trị, ngày 05 tháng 02 năm 2026", "BÁO CÁO", "từ ngày 05/01/2026 đến ngày 04/02/2026", "Nơi nhận:", "- Lưu: VT.", "TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", "còn thiếu 2 người"]) assert.ok(said.includes(phrase), phrase);
  const plain = word.tables.map((rows) => rows.map((cells) => cells.map((cell) => cell.replaceAll(/⁽\d+⁾/g, ""))));
  const [, whole, ofOfficials, , ofAdults] = plain;
  assert.deepEqual(whole?.map(([first]) => first), ["Nhóm", "Cán bộ, công chức, viên chức", "Học sinh, sinh viên", "Người trưởng thành"]);
  assert.deepEqual(whole?.[1]?.slice(1), ["0", "–", "–", "chưa đo", "chưa đo"]);
  assert.deepEqual(whole?.[2]?.slice(1), ["1.250", "1.249 (99,9%)", "8 (0,6%)", "chưa đo", "chưa đo"], "cut, never rounded up");
  assert.deepEqual(whole?.[3]?.slice(1), ["10.001", "8.234 (82,3%)", "7.999 (79,9%)", "68,0% (65,7% đến 70,2%)", "1 (dưới 0,1%)"]);
  assert.equal(ofOfficials?.length, 3);
  assert.deepEqual(ofAdults?.slice(1), [["Xã Lệ Thủy <&>", "9.000", "8.000 (88%)", "7.000 (77%)", "chưa đo", "chưa đo"], ["Xã Đồng Thuận (ước lượng)", "8", "không nêu", "không nêu", "chưa đo", "chưa đo"]]);
});

test("every number has a footnote: each column its definition, each estimate its method, n, interval and date; each footnote is pointed at once, in order", () => {
  const word = readWord(wordFile(paperOf(report, policy)));
  assert.deepEqual(word.marks, [...word.notes.keys()]);
  assert.deepEqual(word.marks, word.marks.map((_, at) => String(at + 1)));
  const noteOf = (cell: string) => word.notes.get(/⁽(\d+)⁾/.exec(cell)?.[1] ?? "") ?? "";
  const resolved = (cell: string) => { const note = noteOf(cell); const other = /^Như chú thích (\d+)\.$/.exec(note)?.[1]; return other === undefined ? note : word.notes.get(other) ?? ""; };
  const counted = word.tables.filter(([headings]) => headings?.some((cell) => cell.startsWith("Trong danh sách")));
  assert.equal(counted.length, 4);
  for (const [headings] of counted) assert.deepEqual(headings?.slice(1).map((cell) => /^(Người có tên|Đã tiếp cận|Làm được|Đã kiểm chứng|Xác nhận trên VNeID)/.exec(resolved(cell))?.[0]), ["Người có tên", "Đã tiếp cận", "Làm được", "Đã kiểm chứng", "Xác nhận trên VNeID"]);
  const estimate = counted.flat(2).find((cell) => cell.startsWith("68,0%")) ?? "";
  assert.match(noteOf(estimate), /^2\.095 người kiểm lại; mẫu rút thăm phân tầng.*khoảng tin cậy 95%.*20\/11\/2026/);
});

test("the workbook opens and holds every count as a number; what is not known is empty and said in words", async () => {
  const { sheets } = await readXlsx(await workbookOf(report));
  assert.deepEqual(sheets.map(({ name }) => name), ["Bốn con số", "Trong kỳ", "Chỉ tiêu", "Giải nghĩa"]);
  const [headings = [], ...rows] = sheets[0]?.rows ?? [];
  const at = (start: string) => headings.findIndex((heading) => String(heading).startsWith(start));
  const row = (unitId: string, group: string) => rows.find((cells) => cells[0] === unitId && cells[3] === group) ?? [];
  assert.equal(rows.length, 9);
  const adults = row("44.2", "Người trưởng thành");
  assert.deepEqual(["Trong danh sách", "Đã tiếp cận", "Làm được", "Đã kiểm chứng", "Xác nhận", "Kiểm chứng: cận dưới", "Kiểm chứng: cận trên", "Kiểm chứng: mức", "Kiểm chứng: số người"].map((start) => adults[at(start)]), [10_001, 8_234, 7_999, 6_801, 1, 6_573, 7_030, 0.95, 2_095]);
  const few = row("18859.2", "Người trưởng thành");
  assert.deepEqual([few[at("Đã tiếp cận")] ?? null, few[at("Đã tiếp cận") + 1], few[at("Đã kiểm chứng")] ?? null, few[at("Đã kiểm chứng") + 1], few[2]], [null, "không nêu", null, "chưa đo", "ước lượng theo địa giới"]);
  assert.deepEqual(sheets[1]?.rows.map((cells) => cells[1]), ["05/01/2026", "04/02/2026", 67, 0, 12, 345]);
});

test("invented people are stamped on both files", async () => {
  const invented = { ...report, provenance: { ...report.provenance, includesSample: true } };
  assert.match(readWord(wordFile(paperOf(invented, policy))).paragraphs.join("\n"), /DỮ LIỆU MẪU, KHÔNG DÙNG ĐỂ BÁO CÁO/);
  assert.ok((await readXlsx(await workbookOf(invented))).sheets.at(-1)?.rows.flat().includes("DỮ LIỆU MẪU, KHÔNG DÙNG ĐỂ BÁO CÁO"));
});
