// Runs the real PostgreSQL 18 for one program on one data folder, over a Unix socket in a folder that only its owner may enter.
// Promise: killed at any moment, the next start finds every row that was acknowledged; a server that another live program uses is never stopped.
// Who owns a server is kept in the server itself: an advisory lock, held by a connection that names the process. It falls free in the
// instant its owner dies, where a file with a process number would outlive it. Knows nothing of our tables.
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findPostmaster, logSince, openCluster, spawnPostmaster, trimLog } from "./cluster.ts";
import type { Cluster } from "./cluster.ts";
import { PostgresUnavailable, asUnavailable, codeOf, explain, lastLines } from "./unavailable.ts";

const PORT = 5432;
const NAME = "hocvuso";
/** Any number, the same for ever. */
const OWNER_LOCK = 1945_2025;

export interface EmbeddedPostgresOptions {
  /** Made when missing. Everything of ours lies inside, but for the socket where the path is too long for one. */
  readonly dataFolder: string;
  readonly log: (line: string) => void;
  /** For tools: use the server of a live owner when there is one; `stop` then leaves it alone. */
  readonly share?: boolean;
}

export interface RunningPostgres {
  /** `host` is the folder of the Unix socket. */
  readonly connection: { readonly host: string; readonly port: number; readonly user: string; readonly database: string };
  /** Ends the server and waits for it: with a last checkpoint, after a minute without. Calling it again changes nothing. */
  stop(): Promise<void>;
}

/** The one connection that makes its program the owner. */
interface Hold {
  readonly client: pg.Client;
  readonly ended: Promise<void>;
}

/**
 * Starts the server, or takes over the one that a killed program left running. A server that dies is started again until `stop`;
 * until `stop`, too, the program does not end by itself.
 * @throws PostgresUnavailable
 */
export async function startEmbeddedPostgres({ dataFolder, log, share = false }: EmbeddedPostgresOptions): Promise<RunningPostgres> {
  const stopping = new AbortController();
  try {
    const cluster = openCluster(dataFolder, { port: PORT, user: NAME });
    let hold = await connectOrStart({ cluster, log, signal: stopping.signal });
    const host = hold.client.host;
    const connection = { host, port: PORT, user: NAME, database: NAME };
    const owner = await otherOwner(hold.client);
    if (owner !== undefined) {
      await hold.client.end();
      if (!share) throw new PostgresUnavailable("data-folder-in-use", { dataFolder: cluster.dataFolder, owner });
      return { connection, stop: async () => {} };
    }
    try {
      await ensureDatabase(hold.client);
    } catch (error) {
      await endServer({ cluster, log });
      await hold.client.end();
      throw error;
    }

    /** The hold ends with the server, and when a crashed backend makes the server drop all connections. */
    async function keepRunning(): Promise<void> {
      for (let delayMs = 50; ; delayMs = Math.min(2 * delayMs, 10_000)) {
        await hold.ended;
        if (stopping.signal.aborted) return;
        try {
          hold = await connectOrStart({ cluster: { ...cluster, socketFolder: host }, log, signal: stopping.signal });
          const taker = await otherOwner(hold.client);
          log(taker === undefined ? "PostgreSQL had dropped all connections or ended; it runs again" : `another program has taken over the data folder: ${taker.name}`);
          if (taker !== undefined || stopping.signal.aborted) await hold.client.end();
          else delayMs = 50;
        } catch (error) {
          if (!stopping.signal.aborted) log(String(error));
        }
        await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
    const keeping = keepRunning();
    const trimming = setInterval(() => trimLog(cluster.logFile), 60_000);

    let stopped: Promise<void> | undefined;
    async function stop(): Promise<void> {
      stopping.abort();
      clearInterval(trimming);
      await endServer({ cluster, log });
      await hold.client.end();
      await keeping;
      await endServer({ cluster, log }); // one that was just being started again
      if (!cluster.socketFolder.startsWith(cluster.dataFolder)) rmSync(cluster.socketFolder, { recursive: true, force: true });
    }
    return { connection, stop: () => (stopped ??= stop()) };
  } catch (error) {
    throw asUnavailable(error, dataFolder);
  }
}

/**
 * A connection to the server of this cluster, which is started when nobody answers. Waits as long as a recovery after a power cut takes.
 * When two programs start at once, postgres itself lets one server live, and both end up connected to it.
 */
async function connectOrStart({ cluster, log, signal }: { cluster: Cluster; log: (line: string) => void; signal: AbortSignal }): Promise<Hold> {
  const { dataFolder, logFile } = cluster;
  const begunAtMs = Date.now();
  let saidAtMs = begunAtMs;
  let attempt: { isOver: boolean; logStart: number } | undefined;
  for (;;) {
    const postmaster = findPostmaster(cluster.folder);
    const answer = await knock((postmaster?.isRunning && postmaster.socketFolder) || cluster.socketFolder);
    if (typeof answer !== "string") {
      if (attempt === undefined) log("connected to a PostgreSQL that was already running");
      return answer;
    }
    const nowMs = Date.now();
    if (nowMs - saidAtMs > 10_000) {
      saidAtMs = nowMs;
      log("PostgreSQL is not ready yet; waiting");
    }
    const said = attempt === undefined ? "" : logSince(logFile, attempt.logStart);
    if (answer === "nobody" && attempt?.isOver !== false) {
      // Held: another program's server is just starting, or the last query of a server that was killed goes on.
      const isHeld = /lock file .* already exists|shared memory block .* is still in use/.test(said);
      if (attempt !== undefined && !isHeld) throw explain(said, dataFolder);
      if (isHeld && nowMs - begunAtMs > 20_000) throw new PostgresUnavailable("data-folder-in-use", { dataFolder, lastLines: lastLines(said) });
      if (isHeld) await sleep(300, undefined, { signal });
      attempt = spawnPostmaster(cluster);
    }
    if (nowMs - begunAtMs > (answer === "nobody" ? 60_000 : 3_600_000)) throw new PostgresUnavailable("did-not-start", { dataFolder, lastLines: lastLines(said) });
    await sleep(Math.min(10 + (nowMs - begunAtMs) / 20, 250), undefined, { signal }); // each knock is a line in the log
  }
}

/** 'nobody': no server listens there. 'not-yet': one does, and starts, recovers or stops. */
async function knock(host: string): Promise<Hold | "nobody" | "not-yet"> {
  const client = new pg.Client({ host, port: PORT, user: NAME, database: "postgres", ssl: false, application_name: `${NAME} ${process.pid}`, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {}); // 'end' follows
  const ended = new Promise<void>((resolve) => void client.once("end", resolve));
  try {
    await client.connect();
    return { client, ended };
  } catch (error) {
    await client.end();
    const code = codeOf(error);
    if (["ENOENT", "ECONNREFUSED"].includes(code)) return "nobody";
    // cannot_connect_now, admin_shutdown, crash_shutdown; '' is the driver's own: cut off, or timed out
    if (["57P03", "57P01", "57P02", "ECONNRESET", "EPIPE", ""].includes(code)) return "not-yet";
    throw error;
  }
}

/** Makes this connection the owner's for as long as it lives, or answers with the owner there is. */
async function otherOwner(client: pg.Client): Promise<{ name: string; since?: string } | undefined> {
  try {
    await client.query("SET lock_timeout = '1s'"); // the server may take a moment to see that a killed owner is gone
    await client.query("SELECT pg_advisory_lock($1)", [OWNER_LOCK]);
    return undefined;
  } catch (error) {
    if (codeOf(error) !== "55P03") throw error;
  }
  const { rows } = await client.query<{ name: string; since: Date }>(
    `SELECT application_name AS name, backend_start AS since FROM pg_stat_activity JOIN pg_locks USING (pid)
     WHERE locktype = 'advisory' AND granted AND objid = $1`,
    [OWNER_LOCK],
  );
  const owner = rows[0];
  return owner === undefined ? { name: NAME } : { name: owner.name, since: owner.since.toISOString() };
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [NAME]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${NAME}`);
}

async function endServer({ cluster, log }: { cluster: Cluster; log: (line: string) => void }): Promise<void> {
  for (const { signal, patienceMs } of [{ signal: "SIGINT", patienceMs: 60_000 }, { signal: "SIGQUIT", patienceMs: 15_000 }] as const) {
    const postmaster = findPostmaster(cluster.folder);
    if (!postmaster?.isRunning) return;
    try {
      process.kill(postmaster.pid, signal);
    } catch (error) {
      if (codeOf(error) !== "ESRCH") throw error;
    }
    for (const endMs = Date.now() + patienceMs; Date.now() < endMs; await sleep(10)) {
      if (!findPostmaster(cluster.folder)?.isRunning) return;
    }
    log(`PostgreSQL did not end within ${patienceMs / 1000} s of ${signal}`);
  }
}
