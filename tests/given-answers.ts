/** Persons who do not exist answer certifying items as planted parameters say: what a calibration should find again is known. */
import type { Fact, FactKey, ItemAnswered, PersonId, UnitId } from "@hocvuso/contract";
import { drawNormal, itemProbability, randomSource, type ItemParameters, type KeyedItem, type RandomSource } from "@hocvuso/domain/assessment";
import { idOf } from "./given.ts";

export type PlantedItem = { readonly item: KeyedItem; readonly parameters: ItemParameters };

/** What makes a person answer otherwise than their ability says, or at another pace. */
export type Planted = {
  readonly ability: number;
  readonly sex: "female" | "male";
  /** Added to the difficulty of an item, logits. */
  readonly harder: (id: string) => number;
};

export function rightPick(item: KeyedItem): string[] {
  switch (item.form) {
    case "choice": case "spot": return [item.key.right];
    case "order": return [...item.key.right];
    case "match": return Object.entries(item.key.right).map(([prompt, partner]) => `${prompt}:${partner}`);
  }
}

function wrongPick(item: KeyedItem, random: RandomSource): string[] {
  switch (item.form) {
    case "choice": return oneOf(item.choices.map(({ id }) => id).filter((id) => id !== item.key.right), random);
    case "spot": return oneOf(item.places.map(({ id }) => id).filter((id) => id !== item.key.right), random);
    case "order": return item.key.right.toReversed();
    case "match": return rightPick(item).slice(1);
  }
}

function oneOf(from: readonly string[], random: RandomSource): string[] {
  return from.slice(Math.floor(random() * from.length)).slice(0, 1);
}

/** Slopes near 1, difficulties near what their authors declared and on their mean; a choice can be guessed. */
export function plantParameters(items: readonly KeyedItem[], seed: number): PlantedItem[] {
  const random = randomSource(seed);
  const off = items.map(() => 0.4 * drawNormal(random));
  const middle = off.reduce((sum, one) => sum + one, 0) / off.length;
  return items.map((item, at) => ({
    item,
    parameters: {
      discrimination: Math.exp(0.25 * drawNormal(random)), stepDifficulties: [item.expectedDifficultyLogits + (off[at] ?? 0) - middle],
      ...(item.form === "choice" ? { optionCount: item.choices.length } : item.form === "spot" ? { optionCount: item.places.length } : {}),
    },
  }));
}

/** One sitting: `count` of the items, drawn, each answered once. */
export function sat(name: string, planted: Planted, items: readonly PlantedItem[], { count, random, place, at }: { count: number; random: RandomSource; place: string; at: number }): Fact[] {
  const person = idOf<PersonId>(name);
  const own = { actor: person, subject: person, monoMs: 0 };
  const asked = items.map((one) => ({ one, ticket: random() })).toSorted((a, b) => a.ticket - b.ticket).slice(0, count);
  return [
    { kind: "person-registered", key: idOf(name), ...own, wallMs: at, group: "adult", place: place as UnitId, sex: planted.sex, birthYear: planted.sex === "female" ? 1955 : 1980 }, // the test's word for a place
    ...asked.map(({ one: { item, parameters } }, nth): ItemAnswered => {
      const moved = { ...parameters, stepDifficulties: parameters.stepDifficulties.map((b) => b + planted.harder(item.id)) };
      const isRight = random() < (itemProbability(moved, planted.ability)[1] ?? 0);
      return {
        kind: "item-answered", key: idOf<FactKey>(`${name}'s test`), ...own, wallMs: at + 1_000 * (nth + 1), item: item.id, try: 0,
        picked: isRight ? rightPick(item) : wrongPick(item, random), dwellMs: Math.round(1_000 * item.expectedSeconds * Math.exp(0.4 * drawNormal(random))),
      };
    }),
  ];
}
