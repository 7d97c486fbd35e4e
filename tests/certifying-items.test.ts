/** Certifying items leave the province without their keys, and stay out of what phones are built from. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { CertifyingBank } from "@hocvuso/contract";
import { Value } from "typebox/value";
import { givenServer, type GivenServer } from "./given-server.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

test("a phone gets every certifying item, and nothing in any answer tells a key", async () => {
  const answer = await server.app.request("/api/certifying-items");
  const text = await answer.text();
  const bank: unknown = JSON.parse(text);
  assert.ok(Value.Check(CertifyingBank, bank));
  assert.equal(bank.items.length, globSync("content/certifying/*.json", { cwd: root }).length);
  assert.doesNotMatch(text, /"(key|right|mistakes?|sources)":/);
  for (const { key } of server.services.certifying.items.flatMap((item) => (item.form === "task" ? [] : [item]))) {
    for (const mistake of Object.values(key.mistakes)) assert.ok(!text.includes(JSON.stringify(mistake)), mistake);
  }
});

test("the certifying items are at no address of the store as files", async () => {
  for (const path of ["/content/certifying/cn-mua-ngay-mai.json", "/certifying/cn-mua-ngay-mai.json", "/assets/../content/certifying/cn-mua-ngay-mai.json"]) {
    assert.equal((await server.app.request(path)).status, 404, path);
  }
});

const root = join(import.meta.dirname, "..");

test("what phones and dashboards are built from names no certifying item", () => {
  const ids = server.services.certifying.items.map(({ id }) => id);
  const sources = globSync("{apps/pwa,apps/dashboard}/{src,build,dist}/**/*.{ts,tsx,js,json,html}", { cwd: root });
  assert.ok(sources.length > 100);
  for (const path of sources) {
    const text = readFileSync(join(root, path), "utf8");
    assert.deepEqual(ids.filter((id) => text.includes(`"${id}"`)), [], path);
  }
});
