import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { newNodeKey, nodePrimitives } from "../../../tests/given.ts";
import { seededRandom } from "../../../apps/server/src/sample/invented-province.ts";
import { decodeCbor, encodeCbor } from "./canonical-cbor.ts";
import { openCertificate, signCertificate } from "./certificate.ts";
import { decodeFacts, encodeFacts, type WireFact } from "./columns.ts";
import { answeredFact } from "./event-store.suite.ts";
import { frame, unframe } from "./frames.ts";
import { hpkeReader, newHpkeKey } from "./hpke.ts";
import type { ReplicaKey } from "./primitives.ts";
import { openReceipt, signReceipt } from "./receipt.ts";
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

/** A class of 30: each answers 40 questions, ten an attempt, in times and choices that nobody could guess. */
function answersOfAClass(count: number): WireFact[] {
  const random = seededRandom(1945);
  const id = (kind: number) => `018f${kind}000-${Math.floor(0x1_0000 * random()).toString(16).padStart(4, "0")}-7${Math.floor(0x1000 * random()).toString(16).padStart(3, "0")}-8000-${Math.floor(2 ** 48 * random()).toString(16).padStart(12, "0")}`;
  const learners = Array.from({ length: 30 }, () => ({ person: id(1), attempts: Array.from({ length: 4 }, () => id(2)) }));
  let wallMs = 1_760_000_000_000;
  return Array.from({ length: count }, (_, i) => {
    const learner = learners[i % 30] ?? assert.fail();
    const dwellMs = Math.round(Math.exp(8.5 + 0.8 * (random() + random() + random() - 1.5)));
    wallMs += 300 + Math.floor(4_000 * random());
    return {
      kind: "item-answered", key: learner.attempts[Math.floor(i / 300)] ?? "", actor: learner.person, subject: learner.person, wallMs, monoMs: wallMs - 1_759_999_000_000,
      item: `muc-${Math.floor(60 * random())}`, try: 0, picked: ["abcd".charAt(Math.floor(4 * random()))], dwellMs,
    };
  });
}

for (const [count, mostBytes] of [[256, 20], [1_200, 12]] as const) {
  test(`${count} answers, sealed to the province and to a hub that may read, travel in at most ${mostBytes} bytes each`, async () => {
    const readers = await Promise.all([newHpkeKey(32), newHpkeKey(32)]);
    const segment = await sealSegment({ from: 0, previous: CHAIN_START, scope: "", wallMs: 5, facts: answersOfAClass(count) }, await newNodeKey(), nodePrimitives, readers.map(({ publicKey }) => ({ kem: 32, publicKey })));
    assert.ok(segment.bytes.length / count <= mostBytes, `${(segment.bytes.length / count).toFixed(1)} bytes`);
  });
}

for (const kem of [32, 16] as const) {
  test(`a body sealed by HPKE suite ${kem} opens to its reader alone, and only whole`, async () => {
    const [mine, other] = await Promise.all([newHpkeKey(kem), newHpkeKey(kem)]);
    const reader = await hpkeReader(kem, mine.publicKey, mine.secret);
    const stranger = await hpkeReader(kem, other.publicKey, other.secret);
    const facts = [answeredFact(1), answeredFact(2)];
    const segment = await sealSegment({ from: 0, previous: CHAIN_START, scope: "", wallMs: 5, facts }, await newNodeKey(), nodePrimitives, [{ kem, publicKey: mine.publicKey }]);
    assert.deepEqual(await readFacts(segment, nodePrimitives, [stranger, reader]), { is: "facts", facts });
    assert.deepEqual(await readFacts(segment, nodePrimitives, [stranger]), { is: "sealed-to-others" });
    assert.deepEqual(await readFacts(segment, nodePrimitives), { is: "sealed-to-others" });
    assert.ok(!Buffer.from(segment.bytes).includes(Buffer.from("ten-khac-bang")), "the body can be read");
  });
}

test("a body moved under another header is not opened, even by its reader", async () => {
  const { publicKey, secret } = await newHpkeKey(32);
  const reader = await hpkeReader(32, publicKey, secret);
  const key = await newNodeKey();
  const seal = (wallMs: number) => sealSegment({ from: 0, previous: CHAIN_START, scope: "", wallMs, facts: [answeredFact(1)] }, key, nodePrimitives, [{ kem: 32, publicKey }]);
  const [first, second] = [await seal(5), await seal(6)];
  const bodyOf = (bytes: Uint8Array) => (decodeCbor(bytes.subarray(0, -64)) as [Uint8Array, Uint8Array])[1]; // [header, body]
  const swapped = encodeCbor([(decodeCbor(first.bytes.subarray(0, -64)) as [Uint8Array, Uint8Array])[0], bodyOf(second.bytes)]); // likewise
  const opened = await openSegment(Buffer.concat([swapped, await key.sign(swapped)]), nodePrimitives);
  assert.equal(opened.is, "valid");
  if (opened.is === "valid") assert.equal((await readFacts(opened.segment, nodePrimitives, [reader])).is, "corrupt");
});

test("a P-256 key signs segments, certificates and receipts that verify like Ed25519's", async () => {
  const key = newP256Key();
  const segment = await sealSegment({ from: 0, previous: CHAIN_START, scope: "", wallMs: 5, facts: [answeredFact(1)] }, key, nodePrimitives);
  assert.equal((await openSegment(segment.bytes, nodePrimitives)).is, "valid");
  const receipt = await signReceipt({ epoch: 1, level: 1, replica: segment.replica, tips: [{ next: 1, hash: segment.hash }], timeMs: 0 }, key);
  assert.equal((await openReceipt(receipt, nodePrimitives))?.level, 1);
  const certificate = await signCertificate({ subject: key, roles: ["phone"], place: "", readers: [], epoch: 0, notAfterMs: 0 }, key);
  assert.deepEqual((await openCertificate(certificate, key.publicKey, nodePrimitives))?.roles, ["phone"]);
  assert.equal(await openCertificate(certificate, (await newNodeKey()).publicKey, nodePrimitives), undefined);
});

function newP256Key(): ReplicaKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { alg: 2, publicKey: publicKey.export({ format: "der", type: "spki" }).subarray(-65), sign: async (message) => sign("sha256", message, { key: privateKey, dsaEncoding: "ieee-p1363" }) };
}
