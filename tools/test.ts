/**
 * `npm test`: everything, in one command: types, import rules, lint, dead code, docs, content, unit, property and golden tests,
 * stories on real PostgreSQL and in real Chromium. Ends with the line `N passed, N failed`.
 */
import { spawn } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { findChromium } from "./find-chromium.ts";

const root = join(import.meta.dirname, "..");
const node = process.execPath;
const bin = (name: string) => join(root, "node_modules/.bin", name);
const tally = { passed: 0, failed: 0 };

type Finished = { readonly code: number; readonly output: string };

function run(command: string, args: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, FORCE_COLOR: "0" } });
    let output = "";
    child.stdout.on("data", (text: Buffer) => { output += text.toString(); });
    child.stderr.on("data", (text: Buffer) => { output += text.toString(); });
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A check passes or fails as a whole. */
async function check(title: string, command: string, args: readonly string[]): Promise<void> {
  const startedMs = Date.now();
  const { code, output } = await run(command, args);
  const isGood = code === 0;
  tally[isGood ? "passed" : "failed"] += 1;
  console.log(`${isGood ? "✔" : "✖"} ${title} (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`);
  if (!isGood) console.log(output);
}

/** A run of node:test counts its tests; one that ends without a count is one failure. */
async function tests(title: string, patterns: readonly string[], options: readonly string[] = []): Promise<void> {
  const files = globSync([...patterns], { cwd: root, exclude: ["**/node_modules/**", "**/dist/**"] }).toSorted();
  const startedMs = Date.now();
  const { code, output } = await run(node, ["--test", "--test-reporter=spec", "--test-timeout=300000", ...options, ...files]);
  const [passed, failed] = [count(output, "pass"), count(output, "fail")];
  tally.passed += passed;
  tally.failed += code === 0 && passed > 0 ? failed : Math.max(1, failed);
  console.log(`${code === 0 && passed > 0 ? "✔" : "✖"} ${title}: ${passed} passed, ${failed} failed in ${files.length} files (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`);
  if (code !== 0) console.log(output.slice(Math.max(0, output.indexOf("failing tests:"))) || output);
}

function count(output: string, what: "pass" | "fail"): number {
  return Number(new RegExp(`^ℹ ${what} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
}

const chromium = await findChromium();
if (chromium === undefined) {
  console.error("Chưa có Chromium. Xin chạy: sudo apt-get install chromium\nChromium is missing. Please run: sudo apt-get install chromium");
  console.log("0 passed, 1 failed");
  process.exit(1);
}

for (const project of ["packages/contract", "packages/domain", "packages/journal", "apps/server", "apps/pwa", "apps/pwa/tsconfig.worker.json", "apps/dashboard", "apps/author", "."]) await check(`types: ${project}`, bin("tsc"), ["-p", project]);
await check("lint", bin("oxlint"), ["--type-aware", "--deny-warnings"]);
await check("dead code", bin("knip"), []);
await check("docs name only what exists", node, ["tools/check-docs.ts"]);
await check("content", node, ["tools/check-content.ts"]);
await check("apps build", node, ["tools/build-apps.ts"]);
await tests("pure", ["packages/**/*.test.ts", "tools/**/*.test.ts", "apps/{pwa,dashboard,author}/**/*.test.ts"], ["--test-isolation=none"]);
await tests("server", ["apps/server/**/*.test.ts"], ["--test-concurrency=1"]);
if (existsSync(join(root, "tests"))) await tests("stories", ["tests/**/*.test.ts"], ["--test-concurrency=1"]);

console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
