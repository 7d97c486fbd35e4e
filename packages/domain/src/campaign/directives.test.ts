import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactKey, Figure, FourNumbers } from "@hocvuso/contract";
import { isDirectiveMet } from "./directives.ts";

const measured = (persons: number): Figure => ({ state: "measured", persons });
const figures: FourNumbers = { listed: 55, reached: measured(44), capable: measured(43), confirmed: { state: "notYetMeasured" },
  verified: { state: "estimated", persons: 50, lowerPersons: 43, upperPersons: 54, level: 0.95, tested: 19, round: "018f2f6e-0000-7000-8000-000000000100" as FactKey, asOf: "2026-11-01T00:00:00Z" } };

test("80 % of 55 is 44: 44 is there, 43 is not; an estimate is taken at its lower end, and what nobody measured meets nothing", () => {
  const met = (measure: "reached" | "capable" | "verified" | "confirmed", target = 80) => isDirectiveMet({ measure, target, figures, sessions: 100 });
  assert.deepEqual([met("reached"), met("capable"), met("verified"), met("verified", 78), met("confirmed", 1)], [true, false, false, true, false]);
});

test("of sessions their number is asked, whoever is listed; of nobody no share", () => {
  assert.deepEqual([9, 10].map((sessions) => isDirectiveMet({ measure: "sessions", target: 10, figures: { ...figures, listed: 0 }, sessions })), [false, true]);
  assert.equal(isDirectiveMet({ measure: "reached", target: 1, figures: { ...figures, listed: 0 }, sessions: 0 }), false);
});
