import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { numbersIn, readVectors, scoresIn } from "../../golden/assessment/read-vectors.ts";
import { itemProbability, type ItemParameters } from "./item-response.ts";
import { near } from "./near.suite.ts";
import { abilityChangePoint, abilityChangeThreshold, personFit, signedAbilityShift, speedChangePoint, speedChangeThreshold } from "./person-fit.ts";
import { randomSource } from "./seeded-random.ts";

const estimators = { ML: "mle", BM: "map", WL: "wle" } as const;

describe("person fit", () => {
  const items: ItemParameters[] = readVectors("personfit_items.csv").map((row) => ({ discrimination: row.number("a"), stepDifficulties: [row.number("b")] }));
  const guessed = items.map((item) => ({ ...item, optionCount: 5 }));
  const answered = (bank: readonly ItemParameters[], pattern: string) =>
    scoresIn(pattern).flatMap((score, at) => bank.slice(at, at + 1).map((item) => ({ item, score })));

  test("lz, lz*, mean squares and cumulated residuals agree with PerFit and the formulas on 2PL and guessed items", () => {
    for (const row of readVectors("personfit_dichotomous.csv")) {
      const estimator = Object.entries(estimators).find(([name]) => name === row.text("estimator"))?.[1];
      assert.ok(estimator);
      const fit = personFit(answered(row.text("model") === "2PL" ? items : guessed, row.text("resp")), { estimator });
      near(fit?.ability, row.number("theta"), 1e-6, "ability");
      near(fit?.logLikelihood, row.number("l0"), 1e-6, "log-likelihood");
      near(fit?.expectedLogLikelihood, row.number("E_l0"), 1e-6, "expectation");
      near(fit?.varianceOfLogLikelihood, row.number("V_l0"), 1e-6, "variance");
      near(fit?.lz, row.number("lz"), 1e-6, "lz");
      near(fit?.lzStar, row.number("lzstar"), 1e-6, "lz*");
      near(fit?.outfit, row.number("outfit"), 1e-6, "outfit");
      near(fit?.infit, row.number("infit"), 1e-6, "infit");
      near(fit?.cusum?.highest, row.number("cusum_up"), 1e-6, "highest cumulated residual");
      near(fit?.cusum?.lowest, row.number("cusum_down"), 1e-6, "lowest cumulated residual");
    }
  });

  test("lz of partial credit items agrees with the formula of Drasgow and others", () => {
    const bank = readVectors("scoring_D_items.csv").map((row) => ({ discrimination: row.number("a"), stepDifficulties: numbersIn(row.text("steps")) }));
    for (const row of readVectors("personfit_gpcm_lz.csv")) {
      const fit = personFit(answered(bank, row.text("resp")), { abilityLogits: row.number("theta") });
      near(fit?.logLikelihood, row.number("l0"), 1e-8, "log-likelihood");
      near(fit?.expectedLogLikelihood, row.number("E"), 1e-8, "expectation");
      near(fit?.varianceOfLogLikelihood, row.number("V"), 1e-8, "variance");
      near(fit?.lz, row.number("lz"), 1e-8, "lz");
      assert.equal(fit?.lzStar, undefined);
    }
  });

  test("is not judged without answers or where the maximum is infinite", () => {
    assert.equal(personFit([]), undefined);
    assert.equal(personFit(answered(items, "1".repeat(30)), { estimator: "mle" }), undefined);
    assert.ok(Number.isFinite(personFit(answered(items, "1".repeat(30)))?.lz));
  });
});

describe("change points", () => {
  const items = Array.from({ length: 20 }, (_, at) => ({ discrimination: 1.4, stepDifficulties: [((at * 7) % 20) / 5 - 2] }));

  test("of ability stand where a helper took over", () => {
    const weak = items.slice(0, 10).map((item) => ({ item, score: item.stepDifficulties[0] !== undefined && item.stepDifficulties[0] < -1 ? 1 : 0 }));
    const strong = items.slice(10).map((item) => ({ item, score: item.stepDifficulties[0] !== undefined && item.stepDifficulties[0] < 1.5 ? 1 : 0 }));
    const found = abilityChangePoint([...weak, ...strong]);
    assert.ok(found !== undefined && Math.abs(found.after - 10) <= 1 && found.statistic > 2.5, JSON.stringify(found));
    const back = abilityChangePoint([...strong, ...weak]);
    assert.ok(back !== undefined && back.statistic < -2.5);
    near(signedAbilityShift(weak, strong), -signedAbilityShift(strong, weak), 1e-12, "shift");
  });

  test("of speed stand where answers became faster", () => {
    const item = { timeDiscrimination: 2, timeIntensity: 3 };
    const seconds = [21, 19, 22, 18, 20, 21, 19, 20, 8, 9, 7, 8, 8, 9];
    const found = speedChangePoint(seconds.map((one) => ({ item, seconds: one })));
    assert.equal(found?.after, 8);
    assert.ok(found.statistic > 3);
  });

  test("are flagged among honest persons about as often as the threshold says", () => {
    const threshold = abilityChangeThreshold({ items, abilityLogits: 0.2, flaggedShare: 0.1, replications: 400, seed: 3 });
    const random = randomSource(8);
    let flagged = 0;
    for (let person = 0; person < 400; person += 1) {
      const responses = items.map((item) => ({ item, score: random() < (itemProbability(item, 0.2)[1] ?? 0) ? 1 : 0 }));
      if (Math.abs(abilityChangePoint(responses)?.statistic ?? 0) > threshold) flagged += 1;
    }
    near(flagged / 400, 0.1, 0.06, "flagged share");
    assert.ok(threshold > 1.645);
    const time = items.map(() => ({ timeDiscrimination: 2, timeIntensity: 3 }));
    const ofSpeed = speedChangeThreshold({ items: time, flaggedShare: 0.05, replications: 400, seed: 3 });
    assert.ok(ofSpeed > 1.96 && ofSpeed < 4, `${ofSpeed}`);
  });

  test("need four answers on either side", () => {
    const few = items.slice(0, 7).map((item) => ({ item, score: 1 }));
    assert.equal(abilityChangePoint(few), undefined);
    assert.equal(speedChangePoint([]), undefined);
  });
});
