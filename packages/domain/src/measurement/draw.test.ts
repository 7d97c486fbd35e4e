import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import type { PersonId, UnitId } from "@hocvuso/contract";
import { allocateSample, drawCommune, drawnListText, type FramePerson } from "./draw.ts";

function ticketsOf(seed: number) {
  return (name: string) => hash("sha256", `${seed}|${name}`, "hex");
}

function givenFrame(sizes: readonly number[]): FramePerson[] {
  return sizes.flatMap((size, hamlet) => Array.from({ length: size }, (_, i) => ({
    person: `00000000-0000-7000-8000-${String(hamlet * 1_000 + i).padStart(12, "0")}` as PersonId, place: `10001.1-0${hamlet + 1}` as UnitId, isReported: i % 2 === 0, // the test's ids
  })));
}

test("the same seed draws the same persons whatever the order of the list, another seed others", () => {
  const frame = givenFrame([20, 30, 10]);
  for (const personsPerHamlet of [1, 2]) {
    const draw = (people: readonly FramePerson[], seed: number) => drawnListText(drawCommune({ frame: people, sampleSize: 8, personsPerHamlet, reserveCount: 4, ticketOf: ticketsOf(seed) }));
    assert.equal(draw(frame, 1), draw(frame.toReversed(), 1));
    assert.notEqual(draw(frame, 1), draw(frame, 2));
  }
});

test("nobody is drawn twice, reserves are others, and of a small list everybody is drawn", () => {
  const frame = givenFrame([7, 5]);
  for (const personsPerHamlet of [1, 3]) {
    const { drawn, reserves } = drawCommune({ frame, sampleSize: 6, personsPerHamlet, reserveCount: 5, ticketOf: ticketsOf(5) });
    const all = [...drawn, ...reserves].map(({ person }) => person);
    assert.equal(new Set(all).size, all.length);
    assert.equal(drawn.length, 6);
    assert.equal(drawCommune({ frame, sampleSize: 40, personsPerHamlet, ticketOf: ticketsOf(5) }).drawn.length, 12);
  }
});

for (const personsPerHamlet of [1, 2]) {
  test(`over 3,000 seeds everybody is drawn about as often, with ${personsPerHamlet} a hamlet`, () => {
    const frame = givenFrame([30, 18, 12]);
    const times = new Map(frame.map(({ person }) => [person, 0]));
    for (let seed = 0; seed < 3_000; seed++) {
      for (const { person } of drawCommune({ frame, sampleSize: 6, personsPerHamlet, ticketOf: ticketsOf(seed) }).drawn) times.set(person, (times.get(person) ?? 0) + 1);
    }
    // 6 of 60 is a tenth: 300 times, with a standard deviation of about 16.
    for (const [person, count] of times) assert.ok(count > 225 && count < 375, `${person} ${count}`);
  });
}

test("a sample is shared out by size to the last person, and never below two", () => {
  const communes = [{ unit: "1.1" as UnitId, populationSize: 5_000 }, { unit: "2.1" as UnitId, populationSize: 2_500 }, { unit: "3.1" as UnitId, populationSize: 2_500 }, { unit: "4.1" as UnitId, populationSize: 1 }]; // the test's ids
  const shared = allocateSample({ communes: communes.slice(0, 3), sampleSize: 101, allocation: "proportional" });
  assert.deepEqual([...shared.values()].reduce((sum, n) => sum + n, 0), 101);
  assert.ok(Math.abs((shared.get("1.1" as UnitId) ?? 0) - 50.5) <= 0.5);
  assert.equal(allocateSample({ communes, sampleSize: 100, allocation: "proportional" }).get("4.1" as UnitId), 1, "nor above all there are");
  assert.deepEqual([...allocateSample({ communes, sampleSize: 19, allocation: "each-commune" }).values()], [19, 19, 19, 1]);
});
