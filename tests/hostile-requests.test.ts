import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { after, before, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import type { Segment } from "@hocvuso/contract";
import { decodePutAnswer, encodeHave, frame, openSegment, signEnrolmentRequest } from "@hocvuso/journal";
import fc from "fast-check";
import { encodeCbor as encode } from "../packages/journal/src/canonical-cbor.ts";
import { newNodeKey, nodePrimitives, registered, sealedTo } from "./given.ts";
import { givenServer, type GivenServer } from "./given-server.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

type Route = { readonly method: "get" | "post"; readonly path: string };

/** Every route that the program lists of itself. */
async function routes(): Promise<readonly Route[]> {
  const { paths } = await (await server.app.request("/api/openapi.json")).json() as { paths: Record<string, object> }; // OpenAPI
  return Object.entries(paths).flatMap(([path, acts]) => Object.keys(acts).map((method) => ({ method: method === "post" ? "post" as const : "get" as const, path })));
}

/** Asks, and says what came back; a stream is left again. */
async function statusOf(path: string, init?: RequestInit): Promise<number> {
  const answer = await server.app.request(path, init);
  await answer.body?.cancel();
  return answer.status;
}

/** A body whose signature and columns are honest but for one thing. */
async function honestFrames(): Promise<Uint8Array> {
  const readers = server.services.readers.slice(0, 1).map(({ publicKey }) => publicKey);
  const segments = await sealedTo(readers, await server.enrolledKey(), [registered("bác Tư")], [registered("bác Năm")]);
  return frame(segments.map(({ bytes }) => bytes));
}

const noise = fc.uint8Array({ maxLength: 400 });

test("noise, cut, flipped, oversized and non-canonical bytes at every door that takes a body: a plain refusal, never a crash", async () => {
  // Not the door that signs out: no bytes at all are enough for it, and whoever asks would be nobody from there on.
  const doors = (await routes()).filter(({ method, path }) => method === "post" && path !== "/api/sign-out").map(({ path }) => path);
  assert.ok(doors.length >= 3, String(doors));
  const honest = [await honestFrames(), encodeHave([]), await signEnrolmentRequest({ role: "phone" }, await newNodeKey())];
  const torn = fc.tuple(fc.constantFrom(...honest), fc.nat(), fc.integer({ min: 1, max: 255 })).map(([whole, at, flip]) => {
    const bytes = whole.slice();
    bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ flip;
    return bytes;
  });
  const cut = fc.tuple(fc.constantFrom(...honest), fc.nat()).map(([whole, at]) => whole.subarray(0, at % whole.length));
  // A shape that CBOR can spell in a longer way, and shapes that are none of ours.
  const shapes = fc.anything({ withBigInt: false, withDate: false, withMap: false, withSet: false, withNullPrototype: false, withObjectString: false, withTypedArray: false }).map((value) => encodedOrNoise(value));
  const long = honest.map((whole) => Buffer.concat([Uint8Array.of(0x98, (whole[0] ?? 0) & 0x1f), whole.subarray(1)]));
  await fc.assert(fc.asyncProperty(fc.constantFrom(...doors), fc.oneof(noise, torn, cut, shapes, fc.constantFrom(...long)), async (path, bytes) => {
    const status = await statusOf(path, { method: "POST", body: new Uint8Array(bytes) });
    assert.ok(status < 500, `${path} answered ${status}`);
  }), { numRuns: 600 });
  for (const path of doors) assert.ok([413, 400].includes(await statusOf(path, { method: "POST", body: new Uint8Array(4_000_000) })), path);
  assert.deepEqual(server.logged, []);
});

function encodedOrNoise(value: unknown): Uint8Array {
  try {
    return encode(value);
  } catch {
    return Uint8Array.of(0xff);
  }
}

test("any words in any address and question: never a crash, and no word of the asker is taken for a command", async () => {
  const words = fc.oneof(fc.string({ maxLength: 80 }), fc.constantFrom("'; DROP TABLE segment; --", "<script>", "%00", "../../etc/passwd", "44.2' OR '1'='1", "18859.1-01", "\u0000", "null", "-1", "9".repeat(400)));
  const doors = (await routes()).filter(({ method, path }) => method === "get" && path !== "/api/progress/stream");
  await fc.assert(fc.asyncProperty(fc.constantFrom(...doors), words, fc.array(fc.tuple(fc.constantFrom("unit", "group", "measure", "after", "replica", "q", "lang", "x"), words), { maxLength: 6 }), async ({ path }, word, asked) => {
    const address = `${path.replaceAll(/\{\w+\}/g, encodeURIComponent(word))}?${new URLSearchParams(asked).toString()}`;
    const status = await statusOf(address);
    assert.ok(status < 500, `${address} answered ${status}`);
  }), { numRuns: 400 });
  assert.deepEqual(server.logged, []);
});

test("a unit of any kind, of today or of before, or of no place, at every address and question: never a crash", async () => {
  const doors = (await routes()).filter(({ method, path }) => method === "get" && path !== "/api/progress/stream");
  for (const { path } of doors) {
    for (const unit of ["44", "45", "18859", "18859.1", "18859.1-01", "19249.2", "19249.2-03", "00000", "x", ""]) {
      for (const address of [path.replaceAll(/\{\w+\}/g, encodeURIComponent(unit)), `${path.replaceAll(/\{\w+\}/g, "44")}?unit=${unit}&round=${unit}&group=adult`]) assert.ok(await statusOf(address) < 500, address);
    }
  }
  assert.deepEqual(server.logged, []);
});

test("signed bombs: bodies that inflate without end, columns without end, more facts than there are", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  const key = { alg: 1 as const, publicKey: new Uint8Array(raw), sign: async (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey)) };
  assert.equal(await statusOf("/sync/enrol", { method: "POST", body: new Uint8Array(await signEnrolmentRequest({ role: "phone" }, key)) }), 200);
  const seal = async (from: number, count: number, body: Uint8Array): Promise<Uint8Array> => {
    const message = encode([encode([1, 1, key.publicKey, from, count, new Uint8Array(32), "", 0, []]), body]);
    return Buffer.concat([message, await key.sign(message)]);
  };
  const bodies = [
    deflateRawSync(new Uint8Array(64_000_000)),
    deflateRawSync(encode(Array.from({ length: 8 }, () => Array.from({ length: 60_000 }, () => 0)))),
    deflateRawSync(Buffer.concat([Uint8Array.of(0x9b, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff)])),
    deflateRawSync(Buffer.alloc(3_000_000, 0x81)),
    encode({ kinds: "none" }),
  ];
  const bombs = await Promise.all(bodies.flatMap((body, i) => [seal(i, 1, body), seal(i, 65_535, body)]));
  const fitting = bombs.filter((bytes) => bytes.length < 131_072);
  assert.ok(fitting.length >= 8);
  const before = process.memoryUsage().rss;
  for (let round = 0; round < 5; round++) {
    for (const bomb of fitting) {
      const answer = await server.post("/sync/put", frame([bomb]));
      assert.equal(answer.status, 200);
      const [verdict] = decodePutAnswer(new Uint8Array(await answer.arrayBuffer())).verdicts;
      assert.ok(["stored", "have", "corrupt"].includes(verdict?.status ?? ""), verdict?.status ?? "no verdict");
    }
  }
  const grownMb = (process.memoryUsage().rss - before) / 1e6;
  assert.ok(grownMb < 400, `${grownMb.toFixed(0)} MB more`);
  assert.deepEqual(server.logged, []);
});

test("a segment signed by a stranger in another's name, or moved into another's log, is corrupt or the stranger's own", async () => {
  const [mine] = await sealedTo([], await server.enrolledKey(), [registered("bác Sáu")]);
  const bytes = (mine ?? assert.fail()).bytes.slice();
  bytes.set(new Uint8Array(64), bytes.length - 64);
  const { verdicts } = decodePutAnswer(new Uint8Array(await (await server.post("/sync/put", frame([bytes]))).arrayBuffer()));
  assert.equal(verdicts[0]?.status, "corrupt");
  const opened = await openSegment(bytes, nodePrimitives);
  assert.equal(opened.is, "corrupt");
  const [theirs] = await sealedTo([], await newNodeKey(), [registered("bác Sáu")]) as [Segment];
  assert.notEqual(theirs.replica, mine?.replica);
});
