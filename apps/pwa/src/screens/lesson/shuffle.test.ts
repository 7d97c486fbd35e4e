import assert from "node:assert/strict";
import { test } from "node:test";
import { shuffled } from "./shuffle.ts";

const choices = ["a", "b", "c", "d"];

test("a sitting sees the choices in the same order each time", () => {
  assert.deepEqual(shuffled(choices, "sitting 1"), shuffled(choices, "sitting 1"));
});

test("every choice is there once, and the list given stays as it was", () => {
  for (let sitting = 0; sitting < 50; sitting += 1) assert.deepEqual([...shuffled(choices, `sitting ${sitting}`)].sort(), choices);
  assert.deepEqual(choices, ["a", "b", "c", "d"]);
});

test("over many sittings each choice comes first about equally often", () => {
  const firsts = new Map<string, number>();
  for (let sitting = 0; sitting < 4000; sitting += 1) {
    const first = shuffled(choices, `0190f5fe-${sitting.toString(16).padStart(4, "0")}-7000`)[0] ?? "";
    firsts.set(first, (firsts.get(first) ?? 0) + 1);
  }
  for (const choice of choices) assert.ok(Math.abs((firsts.get(choice) ?? 0) - 1000) < 150, `${choice}: ${firsts.get(choice)}`);
});
