/** What may go wrong with a phone itself: two tabs, a full disk, a store that does not open or was cleared, a new version under a lesson. Each in a real browser, and broken for real. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openSegment, textCodesIn, unframe } from "@hocvuso/journal";
import type { Page } from "playwright-core";
import { nodePrimitives } from "./given.ts";
import { getReady, givenPhone, learnSteps, strip, until } from "./given-browser.ts";
import { givenLine } from "./given-line.ts";
import { givenProcess, type GivenProcess } from "./given-server.ts";

let province: GivenProcess;
before(async () => { province = await givenProcess(); });
after(async () => province.end("SIGTERM"));

const newProfile = () => mkdtempSync(join(tmpdir(), "hocvuso-phone-"));
const goOn = (page: Page) => page.locator(".foot .go").first().click();
const said = async (page: Page) => (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");

/** Where the browser keeps the databases of this address. */
function databasesOf(profile: string, address: string): string {
  return join(profile, "Default/IndexedDB", `http_localhost_${new URL(address).port}.indexeddb.leveldb`);
}

/** What a store holds, seen from outside the app. */
function stateOf(page: Page, name = "hocvuso"): Promise<{ version: number; next: number; waiting: number }> {
  return page.evaluate((asked) => new Promise((resolve, reject) => {
    const request = indexedDB.open(asked);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const db = request.result;
      const tx = db.transaction(["log", "tail"]);
      const [log, tail] = [tx.objectStore("log").get("state"), tx.objectStore("tail").count()];
      tx.oncomplete = () => {
        db.close();
        const { next } = (log.result ?? { next: 0 }) as { next: number }; // as the journal keeps it
        resolve({ version: db.version, next, waiting: tail.result });
      };
    };
  }), name);
}

async function countedAtProvince(page: Page): Promise<boolean> {
  await page.evaluate("dispatchEvent(new Event('online'))");
  return /Tỉnh đã nhận/.test(await strip(page));
}

test("two tabs show the same, and one of them meets the province for both", async (t) => {
  const line = await givenLine(province.address);
  const phone = await givenPhone(newProfile());
  t.after(async () => { await phone.stop(); line.stop(); });
  const { page } = phone;
  await getReady(page, line.address);
  line.state = "down";
  const other = await page.context().newPage();
  await other.goto(`${line.address}/hoc/toi/`);
  await learnSteps(page, line.address, 2);
  await until("the other tab shows what was kept in this one", async () => /2 việc chưa gửi/.test(await strip(other)));
  let inVain = 0;
  page.on("requestfailed", () => { inVain += 1; });
  await page.goto(`${line.address}/hoc/`);
  await until("this one says the same", async () => /2 việc chưa gửi/.test(await strip(page)));
  await until("this one has tried to send", () => Promise.resolve(inVain > 0));
  const asked: string[] = [];
  for (const tab of [page, other]) tab.on("request", (request) => { if (request.method() === "POST") asked.push(new URL(request.url()).pathname); });
  line.state = "up";
  line.delayMs = 1_500; // however slow this machine is, the second tab hears of the line while the first is at it
  await Promise.all([page, other].map((tab) => tab.evaluate("dispatchEvent(new Event('online'))")));
  for (const tab of [page, other]) await until("both show it", async () => /Tỉnh đã nhận/.test(await strip(tab)));
  await page.waitForTimeout(500);
  assert.deepEqual(asked.filter((path) => path !== "/sync/enrol").toSorted(), ["/sync/have", "/sync/put"]);
});

test("a full disk says so before anything is called saved; what was saved can still be given away, and once there is room the same tap is kept", async (t) => {
  const line = await givenLine(province.address);
  const phone = await givenPhone(newProfile());
  t.after(async () => { await phone.stop(); line.stop(); });
  const { page } = phone;
  await getReady(page, line.address);
  line.state = "down";
  await learnSteps(page, line.address, 2);
  const devTools = await page.context().newCDPSession(page);
  await page.goto("about:blank"); // Chromium asks anew how much room there is once nobody has the database open
  await page.waitForTimeout(4_000);
  await devTools.send("Storage.overrideQuotaForOrigin", { origin: line.address, quotaSize: 1 });
  await page.goto(`${line.address}/hoc/bai/tra-tien-qr/`);
  await page.waitForFunction(() => performance.getEntriesByName("usable").length > 0);
  const heading = await page.locator("h1").first().innerText();
  await goOn(page);
  await page.getByText("Máy này chưa lưu được việc vừa rồi").waitFor();
  assert.match(await said(page), /Những gì đã lưu trước đó vẫn còn trên máy.*xoá bớt ảnh hay video cũ/);
  assert.equal(await page.locator("h1").first().innerText(), heading);
  assert.deepEqual(await stateOf(page), { version: 3, next: 2, waiting: 2 });

  const other = await page.context().newPage();
  await other.goto(`${line.address}/hoc/chuyen-viec/#dua`);
  const saving = other.waitForEvent("download");
  await other.getByRole("button", { name: "Gói thành tệp" }).click();
  const [bundle] = textCodesIn(readFileSync(await (await saving).path(), "utf8"));
  const opened = await Promise.all(unframe(bundle?.bytes ?? new Uint8Array()).units.map((unit) => openSegment(unit, nodePrimitives)));
  assert.deepEqual(opened.map((found) => found.is === "valid" && found.segment.header.count), [2]);
  assert.deepEqual(await stateOf(page), { version: 3, next: 2, waiting: 2 });

  await devTools.send("Storage.overrideQuotaForOrigin", { origin: line.address });
  await page.getByRole("button", { name: "Lưu lại" }).click();
  await until("the next step", async () => (await page.locator("h1").first().innerText()) !== heading);
  assert.equal((await stateOf(page)).next, 3);
});

test("a store whose files are damaged is left as it is: the person goes on in another, and when it opens again all is brought together and sent", async (t) => {
  const line = await givenLine(province.address);
  const profile = newProfile();
  const phones: Awaited<ReturnType<typeof givenPhone>>[] = [];
  const start = async () => {
    const phone = await givenPhone(profile);
    phones.push(phone);
    return phone;
  };
  t.after(async () => { for (const phone of phones) await phone.stop(); line.stop(); });
  const first = await start();
  await getReady(first.page, line.address);
  await learnSteps(first.page, line.address, 1);
  await first.page.goto(`${line.address}/hoc/`);
  await until("one act is at the province", () => countedAtProvince(first.page));
  line.state = "down";
  await learnSteps(first.page, line.address, 2);
  const person = await first.page.evaluate("localStorage.getItem('person')");
  await first.stop();

  const folder = databasesOf(profile, line.address);
  renameSync(folder, `${folder}.away`);
  writeFileSync(folder, "not a folder");
  const second = await start();
  await learnSteps(second.page, line.address, 2);
  await second.page.goto(`${line.address}/hoc/kiem-tra-may/`);
  await second.page.getByText("Kho cũ chưa mở được, việc cũ vẫn nằm trong máy. Việc mới lưu ở kho khác. Lần nào").waitFor();
  assert.match(await strip(second.page), /Đã lưu trên máy 2 việc chưa gửi Kho cũ chưa mở được/);
  assert.equal(await second.page.evaluate("localStorage.getItem('person')"), person);
  await second.stop();
  assert.equal(readFileSync(folder, "utf8"), "not a folder");

  rmSync(folder);
  renameSync(`${folder}.away`, folder);
  const third = await start();
  await third.page.goto(`${line.address}/hoc/kiem-tra-may/`);
  await third.page.getByText("Máy đã mở sổ mới 1 lần.").waitFor();
  await until("all is there", async () => /4 chưa gửi, 0 đang trên đường, 1 tỉnh đã nhận/.test(await said(third.page)));
  line.state = "up";
  await until("all is at the province", () => countedAtProvince(third.page));
  await until("the screen says so", async () => /0 chưa gửi, 0 đang trên đường, 5 tỉnh đã nhận/.test(await said(third.page)));
  await third.stop();
  const fourth = await start();
  await fourth.page.goto(`${line.address}/hoc/kiem-tra-may/`);
  await until("nothing is brought over twice", async () => /0 chưa gửi, 0 đang trên đường, 5 tỉnh đã nhận/.test(await said(fourth.page)));
});

test("a store that the browser found damaged and cleared is said to be so, and the person stays the same", async (t) => {
  const line = await givenLine(province.address);
  const profile = newProfile();
  const first = await givenPhone(profile);
  t.after(() => first.stop());
  await getReady(first.page, line.address);
  await learnSteps(first.page, line.address, 1);
  const person = await first.page.evaluate("localStorage.getItem('person')");
  await first.stop();
  const folder = databasesOf(profile, line.address);
  for (const name of readdirSync(folder).filter((each) => each.startsWith("MANIFEST"))) writeFileSync(join(folder, name), readFileSync(join(folder, name)).subarray(0, 10));
  const second = await givenPhone(profile);
  t.after(async () => { await second.stop(); line.stop(); });
  await second.page.goto(`${line.address}/hoc/kiem-tra-may/`);
  await second.page.getByText("Trình duyệt đã dọn kho cũ một lần.").waitFor();
  assert.equal(await second.page.evaluate("localStorage.getItem('person')"), person);
});

test("a database made by a version of the app that keeps things otherwise is not touched; work goes on in a second one", async (t) => {
  const line = await givenLine(province.address);
  const phone = await givenPhone(newProfile());
  t.after(async () => { await phone.stop(); line.stop(); });
  const { page } = phone;
  await page.goto(`${line.address}/ngoai-mang/`);
  await page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open("hocvuso", 99);
    request.onupgradeneeded = () => { request.result.createObjectStore("of-tomorrow").put("kept", "something"); };
    request.onsuccess = () => { request.result.close(); resolve(undefined); };
  }));
  await learnSteps(page, line.address, 1);
  assert.equal((await stateOf(page, "hocvuso-2")).next, 1);
  await page.goto(`${line.address}/hoc/`);
  await until("the strip says so", async () => /Kho cũ chưa mở được/.test(await strip(page)));
  assert.equal(await page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open("hocvuso");
    request.onsuccess = () => { const asked = request.result.transaction("of-tomorrow").objectStore("of-tomorrow").get("something"); asked.onsuccess = () => resolve(asked.result); };
  })), "kept");
});

/** The province at an address of its own: with an app that can be changed, and a person who first has to approve each phone. */
async function givenOtherProvince(): Promise<{ readonly address: string; version: number; mayEnrol: boolean; stop(): void }> {
  const server = createServer((asked, answer) => {
    const parts: Buffer[] = [];
    asked.on("data", (part: Buffer) => parts.push(part));
    asked.on("end", () => {
      if (asked.url === "/sync/enrol" && !other.mayEnrol) return void answer.writeHead(403).end();
      const request = { headers: { "accept-encoding": "identity" }, method: asked.method ?? "GET", ...(asked.method === "POST" ? { body: Buffer.concat(parts) } : {}) };
      void fetch(`${province.address}${asked.url ?? ""}`, request).then(async (from) => {
        const body = Buffer.from(await from.arrayBuffer());
        const headers = Object.fromEntries([...from.headers].filter(([name]) => /^content-(type|security)|^cache/.test(name)));
        answer.writeHead(from.status, headers).end(await ofVersion(other.version, asked.url ?? "", body));
      }, () => answer.destroy());
      return undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = server.address();
  const other = { address: `http://localhost:${typeof at === "object" ? at?.port : ""}`, version: 1, mayEnrol: true, stop: () => { server.close(); server.closeAllConnections(); } };
  return other;
}

/** What the app of this version has at an address: the ambassador's page is another in each. */
async function ofVersion(version: number, path: string, body: Buffer): Promise<Buffer | string> {
  const page = (html: string) => `${html}<!-- version ${version} -->`;
  if (path === "/hoc/dai-su/") return page(body.toString());
  if (path !== "/sw.js") return body;
  const before = await (await fetch(`${province.address}/hoc/dai-su/`)).text();
  const hash = (html: string) => createHash("sha256").update(html).digest("hex").slice(0, 16);
  return `${body.toString().replace(hash(before), hash(page(before)))}\n// version ${version}`;
}

test("a phone that a person has yet to enrol is told that its work has arrived and waits; once enrolled, the note goes", async (t) => {
  const other = await givenOtherProvince();
  other.mayEnrol = false;
  const phone = await givenPhone(newProfile());
  t.after(async () => { await phone.stop(); other.stop(); });
  const { page } = phone;
  await learnSteps(page, other.address, 1);
  await page.goto(`${other.address}/hoc/`);
  await until("the strip says what waits", async () => /Việc đã tới tỉnh, đang chờ tỉnh ghi danh máy này/.test(await strip(page)));
  await page.goto(`${other.address}/hoc/kiem-tra-may/`);
  await page.getByText("Đang chờ người của tỉnh duyệt.").waitFor();
  other.mayEnrol = true;
  await page.getByRole("button", { name: "Gặp tỉnh bây giờ" }).click();
  await page.getByText("Tỉnh đã ghi danh máy này.").waitFor();
  await until("the note goes", async () => !/ghi danh/.test(await strip(page)));
});

test("the browser is asked to keep the work once there is a result to keep, not before, and the check screen believes its answer alone", async (t) => {
  const phone = await givenPhone(newProfile());
  t.after(() => phone.stop());
  const { page } = phone;
  const asked = () => page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open("hocvuso");
    request.onsuccess = () => {
      const db = request.result;
      const kept = db.transaction("bookmarks").objectStore("bookmarks").get("storage-asked");
      kept.onsuccess = () => { db.close(); resolve(kept.result); };
    };
  }));
  await getReady(page, province.address);
  await page.waitForTimeout(1_000);
  assert.equal(await asked(), undefined);
  await page.getByText("Máy này chưa sẵn sàng cho lớp không mạng").waitFor();
  await page.goto(`${province.address}/hoc/toi/`);
  await page.getByRole("button", { name: "Cho biết bây giờ" }).click();
  await page.getByRole("button", { name: /^Người dân/ }).click();
  await page.getByRole("searchbox").fill("le thuy");
  await page.getByRole("button", { name: /^Xã Lệ Thu/ }).first().click();
  await until("it was asked", async () => await asked() !== undefined);
  assert.deepEqual(await asked(), { count: 1, whileInstalled: false, answer: false });

  await page.goto(`${province.address}/hoc/kiem-tra-may/`);
  await page.getByRole("button", { name: "Xin máy giữ" }).click();
  await until("it was asked again", async () => JSON.stringify(await asked()) === JSON.stringify({ count: 2, whileInstalled: false, answer: false }));
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Browser.grantPermissions", { origin: province.address, permissions: ["durableStorage"] });
  await page.getByText("Máy này dùng được cho lớp không mạng").waitFor();
  await page.getByText("Trình duyệt hứa giữ, không tự xoá.").waitFor();
});

test("a new version waits while a lesson runs, and when it opens the database for itself the running lesson goes on keeping", async (t) => {
  const province = await givenOtherProvince();
  const { address } = province;
  const phone = await givenPhone(newProfile());
  t.after(async () => { await phone.stop(); province.stop(); });
  const { page } = phone;
  await page.goto(`${address}/hoc/`);
  await page.evaluate("navigator.serviceWorker.ready");
  await learnSteps(page, address, 1);
  await page.evaluate("window.wasNeverReloaded = true");
  province.version += 1;
  await page.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())");
  await until("the new version waits", async () => await page.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.waiting !== null)"));

  // What a later version's first page does, in another tab.
  const other = await page.context().newPage();
  await other.goto(`${address}/ngoai-mang/`);
  await other.evaluate(() => new Promise((resolve, reject) => {
    const request = indexedDB.open("hocvuso", 4);
    request.onupgradeneeded = () => { request.result.createObjectStore("of-tomorrow"); };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(undefined);
  }));
  const heading = await page.locator("h1").first().innerText();
  await goOn(page);
  await until("the lesson goes on", async () => (await page.locator("h1").first().innerText()) !== heading);
  const { version, next } = await stateOf(other);
  assert.deepEqual({ version, next }, { version: 4, next: 2 });
  assert.equal(await page.evaluate("window.wasNeverReloaded"), true);
  assert.equal(await page.evaluate("indexedDB.databases().then((all) => all.length)"), 1);

  await other.goto(`${address}/hoc/`);
  const after = await page.locator("h1").first().innerText();
  // Where a page still fetches in that very moment, Chromium lets the old worker end in its own time, half a minute and more.
  await other.waitForLoadState("networkidle");
  await other.getByRole("button", { name: "Lấy bản mới" }).click();
  await until("the lesson began anew under the new version", async () => (await page.evaluate("window.wasNeverReloaded").catch(() => true)) === undefined, 90_000);
  await until("at the place where it was", async () => (await page.locator("h1").first().innerText()) === after);
});

test("the ambassador's page is on a phone once it was opened there, comes along with every new version, and is on no other phone", async (t) => {
  const province = await givenOtherProvince();
  const phone = await givenPhone(newProfile());
  t.after(async () => { await phone.stop(); province.stop(); });
  const { page } = phone;
  const field = `${province.address}/hoc/dai-su/`;
  /** Of the cache: the page's version, and how many scripts of its own are there. */
  const kept = () => page.evaluate(async () => {
    const cache = await caches.open("hocvuso");
    const found = [];
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (pathname === "/hoc/dai-su/") found.push(/version \d+/.exec(await (await cache.match(request))?.text() ?? "")?.[0]);
      if (/^\/assets\/field(-pages)?-[^/]+\.js$/.test(pathname)) found.push("script");
    }
    return found.toSorted();
  });
  const update = async () => {
    province.version += 1;
    await page.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())");
    await until("the new version waits", async () => await page.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.waiting !== null)"), 60_000);
    await page.goto(`${province.address}/hoc/`);
    await page.getByRole("button", { name: "Lấy bản mới" }).click();
    await until("it is taken", async () => (await page.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.waiting === null)").catch(() => false)) === true, 60_000);
    await page.getByRole("heading").first().waitFor();
  };
  const opensWithoutNetwork = async () => {
    await page.context().setOffline(true);
    await page.goto(field);
    await page.getByRole("button", { name: "Gửi lời nhận giúp" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Gửi lời nhận giúp" }).waitFor();
    await page.context().setOffline(false);
  };

  await page.goto(`${province.address}/hoc/`);
  await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
  assert.deepEqual(await kept(), []);
  await page.context().setOffline(true);
  await page.goto(field);
  await page.getByRole("heading", { name: "Chưa có mạng" }).waitFor();
  await page.context().setOffline(false);
  await update();
  assert.deepEqual(await kept(), []);

  await page.goto(field);
  await until("it is kept", async () => (await kept()).length === 3, 60_000);
  assert.deepEqual(await kept(), ["script", "script", "version 2"]);
  await opensWithoutNetwork();
  await update();
  assert.deepEqual(await kept(), ["script", "script", "version 3"]);
  await opensWithoutNetwork();
});
