/** The drawn player of simulators on a page of its own, built as the app builds it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator, SimulatorMode } from "@hocvuso/contract";
import { prove, stateGraph } from "@hocvuso/domain/scenario";
import type { Page } from "playwright-core";
import { build } from "vite";
import { contentFiles } from "../apps/pwa/build/content-files.ts";
import { spokenAndSought } from "../apps/pwa/build/spoken-and-sought.ts";

const root = join(import.meta.dirname, "..");

/** What the page is told to mount, and what the player told it. */
export interface Mounted { readonly simulator: unknown; readonly mode: SimulatorMode; readonly seed?: number; readonly saved?: unknown; readonly language?: "vi" | "en" }
declare global {
  interface Window { mounted: Mounted; mount: (what: Mounted) => void; changes: { acts: string[]; dwellMs: number }[]; finished: unknown[]; left: number }
}

const entry = `
  import { h, render } from "preact";
  import { SimulatorPlayer } from "${root}/apps/pwa/src/simulators/simulator-player.tsx";
  import "${root}/apps/pwa/src/styles/rest.css";
  Object.assign(window, { changes: [], finished: [], left: 0 });
  window.mount = (what) => {
    render(null, document.body);
    document.documentElement.lang = what.language ?? "vi";
    render(h(SimulatorPlayer, {
      seed: 1, language: "vi", ...what,
      onChange: (state) => window.changes.push(state), onFinished: (run) => window.finished.push(run), onLeave: () => { window.left += 1; },
    }), document.body);
  };
  if (window.mounted) window.mount(window.mounted);`;

/** Address at which `servePlayer` answers. */
export const playerAddress = "http://player.test/";

/** `pictures`: what the page fetches, by path. */
export interface PlayerPage { readonly html: string; readonly pictures: ReadonlyMap<string, string> }

/** @returns the page as HTML that needs nothing but its pictures: what the app fetches later is in its one script */
export async function playerPage(): Promise<PlayerPage> {
  const built = await build({
    root: join(root, "apps/pwa"), configFile: false, logLevel: "error", mode: "production",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    plugins: [contentFiles(), spokenAndSought(), { name: "page", resolveId: (id) => (id === "page" ? id : undefined), load: (id) => (id === "page" ? entry : undefined) }],
    build: { write: false, target: "es2022", rolldownOptions: { input: "page", output: { codeSplitting: false } } },
  });
  if (!("output" in built)) throw new Error("the build made nothing");
  const [script = "", style = ""] = ["js", "css"].map((kind) => built.output.map((file) => !file.fileName.endsWith(kind) ? "" : file.type === "chunk" ? file.code : String(file.source)).join(""));
  const tokens = readFileSync(join(root, "apps/pwa/src/styles/first.css"), "utf8");
  const pictures = new Map(built.output.flatMap((file) => (file.type === "asset" && file.fileName.endsWith(".svg") ? [[`/${file.fileName}`, Buffer.from(file.source).toString("utf8")] as const] : [])));
  return { html: `<!doctype html><html lang="vi"><head><title>t</title><meta name="viewport" content="width=device-width"><style>${tokens}${style}</style></head><body></body><script type="module">${script}</script></html>`, pictures };
}

export async function servePlayer(page: Page, { html, pictures }: PlayerPage): Promise<void> {
  await page.route(playerAddress, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
  await page.route(`${playerAddress}assets/**`, (route) => route.fulfill({ contentType: "image/svg+xml", body: pictures.get(new URL(route.request().url()).pathname) ?? "" }));
}

/** Every simulator that ships, in the order of its file's name. */
export function givenSimulators(): Simulator[] {
  const folder = join(root, "content/simulators");
  // The content check has seen that each is one.
  return readdirSync(folder).filter((name) => name.endsWith(".json")).toSorted().map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Simulator);
}

/** `acts`: the fewest that lead there, as recorded. `isOnWay`: on the shortest way of the first variant. */
export interface ReachedScreen { readonly screen: string; readonly seed: number; readonly acts: readonly string[]; readonly isOnWay: boolean }

/** Every screen of a simulator once: first those of the shortest way of its first variant, in order, then the others, nearest first. */
export function screensOf(simulator: Simulator): ReachedScreen[] {
  const { variants } = prove(simulator);
  const found = new Map<string, ReachedScreen>();
  for (const [at, { seed }] of variants.entries()) {
    const { states, edges, shortest } = stateGraph(simulator, seed);
    if (at === 0 && shortest !== undefined) {
      let key = states[0]?.key;
      for (const [place, record] of [...shortest, undefined].entries()) {
        const state = states.find((each) => each.key === key);
        if (state !== undefined && !found.has(state.screen)) found.set(state.screen, { screen: state.screen, seed, acts: shortest.slice(0, place), isOnWay: true });
        key = edges.find(({ from, act }) => from === key && record?.startsWith(`${act}@`))?.to;
      }
    }
    for (const { screen, acts } of states) {
      const known = found.get(screen);
      if (known === undefined || (!known.isOnWay && known.acts.length > acts.length)) found.set(screen, { screen, seed, acts, isOnWay: false });
    }
  }
  return [...found.values()].toSorted((a, b) => Number(b.isOnWay) - Number(a.isOnWay) || a.acts.length - b.acts.length);
}
