/** Builds the two web apps where their sources are newer than what was built: `npm start` and `npm test` call it. Ends at once when nothing changed. */
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";

const root = join(import.meta.dirname, "..");
const shared = ["packages/*/src/**", "content/**", "package-lock.json", "tools/build-apps.ts"];

export function buildApps(): void {
  for (const app of ["pwa", "dashboard"]) {
    const sources = digestOf([`apps/${app}/**`, ...shared], [`apps/${app}/dist/**`, `apps/${app}/node_modules/**`]);
    const mark = join(root, `.cache/built-${app}`);
    if (existsSync(mark) && readFileSync(mark, "utf8") === sources && existsSync(join(root, `apps/${app}/dist/index.html`))) continue;
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "node_modules/vite/bin/vite.js"), "build", "--config", `apps/${app}/vite.config.ts`], { cwd: root, encoding: "utf8" });
    if (status !== 0) {
      console.error(`${stdout}${stderr}\nChưa dựng được ứng dụng ${app}. / The app ${app} could not be built.`);
      process.exit(1);
    }
    mkdirSync(join(root, ".cache"), { recursive: true });
    writeFileSync(mark, sources);
  }
}

function digestOf(patterns: readonly string[], except: readonly string[]): string {
  const files = globSync([...patterns], { cwd: root, exclude: [...except] }).filter((file) => statSync(join(root, file)).isFile()).toSorted();
  const digest = createHash("sha256");
  for (const file of files) digest.update(file).update("\0").update(readFileSync(join(root, file)));
  return digest.digest("hex");
}

if (import.meta.main) buildApps();
