/** `npm run calibrate`: item parameters from all answers there are, as a new version; says what came of it. The running program does the same every night. */
import { runCommand, say, withDatabase } from "../command.ts";
import { readContent } from "../read-content.ts";
import { runCalibration } from "./run-calibration.ts";
import { readCalibration } from "./read-calibration.ts";

await runCommand(async (configuration) => {
  await withDatabase(configuration, { share: true }, async ({ database }) => {
    const services = { ...readContent(), database, now: () => Date.now() };
    const startedMs = Date.now();
    const { outcome, version } = await runCalibration(services);
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
    switch (outcome) {
      case "no-answers": return say({ vi: "Chưa có câu trả lời nào nên chưa tính gì.", en: "Nobody has answered yet, so there is nothing to calibrate." });
      case "nothing-new": return say({ vi: `Không có gì mới từ bản ${version ?? ""}: giữ nguyên bản ấy.`, en: `Nothing new since version ${version ?? ""}: it stands as it is.` });
      case "failed": return;
      case "new-version": {
        const { items, versions: [newest] } = await readCalibration({}, services);
        const alarms = items.filter(({ drift }) => drift?.isAlarm === true).map(({ id }) => id);
        const scored = items.filter(({ isScored }) => isScored).length;
        say({
          vi: `Bản ${version ?? ""}, trong ${seconds} giây: ${newest?.answers ?? 0} câu trả lời của ${newest?.persons ?? 0} người; ${scored} câu được tính, ${items.length - scored} câu còn gom câu trả lời.${newest?.isSample === true ? " Đây là người mẫu." : ""}${alarms.length === 0 ? "" : `\nKhó hay dễ hẳn so với trước, tạm nghỉ: ${alarms.join(", ")}.`}`,
          en: `Version ${version ?? ""}, in ${seconds} s: ${newest?.answers ?? 0} answers of ${newest?.persons ?? 0} persons; ${scored} items count, ${items.length - scored} still collect answers.${newest?.isSample === true ? " These are invented people." : ""}${alarms.length === 0 ? "" : `\nClearly harder or easier than they were, and resting: ${alarms.join(", ")}.`}`,
        });
      }
    }
  });
});
