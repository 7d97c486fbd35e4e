/** Backups under load, restores into other databases, what receipts of level 2 name, and the story of a province that was put back to an older backup. */
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fact, ProvinceProgress, Segment, SegmentHash } from "@hocvuso/contract";
import { appendFacts, decodeHaveAnswer, decodePutAnswer, encodeHave, memoryShelf, openPhoneJournal, openReceipt, sealSegment, type MemoryShelf, type PhoneJournal, type ReplicaKey, type Transport } from "@hocvuso/journal";
import fc from "fast-check";
import { BackupRefused, type BackupTrouble } from "../apps/server/src/backup/backup-refused.ts";
import { makeBackup, type BackupMade } from "../apps/server/src/backup/make-backup.ts";
import { openBackup, restoreBackup, type Restored } from "../apps/server/src/backup/restore-backup.ts";
import { startEmbeddedPostgres } from "../apps/server/src/embedded-postgres/index.ts";
import { openDatabase, type Database, type Transaction } from "../apps/server/src/postgres/database.ts";
import { projectionsDigest, rebuildProjections } from "../apps/server/src/projections/rebuild.ts";
import { keyFilesOf, replicaKeyOf } from "../apps/server/src/signing/store-keys.ts";
import { framesOf, newNodeKey, nodePrimitives, played, registered, sealedBy, stepDone } from "./given.ts";
import { givenProcess, givenServer, runCommandLine, type GivenServer } from "./given-server.ts";

const passphrase = "sen ao làng mùa nước nổi";
let server: GivenServer;
let shelfFolder: string;
let clockMs = Date.UTC(2026, 10, 23);

before(async () => {
  server = await givenServer();
  shelfFolder = newFolder();
  for (const name of ["bác An", "bác Bình", "bác Chi"]) await put(server, await sealedBy(await server.enrolledKey(), [registered(name), stepDone(name)], [played(name)]));
});
after(() => server.stop());

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "hocvuso-backup-"));
}

/** Each a second after the one before, so that no two have one name. */
function backUp({ services: { database }, connection, folder: dataFolder }: Pick<GivenServer, "services" | "connection" | "folder"> = server): Promise<BackupMade> {
  return makeBackup({ database, connection, dataFolder, folder: shelfFolder, passphrase, nowMs: (clockMs += 1_000), tell: () => {} });
}

/** Puts the backup into an embedded PostgreSQL of its own, and starts the server on it. */
async function restoredServer(path: string): Promise<GivenServer & { readonly restored: Restored }> {
  const folder = newFolder();
  const opened = await openBackup({ path, passphrase, dataFolder: folder });
  const postgres = await startEmbeddedPostgres({ dataFolder: join(folder, "postgres"), log: () => {} });
  const database = openDatabase(postgres.connection);
  const restored = await restoreBackup(opened, { ...server.services, database, dataFolder: folder, where: folder }).finally(async () => {
    await database.close();
    await postgres.stop();
  });
  return { ...await givenServer({ folder }), restored };
}

async function isRefused(act: Promise<unknown>, is: BackupTrouble["is"]): Promise<void> {
  await assert.rejects(act, (error) => error instanceof BackupRefused && error.trouble.is === is);
}

function digestOf({ services }: GivenServer): Promise<string> {
  return services.database.transaction((tx) => projectionsDigest(tx));
}

async function put(to: GivenServer, segments: readonly Segment[]) {
  const answer = await to.post("/sync/put", framesOf(segments));
  assert.equal(answer.status, 200);
  return decodePutAnswer(new Uint8Array(await answer.arrayBuffer()));
}

async function receiptsOf(from: GivenServer, { replica }: Segment) {
  const answer = await from.post("/sync/have", encodeHave([{ replica, tips: [] }]));
  const { receipts, store } = decodeHaveAnswer(new Uint8Array(await answer.arrayBuffer()));
  const opened = await Promise.all(receipts.map((bytes) => openReceipt(bytes, nodePrimitives)));
  const named = (level: number) => opened.filter((receipt) => receipt?.level === level).flatMap((receipt) => receipt?.tips.map(({ hash }) => hash) ?? []);
  return { store, committed: named(1), safe: named(2) };
}

function only<Item>(items: readonly Item[]): Item {
  const [item] = items;
  return item ?? assert.fail("nothing was there");
}

async function column<Value>(database: Database, query: string): Promise<readonly Value[]> {
  return database.transaction(async (tx: Transaction) => (await tx.query<{ value: Value }>(query)).rows.map(({ value }) => value));
}

const TIPS = "SELECT encode(replica || hash, 'hex') AS value FROM stable_tip ORDER BY 1";
const HELD = "SELECT encode(replica || hash, 'hex') AS value FROM segment ORDER BY 1";

test("a backup restored is the store as it was: byte-equal figures, the same tips and decisions, a higher epoch, another store key, the same authority", async () => {
  const key = await server.enrolledKey();
  const sealed = await sealSegment({ from: 0, previous: "0".repeat(64) as SegmentHash, scope: "", wallMs: 0, facts: [registered("bác Lài"), played("bác Lài")] }, key, nodePrimitives, server.services.readers.slice(0, 1).map(({ publicKey }) => publicKey)); // 64 zeros: a log's start
  await put(server, [sealed]);
  await put(server, await sealedBy(await newNodeKey(), [registered("người lạ")])); // kept apart
  await server.post("/sync/put", new Uint8Array([0, 0, 0, 3, 1, 2, 3])); // set aside
  const made = await backUp();
  assert.match(made.path, new RegExp(`hocvuso-20261123T[0-9]{6}Z-${made.segments}\\.backup$`));
  assert.equal(statSync(made.path).mode & 0o077, 0);
  const second = await restoredServer(made.path);
  try {
    assert.equal(await digestOf(second), await digestOf(server));
    assert.deepEqual(await column(second.services.database, HELD), await column(server.services.database, HELD));
    for (const table of ["set_aside", "enrolment", "revocation", "migration"]) {
      const rows = `SELECT md5(t::text) AS value FROM ${table} t ORDER BY 1`;
      assert.deepEqual(await column(second.services.database, rows), await column(server.services.database, rows), table);
    }
    assert.equal(second.restored.epoch, 2);
    assert.deepEqual(second.services.authority.publicKey, server.services.authority.publicKey);
    assert.notDeepEqual(second.services.storeKey.publicKey, server.services.storeKey.publicKey);
    const [old, fresh] = [await receiptsOf(server, sealed), await receiptsOf(second, sealed)];
    assert.deepEqual([old.store.epoch, fresh.store.epoch, fresh.committed], [1, 2, [sealed.hash]]);
    // Read again from the bodies: only the readers that were put back can.
    await second.services.database.transaction((tx) => rebuildProjections(tx, second.services));
    assert.equal(await digestOf(second), await digestOf(server));
    assert.deepEqual(await column(second.services.database, "SELECT count(*)::int AS value FROM unread_fact"), [0]);
  } finally {
    await second.stop();
  }
});

test("a backup made while phones put holds one instant of every log, and what came later fills the restored store to the same figures", async () => {
  const logs = await Promise.all([1, 2, 3, 4].map(async (n) => sealedBy(await server.enrolledKey(), ...Array.from({ length: 40 }, (_, i): Fact[] => [registered(`người ${n}-${i}`), played(`người ${n}-${i}`)]))));
  let isMade = false;
  const putting = Promise.all(logs.map(async (log) => {
    for (const [i, segment] of log.entries()) if (i < 5 || !isMade) await put(server, [segment]);
    return true;
  }));
  const made = await backUp();
  isMade = true;
  await putting;
  for (const log of logs) await put(server, log);
  const second = await restoredServer(made.path);
  try {
    assert.equal((await column(second.services.database, HELD)).length, made.segments);
    assert.ok(made.segments < (await column(server.services.database, HELD)).length, "phones put nothing after the snapshot: this run shows nothing");
    assert.deepEqual(await column(server.services.database, TIPS), await column(second.services.database, `
      SELECT encode(replica || hash, 'hex') AS value FROM segment s WHERE linked AND NOT EXISTS (SELECT FROM segment c WHERE c.previous = s.hash) ORDER BY 1`));
    for (const log of logs) await put(second, log);
    assert.equal(await digestOf(second), await digestOf(server));
  } finally {
    await second.stop();
  }
});

test("receipts of level 2 name what a verified backup holds, and nothing that came after it", async () => {
  const [first, second] = await sealedBy(await server.enrolledKey(), [registered("bà Cúc")], [played("bà Cúc")]);
  if (first === undefined || second === undefined) throw new Error("nothing was sealed");
  await put(server, [first]);
  assert.deepEqual((await receiptsOf(server, first)).safe, []);
  await backUp();
  await put(server, [second]);
  const { committed, safe } = await receiptsOf(server, first);
  assert.deepEqual({ committed, safe }, { committed: [second.hash], safe: [first.hash] });
  await backUp();
  assert.deepEqual((await receiptsOf(server, first)).safe, [second.hash]);
});

test("a backup that does not restore to what the store held is thrown away, and no receipt of level 2 leans on it", async () => {
  const { database } = server.services;
  const key = await server.enrolledKey();
  const segment = only(await sealedBy(key, [registered("anh Ngô")]));
  await put(server, [segment]);
  const before = { tips: await column(database, TIPS), files: readdirSync(shelfFolder) };
  // A disk that forgot a bit in one segment.
  const flip = "UPDATE segment SET bytes = set_byte(bytes, 90, get_byte(bytes, 90) # 1) WHERE encode(hash, 'hex') = $1";
  await database.transaction((tx) => tx.query(flip, [segment.hash]));
  await isRefused(backUp(), "not-verified");
  await database.transaction((tx) => tx.query(flip, [segment.hash]));
  assert.deepEqual({ tips: await column(database, TIPS), files: readdirSync(shelfFolder) }, before);
  assert.deepEqual(await column(database, "SELECT datname AS value FROM pg_database WHERE datname LIKE '%trial'"), []);
});

test("two backups of one store at once are one too many", async () => {
  const both = await Promise.allSettled([backUp(), backUp()]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
  await isRefused(both[0].status === "rejected" ? Promise.reject(both[0].reason) : Promise.reject(only([both[1]].filter(({ status }) => status === "rejected") as PromiseRejectedResult[]).reason), "already-running"); // just filtered
});

test("a file that was cut or changed anywhere, another file and another passphrase are refused, and nothing is written", async () => {
  const { path } = await backUp();
  const whole = readFileSync(path);
  const folder = newFolder();
  const torn = join(folder, "torn.backup");
  const dataFolder = join(folder, "data");
  const open = () => openBackup({ path: torn, passphrase, dataFolder });
  await fc.assert(fc.asyncProperty(fc.oneof(
    fc.record({ cut: fc.integer({ min: 0, max: whole.length - 1 }) }),
    fc.record({ at: fc.integer({ min: 0, max: whole.length - 1 }), flip: fc.integer({ min: 1, max: 255 }) }),
  ), async (harm) => {
    const bytes = "cut" in harm ? whole.subarray(0, harm.cut) : Buffer.from(whole);
    if ("at" in harm) bytes[harm.at] = (bytes[harm.at] ?? 0) ^ harm.flip;
    writeFileSync(torn, bytes);
    await assert.rejects(open(), (error) => error instanceof BackupRefused && ["damaged", "not-a-backup"].includes(error.trouble.is));
  }), { numRuns: 60 });
  // Changed, and its digest made anew: what is inside does not hold together.
  const body = whole.subarray(0, -32).subarray(0, whole.length - 32 - 500);
  writeFileSync(torn, Buffer.concat([body, createHash("sha256").update(body).digest()]));
  const server3 = await startEmbeddedPostgres({ dataFolder: join(folder, "postgres"), log: () => {} });
  const database = openDatabase(server3.connection);
  try {
    await isRefused(open().then((opened) => restoreBackup(opened, { ...server.services, database, dataFolder, where: dataFolder })), "damaged");
    assert.deepEqual(await column(database, "SELECT relname AS value FROM pg_class WHERE relnamespace = 'public'::regnamespace"), []);
  } finally {
    await database.close();
    await server3.stop();
  }
  copyFileSync(path, torn);
  await isRefused(openBackup({ path: torn, passphrase: `${passphrase}!`, dataFolder }), "wrong-passphrase");
  await isRefused(openBackup({ path: join(folder, "none"), passphrase, dataFolder }), "no-file");
  assert.equal(existsSync(dataFolder), false);
  await isRefused(openBackup({ path: torn, passphrase, dataFolder: server.folder }), "keys-of-another-store");
});

/** A phone that meets the program at an address; its shelf outlives it. */
function phoneOn(shelf: MemoryShelf): PhoneJournal {
  return openPhoneJournal({
    shelf, primitives: nodePrimitives, role: "phone", scope: "", now: () => 0,
    keys: { make: async () => replicaKeyOf(generateKeyPairSync("ed25519").privateKey), open: (kept) => kept as ReplicaKey }, // made just before
  });
}

function wayTo(address: string): Transport {
  const post = async (path: string, body: Uint8Array) => {
    const answer = await fetch(`${address}${path}`, { method: "POST", body: new Uint8Array(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return new Uint8Array(await answer.arrayBuffer());
  };
  return { have: (message) => post("/sync/have", message), put: (frames) => post("/sync/put", frames), enrol: (request) => post("/sync/enrol", request) };
}

async function countedAt(address: string) {
  const { province } = await (await fetch(`${address}/api/progress`)).json() as ProvinceProgress; // what the route promises
  const { listed, capable } = province.groups.adult;
  return { listed, capable: capable.state === "measured" && capable.persons };
}

test("a province put back to an older backup, in another PostgreSQL, is filled again by phones: nothing lost, nobody twice, and a phone that had let go loses nothing", async (t) => {
  const folder = newFolder();
  const env = { DATA_FOLDER: folder, BACKUP_PASSPHRASE: passphrase };
  const program = await givenProcess({ folder });
  t.after(() => program.end("SIGTERM"));
  const shelves = [memoryShelf(), memoryShelf(), memoryShelf()];
  const keep = (shelf: MemoryShelf, ...facts: Fact[]) => shelf.write(["tail", "log"], (tx) => appendFacts(tx, facts));
  const meet = (shelf: MemoryShelf, address: string) => phoneOn(shelf).exchange(wayTo(address), { isOrigin: true });
  const [early, both, late] = shelves;
  if (early === undefined || both === undefined || late === undefined) throw new Error("three phones were made");
  await keep(early, registered("bác Lài"), played("bác Lài"));
  await keep(both, registered("ông Tám"), stepDone("ông Tám"));
  await meet(early, program.address);
  await meet(both, program.address);

  const copies = newFolder();
  const refused = await runCommandLine("backup/backup.ts", ["--to", copies], { ...env, BACKUP_PASSPHRASE: "" });
  assert.equal(refused.code, 1);
  assert.match(refused.text, /Bản sao phải mang theo khoá của tỉnh[\s\S]*A backup must carry the province's keys/);
  const inside = await runCommandLine("backup/backup.ts", ["--to", folder], env);
  assert.match(inside.text, /nằm ngay trong thư mục dữ liệu/);
  const made = await runCommandLine("backup/backup.ts", ["--to", copies], env);
  assert.equal(made.code, 0, made.text);
  const file = join(copies, only(readdirSync(copies)));

  // Told of level 2, the first phone lets go. Then more is sent, by a phone that the backup knows and by one that it does not.
  await meet(early, program.address);
  assert.deepEqual(await phoneOn(early).outbox(), { unsent: 0, sent: 0, received: 0, safe: 2 });
  assert.deepEqual(await early.read(["segments"], (tx) => tx.list("segments")), []);
  await keep(both, played("ông Tám"));
  await keep(late, registered("cô Sen"), played("cô Sen"));
  await meet(both, program.address);
  await meet(late, program.address);
  const expected = await countedAt(program.address);
  assert.deepEqual(expected, { listed: 3, capable: 3 });
  await program.end("SIGTERM");

  const again = await runCommandLine("backup/restore.ts", ["--from", file], env);
  assert.match(again.text, /đã có khoá của một kho/);
  const own = await startEmbeddedPostgres({ dataFolder: join(newFolder(), "own"), log: () => {} });
  t.after(() => own.stop());
  const { host, user, database } = own.connection;
  const elsewhere = { ...env, DATA_FOLDER: newFolder(), DATABASE_URL: `postgresql:///${database}?host=${encodeURIComponent(host)}&user=${user}` };
  const restored = await runCommandLine("backup/restore.ts", ["--from", file], elsewhere);
  assert.equal(restored.code, 0, restored.text);
  assert.match(restored.text, /2 gói, 2 người, đời kho 2[\s\S]*2 segments, 2 people, epoch 2/);
  const twice = await runCommandLine("backup/restore.ts", ["--from", file], { ...elsewhere, DATA_FOLDER: newFolder() });
  assert.match(twice.text, /đã có dữ liệu, và khôi phục không bao giờ ghi đè/);

  const second = await givenProcess({ folder: elsewhere.DATA_FOLDER, databaseUrl: elsewhere.DATABASE_URL });
  t.after(() => second.end("SIGTERM"));
  assert.deepEqual(await countedAt(second.address), { listed: 2, capable: 1 });
  for (const shelf of shelves) assert.deepEqual((await meet(shelf, second.address)).refused, []);
  assert.deepEqual(await countedAt(second.address), expected);
  for (const shelf of shelves) await meet(shelf, second.address);
  assert.deepEqual(await countedAt(second.address), expected);
  const outboxes = await Promise.all(shelves.map((shelf) => phoneOn(shelf).outbox()));
  assert.deepEqual(outboxes, [{ unsent: 0, sent: 0, received: 0, safe: 2 }, { unsent: 0, sent: 0, received: 1, safe: 2 }, { unsent: 0, sent: 0, received: 2, safe: 0 }]);

  const rebuilt = await runCommandLine("rebuild-projections.ts", [], elsewhere);
  assert.match(rebuilt.text, /every figure is as it was/);
  const next = await runCommandLine("backup/backup.ts", ["--to", copies], elsewhere);
  assert.equal(next.code, 0, next.text);
});

test("a restore that was killed half-way leaves nothing that could start, and running it again makes the store whole", async (t) => {
  const { path } = await backUp();
  const own = await startEmbeddedPostgres({ dataFolder: join(newFolder(), "own"), log: () => {} });
  t.after(() => own.stop());
  const { host, user, database: name } = own.connection;
  const env = { DATA_FOLDER: newFolder(), BACKUP_PASSPHRASE: passphrase, DATABASE_URL: `postgresql:///${name}?host=${encodeURIComponent(host)}&user=${user}` };
  const database = openDatabase(own.connection);
  t.after(() => database.close());
  // Stopped where every row is in and the figures are to be made: at the append lock.
  await database.transaction(async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(1945, 1)");
    const isWaiting = "SELECT count(*)::int AS value FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
    const kill = new AbortController();
    const killed = runCommandLine("backup/restore.ts", ["--from", path], env, kill.signal);
    while (only(await column<number>(database, isWaiting)) === 0) await sleep(20);
    kill.abort();
    assert.equal((await killed).code, null);
  });
  const others = "SELECT pid AS value FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'";
  while ((await column(database, others)).length > 0) await sleep(20);
  assert.deepEqual(await column(database, "SELECT relname AS value FROM pg_class WHERE relnamespace = 'public'::regnamespace"), []);
  assert.deepEqual(readdirSync(env.DATA_FOLDER), []);
  const again = await runCommandLine("backup/restore.ts", ["--from", path], env);
  assert.equal(again.code, 0, again.text);
  assert.equal(await database.transaction((tx) => projectionsDigest(tx)), await digestOf(server));
  // As if it had been killed in the instant between the keys and the commit.
  const folder = newFolder();
  for (const [name, content] of keyFilesOf(server.folder)) writeFileSync(join(folder, name), content);
  const { code, text } = await runCommandLine("backup/restore.ts", ["--from", path], { DATA_FOLDER: folder, BACKUP_PASSPHRASE: passphrase });
  assert.equal(code, 0, text);
  const whole = await givenServer({ folder });
  assert.equal(await digestOf(whole), await digestOf(server));
  await whole.stop();
});

test("a command run where no store is makes neither keys nor a database", async () => {
  const folder = join(newFolder(), "none");
  for (const file of ["backup/backup.ts", "rebuild-projections.ts", "replicas/replicas.ts"]) {
    const { code, text } = await runCommandLine(file, file.startsWith("backup") ? ["--to", tmpdir()] : [], { DATA_FOLDER: folder, BACKUP_PASSPHRASE: passphrase });
    assert.equal(code, 1);
    assert.match(text, /chưa có kho nào[\s\S]*holds no store/);
  }
  assert.equal(existsSync(folder), false);
});

test("where the operator's PostgreSQL lets nobody make a database, the backup is tried in a server of its own", async () => {
  const { connection, services } = server;
  await services.database.transaction((tx) => tx.query("CREATE ROLE clerk LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO clerk"));
  const database = openDatabase({ ...connection, user: "clerk" });
  mkdirSync(join(shelfFolder, "clerk"));
  const made = await makeBackup({ database, connection: { ...connection, user: "clerk" }, dataFolder: server.folder, folder: join(shelfFolder, "clerk"), passphrase, nowMs: clockMs, tell: () => {} });
  await database.close();
  assert.ok(made.segments > 0 && existsSync(made.path));
  rmSync(shelfFolder, { recursive: true });
  await isRefused(backUp(), "folder-missing");
});
