/** The whole server in this process, on a real PostgreSQL of its own; and the same program as a process of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import { createApp } from "../apps/server/src/app.ts";
import { startEmbeddedPostgres } from "../apps/server/src/embedded-postgres/index.ts";
import { openProgressWatch } from "../apps/server/src/http/watch-progress.ts";
import { migrate, openDatabase } from "../apps/server/src/postgres/database.ts";
import { readContent } from "../apps/server/src/read-content.ts";
import type { Services } from "../apps/server/src/services.ts";
import { newNodeKey, nodePrimitives } from "./given.ts";

export type GivenServer = {
  readonly services: Services;
  readonly app: Hono;
  /** What the server logged: unforeseen errors show here. */
  readonly logged: readonly string[];
  post(path: string, body: Uint8Array): Promise<Response>;
  stop(): Promise<void>;
};

export async function givenServer(): Promise<GivenServer> {
  const folder = mkdtempSync(join(tmpdir(), "hocvuso-test-"));
  const postgres = await startEmbeddedPostgres({ dataFolder: join(folder, "postgres"), log: () => {} });
  const database = openDatabase(postgres.connection);
  await migrate(database);
  const logged: string[] = [];
  const services: Services = {
    ...readContent(), database, primitives: nodePrimitives, storeKey: await newNodeKey(),
    now: () => Date.UTC(2026, 10, 23), log: (line) => void logged.push(line),
  };
  const watch = await openProgressWatch(services);
  const app = createApp(services, watch, []);
  return {
    services, app, logged,
    post: async (path, body) => app.request(path, { method: "POST", body: new Uint8Array(body) }),
    async stop() {
      await watch.stop();
      await database.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type GivenProcess = {
  readonly address: string;
  readonly folder: string;
  readonly child: ChildProcess;
  /** Sends the signal and waits until the program has ended. */
  end(signal: NodeJS.Signals): Promise<void>;
};

/** `npm start`'s program with an empty store of its own (or `folder`'s), on a free port (or `port`). Resolves when it has printed its address (or `until`). */
export async function givenProcess({ folder = mkdtempSync(join(tmpdir(), "hocvuso-test-")), port = 0, samplePeople = 0, databaseUrl = "", until = /http:\/\/\S+/ } = {}): Promise<GivenProcess> {
  const child = spawn(process.execPath, ["apps/server/src/main.ts"], {
    cwd: join(import.meta.dirname, ".."),
    env: { ...process.env, DATA_FOLDER: folder, PORT: String(port), SAMPLE_PEOPLE: String(samplePeople), DATABASE_URL: databaseUrl },
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
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
