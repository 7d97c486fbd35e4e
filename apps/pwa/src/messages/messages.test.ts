import assert from "node:assert/strict";
import { test } from "node:test";
import { carryEn } from "./carry-en.ts";
import { carryVi } from "./carry-vi.ts";
import { en } from "./en.ts";
import { firstEn } from "./first-en.ts";
import { firstVi } from "./first-vi.ts";
import { front } from "./front.ts";
import { personEn } from "./person-en.ts";
import { personVi } from "./person-vi.ts";
import { testEn } from "./test-en.ts";
import { testVi } from "./test-vi.ts";
import { vi } from "./vi.ts";

const sentences = (catalogue: unknown): string[] => typeof catalogue === "string" ? [catalogue]
  : typeof catalogue === "function" ? [String(catalogue(["x"], "x"))]
  : typeof catalogue === "object" && catalogue !== null ? Object.values(catalogue).flatMap(sentences) : [];

test("no Vietnamese message blames the learner", () => {
  for (const said of sentences([vi, firstVi, carryVi, personVi, testVi, front.vi])) assert.doesNotMatch(said, /(^|[^\p{L}])(sai|lỗi|thất bại)([^\p{L}]|$)/iu);
});

test("every message says something, in both languages", () => {
  for (const said of sentences([vi, en, firstVi, firstEn, carryVi, carryEn, personVi, personEn, testVi, testEn, front])) assert.ok(said.trim().length > 0);
});

test("Vietnamese is written with whole letters, not with letters and loose marks", () => {
  for (const said of sentences([vi, firstVi, carryVi, personVi, testVi, front.vi])) assert.equal(said, said.normalize("NFC"));
});
