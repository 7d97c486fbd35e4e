import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Value } from "typebox/value";
import { CertifyingItem, contentSchemas, CONTRACT_VERSION, credentialSchemas, EvidenceLevel, evidenceLevels, factSchemas, movementSchemas, reportSchemas, type ContentKind, type FactKind } from "./index.ts";

/**
 * If this fails, the shape of what phones, servers or files hold has changed. Old phones must still be understood: add kinds and
 * optional fields only; keep a specimen of the old shape; then write the new version, its line of history and its hash in one commit.
 */
test("contract version 10 has the schemas that its hash pins", () => {
  const hash = createHash("sha256").update(JSON.stringify([factSchemas, reportSchemas, contentSchemas, credentialSchemas, movementSchemas])).digest("hex").slice(0, 16);
  assert.deepEqual([CONTRACT_VERSION, hash], [10, "de40cc007782032e"]);
});

const folder = new URL("../specimens/", import.meta.url);
const specimens = readdirSync(folder).filter((name) => name.startsWith("fact-"));
const contentSpecimens = readdirSync(folder).filter((name) => name.startsWith("content-"));

for (const name of specimens) {
  test(`the specimen ${name} still parses`, () => {
    const fact: { kind: FactKind } = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
    assert.deepEqual([...Value.Errors(factSchemas[fact.kind], fact)], []);
  });
}

for (const name of contentSpecimens) {
  test(`the specimen ${name} still parses`, () => {
    const file: { kind: ContentKind } = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
    assert.deepEqual([...Value.Errors(contentSchemas[file.kind], file)], []);
  });
}

test("every form of certifying item has a specimen", () => {
  const forms = CertifyingItem.anyOf.map(({ properties: { form } }) => form.const);
  assert.deepEqual(forms.filter((form) => !contentSpecimens.some((name) => name.endsWith(`-${form}.json`))), []);
});

for (const name of Object.keys(credentialSchemas) as (keyof typeof credentialSchemas)[]) { // its own keys
  test(`the specimen of ${name} still parses`, () => {
    const specimen: unknown = JSON.parse(readFileSync(new URL(`credential-${name}-1.json`, folder), "utf8"));
    assert.deepEqual([...Value.Errors(credentialSchemas[name], specimen)], []);
  });
}

test("the levels of evidence on the wire are those that the schema names", () => {
  assert.ok(evidenceLevels.every((level) => Value.Check(EvidenceLevel, level)));
});

test("every kind of fact has a specimen", () => {
  assert.deepEqual(Object.keys(factSchemas).filter((kind) => !specimens.some((name) => name.startsWith(`fact-${kind}-`))), []);
});

test("a fact with a field too many, or one too few, is not its kind", () => {
  const fact = JSON.parse(readFileSync(new URL("fact-attendance-marked-1.json", folder), "utf8"));
  assert.equal(Value.Check(factSchemas["attendance-marked"], fact), true);
  assert.equal(Value.Check(factSchemas["attendance-marked"], { ...fact, citizenNumber: "012345678901" }), false);
  assert.equal(Value.Check(factSchemas["attendance-marked"], { ...fact, subject: undefined }), false);
});
