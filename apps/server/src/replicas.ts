/**
 * `npm run replicas`: lists the hubs and devices that asked for a role which a person has to approve. `npm run replicas -- approve ID`
 * enrols one: from then on what it writes counts, and phones believe a hub's word that it holds something. May run beside the program.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ReplicaId, ReplicaRole } from "@hocvuso/contract";
import { readConfiguration } from "./configuration.ts";
import { enrolReplica } from "./consequences.ts";
import { PostgresUnavailable, sayPostgresUnavailable, startEmbeddedPostgres } from "./embedded-postgres/index.ts";
import { certifyReplica } from "./http/enrol-replica.ts";
import { migrate, openDatabase } from "./postgres/database.ts";
import { readContent } from "./read-content.ts";
import { nodePrimitives } from "./signing/node-primitives.ts";
import { openStoreKeys } from "./signing/store-keys.ts";

const { positionals: [act = "list", id = ""] } = parseArgs({ allowPositionals: true });
if (!["list", "approve"].includes(act) || (act === "approve" && !/^[0-9a-f]{6,32}$/.test(id))) {
  console.error("Xin gõ: npm run replicas, hoặc npm run replicas -- approve MÃ-MÁY (ít nhất 6 chữ số đầu)\nPlease type: npm run replicas, or npm run replicas -- approve ID (its first 6 digits or more)");
  process.exit(1);
}
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
await migrate(database);

type Waiting = { replica: ReplicaId; public_key: Buffer; role: ReplicaRole; first_asked_at: Date; last_asked_at: Date };
const waiting = await database.transaction(async (tx) => (await tx.query<Waiting>(
  "SELECT encode(replica, 'hex') AS replica, public_key, role, first_asked_at, last_asked_at FROM enrolment_request ORDER BY last_asked_at DESC")).rows);

let code = 0;
if (act === "list") {
  if (waiting.length === 0) console.log("Chưa có máy nào chờ duyệt.\nNo device is waiting to be approved.");
  for (const { replica, role, first_asked_at: first, last_asked_at: last } of waiting) console.log(`${replica}  ${role}  ${first.toISOString()}  ${last.toISOString()}`);
} else {
  const found = waiting.filter(({ replica }) => replica.startsWith(id));
  const [asked] = found;
  if (asked === undefined || found.length > 1) {
    console.error(`Có ${found.length} máy chờ duyệt mang mã ${id}…\n${found.length} waiting devices have an id that begins with ${id}.`);
    code = 1;
  } else {
    const { store: storeKey, authority, readers } = await openStoreKeys(dataFolder);
    const services = { ...readContent(), primitives: nodePrimitives, storeKey, authority, readers, level: 1 as const, now: () => Date.now() };
    const certificate = await certifyReplica({ publicKey: asked.public_key, role: asked.role }, services);
    await database.transaction(async (tx) => {
      await enrolReplica(tx, asked.replica, certificate, services);
      await tx.query("DELETE FROM enrolment_request WHERE replica = decode($1, 'hex')", [asked.replica]);
    });
    console.log(`Đã duyệt ${asked.replica} làm “${asked.role}”.\nApproved ${asked.replica} as ${asked.role}.`);
  }
}
await database.close();
await store.stop();
process.exit(code);
