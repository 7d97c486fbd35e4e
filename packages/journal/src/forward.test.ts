import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReplicaRole } from "@hocvuso/contract";
import { newNodeKey, nodePrimitives } from "../../../tests/given.ts";
import { openCertificate, openEnrolmentRequest, signCertificate } from "./certificate.ts";
import { answerHave, answerPut, enrol, keepArrived, openFrames, type DepotIdentity } from "./depot.ts";
import { chain } from "./event-store.suite.ts";
import type { Transport } from "./exchange.ts";
import { forward } from "./forward.ts";
import { memoryDepotStore } from "./memory-depot-store.ts";
import type { ReplicaKey } from "./primitives.ts";
import { openReceipt } from "./receipt.ts";
import { replicaIdOf } from "./segment.ts";

async function givenProvince(authority: ReplicaKey) {
  const [store, key] = [memoryDepotStore(), await newNodeKey()];
  const certify = (subject: ReplicaKey, role: ReplicaRole) => signCertificate({ subject, roles: [role], place: "", readers: [], epoch: 1, notAfterMs: 0 }, authority);
  const identity: DepotIdentity = { key, level: 1, certificate: await certify(key, "province"), named: { publicKey: key.publicKey, epoch: 1, holdsSample: false }, now: () => 0 };
  const way = { puts: 0, putsUntilCut: Infinity };
  const requests: Uint8Array[] = [];
  const upstream: Transport = {
    have: (message) => answerHave(message, store, identity),
    async put(frames) {
      if (way.putsUntilCut-- <= 0) throw new Error("the line broke");
      way.puts += 1;
      const arrived = await openFrames(frames, nodePrimitives);
      return answerPut(await keepArrived(arrived, store, identity), arrived, store, identity);
    },
    async enrol(bytes) {
      const shown = await openCertificate(bytes, authority.publicKey, nodePrimitives);
      if (shown !== undefined) await enrol(await replicaIdOf(shown.subject.publicKey, nodePrimitives), bytes, store);
      else requests.push(bytes);
      return shown === undefined ? undefined : bytes;
    },
  };
  const approve = async (subject: ReplicaKey, role: ReplicaRole) => enrol(await replicaIdOf(subject.publicKey, nodePrimitives), await certify(subject, role), store);
  return { store, upstream, way, requests, approve, certify };
}

const given = { newKey: newNodeKey, primitives: nodePrimitives };

test("a hub that nobody has approved carries everything once, asks to be known, and hands on the province's word and nobody else's", async () => {
  const authority = await newNodeKey();
  const [province, hub, key] = [await givenProvince(authority), memoryDepotStore(), await newNodeKey()];
  const [a, b] = await chain(given, 2);
  if (a === undefined || b === undefined) throw new Error("no chain");
  await hub.add([b, a]);
  const first = await forward({ store: hub, upstream: province.upstream, key, primitives: nodePrimitives, authority: undefined });
  assert.deepEqual(Buffer.from(first.authority ?? []), Buffer.from(authority.publicKey));
  assert.equal(first.ownCertificate, undefined);
  assert.deepEqual(first.refused.map(({ why }) => why), ["not-enrolled", "not-enrolled"]);
  assert.equal((await openEnrolmentRequest(province.requests[0] ?? assert.fail("it did not ask"), nodePrimitives))?.role, "hub");
  const { receipts, certificates } = await hub.carried([a.replica]);
  assert.deepEqual((await Promise.all(receipts.map((bytes) => openReceipt(bytes, nodePrimitives)))).map((receipt) => [receipt?.level, receipt?.tips]), [[1, [{ next: 6, hash: b.hash }]]]);
  assert.equal(certificates.length, 1);
  await province.approve(key, "hub");
  const second = await forward({ store: hub, upstream: province.upstream, key, primitives: nodePrimitives, authority: first.authority });
  assert.ok(second.ownCertificate !== undefined);
  assert.equal(province.way.puts, 1);
  const handedOn = await hub.carried([a.replica]);
  const impostor = await givenProvince(await newNodeKey());
  await forward({ store: hub, upstream: impostor.upstream, key, primitives: nodePrimitives, authority: first.authority });
  assert.deepEqual(await hub.carried([a.replica]), handedOn);
});

test("a line that breaks in the middle leaves nothing said twice and nothing out at the next try", async () => {
  const [province, hub, key] = [await givenProvince(await newNodeKey()), memoryDepotStore(), await newNodeKey()];
  const logs = await Promise.all(Array.from({ length: 3 }, () => chain(given, 30, 1_200)));
  await hub.add(logs.flat());
  province.way.putsUntilCut = 1;
  await assert.rejects(forward({ store: hub, upstream: province.upstream, key, primitives: nodePrimitives, authority: undefined }), /line broke/);
  province.way.putsUntilCut = Infinity;
  await forward({ store: hub, upstream: province.upstream, key, primitives: nodePrimitives, authority: undefined });
  assert.equal(province.store.events.held.size, 90);
});

test("a province put back to an older state is filled again, and shown whom it has forgotten", async () => {
  const authority = await newNodeKey();
  const [province, hub, key, phone] = [await givenProvince(authority), memoryDepotStore(), await newNodeKey(), await newNodeKey()];
  const log = await chain({ ...given, newKey: async () => phone }, 4);
  await province.approve(phone, "phone");
  await hub.add(log);
  await forward({ store: hub, upstream: province.upstream, key, primitives: nodePrimitives, authority: undefined });
  const restored = await givenProvince(authority);
  await forward({ store: hub, upstream: restored.upstream, key, primitives: nodePrimitives, authority: authority.publicKey });
  const [replica] = log.map((segment) => segment.replica);
  if (replica === undefined) throw new Error("no log");
  assert.deepEqual((await restored.store.counting(replica)).counts.length, 4);
  assert.deepEqual((await restored.store.decisions([replica])).get(replica)?.certificate, (await province.store.decisions([replica])).get(replica)?.certificate);
});

test("asked to bring only what is new, it says nothing of the other logs", async () => {
  const [province, hub, key] = [await givenProvince(await newNodeKey()), memoryDepotStore(), await newNodeKey()];
  const [old, fresh] = [await chain(given, 1), await chain(given, 1)];
  await hub.add([...old, ...fresh]);
  const toProvince = { store: hub, upstream: province.upstream, key, primitives: nodePrimitives, authority: undefined };
  await forward({ ...toProvince, only: fresh.map(({ replica }) => replica) });
  assert.deepEqual([...province.store.events.held.keys()], fresh.map(({ hash }) => hash));
  await forward({ ...toProvince, only: [] });
  assert.equal(province.store.events.held.size, 1);
  await forward(toProvince);
  assert.equal(province.store.events.held.size, 2);
});
