/**
 * Who may import whom: the table that ARCHITECTURE.md shows and this check obeys. Reads sources as text, so it sees what a
 * compiler that finds an undeclared workspace package by luck would let pass. `import-rules.test.ts` breaks each rule on purpose.
 */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

type Room = "packages/contract" | "packages/domain" | "packages/journal" | "apps/server" | "apps/pwa" | "apps/dashboard" | "apps/author";

const packageRoom: Readonly<Record<string, Room>> = {
  "@hocvuso/contract": "packages/contract", "@hocvuso/domain": "packages/domain", "@hocvuso/journal": "packages/journal", "@hocvuso/pwa": "apps/pwa",
};

/** Rooms each room may import, and why not the others. */
export const rooms: Readonly<Record<Room, { readonly may: readonly Room[]; readonly because: string }>> = {
  "packages/contract": { may: [], because: "shapes are held by everybody and lean on nobody" },
  "packages/domain": { may: ["packages/contract"], because: "rules are pure: shapes as types, nothing that keeps or moves" },
  "packages/journal": { may: ["packages/contract"], because: "keeping and moving facts must not know what they mean" },
  "apps/server": { may: ["packages/contract", "packages/domain", "packages/journal"], because: "an app never imports another app" },
  "apps/pwa": { may: ["packages/contract", "packages/domain", "packages/journal"], because: "an app never imports another app" },
  "apps/dashboard": { may: ["packages/contract", "packages/domain"], because: "a dashboard reads figures; it keeps no facts" },
  "apps/author": { may: ["packages/contract", "packages/domain", "apps/pwa"], because: "an author must see the phone's own screens, not a likeness; the bench ships to nobody" },
};

/** Contexts of the domain each context may import, through its index.ts. */
export const contexts: Readonly<Record<string, readonly string[]>> = {
  competency: [], units: [], records: [],
  scenario: ["competency"], assessment: ["competency"], credential: ["competency"],
  learning: ["competency", "assessment", "units"],
  campaign: ["units"], measurement: ["units"],
  access: [], people: ["units"],
};

/** Dependencies a package may have beside rooms. Apps are held to their package.json instead. */
const packageDependencies: Readonly<Record<string, readonly string[]>> = {
  "packages/contract": ["typebox"], "packages/domain": ["ts-fsrs"], "packages/journal": ["cborg", "@hpke/core"],
};

const impure = [/\bDate\.now\s*\(/, /\bnew Date\(\s*\)/, /\bMath\.random\b/];

/** Path from the repository's root, with forward slashes, to source. */
export type Sources = ReadonlyMap<string, string>;

export type Broken = { readonly rule: string; readonly file: string; readonly what: string };

type Import = { readonly specifier: string; readonly isTypeOnly: boolean };

export function importsOf(source: string): Import[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
  const found: Import[] = [];
  for (const [, keyword, clause, specifier] of code.matchAll(/^\s*(import|export)\s+((?:[^"'`;]|\n)*?)\s*from\s*["']([^"']+)["']/gm)) {
    if (keyword !== undefined && clause !== undefined && specifier !== undefined) found.push({ specifier, isTypeOnly: /^type\b/.test(clause) });
  }
  for (const [, specifier] of code.matchAll(/(?:^\s*import\s*|\bimport\(\s*)["']([^"']+)["']/gm)) if (specifier !== undefined) found.push({ specifier, isTypeOnly: false });
  return found;
}

const isTest = (file: string) => /\.(test|suite)\.tsx?$/.test(file) || file.includes("/dev/");

const roomOf = (file: string): Room | undefined => (Object.keys(rooms) as Room[]).find((room) => file.startsWith(`${room}/`)); // the keys of `rooms` are rooms

/** @param dependencies what each app's package.json declares. */
export function brokenRules(sources: Sources, dependencies: ReadonlyMap<string, readonly string[]>): Broken[] {
  const broken: Broken[] = [];
  const graph = new Map<string, string[]>();
  for (const [file, source] of sources) {
    const room = roomOf(file);
    if (room === undefined || isTest(file)) continue;
    if (room === "packages/domain" || room === "packages/journal") {
      for (const pattern of impure) if (pattern.test(source)) broken.push({ rule: "no clock, no dice", file, what: String(pattern) });
    }
    for (const { specifier, isTypeOnly } of importsOf(source)) {
      const report = (rule: string) => void broken.push({ rule, file, what: specifier });
      if (specifier.startsWith(".")) relative(file, specifier, isTypeOnly, report);
      else bare(room, specifier, isTypeOnly, report);
    }
  }
  for (const circle of circles(graph)) broken.push({ rule: "no circles", file: circle[0] ?? "", what: circle.join(" → ") });
  return broken;

  function relative(file: string, specifier: string, isTypeOnly: boolean, report: (rule: string) => void): void {
    const target = normalize(join(dirname(file), specifier));
    if (roomOf(target) !== roomOf(file) && !target.startsWith("content/") && !/\.(css|svg|json|geojson)(\?\w+)?$/.test(target)) return report("rooms import each other by name");
    if (target.startsWith("content/certifying") && roomOf(file) !== "apps/server") report("keys of certifying items stay with the server");
    const [from, to] = [contextOf(file), contextOf(target)];
    if (from !== undefined && to !== undefined && from !== to) {
      if (!(contexts[from] ?? []).includes(to)) report("contexts keep to their table");
      if (!target.endsWith(`/${to}/index.ts`)) report("contexts are entered through index.ts");
    }
    if (!isTypeOnly) graph.set(file, [...(graph.get(file) ?? []), target]);
  }

  function bare(room: Room, specifier: string, isTypeOnly: boolean, report: (rule: string) => void): void {
    const name = specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
    const target = packageRoom[name];
    if (target === undefined) {
      if (specifier.startsWith("node:")) {
        if (room !== "apps/server") report("only the server has node:");
        return;
      }
      const allowed = packageDependencies[room] ?? dependencies.get(room) ?? [];
      if (!allowed.includes(name) && !specifier.startsWith("virtual:")) report("dependencies are declared");
      return;
    }
    if (target !== room && !rooms[room].may.includes(target)) report("rooms keep to their table");
    if (room === "packages/domain" && !isTypeOnly) report("domain takes types only");
    if (target === "packages/domain" && !/^@hocvuso\/domain\/[a-z]+$/.test(specifier)) report("contexts are entered through index.ts");
  }
}

function contextOf(file: string): string | undefined {
  return /^packages\/domain\/src\/([a-z-]+)\//.exec(file)?.[1];
}

function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  function visit(file: string, path: readonly string[]): void {
    const at = path.indexOf(file);
    if (at !== -1) return void found.push([...path.slice(at), file]);
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  }
  for (const file of graph.keys()) visit(file, []);
  return found;
}

export function readSources(root: string): Sources {
  const files = globSync("{packages,apps}/*/src/**/*.{ts,tsx}", { cwd: root }).map((file) => file.replaceAll("\\", "/")).toSorted();
  return new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
}

export function readDependencies(root: string): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.keys(rooms).map((room) => {
    const path = join(root, room, "package.json");
    const manifest: { dependencies?: object; devDependencies?: object; optionalDependencies?: object } = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
    return [room, [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap((declared) => Object.keys(declared ?? {}))];
  }));
}
