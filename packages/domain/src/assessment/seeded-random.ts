/**
 * Chance that can be logged and replayed. Every draw is a function of a seed and a place, so a test that resumes,
 * or a server that scores again, meets the same draws without keeping a generator's state. Not for secrets.
 */

/** Scrambles 32 bits so that each input bit moves about half of the output bits. Multipliers: C. Wellons, hash-prospector (2018). */
function scramble(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x21f0aaad);
  bits ^= bits >>> 15;
  bits = Math.imul(bits, 0x735a2d97);
  return bits ^ (bits >>> 15);
}

/** A number in [0, 1) with 32 random bits, the same for the same seed and place (both taken modulo 2^32). */
export function uniformAt(seed: number, place: number): number {
  return (scramble(scramble(seed ^ 0x5851f42d) + Math.imul(place, 0x9e3779b9)) >>> 0) / 0x1_0000_0000;
}

/** A place for `uniformAt` from a text (FNV-1a over UTF-16 units). */
export function placeOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** A source of numbers in [0, 1), one after another. */
export type RandomSource = () => number;

export function randomSource(seed: number): RandomSource {
  let place = 0;
  return () => uniformAt(seed, place++);
}

/** A standard normal number (Box and Muller, 1958). Takes two numbers from the source. */
export function drawNormal(random: RandomSource): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
