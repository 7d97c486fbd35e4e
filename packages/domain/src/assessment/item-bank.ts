/**
 * Items made ready for choosing and updating fast: their curves are laid out once on one grid of abilities, after that no
 * exponential is taken in the hot path. Uncertain parameters are integrated over here, so everything downstream carries
 * that uncertainty without knowing of it. Must not know persons or policies.
 */
import { assertItemParameters, fillCategoryCurves, itemInformation, plausibleItems, roomForCategories, type ItemParameters } from "./item-response.ts";
import { placeOfText } from "./seeded-random.ts";

/** An item as tests choose it. `competence` and `domain` are numbers from 0 in the order of the framework in force. */
export type BankItem = ItemParameters & {
  readonly id: string;
  readonly competence: number;
  readonly domain: number;
  /** What a typical person needs, seconds > 0. Value of an item is counted per second. */
  readonly expectedSeconds: number;
  /** Ids of items that must not stand in the same test; naming it on one side is enough. */
  readonly enemies?: readonly string[];
};

/** 121 abilities from −6 to 6 logits. */
export const gridCount = 121;
export const gridLowest = -6;
export const gridStep = 0.1;

export function gridAbility(node: number): number {
  return gridLowest + node * gridStep;
}

export type ItemBank = {
  readonly items: readonly BankItem[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** `curves[(firstRow[i] + k) * gridCount + g]` is the probability of score k on item i at grid ability g. */
  readonly curves: Float64Array;
  readonly firstRow: Int32Array;
  readonly categoryCount: Int32Array;
  readonly competence: Int32Array;
  readonly domain: Int32Array;
  readonly secondsInverse: Float64Array;
  /** Place of each item in seeded draws: depends on its id only, so banks may be reordered. */
  readonly drawPlace: Uint32Array;
  /** Enemies of item i: `enemies[enemyStart[i]] … enemies[enemyStart[i + 1] − 1]`. */
  readonly enemyStart: Int32Array;
  readonly enemies: Int32Array;
  readonly domainCount: number;
  readonly competenceCount: number;
};

/** Throws RangeError on two items with one id, unknown enemies or parameters that describe no item. */
export function prepareBank(items: readonly BankItem[]): ItemBank {
  const indexOf = new Map<string, number>();
  const firstRow = new Int32Array(items.length);
  const categoryCount = new Int32Array(items.length);
  let rows = 0;
  items.forEach((item, at) => {
    assertItemParameters(item);
    if (indexOf.has(item.id)) throw new RangeError(`two items are called ${item.id}`);
    if (!(item.expectedSeconds > 0)) throw new RangeError(`${item.id}: expectedSeconds must be > 0`);
    indexOf.set(item.id, at);
    firstRow[at] = rows;
    categoryCount[at] = item.stepDifficulties.length + 1;
    rows += item.stepDifficulties.length + 1;
  });
  const curves = new Float64Array(rows * gridCount);
  items.forEach((item, at) => fillRows(item, curves, firstRow[at] ?? 0));
  const enemyLists = items.map(() => new Set<number>());
  items.forEach((item, at) => {
    for (const id of item.enemies ?? []) {
      const other = indexOf.get(id);
      if (other === undefined) throw new RangeError(`${item.id} names an enemy that is not in the bank: ${id}`);
      enemyLists[at]?.add(other);
      enemyLists[other]?.add(at);
    }
  });
  const enemyStart = new Int32Array(items.length + 1);
  enemyLists.forEach((list, at) => { enemyStart[at + 1] = (enemyStart[at] ?? 0) + list.size; });
  return {
    items, indexOf, curves, firstRow, categoryCount, enemyStart,
    enemies: Int32Array.from(enemyLists.flatMap((list) => [...list])),
    competence: Int32Array.from(items, (item) => item.competence),
    domain: Int32Array.from(items, (item) => item.domain),
    secondsInverse: Float64Array.from(items, (item) => 1 / item.expectedSeconds),
    drawPlace: Uint32Array.from(items, (item) => placeOfText(item.id)),
    domainCount: items.reduce((most, item) => Math.max(most, item.domain + 1), 0),
    competenceCount: items.reduce((most, item) => Math.max(most, item.competence + 1), 0),
  };
}

function fillRows(item: ItemParameters, curves: Float64Array, firstRow: number): void {
  const plausible = plausibleItems(item);
  const room = roomForCategories(item.stepDifficulties.length + 1);
  for (let g = 0; g < gridCount; g += 1) {
    for (const one of plausible) {
      const count = fillCategoryCurves(one, gridAbility(g), room);
      for (let k = 0; k < count; k += 1) {
        const cell = (firstRow + k) * gridCount + g;
        curves[cell] = (curves[cell] ?? 0) + (room.probability[k] ?? 0) / plausible.length;
      }
    }
  }
}

/**
 * Information of every item at one ability, logits⁻². That of an uncertain item is from its averaged curve,
 * so an item that only looks sharp because few have answered it is not preferred.
 */
export function informationAt(items: readonly ItemParameters[], abilityLogits: number): Float64Array {
  return Float64Array.from(items, (item) => {
    const plausible = plausibleItems(item);
    if (plausible.length === 1) return itemInformation(item, abilityLogits);
    const count = item.stepDifficulties.length + 1;
    const room = roomForCategories(count);
    const probability = new Float64Array(count);
    const slope = new Float64Array(count);
    for (const one of plausible) {
      fillCategoryCurves(one, abilityLogits, room);
      for (let k = 0; k < count; k += 1) {
        probability[k] = (probability[k] ?? 0) + (room.probability[k] ?? 0) / plausible.length;
        slope[k] = (slope[k] ?? 0) + (room.slope[k] ?? 0) / plausible.length;
      }
    }
    return probability.reduce((sum, p, k) => sum + (p > 0 ? (slope[k] ?? 0) ** 2 / p : 0), 0);
  });
}
