import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const root = join(import.meta.dirname, "..");
const copy = mkdtempSync(join(tmpdir(), "hocvuso-tree-"));
after(() => rmSync(copy, { recursive: true }));

/** The tree as somebody has it who changed one file of the content. */
function givenTree(): void {
  for (const part of ["package.json", "tsconfig.base.json", "apps/pwa", "content", "packages", "tools"]) {
    cpSync(join(root, part), join(copy, part), { recursive: true, filter: (path) => !/\/(node_modules|dist)(\/|$)/.test(path) });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
}

const simulator = "content/simulators/tra-tien-qr.json";
const build = () => spawnSync(process.execPath, [join(root, "node_modules/vite/bin/vite.js"), "build", "--config", "apps/pwa/vite.config.ts"], { cwd: copy, encoding: "utf8" });

test("the app is not built from a simulator with a trap, and the build says where it is; mended, it is built", () => {
  givenTree();
  const sound = readFileSync(join(copy, simulator), "utf8");
  const trapped = sound.replace(/("act": "dua-xem",\s*"verdict": "right",\s*"to": )"xong"/, '$1"bien-lai"');
  assert.notEqual(trapped, sound);
  writeFileSync(join(copy, simulator), trapped);
  const refused = build();
  assert.notEqual(refused.status, 0);
  assert.match(refused.stderr + refused.stdout, /simulators\/tra-tien-qr\.json: .*the goal can no longer be reached/);
  assert.equal(existsSync(join(copy, "apps/pwa/dist/index.html")), false);

  writeFileSync(join(copy, simulator), sound);
  const { status, stderr } = build();
  assert.equal(status, 0, stderr);
  assert.equal(existsSync(join(copy, "apps/pwa/dist/index.html")), true);
});
