/** `npm run erase -- PERSON --yes`: takes a person out of every figure and record and destroys the key to their words, here, in hubs, on phones, for good. */
import { parseArgs } from "node:util";
import type { PersonId } from "@hocvuso/contract";
import { CommandRefused, keysOfStore, runCommand, say, withDatabase } from "./command.ts";
import { erasePerson } from "./consequences.ts";
import { addToErasedList } from "./erased-list.ts";
import { readContent } from "./read-content.ts";
import { nodePrimitives } from "./signing/node-primitives.ts";

await runCommand(async (configuration) => {
  const { values, positionals: [person = ""] } = parseArgs({ options: { yes: { type: "boolean", default: false } }, allowPositionals: true });
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(person)) throw new CommandRefused({ vi: "Bác cho biết mã của người cần xóa: npm run erase -- MÃ --yes", en: "Say whom to erase by their id: npm run erase -- ID --yes" });
  if (!values.yes) throw new CommandRefused({
    vi: "Xóa rồi không lấy lại được. Nếu bác chắc, xin thêm --yes. Chưa có gì bị xóa.",
    en: "What is erased cannot be had back. If you are sure, add --yes. Nothing was erased.",
  });
  const { authority, readers } = await keysOfStore(configuration);
  const erased = await withDatabase(configuration, { share: true }, ({ database }) => database.transaction((tx) =>
    erasePerson(tx, person as PersonId, { ...readContent(), primitives: nodePrimitives, level: 1, authority, readers }))); // of the form just checked
  addToErasedList(configuration.dataFolder, erased);
  say({
    vi: `Đã xóa ${erased.length} mã của người này khỏi mọi con số và hồ sơ; khóa mở lời ghi đã hủy. Trạm và điện thoại sẽ bỏ khóa của họ trong lần gặp tới. Xin sao lưu lại (npm run backup) và hủy các bản sao cũ theo hạn của tỉnh: trong đó khóa vẫn còn.`,
    en: `Erased ${erased.length} id(s) of this person from every figure and record; the key to their words is destroyed. Hubs and phones drop theirs at the next meeting. Please make a new backup (npm run backup) and destroy old ones by the province's schedule: they still hold the key.`,
  });
});
