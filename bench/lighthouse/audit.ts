/**
 * `npm run bench-lighthouse`: what Lighthouse says of home, a lesson, a simulator and the person's page, as a middling phone on a slow mobile
 * network sees them (its own throttling). Prints one Markdown table; exits with 1 where a score is under 95. `--runs N` (3): the median counts,
 * for the speed of one run hangs on what else the machine does.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { givenPhone } from "../../tests/given-browser.ts";
import { givenProcess } from "../../tests/given-server.ts";
import { median } from "../figures.ts";

/** What of Lighthouse is used here; it is no dependency of the project. */
type Audited = { readonly lhr: { readonly lighthouseVersion: string; readonly categories: Readonly<Record<string, { readonly score: number | null; readonly auditRefs: readonly { readonly id: string; readonly weight: number }[] }>>; readonly audits: Readonly<Record<string, { readonly score: number | null; readonly title: string }>> } };
type Lighthouse = { readonly default: (address: string, flags: Readonly<Record<string, unknown>>) => Promise<Audited | undefined> };

const lowest = 95;
const categories = { performance: "performance", accessibility: "accessibility", "best-practices": "best practices" } as const;
const screens = { home: "/hoc/", lesson: "/hoc/bai/tra-tien-qr/", simulator: "/hoc/tap/#tra-tien-qr", profile: "/hoc/toi/" } as const;

const { values } = parseArgs({ options: { runs: { type: "string", default: "3" } } });
const here = import.meta.dirname;
installLighthouse();
// A path, for the project does not depend on it.
const { default: lighthouse } = await import(pathToFileURL(join(here, "node_modules/lighthouse/core/index.js")).href) as Lighthouse;

const province = await givenProcess();
let isEnough = true;
try {
  console.log(`| screen | ${Object.values(categories).join(" | ")} |\n|---|---|---|---|`);
  for (const [screen, path] of Object.entries(screens)) {
    const runs: Audited["lhr"][] = [];
    for (let run = 0; run < Number(values.runs); run++) runs.push(await audit(`${province.address}${path}`));
    const scores = Object.keys(categories).map((category) => Math.round(100 * median(runs.map((lhr) => lhr.categories[category]?.score ?? 0))));
    console.log(`| ${screen} | ${scores.join(" | ")} |`);
    if (scores.every((score) => score >= lowest)) continue;
    isEnough = false;
    for (const fault of faultsOf(runs[0])) console.error(`${screen}: ${fault}`);
  }
} finally {
  await province.end("SIGTERM");
}
console.log(isEnough ? `Every score is ${lowest} or more.` : `A score is under ${lowest}.`);
process.exitCode = isEnough ? 0 : 1;

/** Each time as a newcomer: a profile of its own. */
async function audit(address: string): Promise<Audited["lhr"]> {
  const port = await freePort();
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-lighthouse-")), [`--remote-debugging-port=${port}`]);
  try {
    const audited = await lighthouse(address, { port, onlyCategories: Object.keys(categories), logLevel: "error" });
    if (audited === undefined) throw new Error(`Lighthouse said nothing of ${address}`);
    return audited.lhr;
  } finally {
    await phone.stop();
  }
}

function faultsOf(lhr: Audited["lhr"] | undefined): string[] {
  return Object.keys(categories).flatMap((category) => (lhr?.categories[category]?.auditRefs ?? [])
    .flatMap(({ id, weight }) => (weight > 0 && (lhr?.audits[id]?.score ?? 1) < 0.9 ? [`${category}: ${lhr?.audits[id]?.title ?? id} (${lhr?.audits[id]?.score ?? 0})`] : [])));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("no port is free");
  return address.port;
}

function installLighthouse(): void {
  const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  const isThere = Object.entries(dependencies).every(([name, version]) => {
    const manifest = join(here, "node_modules", name, "package.json");
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version === version;
  });
  if (isThere) return;
  console.error("Installing Lighthouse for this bench alone: npm ci --prefix bench/lighthouse");
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--prefix", here], { stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (status !== 0) throw new Error("npm ci --prefix bench/lighthouse did not succeed");
}
