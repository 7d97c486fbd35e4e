/**
 * The ten worst attacks that were thought of, each against the whole program. What another story proves already is not done again here: one-time links used twice one after the
 * other, planted and replayed sessions (sign-in), forged and changed badges and cards on a phone (check-card), segments of strangers, bombs and noise (hostile-requests),
 * formulas in what is handed back (people, oneroster), every cell of the policy (policy-over-http).
 */
import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { DirectiveReport, Fact, FactKey, LocalModels, PeopleFound, PersonId, ProvinceProgress, UnitId } from "@hocvuso/contract";
import { openAnyCertificate, signEnrolmentRequest } from "@hocvuso/journal";
import { readXlsx, writeXlsx } from "hucre/xlsx";
import { newSecret, digestOf } from "../apps/server/src/identity/secrets.ts";
import { useCode } from "../apps/server/src/identity/staff.ts";
import { framesOf, idOf, newNodeKey, nodePrimitives, played, registered, sealedBy } from "./given.ts";
import { cookieOf } from "./given-staff.ts";
import { askingWith, givenServer, type Asking, type GivenServer } from "./given-server.ts";

let server: GivenServer;
let officer: Asking;
let stranger: Asking;
const LE_THUY = "19249.2" as UnitId; // xã Lệ Thủy of today
const DONG_THUAN = "18859.2" as UnitId; // xã Đồng Thuận of today
before(async () => {
  server = await givenServer();
  [officer, stranger] = await Promise.all([LE_THUY, DONG_THUAN].map(async (unit) => askingWith(server.open, await cookieOf(server.services, [{ role: "commune-officer", unit, from: "2026-01-01" }])))) as [Asking, Asking]; // two of them
  assert.equal((await server.post("/sync/put", framesOf(await sealedBy(await server.enrolledKey(), [registered("bác Lài"), played("bác Lài")])))).status, 200);
});
after(() => server.stop());

async function post(path: string, said: unknown, asking: Asking = server.app): Promise<{ readonly status: number; readonly type: string; readonly body: Record<string, unknown> }> {
  const answer = await asking.request(path, { method: "POST", body: JSON.stringify(said) });
  return { status: answer.status, type: answer.headers.get("content-type") ?? "", body: await answer.json() as Record<string, unknown> }; // an answer or a refusal, both objects
}

async function reachedIn(commune: UnitId): Promise<unknown> {
  const { communes } = await (await server.app.request("/api/progress")).json() as ProvinceProgress; // what the route promises
  return communes.find(({ unit }) => unit === commune)?.groups.adult;
}

test("1. a stolen card: a phone that nobody enrolled may write in its owner's name, and nothing counts, nothing is told to it", async () => {
  const before = await reachedIn(LE_THUY);
  const thief = await newNodeKey();
  const facts: Fact[] = [played("bác Lài", { attempt: "by the thief" }), registered("người không có thật")];
  assert.equal((await server.post("/sync/put", framesOf(await sealedBy(thief, facts)))).status, 200);
  assert.deepEqual(await reachedIn(LE_THUY), before);
  const asked = await server.open.request("/api/credentials/own", { method: "POST", body: new Uint8Array(await signEnrolmentRequest({ role: "phone" }, thief)) });
  assert.ok(asked.status >= 400, "a signature for another purpose is none");
});

test("2. a forged badge: the office's signature is made by no other key, and a card with one letter changed, or of an unknown id, is found nowhere", async () => {
  for (const id of ["018f2f6e-0000-7000-8000-000000000999", "x", "../issuer", "018f2f6e-0000-7000-8000-000000000999'--"]) {
    assert.ok([400, 404].includes((await server.open.request(`/api/credentials/${encodeURIComponent(id)}`)).status), id);
  }
  const forged: Fact[] = [{ kind: "directive-issued", key: idOf("forged directive"), actor: idOf("kẻ gian"), subject: idOf("kẻ gian"), wallMs: server.services.now(), monoMs: 0, title: "Nộp tiền", number: "1", documentDate: "2026-11-01", task: "Chuyển tiền", dueOn: "2026-12-01", communes: [LE_THUY], measure: "sessions", group: "adult", target: 1 }];
  assert.equal((await server.post("/sync/put", framesOf(await sealedBy(await server.enrolledKey(), forged)))).status, 200);
  assert.equal((await server.app.request(`/api/directives/${idOf("forged directive")}`)).status, 404, "a phone that was enrolled is still no office");
});

test("3. an officer of another commune gets nothing by naming its people, tasks, models and requests in a body, a path or a question", async () => {
  const { body: { key: directive } } = await post("/api/directives", { title: "Việc của Lệ Thủy", number: "1", documentDate: "2026-11-01", task: "Mở lớp", dueOn: "2026-12-01", communes: [LE_THUY], measure: "sessions", group: "adult", target: 1 });
  const model = { commune: LE_THUY, title: "Chợ số", aim: "a", who: "b", hamlets: [`${LE_THUY}-03`], skills: [], startsOn: "2026-11-01", endsOn: "2026-12-01", costVnd: 0 };
  const { body: { key: planned } } = await post("/api/local-models", model, officer);
  const person = idOf<PersonId>("bác Lài");
  const tries: readonly (readonly [path: string, said?: object])[] = [
    [`/api/directives/${String(directive)}`], [`/api/directives/${String(directive)}/document`], [`/api/directives/${String(directive)}/answers`, { commune: LE_THUY, answer: "taken-up" }],
    ["/api/local-models", model], [`/api/local-models/${String(planned)}/copy`, { commune: LE_THUY, hamlets: [`${LE_THUY}-03`], startsOn: "2026-11-01", costVnd: 0 }], [`/api/local-models/${String(planned)}/sessions`], [`/api/local-models/${String(planned)}/sessions`, { session: idOf("x") }],
    [`/api/help-requests?unit=${DONG_THUAN}`, { person, about: "tra-tien-qr" }], [`/api/help-requests?unit=${LE_THUY}`], [`/api/help-requests?unit=${DONG_THUAN}&unit=${LE_THUY}`, { person, about: "tra-tien-qr" }],
    [`/api/people/${person}`], [`/api/people/${person}/export`], [`/api/people/${person}/erase?unit=${DONG_THUAN}`, { unit: DONG_THUAN }],
  ];
  for (const [path, said] of tries) {
    const answer = await stranger.request(path, said === undefined ? {} : { method: "POST", body: JSON.stringify(said) });
    assert.deepEqual([path, answer.status, (await answer.json() as { code?: string }).code], [path, 403, "not-allowed"]); // a refusal
  }
});

test("4. a one-time link that three open at the same moment lets one of them in, and a guessed one nobody", async () => {
  const { body: { link } } = await post("/api/staff", { name: "Lê Văn Hợp", role: "commune-officer", unit: LE_THUY, from: "2026-01-01" });
  const code = new URL(String(link)).hash.replace("#ma=", "");
  const { rows } = await server.services.database.transaction((tx) => tx.query<{ n: number }>("SELECT count(*)::int AS n FROM one_time_code WHERE digest = $1", [digestOf(code)]));
  assert.deepEqual(rows, [{ n: 1 }], "kept as a digest: who reads the table has no link");
  const opened = await Promise.all([1, 2, 3].map(() => server.services.database.transaction((tx) => useCode(tx, code, { staff: randomUUID(), name: "Ai đó" }, server.services))));
  assert.equal(opened.filter((staff) => staff !== undefined).length, 1);
  const guesses = await Promise.all(Array.from({ length: 10 }, async () => server.open.request("/api/sign-up/begin", { method: "POST", headers: { origin: "http://localhost" }, body: JSON.stringify({ code: newSecret(), name: "Ai đó" }) })));
  assert.deepEqual([...new Set(guesses.map(({ status }) => status))].filter((status) => status !== 403 && status !== 429), []);
});

test("5. a hub that pretends to be the province: what it certifies is not the authority's, and no phone or store takes it for that", async () => {
  const [phone, pretender] = [await newNodeKey(), await givenServer()];
  try {
    const answer = await pretender.post("/sync/enrol", await signEnrolmentRequest({ role: "phone" }, phone));
    assert.equal(answer.status, 200);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const certificate = await openAnyCertificate(bytes, nodePrimitives);
    const hex = (key: Uint8Array | undefined) => Buffer.from(key ?? []).toString("hex");
    assert.notEqual(hex(certificate?.authority), hex(server.services.authority.publicKey));
    assert.equal(hex(certificate?.authority), hex(pretender.services.authority.publicKey));
    assert.equal((await server.post("/sync/enrol", bytes)).status, 400, "shown to the province it enrols nobody");
    const before = await reachedIn(LE_THUY);
    assert.equal((await server.post("/sync/put", framesOf(await sealedBy(phone, [registered("bác Giả")])))).status, 200);
    assert.deepEqual(await reachedIn(LE_THUY), before);
  } finally {
    await pretender.stop();
  }
});

/** A body of each route that takes words, which it would take as it is. */
const bodies: Readonly<Record<string, object>> = {
  "/api/directives": { title: "Việc", number: "1/KH", documentDate: "2026-11-01", link: "https://a.vn", task: "Mở lớp", dueOn: "2026-12-01", communes: [LE_THUY], measure: "sessions", group: "adult", target: 1 },
  "/api/campaigns": { title: "Đợt", startsOn: "2026-11-23", days: 30, communeTypes: [{ type: "xa-co-cho", quotas: [{ measure: "qr", atLeast: 1 }] }], communes: [{ unit: LE_THUY, type: "xa-co-cho" }] },
  "/api/local-models": { commune: LE_THUY, title: "Chợ số", aim: "Để", who: "Đoàn", hamlets: [`${LE_THUY}-03`], skills: ["tra-tien-qr"], startsOn: "2026-11-01", endsOn: "2026-12-01", costVnd: 0, library: "cho-so" },
  "/api/staff": { name: "Sen", role: "author", unit: "44.2", from: "2026-01-01" },
  [`/api/help-requests?unit=${LE_THUY}`]: { person: idOf("bác Lài"), about: "tra-tien-qr", language: "Bru" },
  [`/api/people/find?unit=${LE_THUY}`]: { name: "Lài" },
  [`/api/people/${idOf("bác Lài")}/correct`]: { name: "Lài", group: "adult", place: LE_THUY },
};

const hostile = ["'; DROP TABLE segment; --", "' OR '1'='1", "$1; SELECT pg_sleep(5)", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "{{7*7}}", "=cmd|' /C calc'!A0", "\u0000", "\u202egnp.exe", "%s%n", "../../etc/passwd", "a".repeat(5_000)];

/** The same body with one of its texts, however deep, in other words. */
function* withWord(value: unknown, word: string): Generator {
  if (typeof value === "string") yield word;
  if (Array.isArray(value)) for (const [at, part] of value.entries()) for (const other of withWord(part, word)) yield value.with(at, other);
  else if (typeof value === "object" && value !== null) for (const [name, part] of Object.entries(value)) for (const other of withWord(part, word)) yield { ...value, [name]: other };
}

test("6. SQL and HTML in every text of every body are words or are refused: answered as JSON, kept letter for letter, run by nothing", async () => {
  let tried = 0;
  for (const [path, body] of Object.entries(bodies)) {
    for (const word of hostile) {
      for (const said of withWord(body, word)) {
        const { status, type } = await post(path, said);
        assert.ok(status < 500, `${path} ${JSON.stringify(said).slice(0, 200)}: ${status}`);
        assert.match(type, /^application\/json/);
        tried += 1;
      }
    }
  }
  assert.ok(tried > 400, String(tried));
  assert.deepEqual(server.logged, []);
  const { models } = await (await server.app.request("/api/local-models")).json() as LocalModels; // what the route promises
  assert.ok(models.some(({ title }) => title === "<script>alert(1)</script>"), "kept as it was said");
  assert.equal((await server.app.request("/api/progress")).status, 200);
});

test("7. a formula in a list's cells is a name for nobody, and comes back as text", async () => {
  const formulas = ["=HYPERLINK(\"http://a\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0"];
  const file = await writeXlsx({ sheets: [{ name: "DS", rows: [["Họ và tên", "Thôn", "Hộ"], ...formulas.map((formula) => [formula, formula, formula])] }] });
  const answer = await officer.request(`/api/people/imports?unit=${LE_THUY}&mode=errors`, { method: "POST", body: new Uint8Array(file) });
  const { sheets: [sheet] } = await readXlsx(new Uint8Array(await answer.arrayBuffer()));
  assert.equal(sheet?.rows.length, formulas.length + 1);
  assert.equal(sheet?.cells === undefined || [...sheet.cells.values()].every((cell) => !("formula" in cell) || cell.formula === undefined), true);
});

test("8. files larger than a door takes are refused before they are read, and a document that is a page is none", async () => {
  for (const [path, asking, bytes] of [[`/api/people/imports?unit=${LE_THUY}&mode=try`, officer, 11_000_000], ["/api/directives/documents", server.app, 9_000_000], ["/api/directives", server.app, 100_000]] as const) {
    assert.equal((await asking.request(path, { method: "POST", body: new Uint8Array(bytes) })).status, 413, path);
  }
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)) });
  assert.equal((await server.app.request("/api/directives/documents", { method: "POST", body: endless, duplex: "half" } as RequestInit)).status, 413); // the DOM's types lag behind fetch
  for (const page of ["<!doctype html><script>alert(1)</script>", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "GIF89a"]) {
    assert.equal((await server.app.request("/api/directives/documents", { method: "POST", body: page })).status, 400);
  }
});

test("9. whether somebody is in another commune cannot be found out: the refusal is the same for those who are and those who are not", async () => {
  const about = async (person: string) => {
    const answers = await Promise.all([`/api/people/${person}`, `/api/people/${person}/export`].map(async (path) => { const answer = await stranger.request(path); return [answer.status, (await answer.text()).replaceAll(person, "")]; }));
    return JSON.stringify(answers);
  };
  assert.equal(await about(idOf("bác Lài")), await about(idOf("chưa từng có")));
  const { people } = (await post(`/api/people/find?unit=${DONG_THUAN}`, { name: "Lài" }, stranger)).body as unknown as PeopleFound; // what the route promises
  assert.deepEqual(people, []);
  assert.equal((await post(`/api/people/find?unit=${LE_THUY}`, { name: "Lài" }, stranger)).status, 403);
});

test("10. a session cannot be chosen for somebody: neither a made-up secret nor the digest that the database holds opens anything, and two cookies are not added up", async () => {
  const { rows } = await server.services.database.transaction((tx) => tx.query<{ digest: Buffer }>("SELECT digest FROM session"));
  const planted = [newSecret(), "", ...rows.flatMap(({ digest }) => [digest.toString("hex"), digest.toString("base64url")]), createHash("sha256").update("x").digest("base64url")];
  for (const secret of planted) {
    const answer = await server.open.request("/api/directives", { headers: { cookie: `hocvuso=${secret}; hocvuso=${secret}` } });
    assert.deepEqual([answer.status, answer.headers.get("set-cookie")], [401, null]);
  }
});

test("after all of this the directive of the first commune says what it said", async () => {
  const { directives } = await (await officer.request("/api/directives")).json() as { directives: readonly { directive: FactKey; title: string }[] }; // what the route promises
  const own = directives.find(({ title }) => title === "Việc của Lệ Thủy") ?? assert.fail("gone");
  const { tasks } = await (await officer.request(`/api/directives/${own.directive}`)).json() as DirectiveReport; // likewise
  assert.deepEqual(tasks.map(({ commune, answer }) => [commune, answer]), [[LE_THUY, undefined]]);
});
