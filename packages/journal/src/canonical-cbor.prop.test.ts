import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode } from "cborg";
import fc from "fast-check";
import { decodeCbor, encodeCbor, Malformed } from "./canonical-cbor.ts";

/** As the long way judges: cborg, and the same bytes when spelt again. */
function judged(bytes: Uint8Array): { readonly value: unknown } | "malformed" {
  try {
    const value: unknown = decode(bytes, { strict: true, allowIndefinite: false, allowUndefined: false, allowNaN: false, allowInfinity: false, rejectDuplicateMapKeys: true });
    return Buffer.compare(encode(value), bytes) === 0 ? { value } : "malformed";
  } catch {
    return "malformed";
  }
}

function ours(bytes: Uint8Array): { readonly value: unknown } | "malformed" {
  try {
    return { value: decodeCbor(bytes) };
  } catch (error) {
    assert.ok(error instanceof Malformed);
    return "malformed";
  }
}

const text = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: "grapheme", maxLength: 5 }));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.maxSafeInteger(), fc.integer({ min: -300, max: 70_000 }), fc.constantFrom(23, 24, 255, 256, 65_535, 65_536, 4_294_967_295, 4_294_967_296, -24, -25, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, -0),
    text, fc.uint8Array({ maxLength: 300 }), fc.boolean(), fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie("value"), { maxLength: 6 }), fc.dictionary(text.filter((key) => key !== "__proto__"), tie("value"), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

test("whatever is written has the bytes that the reference gives, and reads back the same", () => {
  fc.assert(fc.property(value, (given) => {
    const bytes = encodeCbor(given);
    assert.deepEqual(Buffer.from(bytes), Buffer.from(encode(given)));
    assert.deepEqual(ours(bytes), judged(bytes));
  }), { numRuns: 1_000 });
});

test("bytes changed anywhere, cut, or made up are taken or refused as the reference does", () => {
  fc.assert(fc.property(value, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 }), fc.nat(), (given, changes, cut) => {
    const bytes = Uint8Array.from(encode(given));
    for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
    assert.deepEqual(ours(bytes), judged(bytes));
    const short = bytes.slice(0, cut % (bytes.length + 1));
    assert.deepEqual(ours(short), judged(short));
  }), { numRuns: 2_000 });
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => assert.deepEqual(ours(bytes), judged(bytes))), { numRuns: 2_000 });
});

test("every head, with arguments at the edges, is judged as the reference does", () => {
  for (let head = 0; head < 256; head++) {
    for (const next of [0, 1, 23, 24, 127, 128, 254, 255]) for (const tail of [[], [0], [0, 0, 0], [1, 0, 0, 0, 0, 0, 0]]) {
      const bytes = Uint8Array.of(head, next, ...tail);
      assert.deepEqual(ours(bytes), judged(bytes), String(bytes));
    }
  }
});
