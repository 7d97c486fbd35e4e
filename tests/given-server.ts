/** The whole server in this process, on a real PostgreSQL of its own; and the same program as a process of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import type pg from "pg";
import type { DrawnList, Fact, FactKey, ProvinceProgress, RetestRecorded, RoundDecided } from "@hocvuso/contract";
import { signEnrolmentRequest, type ReplicaKey } from "@hocvuso/journal";
import { seededRandom } from "../apps/server/src/sample/invented-province.ts";
import { createApp } from "../apps/server/src/app.ts";
import { startEmbeddedPostgres } from "../apps/server/src/embedded-postgres/index.ts";
import { openProgressWatch } from "../apps/server/src/http/watch-progress.ts";
import { migrate, openDatabase } from "../apps/server/src/postgres/database.ts";
import { readContent } from "../apps/server/src/read-content.ts";
import type { Services, SignInOptions } from "../apps/server/src/services.ts";
import { openStoreKeys } from "../apps/server/src/signing/store-keys.ts";
import { cookieOf, wholeProvince } from "./given-staff.ts";
import { forkedBy, framesOf, newNodeKey, nodePrimitives, played, profile, registered, sealedBy, stepDone, visited } from "./given.ts";

export type SessionCookie = { readonly name: string; readonly value: string };

export type Asking = { request(path: string, init?: RequestInit): Promise<Response> };

export type GivenServer = {
  readonly services: Services;
  /** Asked by somebody who has signed in and may see and decide everything. */
  readonly app: Asking;
  /** Asked by anybody. */
  readonly open: Hono;
  /** Its data folder, with the keys. */
  readonly folder: string;
  readonly connection: pg.PoolConfig;
  /** What the server logged: unforeseen errors show here. */
  readonly logged: readonly string[];
  post(path: string, body: Uint8Array): Promise<Response>;
  /** A phone's key that the province knows. */
  enrolledKey(): Promise<ReplicaKey>;
  stop(): Promise<void>;
};

/** Has a phone's key enrolled by the program at this address. */
export async function enrolAt(address: string, key: ReplicaKey): Promise<ReplicaKey> {
  const answer = await fetch(`${address}/sync/enrol`, { method: "POST", body: new Uint8Array(await signEnrolmentRequest({ role: "phone" }, key)) });
  if (!answer.ok) throw new Error(await answer.text());
  return key;
}

/** Leaves a thing of each kind for a person to decide with the program at this address. */
export async function leaveToDecide(address: string): Promise<void> {
  const cloned = await enrolAt(address, await newNodeKey());
  const segments = [
    ...await sealedBy(await newNodeKey(), [registered("bà Thảo"), stepDone("bà Thảo")], [played("bà Thảo")]),
    ...await forkedBy(cloned, [registered("cô Sen")], [played("cô Sen")], [stepDone("cô Sen")]),
    ...await sealedBy(await enrolAt(address, await newNodeKey()), [registered("bác Lài"), profile("bác Lài", "v1", { place: "18859.2" })]),
    ...await sealedBy(await enrolAt(address, await newNodeKey()), [profile("bác Lài", "v2", { at: 86_400_000 })]),
  ];
  const asking = await signEnrolmentRequest({ role: "hub" }, await newNodeKey());
  for (const [path, body] of [["/sync/put", framesOf(segments)], ["/sync/enrol", asking]] as const) {
    const answer = await fetch(`${address}${path}`, { method: "POST", body: new Uint8Array(body) });
    if (answer.status >= 500) throw new Error(await answer.text());
  }
}

/**
 * A round among the sample people of the program at this address, planned, drawn and walked for whoever has this session: two communes' re-tests come out far below their records, and some
 * people refuse or are away. @returns the round.
 */
export async function leaveRound(address: string, { name, value }: SessionCookie, { title = "Kỳ kiểm chứng 2-2026" } = {}): Promise<FactKey> {
  const headers = { cookie: `${name}=${value}`, origin: address };
  const say = async <Answer>(path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(`${address}${path}`, { headers, ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(await answer.text());
    return await answer.json() as Answer; // the route's own shape
  };
  const progress = await say<ProvinceProgress>("/api/progress");
  const communes = progress.communes.filter(({ groups }) => groups.adult.listed > 12).map(({ unit }) => unit);
  const { round } = await say<RoundDecided>("/api/rounds", {
    title, question: "triage", group: "adult", communes, sampleSize: 19, allocation: "each-commune", personsPerHamlet: 1,
    upperPercent: 80, lowerPercent: 50, minimumPasses: 13, stopping: "fixed", replacement: "none", reportClosesOn: "2026-12-04",
  });
  await say(`/api/rounds/${round}/draw`, {});
  const recorded = ({ groups: { adult } }: ProvinceProgress["communes"][number]) => (adult.capable.state === "measured" ? adult.capable.persons / Math.max(1, adult.listed) : 0);
  const differing = new Set(progress.communes.filter(({ unit }) => communes.includes(unit)).toSorted((a, b) => recorded(b) - recorded(a)).slice(0, 2).map(({ unit }) => unit));
  const random = seededRandom(1945);
  const facts: Fact[] = [];
  for (const commune of communes) {
    const { drawn } = await say<DrawnList>(`/api/rounds/${round}/lists/${commune}`);
    for (const { person, isReported } of drawn) {
      const dice = random();
      const ability = differing.has(commune) ? 0.2 : isReported ? 0.93 : 0.22;
      const outcome: RetestRecorded["outcome"] = dice < 0.02 ? "refused" : dice < 0.04 ? "absent" : dice < 0.05 ? "moved-away" : random() < ability ? "passed" : "not-passed";
      for (const visit of outcome === "absent" ? [1, 2] : [1]) facts.push(visited(`người kiểm lại ${Math.floor(9 * dice * 100) % 9}`, person, { round, outcome, visit, at: Date.now() + 1_000 }));
    }
  }
  for (let from = 0; from < facts.length; from += 400) {
    const key = await enrolAt(address, await newNodeKey());
    const answer = await fetch(`${address}/sync/put`, { method: "POST", body: new Uint8Array(framesOf(await sealedBy(key, facts.slice(from, from + 400)))) });
    if (!answer.ok) throw new Error(await answer.text());
  }
  return round;
}

export async function givenServer({ folder = mkdtempSync(join(tmpdir(), "hocvuso-test-")), signIn = {}, notices = { channels: [] } }: { readonly folder?: string; readonly signIn?: SignInOptions; readonly notices?: Services["notices"] } = {}): Promise<GivenServer> {
  const content = readContent(); // before anything runs that would outlive a failure
  const postgres = await startEmbeddedPostgres({ dataFolder: join(folder, "postgres"), log: () => {} });
  const database = openDatabase(postgres.connection);
  await migrate(database);
  const logged: string[] = [];
  const { store: storeKey, authority, readers, indexKey } = await openStoreKeys(folder);
  const services: Services = {
    ...content, database, primitives: nodePrimitives, level: 1, storeKey, authority, readers, indexKey, dataFolder: folder, address: "https://hocvuso.vn", signIn, notices,
    now: () => Date.UTC(2026, 10, 23), log: (line) => void logged.push(line),
  };
  const watch = await openProgressWatch(services);
  const open = createApp(services, watch, []);
  const app = askingWith(open, await cookieOf(services, wholeProvince));
  const post = async (path: string, body: Uint8Array) => app.request(path, { method: "POST", body: new Uint8Array(body) });
  return {
    services, app, open, logged, folder, post,
    connection: postgres.connection,
    async enrolledKey() {
      const key = await newNodeKey();
      const answer = await post("/sync/enrol", await signEnrolmentRequest({ role: "phone" }, key));
      if (answer.status !== 200) throw new Error(await answer.text());
      return key;
    },
    async stop() {
      await watch.stop();
      await database.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As a browser asks that holds this cookie. */
export function askingWith(app: Hono, cookie: string): Asking {
  return {
    request: async (path, init = {}) => app.request(path, { ...init, headers: { cookie, origin: "http://localhost", ...(init.headers as Record<string, string> | undefined) } }), // tests give plain objects
  };
}

export type Said = { readonly code: number | null; readonly text: string };

/** A command of `npm run`, as a process of its own. @param file from `apps/server/src`. @param kill SIGKILL when it aborts. */
export async function runCommandLine(file: string, words: readonly string[], env: Readonly<Record<string, string>>, kill?: AbortSignal): Promise<Said> {
  const child = spawn(process.execPath, [join("apps/server/src", file), ...words], { cwd: join(import.meta.dirname, ".."), env: { ...process.env, DATABASE_URL: "", ...env }, stdio: ["ignore", "pipe", "pipe"] });
  kill?.addEventListener("abort", () => child.kill("SIGKILL"));
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { text += chunk.toString(); });
  const code = await new Promise<number | null>((resolve) => void child.once("close", resolve));
  return { code, text };
}

export type GivenProcess = {
  readonly address: string;
  readonly folder: string;
  readonly child: ChildProcess;
  /** All that it has printed since it began. */
  said(): string;
  /** Sends the signal and waits until the program has ended. */
  end(signal: NodeJS.Signals): Promise<void>;
};

/** `npm start`'s program with an empty store of its own (or `folder`'s), in the role that `words` say, on a free port (or `port`). Resolves when it has printed its address (or `until`). */
export async function givenProcess({ folder = mkdtempSync(join(tmpdir(), "hocvuso-test-")), port = 0, samplePeople = 0, databaseUrl = "", until = /https?:\/\/\S+/, words = [], meetEveryS = "", publicAddress = "" }: {
  folder?: string; port?: number; samplePeople?: number; databaseUrl?: string; until?: RegExp;
  /** After the command: `["hub", "--upstream", address]`. */
  words?: readonly string[];
  meetEveryS?: number | "";
  /** Where everybody reaches it; "": localhost and its port. */
  publicAddress?: string;
} = {}): Promise<GivenProcess> {
  const child = spawn(process.execPath, ["apps/server/src/main.ts", ...words], {
    cwd: join(import.meta.dirname, ".."),
    env: { ...process.env, DATA_FOLDER: folder, PORT: String(port), SAMPLE_PEOPLE: String(samplePeople), DATABASE_URL: databaseUrl, HOST: "127.0.0.1", MEET_EVERY_S: String(meetEveryS), ADDRESS: publicAddress },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let said = "";
  const address = await new Promise<string>((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text.toString();
      const found = until.exec(said);
      if (found !== null) resolve(found[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", () => reject(new Error(`The program ended before it was ready:\n${said}`)));
  });
  return {
    address, folder, child,
    said: () => said,
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

/** Somebody signed in at a program that runs: their cookie. */
export async function signInAt({ folder }: Pick<GivenProcess, "folder">, grants = wholeProvince): Promise<SessionCookie> {
  const { connection } = await startEmbeddedPostgres({ dataFolder: join(folder, "postgres"), log: () => {}, share: true });
  const database = openDatabase(connection);
  const cookie = await cookieOf({ database, now: () => Date.now() }, grants);
  await database.close();
  const [name = "", value = ""] = cookie.split("=");
  return { name, value };
}

/** Rows of a program that runs, read beside it. */
export async function inDatabaseOf({ folder }: Pick<GivenProcess, "folder">, query: string): Promise<readonly Record<string, unknown>[]> {
  const { connection } = await startEmbeddedPostgres({ dataFolder: join(folder, "postgres"), log: () => {}, share: true });
  const database = openDatabase(connection);
  const { rows } = await database.transaction((tx) => tx.query<Record<string, unknown>>(query));
  await database.close();
  return rows;
}
