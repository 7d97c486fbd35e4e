import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readVectors } from "../../golden/assessment/read-vectors.ts";
import { near } from "./near.suite.ts";
import { drawNormal, randomSource } from "./seeded-random.ts";
import { itemProbability } from "./item-response.ts";
import { decisionAt, operatingCharacteristic, stoppingTable } from "./stopping-table.ts";
import { waldBounds } from "./stopping.ts";

describe("stopping tables", () => {
  test("exact pass shares and lengths of Wald's test on equal items agree with the reference recursion", () => {
    for (const row of readVectors("sprt_exact_bernoulli.csv")) {
      const [p0, p1, p] = [row.number("p0"), row.number("p1"), row.number("p")];
      const bounds = waldBounds({ falsePassRate: row.number("alpha"), falseFailRate: row.number("beta") });
      const perRight = Math.log(p1 / p0);
      const perWrong = Math.log((1 - p1) / (1 - p0));
      const limit = 500;
      const atLeast = (bound: number) => Array.from({ length: limit + 1 }, (_, n) => (bound - n * perWrong) / (perRight - perWrong));
      const characteristic = operatingCharacteristic(
        {
          pointsPerStep: new Array<number>(limit).fill(1),
          passFrom: atLeast(bounds.passFrom).map((points) => Math.ceil(points - 1e-9)),
          failUpTo: atLeast(bounds.failUpTo).map((points) => Math.floor(points + 1e-9)),
        },
        Array.from({ length: limit }, () => ({ discrimination: 1, stepDifficulties: [0] })),
        Math.log(p / (1 - p)),
      );
      near(characteristic.failShare, row.number("P_accept_H0"), 1e-8, "fail share");
      near(characteristic.passShare, row.number("P_accept_H1"), 1e-8, "pass share");
      near(characteristic.undecidedShare, row.number("undecided_500"), 1e-8, "undecided share");
      near(characteristic.meanItems, row.number("ASN"), 1e-7, "mean number of items");
    }
  });

  const random = randomSource(7);
  const items = Array.from({ length: 30 }, (_, at) => ({
    id: `item-${at}`, discrimination: Math.exp(0.3 * drawNormal(random)), stepDifficulties: at % 5 === 0 ? [-0.5, 0.4] : [0.5 * drawNormal(random)],
  }));
  const request = { items, cutLogits: 0.2, indifferenceLogits: 0.3, costs: { falsePass: 100, falseFail: 80, perItem: 0.4 } };

  test("decide everybody, never before five answers, and in one order of scores", () => {
    const table = stoppingTable(request);
    const most = table.pointsPerStep.reduce((sum, points, at) => sum + points * (items[at]?.stepDifficulties.length ?? 0), 0);
    for (let n = 0; n <= items.length; n += 1) {
      assert.ok((table.failUpTo[n] ?? 0) < (table.passFrom[n] ?? 0));
      if (n < 5) assert.deepEqual([decisionAt(table, n, 0), decisionAt(table, n, most)], ["go on", "go on"]);
    }
    for (let points = 0; points <= most; points += 1) assert.notEqual(decisionAt(table, items.length, points), "go on");
    assert.deepEqual(JSON.parse(JSON.stringify(table)), table);
    assert.ok(JSON.stringify(table).length < 4000);
  });

  test("ship error rates that a simulation meets", () => {
    const table = stoppingTable(request);
    const draw = randomSource(11);
    const persons = 20_000;
    let right = 0;
    let asked = 0;
    for (let person = 0; person < persons; person += 1) {
      const ability = drawNormal(draw);
      let points = 0;
      for (let n = 0; ; n += 1) {
        const decision = decisionAt(table, n, points);
        if (decision !== "go on") {
          right += (decision === "pass") === (ability > 0.2) ? 1 : 0;
          asked += n;
          break;
        }
        const item = items[n];
        if (item === undefined) throw new Error("undecided at the end");
        let chance = draw();
        let score = 0;
        for (const p of itemProbability(item, ability)) {
          chance -= p;
          if (chance < 0) break;
          score += 1;
        }
        points += Math.min(score, item.stepDifficulties.length) * (table.pointsPerStep[n] ?? 0);
      }
    }
    near(right / persons, table.errorRates.accuracy, 0.006, "accuracy");
    near(asked / persons, table.errorRates.meanItems, 0.25, "length");
    assert.ok(table.errorRates.accuracyOutsideZone > table.errorRates.accuracyInsideZone);
  });

  test("have lower expected cost than neighbouring rules", () => {
    const table = stoppingTable(request);
    const cost = (rates: typeof table.errorRates, thresholds: typeof table) => {
      let total = request.costs.perItem * rates.meanItems;
      const h = 0.02;
      for (let ability = -5 + h / 2; ability < 5.4; ability += h) {
        const weight = (h * Math.exp(-0.5 * ability * ability)) / Math.sqrt(2 * Math.PI);
        const at = operatingCharacteristic(thresholds, items, ability);
        total += weight * (ability > 0.2 ? request.costs.falseFail * at.failShare : request.costs.falsePass * at.passShare);
      }
      return total;
    };
    const meanItems = (thresholds: typeof table) => {
      const h = 0.02;
      let sum = 0;
      for (let ability = -5 + h / 2; ability < 5.4; ability += h) {
        sum += ((h * Math.exp(-0.5 * ability * ability)) / Math.sqrt(2 * Math.PI)) * operatingCharacteristic(thresholds, items, ability).meanItems;
      }
      return sum;
    };
    const best = cost({ ...table.errorRates, meanItems: meanItems(table) }, table);
    for (const shift of [-8, 8]) {
      const other = { ...table, passFrom: table.passFrom.map((from, n) => (n >= 5 && n < 30 ? from + shift : from)) };
      assert.ok(cost({ ...table.errorRates, meanItems: meanItems(other) }, other) > best);
    }
  });

  test("with fewer than five items before a decision are refused", () => {
    assert.throws(() => stoppingTable({ ...request, minItems: 4 }), RangeError);
    assert.throws(() => stoppingTable({ ...request, items: items.slice(0, 3) }), RangeError);
  });
});
