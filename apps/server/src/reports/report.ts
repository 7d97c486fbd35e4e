/**
 * `npm run report`: writes a report by order, keeps it with the others, and puts it into files.
 *
 *     npm run report -- FILE.docx FILE.xlsx [--unit UNIT] [--boundaries YYYY-MM-DD]
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { UnitId } from "@hocvuso/contract";
import { boundarySets, unitsAt } from "@hocvuso/domain/units";
import { Value } from "typebox/value";
import { CommandRefused, keysOfStore, runCommand, say, withDatabase } from "../command.ts";
import { Problem } from "../http/problem.ts";
import { currentBoundaries } from "../projections/read-progress.ts";
import { readContent } from "../read-content.ts";
import { nodePrimitives } from "../signing/node-primitives.ts";
import { writeReport } from "./keep-reports.ts";
import { paperOf } from "./paper.ts";
import { wordFile } from "./word-file.ts";
import { workbookOf } from "./workbook.ts";

await runCommand(async (configuration) => {
  const { values: { unit: named, boundaries }, positionals: files } = parseArgs({ allowPositionals: true, options: { unit: { type: "string" }, boundaries: { type: "string" } } });
  if (files.length === 0 || files.some((file) => !/\.(docx|xlsx)$/.test(file))) throw new CommandRefused({
    vi: "Bác dùng: npm run report -- TỆP.docx TỆP.xlsx [--unit MÃ XÃ] [--boundaries 2025-07-01]",
    en: "Use: npm run report -- FILE.docx FILE.xlsx [--unit UNIT] [--boundaries 2025-07-01]",
  });
  const content = readContent();
  const [province] = unitsAt(content.register, "province", currentBoundaries(content.register).asOf);
  const unit = named ?? province;
  if (!Value.Check(UnitId, unit)) throw new CommandRefused({ vi: `"${unit}" chưa phải mã xã. Mã có dạng 19249.2, xem trên bảng điều hành.`, en: `"${unit}" is no commune's id, which looks like 19249.2; the dashboard shows it.` });
  const sets = boundarySets(content.register).map(({ asOf }) => asOf);
  if (boundaries !== undefined && !sets.includes(boundaries)) throw new CommandRefused({ vi: `Chưa có địa giới nào bắt đầu ngày ${boundaries}. Có: ${sets.join(", ")}.`, en: `No boundaries begin on ${boundaries}. There are: ${sets.join(", ")}.` });
  const { store: storeKey, authority, readers, indexKey } = await keysOfStore(configuration);
  await withDatabase(configuration, { share: true }, async ({ database }) => {
    const services = { ...content, database, storeKey, authority, readers, indexKey, primitives: nodePrimitives, level: 1, dataFolder: configuration.dataFolder, address: configuration.address, signIn: {}, notices: { channels: [] }, now: () => Date.now(), log: () => {} } as const;
    const report = await writeReport({ kind: "ordered", unit, boundaries }, undefined, services).catch((error: unknown) => {
      throw error instanceof Problem ? new CommandRefused({ vi: error.sentence("vi"), en: error.sentence("en") }) : error;
    });
    for (const file of files) writeFileSync(file, file.endsWith(".docx") ? wordFile(paperOf(report, content.reports)) : await workbookOf(report));
    say({ vi: `Đã ghi báo cáo của ${report.whole.name.vi} vào ${files.join(", ")}.`, en: `Wrote the report of ${report.whole.name.en} into ${files.join(", ")}.` });
  });
});
