/** One drawing of a simulator's draws, and the words filled in with it. The same seed gives the same variant on every device. */
import type { Simulator, Text } from "@hocvuso/contract";

export interface Variant {
  /** Draw id → option id. */
  readonly drawn: Readonly<Record<string, string>>;
  /** What stands for `{name}`. */
  readonly values: Readonly<Record<string, Text>>;
}

/** Bit mixing of a 32-bit number; multipliers of the "lowbias32" hash found by C. Wellons (2018, public domain). */
function mix(seed: number): number {
  let h = seed >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

function variantOf(simulator: Simulator, optionAt: readonly number[]): Variant {
  const drawn: Record<string, string> = {};
  const values: Record<string, Text> = {};
  simulator.draws.forEach((draw, place) => {
    const option = draw.options[optionAt[place] ?? 0];
    if (option === undefined) throw new RangeError(`draw ${draw.id} has no option ${String(optionAt[place])}`);
    drawn[draw.id] = option.id;
    for (const [name, value] of Object.entries(option.values)) values[name] = typeof value === "string" ? { vi: value, en: value } : value;
  });
  return { drawn, values };
}

/** Of each simulator the variant drawn last: a run asks for the same one at every act. */
const lastDrawn = new WeakMap<Simulator, { readonly seed: number; readonly variant: Variant }>();

/** `seed` is a 32-bit unsigned integer. Each draw mixes the seed with its own place, so that a draw added later changes none before it. */
export function drawVariant(simulator: Simulator, seed: number): Variant {
  const last = lastDrawn.get(simulator);
  if (last?.seed === seed) return last.variant;
  const variant = drawn(simulator, seed);
  lastDrawn.set(simulator, { seed, variant });
  return variant;
}

function drawn(simulator: Simulator, seed: number): Variant {
  return variantOf(simulator, simulator.draws.map((draw, place) => {
    const weights = draw.options.map((option) => option.weight ?? 1);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let left = mix(mix(seed) + place + 1) % total;
    return weights.findIndex((weight) => (left -= weight) < 0);
  }));
}

/** Every combination of options, first draw slowest. A simulator without draws has one variant. */
export function variantsOf(simulator: Simulator): Variant[] {
  const combinations = simulator.draws.reduce<number[][]>(
    (sofar, draw) => sofar.flatMap((head) => draw.options.map((_, at) => [...head, at])), [[]]);
  return combinations.map((optionAt) => variantOf(simulator, optionAt));
}

/** A `{name}` that no draw gives stays as it is; the content check refuses such a file. */
export function fillText(text: Text, variant: Variant): Text {
  return { vi: fillWords(text.vi, variant, "vi"), en: fillWords(text.en, variant, "en") };
}

export function fillWords(words: string, variant: Variant, language: "vi" | "en"): string {
  return words.replace(/\{([a-zA-Z][a-zA-Z0-9]*)\}/g, (whole, name: string) => variant.values[name]?.[language] ?? whole);
}
