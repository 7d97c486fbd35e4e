import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FEWEST_COUNTED, FEWEST_TOLD, withheldSums, type PlaceCount, type ShownSum } from "./withhold.ts";

const whole = (...places: number[]): ShownSum => ({ parts: places.map((place) => ({ place, weight: 1 })) });
const always = (...places: number[]): ShownSum => ({ ...whole(...places), isAlwaysTold: true });
const counts = (...pairs: (readonly [listed: number, persons: number])[]): PlaceCount[] => pairs.map(([listed, persons]) => ({ listed, persons }));
const untold = (places: readonly PlaceCount[], sums: readonly ShownSum[]) => [...withheldSums({ places, sums })].toSorted((a, b) => a - b);

test("beside the province's sum the one small commune takes the next smallest with it", () => {
  assert.deepEqual(untold(counts([9, 5], [40, 20], [30, 20]), [always(0, 1, 2), whole(0), whole(1), whole(2)]), [1, 3]);
});

test("two small ones hide each other where they are enough together, and take a third where they are not", () => {
  assert.deepEqual(untold(counts([9, 5], [9, 5], [40, 20]), [always(0, 1, 2), whole(0), whole(1), whole(2)]), [1, 2]);
  assert.deepEqual(untold(counts([4, 5], [5, 5], [40, 20]), [always(0, 1, 2), whole(0), whole(1), whole(2)]), [1, 2, 3], "nine of two communes are still nine");
});

test("a commune that is withheld for another's sake is not told by its hamlets or by its former communes either", () => {
  // commune A: place 0 of 9; commune B: places 1 and 2; commune C: place 3. Hamlets of B are shown too, and old commune = B's two places.
  const sums = [always(0, 1, 2, 3), whole(0), whole(1, 2), whole(3), whole(1), whole(2), whole(1, 2)];
  const gone = untold(counts([9, 6], [15, 10], [16, 10], [90, 50]), sums);
  assert.ok(gone.includes(1));
  assert.ok([[2, 6], [2, 6, 4], [2, 6, 5]].some((set) => set.every((at) => gone.includes(at))) || gone.includes(3), String(gone));
});

test("new communes over old ones are one system: two maps together tell no hamlet", () => {
  // old: {0,1} {2}; new: {0} is small, {1,2}
  assert.ok(untold(counts([4, 2], [50, 20], [50, 20]), [always(0, 1, 2), whole(0, 1), whole(2), whole(1, 2)]).length > 0);
});

test("counts of one to four are not told, nought and five are", () => {
  assert.deepEqual(untold(counts([40, 4], [40, 0], [40, 5]), [whole(0), whole(1), whole(2)]), [0]);
});

type Ratio = readonly [bigint, bigint];
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
const ratio = (n: bigint, d: bigint): Ratio => { const by = gcd(n, d) * (d < 0n ? -1n : 1n); return by === 0n ? [0n, 1n] : [n / by, d / by]; };

/** An attacker of their own making: exact fractions, dense rows, told figures on the right-hand side. @returns whether `asked` follows from what is told. */
function reckons(told: readonly (readonly number[])[], asked: readonly number[]): boolean {
  const rank = (rows: readonly (readonly number[])[]): number => {
    const left: Ratio[][] = rows.map((row) => row.map((value) => [BigInt(value), 1n]));
    let found = 0;
    for (let column = 0; column < asked.length; column += 1) {
      const at = left.findIndex((row, place) => place >= found && row[column]?.[0] !== 0n);
      if (at === -1) continue;
      const pivot = left[at] ?? [];
      [left[found], left[at]] = [pivot, left[found] ?? []];
      const [pn, pd] = pivot[column] ?? [1n, 1n];
      left.forEach((row, place) => {
        const [n, d] = row[column] ?? [0n, 1n];
        if (place === found || n === 0n) return;
        const [fn, fd] = ratio(n * pd, d * pn);
        left[place] = row.map(([rn, rd], k) => { const [qn, qd] = pivot[k] ?? [0n, 1n]; return ratio(rn * qd * fd - qn * fn * rd, rd * qd * fd); });
      });
      found += 1;
    }
    return found;
  };
  return rank([...told, asked]) === rank(told);
}

/** A province of hamlets with two maps of communes over them, sex by age in each hamlet, and any other sums that somebody may think of showing. */
const tables = fc.record({
  cells: fc.array(fc.tuple(fc.nat(25), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 12 }),
  today: fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }),
  former: fc.array(fc.nat(4), { minLength: 12, maxLength: 12 }),
  groups: fc.array(fc.nat(1), { minLength: 12, maxLength: 12 }),
  more: fc.array(fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 6 }), { maxLength: 4 }),
});

test("whoever solves the system of all that is told recovers no figure of few people, on any table of hamlets, communes old and new, groups and totals", () => {
  fc.assert(fc.property(tables, ({ cells, today, former, groups, more }) => {
    const places = cells.map(([listed, share]) => ({ listed, persons: Math.round(share * listed) }));
    const all = places.map((_, at) => at);
    const by = (key: readonly number[]) => [...Map.groupBy(all, (at) => key[at] ?? 0).values()].map((parts) => whole(...parts));
    const crossed = [...Map.groupBy(all, (at) => `${today[at] ?? 0} ${groups[at] ?? 0}`).values()].map((parts) => whole(...parts));
    const sums = [always(...all), ...all.map((at) => whole(at)), ...by(today), ...by(former), ...by(groups), ...crossed, ...more.map((parts) => whole(...parts.filter((at) => at < all.length))).filter(({ parts }) => parts.length > 0)];
    const gone = withheldSums({ places, sums });
    // Places with nobody on the list are known to be 0, to the attacker too.
    const vector = ({ parts }: ShownSum) => all.map((at) => ((places[at]?.listed ?? 0) > 0 && parts.some(({ place }) => place === at) ? 1 : 0));
    const told = sums.flatMap((sum, at) => (gone.has(at) ? [] : [vector(sum)]));
    for (const [at, sum] of sums.entries()) {
      const size = sum.parts.reduce((total, { place }) => ({ listed: total.listed + (places[place]?.listed ?? 0), persons: total.persons + (places[place]?.persons ?? 0) }), { listed: 0, persons: 0 });
      const isFew = (size.listed > 0 && size.listed < FEWEST_TOLD) || (size.persons > 0 && size.persons < FEWEST_COUNTED);
      if (!isFew || sum.isAlwaysTold === true) continue;
      assert.ok(gone.has(at));
      assert.ok(!reckons(told, vector(sum)), `sum ${at} of ${size.persons} in ${size.listed} can be reckoned`);
    }
    const isAnyFew = gone.size > 0;
    if (places.every(({ listed, persons }) => listed === 0 || (listed >= 10 && (persons === 0 || persons >= 5))) && more.length === 0) assert.equal(isAnyFew, false, "nothing is withheld for nothing");
  }), { numRuns: 400 });
});

test("a province of 145 communes and 2,600 hamlets is judged in the time of a page, not of a night", () => {
  let seed = 1945;
  const dice = () => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed / 2_147_483_648; };
  const places = Array.from({ length: 2_600 }, () => { const listed = Math.floor(60 * dice()); return { listed, persons: Math.floor(listed * dice()) }; });
  const every = places.map((_, at) => at);
  const by = (parts: number) => [...Map.groupBy(every, (at) => at % parts).values()].map((own) => whole(...own));
  const start = performance.now();
  const gone = withheldSums({ places, sums: [always(...every), ...by(145), ...every.map((at) => whole(at)), ...by(435)] });
  const took = performance.now() - start;
  assert.ok(gone.size > 300 && took < 5_000, `${gone.size} withheld in ${took} ms`);
});
