/** A commune's list becomes people, and people have their rights on what is held of them. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { AuditTrail, ListJudged, PeopleFound, PersonId, PersonRecord, ProvinceProgress, RightsRequests, UnitId } from "@hocvuso/contract";
import { readXlsx, writeXlsx } from "hucre/xlsx";
import { eraseListed } from "../apps/server/src/erased-list.ts";
import { projectionsDigest, rebuildProjections } from "../apps/server/src/projections/rebuild.ts";
import { framesOf, played, sealedBy } from "./given.ts";
import { cookieOf } from "./given-staff.ts";
import { askingWith, givenServer, type Asking, type GivenServer } from "./given-server.ts";

let server: GivenServer;
let officer: Asking;
const LE_THUY = "19249.2" as UnitId; // xã Lệ Thủy of today
before(async () => {
  server = await givenServer();
  officer = askingWith(server.open, await cookieOf(server.services, [{ role: "commune-officer", unit: LE_THUY, from: "2026-01-01" }], "Lê Văn Hợp"));
});
after(() => server.stop());

type Cells = readonly (string | number | null)[];

async function workbook(rows: readonly Cells[]): Promise<Uint8Array> {
  return writeXlsx({ sheets: [{ name: "Danh sách", rows: rows.map((row) => [...row]) }] });
}

async function lines(file: Uint8Array, asked: string, asking = officer): Promise<readonly Record<string, unknown>[]> {
  const answer = await asking.request(`/api/people/imports?unit=${LE_THUY}&${asked}`, { method: "POST", body: new Uint8Array(file) });
  return (await answer.text()).trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>); // one object a line
}

async function send(file: Uint8Array, asked: string): Promise<ListJudged> {
  return (await lines(file, asked)).at(-1)?.["result"] as ListJudged ?? assert.fail("no result"); // what the route promises
}

async function listedIn(commune: UnitId): Promise<number> {
  const { communes } = await (await server.app.request("/api/progress")).json() as ProvinceProgress; // likewise
  return communes.find(({ unit }) => unit === commune)?.groups.adult.listed ?? -1;
}

async function post(path: string, said: object, asking = officer) {
  const answer = await asking.request(path, { method: "POST", body: JSON.stringify(said) });
  return { status: answer.status, answer: await answer.json() as { code?: string } }; // a refusal has its code
}

async function find(name: string, birthYear?: number): Promise<PeopleFound["people"]> {
  const { answer } = await post(`/api/people/find?unit=${LE_THUY}`, { name, ...(birthYear === undefined ? {} : { birthYear }) });
  return (answer as unknown as PeopleFound).people; // what the route promises
}

async function recordOf(person: PersonId): Promise<PersonRecord> {
  return (await officer.request(`/api/people/${person}`)).json() as Promise<PersonRecord>; // likewise
}

const heading: Cells = ["STT", "Họ và tên", "Năm sinh", "Giới tính", "Thôn", "CCCD"];

test("a list is tried first and changes nothing; kept it makes each person once; a second time it changes nothing", async () => {
  const file = await workbook([["DANH SÁCH NGƯỜI DÂN"], heading, [1, "Nguyễn Thị Lài", 1958, "Nữ", "Thôn 3", "044158001234"], [2, "Trần Văn Tám", 1949, "Nam", 4, null], [3, "=cmd|' /C calc'!A0", 1990, "Nam", "", null]]);
  const tried = await send(file, "mode=try");
  assert.deepEqual([tried.rows, tried.fresh, tried.bad, tried.badRows, tried.notRead, tried.isKept, await listedIn(LE_THUY)], [3, 2, 1, [{ row: 5, whys: ["name-unreadable"] }], ["CCCD"], false, 0]);
  const kept = await send(file, "mode=keep");
  assert.deepEqual([kept.fresh, kept.isKept, await listedIn(LE_THUY)], [2, true, 2]);
  const before = await server.services.database.transaction((tx) => projectionsDigest(tx));
  const again = await send(file, "mode=keep");
  assert.deepEqual([again.fresh, again.known, again.alikeCount, await server.services.database.transaction((tx) => projectionsDigest(tx))], [0, 2, 0, before]);
});

test("whoever looks like somebody who is here waits until a person has said: the same, or another", async () => {
  const file = await workbook([heading, [1, "NGUYEN THI LAI", 1958, "Nữ", "Thôn 7", null], [2, "Phan Thị Mận", 1970, "Nữ", "", null], [3, "Phan Thi Man", 1970, "Nữ", "Thôn 2", null]]);
  const tried = await send(file, "mode=try");
  assert.deepEqual([tried.fresh, tried.alike.map(({ row, herePlace }) => [row, herePlace])], [1, [[2, "Thôn 3"], [4, undefined]]]);
  const kept = await send(file, "mode=keep&same=2&other=4");
  assert.deepEqual([kept.fresh, kept.updated, await listedIn(LE_THUY)], [2, 1, 4]);
  const [lai, ...others] = await find("nguyễn thị lài", 1958);
  assert.deepEqual([others, lai?.name, lai?.place], [[], "NGUYEN THI LAI", `${LE_THUY}-07`]);
  assert.equal((await find("phan thị mận")).length, 2);
  const again = await send(file, "mode=keep");
  assert.deepEqual([again.fresh, again.known, again.alikeCount], [0, 3, 0]);
});

test("the rows that cannot be taken come back as a file with the reasons, in which nothing is worked out", async () => {
  const file = await workbook([heading, [1, "=HYPERLINK(\"http://evil.example\")", 1990, "Nam", "", null], [2, "Lê Thị Sen", "năm ngoái", "Nữ", "", null]]);
  const answer = await officer.request(`/api/people/imports?unit=${LE_THUY}&mode=errors`, { method: "POST", body: new Uint8Array(file) });
  const { sheets: [sheet] } = await readXlsx(new Uint8Array(await answer.arrayBuffer()));
  assert.deepEqual(sheet?.rows.map((row) => [row[1], row[6], row[7]]), [["Họ và tên", "Dòng", "Cần sửa"], ["=HYPERLINK(\"http://evil.example\")", "2", "họ tên có ký tự lạ"], ["Lê Thị Sen", "3", "năm sinh chưa đọc được"]]);
  assert.ok([...(sheet?.cells?.values() ?? [])].every(({ formula }) => formula === undefined));
});

test("a file that is none, a sheet without headings and another commune's officer are refused plainly", async () => {
  const problem = async (file: Uint8Array) => ((await lines(file, "mode=try")).at(-1)?.["problem"] as { code: string } | undefined)?.code; // a refusal of the server
  assert.equal(await problem(new TextEncoder().encode("not a workbook")), "list-unreadable");
  assert.equal(await problem(await workbook([["a", "b"], ["c", "d"]])), "list-without-heading");
  const outside = await officer.request("/api/people/imports?unit=18859.2&mode=try", { method: "POST", body: new Uint8Array(await workbook([heading])) });
  assert.equal(outside.status, 403);
});

test("20,000 rows, 3 in 100 of them bad, are kept within 30 seconds of work with progress; exactly the bad ones are rejected", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i): Cells => {
    const family = ["Nguyễn", "Trần", "Lê", "Phan", "Hoàng"][i % 5] ?? "Hồ";
    const syllables = ["An", "Bình", "Chi", "Dung", "Em", "Giang", "Hà", "Khánh", "Lan", "Mai"];
    const given = [Math.floor(i / 1000) % 10, Math.floor(i / 100) % 10, Math.floor(i / 10) % 10].map((digit) => syllables[digit]).join(" ");
    const isBad = i % 100 < 3;
    return [i + 1, isBad ? `Người ${i} #` : `${family} ${["Văn", "Thị"][i % 2] ?? ""} ${given}`, 1926 + (Math.floor(i / 10_000) * 40) + (i % 10), i % 2 === 0 ? "Nam" : "Nữ", `Thôn ${1 + (i % 12)}`, null];
  });
  const file = await workbook([heading, ...rows]);
  const [startedMs, before] = [Date.now(), process.cpuUsage()];
  const told = await lines(file, "mode=keep");
  const tookMs = Date.now() - startedMs;
  const { user, system } = process.cpuUsage(before);
  // Work, not the clock on the wall: other programs on the machine do not count.
  const workMs = (user + system) / 1_000;
  const result = told.at(-1)?.["result"] as ListJudged; // what the route promises
  console.log(`      20,000 rows in ${(tookMs / 1000).toFixed(1)} s, ${(workMs / 1000).toFixed(1)} s of work, ${told.length} lines of progress; ${result.fresh} new, ${result.alikeCount} alike`);
  assert.equal(result.bad, 600);
  assert.deepEqual(result.badRows.slice(0, 4).map(({ row }) => row), [2, 3, 4, 102]);
  assert.equal(result.fresh + result.alikeCount, 19_400);
  assert.ok(told.length > 20, String(told.length));
  assert.ok(workMs < 30_000, `${workMs} ms`);
  const again = await send(file, "mode=keep");
  assert.deepEqual([again.fresh, again.known, again.bad], [0, result.fresh, 600]);
});

test("no name stands open anywhere in the database", async () => {
  const { rows: tables } = await server.services.database.transaction((tx) => tx.query<{ name: string }>("SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"));
  for (const { name } of tables.filter(({ name }) => name !== "staff")) {
    const { rows } = await server.services.database.transaction((tx) => tx.query(`SELECT FROM ${name} t WHERE t::text LIKE '%Mận%' OR t::text LIKE '%Lài%' OR t::text ILIKE '%NGUYEN THI LAI%' OR position(convert_to('Phan Thị', 'UTF8') IN convert_to(t::text, 'UTF8')) > 0 LIMIT 1`));
    assert.deepEqual(rows, [], name);
  }
});

test("somebody sees what is held, agrees to one thing, withdraws it, has a name corrected: each a fact, each in the audit trail", async () => {
  const [{ person } = assert.fail()] = await find("Trần Văn Tám", 1949);
  await server.post("/sync/put", framesOf(await sealedBy(await server.enrolledKey(), [{ ...played("bác Tám"), subject: person }])));
  assert.equal((await post(`/api/people/${person}/consents`, { purpose: "contact", statement: "2026-11", proof: "voice", by: "guardian" })).answer.code, "consent-by-guardian");
  assert.equal((await post(`/api/people/${person}/consents`, { purpose: "contact", statement: "2026-11", proof: "voice", by: "self" })).status, 200);
  const [consent] = (await recordOf(person)).consents;
  assert.deepEqual([consent?.purpose, consent?.proof, consent?.withdrawnAt], ["contact", "voice", undefined]);
  for (const _ of [1, 2]) await post(`/api/people/${person}/consents/withdraw`, { key: consent?.key });
  await post(`/api/people/${person}/correct`, { name: "Trần Văn Tâm", birthYear: 1949, sex: "male", group: "adult", place: `${LE_THUY}-04` });
  const record = await recordOf(person);
  assert.equal(record.name, "Trần Văn Tâm");
  assert.deepEqual([record.consents.length, record.consents[0]?.withdrawnAt !== undefined, record.acts["simulator-finished"]], [1, true, 1]);
  assert.deepEqual([(await find("Trần Văn Tám", 1949)).map(({ name }) => name), (await find("tran van tam", 1949)).length], [["Trần Văn Tâm"], 1]);
  const exported = await officer.request(`/api/people/${person}/export`);
  assert.match(exported.headers.get("content-disposition") ?? "", /attachment/);
  const taken = await exported.text();
  assert.ok(taken.includes("simulator-finished") && taken.includes("Trần Văn Tâm"));
  await server.services.database.transaction(async (tx) => {
    const before = await projectionsDigest(tx);
    await rebuildProjections(tx, server.services);
    assert.equal(await projectionsDigest(tx), before);
  });
  const { entries } = await (await server.app.request(`/api/audit?person=${person}`)).json() as AuditTrail; // what the route promises
  const did = new Set(entries.map(({ act }) => act));
  assert.deepEqual(["person-found", "person-seen", "consent-given", "consent-withdrawn", "person-corrected", "person-exported"].filter((act) => !did.has(act)), []);
  assert.deepEqual([...new Set(entries.map(({ by }) => by?.name))], ["Lê Văn Hợp"]);
});

test("a request has its two clocks; restricted, somebody is listed under no figure; erased, they are nowhere, and no restart, list or segment brings them back", async () => {
  const [{ person } = assert.fail()] = await find("Phan Thi Man", 1970);
  await server.post("/sync/put", framesOf(await sealedBy(await server.enrolledKey(), [{ ...played("chị Mận"), subject: person }])));
  await post(`/api/people/${person}/requests`, { kind: "erase", withOthers: false });
  const requests = async () => (await (await officer.request(`/api/rights-requests?unit=${LE_THUY}`)).json() as RightsRequests).requests; // what the route promises
  const [request] = await requests();
  assert.deepEqual([request?.kind, request?.receivedOn, request?.answerBy, request?.doneBy], ["erase", "2026-11-23", "2026-11-25", "2026-12-08"]);
  await post(`/api/rights-requests/settle?unit=${LE_THUY}`, { id: request?.id, step: "extended" });
  assert.equal((await requests())[0]?.doneBy, "2026-12-23");
  const listed = async () => (await (await officer.request(`/api/records?unit=${LE_THUY}&group=adult&measure=reached`)).json() as { records: { person: string }[] }).records.some((one) => one.person === person); // likewise
  assert.equal(await listed(), true);
  await post(`/api/people/${person}/restrict`, { isRestricted: true });
  assert.equal(await listed(), false);
  assert.ok((await recordOf(person)).restrictedSince !== undefined);
  const before = await listedIn(LE_THUY);
  assert.equal((await post(`/api/people/${person}/erase`, {})).status, 400);
  assert.equal((await post(`/api/people/${person}/erase`, { isSure: true })).status, 200);
  assert.equal(await listedIn(LE_THUY), before - 1);
  assert.equal((await server.app.request(`/api/people/${person}`)).status, 404);
  assert.equal((await officer.request(`/api/people/${person}`)).status, 403);
  assert.ok((await find("Phan Thi Man", 1970)).every((one) => one.person !== person));
  for (const table of ["subject_key", "known_person", "restriction", "fact", "standing"]) assert.deepEqual((await server.services.database.transaction((tx) => tx.query(`SELECT FROM ${table} WHERE person = $1`, [person]))).rows, [], table);
  assert.ok((await requests()).find(({ id }) => id === request?.id)?.doneAt !== undefined);
  await eraseListed(server.folder, server.services);
  await server.post("/sync/put", framesOf(await sealedBy(await server.enrolledKey(), [{ ...played("chị Mận", { attempt: "later" }), subject: person }])));
  assert.equal(await listedIn(LE_THUY), before - 1);
});

test("SQL, HTML and formulas in every word a desk takes are words, or refused; none of them is run", async () => {
  const [{ person } = assert.fail()] = await find("Trần Văn Tâm", 1949);
  for (const word of ["'; DROP TABLE audit; --", "<img src=x onerror=alert(1)>", "=1+1", "@SUM(A1)", "\u0000", "a".repeat(5_000)]) {
    assert.equal((await post(`/api/people/${person}/correct`, { name: word, group: "adult", place: LE_THUY })).status, 400, word);
    assert.ok((await post(`/api/people/find?unit=${LE_THUY}`, { name: word })).status <= 400, word);
    const { status, answer } = await post("/api/staff", { name: word, role: "author", unit: "44.2", from: "2026-01-01" }, server.app);
    assert.ok(status === 200 || status === 400, `${word}: ${status} ${answer.code ?? ""}`);
  }
  assert.equal((await server.app.request("/api/audit")).status, 200);
  assert.deepEqual(server.logged, []);
});
