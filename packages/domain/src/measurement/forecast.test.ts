import assert from "node:assert/strict";
import { test } from "node:test";
import { tAtMost, tQuantile } from "./distributions.ts";
import { forecastShare, sessionsNeeded } from "./forecast.ts";

const steady = { weeklyGains: [20, 22, 18, 21, 19, 20], capable: 600, listed: 1_000, wanted: 800, weeksLeft: 10 };

test("three weeks say nothing of the weeks to come", () => {
  assert.deepEqual(forecastShare({ ...steady, weeklyGains: [20, 20, 20] }), { state: "notEnoughWeeks", weeks: 3 });
});

test("a steady week-on-week gain gives a narrow range about what it leads to, and never passes everybody", () => {
  const found = forecastShare(steady);
  assert.ok(found.state === "forecast");
  // 20 a week of about 450 left is 4.4 %: after ten weeks 400·exp(−.44…) are left.
  assert.ok(Math.abs(found.share - 0.745) < 0.02, String(found.share));
  assert.ok(found.lower < found.share && found.share < found.upper && found.upper < 1);
  const far = forecastShare({ ...steady, weeksLeft: 500 });
  assert.ok(far.state === "forecast" && far.upper <= 1 && far.share > 0.99);
});

test("weeks that swing more give a wider range", () => {
  const wild = forecastShare({ ...steady, weeklyGains: [0, 60, 0, 60, 0, 0] });
  const calm = forecastShare(steady);
  assert.ok(wild.state === "forecast" && calm.state === "forecast" && wild.upper - wild.lower > 2 * (calm.upper - calm.lower));
});

test("the chance falls as the mark rises, is 1 for a mark already met and 0 beyond everybody", () => {
  const chance = (wanted: number) => { const found = forecastShare({ ...steady, wanted }); return found.state === "forecast" ? found.chanceReached : NaN; };
  assert.equal(chance(600), 1);
  assert.equal(chance(1_001), 0);
  assert.ok(chance(650) > chance(745) && chance(745) > chance(800), `${chance(650)} ${chance(745)} ${chance(800)}`);
  assert.ok(Math.abs(chance(745) - 0.5) < 0.15);
});

test("nobody won in six weeks still leaves room for somebody", () => {
  const found = forecastShare({ ...steady, weeklyGains: [0, 0, 0, 0, 0, 0] });
  assert.ok(found.state === "forecast" && found.share === 0.6 && found.upper > 0.6 && found.lower === 0.6);
});

test("100 persons in ten weeks at two a session take five sessions a week", () => {
  const weeks = [2, 4, 3, 5, 4].map((sessions) => ({ gain: 2 * sessions, sessions }));
  const needed = sessionsNeeded({ weeks, personsWanting: 100, weeksLeft: 10 });
  assert.ok(needed !== undefined);
  assert.ok(Math.abs(needed.needed - 5) < 1e-9 && Math.abs(needed.lower - 5) < 1e-6);
  assert.equal(needed.lately, 3.6);
});

test("sessions whose yield varies give a range, open at the top where they may bring nobody", () => {
  const weeks = [{ gain: 0, sessions: 4 }, { gain: 30, sessions: 2 }, { gain: 0, sessions: 5 }, { gain: 1, sessions: 3 }];
  const needed = sessionsNeeded({ weeks, personsWanting: 50, weeksLeft: 5 });
  assert.ok(needed !== undefined && needed.lower < needed.needed);
  assert.equal(needed.upper, undefined);
});

test("where nothing is wanting, nothing was held or no week is left there is nothing to say", () => {
  const weeks = Array.from({ length: 5 }, () => ({ gain: 2, sessions: 1 }));
  assert.equal(sessionsNeeded({ weeks, personsWanting: 0, weeksLeft: 5 }), undefined);
  assert.equal(sessionsNeeded({ weeks, personsWanting: 5, weeksLeft: 0 }), undefined);
  assert.equal(sessionsNeeded({ weeks: weeks.map(({ gain }) => ({ gain, sessions: 0 })), personsWanting: 5, weeksLeft: 5 }), undefined);
  assert.equal(sessionsNeeded({ weeks: weeks.slice(0, 3), personsWanting: 5, weeksLeft: 5 }), undefined);
});

test("the t distribution and its quantile are each other's inverse", () => {
  for (const degrees of [1, 3, 11]) for (const p of [0.01, 0.2, 0.5, 0.8, 0.99]) assert.ok(Math.abs(tAtMost(tQuantile(p, degrees), degrees) - p) < 1e-9);
});
