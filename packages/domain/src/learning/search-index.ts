/**
 * What search knows of the content: titles, promises, key steps, other ways of asking. Made when the app is built and small enough to
 * lie on a phone; `search.ts` reads it.
 */
import type { HelpTopics, Item, Lesson, SearchWords, Simulator, Text } from "@hocvuso/contract";

export type SearchKind = "lesson" | "simulator" | "path" | "help";

export interface SearchEntry {
  readonly kind: SearchKind;
  readonly id: string;
  readonly title: Text;
  /** Shown under the title. */
  readonly note: Text;
  /** Vietnamese words of its steps that title, note and `asked` do not have, each once, in the order met. */
  readonly steps: string;
  /** Other ways of asking for it, parted by line breaks. */
  readonly asked: string;
  /** Of a lesson: the titles of what is practised in it, likewise. */
  readonly practised: string;
}

export interface SearchIndex {
  readonly said: SearchWords["said"];
  readonly empty: SearchWords["empty"];
  readonly entries: readonly SearchEntry[];
}

export interface SearchedContent {
  readonly lessons: readonly Lesson[];
  readonly items: readonly Item[];
  readonly simulators: readonly Simulator[];
  readonly paths: readonly { readonly id: string; readonly title: Text; readonly for: Text }[];
  readonly topics: HelpTopics["topics"];
  readonly words: SearchWords;
}

/** Entries in the order given: lessons, simulators, paths, topics of help. */
export function searchIndex({ lessons, items, simulators, paths, topics, words }: SearchedContent): SearchIndex {
  const itemOf = new Map(items.map((item) => [item.id, item]));
  const titleOf = new Map(simulators.map(({ id, title }) => [id, title.vi]));
  const entry = (kind: SearchKind, id: string, { title, note, texts, practised = [] }: { title: Text; note: Text; texts: readonly Text[]; practised?: readonly string[] }): SearchEntry => {
    const asked = (words.alsoAsked[id] ?? []).join("\n");
    return {
      kind, id, title, note, asked, practised: practised.join("\n"),
      steps: newWords(texts.map(({ vi }) => vi), `${title.vi} ${note.vi} ${asked}`),
    };
  };
  return {
    said: words.said,
    empty: words.empty,
    entries: [
      ...lessons.map((lesson) => entry("lesson", lesson.id, {
        title: lesson.title, note: lesson.promise,
        practised: [...new Set(lesson.steps.flatMap((step) => (step.kind === "practise" ? titleOf.get(step.simulator) ?? [] : [])))],
        texts: lesson.steps.flatMap((step) => (step.kind === "question" ? itemOf.get(step.item)?.shown ?? [] : [step.shown])),
      })),
      // A task names what the seed draws; nobody looks for that.
      ...simulators.map(({ id, title, scoreSteps }) => entry("simulator", id, { title, note: inOneLine(scoreSteps.map((step) => step.title)), texts: [] })),
      ...paths.map((path) => entry("path", path.id, { title: path.title, note: path.for, texts: [] })),
      ...topics.map(({ id, title, lead, steps }) => entry("help", id, { title, note: lead, texts: steps })),
    ],
  };
}

function inOneLine(texts: readonly Text[]): Text {
  return { vi: texts.map(({ vi }) => vi).join(" · "), en: texts.map(({ en }) => en).join(" · ") };
}

function newWords(texts: readonly string[], known: string): string {
  const met = new Set(wordsIn(known));
  const found: string[] = [];
  for (const word of texts.flatMap(wordsIn)) {
    if (met.has(word)) continue;
    met.add(word);
    found.push(word);
  }
  return found.join(" ");
}

/** Lower case, letters composed, marks kept; "Wi-Fi" is one word. */
export function wordsIn(text: string): string[] {
  return text.normalize("NFC").toLowerCase().replaceAll(/(?<=\p{L})-(?=\p{L})/gu, "").match(/[\p{L}\p{N}]+/gu) ?? [];
}
