import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nodePrimitives } from "../../../tests/given.ts";
import { bucketDigests, bucketOf, BUCKETS, differingBuckets } from "./bucket-digests.ts";
import type { ReplicaId, SegmentHash, Tip } from "@hocvuso/contract";
import { decodeSlip, encodeSlip } from "./slip.ts";
import { textCodesIn, toTextCode } from "./text-code.ts";

test("any bytes survive being text, among other words, broken over lines", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom("bundle" as const, "receipt" as const, "slip" as const), fc.nat(80), (bytes, kind, at) => {
    const code = toTextCode(kind, bytes);
    const broken = at > 8 && at < code.length ? `${code.slice(0, at)}\r\n${code.slice(at)}` : code;
    assert.deepEqual(textCodesIn(`Học Vụ Số: xin đừng sửa.\n\n${broken}\n\nCảm ơn bác!`), [{ kind, bytes }]);
  }));
});

test("a text without a code, and a code of a kind from the future, give none; two codes give two", () => {
  assert.deepEqual(textCodesIn("HVS1 không phải mã. HVS1.z.AAAA"), []);
  assert.deepEqual(textCodesIn(`${toTextCode("receipt", Uint8Array.of(1))} ${toTextCode("slip", Uint8Array.of(2, 3))}`).map(({ kind }) => kind), ["receipt", "slip"]);
});

const replica = fc.stringMatching(/^[0-9a-f]{32}$/).map((text) => text as ReplicaId); // 32 digits
const tip = fc.tuple(fc.nat(1_000), fc.stringMatching(/^[0-9a-f]{64}$/)).map(([next, hash]): Tip => ({ next, hash: hash as SegmentHash })); // 64 digits

test("a slip comes back as it was", () => {
  fc.assert(fc.property(replica, fc.nat(), fc.array(tip, { maxLength: 3 }), (of, next, tips) => {
    assert.deepEqual(decodeSlip(encodeSlip({ replica: of, next, tips })), { replica: of, next, tips });
  }));
});

test("buckets differ exactly where tips differ", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(replica, tip, fc.boolean()), { maxLength: 40 }), async (entries) => {
    const [ours, theirs] = [new Map<ReplicaId, readonly Tip[]>(), new Map<ReplicaId, readonly Tip[]>()];
    for (const [of, at, isShared] of entries) {
      ours.set(of, [at]);
      if (isShared) theirs.set(of, [at]);
      else theirs.delete(of);
    }
    const found = differingBuckets(await bucketDigests(ours, nodePrimitives), await bucketDigests(theirs, nodePrimitives));
    const expected = [...new Set([...ours.keys()].filter((of) => !theirs.has(of)).map(bucketOf))].toSorted((a, b) => a - b);
    assert.deepEqual(found, expected);
  }), { numRuns: 40 });
  assert.equal((await bucketDigests(new Map(), nodePrimitives)).length, 8 * BUCKETS);
});
