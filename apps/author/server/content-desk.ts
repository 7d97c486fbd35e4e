/**
 * The content as the bench shows it: all files, checked by the same function as `npm run content`, and of each the last one that could be shown.
 * Knows no page and no server.
 */
import type { Item, Lesson, Simulator } from "@hocvuso/contract";
import type { Proof } from "@hocvuso/domain/scenario";
import { checkContent, checkedFile, readContentFiles, type CheckedFiles, type ContentProblem } from "../../../tools/check-content.ts";
import { jsonFault } from "../../../tools/json-fault.ts";
import type { BenchFile, BenchKind, OpenFile, Playable } from "../src/bench-state.ts";

const kinds: Readonly<Record<string, BenchKind>> = { lessons: "lesson", simulators: "simulator", items: "item" };

/** A file of the right shape and, for a simulator, with names that all point at something: what the phone can show. */
type Whole = { readonly content: Lesson | Item } | { readonly content: Simulator; readonly proof: Proof };

export class ContentDesk {
  readonly #folder: string;
  readonly #checked: CheckedFiles = new Map();
  #texts: ReadonlyMap<string, string> = new Map();
  #problems: readonly ContentProblem[] = [];
  /** By path: the file as it was when it last could be shown, and its text then. */
  readonly #whole = new Map<string, Whole & { readonly text: string }>();

  constructor(folder: string) { this.#folder = folder; }

  /** Reads and checks everything anew; what did not change is not checked again. */
  async refresh(): Promise<void> {
    this.#texts = await readContentFiles(this.#folder);
    this.#problems = await checkContent(this.#folder, { texts: this.#texts, checked: this.#checked });
    for (const [path, text] of this.#texts) {
      if (this.#whole.get(path)?.text === text) continue;
      const whole = this.#wholeOf(path, text);
      if (whole !== undefined) this.#whole.set(path, { ...whole, text });
    }
  }

  files(): BenchFile[] {
    return [...this.#texts.keys()].flatMap((path) => {
      const kind = kindOf(path);
      if (kind === undefined) return [];
      const whole = this.#whole.get(path);
      const title = whole === undefined ? undefined : whole.content.kind === "item" ? whole.content.shown : whole.content.title;
      return [{ path, kind, ...(title === undefined ? {} : { title }), problemCount: this.#problems.filter(({ file }) => file === path).length }];
    });
  }

  /** undefined: there is no such file. */
  open(path: string): OpenFile | undefined {
    const text = this.#texts.get(path);
    if (text === undefined || kindOf(path) === undefined) return undefined;
    const fault = jsonFault(text);
    const whole = this.#whole.get(path);
    const playable = whole === undefined ? undefined : this.#playable(whole);
    return {
      path, isCurrent: whole?.text === text,
      ...(fault === undefined ? {} : { fault }), ...(playable === undefined ? {} : { playable }),
      problems: this.#problems.filter(({ file }) => file === path).map(({ check, sentence, after }) => {
        const line = lineOf(text, sentence);
        return { check, sentence, ...(line === undefined ? {} : { line }), ...(after === undefined ? {} : { after: { seed: after.seed, acts: after.acts } }) };
      }),
    };
  }

  #wholeOf(path: string, text: string): Whole | undefined {
    const { content, proof } = checkedFile(path, text, this.#checked);
    if (content?.kind === "simulator") return proof === undefined || proof.counterexamples.some(({ flaw }) => flaw === "name-unknown") ? undefined : { content, proof };
    return content?.kind === "lesson" || content?.kind === "item" ? { content } : undefined;
  }

  #playable(whole: Whole): Playable {
    if ("proof" in whole) return { kind: "simulator", simulator: whole.content, variants: whole.proof.variants };
    if (whole.content.kind === "item") return { kind: "item", item: whole.content };
    const items: Record<string, Item> = {};
    const simulators: Record<string, Simulator> = {};
    for (const step of whole.content.steps) {
      const named = step.kind === "question" ? this.#whole.get(`items/${step.item}.json`) : step.kind === "practise" ? this.#whole.get(`simulators/${step.simulator}.json`) : undefined;
      if (named?.content.kind === "item") items[named.content.id] = named.content;
      if (named?.content.kind === "simulator") simulators[named.content.id] = named.content;
    }
    return { kind: "lesson", lesson: whole.content, items, simulators };
  }
}

function kindOf(path: string): BenchKind | undefined {
  return kinds[path.slice(0, Math.max(0, path.indexOf("/")))];
}

/** The line of the innermost thing that a sentence names and the file holds by its id: each name is looked for after the one before it. */
export function lineOf(text: string, sentence: string): number | undefined {
  let found: number | undefined;
  for (const name of sentence.match(/[a-z0-9]+(?:-[a-z0-9]+)*/g) ?? []) {
    const from = found ?? 0;
    const at = text.slice(from).search(new RegExp(`"(?:id|act)": *"${name}"`));
    if (at !== -1) found = from + at;
  }
  return found === undefined ? undefined : text.slice(0, found).split("\n").length;
}
