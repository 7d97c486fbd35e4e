/** `npm run restore -- --from FILE`: puts a backup into an empty data folder, or an empty database of the operator's own. */
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { CommandRefused, runCommand, say, withDatabase } from "../command.ts";
import { copyErasedList } from "../erased-list.ts";
import { readContent } from "../read-content.ts";
import { nodePrimitives } from "../signing/node-primitives.ts";
import { openBackup, restoreBackup } from "./restore-backup.ts";
import { readPassphrase } from "./sealed-keys.ts";

await runCommand(async (configuration) => {
  const { values } = parseArgs({ options: { from: { type: "string" } } });
  if (values.from === undefined) throw new CommandRefused({ vi: "Bác cho biết khôi phục từ tệp nào: npm run restore -- --from TỆP", en: "Say which file to restore from: npm run restore -- --from FILE" });
  const { dataFolder, databaseUrl } = configuration;
  const startedMs = Date.now();
  copyErasedList({ from: dirname(resolve(values.from)), to: dataFolder });
  const opened = await openBackup({ path: resolve(values.from), passphrase: readPassphrase(process.env), dataFolder });
  const where = databaseUrl === undefined ? dataFolder : "DATABASE_URL";
  const content = readContent();
  say({ vi: "Tệp còn nguyên vẹn. Đang khôi phục và tính lại mọi con số…", en: "The file is whole. Restoring, and making every figure again…" });
  const restored = await withDatabase(configuration, { share: false }, ({ database }) =>
    restoreBackup(opened, { ...content, database, dataFolder, where, primitives: nodePrimitives }));
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
  const made = new Date(restored.madeMs).toISOString().slice(0, 16).replace("T", " ");
  say({
    vi: `Đã khôi phục bản sao lúc ${made} (giờ quốc tế): ${restored.segments} gói, ${restored.people} người, đời kho ${restored.epoch}, ${seconds} giây.\nBác làm tiếp: 1) khởi động chương trình (npm start) ở đúng địa chỉ cũ; 2) điện thoại gặp lại sẽ tự gửi những gì kho còn thiếu, không ai bị tính hai lần; 3) sao lưu lại ngay (npm run backup). Kho cũ, nếu còn, xin đừng bật lên nữa.`,
    en: `Restored the backup of ${made} (UTC): ${restored.segments} segments, ${restored.people} people, epoch ${restored.epoch}, ${seconds} s.\nWhat to do now: 1) start the program (npm start) at its old address; 2) phones that meet it send by themselves what it lacks, and nobody is counted twice; 3) make a new backup at once (npm run backup). If the old store is still there, never start it again.`,
  });
});
