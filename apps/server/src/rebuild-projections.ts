/** `npm run rebuild-projections`: makes all figures again from the signed segments, and says whether anything was different. */
import { join } from "node:path";
import { readConfiguration } from "./configuration.ts";
import { PostgresUnavailable, sayPostgresUnavailable, startEmbeddedPostgres } from "./embedded-postgres/index.ts";
import { openDatabase } from "./postgres/database.ts";
import { projectionsDigest, rebuildProjections } from "./projections/rebuild.ts";
import { readContent } from "./read-content.ts";
import { nodePrimitives } from "./signing/node-primitives.ts";
import { openStoreKeys } from "./signing/store-keys.ts";

const configuration = readConfiguration(process.env);
if ("variable" in configuration) {
  console.error(`${configuration.variable}="${configuration.value}"?`);
  process.exit(1);
}
const { databaseUrl, dataFolder } = configuration;
const store = databaseUrl === undefined
  ? await startEmbeddedPostgres({ dataFolder: join(dataFolder, "postgres"), log: () => {}, share: true }).catch((error: unknown) => {
    if (!(error instanceof PostgresUnavailable)) throw error;
    console.error(`${sayPostgresUnavailable(error, "vi")}\n${sayPostgresUnavailable(error, "en")}`);
    process.exit(1);
  })
  : { connection: { connectionString: databaseUrl }, stop: async () => {} };
const database = openDatabase(store.connection);
const { readers } = await openStoreKeys(dataFolder);
const startedMs = Date.now();
const { count, isSame } = await database.transaction(async (tx) => {
  const before = await projectionsDigest(tx);
  const segments = await rebuildProjections(tx, { primitives: nodePrimitives, readers, ...readContent() });
  return { count: segments, isSame: before === (await projectionsDigest(tx)) };
});
const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
console.log(isSame
  ? `Đã dựng lại từ ${count} gói trong ${seconds} giây: mọi con số y như cũ.\nRebuilt from ${count} segments in ${seconds} s: every figure is as it was.`
  : `Đã dựng lại từ ${count} gói trong ${seconds} giây: CÓ CON SỐ KHÁC TRƯỚC (cách tính đã đổi, hoặc bảng cũ lệch).\nRebuilt from ${count} segments in ${seconds} s: SOME FIGURES DIFFER from before.`);
await database.close();
await store.stop();
