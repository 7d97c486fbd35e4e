import assert from "node:assert/strict";
import { test } from "node:test";
import type { UnitId } from "@hocvuso/contract";
import fc from "fast-check";
import { decide, roles, type Grant, type Rule } from "./index.ts";

const province = "44.2" as UnitId; // ids by their form, here and below
const commune = "19249.2" as UnitId;
const other = "18859.2" as UnitId;
const liesIn = (unit: UnitId | "", of: UnitId) => of === province || unit === of || (unit !== "" && unit.startsWith(`${of}-`));
const asked = (unit: UnitId | "", date = "2026-11-27") => ({ unit, date, liesIn });
const officer: Grant = { role: "commune-officer", unit: commune, from: "2026-01-01", to: "2026-12-31" };
const rule: Rule = { may: ["commune-officer", "provincial-office"], where: "own-unit" };

test("a role holds in its unit and all that lies in it, from its first day to its last", () => {
  assert.equal(decide(rule, [officer], asked(commune)), "allowed");
  assert.equal(decide(rule, [officer], asked("19249.2-03" as UnitId)), "allowed");
  assert.equal(decide(rule, [officer], asked(other)), "refused");
  assert.equal(decide(rule, [officer], asked("")), "refused");
  assert.equal(decide(rule, [{ ...officer, role: "provincial-office", unit: province }], asked("")), "allowed");
  assert.deepEqual(["2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"].map((date) => decide(rule, [officer], asked(commune, date))), ["unknown", "allowed", "allowed", "unknown"]);
});

test("nobody without a role in force that the rule names is ever let in; everybody is where the rule says so", () => {
  const grant: fc.Arbitrary<Grant> = fc.record({ role: fc.constantFrom(...roles), unit: fc.constantFrom(province, commune, other), from: fc.constantFrom("2026-01-01", "2026-12-01"), to: fc.constantFrom("2026-06-30", "2026-12-31") });
  fc.assert(fc.property(fc.array(grant, { maxLength: 4 }), fc.subarray([...roles]), fc.constantFrom<Rule["where"]>("anywhere", "own-unit"), fc.constantFrom(commune, other, "" as const), (grants, may, where, unit) => {
    const date = "2026-11-27";
    const isAllowed = decide({ may, where }, grants, asked(unit)) === "allowed";
    assert.equal(isAllowed, grants.some((one) => may.includes(one.role) && one.from <= date && date <= (one.to ?? date) && (where === "anywhere" || liesIn(unit, one.unit))));
    assert.equal(decide({ may: "everybody", where }, grants, asked(unit)), "allowed");
  }));
});
