/** Vietnamese names made comparable: what two people mean alike is written alike. */

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g; // grave, acute, tilde, hook above, dot below
const MARKS = /\p{M}/gu;

/** Lower case, no marks, đ as d, single spaces, nothing but letters and digits: "TX. Ba Đồn" -> "tx ba don". */
export function foldName(text: string): string {
  return spaced(text).replace(MARKS, "").replaceAll("đ", "d");
}

/** As `foldName`, but marks are kept; the tone stands at the end of its word, so that "Hoá" and "Hóa", "Thuỷ" and "Thủy" are equal. */
export function foldKeepingMarks(text: string): string {
  return spaced(text).split(" ").map((word) => word.replace(TONES, "") + (word.match(TONES) ?? []).join("")).join(" ");
}

/** Decomposed (NFD), lower case, words parted by single spaces. */
function spaced(text: string): string {
  return text.toLowerCase().normalize("NFD").replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();
}

/** Whether one letter put in, left out, changed, or two neighbours swapped make the two texts equal. */
export function isWithinOneLetter(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  if (long.length > short.length) return short.slice(start) === long.slice(start + 1);
  const isSwap = short[start] === long[start + 1] && short[start + 1] === long[start];
  return short.slice(start + 1) === long.slice(start + 1) || (isSwap && short.slice(start + 2) === long.slice(start + 2));
}
