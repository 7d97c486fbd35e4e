/** Whole tests arrive as facts; the province draws and scores them again, keeps what does not fit and shows it, and answers the phone that took them. */
import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { OwnCredentials, OwnTests, TestRecords, type Fact, type FactKey, type ItemAnswered, type PersonId, type UnitId } from "@hocvuso/contract";
import { signCredentialRequest, type ReplicaKey } from "@hocvuso/journal";
import { Value } from "typebox/value";
import { projectionsDigest, rebuildProjections } from "../apps/server/src/projections/rebuild.ts";
import { framesOf, idOf, sealedBy } from "./given.ts";
import { givenServer, type GivenServer } from "./given-server.ts";
import { takenTest, withAnswer, type TakenTest } from "./given-test.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

const place = "19249.2" as UnitId; // a commune of today
const at = Date.UTC(2026, 10, 19);

function registered(name: string): Fact {
  const person = idOf<PersonId>(name);
  return { kind: "person-registered", key: idOf<FactKey>(name), actor: person, subject: person, wallMs: at, monoMs: 0, group: "adult", place };
}

async function bank(purpose: "placement" | "certification") {
  const { tests } = server.services;
  const found = await server.services.database.transaction((tx) => tests.bankOf(tx, { purpose, bank: tests.versions[purpose], policy: tests.policy.version }));
  assert.ok(found !== undefined);
  return found.test;
}

async function sent(name: string, facts: readonly Fact[]): Promise<ReplicaKey> {
  const key = await server.enrolledKey();
  const answer = await server.post("/sync/put", framesOf(await sealedBy(key, [registered(name), ...facts])));
  assert.equal(answer.status, 200);
  return key;
}

async function ownTests(key: ReplicaKey, person: PersonId): Promise<OwnTests["tests"]> {
  const answer = await server.post("/api/tests/own", await signCredentialRequest([person], key));
  assert.equal(answer.status, 200, await answer.clone().text());
  const own: unknown = await answer.json();
  assert.ok(Value.Check(OwnTests, own), JSON.stringify([...Value.Errors(OwnTests, own)]));
  return own.tests;
}

async function recorded(name: string): Promise<TestRecords["tests"][number] | undefined> {
  const answer = await server.app.request(`/api/tests?unit=${place}`);
  assert.equal(answer.status, 200, await answer.clone().text());
  const records: unknown = await answer.json();
  assert.ok(Value.Check(TestRecords, records), JSON.stringify([...Value.Errors(TestRecords, records)]));
  return records.tests.find(({ person }) => person === idOf<PersonId>(name));
}

const placement = async (name: string, seed: number): Promise<TakenTest> => takenTest(name, await bank("placement"), { purpose: "placement", seed }, server.services);
const certification = async (name: string, seed: number, doesTasks = false): Promise<TakenTest> => takenTest(name, await bank("certification"), { purpose: "certification", seed, ability: 3, doesTasks }, server.services);

async function skillRecords(key: ReplicaKey, person: PersonId) {
  const answer = await server.post("/api/credentials/own", await signCredentialRequest([person], key));
  assert.equal(answer.status, 200, await answer.clone().text());
  const own: unknown = await answer.json();
  assert.ok(Value.Check(OwnCredentials, own), JSON.stringify([...Value.Errors(OwnCredentials, own)]));
  return own.credentials.map(({ claims }) => claims);
}

test("a placement that arrives whole is scored as its phone scored it, to 1e-9", async () => {
  const taken = await placement("bà Lý", 11);
  const key = await sent("bà Lý", taken.facts);
  const [own] = await ownTests(key, taken.person);
  assert.equal(own?.outcome, "scored");
  assert.ok(Math.abs((own?.ability ?? 9) - taken.ability) < 1e-9 && Math.abs((own?.posteriorSd ?? 9) - taken.posteriorSd) < 1e-9);
  const record = await recorded("bà Lý");
  assert.ok(Math.abs((record?.phoneAbility ?? 9) - (record?.ability ?? 0)) < 1e-9 && record?.resumed === 0);
  assert.deepEqual(await ownTests(await server.enrolledKey(), taken.person), [], "another phone is told nothing");
});

test("a test that comes in pieces, backwards, waits and is then scored", async () => {
  const taken = await placement("ông Định", 12);
  const key = await server.enrolledKey();
  const segments = await sealedBy(key, [registered("ông Định")], taken.facts.slice(6).toReversed(), taken.facts.slice(0, 6));
  await server.post("/sync/put", framesOf(segments.slice(0, 2)));
  assert.equal(await recorded("ông Định"), undefined, "its beginning has not come");
  await server.post("/sync/put", framesOf(segments.slice(2)));
  assert.equal((await recorded("ông Định"))?.outcome, "scored");
});

test("certifying items are scored where the keys are; whoever did no task is not passed", async () => {
  const taken = await certification("cô Mận", 13);
  const key = await sent("cô Mận", taken.facts);
  const [own] = await ownTests(key, taken.person);
  assert.deepEqual([own?.outcome, own?.decision, own?.wasSupervised], ["scored", "not-yet", false]);
  assert.ok(Math.abs((own?.ability ?? 9) - taken.ability) < 1e-9);
  assert.deepEqual(await skillRecords(key, taken.person), []);
});

test("whoever passes is given a skill record that says so, once", async () => {
  const taken = await certification("bà Cúc", 17, true);
  const key = await sent("bà Cúc", taken.facts);
  const [own] = await ownTests(key, taken.person);
  assert.deepEqual([own?.outcome, own?.decision], ["scored", "pass"]);
  const records = await skillRecords(key, taken.person);
  assert.deepEqual(records.filter(({ achievement }) => achievement === "ky-nang-co-ban").map(({ evidence, kind }) => [evidence, kind]), [["simulator-without-hints", "skill"]]);
  assert.deepEqual(await skillRecords(key, taken.person), records);
});

/** Right where it was wrong, wrong where it was right. */
function otherwise({ item, picked }: ItemAnswered): Partial<ItemAnswered> {
  const asked = server.services.practice.find(({ id }) => id === item);
  return { picked: [picked[0] === asked?.right ? asked?.choices.find(({ id }) => id !== asked.right)?.id ?? "" : asked?.right ?? ""] };
}

suite("a record that was changed is refused, kept and shown", () => {
  const changes: readonly (readonly [title: string, fault: string, change: (facts: readonly Fact[]) => readonly Fact[]])[] = [
    ["another last answer with the phone's score left", "score-differs", (facts) => withAnswer(facts, facts.length - 3, otherwise)],
    ["another answer on the way, after which other questions would have come", "not-offered", (facts) => withAnswer(facts, 2, otherwise)],
    ["two questions in each other's place", "not-offered", (facts) => {
      const inTest = (at: number) => facts.find((fact) => fact.kind === "item-answered" && fact.inTest?.place === at);
      const [first, second] = [inTest(0), inTest(1)];
      if (first?.kind !== "item-answered" || second?.kind !== "item-answered") throw new RangeError("two answers");
      return facts.map((fact) => (fact === first ? { ...first, item: second.item, picked: second.picked } : fact === second ? { ...second, item: first.item, picked: first.picked } : fact));
    }],
    ["another order of the choices", "order-differs", (facts) => withAnswer(facts, 0, ({ inTest }) => ({ inTest: { place: 0, order: [...inTest?.order ?? ""].toReversed().join("") } }))],
    ["an answer twice", "two-answers", (facts) => [...facts, ...withAnswer(facts, 1, () => ({ dwellMs: 3 })).filter((fact) => fact.kind === "item-answered" && fact.inTest?.place === 1)]],
    ["an answer after the end", "after-the-end", (facts) => [...facts, ...facts.flatMap((fact) => (fact.kind === "item-answered" && fact.inTest?.place === 0 ? [{ ...fact, inTest: { ...fact.inTest, place: 90 }, item: server.services.practice.find(({ id }) => !JSON.stringify(facts).includes(`"${id}"`))?.id ?? fact.item }] : []))]],
    ["an end that leaves out what was wrong", "after-the-end", (facts) => facts.map((fact) => (fact.kind === "test-ended" ? { ...fact, places: fact.places - 2 } : fact))],
    ["a bank that nobody here has", "bank-unknown", (facts) => facts.map((fact) => (fact.kind === "test-begun" ? { ...fact, bank: "00000000" } : fact))],
    ["a second beginning", "two-beginnings", (facts) => [...facts, ...facts.flatMap((fact) => (fact.kind === "test-begun" ? [{ ...fact, seed: fact.seed + 1 }] : []))]],
  ];
  for (const [at, [title, fault, change]] of changes.entries()) {
    test(title, async () => {
      const name = `người thứ ${at}`;
      const taken = await placement(name, 40 + at);
      await sent(name, change(taken.facts));
      const record = await recorded(name);
      assert.deepEqual([record?.outcome, record?.fault, record?.decision], ["refused", fault, undefined]);
    });
  }
});

test("written once more by a phone that died, an answer is one answer", async () => {
  const taken = await placement("chị Thu", 60);
  await sent("chị Thu", taken.facts.flatMap((fact): readonly Fact[] => (fact.kind === "item-answered" || fact.kind === "test-begun" ? [fact, { ...fact, wallMs: fact.wallMs + 90_000, monoMs: 5 }] : [fact])));
  assert.equal((await recorded("chị Thu"))?.outcome, "scored");
});

test("what was asked from an earlier bank is scored by that bank, from what the store kept of it", async () => {
  const taken = await placement("thầy Ân", 61);
  const { database, tests } = server.services;
  await database.transaction(async (tx) => {
    await tests.keep(tx);
    await tx.query("INSERT INTO test_bank SELECT purpose, 'aaaaaaaa', policy, content FROM test_bank WHERE purpose = 'placement'");
  });
  await sent("thầy Ân", taken.facts.map((fact) => (fact.kind === "test-begun" ? { ...fact, bank: "aaaaaaaa" } : fact)));
  assert.equal((await recorded("thầy Ân"))?.outcome, "scored");
});

test("made again from the segments, every result is the same, and whoever is merged takes their tests along", async () => {
  await server.services.database.transaction(async (tx) => {
    const before = await projectionsDigest(tx);
    await rebuildProjections(tx, server.services);
    assert.equal(await projectionsDigest(tx), before);
  });
  const [one, other] = [idOf<PersonId>("bà Lý"), idOf<PersonId>("ông Định")];
  await server.post("/sync/put", framesOf(await sealedBy(await server.enrolledKey(), [{ kind: "persons-merged", key: idOf<FactKey>("merge"), actor: one, subject: one, wallMs: at, monoMs: 0, other }])));
  const { rows } = await server.services.database.transaction((tx) => tx.query<{ outcome: string }>("SELECT outcome FROM test_result WHERE person = (SELECT root FROM alias WHERE person IN ($1, $2) LIMIT 1)", [one, other]));
  assert.deepEqual(rows.map(({ outcome }) => outcome), ["scored", "scored"]);
});
