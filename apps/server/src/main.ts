/** Starts the program in its role: configuration, database, schema, routes; prints where it is reached. What goes wrong is said in one plain sentence. */
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type pg from "pg";
import { readConfiguration, type Configuration, type Role } from "./configuration.ts";
import { PostgresUnavailable, sayPostgresUnavailable, startEmbeddedPostgres } from "./embedded-postgres/index.ts";
import { addressesOf } from "./hub/addresses.ts";
import { openHub } from "./hub/open-hub.ts";
import { openNation } from "./nation/open-nation.ts";
import { openProvince } from "./open-province.ts";
import { migrate, openDatabase } from "./postgres/database.ts";
import type { CommonServices, Running } from "./services.ts";
import { nodePrimitives } from "./signing/node-primitives.ts";

const log = (line: string) => console.error(`${new Date().toISOString()} ${line}`);

/** Ends the program with a sentence in both languages. */
function giveUp(vi: string, en: string): never {
  console.error(`\n${vi}\n${en}\n`);
  process.exit(1);
}

const chosen = readConfiguration(process.env, process.argv.slice(2));
if ("variable" in chosen) {
  if (chosen.value === "") giveUp(`Còn thiếu ${chosen.variable}. Xin thêm vào rồi chạy lần nữa.`, `${chosen.variable} is missing. Please give it and start again.`);
  giveUp(`Biến ${chosen.variable} đang là "${chosen.value}", chương trình không hiểu. Xin sửa lại rồi chạy lần nữa.`, `${chosen.variable} is "${chosen.value}", which this program does not understand. Please change it and start again.`);
}
const configuration: Configuration = chosen;
const tls = readTls(configuration);

const store = await openStore(configuration);
const database = openDatabase(store.connection);
let isStopping = false;

const migrated = await migrate(database).catch(async (error: unknown) => {
  await store.stop();
  giveUp(`Chưa mở được cơ sở dữ liệu: ${reason(error)}. Xin kiểm tra DATABASE_URL và máy chủ PostgreSQL rồi chạy lần nữa.`, `The database could not be opened: ${reason(error)}. Please check DATABASE_URL and the PostgreSQL server, and start again.`);
});
if (migrated.is === "newer-than-program") {
  await store.stop();
  giveUp(`Cơ sở dữ liệu này do bản chương trình mới hơn tạo ra (${migrated.found}). Xin chạy bản mới hơn; chưa có gì bị thay đổi.`, `This database was made by a newer version of the program (${migrated.found}). Please run the newer version; nothing was changed.`);
}
const settled = await settleRole(configuration.role);
if (settled !== configuration.role) {
  await store.stop();
  giveUp(`Thư mục dữ liệu này thuộc về “${settled}”, không mở làm “${configuration.role}” được. Xin chọn DATA_FOLDER khác; chưa có gì bị thay đổi.`, `These data belong to a ${settled} and cannot be opened as a ${configuration.role}. Please choose another DATA_FOLDER; nothing was changed.`);
}

const running = await open(configuration, { database, log, primitives: nodePrimitives, now: () => Date.now() });
const server = serve({
  fetch: running.app.fetch, port: configuration.port, hostname: configuration.host,
  ...(tls === undefined ? {} : { createServer, serverOptions: tls }),
});
server.on("error", (error: NodeJS.ErrnoException) => {
  void stop(1, error.code === "EADDRINUSE"
    ? [`Cổng ${configuration.port} đang có chương trình khác dùng. Xin tắt chương trình ấy, hoặc chọn cổng khác: PORT=${configuration.port + 1} npm start`, `Port ${configuration.port} is in use by another program. Please stop it, or choose another port: PORT=${configuration.port + 1} npm start`]
    : [`Chưa mở được cổng ${configuration.port}: ${reason(error)}.`, `Port ${configuration.port} could not be opened: ${reason(error)}.`]);
});
server.on("listening", () => {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : configuration.port;
  const addresses = addressesOf({ scheme: tls === undefined ? "http" : "https", host: configuration.host, port });
  void running.ready(addresses).catch((error: unknown) => stop(1, [`Chưa chuẩn bị xong dữ liệu: ${reason(error)}.`, `The data could not be made ready: ${reason(error)}.`]));
});

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop(0));

async function open({ role, dataFolder, samplePeople, address, upstream, nation, meetEveryS: everyS, listedAuthorities, origin, otherService, notices }: Configuration, common: CommonServices): Promise<Running> {
  if (role === "nation") return openNation(common, { listedAuthorities });
  if (upstream !== undefined) return openHub(common, { dataFolder, upstream, everyS });
  return openProvince(common, { dataFolder, address, samplePeople, nation, everyS, signIn: { ...(origin === undefined ? {} : { origin }), ...(otherService === undefined ? {} : { otherService }) }, notices });
}

/** The first start settles whose data these are; those of a version that knew no roles are a province's. */
async function settleRole(role: Role): Promise<string> {
  const { rows: [state] } = await database.transaction((tx) => tx.query<{ role: string }>(
    `UPDATE store_state SET role = CASE WHEN role <> '' THEN role WHEN is_sample_settled OR EXISTS (SELECT FROM segment) THEN 'province' ELSE $1 END RETURNING role`, [role]));
  return state?.role ?? "";
}

async function stop(code: number, sentences?: readonly [vi: string, en: string]): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  if (sentences !== undefined) console.error(`\n${sentences[0]}\n${sentences[1]}\n`);
  server.close();
  if ("closeAllConnections" in server) server.closeAllConnections();
  await running.stop();
  await database.close().catch(() => {});
  await store.stop();
  process.exit(code);
}

async function openStore({ databaseUrl, dataFolder }: Configuration): Promise<{ readonly connection: pg.PoolConfig; stop(): Promise<void> }> {
  if (databaseUrl !== undefined) return { connection: { connectionString: databaseUrl }, stop: async () => {} };
  try {
    return await startEmbeddedPostgres({ dataFolder: join(dataFolder, "postgres"), log });
  } catch (error) {
    if (error instanceof PostgresUnavailable) giveUp(sayPostgresUnavailable(error, "vi"), sayPostgresUnavailable(error, "en"));
    throw error;
  }
}

function readTls({ tls: files }: Configuration): { readonly cert: Buffer; readonly key: Buffer } | undefined {
  if (files === undefined) return undefined;
  try {
    return { cert: readFileSync(files.certificateFile), key: readFileSync(files.keyFile) };
  } catch (error) {
    return giveUp(`Chưa đọc được chứng thư hoặc khóa của trang: ${reason(error)}. Xin xem lại --cert và --key.`, `The certificate or key could not be read: ${reason(error)}. Please check --cert and --key.`);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
