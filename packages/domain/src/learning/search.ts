/**
 * Search as people type: with or without marks, with a slip of the finger, in the words of the central provinces. A sum over the query's
 * syllables and pairs of neighbours, each weighed by how rare it is and where it stands (after Robertson and Zaragoza, "The Probabilistic
 * Relevance Framework: BM25 and Beyond", 2009, with weighed fields), so that two syllables that are one Vietnamese word count as such.
 */
import { foldKeepingMarks, foldName, isWithinOneLetter } from "../units/index.ts";
import { wordsIn, type SearchEntry, type SearchIndex } from "./search-index.ts";

export interface Found {
  readonly entry: SearchEntry;
  /** Above 0; means something only beside the others of one search. */
  readonly score: number;
}

export interface Searcher {
  /** Best first, at most `most`. Empty for a query of no known word. */
  search(query: string, most?: number): readonly Found[];
}

/** How much a word counts in each place. */
const weights = { title: 3, asked: 3.4, practised: 1.8, note: 2, steps: 1 } as const;
/** Two neighbours in order count this much beside their own words. */
const PAIR = 1.5;
/** Of a word that agrees but for its marks, though the query has marks; of a slip; of a word only begun. */
const OTHER_MARKS = 0.45;
const SLIP = 0.6;
const BEGUN = 0.5;
/** Where several entries are alike, the lesson comes first. */
const kindShare = { lesson: 1, simulator: 0.86, path: 0.8, help: 0.84 } as const;

/** Of one term in one entry: the largest weight, and the spellings with marks that stand there. */
type Posting = { readonly weight: number; readonly marked: ReadonlySet<string> };
type Postings = Map<number, Posting>;

/** Takes some milliseconds; keep it. */
export function openSearch({ entries, said, empty }: SearchIndex): Searcher {
  const terms = new Map<string, Postings>();
  const add = (term: string, marked: string, at: number, weight: number): void => {
    const postings = terms.get(term) ?? new Map<number, Posting>();
    terms.set(term, postings);
    const before = postings.get(at);
    postings.set(at, { weight: Math.max(weight, before?.weight ?? 0), marked: new Set([...before?.marked ?? [], marked]) });
  };
  const addText = (text: string, at: number, weight: number): void => {
    const words = wordsIn(text);
    words.forEach((word, place) => {
      add(foldName(word), word, at, weight);
      const next = words[place + 1];
      if (next !== undefined) add(`${foldName(word)} ${foldName(next)}`, `${word} ${next}`, at, weight);
    });
  };
  entries.forEach(({ title, note, steps, asked, practised }, at) => {
    addText(title.vi, at, weights.title);
    addText(title.en, at, weights.title);
    for (const line of asked.split("\n")) addText(line, at, weights.asked);
    for (const line of practised.split("\n")) addText(line, at, weights.practised);
    addText(note.vi, at, weights.note);
    addText(note.en, at, weights.note);
    for (const word of wordsIn(steps)) add(foldName(word), word, at, weights.steps);
  });
  const vocabulary = [...terms.keys()].filter((term) => !term.includes(" "));
  /** Of a pair: of its rarer word, for pairs of the steps are not kept. */
  const rarity = (term: string): number => Math.max(...term.split(" ").map((word) => {
    const entryCount = terms.get(word)?.size ?? 0;
    return Math.log(1 + (entries.length - entryCount + 0.5) / (entryCount + 0.5));
  }));
  const rarest = Math.log(1 + entries.length);
  const phrases = (texts: readonly string[]) => texts.map(wordsIn).filter((words) => words.length > 0).toSorted((a, b) => b.length - a.length);
  const saidPhrases = phrases(Object.keys(said));
  const emptyWords = new Set(phrases(empty).map((words) => words.join(" ")));
  const emptyPhrases = phrases(empty);

  /** Other words for the same are put in their place, first with their marks, then without, longest first. */
  const standard = (words: readonly string[]): string[] => {
    const put: string[] = [];
    for (let at = 0; at < words.length;) {
      const rest = words.slice(at);
      const phrase = saidPhrases.find((each) => each.every((word, i) => rest[i] === word))
        ?? saidPhrases.find((each) => each.length > 1 && each.every((word, i) => rest[i] === foldName(word)));
      if (phrase === undefined) {
        put.push(...words.slice(at, at + 1));
        at += 1;
      } else {
        put.push(...wordsIn(said[phrase.join(" ")] ?? ""));
        at += phrase.length;
      }
    }
    return put;
  };
  const telling = (words: readonly string[]): string[] => {
    const kept: string[] = [];
    for (let at = 0; at < words.length;) {
      const rest = words.slice(at);
      const phrase = emptyPhrases.find((each) => each.every((word, i) => rest[i] === word || (rest[i] === foldName(word) && each.length > 1)));
      if (phrase === undefined) kept.push(...words.slice(at, at + 1));
      at += phrase?.length ?? 1;
    }
    return kept.length > 0 ? kept : [...words];
  };

  /** What the index has for a word of the query, and how well it fits: 0..1. */
  const matches = (word: string, isLast: boolean): readonly (readonly [term: string, share: number])[] => {
    const folded = foldName(word);
    if (terms.has(folded)) return [[folded, 1]];
    const near: [string, number][] = folded.length < 3 ? [] : vocabulary.filter((term) => term.length > 1 && isWithinOneLetter(term, folded)).map((term) => [term, SLIP]);
    const begun: [string, number][] = isLast && folded.length > 1 ? vocabulary.filter((term) => term.startsWith(folded)).map((term) => [term, BEGUN]) : [];
    return [...near, ...begun];
  };

  return {
    search(query, most = 8) {
      const words = telling(standard(wordsIn(query)).flatMap((word) => parted(word, terms)));
      const scores = new Map<number, number>();
      /** How much of the query's weight an entry has at all, however often. */
      const covered = new Map<number, number>();
      const count = (found: ReadonlyMap<number, number>): void => { for (const [at, score] of found) scores.set(at, (scores.get(at) ?? 0) + score); };
      const fits = words.map((word, place) => matches(word, place === words.length - 1));
      words.forEach((word, place) => {
        const best = new Map<number, number>();
        for (const [term, share] of fits[place] ?? []) score(best, term, { share, word, factor: emptyWords.has(word) ? 0.3 : 1 });
        count(best);
        for (const [at, value] of best) covered.set(at, (covered.get(at) ?? 0) + Math.min(1, value / (rarest * weights.steps)));
        const next = words[place + 1];
        if (next === undefined) return;
        const pairs = new Map<number, number>();
        for (const [first, firstShare] of fits[place] ?? []) {
          for (const [second, secondShare] of fits[place + 1] ?? []) score(pairs, `${first} ${second}`, { share: firstShare * secondShare, word: `${word} ${next}`, factor: PAIR });
        }
        count(pairs);
      });
      return [...scores].flatMap(([at, sum]) => {
        const entry = entries[at];
        return entry === undefined ? [] : [{ entry, score: sum * kindShare[entry.kind] * Math.sqrt((covered.get(at) ?? 0) / words.length) }];
      }).toSorted((a, b) => b.score - a.score).slice(0, most);
    },
  };

  function score(best: Map<number, number>, term: string, { share, word, factor }: { share: number; word: string; factor: number }): void {
    const rare = rarity(term);
    const hasMarks = foldName(word) !== word;
    for (const [at, { weight, marked }] of terms.get(term) ?? []) {
      const agrees = !hasMarks || share < 1 || [...marked].some((each) => foldKeepingMarks(each) === foldKeepingMarks(word));
      const value = rare * weight * share * factor * (agrees ? 1 : OTHER_MARKS);
      if (value > (best.get(at) ?? 0)) best.set(at, value);
    }
  }
}

/** "quetma" is "quet ma": a word that nothing has, made of two that stand side by side somewhere. */
function parted(word: string, terms: ReadonlyMap<string, Postings>): readonly string[] {
  const folded = foldName(word);
  if (folded.length < 5 || terms.has(folded)) return [word];
  for (let at = 2; at <= folded.length - 2; at++) {
    if (terms.has(`${folded.slice(0, at)} ${folded.slice(at)}`)) return [folded.slice(0, at), folded.slice(at)];
  }
  return [word];
}
