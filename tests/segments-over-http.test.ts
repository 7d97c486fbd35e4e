import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ProvinceProgress, Segment } from "@hocvuso/contract";
import { decodeHaveAnswer, decodePutAnswer, encodeHave, frame, openReceipt } from "@hocvuso/journal";
import { answered, attended, clumsyActs, framesOf, nodePrimitives, played, registered, sealedBy, stepDone, unfinishedActs } from "./given.ts";
import { givenServer, type GivenServer } from "./given-server.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

async function put(segments: readonly Segment[]) {
  const answer = await server.post("/sync/put", framesOf(segments));
  assert.equal(answer.status, 200);
  return decodePutAnswer(new Uint8Array(await answer.arrayBuffer()));
}

async function adultsOfLeThuy() {
  const progress = await (await server.app.request("/api/progress")).json() as ProvinceProgress; // what the route promises; its own test checks the shape
  const commune = progress.communes.find(({ unit }) => unit === "19249.2");
  const { listed, reached, capable } = commune?.groups.adult ?? assert.fail("Lệ Thủy is missing");
  return { listed, reached: reached.state === "measured" && reached.persons, capable: capable.state === "measured" && capable.persons };
}

test("a person is counted once by natural key, however often and from however many phones the facts come", async () => {
  const [bac, chi] = [await server.enrolledKey(), await server.enrolledKey()];
  const before = await adultsOfLeThuy();
  const fromOwnPhone = await sealedBy(bac, [registered("bác Lài"), stepDone("bác Lài")], [played("bác Lài"), answered("bác Lài")]);
  const fromAmbassador = await sealedBy(chi, [registered("bác Lài"), played("bác Lài"), attended("bác Lài", { markedBy: "chị Hoa" })]);
  assert.deepEqual((await put(fromOwnPhone)).verdicts.map(({ status }) => status), ["stored", "stored"]);
  assert.deepEqual((await put([...fromOwnPhone, ...fromAmbassador])).verdicts.map(({ status }) => status), ["have", "have", "stored"]);
  await put(fromAmbassador);
  assert.deepEqual(await adultsOfLeThuy(), { listed: before.listed + 1, reached: Number(before.reached) + 1, capable: Number(before.capable) + 1 });
});

test("guided runs, hints and quizzes make nobody capable", async () => {
  const before = await adultsOfLeThuy();
  await put(await sealedBy(await server.enrolledKey(), [
    registered("ông Tám"), played("ông Tám", { mode: "guided" }), played("ông Tám", { attempt: "second", hintCount: 1 }),
    played("ông Tám", { attempt: "third", acts: unfinishedActs }), played("ông Tám", { attempt: "a wrong act first", acts: clumsyActs }), answered("ông Tám"),
  ]));
  assert.deepEqual(await adultsOfLeThuy(), { ...before, listed: before.listed + 1, reached: Number(before.reached) + 1 });
});

test("what the server scores counts: a run whose acts are missing, made up or of another simulator makes nobody capable, and is listed", async () => {
  const before = await adultsOfLeThuy();
  const { acts, ...withoutActs } = played("bà Ổi", { attempt: "no acts" });
  await put(await sealedBy(await server.enrolledKey(), [
    registered("bà Ổi"), withoutActs, played("bà Ổi", { attempt: "made up", acts: ["nhay-qua@10"] }),
    { ...played("bà Ổi", { attempt: "another text" }), simulatorVersion: "00000000" },
  ]));
  assert.deepEqual(await adultsOfLeThuy(), { ...before, listed: before.listed + 1, reached: Number(before.reached) + 1 });
  const { rows } = await server.services.database.transaction((tx) => tx.query<{ why: string }>("SELECT why FROM unread_fact WHERE kind = 'simulator-finished' ORDER BY source"));
  assert.deepEqual(rows.map(({ why }) => why), ["acts-missing", "acts-do-not-fit", "simulator-unknown"]);
  assert.ok((acts?.length ?? 0) > 5);
});

test("acts of a person not yet registered wait, counted in no commune, until the registration comes", async () => {
  const key = await server.enrolledKey();
  const before = await adultsOfLeThuy();
  const [acts, registration] = await sealedBy(key, [played("cô Sen")], [registered("cô Sen")]);
  await put(acts === undefined ? [] : [acts]);
  assert.deepEqual(await adultsOfLeThuy(), before);
  await put(registration === undefined ? [] : [registration]);
  assert.deepEqual(await adultsOfLeThuy(), { listed: before.listed + 1, reached: Number(before.reached) + 1, capable: Number(before.capable) + 1 });
});

test("one bad unit never holds back another: each segment has its own answer", async () => {
  const [good] = await sealedBy(await server.enrolledKey(), [registered("bà Mận")]);
  const [torn] = await sealedBy(await server.enrolledKey(), [registered("anh Ba")]);
  if (good === undefined || torn === undefined) throw new Error("nothing was sealed");
  const tornBytes = torn.bytes.slice();
  tornBytes[100] = (tornBytes[100] ?? 0) ^ 1;
  const answer = decodePutAnswer(new Uint8Array(await (await server.post("/sync/put", frame([tornBytes, good.bytes]))).arrayBuffer()));
  assert.deepEqual(answer.verdicts.map(({ status }) => status).toSorted(), ["corrupt", "stored"]);
  const { rows } = await server.services.database.transaction((tx) => tx.query("SELECT why, bytes FROM set_aside"));
  assert.deepEqual(rows, [{ why: "the signature does not match", bytes: Buffer.from(tornBytes) }]);
});

test("a fact of a kind from the future is stored with its segment and listed as unread", async () => {
  const key = await server.enrolledKey();
  const future = { ...registered("em Tí"), kind: "dream-shared" } as unknown as ReturnType<typeof registered>; // what a newer phone would send
  const [segment] = await sealedBy(key, [future, registered("em Tèo")]);
  if (segment === undefined) throw new Error("nothing was sealed");
  const before = await adultsOfLeThuy();
  assert.equal((await put([segment])).verdicts[0]?.status, "stored");
  assert.equal((await adultsOfLeThuy()).listed, before.listed + 1);
  const { rows } = await server.services.database.transaction((tx) => tx.query("SELECT kind, why FROM unread_fact WHERE kind = 'dream-shared'"));
  assert.deepEqual(rows, [{ kind: "dream-shared", why: "unknown-kind" }]);
});

test("a receipt of the store names the tip that it holds, by hash, and verifies", async () => {
  const segments = await sealedBy(await server.enrolledKey(), [registered("bác Tư")], [stepDone("bác Tư")]);
  const { receipts, store } = await put(segments);
  const receipt = await openReceipt(receipts[0] ?? new Uint8Array(), nodePrimitives);
  assert.deepEqual(receipt?.tips, [{ next: 2, hash: segments[1]?.hash }]);
  assert.equal(receipt?.level, 1);
  assert.deepEqual(receipt?.store, store.publicKey);
  const forged = receipts[0]?.slice() ?? new Uint8Array();
  forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
  assert.equal(await openReceipt(forged, nodePrimitives), undefined);
});

test("have answers with the tips of the replicas named, and of no other", async () => {
  const [mine, other] = [await sealedBy(await server.enrolledKey(), [registered("a")]), await sealedBy(await server.enrolledKey(), [registered("b")])];
  await put([...mine, ...other]);
  const asked = await server.post("/sync/have", encodeHave([{ replica: mine[0]?.replica ?? assert.fail(), tips: [] }]));
  const { held } = decodeHaveAnswer(new Uint8Array(await asked.arrayBuffer()));
  assert.deepEqual(held, [{ replica: mine[0]?.replica, tips: [{ next: 1, hash: mine[0]?.hash }] }]);
});

test("a refusal says what is wrong in the reader's language", async () => {
  const unit = await server.app.request("/api/units/99999.1/progress");
  assert.equal(unit.status, 404);
  assert.match((await unit.json() as { message: string }).message, /Chưa có xã, phường nào mang mã 99999\.1/); // a problem report
  const english = await server.app.request("/api/units/99999.1/progress", { headers: { "accept-language": "en-GB" } });
  assert.match((await english.json() as { message: string }).message, /No commune has the id/); // likewise
});
