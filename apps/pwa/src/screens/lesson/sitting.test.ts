import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactKey } from "@hocvuso/contract";
import { beginSitting, readSitting, stopHash, stopOfHash } from "./sitting.ts";

const sitting = { ...beginSitting("0190f5fe-0000-7000-8000-000000000000" as FactKey), passed: 4 };

test("a sitting is read back as it was kept, with its key", () => {
  assert.deepEqual(readSitting(JSON.parse(JSON.stringify(sitting)), 11), sitting);
});

test("no bookmark, and one beyond the end of the lesson, give no sitting", () => {
  for (const bookmark of [undefined, null, "x", {}, { ...sitting, passed: 11 }, { ...sitting, passed: -1 }, { ...sitting, passed: 1.5 }]) {
    assert.equal(readSitting(bookmark, 11), undefined);
  }
});

test("the address of a stop leads back to that stop", () => {
  for (let stop = 0; stop < 22; stop += 1) assert.equal(stopOfHash(stopHash(stop)), stop);
});

test("an address that names no stop is none", () => {
  for (const hash of ["", "#", "#buoc-0", "#buoc-", "#buoc-1x", "#buoc-123", "buoc-1"]) assert.equal(stopOfHash(hash), undefined);
});
