import assert from "node:assert/strict";
import { test } from "node:test";
import { inventProvince, playRound, provinceBars } from "../bench/lab/province.ts";
import { intervalCoverage, planRisks } from "../bench/lab/intervals.ts";

test("the same seed invents the same province, another seed another", () => {
  assert.deepEqual(inventProvince({ seed: 7 }), inventProvince({ seed: 7 }));
  assert.notDeepEqual(inventProvince({ seed: 7 }), inventProvince({ seed: 8 }));
  const province = inventProvince({ seed: 7 });
  assert.equal(province.length, 145);
  assert.equal(province.filter(({ isPlanted }) => isPlanted).length, 20);
});

test("twenty rounds reach the bars of the laboratory, and intervals of sixty provinces hold the truth", () => {
  const bars = provinceBars({ seed: 1945, rounds: 20, intervals: 60 });
  const missed = bars.filter(({ name, isReached }) => !isReached && !name.startsWith("95 %"));
  assert.deepEqual(missed, []);
  for (const { name, found } of bars.filter((bar) => bar.name.startsWith("95 %"))) assert.ok(Number.parseFloat(found) >= 85, `${name}: ${found}`);
});

test("a report that adds nothing is hardly ever flagged, one that adds forty points nearly always", () => {
  const honest = Array.from({ length: 10 }, (_, i) => playRound({ seed: 100 + i, inflation: [0, 0.001] }));
  const bold = Array.from({ length: 10 }, (_, i) => playRound({ seed: 100 + i, inflation: [0.4, 0.41] }));
  const flagged = (rounds: typeof honest) => rounds.reduce((sum, { flaggedPlanted }) => sum + flaggedPlanted, 0);
  assert.ok(flagged(honest) <= 2, String(flagged(honest)));
  assert.ok(flagged(bold) >= 160, String(flagged(bold)));
});

test("a thousand samples of each interval and plan err no more than they say", () => {
  const loose = ({ found, low, high }: { found: number; low: number; high: number }) => found < low - 0.03 || found > high + (found > 1 ? 0 : 0.03);
  assert.deepEqual([...intervalCoverage({ seed: 3, rounds: 1_000 }), ...planRisks({ seed: 4, rounds: 1_000 })].filter(loose), []);
});
