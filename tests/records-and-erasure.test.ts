import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Fact, PersonId, PersonsMerged, ProvinceProgress, RecordConflicts, Segment, UnitId } from "@hocvuso/contract";
import { chainTips, openSegment } from "@hocvuso/journal";
import fc from "fast-check";
import { projectionTables } from "../apps/server/src/postgres/tables.ts";
import { erasePerson, storeSegments } from "../apps/server/src/consequences.ts";
import { projectionsDigest, rebuildProjections } from "../apps/server/src/projections/rebuild.ts";
import { answered, framesOf, idOf, nodePrimitives, played, profile, registered, sealedBy, stepDone } from "./given.ts";
import { givenServer, type GivenServer } from "./given-server.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

const kept = ["segment", "erased", "subject_key", ...projectionTables];
async function empty(): Promise<void> {
  await server.services.database.transaction(async (tx) => { for (const table of kept) await tx.query(`DELETE FROM ${table}`); });
}
beforeEach(empty);

const LE_THUY = "19249.2" as UnitId; // xã Lệ Thủy of today
const DONG_THUAN = "18859.2" as UnitId; // xã Đồng Thuận of today

function merged(one: string, other: string): PersonsMerged {
  return { kind: "persons-merged", key: idOf(`${one}+${other}`), actor: idOf("đại sứ"), subject: idOf(one), wallMs: 0, monoMs: 0, other: idOf(other) };
}

async function send(...lists: readonly (readonly Fact[])[]): Promise<readonly Segment[]> {
  const segments = await sealedBy(await server.enrolledKey(), ...lists);
  assert.equal((await server.post("/sync/put", framesOf(segments))).status, 200);
  return segments;
}

async function adultsIn(commune: UnitId) {
  const progress = await (await server.app.request("/api/progress")).json() as ProvinceProgress; // what the route promises
  const { listed, reached, capable } = progress.communes.find(({ unit }) => unit === commune)?.groups.adult ?? assert.fail();
  return [listed, reached.state === "measured" ? reached.persons : -1, capable.state === "measured" ? capable.persons : -1];
}

async function conflicts(): Promise<RecordConflicts> {
  return (await server.app.request("/api/conflicts")).json() as Promise<RecordConflicts>; // what the route promises
}

async function assertRebuiltAlike(): Promise<void> {
  await server.services.database.transaction(async (tx) => {
    const before = await projectionsDigest(tx);
    await rebuildProjections(tx, server.services);
    assert.equal(await projectionsDigest(tx), before);
  });
}

test("two phones change one profile without knowing of each other: the same one is shown everywhere, the conflict is listed, a third change ends it", async () => {
  await send([registered("bác Lài", { place: DONG_THUAN })], [profile("bác Lài", "v1", { place: DONG_THUAN })]);
  await send([profile("bác Lài", "v2", { upon: ["v1"], place: LE_THUY, at: 20 })]);
  assert.deepEqual([await conflicts(), await adultsIn(LE_THUY)], [{ open: 0, conflicts: [] }, [1, 0, 0]]);
  await send([profile("bác Lài", "v3", { upon: ["v1"], place: DONG_THUAN, at: 10 })]);
  const { open, conflicts: [conflict] } = await conflicts();
  assert.deepEqual([open, conflict?.kind, conflict?.shown, conflict?.heads.map(({ said }) => said["place"]).toSorted()], [1, "profile-changed", idOf("v2"), [DONG_THUAN, LE_THUY]]);
  assert.deepEqual(await adultsIn(LE_THUY), [1, 0, 0]);
  await assertRebuiltAlike();
  await send([profile("bác Lài", "v4", { upon: ["v2", "v3"], place: DONG_THUAN, at: 1 })]);
  assert.equal((await conflicts()).open, 0);
  assert.deepEqual([await adultsIn(LE_THUY), await adultsIn(DONG_THUAN)], [[0, 0, 0], [1, 0, 0]]);
  await assertRebuiltAlike();
});

test("one person registered on two phones is counted once from the moment somebody says so, with all that both ids did", async () => {
  await send([registered("bác Tám ở chợ"), stepDone("bác Tám ở chợ")]);
  await send([registered("bác Tám ở nhà"), played("bác Tám ở nhà")]);
  assert.deepEqual(await adultsIn(LE_THUY), [2, 2, 1]);
  await send([merged("bác Tám ở chợ", "bác Tám ở nhà")]);
  assert.deepEqual(await adultsIn(LE_THUY), [1, 1, 1]);
  await send([answered("bác Tám ở chợ")], [answered("bác Tám ở nhà", { tryNumber: 1 })]);
  assert.deepEqual(await adultsIn(LE_THUY), [1, 1, 1]);
  await assertRebuiltAlike();
});

test("facts, changes, mergers and erasures in any order and cut give byte-equal projections", async () => {
  const who = fc.constantFrom("lài", "tám", "sen", "mận");
  const fact: fc.Arbitrary<Fact> = fc.oneof(
    fc.tuple(who, fc.constantFrom(LE_THUY, DONG_THUAN), fc.nat(3)).map(([name, place, at]) => registered(name, { place, at })),
    fc.tuple(who, fc.nat(2)).map(([name, step]) => stepDone(name, { step })),
    who.map((name) => played(name)),
    fc.tuple(who, fc.nat(3), fc.array(fc.nat(3), { maxLength: 2 }), fc.constantFrom(LE_THUY, DONG_THUAN)).map(([name, n, upon, place]) => profile(name, `${name} v${n}`, { upon: upon.map((k) => `${name} v${k}`), place, at: n })),
    fc.tuple(who, who).map(([one, other]) => merged(one, other)),
  );
  const keys = await Promise.all([server.enrolledKey(), server.enrolledKey()]);
  const erased = fc.option(who, { nil: undefined, freq: 3 });
  await fc.assert(fc.asyncProperty(
    fc.array(fc.tuple(fc.nat(1), fc.array(fc.array(fact, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 })), { minLength: 1, maxLength: 3 }), fc.infiniteStream(fc.nat(1_000)), erased, fc.nat(100),
    async (logs, dice, gone, when) => {
      const segments = (await Promise.all(logs.map(([owner, lists]) => sealedBy(keys[owner] ?? assert.fail(), ...lists)))).flat();
      const shuffled = [...segments, ...segments.slice(0, 2)].map((segment) => ({ segment, at: dice.next().value })).toSorted((a, b) => a.at - b.at).map(({ segment }) => segment);
      assert.equal(await digestAfter(shuffled.map((segment) => [segment]), gone, when % (shuffled.length + 1)), await digestAfter([segments], gone, 0));
    },
  ), { numRuns: 60 });
});

/** @param when how many lists are stored before the erasure. */
async function digestAfter(lists: readonly (readonly Segment[])[], gone: string | undefined, when: number): Promise<string> {
  return server.services.database.transaction(async (tx) => {
    for (const table of kept) await tx.query(`DELETE FROM ${table}`);
    for (const [place, valid] of [...lists, []].entries()) {
      if (place === when && gone !== undefined) await erasePerson(tx, idOf<PersonId>(gone), server.services);
      await storeSegments(tx, { valid, parcels: [], aside: [] }, server.services);
    }
    return projectionsDigest(tx);
  });
}

test("an erased person is gone from every figure, record and list, comes back by no later segment, and every chain still verifies", async () => {
  const segments = await send([registered("chị Hoa"), played("chị Hoa"), registered("anh Bình")], [profile("chị Hoa", "h1")], [profile("chị Hoa", "h2", { upon: [] })]);
  await send([registered("chị Hoa ở xã"), merged("chị Hoa", "chị Hoa ở xã")]);
  assert.deepEqual([await adultsIn(LE_THUY), (await conflicts()).open], [[2, 1, 1], 1]);
  const erased = await server.services.database.transaction((tx) => erasePerson(tx, idOf<PersonId>("chị Hoa"), server.services));
  assert.deepEqual(erased.toSorted(), [idOf("chị Hoa"), idOf("chị Hoa ở xã")].toSorted());
  assert.deepEqual([await adultsIn(LE_THUY), (await conflicts()).open], [[1, 0, 0], 0]);
  await send([stepDone("chị Hoa"), profile("chị Hoa", "h3")], [played("chị Hoa ở xã")]);
  assert.deepEqual([await adultsIn(LE_THUY), (await conflicts()).open], [[1, 0, 0], 0]);
  for (const table of ["fact", "standing"]) {
    const { rows } = await server.services.database.transaction((tx) => tx.query(`SELECT person FROM ${table} WHERE person = ANY ($1::uuid[])`, [erased]));
    assert.deepEqual(rows, [], table);
  }
  await assertRebuiltAlike();
  const { rows } = await server.services.database.transaction((tx) => tx.query<{ bytes: Buffer }>("SELECT bytes FROM segment WHERE replica = decode($1, 'hex')", [segments[0]?.replica]));
  const opened = await Promise.all(rows.map(({ bytes }) => openSegment(bytes, nodePrimitives)));
  const links = opened.map((found) => (found.is === "valid" ? { hash: found.segment.hash, previous: found.segment.header.previous, from: found.segment.header.from, count: found.segment.header.count } : assert.fail()));
  assert.deepEqual(chainTips(links).map(({ next }) => next), [5]);
});
