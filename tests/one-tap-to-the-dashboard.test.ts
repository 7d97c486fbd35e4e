import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Item, Lesson } from "@hocvuso/contract";
import type { Browser, Page } from "playwright-core";
import { givenBrowser, givenPhone, playMarket } from "./given-browser.ts";
import { givenLine, type GivenLine } from "./given-line.ts";
import { givenProcess, type GivenProcess } from "./given-server.ts";

let province: GivenProcess;
let line: GivenLine;
let office: Browser;
before(async () => {
  province = await givenProcess({ samplePeople: 400 });
  line = await givenLine(province.address);
  office = await givenBrowser();
});
after(async () => {
  await office.close();
  line.stop();
  await province.end("SIGTERM");
});

const content = (path: string) => JSON.parse(readFileSync(join(import.meta.dirname, "../content", `${path}.json`), "utf8"));
const lesson: Lesson = content("lessons/tra-tien-qr");

/** Adults who can, of xã Lệ Thủy, as the open page shows them. */
async function capableOnPage(page: Page): Promise<number> {
  const figure = page.locator('a[href*="measure=capable"][href*="group=adult"]').first();
  const said = `${await figure.getAttribute("aria-label") ?? ""} ${await figure.getAttribute("title") ?? ""} ${await figure.locator("xpath=..").innerText()}`;
  const persons = /([\d.]+) người/.exec(said)?.[1];
  assert.ok(persons !== undefined, `no number of persons in "${said}"`);
  return Number(persons.replaceAll(".", ""));
}

async function until(what: string, isSo: () => Promise<boolean>, patienceMs = 20_000): Promise<number> {
  const startedMs = Date.now();
  while (!(await isSo())) {
    if (Date.now() - startedMs > patienceMs) throw new Error(`In ${patienceMs} ms never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return Date.now() - startedMs;
}

async function goOn(page: Page): Promise<void> {
  await page.locator(".go").first().click();
}

async function heading(page: Page): Promise<string> {
  return (await page.getByRole("heading", { level: 1 }).first().innerText()).replaceAll(/\s+/g, " ");
}

test("bác Lài does the lesson without a network on a phone that dies on the way; the province counts one more person who can, once", async (t) => {
  const dashboard = await office.newPage();
  await dashboard.goto(`${province.address}/bang-dieu-hanh/xa/19249.2`);
  await dashboard.locator('a[href*="measure=capable"]').first().waitFor();
  const before = await capableOnPage(dashboard);
  await dashboard.evaluate("window.wasNeverReloaded = true");

  const profile = mkdtempSync(join(tmpdir(), "hocvuso-phone-"));
  const first = await givenPhone(profile);
  t.after(first.stop);
  await first.page.goto(`${line.address}/hoc/`);
  await first.page.evaluate("navigator.serviceWorker.ready");
  await until("the whole app is kept on the phone", async () => await first.page.evaluate("caches.has('hocvuso')") === true);

  line.state = "down";
  await first.page.goto(`${line.address}/hoc/`);
  await goOn(first.page);
  for (const step of lesson.steps.filter(({ kind }) => kind === "explain")) {
    await until(`the step ${step.id}`, async () => step.kind === "explain" && (await heading(first.page)) === step.shown.vi.replaceAll("**", ""));
    await goOn(first.page);
  }
  await goOn(first.page);
  await playMarket(first.page);
  await first.stop();

  const second = await givenPhone(profile);
  t.after(second.stop);
  const { page } = second;
  await page.goto(`${line.address}/hoc/`);
  await goOn(page);
  await until("the lesson is taken up after the run that was done", async () => {
    if ((await heading(page)) === "Bác tập xong phần này rồi.") await goOn(page);
    return (await heading(page)) === "Lần này bác tự làm nhé.";
  });
  await goOn(page);
  await playMarket(page);
  await page.getByRole("button", { name: "Xong" }).click();
  for (const step of lesson.steps) {
    if (step.kind !== "question") continue;
    const item: Item = content(`items/${step.item}`);
    await until(`the question ${step.item}`, async () => (await heading(page)).includes(item.shown.vi));
    await page.getByRole("button", { name: item.choices.find(({ id }) => id === item.right)?.text.vi ?? "" }).click();
    await goOn(page);
  }
  await page.getByRole("button", { name: /Người lớn|Bà con|Người dân|Người trưởng thành/ }).first().click();
  await page.getByRole("searchbox").fill("le thuy");
  await page.getByRole("button", { name: /^Xã Lệ Thu/ }).first().click();
  await until("the result", async () => (await heading(page)) === "Bác tự làm được việc này rồi.");
  assert.match(await page.getByRole("status").innerText(), /Đã lưu trên máy/);
  assert.equal(await capableOnPage(dashboard), before);

  line.state = "loses-answers-to-put";
  await page.evaluate("dispatchEvent(new Event('online'))");
  await until("the first answer was lost on the way", async () => line.lostAnswers() === 1);
  const shownAfterMs = await until("the dashboard shows one more", async () => await capableOnPage(dashboard) === before + 1);
  await page.evaluate("dispatchEvent(new Event('online'))");
  await until("the phone knows that the province has it", async () => /Tỉnh đã nhận/.test(await page.getByRole("status").innerText()));
  await page.evaluate("dispatchEvent(new Event('online'))");
  await page.waitForTimeout(1_500);
  assert.equal(await capableOnPage(dashboard), before + 1);
  assert.equal(await dashboard.evaluate("window.wasNeverReloaded"), true);
  assert.ok(shownAfterMs < 5_000, `${shownAfterMs} ms`);
  await second.stop();
});
