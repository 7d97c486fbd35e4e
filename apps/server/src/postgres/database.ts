/**
 * PostgreSQL as the server holds it: one pool, reads typed by Kysely, one transaction an act, migrations in order at the start.
 */
import { readdirSync, readFileSync } from "node:fs";
import { Kysely, PostgresDialect, type ColumnType, type Generated } from "kysely";
import pg from "pg";

export type Tables = {
  segment: {
    replica: Buffer; hash: Buffer; from_place: string; fact_count: number; previous: Buffer; scope: string;
    linked: Generated<boolean>; received_at: ColumnType<Date, never, never>; bytes: Buffer; is_counted: Generated<boolean>;
  };
  set_aside: { hash: Buffer; why: string; received_at: ColumnType<Date, never, never>; bytes: Buffer };
  store_state: { epoch: number };
  fact: {
    person: string; identity: string; kind: string; what: string; rung: number;
    /** bigint, as text. */
    device_ms: string; source: Buffer; is_sample: boolean;
  };
  unread_fact: { source: Buffer; kind: string; why: string };
  standing: {
    person: string; population_group: string | null; place: string | null; registered_ms: string | null;
    registered_source: Buffer | null; is_reached: boolean; own_simulators: string[]; is_sample: boolean;
  };
  progress: { place: string; population_group: string; listed: number; reached: number; capable: number; confirmed: number; sample: number };
};

export type Transaction = pg.ClientBase;

export interface Database {
  readonly reads: Kysely<Tables>;
  /** Commits when `act` resolves, rolls back when it rejects. */
  transaction<Result>(act: (tx: Transaction) => Promise<Result>): Promise<Result>;
  /** Calls back for each NOTIFY on `channel`, across lost connections, until stopped. `onReconnect`: some may have been missed. */
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export function openDatabase(connection: pg.PoolConfig): Database {
  const pool = new pg.Pool({ max: 8, ...connection });
  pool.on("error", () => {}); // an idle connection that dies is replaced at the next use; that use reports what it meets
  return {
    reads: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    async transaction(act) {
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        const result = await act(client);
        await client.query("COMMIT");
        client.release();
        return result;
      } catch (error) {
        // A connection that cannot roll back is not given back to the pool.
        await client.query("ROLLBACK").then(() => client.release(), () => client.release(true));
        throw error;
      }
    },
    listen: (channel, hear) => listen(connection, channel, hear),
    close: () => pool.end(),
  };
}

const RECONNECT_MS = 500;

async function listen(connection: pg.PoolConfig, channel: string, hear: (payload: string) => void): Promise<() => Promise<void>> {
  let isStopped = false;
  let client: pg.Client | undefined;
  async function connect(): Promise<void> {
    const fresh = new pg.Client(connection);
    fresh.on("notification", ({ payload }) => hear(payload ?? ""));
    fresh.on("error", () => fresh.end().catch(() => {}));
    fresh.on("end", () => { if (!isStopped) setTimeout(() => void connect().catch(() => {}), RECONNECT_MS).unref(); });
    client = fresh;
    await fresh.connect();
    await fresh.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    hear(""); // whatever was said while nobody listened
  }
  await connect();
  return async () => {
    isStopped = true;
    await client?.end();
  };
}

const migrationsFolder = new URL("./migrations/", import.meta.url);

/** Every migration of this program, in order. */
export function knownMigrations(): readonly string[] {
  return readdirSync(migrationsFolder).filter((name) => name.endsWith(".sql")).toSorted();
}

export type Migrated =
  | { readonly is: "current"; readonly applied: readonly string[] }
  | { readonly is: "newer-than-program"; readonly found: string };

/** Brings the schema up, one program at a time. */
export async function migrate(database: Database): Promise<Migrated> {
  return database.transaction((tx) => migrateIn(tx, knownMigrations()));
}

/** @param wanted a beginning of `knownMigrations`: as far as a restore goes before it fills the tables. */
export async function migrateIn(tx: Transaction, wanted: readonly string[]): Promise<Migrated> {
  const applied: string[] = [];
  await tx.query("SELECT pg_advisory_xact_lock(1945, 0)");
  await tx.query("CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())");
  const { rows } = await tx.query<{ name: string }>("SELECT name FROM migration ORDER BY name");
  const done = new Set(rows.map(({ name }) => name));
  const foreign = [...done].find((name) => !wanted.includes(name));
  if (foreign !== undefined) return { is: "newer-than-program", found: foreign };
  for (const name of wanted) {
    if (done.has(name)) continue;
    await tx.query(readFileSync(new URL(name, migrationsFolder), "utf8"));
    await tx.query("INSERT INTO migration (name) VALUES ($1)", [name]);
    applied.push(name);
  }
  return { is: "current", applied };
}
