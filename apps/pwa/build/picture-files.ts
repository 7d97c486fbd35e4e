/**
 * Takes the drawn pictures into the build, each a file of its own under /assets/pictures/, so that a phone fetches only what it shows.
 * `pictures?hashes` says where each lies; `pictures?drawings` are the drawings themselves, for pages drawn at build.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Plugin } from "vite";

/** `address` ends in the first 8 hexadecimal digits of the SHA-256 of the bytes. */
export type PictureFile = { readonly name: string; readonly address: string; readonly bytes: Buffer };

/** By name, in its order. */
export function pictureFilesIn(folder: string): readonly PictureFile[] {
  return readdirSync(folder).filter((file) => file.endsWith(".svg")).toSorted().map((file) => {
    const bytes = readFileSync(join(folder, file));
    const name = file.slice(0, -".svg".length);
    return { name, address: `/assets/pictures/${name}-${createHash("sha256").update(bytes).digest("hex").slice(0, 8)}.svg`, bytes };
  });
}

/** Names of the pictures that must be there without a network from the first visit on: those of every simulator, and of the first lesson. */
export function picturesOfApp(content: string, firstLesson: string): ReadonlySet<string> {
  const simulators = readdirSync(join(content, "simulators")).filter((name) => name.endsWith(".json")).map((name) => join(content, "simulators", name));
  return new Set([...simulators, join(content, `lessons/${firstLesson}.json`)].flatMap((path) =>
    picturesNamedIn(readFileSync(path, "utf8"))));
}

/** Names of the pictures that a content file shows, one for each time. */
export function picturesNamedIn(text: string): readonly string[] {
  return [...text.matchAll(/"(?:picture|sees)": *"([a-z0-9-]+)"/g)].map(([, name = ""]) => name);
}

export function pictureFiles(): Plugin {
  let drawn: readonly PictureFile[] = [];
  return {
    name: "picture-files",
    enforce: "pre",
    // Where nothing is built, the files are answered as they are.
    configureServer: ({ middlewares }) => {
      middlewares.use((request, response, next) => {
        const file = drawn.find(({ address }) => address === request.url);
        if (file === undefined) next();
        else response.setHeader("content-type", "image/svg+xml").end(file.bytes);
      });
    },
    resolveId: (source, importer = "") => (queryOf(source) === undefined ? null : resolve(dirname(importer), source)),
    load(id, options) {
      const query = queryOf(id);
      if (query === undefined) return null;
      const folder = id.slice(0, -query.length);
      const isBuilt = this.environment.mode === "build";
      if (isBuilt) this.addWatchFile(folder); // a server takes it for an import
      const files = pictureFilesIn(folder);
      drawn = files;
      if (query === "?hashes" && isBuilt && options?.ssr !== true) for (const { address, bytes } of files) this.emitFile({ type: "asset", fileName: address.slice(1), source: bytes });
      const entries = Object.fromEntries(files.map(({ name, address, bytes }) => [name, query === "?hashes" ? address.slice(-"00000000.svg".length, -".svg".length) : bytes.toString("utf8").trim()]));
      return { code: `export const ${query.slice(1)} = JSON.parse(${JSON.stringify(JSON.stringify(entries))});`, moduleType: "js" };
    },
  };
}

function queryOf(source: string): "?hashes" | "?drawings" | undefined {
  return (["?hashes", "?drawings"] as const).find((query) => source.endsWith(`/pictures${query}`));
}
