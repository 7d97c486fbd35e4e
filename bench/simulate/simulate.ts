/**
 * `npm run simulate -- --device-days N --seed S [--pace village|class] [--workers 2] [--only-world W] [--mutant NAME] [--mutants]`: the shipped journal code
 * in seeded worlds, judged by an oracle. A world that fails is told with a command that plays it again.
 */
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { seededDice } from "./dice.ts";
import { foundByMutants, markdownOf } from "./run-mutants.ts";
import { Violation } from "./oracle.ts";
import { runWorld, type Pace, type WorldReport } from "./world.ts";

export const DAYS = 60;
/** No world has fewer device-days: 28 phones that live `DAYS`. */
export const LEAST_DEVICE_DAYS = 28 * DAYS;

export type Failure = { readonly place: number; readonly seed: number; readonly device: string; readonly what: string };

/** A hundred times what a world takes on a quiet machine. */
const LONGEST_WORLD_MS = 120_000;

export type Totals = {
  readonly worlds: number;
  readonly deviceDays: number;
  readonly facts: number;
  readonly counted: number;
  readonly destroyed: number;
  readonly apart: number;
  readonly segments: number;
  readonly subjectKeys: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
};

export type SimulationGiven = {
  readonly deviceDays: number;
  readonly seed: number;
  readonly pace: Pace;
  readonly workers: number;
  /** Stops when a world has failed; worlds before it are still finished. */
  readonly stopAtFirst?: boolean;
  readonly progress?: (deviceDays: number) => void;
};

/** The seed of a run's world, by its place in the run. */
export function worldSeed(seed: number, place: number): number {
  return seededDice(Math.imul(seed, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b)).below(2 ** 31);
}

export type WorkerSays = { readonly is: "lived"; readonly place: number; readonly report: WorldReport } | { readonly is: "failed"; readonly failure: Failure };

/** The same totals for the same seed, however many workers. */
export async function simulate({ deviceDays, seed, pace, workers, stopAtFirst = false, progress }: SimulationGiven): Promise<Totals> {
  const worlds = Math.ceil(deviceDays / LEAST_DEVICE_DAYS);
  const shared = new Int32Array(new SharedArrayBuffer(4 * (2 + workers))); // next place, whether to stop, and which place each worker is at
  const reports: WorldReport[] = [];
  const failures: Failure[] = [];
  await Promise.all(Array.from({ length: Math.min(workers, worlds) }, (_, own) => new Promise<void>((resolve) => {
    const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData: { shared, own, worlds, seed, pace, stopAtFirst } });
    let hasEnded = false;
    worker.on("message", (said: WorkerSays | "over") => {
      if (said === "over") hasEnded = true;
      else if (said.is === "failed") failures.push(said.failure);
      else {
        reports.push(said.report);
        progress?.(said.report.deviceDays);
      }
    });
    const fell = (what: string) => {
      const place = Atomics.load(shared, 2 + own);
      failures.push({ place, seed: worldSeed(seed, place), device: "world", what });
    };
    let watched = { place: -1, sinceMs: 0 };
    const watch = setInterval(() => {
      const place = Atomics.load(shared, 2 + own);
      if (place !== watched.place) watched = { place, sinceMs: performance.now() };
      else if (performance.now() - watched.sinceMs > LONGEST_WORLD_MS) {
        hasEnded = true;
        fell("the world does not end");
        void worker.terminate();
      }
    }, 5_000);
    worker.on("error", (error) => {
      hasEnded = true;
      fell(`the worker fell: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    });
    worker.on("exit", () => {
      clearInterval(watch);
      if (!hasEnded) fell("nobody goes on: acts wait for each other for ever");
      resolve();
    });
  })));
  const sum = (of: (report: WorldReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  const names = [...new Set(reports.flatMap(({ faults }) => Object.keys(faults)))];
  return {
    worlds: reports.length + failures.length, deviceDays: sum((report) => report.deviceDays), facts: sum(({ facts }) => facts), counted: sum(({ counted }) => counted),
    destroyed: sum(({ destroyed }) => destroyed), apart: sum(({ apart }) => apart), segments: sum(({ segments }) => segments), subjectKeys: sum(({ subjectKeys }) => subjectKeys),
    faults: Object.fromEntries(names.map((name) => [name, sum(({ faults }) => faults[name] ?? 0)])),
    failures: failures.toSorted((a, b) => a.place - b.place),
  };
}

/** Plays one world. @returns what broke and the last that happened to whom it broke; undefined: nothing broke. */
export async function replay(seed: number, pace: Pace): Promise<{ readonly failure: Violation; readonly trace: readonly string[] } | undefined> {
  const happened: { readonly device: string; readonly line: string }[] = [];
  try {
    await runWorld({ seed, pace, days: DAYS, note: (day, device, what) => void happened.push({ device, line: `day ${day}  ${device}: ${what}` }) });
    return undefined;
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    const concerned = new Set([error.device, "province", "world"]);
    return { failure: error, trace: happened.filter(({ device }) => concerned.has(device)).map(({ line }) => line).slice(-60) };
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: {
    "device-days": { type: "string", default: "100000" }, seed: { type: "string", default: "1" }, pace: { type: "string", default: "village" }, workers: { type: "string", default: "2" },
    "only-world": { type: "string" }, mutant: { type: "string" }, mutants: { type: "boolean", default: false }, "stop-at-first": { type: "boolean", default: false }, json: { type: "boolean", default: false },
  } });
  const [deviceDays, seed, workers] = [Number(values["device-days"]), Number(values.seed), Number(values.workers)];
  const pace: Pace = values.pace === "class" ? "class" : "village";
  if (values.mutants || values.mutant !== undefined) {
    const found = await foundByMutants({ ...(values.mutant === undefined ? {} : { only: values.mutant }), ...(values["only-world"] === undefined ? {} : { onlyWorld: values["only-world"] }), seed, deviceDays, workers, told: (line) => console.error(line) });
    console.log(markdownOf(found));
    process.exitCode = found.every(({ isCaught }) => isCaught) ? 0 : 1;
    return;
  }
  if (values["only-world"] !== undefined) {
    const broken = await replay(Number(values["only-world"]), pace);
    if (broken === undefined) return console.log("Nothing broke in this world.");
    console.log([...broken.trace, broken.failure.message].join("\n"));
    process.exitCode = 1;
    return;
  }
  const startedMs = performance.now();
  let [lived, nextTold] = [0, 100_000];
  const totals = await simulate({ deviceDays, seed, pace, workers, stopAtFirst: values["stop-at-first"], progress: (more) => {
    lived += more;
    if (values.json || lived < nextTold) return;
    nextTold += 100_000;
    console.error(`${lived.toLocaleString("en")} device-days, ${Math.round(lived / ((performance.now() - startedMs) / 1000)).toLocaleString("en")} a second`);
  } });
  const seconds = (performance.now() - startedMs) / 1000;
  if (values.json) return console.log(JSON.stringify(totals));
  const { failures, faults, ...sums } = totals;
  console.log(JSON.stringify({ seed, pace, ...sums, seconds: Math.round(seconds), deviceDaysPerSecond: Math.round(totals.deviceDays / seconds), failed: failures.length, faults }, undefined, 1));
  for (const { seed: world, what } of failures.slice(0, 10)) {
    console.log(`\nWorld ${world} failed: ${what}\nPlay it again: npm run simulate -- --only-world ${world} --pace ${pace}`);
    const broken = await replay(world, pace).catch(() => undefined);
    if (broken !== undefined) console.log(broken.trace.slice(-25).join("\n"));
  }
  process.exitCode = failures.length === 0 ? 0 : 1;
}

if (import.meta.main) await main();
