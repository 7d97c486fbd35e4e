/** PouchDB's side: a database in leveldb on the device, `replicate.to` over HTTP, express-pouchdb on leveldb as the server. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Fact } from "@hocvuso/contract";
import { uuidv7 } from "@hocvuso/journal";
import { seededRandom } from "../../apps/server/src/sample/invented-province.ts";
import { restoreStory, timed, type Contestant } from "./contestant.ts";
import { openRelay } from "./relay.ts";

/** What is used here of PouchDB 9, which brings no types. */
interface Database {
  bulkDocs(documents: readonly object[]): Promise<readonly object[]>;
  info(): Promise<{ readonly doc_count: number }>;
  readonly replicate: { to(remote: Database, options: ReplicationOptions): Promise<{ readonly ok: boolean; readonly docs_written: number }> };
  close(): Promise<void>;
}
type ReplicationOptions = { readonly batch_size?: number; readonly checkpoint?: false | "source" };
type Databases = new (name: string) => Database;

/** Loaded late, for the bench may have to install it first. */
function loadPouchdb(): Databases {
  return createRequire(import.meta.url)("pouchdb");
}

type Server = { readonly address: string; stop(): Promise<void> };

async function startServer(folder: string, port = "0"): Promise<Server> {
  mkdirSync(folder, { recursive: true });
  // Deprecations of its dependencies are not what is measured.
  const child = spawn(process.execPath, ["--no-deprecation", join(import.meta.dirname, "pouchdb-server.ts"), folder, port], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.stdin.on("error", () => {}); // Ctrl-C has ended it already
  const listening = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (text: Buffer) => resolve(text.toString().trim()));
    child.once("exit", () => reject(new Error("express-pouchdb ended before it was ready")));
  });
  return {
    address: `http://127.0.0.1:${listening}`,
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

/** Documents as an application would write them: the fact, under an id of its own. */
function documentsOf(events: readonly Fact[]): object[] {
  const random = seededRandom(events.length);
  return events.map((fact) => ({ _id: uuidv7({ nowMs: fact.wallMs, random: Uint8Array.from({ length: 10 }, () => Math.floor(256 * random())) }), ...fact }));
}

async function keep(local: Database, documents: readonly object[]): Promise<void> {
  for (let at = 0; at < documents.length; at += 1_000) await local.bulkDocs(documents.slice(at, at + 1_000));
}

export async function pouchdbContestants(folder: string, batchSizes: readonly number[]): Promise<Contestant[]> {
  const server = await startServer(join(folder, "server"));
  const relay = await openRelay(server.address);
  const PouchDB = loadPouchdb();
  mkdirSync(join(folder, "device"), { recursive: true });
  let open = batchSizes.length;
  return batchSizes.map((batchSize) => ({
    name: `PouchDB 9.0.0 to express-pouchdb 4.2.0, batches of ${batchSize}`,
    async run(events, round) {
      const name = `round-${round}-${batchSize}`;
      const documents = documentsOf(events);
      const local = new PouchDB(join(folder, "device", name));
      const startedMs = performance.now();
      await keep(local, documents);
      const keptSeconds = (performance.now() - startedMs) / 1_000;
      const remote = new PouchDB(`${relay.address}/${name}`);
      await remote.info(); // makes it
      const replicate = (options: ReplicationOptions = {}) => timed(relay, async () => {
        const { ok } = await local.replicate.to(remote, { batch_size: batchSize, ...options });
        if (!ok) throw new Error("PouchDB did not replicate");
      });
      const sent = await replicate();
      const held = (await remote.info()).doc_count;
      if (held !== events.length) throw new Error(`PouchDB's server holds ${held} of ${events.length} documents`);
      // Of the ways to say everything again the cheapest: ids and revisions are compared, documents that are there stay at home.
      const again = await replicate({ checkpoint: false });
      const againCounted = (await remote.info()).doc_count - held;
      const idle = await replicate();
      await local.close();
      return { keptSeconds, sent, again, againCounted, idle };
    },
    async stop() {
      open -= 1;
      if (open > 0) return;
      await relay.stop();
      await server.stop();
    },
  }));
}

/** @returns how many of the events that were sent after the copy are missing on the server at the end. */
export async function lostByPouchdb(folder: string, events: readonly Fact[], options: Pick<ReplicationOptions, "checkpoint">): Promise<number> {
  const { beforeCopy, afterCopy, afterReturn } = restoreStory;
  const [serverFolder, copy] = [join(folder, "server"), join(folder, "copy")];
  const PouchDB = loadPouchdb();
  mkdirSync(folder, { recursive: true });
  const local = new PouchDB(join(folder, "device"));
  const documents = documentsOf(events);
  let port = "0";

  async function keepAndSend(from: number, count: number): Promise<number> {
    const server = await startServer(serverFolder, port);
    port = new URL(server.address).port; // a checkpoint is kept by the server's address, which stays in life
    try {
      await keep(local, documents.slice(from, from + count));
      const remote = new PouchDB(`${server.address}/phone`);
      await local.replicate.to(remote, options);
      return (await remote.info()).doc_count;
    } finally {
      await server.stop();
    }
  }

  await keepAndSend(0, beforeCopy);
  copyFolder(serverFolder, copy);
  const held = await keepAndSend(beforeCopy, afterCopy);
  if (held !== beforeCopy + afterCopy) throw new Error(`PouchDB's server held ${held} documents before the copy came back`);
  rmSync(serverFolder, { recursive: true });
  renameSync(copy, serverFolder);
  const heldAtTheEnd = await keepAndSend(beforeCopy + afterCopy, afterReturn);
  await local.close();
  return beforeCopy + afterCopy + afterReturn - heldAtTheEnd;
}

/** With owners and modes, as a backup keeps them. */
export function copyFolder(from: string, to: string): void {
  const { status, stderr } = spawnSync("cp", ["-a", from, to], { encoding: "utf8" });
  if (status !== 0) throw new Error(`cp: ${stderr}`);
}
