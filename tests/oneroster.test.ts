/** A school's roster (OneRoster, zipped CSV) goes the way of a commune's list: tried, kept, repeated; what it has no need of is not kept. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ListJudged, UnitId } from "@hocvuso/contract";
import { readXlsx } from "hucre/xlsx";
import { projectionsDigest } from "../apps/server/src/projections/rebuild.ts";
import { zipFile } from "../apps/server/src/reports/zip-file.ts";
import { cookieOf } from "./given-staff.ts";
import { askingWith, givenServer, type Asking, type GivenServer } from "./given-server.ts";

let server: GivenServer;
let officer: Asking;
const LE_THUY = "19249.2" as UnitId; // xã Lệ Thủy of today
before(async () => {
  server = await givenServer();
  officer = askingWith(server.open, await cookieOf(server.services, [{ role: "commune-officer", unit: LE_THUY, from: "2026-01-01" }]));
});
after(() => server.stop());

const zipped = (files: Readonly<Record<string, string | Buffer>>): Buffer => Buffer.from(zipFile(Object.entries(files).map(([name, content]) => ({ name, content }))));

const users = [
  "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password",
  "u1,active,,true,s1,student,an.nguyen,,An,Nguyễn,Thị,044158001234,an@truong.vn,0912345678,,,6,mat-khau-cua-an",
  "u2,active,,true,s1,teacher,lua.tran,,Lụa,Trần,,,lua@truong.vn,,,,,",
  "u3,active,,true,s1,guardian,man.phan,,Mận,Phan,,,,0987654321,,,,",
  'u4,active,,true,s1,student,x,,"=cmd|\' /C calc\'!A0",,,,,,,,,',
].join("\r\n");
const roster = zipped({
  "manifest.csv": "propertyName,value\r\noneroster.version,1.1", "orgs.csv": "sourcedId,name,type\r\ns1,THCS Lệ Thủy,school", "users.csv": users,
  "demographics.csv": "sourcedId,status,birthDate,sex\r\nu1,,2012-09-01,female", "classes.csv": "sourcedId,title\r\nc1,6A", "enrollments.csv": "sourcedId,userSourcedId,role\r\ne1,u1,student",
});

async function send(file: Buffer, mode: string): Promise<Response> {
  return officer.request(`/api/people/imports?unit=${LE_THUY}&mode=${mode}`, { method: "POST", body: new Uint8Array(file) });
}

async function judged(file: Buffer, mode: string): Promise<ListJudged> {
  const last = (await (await send(file, mode)).text()).trim().split("\n").at(-1) ?? "";
  return (JSON.parse(last) as { result: ListJudged }).result; // what the route promises
}

test("tried first it changes nothing, kept it makes pupils and teachers once, and a second time it changes nothing", async () => {
  const digest = () => server.services.database.transaction((tx) => projectionsDigest(tx));
  const empty = await digest();
  const tried = await judged(roster, "try");
  assert.deepEqual([tried.rows, tried.fresh, tried.badRows, tried.isKept, await digest()], [3, 2, [{ row: 5, whys: ["name-unreadable"] }], false, empty]);
  assert.deepEqual([(await judged(roster, "keep")).fresh], [2]);
  const kept = await digest();
  const again = await judged(roster, "keep");
  assert.deepEqual([again.fresh, again.known, await digest()], [0, 2, kept]);
  const { rows } = await server.services.database.transaction((tx) => tx.query<{ population_group: string; n: number }>("SELECT population_group, count(*)::int AS n FROM standing GROUP BY 1 ORDER BY 1"));
  assert.deepEqual(rows, [{ population_group: "official", n: 1 }, { population_group: "student", n: 1 }]);
});

test("the row that cannot be taken comes back in a file, as words that nothing works out", async () => {
  const { sheets: [sheet] } = await readXlsx(new Uint8Array(await (await send(roster, "errors")).arrayBuffer()));
  assert.deepEqual(sheet?.rows.slice(1).map((row) => [row[0], row[4]]), [["=cmd|' /C calc'!A0", "5"]]);
});

test("no name, password, address, telephone or number of the roster stands open anywhere in the database", async () => {
  const { rows } = await server.services.database.transaction((tx) => tx.query<{ state: string }>("SELECT string_agg(encode(bytes, 'escape'), ' ') AS state FROM segment UNION ALL SELECT string_agg(state::text, ' ') FROM record_version UNION ALL SELECT string_agg(said::text, ' ') FROM audit"));
  for (const word of ["Nguyễn", "mat-khau", "truong.vn", "0912345678", "044158001234"]) assert.ok(rows.every(({ state }) => !state.includes(word)), word);
});

test("a roster that unfolds without end, is cut short, or holds no people is refused plainly, and nothing is kept of it", async () => {
  for (const file of [zipped({ "users.csv": Buffer.alloc(64 * 1_048_576, "a,b\n") }), roster.subarray(0, 300), zipped({ "users.csv": "a,b\r\n1,2" }), zipped({ "../users.csv": users })]) {
    assert.match(await (await send(file, "keep")).text(), /"code":"list-(unreadable|without-heading)"/);
  }
});
