/** A database for the trial of a backup: beside the store's in the same server, or, where that is not allowed, in a server of its own among the temporary files. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../embedded-postgres/index.ts";
import { openDatabase, type Database } from "../postgres/database.ts";

const NOT_ALLOWED = "42501";

/** The caller sees to it that only one at a time runs for one store: a trial that was killed is cleared away by the next. @throws PostgresUnavailable */
export async function withScratchDatabase<Result>(connection: pg.PoolConfig, act: (scratch: Database) => Promise<Result>): Promise<Result> {
  const client = new pg.Client(connection);
  client.on("error", () => {}); // the query that meets it reports it
  await client.connect();
  try {
    const { rows: [own] } = await client.query<{ name: string }>("SELECT current_database() AS name");
    const name = `${own?.name.slice(0, 40) ?? ""}_backup_trial`;
    const drop = `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)}`;
    try {
      await client.query(drop);
      await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8'`);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && error.code === NOT_ALLOWED)) throw error;
      return await inServerOfItsOwn(act);
    }
    try {
      return await using(connectionTo(connection, name), act);
    } finally {
      await client.query(`${drop} WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}

async function inServerOfItsOwn<Result>(act: (scratch: Database) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "hocvuso-backup-trial-"));
  const server = await startEmbeddedPostgres({ dataFolder: folder, log: () => {} });
  try {
    return await using(server.connection, act);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function using<Result>(connection: pg.PoolConfig, act: (scratch: Database) => Promise<Result>): Promise<Result> {
  const scratch = openDatabase(connection);
  try {
    return await act(scratch);
  } finally {
    await scratch.close();
  }
}

/** The driver takes the database's name from the address where there is one. */
function connectionTo({ connectionString, ...rest }: pg.PoolConfig, database: string): pg.PoolConfig {
  if (connectionString === undefined) return { ...rest, database };
  const address = new URL(connectionString);
  address.pathname = `/${encodeURIComponent(database)}`;
  return { ...rest, connectionString: address.href };
}
