import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { postStratify, rake } from "./calibration.ts";

const person = fc.record({
  value: fc.constantFrom(0, 1), weight: fc.double({ min: 0.5, max: 50, noNaN: true }),
  sex: fc.constantFrom("nữ", "nam"), age: fc.constantFrom("trẻ", "trung niên", "cao tuổi"),
});
// One person of every cell, so that every margin can be met.
const everyCell = ["nữ", "nam"].flatMap((sex) => ["trẻ", "trung niên", "cao tuổi"].map((age) => ({ value: 1, weight: 1, sex, age })));
const people = fc.array(person, { minLength: 4, maxLength: 80 }).map((some) => [...everyCell, ...some]);
const sizes = fc.tuple(fc.integer({ min: 100, max: 9_000 }), fc.integer({ min: 100, max: 9_000 }), fc.integer({ min: 100, max: 9_000 }));

const sumOf = (weights: readonly number[], isIn: (i: number) => boolean) => weights.reduce((sum, weight, i) => sum + (isIn(i) ? weight : 0), 0);

test("raked weights stay above 0 and meet every margin", () => {
  fc.assert(fc.property(people, sizes, fc.double({ min: 0.2, max: 0.8, noNaN: true }), (drawn, [young, middle, old], womenShare) => {
    const whole = young + middle + old;
    const margins = { sex: { nữ: womenShare * whole, nam: (1 - womenShare) * whole }, age: { trẻ: young, "trung niên": middle, "cao tuổi": old } };
    const observations = drawn.map(({ value, weight, sex, age }) => ({ value, weight, categories: { sex, age } }));
    const { weights, estimate, lower, upper } = rake({ observations, margins });
    assert.ok(weights.every((weight) => weight > 0));
    for (const [name, margin] of Object.entries(margins)) {
      for (const [category, persons] of Object.entries(margin)) {
        const sum = sumOf(weights, (i) => drawn[i]?.[name === "sex" ? "sex" : "age"] === category);
        assert.ok(Math.abs(sum - persons) < 1e-7 * whole, `${category}: ${sum} is not ${persons}`);
      }
    }
    assert.ok(lower >= 0 && lower <= estimate && estimate <= upper && upper <= 1);
  }), { numRuns: 60 });
});

test("post-stratified weights sum to each cell's population", () => {
  fc.assert(fc.property(people, sizes, (drawn, [young, middle, old]) => {
    const cellPopulation = { trẻ: young, "trung niên": middle, "cao tuổi": old };
    const { weights } = postStratify({ observations: drawn.map(({ value, weight, age }) => ({ value, weight, cell: age })), cellPopulation });
    for (const [cell, persons] of Object.entries(cellPopulation)) {
      assert.ok(Math.abs(sumOf(weights, (i) => drawn[i]?.age === cell) - persons) < 1e-9 * persons);
    }
  }));
});
