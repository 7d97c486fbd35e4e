import assert from "node:assert/strict";
import { test } from "node:test";
import type { UnitId } from "@hocvuso/contract";
import fc from "fast-check";
import { deadlinesOf, mayConsent, personKeys, readPeopleList, type ListCell } from "./index.ts";

const commune = "19249.2" as UnitId; // ids by their form, here and below
const given = { commune, hamlets: new Map([["xuan giang", "19249.2-11" as UnitId]]), thisYear: 2026 };
const read = (rows: readonly (readonly ListCell[])[]) => {
  const found = readPeopleList(rows, given);
  return found.is === "list" ? found : assert.fail("no heading");
};
const heading = ["STT", "Họ và tên", "Năm sinh", "Giới tính", "Thôn", "Nhóm", "Hộ", "Còn thiếu"];

test("headings with or without marks, in any order, under a title, are understood alike", () => {
  const row = { name: "Nguyễn Thị Lài", birthYear: 1958, sex: "female", group: "adult", lacks: ["sim"], place: "19249.2-03", household: "H12" };
  const marked = read([["DANH SÁCH XÃ LỆ THỦY"], [], heading, [1, "Nguyễn Thị Lài", 1958, "Nữ", "Thôn 3", "Người dân", "H12", "không có SIM"]]);
  const plain = read([["gioi tinh", "HO TEN", "thon ", "nam sinh", "ma ho", "con thieu"], ["nu", " Nguyễn  Thị Lài", "03", "12/4/1958", "H12", "sim"]]);
  assert.deepEqual([marked.rows, plain.rows], [[{ is: "person", row: 4, person: row }], [{ is: "person", row: 2, person: row }]]);
  assert.deepEqual(read([heading, [1, "Lê Văn Hợp", new Date("1990-05-04T00:00:00Z"), "", "Xuân Giang", "", "", ""], [2, "Trần Văn An", "", "", "Đồi Cao", "", "", ""]]).rows.map((one) => one.is === "person" && [one.person.birthYear, one.person.place, one.person.hamletName]), [[1990, "19249.2-11", undefined], [undefined, commune, "Đồi Cao"]]);
  assert.equal(readPeopleList([["a"], ["b"]], given).is, "no-heading");
});

test("citizen numbers, telephones and peoples are never read, and that is said", () => {
  const found = read([["Họ và tên", "CCCD", "Số điện thoại", "Dân tộc"], ["Lê Văn Hợp", "044090001234", "0912345678", "Kinh"]]);
  assert.deepEqual(found.notRead, ["CCCD", "Số điện thoại", "Dân tộc"]);
  assert.ok(!/0440|0912|Kinh/.test(JSON.stringify(found.rows)));
});

test("each bad row says all that is wrong with it, and holds back no other", () => {
  const found = read([heading,
    [1, "", "", "", "", "", "", ""],
    [2, "=HYPERLINK(\"http://x\")", "19xx", "", "", "", "", ""],
    [3, "<b>Lê</b>", 2030, "khác", "", "lạ", "", "gì đó"],
    [4, "Lê Văn Hợp", 1990, "Nam", "@SUM(1)", "", "", ""],
    [5, "Lê Văn Hợp", 1990, "Nam", "", "", "", ""],
    [6, "LÊ VĂN HỢP", 1990, "nam", "", "", "", ""],
  ]);
  assert.deepEqual(found.rows.map((one) => (one.is === "bad" ? [one.row, ...one.whys] : one.row)), [
    [2, "name-missing"], [3, "name-unreadable", "birth-year-unreadable"], [4, "name-unreadable", "birth-year-impossible", "sex-unreadable", "group-unreadable", "lacks-unreadable"], [5, "text-unreadable"], 6, [7, "repeats"],
  ]);
});

test("whatever stands in the cells, every row with text is answered once, and what is taken begins no formula and no tag", () => {
  const cell: fc.Arbitrary<ListCell> = fc.oneof(fc.string(), fc.constantFrom("=1+1", "+84", "-2", "@x", "<script>", "Nữ", "Lê Văn Hợp", "1990", "\t=1", "﻿=1"), fc.integer(), fc.boolean(), fc.constant(null));
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 8, maxLength: 8 }), { maxLength: 8 }), (rows) => {
    const found = read([heading, ...rows]);
    assert.ok(found.rows.length <= rows.length);
    for (const one of found.rows) if (one.is === "person") for (const text of [one.person.name, one.person.hamletName, one.person.household, one.person.languages]) assert.doesNotMatch(text ?? "", /^[=+\-@\t]|[<>=]/);
  }));
});

test("names that differ in marks or letter case alone are alike; the same particulars are the same person", () => {
  const person = (name: string, birthYear = 1958) => personKeys({ name, birthYear, group: "adult", place: commune, lacks: [] }, commune);
  assert.equal(person("Nguyễn Thị Lài").like, person("NGUYEN THI LAI").like);
  assert.notEqual(person("Nguyễn Thị Lài").whole, person("Nguyễn Thị Lại").whole);
  assert.equal(person("Nguyễn Thị Hoà").whole, person("NGUYỄN THỊ HÒA").whole);
  assert.notEqual(person("Nguyễn Thị Lài").like, person("Nguyễn Thị Lài", 1959).like);
});

test("under 7 the guardian is asked, from 7 to 15 both, from 16 the person alone; in doubt more people are asked", () => {
  const may = (birthYear: number | undefined, by: "self" | "guardian" | "both", isPupil = false) => mayConsent({ birthYear, isPupil, by, thisYear: 2026 });
  assert.deepEqual([may(2021, "guardian"), may(2021, "self"), may(2019, "guardian"), may(2015, "both"), may(2015, "self"), may(2015, "guardian"), may(2010, "self"), may(2010, "both"), may(2009, "self"), may(2009, "guardian")],
    [true, false, true, true, false, false, false, true, true, false]);
  assert.deepEqual([may(undefined, "self"), may(undefined, "guardian"), may(undefined, "self", true), may(undefined, "both", true)], [true, false, false, true]);
});

test("two working days skip the week-end and holidays; the other clock counts every day", () => {
  const policy = { answerWorkingDays: 2, doneDays: 15, doneDaysWithOthers: 20, extensionDays: 15, holidays: ["2026-09-01", "2026-09-02"] };
  const plain = { withOthers: false, isExtended: false };
  assert.deepEqual(deadlinesOf("2026-11-26", plain, policy), { answerBy: "2026-11-30", doneBy: "2026-12-11" }); // a Thursday
  assert.deepEqual(deadlinesOf("2026-08-31", plain, policy).answerBy, "2026-09-04"); // a Monday before the National Day
  assert.deepEqual([deadlinesOf("2026-11-26", { withOthers: true, isExtended: false }, policy).doneBy, deadlinesOf("2026-11-26", { withOthers: true, isExtended: true }, policy).doneBy], ["2026-12-16", "2026-12-31"]);
});
