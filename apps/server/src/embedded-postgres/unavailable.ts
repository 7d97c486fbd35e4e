// The closed set of reasons for which the embedded PostgreSQL cannot be used: how they are told from what the system and PostgreSQL say,
// and what the person at the keyboard reads: what is the matter, what was left untouched, what to do next.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type PostgresUnavailableCode =
  | "platform-unsupported"
  | "data-folder-unreadable"
  | "data-folder-in-use"
  | "data-folder-of-other-version"
  | "disk-full"
  | "cannot-run-as-root"
  | "did-not-start";

export interface PostgresUnavailableFacts {
  readonly dataFolder: string;
  /** What PostgreSQL or the system said last, oldest line first; empty when nothing was said. */
  readonly lastLines?: readonly string[];
  /** Major versions: of the data found, and of the program. */
  readonly versions?: { readonly found: string; readonly needed: string };
  /** The live program that owns the server, where it is known. `since` is ISO 8601. */
  readonly owner?: { readonly name: string; readonly since?: string };
  readonly platform?: string;
}

export class PostgresUnavailable extends Error {
  override readonly name = "PostgresUnavailable";
  readonly code: PostgresUnavailableCode;
  readonly facts: PostgresUnavailableFacts;

  constructor(code: PostgresUnavailableCode, facts: PostgresUnavailableFacts, options?: ErrorOptions) {
    super([`${code}: ${facts.dataFolder}`, ...(facts.lastLines ?? [])].join("\n"), options);
    this.code = code;
    this.facts = facts;
  }
}

/** Plain sentences for the person who runs the program; for 'did-not-start' the last lines of the log follow, one a line. */
export function sayPostgresUnavailable(problem: PostgresUnavailable, language: "vi" | "en"): string {
  const { dataFolder, versions, owner, platform, lastLines = [] } = problem.facts;
  const found = versions?.found ?? "?";
  const needed = versions?.needed ?? "?";
  const who = owner === undefined ? "" : ` (${[owner.name, owner.since].filter((part) => part !== undefined).join(', ')})`;
  const quoted = lastLines.map((line) => `\n  ${line}`).join("");
  const sentences: Record<PostgresUnavailableCode, { vi: string; en: string }> = {
    "platform-unsupported": {
      vi: `Máy này (${platform ?? '?'}) chưa chạy được PostgreSQL đi kèm. Bác chạy lại "npm ci" một lần. Nếu vẫn chưa được, bác dùng máy Linux thông dụng (Debian, Ubuntu, Fedora; không phải Alpine) hoặc macOS; trên Windows thì chạy trong WSL. Hoặc bác cài PostgreSQL 15 trở lên rồi ghi địa chỉ của nó vào DATABASE_URL.${quoted}`,
      en: `The PostgreSQL that comes with this program does not run on this machine (${platform ?? '?'}). Run "npm ci" once more. If that does not help, use a common Linux (Debian, Ubuntu, Fedora; not Alpine) or macOS; on Windows, run it inside WSL. Or install PostgreSQL 15 or later and put its address in DATABASE_URL.${quoted}`,
    },
    "data-folder-unreadable": {
      vi: `Chương trình chưa đọc và ghi được trong thư mục dữ liệu ${dataFolder}. Bác xem giúp: đó có đúng là một thư mục, và người dùng đang chạy chương trình có quyền đọc, ghi ở đó không. Xong bác chạy lại; dữ liệu vẫn nguyên.${quoted}`,
      en: `The program cannot read and write in the data folder ${dataFolder}. Check that it is a folder and that the user who runs the program may read and write there, then start again; the data is untouched.${quoted}`,
    },
    "data-folder-in-use": {
      vi: `Một chương trình khác đang dùng thư mục dữ liệu ${dataFolder}${who}. Bác cứ dùng chương trình đang chạy ấy; hoặc tắt nó đi, rồi chạy lại ở đây. Dữ liệu vẫn nguyên.`,
      en: `Another program is using the data folder ${dataFolder}${who}. Use that program, or close it and start again here. The data is untouched.`,
    },
    "data-folder-of-other-version": {
      vi: `Dữ liệu trong ${dataFolder} được ghi bằng PostgreSQL ${found}, còn chương trình này dùng PostgreSQL ${needed}. Dữ liệu vẫn nguyên. Bác mở nó bằng bản chương trình cũ, sao lưu, rồi khôi phục bản sao lưu ấy vào một thư mục dữ liệu mới của bản này.`,
      en: `The data in ${dataFolder} was written by PostgreSQL ${found}; this program uses PostgreSQL ${needed}. The data is untouched. Open it with the earlier release of the program, make a backup, and restore that backup into a new data folder of this release.`,
    },
    "disk-full": {
      vi: `Ổ đĩa chứa thư mục dữ liệu ${dataFolder} đã hết chỗ. Bác dọn bớt hoặc chuyển những tệp khác đi nơi khác (đừng xoá gì trong thư mục dữ liệu), để trống ít nhất 1 GB, rồi chạy lại. Những gì đã ghi vẫn còn.`,
      en: `The disk that holds the data folder ${dataFolder} is full. Move or delete other files (nothing inside the data folder) until at least 1 GB is free, then start again. What was saved is still there.`,
    },
    "cannot-run-as-root": {
      vi: `Bác đang chạy chương trình bằng quyền quản trị cao nhất (root). PostgreSQL không chạy bằng quyền ấy, và ở máy này cũng chưa mượn được quyền của một người dùng thường. Bác chạy lại bằng một người dùng thường, và để chương trình cùng thư mục dữ liệu ${dataFolder} ở nơi người dùng ấy vào được. Hoặc bác cài PostgreSQL 15 trở lên rồi ghi địa chỉ của nó vào DATABASE_URL.${quoted}`,
      en: `The program is run by root. PostgreSQL refuses to run as root, and on this machine no ordinary user could be borrowed for it. Run the program as an ordinary user, with the program and the data folder ${dataFolder} where that user may enter. Or install PostgreSQL 15 or later and put its address in DATABASE_URL.${quoted}`,
    },
    "did-not-start": {
      vi: `PostgreSQL chưa khởi động được với thư mục dữ liệu ${dataFolder}. Bác chạy lại một lần nữa. Nếu vẫn vậy, bác giữ nguyên thư mục ấy và gửi những dòng sau cho người hỗ trợ:${quoted}`,
      en: `PostgreSQL did not start on the data folder ${dataFolder}. Start it once more. If it stays so, leave that folder as it is and send these lines to whoever helps you:${quoted}`,
    },
  };
  return sentences[problem.code][language];
}

/** What the last words of initdb or postgres mean. On a full disk even the log stays empty; then a trial writing tells. */
export function explain(said: string, dataFolder: string): PostgresUnavailable {
  // Of shared memory and semaphores, too, the system says "No space left on device".
  const saidOfFiles = said.split("\n").filter((line) => !/shared memory|semaphore/.test(line)).join("\n");
  let code: PostgresUnavailableCode = "did-not-start";
  if (/Permission denied|Operation not permitted|wrong ownership|Read-only file system/.test(saidOfFiles)) code = "data-folder-unreadable";
  if (/No space left on device|Disk quota exceeded|File too large/.test(saidOfFiles)) code = "disk-full";
  const trial = join(dataFolder, "trial-writing");
  try {
    writeFileSync(trial, Buffer.alloc(1_000_000));
  } catch (error) {
    code = meaningOf(error) ?? code;
  } finally {
    rmSync(trial, { force: true });
  }
  return new PostgresUnavailable(code, { dataFolder, lastLines: lastLines(said) });
}

/** The error itself when it is none of the foreseen ones. */
export function asUnavailable(error: unknown, dataFolder: string): unknown {
  const code = error instanceof PostgresUnavailable ? undefined : meaningOf(error);
  return code === undefined ? error : new PostgresUnavailable(code, { dataFolder, lastLines: [String(error)] }, { cause: error });
}

function meaningOf(error: unknown): PostgresUnavailableCode | undefined {
  const code = codeOf(error);
  if (["ENOSPC", "EDQUOT", "EFBIG", "53100"].includes(code)) return "disk-full";
  if (["EACCES", "EPERM", "EROFS", "EEXIST", "ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP"].includes(code)) return "data-folder-unreadable";
  return undefined;
}

/** The system's or PostgreSQL's code of an error ('ENOENT', '57P03'); '' when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

export function lastLines(said: string): string[] {
  return said.trim().split("\n").slice(-10);
}
