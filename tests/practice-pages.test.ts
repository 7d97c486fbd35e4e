import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { givenPhone } from "./given-browser.ts";
import { givenLine, type GivenLine } from "./given-line.ts";
import { givenProcess, inDatabaseOf, type GivenProcess } from "./given-server.ts";

let province: GivenProcess;
let line: GivenLine;
before(async () => {
  province = await givenProcess();
  line = await givenLine(province.address);
});
after(async () => {
  line.stop();
  await province.end("SIGTERM");
});

const runsAtProvince = () => inDatabaseOf(province, "SELECT what FROM fact WHERE kind = 'simulator-finished'");

function heading(page: Page, words: string): Promise<void> {
  return page.getByRole("heading", { level: 1, name: words }).waitFor();
}

/** Touches the ringed place of a guided run until the goal, or `times` times. */
async function touchRinged(page: Page, times = 40): Promise<void> {
  for (let touch = 0; touch < times; touch++) {
    await page.waitForTimeout(350); // a tap that comes sooner is taken for one meant for the screen before
    if (await page.locator(".sim-done").isVisible()) return;
    await page.locator("button.sim-ringed, .sim-ringed button").first().click();
  }
}

const row = "Tiếng to, tiếng nhỏ";

test("all exercises are kept at one tap; one is begun without a network, outlives the page's death, and reaches the province once", async (t) => {
  const profile = mkdtempSync(join(tmpdir(), "hocvuso-phone-"));
  const first = await givenPhone(profile);
  t.after(first.stop);
  await first.page.goto(`${line.address}/hoc/tap/`);
  await first.page.getByRole("button", { name: /^Giữ cả \d+ bài tập trên máy \(\d+ kB\)$/ }).click();
  await first.page.getByText(/^Cả \d+ bài tập đã có trên máy/).waitFor();

  line.state = "down";
  await first.page.reload();
  await first.page.getByText(/^Cả \d+ bài tập đã có trên máy/).waitFor();
  await first.page.getByRole("link", { name: row }).click();
  await first.page.getByRole("button", { name: /^Làm cùng cháu/ }).click();
  await touchRinged(first.page, 2);
  await first.page.waitForTimeout(350);
  const done = await first.page.locator(".sim-pips").getAttribute("aria-label");
  const shown = await first.page.locator(".sim-stage").innerText();
  await first.stop();

  const second = await givenPhone(profile);
  t.after(second.stop);
  const { page } = second;
  await page.goto(`${line.address}/hoc/tap/#am-luong`);
  await page.locator(".sim-stage").waitFor();
  assert.equal(await page.locator(".sim-pips").getAttribute("aria-label"), done);
  assert.equal(await page.locator(".sim-stage").innerText(), shown);
  await touchRinged(page);
  await page.locator(".sim-coach").getByRole("button", { name: "Xong" }).click();
  await heading(page, "Bác làm xong cùng cháu rồi.");
  await page.getByRole("status").filter({ hasText: "1 việc chưa gửi" }).waitFor();
  await page.getByRole("link", { name: "Tập việc khác" }).click();
  await page.getByRole("link", { name: `${row} Đã tập` }).waitFor();
  assert.deepEqual(await runsAtProvince(), []);

  line.state = "loses-answers-to-put";
  await page.evaluate("dispatchEvent(new Event('online'))");
  await page.waitForTimeout(1_500);
  assert.equal(line.lostAnswers(), 1);
  await page.evaluate("dispatchEvent(new Event('online'))");
  await page.getByRole("status").filter({ hasText: "Tỉnh đã nhận" }).waitFor();
  assert.equal((await runsAtProvince()).length, 1);

  await page.goto(`${line.address}/hoc/toi/`);
  await page.getByRole("listitem").filter({ hasText: row }).filter({ hasText: "Làm cùng cháu" }).waitFor();
});

test("an exercise that is not on the phone says so kindly without a network, comes with it, and stays; no other is fetched, until all are asked for", async (t) => {
  line.state = "up";
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(phone.stop);
  const { page } = phone;
  const fetched: string[] = [];
  page.on("request", (request) => { if (request.url().includes("/assets/simulators/")) fetched.push(request.url()); });
  await page.goto(`${line.address}/hoc/tap/`);
  await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
  assert.deepEqual(fetched, []);

  line.state = "down";
  await page.getByRole("link", { name: row }).click();
  await page.getByRole("alert").filter({ hasText: "Bài tập này chưa có trên máy" }).waitFor();
  line.state = "up";
  await page.route("**/assets/simulators/*", (route) => route.fulfill({ status: 200, contentType: "application/json", body: "{}" })); // as a captive portal answers
  await page.getByRole("button", { name: "Tải lại" }).click();
  await page.getByText("Đang lấy phần tiếp theo…").waitFor({ state: "hidden" });
  await page.getByRole("alert").filter({ hasText: "Bài tập này chưa có trên máy" }).waitFor();
  await page.unroute("**/assets/simulators/*");
  await page.getByRole("button", { name: "Tải lại" }).click();
  await page.getByRole("button", { name: /^Tự làm/ }).waitFor();

  line.state = "down";
  await page.reload();
  await page.getByRole("button", { name: /^Tự làm/ }).click();
  await page.locator(".sim-stage").waitFor();
  assert.deepEqual([...new Set(fetched)].map((url) => /simulators\/([\w-]+)-[0-9a-f]{8}\.json$/.exec(url)?.[1]), ["am-luong"]);

  line.state = "up";
  await page.goto(`${line.address}/hoc/tap/`);
  await page.evaluate("caches.open('hocvuso-simulators').then((cache) => cache.put('/assets/simulators/of-an-earlier-version.json', new Response()))");
  await page.reload();
  await page.getByRole("button", { name: /^Giữ cả/ }).click();
  await page.getByText(/^Cả \d+ bài tập đã có trên máy/).waitFor();
  assert.equal(await page.evaluate("caches.open('hocvuso-simulators').then(async (cache) => (await cache.keys()).length)"), new Set(fetched).size);
});
