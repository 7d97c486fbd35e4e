/** Takes content files into the build as `content/….json?kind`: only what the phone reads of them, and the version by which facts name them. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Framework, Item, Lesson } from "@hocvuso/contract";
import type { Plugin } from "vite";

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
  register: ({ notes: _, ...register }: Record<string, unknown>) => register,
};

export function contentFiles(): Plugin {
  return {
    name: "content-files",
    enforce: "pre",
    load(id) {
      const [path = "", kind = ""] = id.split("?");
      const take = taken[kind];
      if (!path.endsWith(".json") || take === undefined) return null;
      this.addWatchFile(path);
      const bytes = readFileSync(path);
      const version = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
      // The kind in the import says which file it is; the content check has seen that it is one.
      const content = take(JSON.parse(bytes.toString("utf8")) as never, path);
      // Parsing a string is quicker on a slow phone than evaluating an object literal.
      return { code: `export const content = JSON.parse(${JSON.stringify(JSON.stringify(content))});\nexport const version = "${version}";`, moduleType: "js" };
    },
  };
}

function itemOf(id: string, lessonPath: string): Omit<Item, "sources"> {
  const path = resolve(dirname(lessonPath), `../items/${id}.json`);
  // Checked by the content check, as the lesson is.
  const { sources: _, ...item } = JSON.parse(readFileSync(path, "utf8")) as Item;
  return { ...item, choices: item.choices.map(({ mistake: _mistake, ...choice }) => choice) };
}
