import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Fact, Segment } from "@hocvuso/contract";
import fc from "fast-check";
import { storeSegments } from "../apps/server/src/consequences.ts";
import { projectionTables } from "../apps/server/src/postgres/tables.ts";
import { projectionsDigest, rebuildProjections } from "../apps/server/src/projections/rebuild.ts";
import { putSample } from "../apps/server/src/sample/put-sample.ts";
import { answered, attended, played, registered, sealedBy, stepDone } from "./given.ts";
import { givenServer, type GivenServer } from "./given-server.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

async function digestAfter(segmentLists: readonly (readonly Segment[])[]): Promise<string> {
  const { database } = server.services;
  return database.transaction(async (tx) => {
    for (const table of ["segment", "erased", ...projectionTables]) await tx.query(`DELETE FROM ${table}`);
    for (const valid of segmentLists) await storeSegments(tx, { valid, parcels: [], aside: [] }, server.services);
    return projectionsDigest(tx);
  });
}

test("the same segments in any order, cut and repeated in any way, give byte-equal projections", async () => {
  const who = fc.constantFrom("lài", "tám", "sen", "mận");
  const places = fc.constantFrom("19249.2", "18859.1", "19249.1-03", "19249.2-01");
  const fact: fc.Arbitrary<Fact> = fc.oneof(
    fc.tuple(who, places, fc.nat(3)).map(([name, place, at]) => registered(name, { place, at })),
    fc.tuple(who, fc.nat(3)).map(([name, step]) => stepDone(name, { step })),
    fc.tuple(who, fc.constantFrom("guided" as const, "on-my-own" as const), fc.nat(1), fc.nat(1)).map(([name, mode, hintCount, n]) => played(name, { mode, hintCount, attempt: `${name}${n}` })),
    fc.tuple(who, fc.nat(1)).map(([name, tryNumber]) => answered(name, { tryNumber })),
    who.map((name) => attended(name)),
  );
  const keys = await Promise.all([server.enrolledKey(), server.enrolledKey()]);
  await fc.assert(fc.asyncProperty(
    fc.array(fc.tuple(fc.nat(1), fc.array(fc.array(fact, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 })), { minLength: 1, maxLength: 3 }), fc.infiniteStream(fc.nat(1_000)),
    async (logs, dice) => {
      const segments = (await Promise.all(logs.map(([owner, lists]) => sealedBy(keys[owner] ?? assert.fail(), ...lists)))).flat();
      const shuffled = [...segments, ...segments.slice(0, 2)].map((segment) => ({ segment, at: dice.next().value })).toSorted((a, b) => a.at - b.at).map(({ segment }) => segment);
      assert.equal(await digestAfter(shuffled.map((segment) => [segment])), await digestAfter([segments]));
    },
  ), { numRuns: 40 });
});

test("a standing that lost a fact would not give the same digest", async () => {
  const segments = await sealedBy(await server.enrolledKey(), [registered("lài")], [played("lài")]);
  assert.notEqual(await digestAfter([segments]), await digestAfter([segments.slice(0, 1)]));
});

test("projections dropped and rebuilt from a sample province's segments are byte-equal", async () => {
  await digestAfter([]);
  const { services, post } = server;
  const send = async (path: string, body: Uint8Array) => new Uint8Array(await (await post(path, body)).arrayBuffer());
  const put = await putSample(services.register, send, { people: 600, seed: 3 });
  assert.ok(put.people > 600 && put.facts > 5_000, JSON.stringify(put));
  await services.database.transaction(async (tx) => {
    const before = await projectionsDigest(tx);
    await tx.query("UPDATE progress SET capable = capable + 1 WHERE place = (SELECT min(place) FROM progress)");
    assert.notEqual(await projectionsDigest(tx), before);
    assert.ok((await rebuildProjections(tx, services)) >= put.phones);
    assert.equal(await projectionsDigest(tx), before);
  });
});

test("a figure stands on as many records as it counts", async () => {
  const progress = await (await server.app.request("/api/progress")).json();
  const { persons } = progress.province.groups.adult.capable;
  const seen = new Set<string>();
  for (let next: string | undefined = ""; next !== undefined;) {
    const after: string = next === "" ? "" : `&after=${next}`;
    const page = await (await server.app.request(`/api/records?unit=44.2&group=adult&measure=capable${after}`)).json();
    assert.equal(page.persons, persons);
    for (const { person, kind } of page.records) {
      assert.equal(kind, "simulator-finished");
      seen.add(person);
    }
    next = page.next;
  }
  assert.equal(seen.size, persons);
});

test("the query that a figure shows gives the figure, in the province, a commune, a former commune and a hamlet", async () => {
  const commune = await (await server.app.request("/api/units/19249.2/progress")).json();
  const places = [commune.commune, commune.formerCommunes[0], commune.hamlets[0]];
  for (const { unit, groups } of places) {
    for (const measure of ["reached", "capable"]) {
      const { query, persons } = await (await server.app.request(`/api/records?unit=${unit}&group=adult&measure=${measure}`)).json();
      const { rows } = await server.services.database.transaction((tx) => tx.query<{ persons: number }>(query));
      assert.deepEqual([rows[0]?.persons, persons], [groups.adult[measure].persons, groups.adult[measure].persons], unit);
    }
  }
});
