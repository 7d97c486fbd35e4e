import assert from "node:assert/strict";
import { test } from "node:test";
import { isSecret, makeSecret, secretPictures, waitMs } from "./picture-secret.ts";

const salt = new Uint8Array(16).fill(7);

test("three pictures open in any order, others do not, and what is kept names none of them", async () => {
  const secret = await makeSecret(["trang", "ot", "non"], { salt, rounds: 1_000 });
  assert.equal(await isSecret(["non", "trang", "ot"], secret), true);
  assert.equal(await isSecret(["non", "trang", "xe"], secret), false);
  assert.equal(await isSecret(["non", "non", "trang"], secret), false);
  assert.doesNotMatch(JSON.stringify(secret), /trang|ot"|non/);
});

test("the same pictures of two people are kept differently", async () => {
  const one = await makeSecret(["non", "sen", "lua"], { salt, rounds: 1_000 });
  const other = await makeSecret(["non", "sen", "lua"], { salt: new Uint8Array(16).fill(8), rounds: 1_000 });
  assert.notEqual(one.hash, other.hash);
});

test("a secret is made slowly unless a test asks otherwise", async () => {
  assert.ok((await makeSecret(["non", "sen", "lua"], { salt })).rounds >= 250_000);
});

test("two wrong tries wait for nothing; from the third on each waits longer, up to two minutes", () => {
  const waits = [0, 1, 2, 3, 4, 5, 8, 40].map((count) => waitMs({ count, lastAtMs: 1_000 }, 1_000));
  assert.deepEqual(waits, [0, 0, 0, 5_000, 10_000, 20_000, 120_000, 120_000]);
  assert.equal(waitMs(undefined, 0), 0);
  assert.equal(waitMs({ count: 3, lastAtMs: 1_000 }, 4_000), 2_000);
  assert.equal(waitMs({ count: 3, lastAtMs: 1_000 }, 6_000), 0);
});

test("a clock that was put back a year makes nobody wait a year", () => {
  assert.equal(waitMs({ count: 3, lastAtMs: 31_536_000_000 }, 0), 5_000);
});

test("there are twelve pictures to choose from, each once", () => {
  assert.equal(new Set(secretPictures).size, 12);
});
