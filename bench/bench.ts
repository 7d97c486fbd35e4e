/** `npm run bench`: one table of medians. Machines are noisy; compare only figures of one run. */
import { brotliCompressSync, constants } from "node:zlib";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { framesOf, newNodeKey, played, registered, sealedBy } from "../tests/given.ts";
import { enrolAt, givenProcess } from "../tests/given-server.ts";
import { median, quantile } from "./figures.ts";
import { measureFirstVisit } from "./first-visit.ts";
import { measureIngest } from "./ingest.ts";

type Line = readonly [what: string, value: string, budget: string];

const ingest = await measureIngest();
const province = await givenProcess({ samplePeople: 20_000 });
const visit = await measureFirstVisit({ baseUrl: province.address, runs: 7 });
const reads = await measureReads(province.address);
const liveMs = await measureLive(province.address);
await province.end("SIGTERM");

const lines: readonly Line[] = [
  ["facts ingested a second: signatures, decryption, scoring, projections, fsync", ingest.factsPerSecond.toFixed(0), ""],
  ["the same facts put again, a second", ingest.repeatedFactsPerSecond.toFixed(0), ""],
  ["bytes a fact on the wire, segments of 250, sealed", ingest.bytesPerFact.toFixed(1), "20"],
  ["dashboard read over HTTP, 20,000 people, p50", `${median(reads).toFixed(1)} ms`, ""],
  ["dashboard read over HTTP, 20,000 people, p99", `${quantile(reads, 0.99).toFixed(1)} ms`, "50 ms"],
  ["from a phone's put to the dashboard's event", `${liveMs.toFixed(0)} ms`, "1000 ms"],
  ["first visit to the first lesson, compressed", `${(visit.bytes / 1_000).toFixed(2)} kB`, "14.6 kB"],
  ["first visit, painted (400 ms, 400 kbit/s, 6x slower CPU)", `${visit.paintedMs.toFixed(0)} ms`, "1000 ms"],
  ["first visit, usable", `${visit.usableMs.toFixed(0)} ms`, "1600 ms"],
  ["a tap answered, kept in between", `${visit.answeredMs.toFixed(0)} ms`, ""],
  ["the whole offline app, compressed, without lessons, simulators and pictures", `${(wholeAppBytes() / 1_000).toFixed(0)} kB`, "250 kB"],
];

console.log(`| measured on ${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), Node ${process.version} | median | budget |\n|---|---|---|`);
for (const [what, value, budget] of lines) console.log(`| ${what} | ${value} | ${budget} |`);

/** What the service worker brings to every phone, and itself; of content nothing, and nothing of the ambassador's page, which it lists apart as pairs. */
function wholeAppBytes(): number {
  const folder = join(import.meta.dirname, "../apps/pwa/dist");
  const list = readFileSync(join(folder, "sw.js"), "utf8").matchAll(/["'`](\/[^"'`]*)["'`]:\s*["'`][0-9a-f]{16}["'`]/g);
  const files = new Set(["sw.js", ...[...list].map(([, address = ""]) => (address.endsWith("/") ? `${address}index.html` : address))]);
  return [...files].filter((file) => !/^\/assets\/(lessons|simulators|pictures)\//.test(file)).reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(folder, file)), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length, 0);
}

/** Milliseconds of each of 300 reads of the province, one after another. */
async function measureReads(address: string): Promise<number[]> {
  const times: number[] = [];
  for (let read = 0; read < 300; read++) {
    const startedMs = performance.now();
    await (await fetch(`${address}/api/progress`)).arrayBuffer();
    times.push(performance.now() - startedMs);
  }
  return times;
}

/** From the moment a phone sends to the event that tells a dashboard to ask again. */
async function measureLive(address: string): Promise<number> {
  const stream = await fetch(`${address}/api/progress/stream`);
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  const times: number[] = [];
  let waiting: (() => void) | undefined;
  void (async () => {
    for (let read = await reader?.read(); read !== undefined && !read.done; read = await reader?.read()) if (read.value.includes("progress-changed")) waiting?.();
  })().catch(() => {}); // the stream ends with the server
  for (let round = 0; round < 9; round++) {
    const segments = await sealedBy(await enrolAt(address, await newNodeKey()), [registered(`live ${round}`), played(`live ${round}`)]);
    const heard = new Promise<void>((resolve) => { waiting = resolve; });
    const startedMs = performance.now();
    await fetch(`${address}/sync/put`, { method: "POST", body: new Uint8Array(framesOf(segments)) });
    await heard;
    times.push(performance.now() - startedMs);
  }
  return median(times);
}
