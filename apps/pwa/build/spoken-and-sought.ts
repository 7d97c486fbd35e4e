/**
 * Files that a screen fetches when it is first opened, made of the content:
 * `content/?search`: the index of search; `content/?script`: every text that can be recorded; `content/narration?index`: the voices that
 * the app brings, each clip a file of its own under /assets/narration/. These modules hold addresses only.
 * `content/help.json?help` is the help itself, which must be there when nothing else works.
 */
import { createHash } from "node:crypto";
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { HelpTopics, Item, Lesson, Narration, SearchWords, Simulator, Text } from "@hocvuso/contract";
import { searchIndex } from "@hocvuso/domain/learning";
import type { Plugin } from "vite";
import type { FetchedFile } from "../src/fetched-file.ts";
import type { NarrationEntry, ScriptPart } from "../src/narration/script.ts";

const asked = /(content\/\?(search|script)|content\/narration\?index|content\/help\.json\?help)$/;

export function spokenAndSought(): Plugin {
  return {
    name: "spoken-and-sought",
    enforce: "pre",
    resolveId: (source, importer = "") => (asked.test(source) ? join(dirname(importer), source) : null),
    load(id, options) {
      if (!asked.test(id)) return null;
      const [folder = "", kind = ""] = id.split("?");
      if (kind === "help") {
        this.addWatchFile(folder);
        return { code: `export const content = JSON.parse(${JSON.stringify(JSON.stringify(read<HelpTopics>(folder)))});`, moduleType: "js" };
      }
      for (const file of globSync("**/*.json", { cwd: folder })) this.addWatchFile(join(folder, file));
      const emit = (fileName: string, source: Buffer): void => { if (options?.ssr !== true) this.emitFile({ type: "asset", fileName: fileName.slice(1), source }); };
      const fetched = (name: string, value: unknown): FetchedFile => {
        const bytes = Buffer.from(JSON.stringify(value));
        const address = `/assets/${name}-${hashOf(bytes)}.json`;
        emit(address, bytes);
        return { address, sha256: sha256(bytes), travelBytes: brotliCompressSync(bytes).length };
      };
      const exported = kind === "search" ? `file = ${JSON.stringify(fetched("search", indexOf(folder)))}`
        : kind === "script" ? `file = ${JSON.stringify(fetched("narration/script", scriptOf(folder)))}`
        : `entries = ${JSON.stringify(voicesIn(folder, emit))}`;
      return { code: `export const ${exported};`, moduleType: "js" };
    },
  };
}

function indexOf(content: string): ReturnType<typeof searchIndex> {
  return searchIndex({
    lessons: filesIn<Lesson>(content, "lessons"), items: filesIn<Item>(content, "items"), simulators: filesIn<Simulator>(content, "simulators"),
    paths: filesIn<{ id: string; title: Text; for: Text }>(content, "paths"),
    topics: read<HelpTopics>(join(content, "help.json")).topics, words: read<SearchWords>(join(content, "search-words.json")),
  });
}

type Spoken = readonly [spoken: Text, picture?: string | undefined];

/** Lessons, then exercises, each in the order of its screens; every text once. Texts with a value that the seed draws cannot be recorded. */
function scriptOf(content: string): readonly ScriptPart[] {
  const items = new Map(filesIn<Item>(content, "items").map((item) => [item.id, item]));
  const met = new Set<string>();
  const part = (id: string, title: Text, texts: readonly Spoken[]): ScriptPart => ({
    id, title,
    texts: texts.flatMap(([{ vi }, picture]) => {
      if (met.has(vi) || vi.includes("{")) return [];
      met.add(vi);
      return [{ words: vi, ...(picture === undefined ? {} : { picture }) }];
    }),
  });
  const ofItem = (item: Item | undefined): readonly Spoken[] => (item === undefined ? [] : [[item.spoken, item.picture], ...item.choices.map(({ answer }): Spoken => [answer])]);
  return [
    ...filesIn<Lesson>(content, "lessons").map(({ id, title, steps }) => part(id, title, steps.flatMap((step): readonly Spoken[] => (
      step.kind === "question" ? ofItem(items.get(step.item)) : [[step.spoken, step.kind === "explain" ? step.picture : undefined]])))),
    ...filesIn<Simulator>(content, "simulators").map(({ id, title, taskSpoken, screens }) => part(`tap/${id}`, title, [[taskSpoken], ...screens.map(({ spoken }): Spoken => [spoken])])),
  ].filter(({ texts }) => texts.length > 0);
}

function voicesIn(folder: string, emit: (fileName: string, source: Buffer) => void): readonly NarrationEntry[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((language) => {
    const { title, clips } = read<Narration>(join(folder, language, "manifest.json"));
    return {
      language, title,
      clips: Object.fromEntries(clips.map(({ file, sha256: expected, bytes }) => {
        const source = readFileSync(join(folder, language, file));
        const address = `/assets/narration/${language}/${file.slice(0, 16)}-${hashOf(source)}${extname(file)}`;
        emit(address, source);
        return [file.slice(0, 16), { address, sha256: expected, travelBytes: bytes } satisfies FetchedFile];
      })),
    };
  });
}

function filesIn<File>(content: string, folder: string): readonly File[] {
  return readdirSync(join(content, folder)).filter((name) => name.endsWith(".json")).map((name) => read<File>(join(content, folder, name)));
}

/** The content check holds each file to its kind. */
function read<File>(path: string): File {
  return JSON.parse(readFileSync(path, "utf8")) as File;
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function hashOf(bytes: Buffer): string {
  return sha256(bytes).slice(0, 8);
}
