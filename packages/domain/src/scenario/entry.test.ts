import assert from "node:assert/strict";
import { test } from "node:test";
import { classifyEntry, privateKindOf } from "./entry.ts";
import type { EntryKind } from "./offered-acts.ts";
import type { Variant } from "./variant.ts";

const variant: Variant = { drawn: {}, values: { amount: { vi: "20000", en: "20000" } } };
const amountCases = [{ id: "dung", equals: ["{amount}"] }, { id: "thieu-nghin", equals: ["20"] }, { id: "it-hon", lessThan: "{amount}" }, { id: "nhieu-hon", moreThan: "{amount}" }];

test("an amount is read with or without dots, spaces and its unit", () => {
  const caseOf = (entered: string) => classifyEntry(entered, { kind: "amount", cases: amountCases }, variant);
  assert.deepEqual(["20000", "20.000", " 20 000 đ"].map(caseOf), ["dung", "dung", "dung"]);
  assert.deepEqual(["20", "19.900", "200000", "", "bác"].map(caseOf), ["thieu-nghin", "it-hon", "nhieu-hon", "rong", "rong"]);
});

test("a word is read without regard to capitals, accents and stray spaces", () => {
  const entry = { kind: "text" as EntryKind, cases: [{ id: "dung", equals: ["Trần Thị Bưởi"] }] };
  assert.deepEqual(["TRAN THI BUOI", " trần  thị bưởi "].map((entered) => classifyEntry(entered, entry, variant)), ["dung", "dung"]);
  assert.equal(classifyEntry("Tran Van Buoi", entry, variant), "khac");
});

test("where the author keeps the marks, a word typed without them, or with others, is another case", () => {
  const entry = { kind: "text" as EntryKind, cases: [{ id: "dung", equals: ["vườn"], marks: "kept" as const }, { id: "thieu-dau", equals: ["vuon"] }] };
  assert.deepEqual([" Vườn ", "vườn".normalize("NFD"), "vuon", "vượn", "ruộng"].map((entered) => classifyEntry(entered, entry, variant)), ["dung", "dung", "thieu-dau", "thieu-dau", "khac"]);
});

test("a drawn word that differs by language is known in either", () => {
  const friend: Variant = { drawn: {}, values: { friend: { vi: "cô Hòa", en: "Ms Hòa" } } };
  const entry = { kind: "text" as EntryKind, cases: [{ id: "dung", equals: ["{friend}"] }] };
  assert.deepEqual(["co hoa", "ms hoa", "hoa"].map((entered) => classifyEntry(entered, entry, friend)), ["dung", "dung", "khac"]);
});

test("an address is read with or without its beginning and closing stroke", () => {
  const entry = { kind: "address" as EntryKind, cases: [{ id: "dung", equals: ["dichvucong.gov.vn"] }] };
  assert.equal(classifyEntry("https://DichVuCong.gov.vn/", entry, variant), "dung");
  assert.equal(classifyEntry("dichvucong.gov.vn.xyz", entry, variant), "khac");
});

test("what looks like a real secret is told from an amount, a year and a phone number", () => {
  const kinds: [string, EntryKind, ReturnType<typeof privateKindOf>][] = [
    ["1357", "digits", "passcode-or-otp"], ["123456", "text", "passcode-or-otp"], ["mã là 482913", "text", "passcode-or-otp"],
    ["044 173 000 123", "text", "identity-number"], ["194512345", "digits", "identity-number"], ["căn cước 044173000123", "text", "identity-number"],
    ["9704 0000 0000 0000", "digits", "card-number"],
    ["200000", "amount", undefined], ["35.000", "amount", undefined], ["25,000 đồng", "amount", undefined], ["482913", "amount", "passcode-or-otp"], ["044173000100", "amount", "identity-number"], ["mã 482900", "amount", "passcode-or-otp"], ["9704 1234 5678 9000", "amount", "card-number"],
    ["năm 2025", "text", undefined], ["0912345678", "digits", undefined], ["cô Bưởi", "text", undefined],
  ];
  for (const [entered, kind, expected] of kinds) assert.equal(privateKindOf(entered, kind), expected, `${entered} in a field of ${kind}`);
});

test("an entry that looks like a secret is one, unless the author asked for just that", () => {
  assert.equal(classifyEntry("482913", { kind: "amount", cases: amountCases }, variant), "rieng");
  assert.equal(classifyEntry("1357", { kind: "digits", cases: [{ id: "dung", equals: ["1357"] }] }, variant), "dung");
});

test("on a passcode pad every code but the practice code is taken for a real one", () => {
  const pad = { kind: "passcode" as EntryKind, cases: [{ id: "ma-tap", equals: ["1357"] }] };
  assert.deepEqual(["1357", "1358", ""].map((entered) => classifyEntry(entered, pad, variant)), ["ma-tap", "rieng", "rong"]);
});
