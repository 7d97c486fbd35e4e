import assert from "node:assert/strict";
import { test } from "node:test";
import { foldKeepingMarks, foldName, isWithinOneLetter } from "./fold-name.ts";

test("a folded name has no marks, no đ, no capitals and no stops", () => {
  assert.equal(foldName("  TX.  Ba Đồn "), "tx ba don");
  assert.equal(foldName("Đường Ơ-Ư ẵ ỹ"), "duong o u a y");
  assert.equal(foldName("Hóa".normalize("NFD")), foldName("Hoá".normalize("NFC")));
});

test("both placements of a tone, composed or not, are one name when marks are kept", () => {
  for (const [a, b] of [["Hoá", "Hóa"], ["Thuỷ", "Thủy"], ["Hoà Trạch", "Hòa Trạch"], ["Quỳ", "Qùy"], ["Lệ Thủy".normalize("NFD"), "Lệ Thuỷ"]] as const) {
    assert.equal(foldKeepingMarks(a), foldKeepingMarks(b));
  }
});

test("names that differ in a mark stay apart when marks are kept", () => {
  for (const [a, b] of [["Quang Phú", "Quảng Phú"], ["Quảng Tiên", "Quảng Tiến"], ["Đông Hà", "Đồng Hà"], ["Hoa", "Hóa"], ["Dân", "Đân"]] as const) {
    assert.notEqual(foldKeepingMarks(a), foldKeepingMarks(b));
  }
});

test("one letter more, less, other or swapped is forgiven, two are not", () => {
  for (const other of ["donghoi", "donghi", "donghoii", "xdonghoi", "donghoa", "dognhoi", "dongoi"]) assert.ok(isWithinOneLetter("donghoi", other), other);
  for (const other of ["dnghi", "donghoiii", "dogtnhoi", "gnodhoi", "", "dnogoih"]) assert.ok(!isWithinOneLetter("donghoi", other), other);
});
