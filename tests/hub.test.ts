import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { ProvinceProgress } from "@hocvuso/contract";
import { decodePutAnswer, frame, signEnrolmentRequest, textCodesIn } from "@hocvuso/journal";
import { framesOf, newNodeKey, played, registered, sealedBy, stepDone } from "./given.ts";
import { givenJournal, until } from "./given-journal.ts";
import { givenLine, type GivenLine } from "./given-line.ts";
import { enrolAt, givenProcess, inDatabaseOf, signInAt, type GivenProcess } from "./given-server.ts";

let province: GivenProcess;
let line: GivenLine;
let hub: GivenProcess;
before(async () => {
  province = await givenProcess();
  line = await givenLine(province.address);
  hub = await givenProcess({ words: ["hub", "--upstream", line.address], meetEveryS: 1 });
});
after(async () => {
  await hub.end("SIGTERM");
  line.stop();
  await province.end("SIGTERM");
});

/** Of somebody who may see how few people fare; signed in once. */
let cookie: Promise<string> | undefined;
function signedIn(): Promise<string> {
  const known = cookie ?? signInAt(province).then(({ name, value }) => `${name}=${value}`);
  cookie = known;
  return known;
}

async function adults(): Promise<{ readonly listed: number; readonly capable: number }> {
  const { communes } = await (await fetch(`${province.address}/api/progress`, { headers: { cookie: await signedIn() } })).json() as ProvinceProgress; // what the route promises
  const { listed, capable } = communes.find(({ unit }) => unit === "19249.2")?.groups.adult ?? assert.fail("Lệ Thủy is missing");
  return { listed, capable: capable.state === "measured" ? capable.persons : 0 };
}

const page = async (address = hub.address) => (await fetch(`${address}/tram/`)).text();
const hasMet = async () => /Tỉnh chưa duyệt|Tỉnh đã duyệt/.test(await page()) && /Đường về tỉnh đang thông/.test(await page());

test("a phone that only ever met the hub, without a line, is counted once when the line is up, and hears so from the hub", async () => {
  await until("the hub meets the province", hasMet);
  line.state = "down";
  await until("the hub notices", async () => /Chưa nối được về tỉnh/.test(await page()));
  const phone = givenJournal();
  await phone.keep(registered("bác Lài"), stepDone("bác Lài"), played("bác Lài"));
  const { met } = await phone.meet(hub.address, true);
  assert.deepEqual(met.refused, []);
  assert.equal((await phone.outbox()).unsent, 3, "a hub that nobody approved is not believed");
  assert.match(await page(), /1 gói còn chờ/);
  line.state = "up";
  await until("the province has it", async () => (await adultsApart()) === 1);
  assert.deepEqual(await adults(), { listed: 0, capable: 0 });
  await phone.meet(hub.address); // now the province can be asked through the hub, and enrols the phone
  assert.deepEqual(await adults(), { listed: 1, capable: 1 });
  await until("the receipt has come down", async () => {
    await phone.meet(hub.address);
    return (await phone.outbox()).received === 3;
  });
  assert.deepEqual(await phone.outbox(), { unsent: 0, sent: 0, received: 3, safe: 0 });
  assert.deepEqual(await adults(), { listed: 1, capable: 1 });

  async function adultsApart(): Promise<number> {
    return (await inDatabaseOf(province, "SELECT hash FROM segment WHERE NOT is_counted")).length;
  }
});

test("a hub that a person has approved is believed to hold what it signed for, and its page says so", async () => {
  const replicas = (...words: readonly string[]) => spawnSync(process.execPath, ["apps/server/src/replicas/replicas.ts", ...words], { env: { ...process.env, DATA_FOLDER: province.folder }, encoding: "utf8" });
  assert.match(await page(), /Tỉnh chưa duyệt trạm này/);
  const [, id = ""] = /^([0-9a-f]{32})\n.*asks to be .*hub/m.exec(replicas().stdout) ?? assert.fail(replicas().stdout);
  const done = replicas("enrol", id);
  assert.match(done.stdout, /Đã ghi danh/, done.stderr);
  assert.doesNotMatch(replicas().stdout, /asks to be/);
  await until("the hub hears of it", async () => /Tỉnh đã duyệt trạm này/.test(await page()));
  line.state = "down";
  const phone = givenJournal();
  await phone.keep(registered("chị Bưởi"));
  await phone.meet(hub.address, true);
  assert.deepEqual(await phone.outbox(), { unsent: 0, sent: 1, received: 0, safe: 0 });
  line.state = "up";
});

test("what was broken on the way is set aside at the hub and never goes on; what came with it does", async () => {
  await until("the line is up", hasMet);
  const key = await newNodeKey();
  const [good, torn] = await sealedBy(key, [registered("bà Mận")], [registered("anh Ba")]);
  if (good === undefined || torn === undefined) throw new Error("nothing was sealed");
  const tornBytes = torn.bytes.slice();
  tornBytes[100] = (tornBytes[100] ?? 0) ^ 1;
  const answer = await fetch(`${hub.address}/sync/put`, { method: "POST", body: new Uint8Array(frame([tornBytes, good.bytes])) });
  assert.deepEqual(decodePutAnswer(new Uint8Array(await answer.arrayBuffer())).verdicts.map(({ status }) => status).toSorted(), ["corrupt", "stored"]);
  await until("the good one has gone on", async () => line.sentUp().includes(Buffer.from(good.bytes)));
  await until("all is signed for", async () => /tỉnh đã nhận đủ/.test(await page()));
  assert.equal(line.sentUp().includes(Buffer.from(tornBytes.subarray(0, 150))), false);
  assert.deepEqual(await inDatabaseOf(province, "SELECT hash FROM set_aside"), []);
  assert.equal((await inDatabaseOf(hub, "SELECT hash FROM set_aside")).length, 1);
  assert.match(await page(), /1 mẩu gửi hỏng giữa đường/);
});

test("two hubs that were given the same segments make nobody two people", async () => {
  const second = await givenProcess({ words: ["hub", "--upstream", province.address], meetEveryS: 1 });
  const before = await adults();
  const phone = givenJournal();
  await phone.keep(registered("ông Tám"), played("ông Tám"));
  await until("the second hub has met the province", async () => /Đường về tỉnh đang thông/.test(await page(second.address)));
  await Promise.all([hub, second].map(({ address }) => phone.meet(address, true)));
  for (const { address } of [hub, second]) await phone.meet(address);
  for (const { address } of [hub, second]) await until("both have handed on", async () => /tỉnh đã nhận đủ/.test(await page(address)) && /việc đang giữ/.test(await page(address)));
  await until("it is counted", async () => (await adults()).listed > before.listed);
  assert.deepEqual(await adults(), { listed: before.listed + 1, capable: before.capable + 1 });
  await second.end("SIGTERM");
});

test("pages of any origin may take part in the exchange, with hub and province, and in nothing else", async () => {
  const origin = "https://tinh.example";
  for (const { address } of [hub, province]) {
    for (const path of ["/sync/have", "/sync/put", "/sync/enrol"]) {
      const asked = await fetch(`${address}${path}`, { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type", "access-control-request-private-network": "true" } });
      assert.equal(asked.status, 204);
      const said = (name: string) => asked.headers.get(`access-control-allow-${name}`);
      assert.deepEqual([said("origin"), said("methods"), said("headers"), said("private-network")], ["*", "GET, POST", "content-type", "true"]);
      const refused = await fetch(`${address}${path}`, { method: "POST", headers: { origin }, body: "no CBOR" });
      assert.notEqual(refused.status, 500);
      assert.equal(refused.headers.get("access-control-allow-origin"), "*", `${path} ${refused.status}`);
    }
    for (const path of ["/", "/api/health", "/api/docs", "/tram/", "/bang-dieu-hanh/"]) {
      assert.equal((await fetch(`${address}${path}`, { headers: { origin } })).headers.get("access-control-allow-origin"), null, path);
    }
  }
});

test("a hub serves the phone app and no dashboard, says where that is, and tells how it is reached", async () => {
  const app = await fetch(`${hub.address}/`);
  assert.match(await app.text(), /Học Vụ Số/);
  const mayAsk = async (address: string) => /connect-src 'self' http: https:;/.test((await fetch(address)).headers.get("content-security-policy") ?? "");
  assert.deepEqual(await Promise.all(["/", "/hoc/", "/hoc/chuyen-viec/"].map((path) => mayAsk(hub.address + path))), [false, false, true], "the pages that meet hubs may ask other addresses, and no other page");
  assert.equal(await mayAsk(`${province.address}/bang-dieu-hanh/`), false);
  const dashboard = await fetch(`${hub.address}/bang-dieu-hanh/`);
  assert.equal(dashboard.status, 404);
  assert.ok((await dashboard.text()).includes(`href="${line.address}/bang-dieu-hanh/"`));
  assert.equal((await fetch(`${hub.address}/api/progress`)).status, 404);
  const codesIn = (text: string) => textCodesIn(text).filter(({ kind }) => kind === "hub").map(({ bytes }) => new TextDecoder().decode(bytes));
  await until("the program has printed its code", async () => codesIn(hub.said()).length > 0);
  assert.deepEqual([await page(), hub.said()].map(codesIn), [[hub.address], [hub.address]]);
});

test("without a line a request to be enrolled is refused plainly; junk is not passed on", async () => {
  line.state = "down";
  const request = await signEnrolmentRequest({ role: "phone" }, await newNodeKey());
  const refused = await fetch(`${hub.address}/sync/enrol`, { method: "POST", body: new Uint8Array(request) });
  assert.equal(refused.status, 503);
  assert.match(await refused.text(), /Trạm chưa nối được về tỉnh/);
  assert.equal((await fetch(`${hub.address}/sync/enrol`, { method: "POST", body: new Uint8Array(200) })).status, 400);
  line.state = "up";
});

test("a hub told a certificate speaks https; words it does not know, and another role's data, are refused in both languages", async () => {
  const [certificate, key] = [join(hub.folder, "cert.pem"), join(hub.folder, "cert-key.pem")];
  writeFileSync(certificate, localhostCertificate);
  writeFileSync(key, localhostKey);
  const secure = await givenProcess({ words: ["hub", "--upstream", province.address, "--cert", certificate, "--key", key] });
  assert.match(secure.address, /^https:/);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    get(`${secure.address}/tram/`, { ca: localhostCertificate }, (answer) => { answer.resume(); resolve(answer.statusCode); }).once("error", reject);
  });
  assert.equal(status, 200);
  await secure.end("SIGTERM");
  const refusal = async (words: readonly string[], folder?: string) => {
    const outcome = await givenProcess({ words, ...(folder === undefined ? {} : { folder }) }).then(async (started) => { await started.end("SIGTERM"); return "it started"; }, (error: Error) => error.message);
    return outcome;
  };
  assert.match(await refusal(["hub"]), /Còn thiếu --upstream[\s\S]*--upstream is missing/);
  assert.match(await refusal(["hub", "--upstream", "ftp://x"]), /chương trình không hiểu[\s\S]*does not understand/);
  assert.match(await refusal(["hubb"]), /"hubb"/);
  assert.match(await refusal(["hub", "--upsteam", "x"]), /không hiểu/);
  assert.match(await refusal(["hub", "--upstream", province.address, "--cert", "/nowhere", "--key", "/nowhere"]), /Chưa đọc được chứng thư[\s\S]*could not be read/);
  assert.match(await refusal([], secure.folder), /thuộc về “hub”[\s\S]*belong to a hub/);
});

test("a hub killed again and again while phones send and it hands on loses nothing that it acknowledged", async () => {
  const killed = await givenProcess({ words: ["hub", "--upstream", line.address], meetEveryS: 1 });
  let current = killed;
  let isOver = false;
  const before = await adults();
  const acknowledged: string[] = [];
  const send = async (phone: number) => {
    for (let round = 0; !isOver; round++) {
      const key = await newNodeKey();
      await enrolAt(province.address, key);
      const names = [0, 1, 2].map((i) => `kill ${phone}/${round}/${i}`);
      const segments = await sealedBy(key, ...names.map((name) => [registered(name), played(name)]));
      for (const [i, segment] of segments.entries()) {
        while (!isOver) {
          const answer = await fetch(`${current.address}/sync/put`, { method: "POST", body: new Uint8Array(framesOf([segment])) }).catch(() => undefined);
          const [verdict] = answer?.ok === true ? decodePutAnswer(new Uint8Array(await answer.arrayBuffer())).verdicts : [];
          if (verdict !== undefined) {
            acknowledged.push(names[i] ?? "");
            break;
          }
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    }
  };
  const sending = Promise.all(Array.from({ length: 4 }, (_, phone) => send(phone)));
  for (let kill = 0; kill < 4; kill++) {
    const goal = acknowledged.length + 6;
    await until("phones were answered", async () => acknowledged.length >= goal);
    await current.end("SIGKILL");
    current = await givenProcess({ folder: killed.folder, words: ["hub", "--upstream", line.address], meetEveryS: 1 });
  }
  isOver = true;
  await sending;
  const held = async () => Number((await inDatabaseOf(current, "SELECT count(*) AS count FROM segment"))[0]?.["count"]);
  await until("the province has what the hub has", async () => (await adults()).listed - before.listed === (await held()));
  assert.ok(acknowledged.length >= 24, String(acknowledged.length));
  assert.ok(acknowledged.length <= (await held()), `${acknowledged.length} acknowledged, ${await held()} held`);
  const known = await inDatabaseOf(province, "SELECT encode(hash, 'hex') AS hash FROM segment");
  const atHub = await inDatabaseOf(current, "SELECT encode(hash, 'hex') AS hash FROM segment");
  assert.deepEqual(atHub.filter(({ hash }) => !known.some((other) => other["hash"] === hash)), []);
  await current.end("SIGTERM");
});

/** For localhost, until 2126; it protects nothing. */
const localhostKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgu1U46t9wEfh3kYDZ
8ZZQX2qCq/FDmPZ3vu4Xt7qCKdKhRANCAARH2iZ2Lc0lxUvHd+HWx1TiLd/o+lJ0
o37tByP//cgZPa5UYfleBqv3BV4RCYZIJO2BsX5o22UyBDCPJKG6SwBd
-----END PRIVATE KEY-----
`;
const localhostCertificate = `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUaEpeeVf2CWwCC3k9QbklnIKEY2cwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNzA1MjI1MloYDzIxMjYxMTAz
MDUyMjUyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARH2iZ2Lc0lxUvHd+HWx1TiLd/o+lJ0o37tByP//cgZPa5UYfleBqv3
BV4RCYZIJO2BsX5o22UyBDCPJKG6SwBdo28wbTAdBgNVHQ4EFgQUNpbOucN45csE
rzM0z5BR1e3enygwHwYDVR0jBBgwFoAUNpbOucN45csErzM0z5BR1e3enygwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgPvYeSGWEpFNE1eKqnOnzW6fRjCgs3CxeQ3mOkEgqAH8CIBQk
5UtQfhotN/5m7IeAICxFE8CEe01Ffr5+5HekT0UE
-----END CERTIFICATE-----
`;
