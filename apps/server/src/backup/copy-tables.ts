/** Rows of the kept tables out of a database and into another, as streams in PostgreSQL's own binary form: byte-equal for equal rows. */
import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from, to } from "pg-copy-streams";
import type { Transaction } from "../postgres/database.ts";
import { keptTables } from "../postgres/tables.ts";
import { BackupRefused } from "./backup-refused.ts";
import type { Part, TableOfRows } from "./backup-file.ts";

/** Table to the SHA-256 of its rows in the order of their keys. */
export type TableDigests = ReadonlyMap<string, string>;

/** Every kept table as parts of a backup; `digests` is filled on the way. */
export async function* partsOfTables(tx: Transaction, digests: Map<string, string>): AsyncGenerator<Part> {
  for (const name of keptTables) {
    const table = await describeTable(tx, name);
    yield { kind: "table", table };
    const digest = createHash("sha256");
    for await (const bytes of rowsOf(tx, table)) {
      digest.update(bytes);
      yield { kind: "rows", bytes };
    }
    digests.set(name, digest.digest("hex"));
  }
}

export async function digestTables(tx: Transaction): Promise<TableDigests> {
  const digests = new Map<string, string>();
  for (const name of keptTables) {
    const digest = createHash("sha256");
    for await (const bytes of rowsOf(tx, await describeTable(tx, name))) digest.update(bytes);
    digests.set(name, digest.digest("hex"));
  }
  return digests;
}

/** @param parts what comes after the keys: tables and their rows, to the end. What the tables held before is gone. */
export async function fillTables(tx: Transaction, parts: AsyncIterator<Part>, path: string): Promise<void> {
  let at = await parts.next();
  while (at.done !== true) {
    if (at.value.kind !== "table") throw new BackupRefused({ is: "damaged", path });
    const { name, columns } = at.value.table;
    const table = pg.escapeIdentifier(name);
    await tx.query(`DELETE FROM ${table}`);
    await pipeline(async function* () {
      for (;;) {
        at = await parts.next();
        if (at.done === true || at.value.kind !== "rows") return;
        yield at.value.bytes;
      }
    }, tx.query(from(`COPY ${table} (${columns.map(pg.escapeIdentifier).join(", ")}) FROM STDIN (FORMAT binary)`)));
  }
}

/** From one database's query into another's table, never held in memory. */
export async function copyAcross(source: Transaction, query: string, target: Transaction, table: string): Promise<void> {
  await pipeline(source.query(to(`COPY (${query}) TO STDOUT (FORMAT binary)`)), target.query(from(`COPY ${table} FROM STDIN (FORMAT binary)`)));
}

/** `key`: what to order by, as SQL. */
type Described = TableOfRows & { readonly key: readonly string[] };

async function describeTable(tx: Transaction, name: string): Promise<Described> {
  const { rows } = await tx.query<{ column: string; is_text: boolean; key_place: number | null }>(
    `SELECT a.attname AS column, a.attcollation <> 0 AS is_text, array_position(i.indkey::int2[], a.attnum) AS key_place FROM pg_attribute a
     LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum`, [name]);
  const key = rows.filter(({ key_place }) => key_place !== null).toSorted((a, b) => (a.key_place ?? 0) - (b.key_place ?? 0))
    .map(({ column, is_text }) => `${pg.escapeIdentifier(column)}${is_text ? ' COLLATE "C"' : ""}`); // one order in every database, whatever its language
  if (key.length === 0) throw new Error(`The table ${name} has no primary key to be ordered by`);
  return { name, columns: rows.map(({ column }) => column), key };
}

function rowsOf(tx: Transaction, { name, columns, key }: Described): AsyncIterable<Buffer> {
  return tx.query(to(`COPY (SELECT ${columns.map(pg.escapeIdentifier).join(", ")} FROM ${pg.escapeIdentifier(name)} ORDER BY ${key.join(", ")}) TO STDOUT (FORMAT binary)`));
}
