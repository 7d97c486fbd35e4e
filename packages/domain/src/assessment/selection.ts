/**
 * Which item to ask next: the admissible one that is expected to take away most uncertainty per second.
 * Admissible means not asked, no enemy of one asked, within the domain quotas and drawn as eligible for this session.
 * Promise: the same seed and answers give the same item on every device. No allocation per candidate.
 */
import { gridAbility, gridCount, gridStep, type ItemBank } from "./item-bank.ts";
import { uniformAt } from "./seeded-random.ts";

/** How many items of a domain a test may hold. */
export type DomainQuota = { readonly least: number; readonly most: number };

export type SelectionRules = {
  /** Probability, by item id, that a session may use the item; computed by simulation (`adjustedEligibility`). Absent items: 1. */
  readonly eligibility?: Readonly<Record<string, number>>;
  /** By domain, from 0. Domains without a quota are free. */
  readonly domainQuotas?: readonly DomainQuota[];
  /** The first item is drawn by the seed from this many best, so that no two neighbours start alike. At least 2. */
  readonly openingPool: number;
};

/** Room that one selection needs; kept with a test plan so that choosing allocates nothing. */
export type SelectionRoom = {
  readonly isAdmissible: Uint8Array;
  readonly value: Float64Array;
  readonly askedPerDomain: Int32Array;
  /** The window: every `stride`-th grid node from `start`, with normalised weights and abilities relative to the mean. */
  readonly weight: Float64Array;
  readonly place: Float64Array;
  start: number;
  stride: number;
  count: number;
  variance: number;
};

export function roomForSelection(bank: ItemBank): SelectionRoom {
  return {
    isAdmissible: new Uint8Array(bank.items.length), value: new Float64Array(bank.items.length),
    askedPerDomain: new Int32Array(bank.domainCount), weight: new Float64Array(gridCount), place: new Float64Array(gridCount),
    start: 0, stride: 1, count: 0, variance: 0,
  };
}

/** Whether this session may use the item: a draw that depends on the seed and the item's id only, so it is made once and needs no memory. */
export function isEligible(bank: ItemBank, itemIndex: number, probability: number, seed: number): boolean {
  return probability >= 1 || uniformAt(seed, bank.drawPlace[itemIndex] ?? 0) < probability;
}

/**
 * Marks what may be asked now in `room.isAdmissible` and returns how many there are. Quotas are kept first: when only as many
 * questions are left as are owed to domains below their least, only those domains are open. If eligibility leaves nothing,
 * it is lifted for this question; if a domain owed has nothing left, its debt is dropped. What was passed over is not asked again, and counts for nothing.
 */
export function markAdmissible(
  { bank, rules, eligible, asked, passedOver = [], plannedItems, room }: {
    bank: ItemBank; rules: SelectionRules; eligible: Uint8Array; asked: readonly number[]; passedOver?: readonly number[]; plannedItems: number; room: SelectionRoom;
  },
): number {
  const { isAdmissible, askedPerDomain } = room;
  isAdmissible.fill(1);
  askedPerDomain.fill(0);
  for (const item of passedOver) isAdmissible[item] = 0;
  for (const item of asked) {
    isAdmissible[item] = 0;
    const domain = bank.domain[item] ?? 0;
    askedPerDomain[domain] = (askedPerDomain[domain] ?? 0) + 1;
    const end = bank.enemyStart[item + 1] ?? 0;
    for (let at = bank.enemyStart[item] ?? 0; at < end; at += 1) isAdmissible[bank.enemies[at] ?? 0] = 0;
  }
  const quotas = rules.domainQuotas ?? [];
  let owed = 0;
  quotas.forEach((quota, domain) => { owed += Math.max(0, quota.least - (askedPerDomain[domain] ?? 0)); });
  const isPayingDebts = owed > 0 && plannedItems - asked.length <= owed;
  for (const onlyEligible of [true, false]) {
    for (const onlyOwed of isPayingDebts ? [true, false] : [false]) {
      let open = 0;
      for (let item = 0; item < isAdmissible.length; item += 1) {
        if (isAdmissible[item] === 0) continue;
        const quota = quotas[bank.domain[item] ?? 0];
        const askedHere = askedPerDomain[bank.domain[item] ?? 0] ?? 0;
        const isOpen = (quota === undefined || (askedHere < quota.most && (!onlyOwed || askedHere < quota.least)))
          && !(onlyOwed && quota === undefined) && (!onlyEligible || eligible[item] === 1);
        isAdmissible[item] = isOpen ? 2 : 1;
        if (isOpen) open += 1;
      }
      if (open > 0) {
        for (let item = 0; item < isAdmissible.length; item += 1) isAdmissible[item] = isAdmissible[item] === 2 ? 1 : 0;
        return open;
      }
    }
  }
  isAdmissible.fill(0);
  return 0;
}

/** Takes a posterior on the grid as the window. Nodes stand at most 2/3 SD apart: the trapezoid rule then errs by less than 1e-6. */
export function focusOnGrid(weights: readonly number[], room: SelectionRoom): void {
  let mean = 0;
  for (let g = 0; g < gridCount; g += 1) mean += (weights[g] ?? 0) * gridAbility(g);
  let variance = 0;
  for (let g = 0; g < gridCount; g += 1) variance += (weights[g] ?? 0) * (gridAbility(g) - mean) ** 2;
  placeWindow(mean, Math.sqrt(variance), room);
  for (let at = 0; at < room.count; at += 1) room.weight[at] = weights[room.start + at * room.stride] ?? 0;
  normaliseWindow(room);
}

/** Takes a normal belief about one competence as the window. */
export function focusOnNormal(mean: number, sd: number, room: SelectionRoom): void {
  placeWindow(mean, sd, room);
  for (let at = 0; at < room.count; at += 1) room.weight[at] = Math.exp(-0.5 * ((room.place[at] ?? 0) / sd) ** 2);
  normaliseWindow(room);
}

const windowReachInSds = 4.5;

function placeWindow(mean: number, sd: number, room: SelectionRoom): void {
  room.stride = Math.max(1, Math.floor(sd / (1.5 * gridStep)));
  const middle = (mean - gridAbility(0)) / gridStep;
  const reach = (windowReachInSds * sd) / gridStep + 1;
  room.start = Math.max(0, Math.ceil(middle - reach));
  room.count = Math.max(1, Math.floor((Math.min(gridCount - 1, middle + reach) - room.start) / room.stride) + 1);
  for (let at = 0; at < room.count; at += 1) room.place[at] = gridAbility(room.start + at * room.stride) - mean;
}

function normaliseWindow(room: SelectionRoom): void {
  const { weight, place, count } = room;
  let total = 0;
  let first = 0;
  let second = 0;
  for (let at = 0; at < count; at += 1) total += weight[at] ?? 0;
  for (let at = 0; at < count; at += 1) {
    const share = (weight[at] ?? 0) / total;
    weight[at] = share;
    first += share * (place[at] ?? 0);
    second += share * (place[at] ?? 0) ** 2;
  }
  for (let at = 0; at < count; at += 1) place[at] = (place[at] ?? 0) - first;
  room.variance = second - first * first;
}

/** Variance of the window's ability that one answer is expected to take away, logits² (van der Linden 1998, MEPV). Never negative. */
export function expectedVarianceReduction(bank: ItemBank, itemIndex: number, room: SelectionRoom): number {
  const { weight, place, count, stride, start } = room;
  const { curves } = bank;
  const categories = bank.categoryCount[itemIndex] ?? 0;
  let row = (bank.firstRow[itemIndex] ?? 0) * gridCount + start;
  let massLeft = 1;
  let momentLeft = 0;
  let explained = 0;
  for (let k = 1; k < categories; k += 1) {
    let mass = 0;
    let moment = 0;
    for (let at = 0, cell = row; at < count; at += 1, cell += stride) {
      const joint = (weight[at] ?? 0) * (curves[cell] ?? 0);
      mass += joint;
      moment += joint * (place[at] ?? 0);
    }
    if (mass > 0) explained += (moment * moment) / mass;
    massLeft -= mass;
    momentLeft -= moment;
    row += gridCount;
  }
  return massLeft > 0 ? explained + (momentLeft * momentLeft) / massLeft : explained;
}

/** The admissible item of highest value, −1 if none. With `pool` > 1 one of that many best, drawn by the seed. Of items within a millionth of the best, the earlier one. */
export function pickItem(room: SelectionRoom, pool: number, seed: number): number {
  const { isAdmissible, value } = room;
  if (pool <= 1) return bestItem(isAdmissible, value);
  const best: number[] = [];
  while (best.length < pool) {
    const item = bestItem(isAdmissible, value);
    if (item < 0) break;
    best.push(item);
    isAdmissible[item] = 0;
  }
  return best[Math.floor(uniformAt(seed, openingPlace) * best.length)] ?? -1;
}

const openingPlace = 0x6f70656e;

/** Items of like difficulty in domains of which nothing is known yet are worth the same, but for the last digit of an exponential, which engines compute differently: by that no item may be chosen. */
const likeness = 1e-6;

function bestItem(isAdmissible: Uint8Array, value: Float64Array): number {
  let highest = -Infinity;
  for (let item = 0; item < value.length; item += 1) if (isAdmissible[item] === 1) highest = Math.max(highest, value[item] ?? 0);
  const least = highest - likeness * Math.abs(highest);
  for (let item = 0; item < value.length; item += 1) if (isAdmissible[item] === 1 && (value[item] ?? 0) >= least) return item;
  return -1;
}

/**
 * One round of fitting eligibility to a highest exposure: simulate sessions, count, adjust, repeat some ten times until it settles
 * (van der Linden & Veldkamp 2004, eq. 8: P(E) ← min(1, r_max · P(E) / P(A)), A = item administered).
 */
export function adjustedEligibility(
  { eligibility, administeredShare, highestExposure }: { eligibility: Float64Array; administeredShare: Float64Array; highestExposure: number },
): Float64Array {
  return eligibility.map((probability, item) => {
    const share = administeredShare[item] ?? 0;
    return share > 0 ? Math.min(1, (highestExposure * probability) / share) : 1;
  });
}
