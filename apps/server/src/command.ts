/**
 * What the commands of `npm run` share: they read the program's configuration, open its database beside the running program, end with one
 * sentence in both languages, and never make keys or a store where there is none.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { BackupRefused, sayBackupTrouble } from "./backup/backup-refused.ts";
import { readConfiguration, type Configuration } from "./configuration.ts";
import { PostgresUnavailable, sayPostgresUnavailable, startEmbeddedPostgres } from "./embedded-postgres/index.ts";
import { openDatabase, type Database } from "./postgres/database.ts";
import { openStoreKeys, type StoreKeys } from "./signing/store-keys.ts";

export type Sentences = { readonly vi: string; readonly en: string };

/** A command will not go on, and says why in the words it carries. */
export class CommandRefused extends Error {
  override readonly name = "CommandRefused";
  readonly sentences: Sentences;

  constructor(sentences: Sentences) {
    super(sentences.en);
    this.sentences = sentences;
  }
}

export function say({ vi, en }: Sentences): void {
  console.log(`${vi}\n${en}`);
}

/** Runs a command to its end; what goes wrong is said, and the process ends with 1. */
export async function runCommand(act: (configuration: Configuration) => Promise<void>): Promise<void> {
  try {
    const configuration = readConfiguration(process.env);
    if ("variable" in configuration) throw new CommandRefused({
      vi: `Biến ${configuration.variable} đang là "${configuration.value}", chương trình không hiểu. Xin sửa lại rồi chạy lần nữa.`,
      en: `${configuration.variable} is "${configuration.value}", which this program does not understand. Please change it and run again.`,
    });
    await act(configuration);
  } catch (error) {
    const { vi, en } = sentencesOf(error);
    console.error(`\n${vi}\n${en}\n`);
    process.exitCode = 1;
  }
}

function sentencesOf(error: unknown): Sentences {
  if (error instanceof CommandRefused) return error.sentences;
  if (error instanceof BackupRefused) return sayBackupTrouble(error.trouble);
  if (error instanceof PostgresUnavailable) return { vi: sayPostgresUnavailable(error, "vi"), en: sayPostgresUnavailable(error, "en") };
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (["ENOSPC", "EDQUOT", "EFBIG", "53100"].includes(code)) return {
    vi: "Ổ đĩa đã hết chỗ. Bác dọn bớt hoặc chọn ổ khác, rồi chạy lại. Những gì kho đã ghi vẫn còn.",
    en: "The disk is full. Free some room or choose another disk, and run again. What the store holds is still there.",
  };
  if (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) return { vi: `Lệnh có chữ chương trình chưa hiểu: ${error.message}`, en: `The command has a word that this program does not understand: ${error.message}` };
  const reason = error instanceof Error ? error.message || error.name : String(error);
  if (/^(ECONN|ENOTFOUND|57P|08|28|3D)/.test(code) || /Connection terminated/.test(reason)) return {
    vi: `Chưa hỏi được cơ sở dữ liệu: ${reason}. Bác xem chương trình hay máy chủ PostgreSQL có vừa dừng không, rồi chạy lại. Những gì kho đã ghi vẫn còn.`,
    en: `The database does not answer: ${reason}. See whether the program or the PostgreSQL server has just stopped, and run again. What the store holds is still there.`,
  };
  // Unforeseen: the whole of it, for whoever helps.
  return { vi: "Chương trình gặp việc chưa lường trước. Kho vẫn như cũ. Bác gửi những dòng sau cho người hỗ trợ:", en: `Something unforeseen happened. The store is as it was. Send these lines to whoever helps you:\n${error instanceof Error ? error.stack ?? reason : reason}` };
}

/** @param share false: nobody else may use the embedded database meanwhile. @throws PostgresUnavailable */
export async function withDatabase<Result>(
  { databaseUrl, dataFolder }: Configuration, { share }: { readonly share: boolean },
  act: (opened: { readonly database: Database; readonly connection: pg.PoolConfig }) => Promise<Result>,
): Promise<Result> {
  const store = databaseUrl === undefined
    ? await startEmbeddedPostgres({ dataFolder: join(dataFolder, "postgres"), log: () => {}, share })
    : { connection: { connectionString: databaseUrl }, stop: async () => {} };
  const database = openDatabase(store.connection);
  try {
    return await act({ database, connection: store.connection });
  } finally {
    await database.close();
    await store.stop();
  }
}

/** The keys of a store that was started before. A command in the wrong folder must make none: with new ones nothing sealed can be read. */
export async function keysOfStore({ dataFolder }: Configuration): Promise<StoreKeys> {
  if (!existsSync(join(dataFolder, "authority-key.pem"))) throw new CommandRefused({
    vi: `Trong thư mục dữ liệu ${dataFolder} chưa có kho nào, hay khoá của kho nằm ở nơi khác. Bác chạy lệnh này với đúng DATA_FOLDER mà chương trình dùng.`,
    en: `The data folder ${dataFolder} holds no store, or the keys of the store lie elsewhere. Run this command with the same DATA_FOLDER as the program.`,
  });
  return openStoreKeys(dataFolder);
}
