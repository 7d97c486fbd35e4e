/** `npm run backup -- --to FOLDER`: a verified backup of the store, also while the program runs. */
import { statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { CommandRefused, keysOfStore, runCommand, say, withDatabase } from "../command.ts";
import { copyErasedList } from "../erased-list.ts";
import { BackupRefused } from "./backup-refused.ts";
import { makeBackup } from "./make-backup.ts";
import { readPassphrase } from "./sealed-keys.ts";

await runCommand(async (configuration) => {
  const { values } = parseArgs({ options: { to: { type: "string" } } });
  if (values.to === undefined) throw new CommandRefused({ vi: "Bác cho biết cất bản sao ở đâu: npm run backup -- --to THƯ_MỤC", en: "Say where to put the backup: npm run backup -- --to FOLDER" });
  const passphrase = readPassphrase(process.env);
  await keysOfStore(configuration);
  const { dataFolder } = configuration;
  const folder = resolve(values.to);
  if (!relative(dataFolder, folder).startsWith("..")) throw new BackupRefused({ is: "folder-of-the-store", folder });
  const startedMs = Date.now();
  const made = await withDatabase(configuration, { share: true }, ({ database, connection }) => makeBackup({
    database, connection, dataFolder, folder, passphrase, nowMs: startedMs,
    tell: (stage) => say(stage === "writing"
      ? { vi: "Đang ghi bản sao…", en: "Writing the backup…" }
      : { vi: "Đang thử khôi phục bản sao, để biết chắc là dùng được…", en: "Restoring it for a trial, to be sure of it…" }),
  }));
  copyErasedList({ from: dataFolder, to: folder });
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
  const megabytes = (statSync(made.path).size / 1e6).toFixed(1);
  say({
    vi: `Đã sao lưu và đã thử khôi phục: ${made.segments} gói, ${megabytes} MB, ${seconds} giây.\n  ${made.path}\nTừ giờ, điện thoại nào đã gửi những gói này được báo là có thể thôi giữ. Vì vậy bác hãy giữ bản sao này cho tới khi có bản mới hơn.`,
    en: `Backed up, and restored for a trial: ${made.segments} segments, ${megabytes} MB, ${seconds} s.\n  ${made.path}\nFrom now on phones that sent these segments are told that they need not keep them. So keep this backup until there is a newer one.`,
  });
  if (statSync(folder).dev === statSync(join(dataFolder, "authority-key.pem")).dev) say({
    vi: "Bản sao đang nằm cùng ổ đĩa với dữ liệu. Hỏng ổ ấy là mất cả hai: bác chép tệp này sang máy khác ngay hôm nay.",
    en: "The backup lies on the same disk as the data. Should that disk break, both are gone: copy this file to another machine today.",
  });
});
