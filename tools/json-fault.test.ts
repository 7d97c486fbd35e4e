import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonFault, type Missing } from "./json-fault.ts";

test("a text that is JSON has no fault", () => {
  for (const text of ["{}", " [1, -2.5e3, true, null, \"a\\\"b\"] ", "\"Đông Hồ\"", "{\"a\": {\"b\": []}}\n"]) assert.equal(jsonFault(text), undefined, text);
});

const faults: readonly (readonly [what: string, text: string, line: number, column: number, missing: Missing])[] = [
  ["a comma left out", '{\n  "vi": "Chợ"\n  "en": "Market"\n}', 3, 3, "comma-or-end"],
  ["a comma too many in an object", '{\n  "vi": "Chợ",\n}', 3, 1, "name"],
  ["a comma too many in a list", "[1,\n 2,\n]", 3, 1, "value"],
  ["a quote that does not close", '{\n  "vi": "Chợ,\n  "en": "Market"\n}', 2, 14, "closing-quote"],
  ["a quote inside a text", '{"vi": "Bác nói "vâng" nhé"}', 1, 18, "comma-or-end"],
  ["a bracket that does not close", '{"a": [1, 2', 1, 12, "comma-or-end"],
  ["a colon left out", '{"a" 1}', 1, 6, "colon"],
  ["a word without quotes", '{"a": chợ}', 1, 7, "value"],
  ["a curly quote", '{“a”: 1}', 1, 2, "name"],
  ["something after the end", '{"a": 1}\n}', 2, 1, "nothing-more"],
  ["an empty file", "", 1, 1, "value"],
];
for (const [what, text, line, column, missing] of faults) {
  test(`${what} is found at its line and column`, () => assert.deepEqual(jsonFault(text), { line, column, missing }));
}
