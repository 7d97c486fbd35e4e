import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Fact, ReplicaId, ReplicaRole, Segment, SegmentHash } from "@hocvuso/contract";
import { openCertificate, replicaIdOf, sealSegment, signEnrolmentRequest, textCodesIn, toTextCode, type ReplicaKey } from "@hocvuso/journal";
import { framesOf, newNodeKey, nodePrimitives, played, registered, sealedBy } from "../../../../tests/given.ts";
import { givenServer, runCommandLine, type GivenServer } from "../../../../tests/given-server.ts";
import { enrolByPerson, revokeByPerson, seeReplicas } from "./decide-replicas.ts";
import { qrForTerminal } from "./draw-qr.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

/** Beside the running server, as an operator does. */
function replicas(...words: string[]) {
  return runCommandLine("replicas/replicas.ts", words, { DATA_FOLDER: server.folder });
}

async function put(segments: readonly Segment[]): Promise<void> {
  assert.equal((await server.post("/sync/put", framesOf(segments))).status, 200);
}

async function capable(): Promise<unknown> {
  return (await (await server.app.request("/api/progress")).json()).province.groups.adult.capable.persons ?? 0;
}

function idOf(key: ReplicaKey): Promise<ReplicaId> {
  return replicaIdOf(key.publicKey, nodePrimitives);
}

test("an ambassador's phone is enrolled from the key in what it sent, what waited counts at once, and its certificate is printed as text and as a code", async () => {
  const key = await newNodeKey();
  await put(await sealedBy(key, [registered("bác Lài"), played("bác Lài")]));
  const id = await idOf(key);
  const counted = await capable();
  const before = await replicas();
  assert.match(before.text, new RegExp(`${id}\\n {2}chưa ghi danh / not enrolled\\n {2}1 gói / segments; 0 việc được tính / facts counted; 2 để riêng / kept apart \\(chưa ghi danh / not enrolled\\)`));
  const enrolled = await replicas("enrol", id, "--as", "ambassador", "--place", "19249.2");
  assert.equal(enrolled.code, 0, enrolled.text);
  assert.match(enrolled.text, /2 việc của máy này đang được tính[\s\S]*2 facts of it count/);
  assert.equal(await capable(), Number(counted) + 1);
  assert.match((await replicas()).text, new RegExp(`${id}\\n {2}ghi danh / enrolled [0-9: -]+: máy đại sứ số / ambassador 19249\\.2\\n {2}1 gói / segments; 2 việc được tính`));

  const svg = join(mkdtempSync(join(tmpdir(), "hocvuso-test-")), "code.svg");
  const shown = await replicas("certificate", id);
  const drawn = await replicas("certificate", id, "--svg", svg);
  const code = textCodesIn(shown.text)[0] ?? assert.fail(shown.text);
  const certificate = await openCertificate(code.bytes, server.services.authority.publicKey, nodePrimitives);
  assert.deepEqual(Buffer.from(certificate?.subject.publicKey ?? []), Buffer.from(key.publicKey));
  assert.deepEqual({ kind: code.kind, roles: certificate?.roles, place: certificate?.place }, { kind: "certificate", roles: ["ambassador"], place: "19249.2" });
  assert.ok(shown.text.includes(qrForTerminal(toTextCode("certificate", code.bytes))));
  assert.match(drawn.text, /The code is drawn/);
  assert.match(readFileSync(svg, "utf8"), /^<svg [\s\S]*<path /);
});

test("a phone that has sent nothing is enrolled from its request, as text or file, in the role it asks for or another", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hocvuso-test-"));
  const asks: readonly { role: ReplicaRole; as: readonly string[]; expected: RegExp; isFile: boolean }[] = [
    { role: "assessor", as: [], expected: /as assessor/, isFile: false },
    { role: "ambassador", as: ["--as", "hub"], expected: /as hub/, isFile: true },
  ];
  for (const { role, as, expected, isFile } of asks) {
    const request = await signEnrolmentRequest({ role }, await newNodeKey());
    const file = join(folder, "request");
    writeFileSync(file, request);
    const { code, text } = await replicas("enrol", "--request", isFile ? file : `mã của em:\n${toTextCode("request", request)}`, ...as);
    assert.equal(code, 0, text);
    assert.match(text, expected);
  }
});

test("a revoked phone counts up to its last good segment, and the reason stands in the list", async () => {
  const key = await server.enrolledKey();
  const log = await sealedBy(key, [registered("ông Tám")], [played("ông Tám")], [registered("người không có thật")]);
  await put(log);
  const [id, counted] = [await idOf(key), await capable()];
  const good = log[1]?.hash ?? assert.fail();
  const revoked = await replicas("revoke", id, "--after", good, "--because", "máy bị mất ngày 3 tháng 5");
  assert.equal(revoked.code, 0, revoked.text);
  assert.match(revoked.text, /2 việc trước đó vẫn được tính; 1 việc để riêng/);
  assert.equal(await capable(), counted);
  assert.match((await replicas()).text, new RegExp(`${id}[\\s\\S]*revoked [0-9: -]+, sau gói / after ${good}: máy bị mất ngày 3 tháng 5`));
  await replicas("revoke", id, "--after", "nothing", "--because", "lời khai không thật");
  assert.equal(await capable(), Number(counted) - 1);
});

test("revoked now, a phone keeps all that has come and adds nothing; of a log with branches the honest end must be named", async () => {
  const key = await server.enrolledKey();
  const [first, second] = await sealedBy(key, [registered("bà Cúc")], [played("bà Cúc")]);
  if (first === undefined || second === undefined) throw new Error("nothing was sealed");
  await put([first]);
  const counted = await capable();
  const id = await idOf(key);
  assert.equal((await replicas("revoke", id, "--after", "now", "--because", "trả máy")).code, 0);
  await put([second]);
  assert.equal(await capable(), counted);

  const cloned = await server.enrolledKey();
  const [start, mine] = await sealedBy(cloned, [registered("cô Sen")], [played("cô Sen")]);
  if (start === undefined || mine === undefined) throw new Error("nothing was sealed");
  const theirs = await sealSegment({ from: 1, previous: start.hash, scope: "", wallMs: 0, facts: [registered("cô Sen", { at: 9 })] satisfies Fact[] }, cloned, nodePrimitives);
  await put([start, mine, theirs]);
  const clonedId = await idOf(cloned);
  const forked = await replicas("revoke", clonedId, "--after", "now", "--because", "hồ sơ bị chép");
  assert.equal(forked.code, 1);
  assert.ok(forked.text.includes(mine.hash) && forked.text.includes(theirs.hash));
  assert.match((await replicas()).text, new RegExp(`${clonedId}\\n.*\\n.*\\n {2}CÓ HAI NGƯỜI CÙNG GHI MỘT SỔ / FORKED`));
});

test("what cannot be done is refused, and nothing is decided", async () => {
  const { database } = server.services;
  const [unknown, known] = [await idOf(await newNodeKey()), await server.enrolledKey()];
  await put(await sealedBy(known, [registered("em Tí")]));
  const id = await idOf(known);
  const before = await seeReplicas(server.services);
  const refused = [
    await enrolByPerson({ replica: unknown }, { role: "ambassador", place: "" }, server.services),
    await enrolByPerson({ replica: id }, { role: undefined, place: "" }, server.services),
    await enrolByPerson({ replica: id }, { role: "ambassador", place: "99999.1" }, server.services),
    await enrolByPerson({ request: new Uint8Array(3) }, { role: "ambassador", place: "" }, server.services),
    await revokeByPerson(unknown, { after: "now", because: "x" }, server.services),
    await revokeByPerson(id, { after: "ab".repeat(32) as SegmentHash, because: "x" }, server.services), // 64 digits
  ].map(({ is }) => is);
  assert.deepEqual(refused, ["no-key-known", "role-missing", "unit-unknown", "not-a-request", "unknown-replica", "segment-not-held"]);
  assert.deepEqual(await seeReplicas(server.services), before);
  assert.equal((await database.transaction((tx) => tx.query("SELECT FROM revocation WHERE because = 'x'"))).rowCount, 0);
  const sentences: readonly [readonly string[], RegExp][] = [
    [["revoke", id, "--after", "now"], /Bác ghi lý do[\s\S]*Write down why/],
    [["enrol", "12ab", "--ass", "hub"], /chưa hiểu[\s\S]*does not understand/],
    [["enrol", "12ab", "--as", "hub"], /32 chữ số[\s\S]*32 hexadecimal digits/],
  ];
  for (const [words, sentence] of sentences) {
    const { code, text } = await replicas(...words);
    assert.equal(code, 1, words.join(" "));
    assert.match(text, sentence);
  }
});

test("a code in the terminal has its corner where readers look for it, dark as the terminal and with a light margin", () => {
  const lines = qrForTerminal("A").split("\n");
  assert.deepEqual(lines.slice(0, 3).map((line) => line.slice(0, 12)), ["████████████", "████████████", "████ ▄▄▄▄▄ █"]);
  assert.deepEqual([...new Set(lines.map((line) => line.length))], [21 + 8]);
});
