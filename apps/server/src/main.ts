/** Starts the program: configuration, database, schema, content, routes; prints one address. What goes wrong is said in one plain sentence. */
import { serve } from "@hono/node-server";
import { join } from "node:path";
import type pg from "pg";
import { SAMPLE_SCOPE } from "@hocvuso/contract";
import { createApp } from "./app.ts";
import { projectFolder, readConfiguration, type Configuration } from "./configuration.ts";
import { eraseListed } from "./erased-list.ts";
import { PostgresUnavailable, sayPostgresUnavailable, startEmbeddedPostgres } from "./embedded-postgres/index.ts";
import { openProgressWatch } from "./http/watch-progress.ts";
import { migrate, openDatabase } from "./postgres/database.ts";
import { rebuildProjections } from "./projections/rebuild.ts";
import { contentDigest, readContent } from "./read-content.ts";
import { putSample } from "./sample/put-sample.ts";
import type { Services } from "./services.ts";
import { nodePrimitives } from "./signing/node-primitives.ts";
import { openStoreKeys } from "./signing/store-keys.ts";

const log = (line: string) => console.error(`${new Date().toISOString()} ${line}`);

/** Ends the program with a sentence in both languages. */
function giveUp(vi: string, en: string): never {
  console.error(`\n${vi}\n${en}\n`);
  process.exit(1);
}

const chosen = readConfiguration(process.env);
if ("variable" in chosen) giveUp(`Biến ${chosen.variable} đang là "${chosen.value}", chương trình không hiểu. Xin sửa lại rồi chạy lần nữa.`, `${chosen.variable} is "${chosen.value}", which this program does not understand. Please change it and start again.`);
const configuration: Configuration = chosen;

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

const { store: storeKey, authority, readers } = await openStoreKeys(configuration.dataFolder);
const services: Services = {
  ...readContent(),
  database, log, storeKey, authority, readers,
  primitives: nodePrimitives,
  level: 1,
  now: () => Date.now(),
};
const watch = await openProgressWatch(services);
const app = createApp(services, watch, [
  { folder: join(projectFolder, "apps/pwa/dist"), base: "/" },
  { folder: join(projectFolder, "apps/dashboard/dist"), base: "/bang-dieu-hanh/", fallback: "" },
]);

const server = serve({ fetch: app.fetch, port: configuration.port, hostname: configuration.host });
server.on("error", (error: NodeJS.ErrnoException) => {
  void stop(1, error.code === "EADDRINUSE"
    ? [`Cổng ${configuration.port} đang có chương trình khác dùng. Xin tắt chương trình ấy, hoặc chọn cổng khác: PORT=${configuration.port + 1} npm start`, `Port ${configuration.port} is in use by another program. Please stop it, or choose another port: PORT=${configuration.port + 1} npm start`]
    : [`Chưa mở được cổng ${configuration.port}: ${reason(error)}.`, `Port ${configuration.port} could not be opened: ${reason(error)}.`]);
});
server.on("listening", () => void greet().catch((error: unknown) => stop(1, [`Chưa chuẩn bị xong dữ liệu: ${reason(error)}.`, `The data could not be made ready: ${reason(error)}.`])));

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop(0));

async function greet(): Promise<void> {
  const { host, samplePeople } = configuration;
  await rebuildIfContentChanged();
  await eraseListed(configuration.dataFolder, services);
  if (await maySettleSample()) {
    if (samplePeople > 0) {
      console.log(`Đang tạo tỉnh mẫu ${samplePeople.toLocaleString("vi-VN")} người… / Making the sample province…`);
      const post = async (path: string, body: Uint8Array) => new Uint8Array(await (await app.request(path, { method: "POST", body: new Uint8Array(body) })).arrayBuffer());
      await putSample(services.register, post, { people: samplePeople, seed: 1945 });
    }
    await database.transaction((tx) => tx.query("UPDATE store_state SET is_sample_settled = true"));
  }
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : configuration.port;
  console.log(`\nHọc Vụ Số: http://${host === "127.0.0.1" ? "localhost" : host}:${port}\n`);
}

/** True at the first start, and after one that was cut off: putting the sample again counts nothing twice. Never true where real facts came. */
async function maySettleSample(): Promise<boolean> {
  const { rows } = await database.transaction((tx) => tx.query<{ may: boolean }>(
    "SELECT NOT is_sample_settled AND NOT EXISTS (SELECT FROM segment WHERE scope <> $1) AS may FROM store_state", [SAMPLE_SCOPE]));
  return rows[0]?.may === true;
}

/** Who is capable, and how runs are scored, stands in `content/`: when that changed, every figure is made again before it is shown. */
async function rebuildIfContentChanged(): Promise<void> {
  await database.transaction(async (tx) => {
    const { rows: [state] } = await tx.query<{ projected_with: string; is_empty: boolean }>("SELECT projected_with, NOT EXISTS (SELECT FROM segment) AS is_empty FROM store_state");
    const digest = contentDigest(services);
    if (state === undefined || state.projected_with === digest) return;
    if (!state.is_empty) {
      console.log("Nội dung đã đổi, đang tính lại mọi con số… / The content changed; making every figure again…");
      await rebuildProjections(tx, services);
    }
    await tx.query("UPDATE store_state SET projected_with = $1", [digest]);
  });
}

async function stop(code: number, sentences?: readonly [vi: string, en: string]): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  if (sentences !== undefined) console.error(`\n${sentences[0]}\n${sentences[1]}\n`);
  server.close();
  if ("closeAllConnections" in server) server.closeAllConnections();
  await watch.stop().catch(() => {});
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

function reason(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
