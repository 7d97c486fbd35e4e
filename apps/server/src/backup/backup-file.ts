/**
 * The one file of a backup. Read and written as a stream; a file that was cut or changed anywhere is refused before anything is done with it.
 *
 *     file  = "HOCVUSO-BACKUP-1\n" || zstd of parts || SHA-256 of all before
 *     part  = kind: u8 || u32 big-endian length || bytes
 *     parts = head, keys, (table, rows*)*, end       rows: PostgreSQL's COPY in binary form, cut anywhere
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createZstdCompress, createZstdDecompress } from "node:zlib";
import { Type, type Static, type TSchema } from "typebox";
import { Value } from "typebox/value";
import { BackupRefused } from "./backup-refused.ts";

const MAGIC = Buffer.from("HOCVUSO-BACKUP-1\n");
const DIGEST_BYTES = 32;
/** Longer than any part that is written. */
const LONGEST_PART_BYTES = 16_777_216;

const Head = Type.Object({
  /** ms since 1970; evidence. */
  madeMs: Type.Integer(),
  epoch: Type.Integer(),
  segments: Type.Integer(),
  /** Names of the migrations that made the tables within. */
  migrations: Type.Array(Type.String()),
});
export type BackupHead = Static<typeof Head>;

const TableOfRows = Type.Object({ name: Type.String(), columns: Type.Array(Type.String()) });
export type TableOfRows = Static<typeof TableOfRows>;

export type Part =
  | { readonly kind: "head"; readonly head: BackupHead }
  | { readonly kind: "keys"; readonly sealed: Buffer }
  | { readonly kind: "table"; readonly table: TableOfRows }
  | { readonly kind: "rows"; readonly bytes: Buffer };

const END = 0;
const kinds = { head: 1, keys: 2, table: 3, rows: 4 } as const;

/** The file is there whole, and on the disk, when this resolves. */
export async function writeBackupFile(path: string, parts: AsyncIterable<Part>): Promise<void> {
  const digest = createHash("sha256");
  await pipeline(
    Readable.from(encoded(parts), { objectMode: false }),
    createZstdCompress(),
    async function* (compressed: AsyncIterable<Buffer>) {
      digest.update(MAGIC);
      yield MAGIC;
      for await (const chunk of compressed) {
        digest.update(chunk);
        yield chunk;
      }
      yield digest.digest();
    },
    createWriteStream(path, { flags: "wx", mode: 0o600, flush: true }),
  );
}

async function* encoded(parts: AsyncIterable<Part>): AsyncGenerator<Buffer> {
  for await (const part of parts) {
    switch (part.kind) {
      case "head": yield* partBytes(kinds.head, Buffer.from(JSON.stringify(part.head))); break;
      case "keys": yield* partBytes(kinds.keys, part.sealed); break;
      case "table": yield* partBytes(kinds.table, Buffer.from(JSON.stringify(part.table))); break;
      case "rows": yield* partBytes(kinds.rows, part.bytes); break;
    }
  }
  yield* partBytes(END, Buffer.alloc(0));
}

function partBytes(kind: number, bytes: Buffer): Buffer[] {
  const start = Buffer.alloc(5);
  start.writeUInt8(kind);
  start.writeUInt32BE(bytes.length, 1);
  return [start, bytes];
}

/** Reads the whole file once, and writes nowhere. @throws BackupRefused where it is no backup, or not as it was written. */
export async function checkBackupFile(path: string): Promise<void> {
  const { size, start } = await open(path).then(async (file) => {
    try {
      return { size: (await file.stat()).size, start: (await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0)).buffer };
    } finally {
      await file.close();
    }
  }).catch((error: unknown) => { throw new BackupRefused({ is: "no-file", path }, { cause: error }); });
  if (!start.equals(MAGIC)) throw new BackupRefused({ is: "not-a-backup", path });
  if (size < MAGIC.length + DIGEST_BYTES) throw new BackupRefused({ is: "damaged", path });
  const digest = createHash("sha256");
  for await (const chunk of createReadStream(path, { end: size - DIGEST_BYTES - 1 })) digest.update(chunk);
  const [written] = await createReadStream(path, { start: size - DIGEST_BYTES }).toArray();
  if (!digest.digest().equals(written)) throw new BackupRefused({ is: "damaged", path });
}

/** The parts of a file that `checkBackupFile` let pass. */
export async function* readBackupFile(path: string): AsyncGenerator<Part> {
  const damaged = (cause?: unknown) => new BackupRefused({ is: "damaged", path }, { cause });
  const file = await open(path);
  const { size } = await file.stat();
  const packed = file.createReadStream({ start: MAGIC.length, end: size - DIGEST_BYTES - 1 });
  const unpacked = createZstdDecompress();
  const flow = pipeline(packed, unpacked).catch(() => {}); // the loop below meets the same error
  try {
    let held = Buffer.alloc(0);
    let isEnded = false;
    for await (const chunk of unpacked) {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      for (;;) {
        if (held.length < 5) break;
        const length = held.readUInt32BE(1);
        if (length > LONGEST_PART_BYTES || isEnded) throw damaged();
        if (held.length < 5 + length) break;
        const kind = held.readUInt8(0);
        const bytes = held.subarray(5, 5 + length);
        held = held.subarray(5 + length);
        if (kind === END) isEnded = true;
        else if (kind === kinds.head) yield { kind: "head", head: parsed(Head, bytes) };
        else if (kind === kinds.keys) yield { kind: "keys", sealed: bytes };
        else if (kind === kinds.table) yield { kind: "table", table: parsed(TableOfRows, bytes) };
        else if (kind === kinds.rows) yield { kind: "rows", bytes };
        else throw damaged();
      }
    }
    if (!isEnded || held.length > 0) throw damaged();
  } catch (error) {
    throw error instanceof BackupRefused ? error : damaged(error); // what the unpacking said
  } finally {
    unpacked.destroy();
    await flow;
  }

  function parsed<Schema extends TSchema>(schema: Schema, bytes: Buffer): Static<Schema> {
    const value: unknown = JSON.parse(bytes.toString());
    if (!Value.Check(schema, value)) throw damaged();
    return value;
  }
}
