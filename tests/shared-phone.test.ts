import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { assertEveryScreenIsClean, getReady, givenPhone, learnSteps, until } from "./given-browser.ts";
import { givenLine } from "./given-line.ts";
import { givenProcess, inDatabaseOf, type GivenProcess } from "./given-server.ts";

let province: GivenProcess;
before(async () => {
  province = await givenProcess();
});
after(async () => {
  await province.end("SIGTERM");
});

const at = (path: string) => `${province.address}${path}`;
const tap = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const home = (page: Page) => page.waitForURL(at("/hoc/"));
const threeOfHa = ["Trăng", "Ớt", "Nón lá"];
const threeOfTung = ["Nhà", "Xe đạp", "Đèn dầu"];

async function tapAll(page: Page, pictures: readonly string[]): Promise<void> {
  for (const picture of pictures) await tap(page, picture);
}

/** Adds a person at the screen that asks who is learning. */
async function add(page: Page, { picture, called, secret }: { picture: string; called: string; secret?: readonly string[] }): Promise<void> {
  await page.getByRole("link", { name: "Tôi chưa có ở đây" }).click();
  await tap(page, picture);
  await page.getByLabel("Tên thường gọi").fill(called);
  await tap(page, "Đi tiếp");
  if (secret === undefined) await tap(page, "Không cần, để sau");
  else {
    await tap(page, "Chọn ba hình");
    await tapAll(page, secret);
    await page.getByText("Chạm lại ba hình ấy lần nữa cho nhớ").waitFor();
    await tapAll(page, secret.toReversed());
  }
  await home(page);
  await page.getByText(`${called} đang dùng máy`).waitFor();
}

/** Says which group and commune the person of the open book belongs to. */
async function sayWhere(page: Page, commune: string): Promise<void> {
  await page.goto(at("/hoc/toi/"));
  await tap(page, "Cho biết bây giờ");
  await page.getByRole("button", { name: /^Người dân/ }).click();
  await page.getByRole("searchbox").fill(commune);
  await page.locator("ul.choices button").first().click();
  await page.getByText("Bác ở:").waitFor();
}

async function kept(page: Page): Promise<{ readonly person: string; readonly lesson: number }> {
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("hocvuso");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const get = (store: string, key: string) => new Promise<Record<string, unknown> | undefined>((resolve) => {
      const request = db.transaction(store).objectStore(store).get(key);
      request.onsuccess = () => resolve(request.result);
    });
    const own = await get("profile", "own");
    const prefix = own?.["isAdded"] === true ? `${String(own["person"])}/` : "";
    const sitting = await get("bookmarks", `${prefix}lesson/tra-tien-qr`);
    db.close();
    return { person: String(own?.["person"]), lesson: Number(sitting?.["passed"] ?? 0) };
  });
}

test("three people learn on one phone: each sees their own book, and each act is told of the one who did it", async (t) => {
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(phone.stop);
  const { page } = phone;

  await learnSteps(page, province.address, 1);
  const lai = await kept(page);
  assert.equal(lai.lesson, 1);
  await sayWhere(page, "le thuy");

  await page.goto(at("/hoc/ai/"));
  await add(page, { picture: "Mèo", called: "Cô Hà", secret: threeOfHa });
  const ha = await kept(page);
  assert.notEqual(ha.person, lai.person);
  await page.goto(at("/hoc/toi/"));
  await page.getByText("Chưa có việc nào. Học bài đầu tiên là có.").waitFor();
  await page.getByText("Bác chưa cho biết.").waitFor();
  await learnSteps(page, province.address, 3);
  assert.deepEqual(await kept(page), { person: ha.person, lesson: 3 });

  await page.goto(at("/hoc/ai/"));
  await add(page, { picture: "Cá chép", called: "Anh Tùng", secret: threeOfTung });
  const tung = await kept(page);
  assert.equal(tung.lesson, 0);
  await sayWhere(page, "quang phu");

  // Two taps from wherever one is: whoever has no secret pictures is let in at once.
  await page.goto(at("/hoc/bai/tra-tien-qr/"));
  await page.getByRole("link", { name: "Thêm" }).click();
  await tap(page, "Trâu");
  await home(page);
  assert.deepEqual(await kept(page), lai);
  await page.getByText("Còn 9 bước").waitFor();

  const facts = async () => {
    const rows = await inDatabaseOf(province, "SELECT person || ' ' || kind AS told FROM fact");
    return rows.map(({ told }) => told).toSorted();
  };
  const done = (who: { person: string }, kind: string, count: number): string[] => Array.from({ length: count }, () => `${who.person} ${kind}`);
  const expected = [...done(lai, "lesson-step-done", 1), ...done(lai, "person-registered", 1), ...done(ha, "lesson-step-done", 3), ...done(tung, "person-registered", 1)].toSorted();
  await until("the province has all six facts", async () => (await facts()).length === expected.length);
  assert.deepEqual(await facts(), expected);
});

test("a phone that is handed on shows nobody's book until its owner's three pictures are tapped; wrong ones are slowed, kindly", async (t) => {
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(phone.stop);
  const { page } = phone;
  await page.goto(at("/hoc/ai/"));
  await add(page, { picture: "Mèo", called: "Cô Hà", secret: threeOfHa });
  await learnSteps(page, province.address, 2);

  await page.goto(at("/hoc/them/"));
  await tap(page, "Đưa máy cho người khác");
  await page.waitForURL(at("/hoc/ai/"));
  for (const path of ["/hoc/", "/hoc/toi/", "/hoc/them/", "/hoc/ai/#quan-ly"]) {
    await page.goto(at(path));
    await page.getByRole("heading", { name: "Ai học đấy ạ?" }).waitFor();
    assert.doesNotMatch(await page.locator("main").innerText(), /đang dùng máy|Bỏ ba hình/);
  }
  await page.goBack();
  await page.getByRole("heading", { name: "Ai học đấy ạ?" }).waitFor();

  await tap(page, "Cô Hà");
  for (let attempt = 0; attempt < 2; attempt++) {
    await tapAll(page, threeOfTung);
    await page.getByText("Chưa phải ba hình này. Bác nhớ lại từ từ rồi chạm nhé.").waitFor();
  }
  await tapAll(page, ["Trăng", "Ớt", "Chuối"]);
  await page.getByText(/Nghỉ tay \d giây rồi bác chạm lại/).waitFor();
  await page.reload(); // a page begun anew saves no wait
  await page.getByText(/Nghỉ tay \d giây rồi bác chạm lại/).waitFor();
  assert.equal(await page.locator(".twelve").count(), 0);
  await page.locator(".twelve").waitFor();
  await tapAll(page, threeOfHa.toReversed());
  await home(page);
  await page.getByText("Cô Hà đang dùng máy").waitFor();
  assert.equal((await kept(page)).lesson, 2);
  assert.doesNotMatch(await page.evaluate("JSON.stringify(Object.entries(localStorage))"), /trang|"non"/);
});

test("whose phone it was first, once their own book is closed to others, takes forgotten pictures away, and what the other did is still there", async (t) => {
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(phone.stop);
  const { page } = phone;
  await page.goto(at("/hoc/ai/"));
  await add(page, { picture: "Mèo", called: "Cô Hà", secret: threeOfHa });
  await learnSteps(page, province.address, 2);
  await page.goto(at("/hoc/ai/#quan-ly"));
  await page.getByText("Có ba hình bí mật").waitFor();
  assert.equal(await page.getByRole("button", { name: /^Bỏ ba hình của/ }).count(), 0);
  await page.goto(at("/hoc/ai/"));
  await tap(page, "Trâu");
  await home(page);
  await page.goto(at("/hoc/ai/#quan-ly"));
  await page.getByText("bác đặt ba hình của mình trước").waitFor();
  assert.equal(await page.getByRole("button", { name: /^Bỏ ba hình của/ }).count(), 0);
  await page.getByRole("link", { name: "Đặt ba hình bí mật" }).click();
  await tapAll(page, threeOfTung);
  await page.getByText("Chạm lại ba hình ấy lần nữa cho nhớ").waitFor();
  await tapAll(page, threeOfTung);
  await tap(page, "Bỏ ba hình của Cô Hà");
  await page.getByText("Ai chạm cũng vào được").waitFor();
  await page.goto(at("/hoc/ai/"));
  await tap(page, "Cô Hà");
  await home(page);
  assert.equal((await kept(page)).lesson, 2);
});

test("a phone for a class asks who is learning whenever it is opened anew, and each has it set as they left it", async (t) => {
  const profile = mkdtempSync(join(tmpdir(), "hocvuso-phone-"));
  const first = await givenPhone(profile);
  t.after(first.stop);
  await first.page.goto(at("/hoc/ai/"));
  await add(first.page, { picture: "Mèo", called: "Cô Hà" });
  await first.page.goto(at("/hoc/them/"));
  for (const name of ["To gấp đôi", "Đậm nét", "Chậm"]) await tap(first.page, name);
  assert.equal(await first.page.evaluate("document.documentElement.style.fontSize + document.documentElement.dataset.look"), "200%contrast");
  await first.page.goto(at("/hoc/ai/#quan-ly"));
  await tap(first.page, "Bật");
  await first.stop();

  const second = await givenPhone(profile);
  t.after(second.stop);
  const { page } = second;
  await page.goto(at("/hoc/toi/"));
  await page.getByRole("heading", { name: "Ai học đấy ạ?" }).waitFor();
  await tap(page, "Trâu");
  await home(page);
  assert.equal(await page.evaluate("document.documentElement.style.fontSize + document.documentElement.dataset.look"), "");
  await page.goto(at("/hoc/them/"));
  await tap(page, "Cô Hà");
  await home(page);
  assert.equal(await page.evaluate("document.documentElement.style.fontSize + document.documentElement.dataset.look"), "200%contrast");
  await page.goto(at("/hoc/them/"));
  await page.getByRole("button", { name: "Chậm", exact: true, pressed: true }).waitFor();
});

const screens: readonly (readonly [path: string, ready: string])[] = [
  ["/hoc/", ".has-phone"], ["/hoc/them/", ".tile"], ["/hoc/ai/", ".tile"], ["/hoc/ai/#them", ".twelve"], ["/hoc/ai/#quan-ly", ".people"], ["/hoc/ai/#hinh", ".twelve"],
];

test("every screen of a shared phone is clean for axe and no wider than it, in both languages, with strong colours, at 320 px and at 200 % text", async (t) => {
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(phone.stop);
  const { page } = phone;
  await page.goto(at("/hoc/ai/"));
  await add(page, { picture: "Mèo", called: "Cô Hà", secret: threeOfHa });
  await assertEveryScreenIsClean(page, at(""), screens);
});

/** All that the phone keeps, as somebody reads it who knows phones: every store, its keys, the settings and what was fetched. Bytes one to one. */
async function allOnPhone(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const asked = <Result>(request: IDBRequest<Result>) => new Promise<Result>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const readable = (_: string, value: unknown) => (value instanceof Uint8Array ? `${new TextDecoder("latin1").decode(value)} ${[...value].map((byte) => byte.toString(16).padStart(2, "0")).join("")}` : value);
    const found: string[] = [JSON.stringify(Object.entries(localStorage)), JSON.stringify(Object.entries(sessionStorage))];
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const there = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([asked(there.getAllKeys()), asked(there.getAll())]);
        found.push(`${store}: ${JSON.stringify([keys, values], readable)}`);
      }
      database.close();
    }
    return found.join("\n");
  });
}

test("who leaves a shared phone is told what is not sent; their work is sealed and comes to the province, and nothing of them is readable there any more", async (t) => {
  const line = await givenLine(province.address);
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(async () => { await phone.stop(); line.stop(); });
  const { page } = phone;
  const away = (path: string) => `${line.address}${path}`;
  await getReady(page, line.address);
  await page.goto(away("/hoc/ai/"));
  await page.getByRole("link", { name: "Tôi chưa có ở đây" }).click();
  await tap(page, "Mèo");
  await page.getByLabel("Tên thường gọi").fill("Cô Hà");
  await tap(page, "Đi tiếp");
  await tap(page, "Chọn ba hình");
  await tapAll(page, threeOfHa);
  await page.getByText("Chạm lại ba hình ấy lần nữa cho nhớ").waitFor();
  await tapAll(page, threeOfHa);
  await page.waitForURL(away("/hoc/"));
  await page.getByText("Cô Hà đang dùng máy").waitFor();
  const ha = await kept(page);
  await learnSteps(page, line.address, 1); // the lesson is on the phone now
  await until("the first step is there", async () => (await inDatabaseOf(province, `SELECT 1 FROM fact WHERE person = '${ha.person}'`)).length === 1, 60_000);
  await page.goto(away("/hoc/giup/"));
  await page.getByLabel("Số của công an xã").fill("0232 555 777");
  await tap(page, "Lưu số");
  await page.getByText("Đã lưu trên máy.").waitFor();

  line.state = "down";
  await learnSteps(page, line.address, 2);
  assert.ok((await allOnPhone(page)).includes(ha.person), "while she uses the phone her book is on it");
  await page.goto(away("/hoc/ai/#quan-ly"));
  await page.getByRole("link", { name: "Đưa Cô Hà ra khỏi máy" }).click();
  await page.getByText(/^Máy còn \d+ việc chưa tới tỉnh\./).waitFor();
  await tap(page, "Gửi việc đi trước");
  await page.getByText("Chưa gửi được, máy chưa có mạng.").waitFor();
  await tap(page, "Đưa Cô Hà ra khỏi máy");
  await page.getByRole("heading", { name: "Ai học đấy ạ?" }).waitFor();
  await until("she is not among those of the phone", async () => (await page.locator(".tile").allInnerTexts()).join() === "Trâu");
  const left = await allOnPhone(page);
  for (const word of [ha.person, ha.person.replaceAll("-", ""), "Cô Hà", "0232 555 777", "tra-tien-qr"]) assert.ok(!left.includes(word), word);

  const facts = () => inDatabaseOf(province, `SELECT kind FROM fact WHERE person = '${ha.person}'`);
  assert.equal((await facts()).length, 1);
  line.state = "up";
  await tap(page, "Trâu");
  await page.waitForURL(away("/hoc/"));
  await until("what she did without a network is with the province", async () => (await facts()).length === 3, 60_000);
  assert.equal((await kept(page)).lesson, 0);
});

test("a phone that has met no province takes nobody off: what they did would stand there in the open", async (t) => {
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(phone.stop);
  const { page } = phone;
  await page.route("**/sync/**", (route) => route.abort());
  await page.goto(at("/hoc/ai/"));
  await add(page, { picture: "Mèo", called: "Cô Hà" });
  await learnSteps(page, province.address, 1);
  const ha = await kept(page);
  await page.goto(at("/hoc/ai/#quan-ly"));
  await page.getByRole("link", { name: "Đưa Cô Hà ra khỏi máy" }).click();
  await tap(page, "Đưa Cô Hà ra khỏi máy");
  await page.getByText("Máy chưa gặp tỉnh lần nào").waitFor();
  assert.deepEqual(await kept(page), ha);
});
