import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Value } from "typebox/value";
import { contentSchemas, CONTRACT_VERSION, factSchemas, reportSchemas, type FactKind } from "./index.ts";

/**
 * If this fails, the shape of what phones, servers or files hold has changed. Old phones must still be understood: add kinds and
 * optional fields only; keep a specimen of the old shape; then write the new version, its line of history and its hash in one commit.
 */
test("contract version 4 has the schemas that its hash pins", () => {
  const hash = createHash("sha256").update(JSON.stringify([factSchemas, reportSchemas, contentSchemas])).digest("hex").slice(0, 16);
  assert.deepEqual([CONTRACT_VERSION, hash], [4, "4ca4ecc8e42267cd"]);
});

const folder = new URL("../specimens/", import.meta.url);
const specimens = readdirSync(folder).filter((name) => name.startsWith("fact-"));

for (const name of specimens) {
  test(`the specimen ${name} still parses`, () => {
    const fact: { kind: FactKind } = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
    assert.deepEqual([...Value.Errors(factSchemas[fact.kind], fact)], []);
  });
}

test("every kind of fact has a specimen", () => {
  assert.deepEqual(Object.keys(factSchemas).filter((kind) => !specimens.some((name) => name.startsWith(`fact-${kind}-`))), []);
});

test("a fact with a field too many, or one too few, is not its kind", () => {
  const fact = JSON.parse(readFileSync(new URL("fact-attendance-marked-1.json", folder), "utf8"));
  assert.equal(Value.Check(factSchemas["attendance-marked"], fact), true);
  assert.equal(Value.Check(factSchemas["attendance-marked"], { ...fact, citizenNumber: "012345678901" }), false);
  assert.equal(Value.Check(factSchemas["attendance-marked"], { ...fact, subject: undefined }), false);
});
