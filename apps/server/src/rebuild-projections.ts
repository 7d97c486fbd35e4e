/** `npm run rebuild-projections`: makes all figures again from the signed segments, and says whether anything was different. */
import { keysOfStore, runCommand, say, withDatabase } from "./command.ts";
import { projectionsDigest, rebuildProjections } from "./projections/rebuild.ts";
import { readContent } from "./read-content.ts";
import { nodePrimitives } from "./signing/node-primitives.ts";

await runCommand(async (configuration) => {
  const { readers } = await keysOfStore(configuration);
  await withDatabase(configuration, { share: true }, async ({ database }) => {
    const startedMs = Date.now();
    const { count, isSame } = await database.transaction(async (tx) => {
      const before = await projectionsDigest(tx);
      const segments = await rebuildProjections(tx, { primitives: nodePrimitives, readers, ...readContent() });
      return { count: segments, isSame: before === (await projectionsDigest(tx)) };
    });
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
    say(isSame
      ? { vi: `Đã dựng lại từ ${count} gói trong ${seconds} giây: mọi con số y như cũ.`, en: `Rebuilt from ${count} segments in ${seconds} s: every figure is as it was.` }
      : { vi: `Đã dựng lại từ ${count} gói trong ${seconds} giây: CÓ CON SỐ KHÁC TRƯỚC (cách tính đã đổi, hoặc bảng cũ lệch).`, en: `Rebuilt from ${count} segments in ${seconds} s: SOME FIGURES DIFFER from before.` });
  });
});
