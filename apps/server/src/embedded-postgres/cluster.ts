// What PostgreSQL keeps on the disk (its "cluster"), its socket's folder, its log and its process.
// Promise: a cluster is there whole or not at all, the log stays short, and no other process is mistaken for the server.
import { createHash } from "node:crypto";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { clearUnfinished, isAlive, makeWhole, prepareNativePostgres } from "./native.ts";
import type { NativePostgres } from "./native.ts";
import { PostgresUnavailable, codeOf, explain } from "./unavailable.ts";

const MAJOR_VERSION = "18";
const LONGEST_SOCKET_PATH_BYTES = 103; // macOS; Linux takes 107
const LONGEST_LOG_BYTES = 4_000_000;

/** On the command line, so that a newer program brings its own to old data. The sizes are for a mini PC with 2 to 4 GB and a slow disk. */
const SETTINGS = {
  listen_addresses: "",
  fsync: "on",
  synchronous_commit: "on",
  shared_buffers: "128MB",
  max_wal_size: "512MB",
  wal_compression: "on",
  log_checkpoints: "off",
};

export interface Cluster {
  readonly dataFolder: string;
  readonly folder: string;
  readonly logFile: string;
  readonly socketFolder: string;
  readonly port: number;
  readonly native: NativePostgres;
}

/** Makes what is missing; starts nothing. @throws PostgresUnavailable, and the system's errors about the folder */
export function openCluster(wantedFolder: string, { port, user }: { port: number; user: string }): Cluster {
  const made = fs.mkdirSync(resolve(wantedFolder), { recursive: true, mode: 0o711 }); // others pass through, for root may have to run the server as one of them
  const dataFolder = fs.realpathSync(wantedFolder);
  fs.accessSync(dataFolder, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
  clearUnfinished(dataFolder);
  const folder = join(dataFolder, "postgres");
  const versionFile = join(folder, "PG_VERSION");
  const isNew = !fs.existsSync(folder) || fs.readdirSync(folder).length === 0;
  const found = isNew ? MAJOR_VERSION : fs.readFileSync(versionFile, "utf8").trim();
  if (found !== MAJOR_VERSION) throw new PostgresUnavailable("data-folder-of-other-version", { dataFolder, versions: { found, needed: MAJOR_VERSION } });

  const native = prepareNativePostgres({ dataFolder, clusterFolder: isNew ? undefined : folder });
  if (made !== undefined) giveTo(native, dataFolder);
  if (isNew) makeWhole(folder, (unfinished) => initialise({ unfinished, dataFolder, user, native }));
  fs.chmodSync(folder, 0o700); // a restore or a copy may have opened it, and postgres then refuses
  const logFile = join(dataFolder, "postgres.log");
  trimLog(logFile);
  return { dataFolder, folder, logFile, port, native, socketFolder: makeSocketFolder({ dataFolder, port, native }) };
}

function initialise({ unfinished, dataFolder, user, native }: { unfinished: string; dataFolder: string; user: string; native: NativePostgres }): void {
  fs.chmodSync(unfinished, 0o700);
  giveTo(native, unfinished);
  const [command, words] = commandLine(native, "initdb", ["-D", unfinished, "-U", user, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=builtin"]);
  const { status, stdout, stderr, error } = spawnSync(command, words, { ...native.runAs, cwd: "/", env: environment(), encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw explain(stdout + stderr, dataFolder);
}

/** Short enough for a socket's path, mode 0700, ours. In the data folder where its path is short, else among the temporary files. */
function makeSocketFolder({ dataFolder, port, native }: { dataFolder: string; port: number; native: NativePostgres }): string {
  const name = `hocvuso-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)}`;
  const fits = (path: string): boolean => Buffer.byteLength(join(path, `.s.PGSQL.${port}`)) <= LONGEST_SOCKET_PATH_BYTES;
  let folder = [join(dataFolder, "socket"), join(tmpdir(), name)].find(fits) ?? join("/tmp", name);
  fs.mkdirSync(folder, { recursive: true });
  const stat = fs.lstatSync(folder);
  const isOurs = stat.isDirectory() && [process.getuid?.(), native.runAs?.uid].includes(stat.uid);
  if (!isOurs) folder = fs.mkdtempSync(join("/tmp", "hocvuso-")); // someone else took the name
  fs.chmodSync(folder, 0o700);
  giveTo(native, folder);
  return folder;
}

/** In a session of its own: Ctrl-C at the terminal reaches us, not the server. `logStart`: where in the log (bytes) this attempt begins. */
export function spawnPostmaster({ folder, logFile, socketFolder, port, native }: Cluster): { isOver: boolean; logStart: number } {
  const before = findPostmaster(folder);
  if (before?.isRunning !== true) {
    // After a power cut another program may have the number of the server that died, or the file be empty: postgres would refuse to start.
    if (before !== undefined && (before.pid === 0 || isAlive(before.pid))) fs.rmSync(join(folder, "postmaster.pid"), { force: true });
    fs.rmSync(join(socketFolder, `.s.PGSQL.${port}.lock`), { force: true });
  }
  const settings = Object.entries({ ...SETTINGS, port, unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"` });
  const [command, words] = commandLine(native, "postgres", ["-D", folder, ...settings.flatMap(([key, value]) => ["-c", `${key}=${value}`])]);
  const log = fs.openSync(logFile, "a", 0o600);
  const attempt = { isOver: false, logStart: fs.fstatSync(log).size };
  giveTo(native, logFile);
  const child = spawn(command, words, { ...native.runAs, cwd: "/", env: environment(), detached: true, stdio: ["ignore", log, log] });
  fs.closeSync(log);
  child.unref();
  const end = (): void => void (attempt.isOver = true);
  child.once("error", end).once("exit", end);
  return attempt;
}

/**
 * What the last server started on this cluster wrote down about itself: `pid` 0 when it did not come to that; undefined after an orderly end.
 * Whether it still runs is told by the folder it works in, for its number may have gone to another program.
 */
export function findPostmaster(folder: string): { pid: number; socketFolder: string; isRunning: boolean } | undefined {
  let written: string;
  try {
    written = fs.readFileSync(join(folder, "postmaster.pid"), "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  const [pid, , , , socketFolder = ""] = written.split("\n");
  return { pid: Number(pid), socketFolder, isRunning: workingFolderIs(Number(pid), folder) };
}

function workingFolderIs(pid: number, folder: string): boolean {
  if (process.platform !== "linux") return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout.includes(folder);
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

function giveTo({ runAs }: NativePostgres, path: string): void {
  if (runAs !== undefined) fs.chownSync(path, runAs.uid, runAs.gid);
}

function commandLine({ prefix, binFolder }: NativePostgres, program: string, words: readonly string[]): [string, string[]] {
  const [command = program, ...rest] = [...prefix, join(binFolder, program), ...words];
  return [command, rest];
}

/** Nothing of the user's language or PG* settings, for we read what the programs say. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], LC_ALL: "C" };
}

export function logSince(logFile: string, startByte: number): string {
  const log = fs.readFileSync(logFile);
  return log.subarray(Math.max(startByte, log.length - 16_000)).toString("utf8");
}

/** The server keeps the file open for appending, so it is emptied where it stands; the last full one is kept beside it. */
export function trimLog(logFile: string): void {
  if (!fs.existsSync(logFile) || fs.statSync(logFile).size < LONGEST_LOG_BYTES) return;
  fs.copyFileSync(logFile, `${logFile}.1`);
  fs.truncateSync(logFile);
}
