import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { cutPhones } from "../bench/powercut/cut-phones.ts";
import { cutProvinces } from "../bench/powercut/cut-provinces.ts";
import { clearLeftovers, flashUnavailable } from "../bench/powercut/flash.ts";

test("where no disk can be cut off, the command says so in one plain sentence, in both languages, and ends well", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["bench/powercut/powercut.ts"], { cwd: join(import.meta.dirname, ".."), env: { ...process.env, WITHOUT_LOOP_DEVICES: "1" } });
  assert.match(stdout, /chưa thử cúp điện được/);
  assert.match(stdout, /power cuts cannot be played here/);
});

if (flashUnavailable() === undefined) {
  test("three power cuts of a phone lose nothing that was acknowledged; with the browser's default durability they would", async () => {
    clearLeftovers();
    const { cuts, acknowledged, lost, torn, unopened } = await cutPhones({ cuts: 3 });
    assert.deepEqual([cuts, lost, torn, unopened], [3, 0, 0, 0]);
    assert.ok(acknowledged > 10, `${acknowledged} acknowledged`);
    const control = await cutPhones({ cuts: 3, isRelaxed: true });
    assert.ok(control.lost > 0, "the control lost nothing: the trial would not see a loss");
  });

  test("three power cuts of a province lose nothing that was acknowledged", async () => {
    const { cuts, acknowledged, lost, torn, unopened } = await cutProvinces({ cuts: 3 });
    assert.deepEqual([cuts, lost, torn, unopened], [3, 0, 0, 0]);
    assert.ok(acknowledged > 10, `${acknowledged} acknowledged`);
  });
}
