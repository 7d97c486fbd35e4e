/**
 * `npm run bench-pouchdb`: the same events through PouchDB and through our exchange, in turn, in one run; prints one Markdown table.
 * Machines are noisy: only what one run says of both is compared. `--rounds N` (5) after one that is not counted, `--events N` (20000).
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { median } from "../figures.ts";
import type { Contestant, Round, Timed } from "./contestant.ts";
import { eventsOf } from "./events.ts";
import { endPrograms, lostByUs, ourContestant } from "./our-side.ts";
import { lostByPouchdb, pouchdbContestants } from "./pouchdb-side.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" }, events: { type: "string", default: "20000" } } });
const [rounds, eventCount] = [Number(values.rounds), Number(values.events)];
const say = (line: string) => console.error(line);

installPouchdb();
const folder = mkdtempSync(join(tmpdir(), "hocvuso-bench-"));
chmodSync(folder, 0o711); // PostgreSQL may run as another user, who passes through
const contestants: Contestant[] = [];
let closing: Promise<void> | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close().then(() => process.exit(1)));
try {
  contestants.push(...await pouchdbContestants(join(folder, "pouchdb"), [100, 1_000]));
  for (const factsPerSegment of [256, 1_200]) contestants.push(await ourContestant(join(folder, `ours-${factsPerSegment}`), factsPerSegment));
  const measured = await compare();
  say("The server goes back to an older copy of its data ...");
  const story = eventsOf({ count: 1_600, seed: 1_000 });
  const lost = {
    both: await lostByPouchdb(join(folder, "restore-both"), story, {}),
    source: await lostByPouchdb(join(folder, "restore-source"), story, { checkpoint: "source" }),
    ours: await lostByUs(join(folder, "restore-ours"), story, 256),
  };
  printTable(measured, lost);
} finally {
  await close();
}

function close(): Promise<void> {
  closing ??= Promise.allSettled(contestants.map((contestant) => contestant.stop()))
    .then(endPrograms).finally(() => rmSync(folder, { recursive: true, force: true }));
  return closing;
}

/** Its dependencies are of this bench alone, and come when it is run for the first time. */
function installPouchdb(): void {
  const here = import.meta.dirname;
  const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  const isThere = Object.entries(dependencies).every(([name, version]) => {
    const manifest = join(here, "node_modules", name, "package.json");
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version === version;
  });
  if (isThere) return;
  say("Installing PouchDB for this bench alone: npm ci --prefix bench/pouchdb");
  const { status } = spawnSync("npm", ["ci", "--prefix", here], { stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (status !== 0) throw new Error("npm ci --prefix bench/pouchdb did not succeed");
}

type Measured = { readonly contestant: Contestant; readonly rounds: readonly Round[] };

async function compare(): Promise<Measured[]> {
  const measured = contestants.map((contestant) => ({ contestant, rounds: [] as Round[] }));
  for (let round = 0; round <= rounds; round++) {
    const events = eventsOf({ count: eventCount, seed: round });
    for (const { contestant, rounds } of measured) {
      await untilQuiet();
      const figures = await contestant.run(events, String(round));
      if (round > 0) rounds.push(figures);
      say(`${round === 0 ? "Warming up" : `Round ${round}`}: ${contestant.name}: ${(eventCount / figures.sent.seconds).toFixed(0)} events/s`);
    }
  }
  return measured;
}

/** A database goes on tidying after its turn, and a turn of ours is shorter than that. Waits until nine tenths of the machine are idle; says so if they never are. */
async function untilQuiet(): Promise<void> {
  for (let look = 0; look < 40; look++) {
    const before = cpuTimes();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const after = cpuTimes();
    if ((after.idleMs - before.idleMs) / (after.allMs - before.allMs) >= 0.9) return;
  }
  say("The machine has other work; the next figure is of a busy machine.");
}

function cpuTimes(): { readonly idleMs: number; readonly allMs: number } {
  const times = cpus().map((cpu) => cpu.times);
  const sum = (of: (time: (typeof times)[number]) => number) => times.reduce((total, time) => total + of(time), 0);
  return { idleMs: sum(({ idle }) => idle), allMs: sum(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq) };
}

type Lost = { readonly both: number; readonly source: number; readonly ours: number };

function printTable(measured: readonly Measured[], lost: Lost): void {
  const figures = measured.map(({ contestant, rounds }) => ({ name: contestant.name, rounds, figure: (of: (round: Round) => number) => median(rounds.map(of)) }));
  const perSecond = ({ sent }: Round) => eventCount / sent.seconds;
  const bytes = ({ upBytes, downBytes }: Timed) => upBytes + downBytes;
  const perEvent = (count: number) => (count / eventCount).toFixed(count / eventCount < 10 ? 2 : 1);
  const upAndDown = (figure: (of: (round: Round) => number) => number, of: (round: Round) => Timed, show: (count: number) => string) =>
    `${show(figure((round) => of(round).upBytes))} / ${show(figure((round) => of(round).downBytes))}`;
  const theirs = figures.slice(0, 2);
  const ours = figures.slice(2);
  const [best] = theirs.toSorted((a, b) => b.figure(perSecond) - a.figure(perSecond));
  if (best === undefined) throw new RangeError("nobody to compare with");

  const head = [
    `${eventCount} events, medians of ${rounds} interleaved rounds; ${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), Node ${process.version}`,
    "events/s", "bytes an event, up / down", "HTTP requests", "kept on the device before, s",
    "all again: s", "all again: bytes an event, up / down", "all again: counted", "nothing new: ms", "nothing new: bytes, up / down", "lost of 500 when the server goes back",
  ];
  const rows = figures.map(({ name, figure, rounds }) => [
    name, figure(perSecond).toFixed(0), upAndDown(figure, ({ sent }) => sent, perEvent), String(figure(({ sent }) => sent.requests)), figure(({ keptSeconds }) => keptSeconds).toFixed(2),
    figure(({ again }) => again.seconds).toFixed(2), upAndDown(figure, ({ again }) => again, perEvent), String(Math.max(...rounds.map(({ againCounted }) => againCounted))),
    (1_000 * figure(({ idle }) => idle.seconds)).toFixed(1), upAndDown(figure, ({ idle }) => idle, String),
    theirs.some((their) => their.name === name) ? `${lost.source} (checkpoint "source"), ${lost.both} (default)` : String(lost.ours),
  ]);
  const ratios = ours.map(({ name, rounds, figure }) => {
    const faster = rounds.map((round, i) => perSecond(round) / perSecond(best.rounds[i] ?? round));
    const times = (of: (round: Round) => number) => `÷ ${(Math.min(...theirs.map((their) => their.figure(of))) / figure(of)).toFixed(1)}`;
    return [
      `**${name}, against PouchDB's best batch size**`, `**× ${(figure(perSecond) / best.figure(perSecond)).toFixed(1)}** (in single rounds ${Math.min(...faster).toFixed(1)} to ${Math.max(...faster).toFixed(1)})`,
      `**${times(({ sent }) => bytes(sent))}**`, times(({ sent }) => sent.requests), times(({ keptSeconds }) => keptSeconds), times(({ again }) => again.seconds), times(({ again }) => bytes(again)), "",
      times(({ idle }) => idle.seconds), times(({ idle }) => bytes(idle)), "",
    ];
  });
  console.log([head, head.map(() => "---"), ...rows, ...ratios].map((cells) => `| ${cells.join(" | ")} |`).join("\n"));
}
