/**
 * `npm run vneid`: the list of those to be confirmed on VNeID, and the import of those who were. The State confirms; this program counts what it is told.
 *
 *     npm run vneid -- export FILE.xlsx [--commune UNIT]
 *     npm run vneid -- import FILE.xlsx --listed-on YYYY-MM-DD
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { UnitId } from "@hocvuso/contract";
import { Value } from "typebox/value";
import { CommandRefused, keysOfStore, runCommand, say, withDatabase } from "../command.ts";
import { readContent } from "../read-content.ts";
import { nodePrimitives } from "../signing/node-primitives.ts";
import { importConfirmations, readProposed } from "./confirmations.ts";
import { readVneidList, writeVneidList } from "./vneid-list.ts";

await runCommand(async (configuration) => {
  const { values: { commune, "listed-on": listedOn }, positionals: [act, file] } = parseArgs({ allowPositionals: true, options: { commune: { type: "string" }, "listed-on": { type: "string" } } });
  if ((act !== "export" && act !== "import") || file === undefined) throw new CommandRefused({
    vi: "Bác dùng: npm run vneid -- export TỆP.xlsx [--commune MÃ XÃ], hoặc: npm run vneid -- import TỆP.xlsx --listed-on 2026-11-01",
    en: "Use: npm run vneid -- export FILE.xlsx [--commune UNIT], or: npm run vneid -- import FILE.xlsx --listed-on 2026-11-01",
  });
  if (commune !== undefined && !Value.Check(UnitId, commune)) throw new CommandRefused({ vi: `"${commune}" chưa phải mã xã. Mã có dạng 19249.2, xem trên bảng điều hành.`, en: `"${commune}" is no commune's id, which looks like 19249.2; the dashboard shows it.` });
  const { authority, readers } = await keysOfStore(configuration);
  const content = readContent();
  await withDatabase(configuration, { share: true }, async ({ database }) => {
    if (act === "export") {
      const rows = await database.transaction((tx) => readProposed(tx, content, commune));
      writeFileSync(file, await writeVneidList(rows, content.vneidList));
      return say({
        vi: `Đã ghi ${rows.length} người vào ${file}. Họ tên và số định danh để trống: xã tự điền, chương trình không giữ.`,
        en: `Wrote ${rows.length} persons into ${file}. Names and citizen numbers are blank: the commune fills them in; they are not held here.`,
      });
    }
    if (!existsSync(file)) throw new CommandRefused({ vi: `Chưa thấy tệp ${file}.`, en: `There is no file ${file}.` });
    if (listedOn === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(listedOn) || Number.isNaN(Date.parse(listedOn))) throw new CommandRefused({ vi: "Bác cho biết danh sách này tính đến ngày nào: --listed-on 2026-11-01", en: "Say up to which day this list speaks: --listed-on 2026-11-01" });
    const read = await readVneidList(readFileSync(file), content.vneidList);
    if (read.is === "not-a-list") throw new CommandRefused({
      vi: `Trong tệp chưa thấy cột: ${read.missing.join(", ")}. Tên cột đặt ở content/policies/vneid-list.json. Chưa có gì được nhập.`,
      en: `The file has no column: ${read.missing.join(", ")}. Their names stand in content/policies/vneid-list.json. Nothing was imported.`,
    });
    const { confirmed, unknown, tooLate } = await database.transaction((tx) => importConfirmations(tx, { confirmed: read.confirmed, listedOn }, { ...content, authority, readers, primitives: nodePrimitives, level: 1, now: () => Date.now() }));
    say({ vi: `Đã ghi nhận ${confirmed} người được xác nhận trên VNeID, theo danh sách đến ngày ${listedOn}.`, en: `Recorded ${confirmed} persons as confirmed on VNeID, by the list up to ${listedOn}.` });
    if (read.unreadable.length > 0) say({ vi: `Chưa đọc được các dòng: ${read.unreadable.join(", ")}.`, en: `These rows could not be read: ${read.unreadable.join(", ")}.` });
    if (unknown.length > 0) say({ vi: `${unknown.length} mã chưa có ở đây: ${unknown.join(", ")}`, en: `${unknown.length} ids are not known here.` });
    if (tooLate.length > 0) say({ vi: `${tooLate.length} người có ngày xác nhận sau ngày ${listedOn}, chưa ghi: ${tooLate.join(", ")}`, en: `${tooLate.length} persons have a date after ${listedOn} and were left out.` });
  });
});
