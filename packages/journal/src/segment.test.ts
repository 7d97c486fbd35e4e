import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { newNodeKey, nodePrimitives } from "../../../tests/given.ts";
import { encodeCbor } from "./canonical-cbor.ts";
import { decodeFacts, encodeFacts, type WireFact } from "./columns.ts";
import { answeredFact } from "./event-store.suite.ts";
import { frame, unframe } from "./frames.ts";
import { CHAIN_START, openSegment, readFacts, sealSegment } from "./segment.ts";

const sealed = async (facts: readonly WireFact[] = [answeredFact(1), answeredFact(2)]) =>
  sealSegment({ from: 0, previous: CHAIN_START, scope: "", wallMs: 5, facts }, await newNodeKey(), nodePrimitives);

test("a sealed segment opens to the facts it was sealed from", async () => {
  const facts = [answeredFact(1), answeredFact(2), { ...answeredFact(3), kind: "kind-of-2031", wonder: { deep: ["x"] } }];
  const opened = await openSegment((await sealed(facts)).bytes, nodePrimitives);
  assert.equal(opened.is, "valid");
  assert.deepEqual(opened.is === "valid" && (await readFacts(opened.segment, nodePrimitives)), { is: "facts", facts });
});

test("every single flipped bit of a segment is caught", async () => {
  const { bytes } = await sealed([answeredFact(1)]);
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const torn = bytes.slice();
    torn[bit >> 3] = (torn[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.equal((await openSegment(torn, nodePrimitives)).is, "corrupt", `bit ${bit}`);
  }
});

test("a segment cut anywhere is corrupt, and any bytes at all are judged without throwing", async () => {
  const { bytes } = await sealed();
  for (let length = 0; length < bytes.length; length++) assert.equal((await openSegment(bytes.subarray(0, length), nodePrimitives)).is, "corrupt");
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (noise) => (await openSegment(noise, nodePrimitives)).is === "corrupt"));
});

test("a signed body that is no columns is read as corrupt, not thrown", async () => {
  const key = await newNodeKey();
  const honest = await sealSegment({ from: 0, previous: CHAIN_START, scope: "", wallMs: 0, facts: [answeredFact(1)] }, key, nodePrimitives);
  for (const body of [Uint8Array.of(1, 2, 3), await nodePrimitives.deflate(encodeCbor([1, 2])), await nodePrimitives.deflate(new Uint8Array(5_000_000))]) {
    const tbs = encodeCbor([encodeCbor([1, 1, key.publicKey, 0, 1, new Uint8Array(32), "", 0, []]), body]);
    const opened = await openSegment(Buffer.concat([tbs, await key.sign(tbs)]), nodePrimitives);
    assert.equal(opened.is, "valid");
    if (opened.is === "valid") assert.equal((await readFacts(opened.segment, nodePrimitives)).is, "corrupt");
  }
  assert.notEqual(honest.hash, CHAIN_START);
});

test("one spelling only: the same segment in non-canonical CBOR is corrupt even when its signature holds", async () => {
  const key = await newNodeKey();
  const header = encodeCbor([1, 1, key.publicKey, 0, 1, new Uint8Array(32), "", 0, []]);
  const body = await nodePrimitives.deflate(encodeFacts([answeredFact(1)]));
  // 0x98 0x02: an array of two with a length byte that it does not need.
  const tbs = Buffer.concat([Uint8Array.of(0x98, 0x02), encodeCbor(header), encodeCbor(body)]);
  assert.equal((await openSegment(Buffer.concat([tbs, await key.sign(tbs)]), nodePrimitives)).is, "corrupt");
});

test("facts of any kind survive the columns", () => {
  const uuid = fc.uuid({ version: 7 });
  const payload = fc.dictionary(fc.stringMatching(/^[a-z]{1,12}$/).filter((name) => !["kind", "key", "actor", "subject"].includes(name)),
    fc.oneof(fc.integer(), fc.boolean(), fc.string(), uuid, fc.array(fc.string(), { maxLength: 4 })), { maxKeys: 5 });
  const fact = fc.tuple(fc.constantFrom("item-answered", "kind-of-2031"), uuid, uuid, uuid, fc.integer(), fc.nat(), payload)
    .map(([kind, key, actor, subject, wallMs, monoMs, rest]) => ({ ...rest, kind, key, actor, subject, wallMs, monoMs }));
  fc.assert(fc.property(fc.array(fact, { minLength: 1, maxLength: 30 }), (facts) => {
    assert.deepEqual(decodeFacts(encodeFacts(facts), facts.length), facts);
  }));
});

test("a field that is called what every object inherits travels like any other", () => {
  const facts = [{ ...answeredFact(1), constructor: 0 }, answeredFact(2)];
  assert.deepEqual(decodeFacts(encodeFacts(facts), 2), facts);
});

test("a bundle cut in transfer gives its whole frames and says what is left over", () => {
  const whole = frame([Uint8Array.of(1, 2), Uint8Array.of(3)]);
  assert.deepEqual(unframe(whole), { units: [Uint8Array.of(1, 2), Uint8Array.of(3)], leftoverBytes: 0 });
  assert.deepEqual(unframe(whole.subarray(0, 9)), { units: [Uint8Array.of(1, 2)], leftoverBytes: 3 });
  assert.equal(unframe(Uint8Array.of(255, 255, 255, 255, 0)).leftoverBytes, 5);
});

test("256 answers travel in at most 20 bytes each", async () => {
  const learners = Array.from({ length: 30 }, (_, i) => `018f0000-0000-7000-8002-${(i * 7919 + 13).toString(16).padStart(12, "0")}`);
  const facts = Array.from({ length: 256 }, (_, i) => ({ ...answeredFact(i), key: learners[i % 30] ?? "", actor: learners[i % 30] ?? "", subject: learners[i % 30] ?? "", item: `muc-${i % 40}`, dwellMs: 3_000 + ((i * 7_919) % 20_000), picked: ["abcd".charAt((i * 7) % 4)] }));
  const { bytes } = await sealed(facts);
  assert.ok(bytes.length / 256 <= 20, `${(bytes.length / 256).toFixed(1)} bytes`);
});
