import assert from "node:assert/strict";
import { test } from "node:test";
import { brokenRules, readDependencies, readSources, type Broken } from "./import-rules.ts";

const root = new URL("..", import.meta.url).pathname;
const declared = new Map([["apps/server", ["hono"]], ["apps/dashboard", ["preact"]], ["apps/pwa", ["preact"]]]);

function rulesBrokenBy(files: Readonly<Record<string, string>>): string[] {
  return brokenRules(new Map(Object.entries(files)), declared).map(({ rule }) => rule);
}

test("the tree keeps every import rule", () => {
  const broken: readonly Broken[] = brokenRules(readSources(root), readDependencies(root));
  assert.deepEqual(broken.map(({ rule, file, what }) => `${file}: ${rule} (${what})`), []);
});

const breaks: readonly (readonly [rule: string, files: Readonly<Record<string, string>>])[] = [
  ["rooms keep to their table", { "packages/contract/src/a.ts": 'import { x } from "@hocvuso/journal";' }],
  ["rooms keep to their table", { "packages/journal/src/a.ts": 'import { x } from "@hocvuso/domain/units";' }],
  ["rooms keep to their table", { "apps/dashboard/src/a.ts": 'export { x } from "@hocvuso/journal";' }],
  ["rooms keep to their table", { "packages/domain/src/units/a.ts": 'import type { X } from "@hocvuso/journal";' }],
  ["rooms import each other by name", { "apps/pwa/src/a.ts": 'import { x } from "../../server/src/b.ts";' }],
  ["rooms import each other by name", { "apps/server/src/a.ts": 'const b = await import("../../pwa/src/b.ts");' }],
  ["keys of certifying items stay with the server", { "apps/pwa/src/a.ts": 'import { content } from "../../../content/certifying/cn-a.json?item";' }],
  ["rooms keep to their table", { "apps/dashboard/src/a.ts": 'import { x } from "@hocvuso/pwa";' }],
  ["rooms keep to their table", { "apps/author/src/a.ts": 'import { x } from "@hocvuso/journal";' }],
  ["rooms import each other by name", { "apps/author/src/a.ts": 'import { x } from "../../pwa/src/b.ts";' }],
  ["domain takes types only", { "packages/domain/src/units/a.ts": 'import { PersonId } from "@hocvuso/contract";' }],
  ["contexts keep to their table", { "packages/domain/src/units/a.ts": 'import { x } from "../measurement/index.ts";' }],
  ["contexts are entered through index.ts", { "packages/domain/src/measurement/a.ts": 'import { x } from "../units/register.ts";' }],
  ["contexts are entered through index.ts", { "apps/server/src/a.ts": 'import { x } from "@hocvuso/domain/units/register";' }],
  ["dependencies are declared", { "apps/server/src/a.ts": 'import pg from "left-pad";' }],
  ["dependencies are declared", { "packages/domain/src/units/a.ts": 'import type { X } from "preact";' }],
  ["only the server has node:", { "packages/journal/src/a.ts": 'import { createHash } from "node:crypto";' }],
  ["no clock, no dice", { "packages/journal/src/a.ts": "export const now = () => Date.now();" }],
  ["no clock, no dice", { "packages/domain/src/units/a.ts": "export const today = new Date();" }],
  ["no clock, no dice", { "packages/domain/src/units/a.ts": "export const dice = Math.random;" }],
  ["no circles", { "apps/pwa/src/a.ts": 'import { b } from "./b.ts";', "apps/pwa/src/b.ts": 'import { a } from "./a.ts";' }],
];

for (const [rule, files] of breaks) {
  test(`the rule "${rule}" catches ${JSON.stringify(files)}`, () => assert.ok(rulesBrokenBy(files).includes(rule)));
}

test("what the rules allow passes: types across rooms, tests that reach anywhere", () => {
  assert.deepEqual(rulesBrokenBy({
    "packages/domain/src/measurement/a.ts": 'import type { Fact } from "@hocvuso/contract";\nimport { x } from "../units/index.ts";',
    "packages/journal/src/a.test.ts": 'import { x } from "../../../tests/given.ts";',
    "apps/server/src/a.ts": 'import { Hono } from "hono";\n// import { nothing } from "left-pad";\nimport { readFileSync } from "node:fs";',
  }), []);
});
