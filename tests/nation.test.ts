import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { GroupFigures, ProvinceProgress, ReplicaId, SegmentHash, UnitId } from "@hocvuso/contract";
import { bucketDigests, decodeDigestsAnswer, decodeReportAnswer, fromHex, signCertificate, signDigestsMessage, signReport, type ReplicaKey } from "@hocvuso/journal";
import { newNodeKey, nodePrimitives, registered } from "./given.ts";
import { givenJournal, until } from "./given-journal.ts";
import { givenLine, type GivenLine } from "./given-line.ts";
import { givenProcess, inDatabaseOf, type GivenProcess } from "./given-server.ts";

type Provinces = { readonly provinces: readonly { readonly unit: UnitId; readonly reportedAt: string | null; readonly authority: string; readonly believedAs: string; readonly groups: GroupFigures; readonly includesSample: boolean; readonly logs: { readonly held: number; readonly lost: number } }[] };

let nation: GivenProcess;
let line: GivenLine;
let province: GivenProcess;
before(async () => {
  nation = await givenProcess({ words: ["nation"] });
  line = await givenLine(nation.address);
  province = await givenProcess({ words: ["--nation", line.address], samplePeople: 1_500, meetEveryS: 1 });
});
after(async () => {
  await province.end("SIGTERM");
  line.stop();
  await nation.end("SIGTERM");
});

async function provinces(address = nation.address): Promise<Provinces["provinces"]> {
  return (await (await fetch(`${address}/api/provinces`)).json() as Provinces).provinces; // what the route promises
}

async function figuresOfProvince(): Promise<GroupFigures> {
  return (await (await fetch(`${province.address}/api/progress`)).json() as ProvinceProgress).province.groups; // likewise
}

const ofQuangTri = async () => (await provinces()).find(({ unit }) => unit === "44.2") ?? assert.fail("no province has reported");

test("the nation shows a province's four numbers as the province does, with their date, and follows them", async () => {
  await until("the province has reported", async () => (await provinces()).some(({ reportedAt }) => reportedAt !== null));
  const first = await ofQuangTri();
  assert.deepEqual(first.groups, await figuresOfProvince());
  assert.ok(first.groups.adult.listed > 500, String(first.groups.adult.listed));
  assert.equal(first.includesSample, true);
  assert.equal(first.believedAs, "first-seen");
  assert.ok(Math.abs(Date.parse(first.reportedAt ?? "") - Date.now()) < 60_000);
  const phone = givenJournal();
  await phone.keep(registered("bác Lài"));
  await phone.meet(province.address, true);
  await until("one person more", async () => (await ofQuangTri()).groups.adult.listed === first.groups.adult.listed + 1);
  assert.deepEqual((await ofQuangTri()).logs, { held: first.logs.held + 1, lost: 0 });
});

test("of all bytes that went to the nation none is the id of a person, or of an act", async () => {
  const persons = (await inDatabaseOf(province, "SELECT person::text AS id FROM standing")).map(({ id }) => String(id));
  assert.ok(persons.length >= 1_500, String(persons.length));
  const acts = (await inDatabaseOf(province, "SELECT identity::text AS id FROM fact")).map(({ id }) => String(id));
  const crossed = line.sentUp();
  assert.ok(crossed.length > 32_768, `${crossed.length} bytes crossed`);
  assert.deepEqual(idsIn(crossed, [...persons, ...acts]), []);
  // What this search would find: an id in any of the spellings in which one could slip in.
  const [someone = "", act = ""] = [persons[7], acts[7]];
  for (const slipped of [Buffer.from(someone), Buffer.from(fromHex(someone.replaceAll("-", ""))), Buffer.from(someone.replaceAll("-", ""))]) {
    assert.deepEqual(idsIn(Buffer.concat([crossed.subarray(0, 999), slipped, crossed.subarray(999)]), [...persons, ...acts]), [someone]);
  }
  assert.deepEqual(idsIn(Buffer.concat([crossed, fromHex(act.replaceAll("-", ""))]), acts), [act]);
});

/** Which of these ids, 16 bytes each, stand anywhere in the bytes: as bytes, as hexadecimal, as a UUID. */
function idsIn(bytes: Buffer, ids: readonly string[]): readonly string[] {
  const wanted = new Map(ids.map((id) => [Buffer.from(id.replaceAll("-", ""), "hex").toString("latin1"), id]));
  const found = new Set<string>();
  const text = bytes.toString("latin1");
  for (let at = 0; at + 16 <= text.length; at++) {
    const id = wanted.get(text.slice(at, at + 16));
    if (id !== undefined) found.add(id);
  }
  for (const [spelled] of text.matchAll(/[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}/g)) {
    const id = wanted.get(Buffer.from(spelled.replaceAll("-", ""), "hex").toString("latin1"));
    if (id !== undefined) found.add(id);
  }
  return [...found];
}

test("where nothing changed, a meeting costs the digests and the counts, and no end of a log", async () => {
  const before = line.sentUp().length;
  const { reportedAt } = await ofQuangTri();
  await until("another meeting", async () => (await ofQuangTri()).reportedAt !== reportedAt);
  await until("and another", async () => line.sentUp().length - before > 2 * 33_000);
  const report = line.sentUp().subarray(before).toString("latin1");
  const tips = await inDatabaseOf(province, "SELECT encode(hash, 'hex') AS hash FROM segment");
  assert.deepEqual(tips.filter(({ hash }) => report.includes(Buffer.from(String(hash), "hex").toString("latin1"))), []);
});

test("a province that has lost what it reported is shown to have lost it", async () => {
  const strange = await givenStore("91.1");
  const [a, b] = [tipOf(1, 10), tipOf(2, 20)];
  await strange.report(new Map([[a.replica, [a]], [b.replica, [b]]]));
  assert.deepEqual((await provinces()).find(({ unit }) => unit === "91.1")?.logs, { held: 2, lost: 0 });
  const [grown, replaced] = [{ ...tipOf(3, 15), replica: a.replica }, { ...tipOf(4, 20), replica: b.replica }];
  await strange.report(new Map([[a.replica, [grown]], [b.replica, [replaced]]]));
  const today = async ({ hash }: { readonly hash: SegmentHash }) => (await (await fetch(`${nation.address}/api/provinces/91.1/tips/${hash}`)).json() as { today?: string; wasReported: boolean }).today ?? "never"; // what the route promises
  assert.deepEqual([await today(a), await today(b), await today(grown), await today(tipOf(9, 1))], ["gone-on", "replaced", "the-same", "never"]);
  await strange.report(new Map([[a.replica, [a]]]));
  assert.deepEqual([await today(a), await today(grown), await today(b)], ["the-same", "lost", "lost"]);
  assert.deepEqual((await provinces()).find(({ unit }) => unit === "91.1")?.logs, { held: 1, lost: 2 });
});

test("an old report played again, another authority for a known province, an old store's key and a changed byte are all refused", async () => {
  const honest = await givenStore("92.1");
  const tips = new Map([[tipOf(1, 10).replica, [tipOf(1, 10)]]]);
  const { body } = await honest.report(tips);
  assert.equal((await send("/nation/report", body)).status, 409);
  const impostor = await givenStore("92.1");
  assert.equal(await impostor.report(tips).then(() => "taken", (error: Error) => error.message), "403");
  const torn = (await honest.digests(tips)).slice();
  torn[50] = (torn[50] ?? 0) ^ 1;
  assert.equal((await send("/nation/digests", torn)).status, 400);
  const renewed = await givenStore("92.1", { authority: honest.authority, epoch: 2 });
  await renewed.report(tips);
  assert.equal(await honest.report(tips).then(() => "taken", (error: Error) => error.message), "403");
});

test("a nation that lists authorities believes only those, and says so", async () => {
  const [known, unknown] = [await newNodeKey(), await newNodeKey()];
  const strict = await givenProcess({ words: ["nation", "--trust", Buffer.from(known.publicKey).toString("hex")], folder: mkdtempSync(join(tmpdir(), "hocvuso-test-")) });
  await (await givenStore("93.1", { authority: known, at: strict.address })).report(new Map());
  assert.equal(await (await givenStore("94.1", { authority: unknown, at: strict.address })).report(new Map()).then(() => "taken", (error: Error) => error.message), "403");
  assert.deepEqual((await provinces(strict.address)).map(({ unit, believedAs }) => [unit, believedAs]), [["93.1", "listed"]]);
  assert.equal((await fetch(`${strict.address}/sync/put`, { method: "POST" })).status, 404);
  await strict.end("SIGTERM");
});

function tipOf(n: number, next: number) {
  const hex = n.toString(16).padStart(2, "0");
  return { replica: hex.repeat(16) as ReplicaId, hash: hex.repeat(32) as SegmentHash, next }; // 32 and 64 digits
}

async function send(path: string, body: Uint8Array, at = nation.address): Promise<Response> {
  return fetch(`${at}${path}`, { method: "POST", body: new Uint8Array(body) });
}

/** A province's store that says what a test wants. */
async function givenStore(unit: string, { authority, epoch = 1, at = nation.address }: { authority?: ReplicaKey; epoch?: number; at?: string } = {}) {
  const [root, key] = [authority ?? await newNodeKey(), await newNodeKey()];
  const certificate = await signCertificate({ subject: key, roles: ["province"], place: "", readers: [], epoch, notAfterMs: 0 }, root);
  type Tips = ReadonlyMap<ReplicaId, readonly { readonly next: number; readonly hash: SegmentHash }[]>;
  const digests = async (tips: Tips) => signDigestsMessage({ unit, certificate, digests: await bucketDigests(tips, nodePrimitives) }, key);
  const take = async (answer: Response) => {
    if (!answer.ok) throw new Error(String(answer.status));
    return new Uint8Array(await answer.arrayBuffer());
  };
  return {
    authority: root, digests,
    async report(tips: Tips) {
      const { challenge, differing } = decodeDigestsAnswer(await take(await send("/nation/digests", await digests(tips), at)));
      const held = [...tips].map(([replica, own]) => ({ replica, tips: own }));
      const body = await signReport({ unit, challenge, buckets: differing, held: held.filter(({ replica }) => differing.includes(Number.parseInt(replica.slice(0, 3), 16))), cells: [], certificate }, key);
      decodeReportAnswer(await take(await send("/nation/report", body, at)));
      return { body };
    },
  };
}
