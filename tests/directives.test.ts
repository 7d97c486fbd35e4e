/** A directive with its document becomes tasks: taken up, asked about, reminded of, and followed by facts alone. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DirectiveReport, Directives, DocumentKept, Fact, FactKey, UnitId } from "@hocvuso/contract";
import { projectionsDigest, rebuildProjections } from "../apps/server/src/projections/rebuild.ts";
import { framesOf, idOf, played, registered, sealedBy } from "./given.ts";
import { cookieOf } from "./given-staff.ts";
import { askingWith, givenServer, type Asking, type GivenServer } from "./given-server.ts";

let server: GivenServer;
let [leThuy, dongThuan]: [Asking, Asking] = [undefined as unknown as Asking, undefined as unknown as Asking]; // given before any test
const LE_THUY = "19249.2" as UnitId; // xã Lệ Thủy of today
const DONG_THUAN = "18859.2" as UnitId; // xã Đồng Thuận of today
before(async () => {
  server = await givenServer();
  [leThuy, dongThuan] = [
    askingWith(server.open, await cookieOf(server.services, [{ role: "commune-officer", unit: LE_THUY, from: "2026-01-01" }], "Lê Văn Hợp")),
    askingWith(server.open, await cookieOf(server.services, [{ role: "commune-officer", unit: DONG_THUAN, from: "2026-01-01" }], "Trần Thị Lụa")),
  ];
});
after(() => server.stop());

async function post<Answer>(path: string, said: object | Uint8Array<ArrayBuffer>, asking: Asking = server.app): Promise<Answer & { readonly code?: string }> {
  const answer = await asking.request(path, { method: "POST", body: said instanceof Uint8Array ? said : JSON.stringify(said) });
  return answer.json() as Promise<Answer & { readonly code?: string }>; // what the route promises, or a refusal with its code
}

async function read<Answer>(path: string, asking: Asking = server.app): Promise<Answer> {
  return (await asking.request(path)).json() as Promise<Answer>; // what the route promises
}

const plan = {
  title: "Mỗi xã hai buổi về mã QR", number: "Kế hoạch 12/KH-BCĐ", documentDate: "2026-11-02", task: "Mỗi xã mở ít nhất hai buổi.", dueOn: "2026-12-15", measure: "sessions", group: "adult", target: 2,
};
let directive: FactKey;
const pdf = new TextEncoder().encode("%PDF-1.7 kế hoạch 12");

test("a directive goes to the communes it names with its document; an officer sees their own commune, and the document as a file to save", async () => {
  const { sha256 } = await post<DocumentKept>("/api/directives/documents", pdf);
  ({ key: directive } = await post<{ key: FactKey }>("/api/directives", { ...plan, communes: [LE_THUY, DONG_THUAN], link: "https://quangtri.gov.vn/12", file: { sha256, name: "kế hoạch 12.pdf" } }));
  const report = await read<DirectiveReport>(`/api/directives/${directive}`);
  assert.deepEqual(report.tasks.map(({ commune, answer, isMet }) => [commune, answer, isMet]).toSorted(), [[DONG_THUAN, undefined, false], [LE_THUY, undefined, false]]);
  assert.deepEqual((await read<DirectiveReport>(`/api/directives/${directive}`, leThuy)).tasks.map(({ commune }) => commune), [LE_THUY]);
  const file = await leThuy.request(`/api/directives/${directive}/document`);
  assert.deepEqual([file.status, file.headers.get("content-disposition"), file.headers.get("x-content-type-options"), Buffer.from(await file.arrayBuffer()).equals(pdf)], [200, "attachment; filename*=UTF-8''k%E1%BA%BF%20ho%E1%BA%A1ch%2012.pdf", "nosniff", true]);
});

test("what is no document, names no commune of today, asks for more than all, or was due yesterday is refused", async () => {
  assert.equal((await post<object>("/api/directives/documents", new TextEncoder().encode("<script>alert(1)</script>"))).code, "document-unreadable");
  for (const [wrong, code] of [
    [{ communes: ["99999.1"] }, "unit-unknown"], [{ measure: "capable", target: 101 }, "malformed"], [{ dueOn: "2026-01-01" }, "malformed"],
    [{ link: "javascript:alert(1)" }, "malformed"], [{ file: { sha256: "0".repeat(64), name: "a" } }, "document-unreadable"],
  ] as const) assert.equal((await post<object>("/api/directives", { ...plan, communes: [LE_THUY], ...wrong })).code, code, JSON.stringify(wrong));
});

test("a commune takes it up or asks, for itself only; who has not answered is on a list, and is reminded once a day", async () => {
  assert.equal((await post<object>(`/api/directives/${directive}/answers`, { commune: LE_THUY, answer: "taken-up" }, dongThuan)).code, "not-allowed");
  await post(`/api/directives/${directive}/answers`, { commune: LE_THUY, answer: "asks", words: "Lớp ghép hai thôn có tính không?" }, leThuy);
  await post(`/api/directives/${directive}/answers`, { commune: LE_THUY, answer: "taken-up" }, leThuy);
  assert.equal((await post<object>(`/api/directives/${directive}/remind`, {}, leThuy)).code, "not-allowed");
  await post(`/api/directives/${directive}/remind`, {});
  assert.equal((await post<object>(`/api/directives/${directive}/remind`, {})).code, "nobody-to-remind");
  const { tasks } = await read<DirectiveReport>(`/api/directives/${directive}`);
  assert.deepEqual(tasks.map(({ commune, answer, reminders }) => [commune, answer?.answer, reminders]), [[DONG_THUAN, undefined, 1], [LE_THUY, "taken-up", 0]]);
  const { directives: [listed] } = await read<Directives>("/api/directives");
  assert.deepEqual([listed?.communes, listed?.answered, listed?.met], [2, 1, 0]);
});

test("how far a commune is comes from sessions and acts on phones; nobody can type it, and a phone that signs an answer is not believed", async () => {
  const now = server.services.now();
  const held = (session: string): Fact => ({ kind: "class-held", key: idOf(session), actor: idOf("chị Sen"), subject: idOf("chị Sen"), wallMs: now - 1, monoMs: 0, place: LE_THUY });
  const forged: Fact = { kind: "directive-answered", key: idOf("forged"), actor: idOf("chị Sen"), subject: idOf("chị Sen"), wallMs: now, monoMs: 0, directive, commune: DONG_THUAN, answer: "taken-up" };
  Object.assign(server.services, { now: () => now + 60_000 });
  const later = held("lớp thứ hai");
  const segments = await sealedBy(await server.enrolledKey(), [registered("chị Sen"), { ...held("lớp thứ nhất"), wallMs: now + 1_000 }, { ...held("lớp thứ nhất"), wallMs: now + 1_000 }, { ...later, wallMs: now + 2_000 }, played("chị Sen"), forged]);
  assert.equal((await server.post("/sync/put", framesOf(segments))).status, 200);
  const { tasks } = await read<DirectiveReport>(`/api/directives/${directive}`);
  const task = tasks.find(({ commune }) => commune === LE_THUY);
  assert.deepEqual([task?.sessions, task?.isMet, task?.figures.listed, task?.figures.reached], [2, true, 1, { state: "measured", persons: 1 }]);
  assert.equal(tasks.find(({ commune }) => commune === DONG_THUAN)?.answer, undefined);
});

test("it ends once; after that nothing is answered, and a rebuild from nothing says the same", async () => {
  await post(`/api/directives/${directive}/end`, { because: "done" });
  assert.equal((await post<object>(`/api/directives/${directive}/end`, { because: "withdrawn" })).code, "directive-ended");
  assert.equal((await post<object>(`/api/directives/${directive}/answers`, { commune: LE_THUY, answer: "taken-up" }, leThuy)).code, "directive-ended");
  const { services } = server;
  const digest = await services.database.transaction((tx) => projectionsDigest(tx));
  assert.equal(await services.database.transaction(async (tx) => { await rebuildProjections(tx, services); return projectionsDigest(tx); }), digest);
});
