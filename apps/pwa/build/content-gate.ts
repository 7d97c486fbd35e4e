/** Nothing that fails a check of the content is built into the app: the build ends with what was found. */
import type { Plugin } from "vite";
import { checkContent } from "../../../tools/check-content.ts";

/** @param folder the content that the app is built from */
export function contentGate(folder: string): Plugin {
  return {
    name: "content-gate",
    apply: "build",
    async buildStart() {
      const problems = await checkContent(folder);
      if (problems.length > 0) this.error(`the content holds ${problems.length} problem(s); npm run content tells more\n${problems.map(({ file, sentence }) => `${file}: ${sentence}`).join("\n")}`);
    },
  };
}
