import assert from "node:assert/strict";
import { test } from "node:test";
import type { Target, UnitId } from "@hocvuso/contract";
import { applyChange, buildRegister, parseUnitId, type UnitChange, type UnitRegister, type UnitRegisterFile } from "../units/index.ts";
import { targetsOn } from "./targets.ts";

const decree = { vi: "Kế hoạch", en: "Plan" };
const province = parseUnitId("10.1");
const [an, binh, cam] = [parseUnitId("10001.1"), parseUnitId("10002.1"), parseUnitId("10003.1")];
const always = { from: null, to: null };

function givenRegister(): UnitRegister {
  const unit = (id: UnitId, kind: "province" | "commune", vi: string): UnitRegisterFile["units"][number] => ({
    id, kind, names: [{ vi, en: vi, type: kind === "province" ? "Tỉnh" : "Xã", ...always }], parents: kind === "province" ? [] : [{ unit: province, ...always }],
  });
  return buildRegister({ units: [unit(province, "province", "Xưa"), unit(an, "commune", "An"), unit(binh, "commune", "Bình"), unit(cam, "commune", "Cam")], events: [], lineage: [], unresolved: [], withoutSuccessor: [] });
}

function changed(register: UnitRegister, change: UnitChange): UnitRegister {
  const outcome = applyChange(register, change);
  assert.equal(outcome.kind, "applied", JSON.stringify(outcome));
  return outcome.kind === "applied" ? outcome.register : register;
}

const anBinh = parseUnitId("10001.2");
const name = { vi: "Mới", en: "Moi", type: "Xã" } as const;
/** An and Bình become one commune on 1-7-2025; on 1-1-2026 it is split again, three tenths and seven. */
const merged = changed(givenRegister(), { id: "m", legalRef: "Nghị quyết 1", effective: "2025-07-01", type: "merge", from: [an, binh], into: { code: "10001", name, parent: province } });
const split = changed(merged, {
  id: "s", legalRef: "Nghị quyết 2", effective: "2026-01-01", type: "split", from: anBinh, basis: "population",
  into: [{ code: "10001", name, parent: province, weight: 0.3, children: [] }, { code: "10002", name, parent: province, weight: 0.7, children: [] }],
});

function target(unit: UnitId | undefined, share: number, more: Partial<Target> = {}): Target {
  return { group: "adult", share, by: "2026-12-31", decree, ...(unit === undefined ? {} : { unit }), ...more };
}

function ask(targets: readonly Target[], unit: UnitId, date: string, register = merged) {
  return targetsOn({ targets, register, unit, date, listedOf: () => 100 }).map(({ share, base, basis, summedFrom }) => ({ share: Math.round(share * 1e6) / 1e6, base, basis, summedFrom }));
}

test("targets of communes that merged are summed by persons: 90 % of 1,000 and 60 % of 500 make 80 % of 1,500", () => {
  const targets = [target(an, 0.9, { base: 1_000 }), target(binh, 0.6, { base: 500 })];
  assert.deepEqual(ask(targets, anBinh, "2025-07-01"), [{ share: 0.8, base: 1_500, basis: "exact", summedFrom: [an, binh] }]);
});

test("before the merger each commune keeps its own, and so does the same question about that day afterwards", () => {
  const targets = [target(an, 0.9, { base: 1_000 }), target(binh, 0.6, { base: 500 }), target(anBinh, 1, { decreedOn: "2025-09-01" })];
  assert.deepEqual(ask(targets, an, "2025-06-30"), [{ share: 0.9, base: 1_000, basis: "exact", summedFrom: [] }]);
  assert.deepEqual(ask(targets, anBinh, "2025-08-31").map(({ share }) => share), [0.8]);
  assert.deepEqual(ask(targets, anBinh, "2025-09-01").map(({ share }) => share), [1], "its own decree stands from its day on");
});

test("a split divides what was promised, and says that it is an estimate", () => {
  const targets = [target(an, 0.9, { base: 1_000 }), target(binh, 0.6, { base: 500 })];
  assert.deepEqual(ask(targets, parseUnitId("10001.3"), "2026-01-01", split), [{ share: 0.8, base: 450, basis: "estimated", summedFrom: [an, binh] }]);
  assert.deepEqual(ask(targets, parseUnitId("10002.2"), "2026-01-01", split), [{ share: 0.8, base: 1_050, basis: "estimated", summedFrom: [an, binh] }]);
});

test("a unit for which nothing was decreed has the province's; of two decrees the later stands, from its day on", () => {
  const targets = [target(undefined, 0.8), target(undefined, 1, { decreedOn: "2026-03-21" })];
  assert.deepEqual(ask(targets, cam, "2026-03-20").map(({ share }) => share), [0.8]);
  assert.deepEqual(ask(targets, cam, "2026-03-21").map(({ share }) => share), [1]);
});

test("a decree without a base is reckoned on the list, other days and other skills are other targets", () => {
  const targets = [target(an, 0.5), target(binh, 1), target(an, 0.7, { by: "2025-12-31" }), target(an, 0.2, { skillSet: "ban-hang" })];
  assert.deepEqual(ask(targets, anBinh, "2025-07-01").map(({ share, base }) => [share, base]), [[0.7, 100], [0.75, 200], [0.2, 100]]);
});
