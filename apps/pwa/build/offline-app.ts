/** After the client: the pages drawn as HTML, and the service worker with the list of every file and its hash. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { build, type InlineConfig, type Plugin, type Rolldown } from "vite";
import type { Assets, Prerender } from "../src/prerender-assets.ts";
import { firstLesson } from "../src/screens/courses/first-lesson.ts";
import { contentFiles, filesOfLesson } from "./content-files.ts";
import { pictureFilesIn, picturesOfApp } from "./picture-files.ts";
import { spokenAndSought } from "./spoken-and-sought.ts";

const jsx = { jsx: { runtime: "automatic", importSource: "preact" } } as const;
/** Pages that few phones open, and the names of the chunks that begin what they alone need: no part of the app that every phone keeps. See service-worker.ts. */
const pagesApart: Readonly<Record<string, readonly string[]>> = { "/hoc/dai-su/": ["field-pages", "field"], "/hoc/kiem-tra/": ["test-pages"] };
/**
 * Not kept with the app: pictures for the home screen of the phone, the style of pages without script, lessons and simulators, which the phone
 * keeps one by one or by courses, the drawings of lessons, which are kept once they are shown, and what is kept when its screen is first
 * opened (search, recorded voices, the questions of placements); the first lesson is part of the app.
 */
const notKept = /^\/(icon-.*\.png|no-script\.css|hoc\/bai\/.+|assets\/(simulators|lessons|pictures|narration|tests)\/.*|assets\/search-.*\.json)$/;

function isKeptWithApp(address: string, root: string): boolean {
  return !notKept.test(address) || address === `/hoc/bai/${firstLesson}/` || filesOfLesson(join(root, "../../content"), firstLesson).includes(address);
}

export function offlineApp(): Plugin {
  let root = "";
  let out = "";
  return {
    name: "offline-app",
    enforce: "pre",
    apply: (_, { isSsrBuild }) => isSsrBuild !== true,
    configResolved(config) {
      root = config.root;
      out = resolve(root, config.build.outDir);
    },
    // Our chunks have no styles of their own to wait for, so that an import is an import: the first script saves half a kilobyte.
    load: (id) => (id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null),
    async writeBundle(_, bundle) {
      writeFileSync(join(out, "front.js"), await bundled(scriptAlone(root, "src/front-script.ts")));
      const pages = await drawPages(root, assetsOf(bundle));
      for (const [address, html] of Object.entries(pages)) {
        const file = join(out, address, "index.html");
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, html);
      }
      await buildServiceWorker({ root, out, apart: chunksApart(bundle) });
    },
  };
}

/** Of each page apart the addresses of the chunks that it needs and that no page of the app does. */
function chunksApart(bundle: Rolldown.OutputBundle): ReadonlyMap<string, ReadonlySet<string>> {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const reachedWithout = (names: readonly string[]): ReadonlySet<string> => {
    const found = new Set<string>();
    const collect = (file: string): void => {
      const chunk = chunks.find(({ fileName }) => fileName === file);
      if (chunk === undefined || found.has(file) || names.includes(chunk.name)) return;
      found.add(file);
      [...chunk.imports, ...chunk.dynamicImports].forEach(collect);
    };
    for (const { isEntry, fileName } of chunks) if (isEntry) collect(fileName);
    return found;
  };
  const ofApp = reachedWithout(Object.values(pagesApart).flat());
  return new Map(Object.keys(pagesApart).map((page) => {
    const others = Object.entries(pagesApart).flatMap(([other, names]) => (other === page ? [] : names));
    return [page, new Set([...reachedWithout(others)].filter((file) => !ofApp.has(file)).map((file) => `/${file}`))];
  }));
}

function assetsOf(bundle: Rolldown.OutputBundle): Assets {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const named = (name: string, kind: "isEntry" | "isDynamicEntry") => {
    const chunk = chunks.find((each) => each.name === name && each[kind]);
    if (chunk === undefined) throw new Error(`the client build made no ${name}`);
    return chunk;
  };
  const main = named("main", "isEntry");
  const withImports = (name: string): ReadonlySet<string> => {
    const found = new Set<string>();
    const collect = (file: string): void => {
      const chunk = chunks.find((each) => each.fileName === file);
      if (chunk === undefined || file === main.fileName || found.has(file)) return;
      found.add(file);
      chunk.imports.forEach(collect);
    };
    collect(named(name, "isDynamicEntry").fileName);
    return found;
  };
  const addresses = (files: Iterable<string>) => [...files].map((file) => `/${file}`);
  const styles = Object.values(bundle).find((file) => file.fileName.endsWith(".css"));
  if (styles === undefined) throw new Error("the client build made no style sheet");
  return {
    main: `/${main.fileName}`, frontScript: "/front.js", styles: `/${styles.fileName}`,
    pageChunks: addresses(withImports("pages")), checkChunks: addresses(withImports("check-page")),
  };
}

async function drawPages(root: string, assets: Assets): Promise<Readonly<Record<string, string>>> {
  const code = await bundled({
    configFile: false, root, logLevel: "warn", plugins: [contentFiles(), spokenAndSought()], oxc: jsx, ssr: { noExternal: true },
    build: { ssr: "src/prerender.tsx", write: false, minify: false, cssMinify: true, target: "es2022", rolldownOptions: { output: { codeSplitting: false } } },
  });
  // Built from src/prerender.tsx just above, so it has its shape.
  const module = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`) as { prerender: Prerender };
  return module.prerender(assets);
}

async function buildServiceWorker({ root, out, apart }: { readonly root: string; readonly out: string; readonly apart: ReadonlyMap<string, ReadonlySet<string>> }): Promise<void> {
  const ofApp = picturesOfApp(join(root, "../../content"), firstLesson);
  const pictures = new Set(pictureFilesIn(join(root, "src/pictures")).filter(({ name }) => ofApp.has(name)).map(({ address }) => address));
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const kept = files
    .map((file): [string, string] => [`/${relative(out, file)}`.replace(/index\.html$/, ""), createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 16)])
    .filter(([address]) => isKeptWithApp(address, root) || pictures.has(address))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const pages = [...apart].map(([page, chunks]) => [page, [...kept.filter(([address]) => chunks.has(address)), ...kept.filter(([address]) => address === page)]] as const);
  const isApart = new Set(pages.flatMap(([, files]) => files.map(([address]) => address)));
  const precache = Object.fromEntries(kept.filter(([address]) => !isApart.has(address)));
  writeFileSync(join(out, "sw.js"), await bundled({ ...scriptAlone(root, "src/device/service-worker.ts"), define: { PRECACHE: JSON.stringify(precache), APART: JSON.stringify(Object.fromEntries(pages)) } }));
}

/** A script that shares no chunk with the app, so that it is one request. */
function scriptAlone(root: string, input: string): InlineConfig {
  return { configFile: false, root, logLevel: "warn", publicDir: false, build: { write: false, target: "es2022", rolldownOptions: { input, output: { format: "iife" } } } };
}

/** The code of a build that makes one chunk. */
async function bundled(config: InlineConfig): Promise<string> {
  const made = await build(config);
  const [output] = Array.isArray(made) ? made : [made];
  const chunk = output !== undefined && "output" in output ? output.output[0] : undefined;
  if (chunk === undefined) throw new Error("the build made nothing");
  return chunk.code;
}
