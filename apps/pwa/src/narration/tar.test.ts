import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { packTar, unpackTar } from "./tar.ts";

const files = [
  { name: "bru/manifest.json", bytes: new TextEncoder().encode(`{"clips":"Nghe, ${"x".repeat(600)}"}`) },
  { name: "bru/0123456789abcdef.webm", bytes: Uint8Array.from({ length: 1_024 }, (_, at) => at % 256) },
  { name: "bru/empty.webm", bytes: new Uint8Array() },
];

test("what is packed is unpacked, byte for byte", () => {
  assert.deepEqual(unpackTar(packTar(files, 1_800_000_000)), files);
});

test("the system's own tar opens a package, and its packages are opened", () => {
  const folder = mkdtempSync(join(tmpdir(), "hocvuso-tar-"));
  writeFileSync(join(folder, "voices.tar"), packTar(files, 1_800_000_000));
  execFileSync("tar", ["-xf", "voices.tar"], { cwd: folder });
  for (const { name, bytes } of files) assert.deepEqual(new Uint8Array(readFileSync(join(folder, name))), bytes);
  execFileSync("tar", ["--format=ustar", "-cf", "again.tar", "bru"], { cwd: folder });
  const again = unpackTar(new Uint8Array(readFileSync(join(folder, "again.tar"))));
  assert.deepEqual(again.map(({ name }) => name).toSorted(), files.map(({ name }) => name).toSorted());
});

test("a cut archive, and bytes that are none, are refused", () => {
  const whole = packTar(files, 0);
  assert.throws(() => unpackTar(whole.subarray(0, 700)), RangeError);
  assert.throws(() => unpackTar(new TextEncoder().encode("<html>".repeat(200))), RangeError);
  assert.throws(() => unpackTar(new Uint8Array(1_024)), RangeError);
});
