/**
 * What the public is not told: figures of so few people that a neighbour could be recognised in them, and whatever else would let such a figure be reckoned
 * from what is told. Published figures are sums of the same places (hamlets in communes in the province, new communes over old ones), so what can be
 * reckoned from them is the row space of one linear system; as long as it holds a figure of few people, the smallest figure that helps to make it goes too.
 * How many people are on a list is told; what they can do is not. It must not know where the figures are shown.
 */
import type { Figure, FourNumbers, Measure } from "@hocvuso/contract";

/** Of fewer listed persons than these nothing is told. */
export const FEWEST_TOLD = 10;
/** No count of persons lower than this, but 0, is told. */
export const FEWEST_COUNTED = 5;

/** What is known of one place: how many are listed there, and how many of them a figure counts. */
export type PlaceCount = { readonly listed: number; readonly persons: number };

/** A figure that is shown somewhere: shares (0, 1] of places, by their number. `isAlwaysTold`: nobody is recognised in it, however small it is. */
export type ShownSum = { readonly parts: readonly { readonly place: number; readonly weight: number }[]; readonly isAlwaysTold?: boolean };

type Row = { readonly parts: Map<number, number>; readonly made: Map<number, number> };

const NEAR_ZERO = 1e-9;

/**
 * Numbers of the sums that must not be told. What is always told goes only where nothing else can: where it is itself the figure of few people.
 * The promise is against whoever reckons exactly; who guesses within bounds (nobody of a village can, so nobody of its hamlet) is told what the village tells.
 */
export function withheldSums({ places, sums }: { readonly places: readonly PlaceCount[]; readonly sums: readonly ShownSum[] }): ReadonlySet<number> {
  // A place where nobody is listed tells nothing: its figures are known to be 0.
  const vectors = sums.map(({ parts }) => new Map(parts.flatMap(({ place, weight }) => ((places[place]?.listed ?? 0) > 0 ? [[place, weight] as const] : []))));
  const sizes = vectors.map((vector) => sizeOf(vector, places));
  const few = sums.flatMap(({ isAlwaysTold }, at) => (isAlwaysTold !== true && isFew(sizes[at]) ? [at] : []));
  const withheld = new Set(few);
  const order = [...sums.keys()].toSorted((a, b) => (vectors[a]?.size ?? 0) - (vectors[b]?.size ?? 0) || a - b);
  for (;;) {
    const rows = echelonOf(order.flatMap((at) => (withheld.has(at) ? [] : [[at, vectors[at] ?? new Map<number, number>()] as const])));
    const before = withheld.size;
    const go = (made: ReadonlyMap<number, number>) => {
      if ([...made.keys()].some((at) => withheld.has(at))) return; // gone already in this round
      const [first] = [...made.keys()].toSorted((a, b) => rank(a) - rank(b) || (sizes[a]?.listed ?? 0) - (sizes[b]?.listed ?? 0) || a - b);
      if (first !== undefined) withheld.add(first);
    };
    for (const at of few) {
      const { parts, made } = reduced(new Map(vectors[at]), rows);
      if (parts.size === 0) go(made);
    }
    // Differences of told figures are figures too, though nobody shows them.
    for (const { parts, made } of rows.values()) if (isUnion(parts) && made.size > 1 && isFew(sizeOf(parts, places))) go(made);
    if (withheld.size === before) return withheld;
  }

  function rank(at: number): number {
    return sums[at]?.isAlwaysTold === true ? 1 : 0;
  }
}

function sizeOf(vector: ReadonlyMap<number, number>, places: readonly PlaceCount[]): PlaceCount {
  let [listed, persons] = [0, 0];
  for (const [place, weight] of vector) {
    listed += weight * (places[place]?.listed ?? 0);
    persons += weight * (places[place]?.persons ?? 0);
  }
  return { listed, persons };
}

function isFew(size: PlaceCount | undefined): boolean {
  if (size === undefined) return false;
  return (size.listed > NEAR_ZERO && size.listed < FEWEST_TOLD) || (size.persons > NEAR_ZERO && size.persons < FEWEST_COUNTED);
}

/** Whole places, each once. */
function isUnion(parts: ReadonlyMap<number, number>): boolean {
  return [...parts.values()].every((weight) => Math.abs(weight - 1) < NEAR_ZERO);
}

/** The reduced echelon form by pivot: no pivot stands in another row. `made`: of which sums a row is the combination. */
function echelonOf(told: readonly (readonly [at: number, vector: ReadonlyMap<number, number>])[]): ReadonlyMap<number, Row> {
  const rows = new Map<number, Row>();
  const holding = new Map<number, Set<Row>>();
  const note = (row: Row, place: number) => void (holding.get(place) ?? holding.set(place, new Set()).get(place))?.add(row);
  for (const [at, vector] of told) {
    const { parts, made } = reduced(new Map(vector), rows);
    const [pivot] = parts;
    if (pivot === undefined) continue;
    const [place, scale] = pivot;
    made.set(at, -1);
    const row: Row = { parts: scaled(parts, 1 / scale), made: scaled(made, -1 / scale) };
    for (const other of holding.get(place) ?? []) {
      const weight = other.parts.get(place) ?? 0;
      if (weight === 0) continue;
      take(other.parts, row.parts, weight);
      take(other.made, row.made, weight);
      for (const touched of row.parts.keys()) note(other, touched);
    }
    rows.set(place, row);
    for (const touched of row.parts.keys()) note(row, touched);
  }
  return rows;
}

/** What is left of a vector when everything that the rows can make is taken away; `made`: the sums that were taken, by how much. Changes the vector given. */
function reduced(parts: Map<number, number>, rows: ReadonlyMap<number, Row>): Row {
  const made = new Map<number, number>();
  // Rows hold no pivot but their own: what taking one row brings in needs no second look.
  const asked = [...parts];
  for (const [place, weight] of asked) {
    const row = rows.get(place);
    if (row === undefined) continue;
    take(parts, row.parts, weight);
    take(made, row.made, -weight);
  }
  return { parts, made };
}

/** target − weight × other. */
function take(target: Map<number, number>, other: ReadonlyMap<number, number>, weight: number): void {
  for (const [key, value] of other) {
    const left = (target.get(key) ?? 0) - weight * value;
    if (Math.abs(left) < NEAR_ZERO) target.delete(key);
    else target.set(key, left);
  }
}

function scaled(vector: ReadonlyMap<number, number>, by: number): Map<number, number> {
  return new Map([...vector].map(([key, value]) => [key, value * by]));
}

/** The four numbers of one group without those that are not told. */
export function withhold(figures: FourNumbers, untold: ReadonlySet<Measure>): FourNumbers {
  const of = (measure: Measure): Figure => (untold.has(measure) && figures[measure].state !== "notYetMeasured" ? { state: "withheld" } : figures[measure]);
  return { listed: figures.listed, reached: of("reached"), capable: of("capable"), verified: of("verified"), confirmed: of("confirmed") };
}
