import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ReplicasToDecide, type RecordConflicts, type ReplicaId, type Segment } from "@hocvuso/contract";
import { replicaIdOf, signEnrolmentRequest, type ReplicaKey } from "@hocvuso/journal";
import { Value } from "typebox/value";
import { enrolByPerson, revokeByPerson } from "../apps/server/src/replicas/decide-replicas.ts";
import { forkedBy, framesOf, newNodeKey, nodePrimitives, played, profile, registered, sealedBy, stepDone } from "./given.ts";
import { givenServer, type GivenServer } from "./given-server.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

async function send(segments: readonly Segment[]): Promise<void> {
  assert.equal((await server.post("/sync/put", framesOf(segments))).status, 200);
}

async function waiting(): Promise<ReplicasToDecide> {
  const answer: unknown = await (await server.app.request("/api/replicas")).json();
  assert.ok(Value.Check(ReplicasToDecide, answer), JSON.stringify(answer));
  return answer;
}

async function conflictsOpen(): Promise<number> {
  return ((await (await server.app.request("/api/conflicts")).json()) as RecordConflicts).open; // what the route promises
}

const idOfKey = (key: ReplicaKey): Promise<ReplicaId> => replicaIdOf(key.publicKey, nodePrimitives);

/** What is listed of one replica, without its moment. */
async function listed(replica: ReplicaId) {
  return (await waiting()).replicas.filter((one) => one.replica === replica).map(({ why, facts, factsApart, asksAs }) => [why, facts, factsApart, asksAs]);
}

test("a phone nobody enrolled waits with what it sent, and waits no more once it is enrolled", async () => {
  const key = await newNodeKey();
  const id = await idOfKey(key);
  await send(await sealedBy(key, [registered("bà Thảo"), stepDone("bà Thảo")], [played("bà Thảo")]));
  assert.deepEqual(await listed(id), [["not-enrolled", 0, 3, undefined]]);
  const before = await waiting();
  assert.ok(Math.abs(Date.parse(before.replicas.find(({ replica }) => replica === id)?.lastArrival ?? "") - Date.now()) < 60_000);
  assert.equal((await enrolByPerson({ replica: id }, { role: "phone", place: "" }, server.services)).is, "enrolled");
  const after = await waiting();
  assert.deepEqual(after.replicas, []);
  assert.deepEqual([before.waiting, after.waiting], [1, 0]);
  assert.deepEqual(after.counts, { ...before.counts, enrolled: before.counts.enrolled + 1, keptApart: before.counts.keptApart - 1 });
});

test("a forked log waits until the honest end is named; what the clone writes after that waits again", async () => {
  const key = await server.enrolledKey();
  const id = await idOfKey(key);
  const [start, mine, theirs] = await forkedBy(key, [registered("cô Sen")], [played("cô Sen")], [stepDone("cô Sen"), stepDone("cô Sen", { step: 1 })]);
  await send([start, mine]);
  assert.deepEqual(await listed(id), []);
  await send([theirs]);
  assert.deepEqual(await listed(id), [["forked", 4, 0, undefined]]);
  assert.equal((await revokeByPerson(id, { after: mine.hash, because: "hồ sơ bị chép" }, server.services)).is, "revoked");
  assert.deepEqual(await listed(id), []);
  const { counts } = await waiting();
  assert.deepEqual([counts.forked, counts.revoked], [1, 1]);
  const [, , , later] = await sealedBy(key, [registered("cô Sen")], [played("cô Sen")], [stepDone("cô Sen", { step: 2 })], [stepDone("cô Sen", { step: 3 })]);
  assert.ok(later);
  await send([later]);
  assert.deepEqual(await listed(id), [["revoked", 2, 3, undefined]]);
  const again = (await waiting()).replicas.find(({ replica }) => replica === id)?.lastGood;
  assert.equal(again, mine.hash);
  await revokeByPerson(id, { after: again, because: "bản chép còn ghi tiếp" }, server.services);
  assert.deepEqual(await listed(id), []);
});

test("who asks for a role that a person gives waits for the answer; what is no segment is counted", async () => {
  const key = await newNodeKey();
  const id = await idOfKey(key);
  await server.post("/sync/enrol", await signEnrolmentRequest({ role: "hub" }, key));
  assert.deepEqual(await listed(id), [["asks", 0, 0, "hub"]]);
  await enrolByPerson({ replica: id }, { role: undefined, place: "" }, server.services);
  assert.deepEqual(await listed(id), []);
  const [segment] = await sealedBy(await server.enrolledKey(), [registered("ông Hợi")]);
  const spoilt = Uint8Array.from(segment?.bytes ?? [], (byte, at) => (at === (segment?.bytes.length ?? 0) - 1 ? byte ^ 1 : byte));
  const before = (await waiting()).setAside;
  await server.post("/sync/put", framesOf([{ ...segment ?? assert.fail(), bytes: spoilt }]));
  assert.equal((await waiting()).setAside, before + 1);
});

test("a record changed in two places waits until a change upon both", async () => {
  const key = await server.enrolledKey();
  const [first, second, third] = await sealedBy(key, [registered("bác Lài"), profile("bác Lài", "v1", { place: "18859.2" })], [profile("bác Lài", "v2", { at: 5 })], [profile("bác Lài", "v3", { upon: ["v1", "v2"] })]);
  assert.ok(first && second && third);
  await send([first, second]);
  assert.equal(await conflictsOpen(), 1);
  await send([third]);
  assert.equal(await conflictsOpen(), 0);
});
