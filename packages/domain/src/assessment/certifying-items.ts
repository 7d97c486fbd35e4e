/**
 * What a certifying item becomes: without its key for phones, a score on the server, parameters until it is calibrated.
 * Promise: nothing that `withoutKey` gives tells what is right. Must not know persons, tests or policies.
 */
import type { CertifyingItem, Framework, KeylessItem, SimulatorId } from "@hocvuso/contract";
import type { BankItem } from "./item-bank.ts";

export function withoutKey(item: CertifyingItem): KeylessItem {
  const { sources: _, ...asked } = item;
  if (!("key" in asked)) return asked;
  const { key: _key, ...keyless } = asked;
  return keyless;
}

/** Every form but a task, whose score is that of its simulator run. */
export type KeyedItem = Extract<CertifyingItem, { readonly key: unknown }>;

/**
 * One point or none. `picked` as an `item-answered` holds it: the id of the choice or place; the ids of the pieces in the order they were
 * put; `prompt:partner` for each pair, in any order. Anything else, half an order or a pair too many, is no point.
 */
export function scoreOfPicked(item: KeyedItem, picked: readonly string[]): 0 | 1 {
  const right = rightPicks(item);
  const given = item.form === "order" ? picked : picked.toSorted();
  return given.length === right.length && given.every((each, at) => each === right[at]) ? 1 : 0;
}

function rightPicks(item: KeyedItem): readonly string[] {
  switch (item.form) {
    case "choice": case "spot": return [item.key.right];
    case "order": return item.key.right;
    case "match": return Object.entries(item.key.right).map(([prompt, partner]) => `${prompt}:${partner}`).toSorted();
  }
}

/** Distance of the highest from the lowest step of a task, logits, until data say otherwise. */
const taskStepSpread = 1.6;

/**
 * The bank before anybody has answered: Rasch slopes, difficulties as the authors expect them, the chance of a lucky guess by the form.
 * Items that measure no component of `framework` (level 0) are left out. In the order of `items`.
 * @param scoreSteps of each simulator that a task names. Throws RangeError where one is missing.
 */
export function declaredBank(items: readonly KeylessItem[], { framework, scoreSteps }: { framework: Framework; scoreSteps: ReadonlyMap<SimulatorId, number> }): BankItem[] {
  const measurable = framework.domains.flatMap(({ components }, domain) => components.map(({ id }) => ({ ref: `${framework.id}/${id}`, domain })));
  const placeOf = ({ components: [measured] }: KeylessItem): number => measurable.findIndex(({ ref }) => ref === measured);
  const inBank = new Set<string>(items.filter((item) => placeOf(item) >= 0).map(({ id }) => id));
  return items.flatMap((item): BankItem[] => {
    const competence = placeOf(item);
    const domain = measurable[competence]?.domain;
    if (domain === undefined) return [];
    const { id, expectedSeconds, expectedDifficultyLogits: difficulty, enemies = [] } = item;
    const common = { id, competence, domain, expectedSeconds, enemies: enemies.filter((enemy) => inBank.has(enemy)), discrimination: 1 };
    if (item.form !== "task") return [{ ...common, stepDifficulties: [difficulty], optionCount: answerCount(item) }];
    const count = scoreSteps.get(item.simulator);
    if (count === undefined || count < 1) throw new RangeError(`${id}: the simulator ${item.simulator} has no score steps`);
    return [{ ...common, stepDifficulties: Array.from({ length: count }, (_, step) => difficulty + (count === 1 ? 0 : taskStepSpread * (step / (count - 1) - 0.5))) }];
  });
}

/** How many answers can be given, of which one is right. */
function answerCount(item: Exclude<KeylessItem, { readonly form: "task" }>): number {
  switch (item.form) {
    case "choice": return item.choices.length;
    case "spot": return item.places.length;
    case "order": return arrangements(item.pieces.length, item.pieces.length);
    case "match": return arrangements(item.partners.length, item.prompts.length);
  }
}

/** Ways to give each of `taken` a different one of `of`. */
function arrangements(of: number, taken: number): number {
  return Array.from({ length: taken }, (_, at) => of - at).reduce((product, left) => product * left, 1);
}
