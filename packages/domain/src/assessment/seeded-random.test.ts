import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { near } from "./near.suite.ts";
import { drawNormal, placeOfText, randomSource, uniformAt } from "./seeded-random.ts";

describe("seeded chance", () => {
  test("is the same on every machine for the same seed and place", () => {
    assert.deepEqual([uniformAt(1, 0), uniformAt(1, 1), uniformAt(2026, 7)].map((one) => one * 2 ** 32), [1948948882,2488477488,3832662613]);
    const first = randomSource(9);
    assert.deepEqual([first(), first()], [uniformAt(9, 0), uniformAt(9, 1)]);
  });

  test("is spread evenly over places and over seeds, and normal draws have mean 0 and variance 1", () => {
    for (const draw of [(at: number) => uniformAt(3, at), (at: number) => uniformAt(at, 3)]) {
      const bins = new Array<number>(64).fill(0);
      for (let at = 0; at < 64_000; at += 1) bins[Math.floor(draw(at) * 64)] = (bins[Math.floor(draw(at) * 64)] ?? 0) + 1;
      const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
      assert.ok(chiSquare > 30 && chiSquare < 110, `chi-square ${chiSquare} on 63 degrees of freedom`);
    }
    const random = randomSource(5);
    const draws = Array.from({ length: 20_000 }, () => drawNormal(random));
    near(draws.reduce((sum, z) => sum + z, 0) / 20_000, 0, 0.03, "mean");
    near(draws.reduce((sum, z) => sum + z * z, 0) / 20_000, 1, 0.04, "variance");
  });

  test("gives different texts different places", () => {
    assert.equal(new Set(Array.from({ length: 1000 }, (_, at) => placeOfText(`item-${at}`))).size, 1000);
  });
});
