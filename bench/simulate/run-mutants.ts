/** Runs the simulation over shipped sources with one rule broken on purpose: each mutant in a copy of its own, in a folder of its own. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mutants, type Mutant } from "./mutants.ts";
import type { Totals } from "./simulate.ts";

const root = join(import.meta.dirname, "../..");

export type FoundMutant = {
  readonly mutant: Mutant;
  readonly isCaught: boolean;
  /** Lived until the first world that showed it, that world among them. */
  readonly deviceDays: number;
  readonly world: number | undefined;
  readonly what: string;
};

/** @returns the mutant's source. @throws RangeError where `find` is not there exactly once. */
export function mutated({ file, find, replace }: Mutant): string {
  const parts = readFileSync(join(root, file), "utf8").split(find);
  if (parts.length !== 2) throw new RangeError(`found ${parts.length - 1} times, not once`);
  return parts.join(replace);
}

function copyWith(mutant: Mutant): string {
  const folder = mkdtempSync(join(tmpdir(), "hocvuso-mutant-"));
  for (const part of ["packages/contract", "packages/journal", "bench/simulate"]) {
    cpSync(join(root, part), join(folder, part), { recursive: true, filter: (from) => !from.includes("node_modules") });
  }
  mkdirSync(join(folder, "node_modules/@hocvuso"), { recursive: true });
  for (const name of ["contract", "journal"]) symlinkSync(join(folder, "packages", name), join(folder, "node_modules/@hocvuso", name), "dir");
  for (const name of readdirSync(join(root, "node_modules"))) if (!name.startsWith(".") && name !== "@hocvuso") symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name), "dir");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(folder, mutant.file), mutated(mutant));
  return folder;
}

function run(folder: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, "bench/simulate/simulate.ts"), ...args], { cwd: folder });
    let output = "";
    child.stdout.on("data", (text: Buffer) => { output += text.toString(); });
    child.stderr.on("data", () => {});
    child.on("close", () => resolve(output));
  });
}

async function foundBy(mutant: Mutant, { seed, deviceDays, onlyWorld, told }: Pick<MutantsGiven, "seed" | "deviceDays" | "onlyWorld" | "told">): Promise<FoundMutant> {
  const folder = copyWith(mutant);
  try {
    if (onlyWorld !== undefined) {
      const output = await run(folder, ["--only-world", onlyWorld, "--pace", "class"]);
      told?.(output);
      return { mutant, isCaught: !output.startsWith("Nothing broke"), deviceDays: 0, world: Number(onlyWorld), what: output.trim().split("\n").at(-1) ?? "" };
    }
    const output = await run(folder, ["--device-days", String(deviceDays), "--seed", String(seed), "--workers", "1", "--pace", "class", "--stop-at-first", "--json"]);
    const { failures: [first], deviceDays: lived } = JSON.parse(output) as Totals; // what `--json` prints
    return { mutant, isCaught: first !== undefined, deviceDays: lived + (first === undefined ? 0 : 28 * 60), world: first?.seed, what: first?.what.split("\n")[0] ?? "" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export type MutantsGiven = {
  /** Name of one; without it, all. */
  readonly only?: string;
  readonly onlyWorld?: string;
  readonly seed: number;
  readonly deviceDays: number;
  /** How many at once. */
  readonly workers: number;
  readonly told?: (line: string) => void;
};

export async function foundByMutants({ only, workers, ...given }: MutantsGiven): Promise<readonly FoundMutant[]> {
  const waiting = mutants.filter(({ name }) => only === undefined || name === only);
  const found: FoundMutant[] = [];
  await Promise.all(Array.from({ length: workers }, async () => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const one = await foundBy(mutant, given);
      given.told?.(`${one.isCaught ? "caught" : "NOT CAUGHT"} ${mutant.name} after ${one.deviceDays} device-days: ${one.what}`);
      found.push(one);
    }
  }));
  return mutants.flatMap((mutant) => found.filter((one) => one.mutant === mutant));
}

export function markdownOf(found: readonly FoundMutant[]): string {
  const row = ({ mutant, isCaught, deviceDays, world, what }: FoundMutant) =>
    `| ${mutant.name} | ${mutant.breaks} | ${isCaught ? deviceDays.toLocaleString("en") : "**not caught**"} | ${world ?? ""} | ${what.replaceAll("|", "\\|").slice(0, 120)} |`;
  return ["| mutant | rule it breaks | caught after device-days | world | first sign |", "|---|---|---:|---:|---|", ...found.map(row)].join("\n");
}
