import assert from "node:assert/strict";
import { test } from "node:test";
import { sayCount, sayPercent } from "./numbers.ts";

test("numbers are written as each language writes them", () => {
  assert.equal(sayCount(732_553, "vi"), "732.553");
  assert.equal(sayCount(732_553, "en"), "732,553");
  assert.equal(sayPercent({ persons: 613, listed: 1000, decimals: 1, language: "vi" }), "61,3%");
  assert.equal(sayPercent({ persons: 613, listed: 1000, decimals: 1, language: "en" }), "61.3%");
});

test("the province keeps its decimal at a whole number, save at none and all", () => {
  assert.equal(sayPercent({ persons: 61, listed: 100, decimals: 1, language: "vi" }), "61,0%");
  assert.equal(sayPercent({ persons: 100, listed: 100, decimals: 1, language: "vi" }), "100%");
  assert.equal(sayPercent({ persons: 0, listed: 100, decimals: 1, language: "vi" }), "0%");
});

test("somebody is never shown as nobody", () => {
  assert.equal(sayPercent({ persons: 1, listed: 1000, decimals: 0, language: "vi" }), "dưới 1%");
  assert.equal(sayPercent({ persons: 1, listed: 100_000, decimals: 1, language: "en" }), "under 0.1%");
});
