import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { FactKey, PersonId } from "@hocvuso/contract";
import { newNodeKey, nodePrimitives } from "../../../tests/given.ts";
import { openFrames } from "./depot.ts";
import { frame } from "./frames.ts";
import { hpkeReader, newHpkeKey } from "./hpke.ts";
import { openErasure, openKeyParcel, openWords, sealWords, signErasure, signKeyParcel, unwrapKeyParcel } from "./sealed-details.ts";
import { fromUtf8, toUtf8 } from "./utf8.ts";

const person = "018f0000-0000-7000-8000-00000000aaaa" as PersonId; // a UUIDv7 by its form
const version = "018f0000-0000-7000-8000-00000000bbbb" as FactKey; // likewise

test("any text is the UTF-8 that the platform makes, and comes back; bytes that are none are none", () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: "grapheme", maxLength: 300 }), fc.constantFrom("Đặng Thị Lài", "x".repeat(70_000))), (text) => {
    assert.deepEqual(toUtf8(text), new TextEncoder().encode(text));
    assert.equal(fromUtf8(toUtf8(text)), text);
  }));
  assert.equal(fromUtf8(Uint8Array.of(0xff, 0xfe)), undefined);
});

test("words moved to another fact or another person do not open", async () => {
  const subject = { person, key: nodePrimitives.random(32) };
  const words = await sealWords("bác Lài", subject, version, nodePrimitives);
  assert.equal(await openWords(words, subject, version, nodePrimitives), "bác Lài");
  assert.equal(await openWords(words, subject, person as string as FactKey, nodePrimitives), undefined); // likewise
  assert.equal(await openWords(words, { ...subject, person: version as string as PersonId }, version, nodePrimitives), undefined); // likewise
  assert.equal(await openWords(`A${words.slice(1)}`, subject, version, nodePrimitives), undefined);
});

test("a parcel opens to its reader, and no bit of it may change", async () => {
  const { publicKey, secret } = await newHpkeKey(32);
  const reader = await hpkeReader(32, publicKey, secret);
  const subject = { person, key: nodePrimitives.random(32) };
  const bytes = await signKeyParcel(subject, [reader.publicKey], await newNodeKey(), nodePrimitives);
  const parcel = await openKeyParcel(bytes, nodePrimitives);
  assert.deepEqual(parcel === undefined ? undefined : await unwrapKeyParcel(parcel, [reader], nodePrimitives), subject);
  for (let at = 0; at < bytes.length; at++) {
    const torn = bytes.slice();
    torn[at] = (torn[at] ?? 0) ^ 1;
    assert.equal(await openKeyParcel(torn, nodePrimitives), undefined);
  }
  const torn = bytes.slice();
  torn[torn.length - 1] = (torn.at(-1) ?? 0) ^ 1;
  const { parcels, aside } = await openFrames(frame([bytes, torn]), nodePrimitives);
  assert.deepEqual([parcels.length, aside.map((found) => found.bytes.length)], [1, [0]], "what a torn parcel held must not be set aside");
  const word = Buffer.from(bytes).indexOf("subject-key");
  const spoilt = bytes.slice();
  for (const at of [word, word + 4, word + 10]) spoilt[at] = (spoilt[at] ?? 0) ^ 4;
  assert.deepEqual((await openFrames(frame([spoilt]), nodePrimitives)).aside.map((found) => found.bytes.length), [0], "nor where its word was spoilt");
});

test("an erasure is believed of its own authority alone", async () => {
  const authority = await newNodeKey();
  const bytes = await signErasure([person], authority);
  assert.deepEqual(await openErasure(bytes, authority.publicKey, nodePrimitives), [person]);
  assert.equal(await openErasure(bytes, (await newNodeKey()).publicKey, nodePrimitives), undefined);
});
