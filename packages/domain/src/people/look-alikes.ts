/** Before somebody is written down once more: whoever is known already and may be the same. */
import type { UnitId } from "@hocvuso/contract";
import { foldName } from "../units/index.ts";

export type Likeness = { readonly name: string; readonly birthYear?: number | undefined; readonly place: UnitId };

/**
 * Same name without marks, in the same commune, and no two years of birth that differ. Same hamlet first, then same year.
 * @returns none where nobody is alike.
 */
export function lookAlikes<Known extends Likeness>(asked: Likeness, known: readonly Known[]): readonly Known[] {
  const commune = (place: UnitId) => place.split("-")[0];
  const name = foldName(asked.name);
  const nearness = (one: Known) => (one.place === asked.place ? 2 : 0) + (one.birthYear !== undefined && one.birthYear === asked.birthYear ? 1 : 0);
  return known
    .filter((one) => name !== "" && foldName(one.name) === name && commune(one.place) === commune(asked.place))
    .filter((one) => one.birthYear === undefined || asked.birthYear === undefined || one.birthYear === asked.birthYear)
    .toSorted((a, b) => nearness(b) - nearness(a));
}
