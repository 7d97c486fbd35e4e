/**
 * Takes content files into the build as `content/….json?kind`: only what the phone reads of them, and the version by which facts name
 * them. `content/simulators?index` and `content/lessons?index` are the lists of all; each of these becomes a file of its own under
 * /assets/, for the phone to fetch when it is opened. A lesson's file brings the items that it asks.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { CredentialPolicy, EvidenceLadder, Framework, Item, Lesson, Path, Pictures, Simulator, TestsPolicy } from "@hocvuso/contract";
import { recallSubject } from "@hocvuso/domain/learning";
import type { Plugin } from "vite";
import type { FileEntry, LessonEntry, SimulatorEntry } from "../src/device/content-entry.ts";
import type { LessonFile } from "../src/screens/lesson/lesson-file.ts";
import { pictureFiles, pictureFilesIn, picturesNamedIn } from "./picture-files.ts";

/** What each kind keeps of its file. */
const taken: Readonly<Record<string, (file: never, path: string) => unknown>> = {
  // The pictures of lessons are told in the lessons' own files.
  "simulator-pictures": (_: unknown, path) => labelsIn(dirname(path), namesIn(join(dirname(path), "simulators")).map((name) => readFileSync(join(dirname(path), "simulators", name), "utf8")).join("")),
  framework: ({ id, domains, bands }: Framework) => ({
    id, bands, domains: domains.map((domain) => ({ ...domain, components: domain.components.map(({ id: component, title }) => ({ id: component, title })) })),
  }),
  policy: (policy: unknown) => policy,
  credentials: ({ notice, achievements }: CredentialPolicy) => ({ notice, achievements: achievements.map(({ id, title, criteria }) => ({ id, title, criteria })) }),
  rungs: ({ rungs }: EvidenceLadder) => rungs,
  tests: ({ sources: _, ...policy }: TestsPolicy) => policy,
  register: ({ notes: _, ...register }: Record<string, unknown>) => register,
};

type Made = { readonly code: unknown; /** Files of their own, by address. */ readonly files: ReadonlyMap<string, Buffer> };

/** What is made of a whole folder, by what an import of it ends in. */
const folders: Readonly<Record<string, (folder: string) => Made>> = {
  "/simulators?index": (folder) => index(namesIn(folder).map((name) => simulatorFile(join(folder, name)))),
  "/lessons?index": (folder) => index(namesIn(folder).map((name) => lessonFile(join(folder, name)))),
  "/lessons?texts": (folder) => ({ code: namesIn(folder).map((name) => readLesson(join(folder, name))), files: new Map() }),
  "/items?placement": (folder) => placementBank(folder),
  "/paths?index": (folder) => ({ code: namesIn(folder).map((name) => readPath(join(folder, name))).toSorted((a, b) => a.place - b.place), files: new Map() }),
};

/** With the pictures that content names. */
export function contentFiles(): Plugin[] {
  return [pictureFiles(), {
    name: "content-files",
    enforce: "pre",
    resolveId: (source, importer = "") => (folderOf(source) === undefined ? null : resolve(dirname(importer), source)),
    load(id, options) {
      const make = folderOf(id);
      if (make !== undefined) {
        const folder = id.slice(0, id.indexOf("?"));
        this.addWatchFile(folder);
        const { code, files } = make(folder);
        if (options?.ssr !== true) for (const [address, source] of files) this.emitFile({ type: "asset", fileName: address.slice(1), source });
        return { code: `export const entries = ${parsed(code)};`, moduleType: "js" };
      }
      const [path = "", kind = ""] = id.split("?");
      const take = taken[kind];
      if (!path.endsWith(".json") || take === undefined) return null;
      this.addWatchFile(path);
      // The kind in the import says which file it is; the content check has seen that it is one.
      return { code: `export const content = ${parsed(take(read<never>(path), path))};`, moduleType: "js" };
    },
  }];
}

/** Addresses of the files of one lesson: its own, and those of its simulators. */
export function filesOfLesson(content: string, id: string): readonly string[] {
  const { entry } = lessonFile(join(content, `lessons/${id}.json`));
  return [entry.address, ...entry.simulators.map((simulator) => simulatorFile(join(content, `simulators/${simulator}.json`)).entry.address)];
}

function folderOf(source: string): ((folder: string) => Made) | undefined {
  return Object.entries(folders).find(([end]) => source.endsWith(end))?.[1];
}

function namesIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".json")).toSorted();
}

type ContentFile<Entry extends FileEntry> = { readonly entry: Entry; readonly bytes: Buffer };

function index(files: readonly ContentFile<FileEntry>[]): Made {
  return { code: files.map(({ entry }) => entry), files: new Map(files.map(({ entry, bytes }) => [entry.address, bytes])) };
}

/** Practice questions as a placement asks them: nobody is answered in it. The version is reckoned as the server does (read-content.ts). */
function placementBank(folder: string): Made {
  const names = namesIn(folder);
  const items = names.map((name) => read<Item>(join(folder, name))).filter(({ expectedDifficultyLogits }) => expectedDifficultyLogits !== undefined)
    .map(({ sources: _sources, kind: _kind, level: _level, version: _version, choices, ...item }) => ({ ...item, choices: choices.map(({ id, text }) => ({ id, text })) }));
  const version = hashOf(Buffer.from(names.map((name) => readFileSync(join(folder, name), "utf8")).join("\n")));
  const bytes = Buffer.from(JSON.stringify(items));
  const address = `/assets/tests/placement-${hashOf(bytes)}.json`;
  return { code: { version, address, sha256: createHash("sha256").update(bytes).digest("hex"), travelBytes: brotliCompressSync(bytes).length }, files: new Map([[address, bytes]]) };
}

function simulatorFile(path: string): ContentFile<SimulatorEntry> {
  const { sources: _, ...simulator } = read<Simulator>(path);
  return contentFile("simulators", path, simulator, { id: simulator.id, title: simulator.title });
}

function lessonFile(path: string): ContentFile<LessonEntry> {
  const file = readLesson(path);
  const { id, title, promise, picture, components, level, minutes, steps } = file.lesson;
  const simulators = [...new Set(steps.flatMap((step) => (step.kind === "practise" ? [step.simulator] : [])))];
  const { entry, bytes } = contentFile("lessons", path, file, { id, title, promise, picture, components, level, minutes, stepCount: steps.length, simulators, subject: recallSubject(file.lesson) });
  // The pictures come along when the lesson is kept.
  const names = new Set(picturesNamedIn(bytes.toString("utf8")));
  const drawn = [...drawnPictures()].filter(([name]) => names.has(name)).map(([, size]) => size);
  const sum = (of: keyof Size): number => drawn.reduce((total, size) => total + size[of], 0);
  return { entry: { ...entry, travelBytes: entry.travelBytes + sum("travelBytes"), keptBytes: entry.keptBytes + sum("keptBytes") }, bytes };
}

type Size = Pick<FileEntry, "travelBytes" | "keptBytes">;

let sizes: ReadonlyMap<string, Size> | undefined;

function drawnPictures(): ReadonlyMap<string, Size> {
  return sizes ??= new Map(pictureFilesIn(join(import.meta.dirname, "../src/pictures")).map(({ name, bytes }) => [name, { travelBytes: brotliCompressSync(bytes).length, keptBytes: bytes.length }]));
}

function contentFile<Known extends Pick<FileEntry, "id" | "title">>(folder: string, path: string, content: unknown, known: Known) {
  const bytes = Buffer.from(JSON.stringify(content));
  const address = `/assets/${folder}/${known.id}-${hashOf(bytes)}.json`;
  return { entry: { ...known, version: hashOf(readFileSync(path)), address, travelBytes: brotliCompressSync(bytes).length, keptBytes: bytes.length }, bytes };
}

function readLesson(path: string): LessonFile {
  const { sources: _, ...lesson } = read<Lesson>(path);
  const items = lesson.steps.flatMap((step) => (step.kind === "question" ? [readItem(resolve(dirname(path), `../items/${step.item}.json`))] : []));
  return { lesson, items, labels: labelsIn(resolve(dirname(path), ".."), JSON.stringify(lesson.steps)) };
}

/** What the pictures tell that a text of content names. */
function labelsIn(content: string, text: string): LessonFile["labels"] {
  const names = new Set(picturesNamedIn(text));
  return Object.fromEntries(Object.entries(read<Pictures>(join(content, "pictures.json")).pictures).filter(([name]) => names.has(name)));
}

function readItem(path: string): LessonFile["items"][number] {
  const { sources: _sources, enemies: _enemies, expectedDifficultyLogits: _logits, expectedSeconds: _seconds, ...item } = read<Item>(path);
  return { ...item, choices: item.choices.map(({ mistake: _mistake, ...choice }) => choice) };
}

function readPath(path: string): Omit<Path, "sources"> {
  const { sources: _, ...rest } = read<Path>(path);
  return rest;
}

/** The caller names the kind that stands at the path: the content check has seen that it is one. */
function read<File>(path: string): File {
  return JSON.parse(readFileSync(path, "utf8")) as File;
}

/** Parsing a string is quicker on a slow phone than evaluating an object literal. */
function parsed(content: unknown): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(content))})`;
}

/** First 8 hexadecimal digits of the SHA-256. */
function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 8);
}
