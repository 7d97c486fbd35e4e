/**
 * Takes content files into the build as `content/….json?kind`: only what the phone reads of them, and the version by which facts name
 * them. `content/simulators?index` is the list of all simulators; each becomes a file of its own under /assets/simulators/, for the
 * phone to fetch when it is opened.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { CredentialPolicy, EvidenceLadder, Framework, Item, Lesson, Simulator } from "@hocvuso/contract";
import type { Plugin } from "vite";
import type { SimulatorEntry } from "../src/screens/practice/simulator-entry.ts";
import { pictureFiles } from "./picture-files.ts";

/** What each kind keeps of its file. */
const taken: Readonly<Record<string, (file: never, path: string) => unknown>> = {
  simulator: ({ sources: _, ...simulator }: Record<string, unknown>) => simulator,
  lesson: ({ sources: _, ...lesson }: Record<string, unknown>) => lesson,
  items: (lesson: Lesson, path) => lesson.steps.flatMap((step) => (step.kind === "question" ? [itemOf(step.item, path)] : [])),
  pictures: (pictures: unknown) => pictures,
  framework: ({ id, domains, bands }: Framework) => ({
    id, bands, domains: domains.map((domain) => ({ ...domain, components: domain.components.map((component) => ({ id: component.id })) })),
  }),
  policy: (policy: unknown) => policy,
  credentials: ({ notice, achievements }: CredentialPolicy) => ({ notice, achievements: achievements.map(({ id, title, criteria }) => ({ id, title, criteria })) }),
  rungs: ({ rungs }: EvidenceLadder) => rungs,
  register: ({ notes: _, ...register }: Record<string, unknown>) => register,
};

/** With the pictures that content names. */
export function contentFiles(): Plugin[] {
  return [pictureFiles(), {
    name: "content-files",
    enforce: "pre",
    resolveId: (source, importer = "") => (source.endsWith(simulatorIndex) ? resolve(dirname(importer), source) : null),
    load(id, options) {
      if (id.endsWith(simulatorIndex)) {
        const folder = id.slice(0, -"?index".length);
        this.addWatchFile(folder);
        const entries = readdirSync(folder).filter((name) => name.endsWith(".json")).map((name) => {
          const { entry, bytes } = simulatorFile(join(folder, name));
          if (options?.ssr !== true) this.emitFile({ type: "asset", fileName: entry.address.slice(1), source: bytes });
          return entry;
        });
        return { code: `export const entries = JSON.parse(${JSON.stringify(JSON.stringify(entries))});`, moduleType: "js" };
      }
      const [path = "", kind = ""] = id.split("?");
      const take = taken[kind];
      if (!path.endsWith(".json") || take === undefined) return null;
      this.addWatchFile(path);
      const bytes = readFileSync(path);
      const version = hashOf(bytes);
      // The kind in the import says which file it is; the content check has seen that it is one.
      const content = take(JSON.parse(bytes.toString("utf8")) as never, path);
      // Parsing a string is quicker on a slow phone than evaluating an object literal.
      return { code: `export const content = JSON.parse(${JSON.stringify(JSON.stringify(content))});\nexport const version = "${version}";`, moduleType: "js" };
    },
  }];
}

const simulatorIndex = "/simulators?index";

function simulatorFile(path: string): { readonly entry: SimulatorEntry; readonly bytes: Buffer } {
  const file = readFileSync(path);
  // Checked by the content check.
  const { sources: _, ...simulator } = JSON.parse(file.toString("utf8")) as Simulator;
  const bytes = Buffer.from(JSON.stringify(simulator));
  const { id, title } = simulator;
  const address = `/assets/simulators/${id}-${hashOf(bytes)}.json`;
  return { entry: { id, title, version: hashOf(file), address, travelBytes: brotliCompressSync(bytes).length }, bytes };
}

/** First 8 hexadecimal digits of the SHA-256. */
function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 8);
}

function itemOf(id: string, lessonPath: string): Omit<Item, "sources"> {
  const path = resolve(dirname(lessonPath), `../items/${id}.json`);
  // Checked by the content check, as the lesson is.
  const { sources: _, ...item } = JSON.parse(readFileSync(path, "utf8")) as Item;
  return { ...item, choices: item.choices.map(({ mistake: _mistake, ...choice }) => choice) };
}
