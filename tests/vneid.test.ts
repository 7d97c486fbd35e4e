/** The fourth number: a list goes out, comes back filled in by the office, and is counted under its own name and date. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type Fact, type FactRecords, type PersonId, type ProvinceProgress } from "@hocvuso/contract";
import { readXlsx, writeXlsx } from "hucre/xlsx";
import { projectionsDigest, rebuildProjections } from "../apps/server/src/projections/rebuild.ts";
import { readContent } from "../apps/server/src/read-content.ts";
import { readVneidList, writeVneidList } from "../apps/server/src/vneid/vneid-list.ts";
import { framesOf, idOf, played, registered, sealedBy, stepDone } from "./given.ts";
import { givenServer, runCommandLine, type GivenServer } from "./given-server.ts";

const { vneidList: policy } = readContent();
const folder = mkdtempSync(join(tmpdir(), "hocvuso-vneid-"));
let server: GivenServer;
before(async () => {
  server = await givenServer();
  const phone = await server.enrolledKey();
  await server.post("/sync/put", framesOf(await sealedBy(phone, [registered("bà Thảo"), played("bà Thảo"), registered("ông Tám"), played("ông Tám"), registered("cô Sen"), stepDone("cô Sen")])));
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCommandLine("vneid/vneid.ts", words, { DATA_FOLDER: server.folder });

async function adults(): Promise<ProvinceProgress["province"]["groups"]["adult"]> {
  return (await (await server.app.request("/api/progress")).json() as ProvinceProgress).province.groups.adult; // as the route says
}

test("before a list came back the fourth number is not measured, which is not zero", async () => {
  assert.deepEqual((await adults()).confirmed, { state: "notYetMeasured" });
  assert.equal((await server.app.request("/api/records?unit=19249.2&group=adult&measure=confirmed")).status, 404);
});

test("a phone that says somebody was confirmed is not believed: what an office decides is an office's alone", async () => {
  const forged: Fact = { kind: "vneid-confirmed", key: idOf("a forged list"), actor: idOf("kẻ gian"), subject: idOf("cô Sen"), wallMs: 0, monoMs: 0, confirmedOn: "2026-10-10", listedOn: "2026-11-01" };
  const [segment] = await sealedBy(await server.enrolledKey(), [forged, stepDone("cô Sen", { step: 1 })]);
  await server.post("/sync/put", framesOf(segment === undefined ? [] : [segment]));
  assert.deepEqual((await adults()).confirmed, { state: "notYetMeasured" });
  const listed = () => server.services.database.transaction(async (tx) => (await tx.query("SELECT kind, why FROM unread_fact")).rows);
  assert.deepEqual(await listed(), [{ kind: "vneid-confirmed", why: "not-by-an-office" }]);
  const digest = () => server.services.database.transaction(projectionsDigest);
  const before = await digest();
  await server.services.database.transaction((tx) => rebuildProjections(tx, server.services));
  assert.deepEqual([await digest(), await listed()], [before, [{ kind: "vneid-confirmed", why: "not-by-an-office" }]]);
});

test("the list names those who can do it, with blanks for what is not held here, and comes back as the fourth number with its date", async () => {
  const file = join(folder, "de-nghi.xlsx");
  const said = await run("export", file);
  assert.equal(said.code, 0, said.text);
  const rows = (await readXlsx(readFileSync(file))).sheets[0]?.rows ?? [];
  assert.deepEqual(rows[0], policy.columns.map(({ heading }) => heading));
  const personAt = rows[0]?.indexOf(policy.reads.person) ?? -1;
  const dateAt = rows[0]?.indexOf(policy.reads.confirmedOn) ?? -1;
  assert.deepEqual(rows.slice(1).map((row) => row[personAt]).toSorted(), [idOf("bà Thảo"), idOf("ông Tám")].toSorted());
  const restrict = (sql: string) => server.services.database.transaction((tx) => tx.query(sql, [idOf("bà Thảo")]));
  await restrict("INSERT INTO restriction (person, since) VALUES ($1, now())");
  assert.match((await run("export", join(folder, "khong-dung.xlsx"))).text, /Wrote 1 persons/, "of whose data are only kept nothing goes out");
  await restrict("DELETE FROM restriction WHERE person = $1");

  // The office puts titles above, fills in names and dates, in two ways of writing, and adds a row of its own.
  const filled = rows.map((row) => row.map((cell, at) => (at !== dateAt ? cell : row[personAt] === idOf("bà Thảo") ? "10/10/2026" : row[personAt] === idOf("ông Tám") ? new Date(Date.UTC(2026, 9, 12)) : cell)));
  const unknown = filled[0]?.map((_, at) => (at === personAt ? idOf<PersonId>("không ai biết") : at === dateAt ? "11/10/2026" : "")) ?? [];
  const back = join(folder, "xac-nhan.xlsx");
  writeFileSync(back, await writeXlsx({ sheets: [{ name: "Kết quả", rows: [["CÔNG AN TỈNH"], [], ...filled, unknown] }] }));
  const imported = await run("import", back, "--listed-on", "2026-11-01");
  assert.equal(imported.code, 0, imported.text);
  assert.match(imported.text, /Recorded 2 persons.*2026-11-01/);
  assert.match(imported.text, /1 ids are not known here/);

  const progress = await (await server.app.request("/api/progress")).json() as ProvinceProgress; // as the route says
  assert.deepEqual(progress.province.groups.adult.confirmed, { state: "measured", persons: 2 });
  assert.deepEqual(progress.province.groups.adult.capable, { state: "measured", persons: 2 });
  assert.equal(progress.provenance.vneidListedOn, "2026-11-01");
  assert.deepEqual(progress.communes.find(({ unit }) => unit === "18859.2")?.groups.adult.confirmed, { state: "measured", persons: 0 });
  const records = await (await server.app.request("/api/records?unit=19249.2&group=adult&measure=confirmed")).json() as FactRecords; // likewise
  assert.deepEqual([records.persons, records.records.map(({ kind, what }) => `${kind} ${what}`)], [2, ["vneid-confirmed 2026-11-01", "vneid-confirmed 2026-11-01"]]);
});

test("a list imported twice counts once, those confirmed are proposed no more, and a rebuild gives the same", async () => {
  const again = await run("import", join(folder, "xac-nhan.xlsx"), "--listed-on", "2026-11-01");
  assert.equal(again.code, 0, again.text);
  assert.deepEqual((await adults()).confirmed, { state: "measured", persons: 2 });
  const said = await run("export", join(folder, "lan-hai.xlsx"));
  assert.match(said.text, /Wrote 0 persons/);
  const [before, after] = await server.services.database.transaction(async (tx) => {
    const digest = await projectionsDigest(tx);
    await rebuildProjections(tx, server.services);
    return [digest, await projectionsDigest(tx)];
  });
  assert.equal(before, after);
});

test("a date after the list's own, a list without its columns, and a day that does not exist are said, and nothing of them is counted", async () => {
  const late = join(folder, "som.xlsx");
  writeFileSync(late, await writeXlsx({ sheets: [{ name: "a", rows: [[policy.reads.person, policy.reads.confirmedOn], [idOf<PersonId>("cô Sen"), "02/10/2026"], [idOf<PersonId>("cô Sen"), "31/02/2026"]] }] }));
  const said = await run("import", late, "--listed-on", "2026-10-01");
  assert.match(said.text, /Recorded 0 persons/);
  assert.match(said.text, /could not be read: 3/);
  assert.match(said.text, /1 persons have a date after 2026-10-01/);
  const other = join(folder, "khac.xlsx");
  writeFileSync(other, await writeXlsx({ sheets: [{ name: "a", rows: [["Tên", "Ngày"]] }] }));
  const refused = await run("import", other, "--listed-on", "2026-10-01");
  assert.equal(refused.code, 1);
  assert.match(refused.text, /Mã trong Học Vụ Số, Ngày xác nhận trên VNeID/);
  assert.deepEqual((await adults()).confirmed, { state: "measured", persons: 2 });
});

test("whatever begins with = + - or @ is a text in the file, never a formula", async () => {
  const risky = ["=1+1", "+84912345678", "-5", "@SUM(A1)", "=HYPERLINK(\"http://x\")"];
  const row = { person: idOf<PersonId>("x"), group: "", commune: "", achievedOn: "2026-10-01", evidence: "" };
  const bytes = await writeVneidList(risky.map((place) => ({ ...row, place })), policy);
  const { sheets } = await readXlsx(bytes, { readStyles: true });
  const placeAt = policy.columns.findIndex(({ holds }) => holds === "place");
  assert.deepEqual(sheets[0]?.rows.slice(1).map((cells) => cells[placeAt]), risky);
  assert.equal([...sheets[0]?.cells?.values() ?? []].filter(({ type, formula }) => type === "formula" || formula !== undefined).length, 0);
  assert.deepEqual(await readVneidList(bytes, policy), { is: "read", confirmed: [], unreadable: [] });
});
