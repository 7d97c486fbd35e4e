/**
 * Telex, the way most Vietnamese keyboards type: `aa` makes â, `dd` makes đ, and s f r x j z set the tone of the word being typed.
 * Pure. Works on the last word only; a key that changes nothing is written as a letter.
 */

const circumflex = "\u0302";
const breve = "\u0306";
const horn = "\u031b";
const tones: Readonly<Record<string, string>> = { s: "\u0301", f: "\u0300", r: "\u0309", x: "\u0303", j: "\u0323", z: "" };
const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** Adds one key to what has been typed. */
export function typeTelex(typed: string, key: string): string {
  const split = typed.lastIndexOf(" ") + 1;
  const word = typed.slice(split).normalize("NFD");
  return typed.slice(0, split) + (shaped(word, key) ?? toned(word, key) ?? word + key).normalize("NFC");
}

/** The keys that make these words: a letter's mark right after it, the tone at the end of its word. undefined where this keyboard makes others of them. */
export function telexKeys(words: string): readonly string[] | undefined {
  const keys = [...words.replace(/[đĐ]/g, "dd").normalize("NFD").split(" ").map((word) => {
    const tone = Object.keys(tones).find((key) => key !== "z" && word.includes(tones[key] ?? ""));
    return word.replace(toneMarks, "").replace(/(.)\u0302/g, "$1$1").replace(/[\u0306\u031b]/g, "w") + (tone ?? "");
  }).join(" ")];
  return keys.reduce((typed, key) => (key === " " ? `${typed} ` : typeTelex(typed, key)), "") === words.normalize("NFC") ? keys : undefined;
}

/** The letter itself changes: â ê ô ă ơ ư đ. */
function shaped(word: string, key: string): string | undefined {
  const lower = key.toLowerCase();
  if (lower === "d" && /d$/i.test(word)) return word.replace(/d$/i, (letter) => (letter === "d" ? "đ" : "Đ"));
  if ("aeo".includes(lower)) return marked(word, lower, circumflex);
  if (lower !== "w") return undefined;
  if (/u[\u0300\u0301\u0303\u0309\u0323]?o[\u0300\u0301\u0303\u0309\u0323]?[a-z]*$/i.test(word)) {
    return word.replace(/u([\u0300\u0301\u0303\u0309\u0323]?)o([\u0300\u0301\u0303\u0309\u0323]?)([a-z]*)$/i, `u${horn}$1o${horn}$2$3`);
  }
  return marked(word, "a", breve) ?? marked(word, "o", horn) ?? marked(word, "u", horn);
}

/** The last plain `vowel` of the word gets the mark; only consonants may stand after it. */
function marked(word: string, vowel: string, mark: string): string | undefined {
  const place = new RegExp(`(${vowel})([\\u0300\\u0301\\u0303\\u0309\\u0323]?)([^aeiouy\\u0302\\u0306\\u031b]*)$`, "i");
  return place.test(word) ? word.replace(place, `$1${mark}$2$3`) : undefined;
}

/** The tone stands on the vowel that carries a mark, else on the last before a final consonant, else on the one before the last. */
function toned(word: string, key: string): string | undefined {
  const tone = tones[key.toLowerCase()];
  if (tone === undefined) return undefined;
  const bare = word.replace(toneMarks, "");
  const vowels = [...bare.matchAll(/[aeiouy][\u0302\u0306\u031b]?/gi)]
    .filter(({ index, 0: vowel }) => !(index > 0 && vowel.length === 1 && /^(qu|gi)$/i.test(bare.slice(index - 1, index + 1)) && /[aeiouy]/i.test(bare[index + 1] ?? "")));
  const withMark = vowels.findLast(({ 0: vowel }) => vowel.length > 1);
  const hasFinal = /[b-df-hj-np-tv-xz]$/i.test(bare);
  const carrier = withMark ?? (hasFinal || vowels.length === 1 ? vowels.at(-1) : vowels.at(-2));
  if (carrier === undefined) return undefined;
  const end = carrier.index + carrier[0].length;
  return bare.slice(0, end) + tone + bare.slice(end);
}
