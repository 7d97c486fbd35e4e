/** `npm run calibrate` beside the running program, and the page on which authors read what came of it. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Fact, UnitId } from "@hocvuso/contract";
import { drawNormal, randomSource } from "@hocvuso/domain/assessment";
import type { Browser } from "playwright-core";
import { readContent } from "../apps/server/src/read-content.ts";
import { framesOf, newNodeKey, sealedBy } from "./given.ts";
import { plantParameters, sat } from "./given-answers.ts";
import { givenBrowser } from "./given-browser.ts";
import { enrolAt, givenProcess, runCommandLine, signInAt, type GivenProcess, type SessionCookie } from "./given-server.ts";

let province: GivenProcess;
let browser: Browser;
let author: SessionCookie;
let administrator: SessionCookie;
before(async () => {
  province = await givenProcess();
  author = await signInAt(province, [{ role: "author", unit: "44.2" as UnitId, from: "2026-01-01" }]); // the province of today
  administrator = await signInAt(province, [{ role: "administrator", unit: "44.2" as UnitId, from: "2026-01-01" }]);
  browser = await givenBrowser();
});
after(async () => {
  await browser.close();
  await province.end("SIGTERM");
});

const items = plantParameters(readContent().certifying.items.flatMap((item) => (item.form === "task" || !item.components[0]?.startsWith("thong-tu-02-2025/") ? [] : [item])).slice(0, 20), 7);
const [unfair, moved] = [items.find(({ item }) => item.form === "choice")?.item.id ?? "", items[9]?.item.id ?? ""];
assert.notEqual(unfair, moved);

async function answered(names: string, count: number, harder: (id: string, isWoman: boolean) => number, seed: number): Promise<void> {
  const random = randomSource(seed);
  const people = Array.from({ length: count }, (_, nth): Fact[] => {
    const isWoman = nth % 2 === 0;
    return sat(`${names} ${nth}`, { ability: drawNormal(random), sex: isWoman ? "female" : "male", harder: (id) => harder(id, isWoman) }, items, { count: 15, random, place: "19249.2", at: Date.UTC(2026, 9, 1) });
  });
  for (let from = 0; from < people.length; from += 60) {
    const key = await enrolAt(province.address, await newNodeKey());
    const answer = await fetch(`${province.address}/sync/put`, { method: "POST", body: new Uint8Array(framesOf(await sealedBy(key, people.slice(from, from + 60).flat()))) });
    assert.equal(answer.status, 200);
  }
}

const calibrate = () => runCommandLine("calibration/calibrate.ts", [], { DATA_FOLDER: province.folder });

test("an author reads how a question works, whether it is fair and which one rests, in both languages and at every width", { timeout: 600_000 }, async () => {
  assert.match((await calibrate()).text, /Nobody has answered yet/);
  const harderForWomen = (id: string, isWoman: boolean) => (id === unfair && isWoman ? 1.6 : 0);
  await answered("người", 560, harderForWomen, 1);
  assert.match((await calibrate()).text, /Version 1, .*8400 answers of 560 persons; 20 items count/);
  await answered("người mới", 300, (id, isWoman) => harderForWomen(id, isWoman) + (id === moved ? 1.8 : 0), 2);
  const second = await calibrate();
  assert.equal(second.code, 0, second.text);
  assert.match(second.text, new RegExp(`resting: ${moved}\\.`));
  assert.match((await calibrate()).text, /Nothing new since version 2/);

  const context = await browser.newContext({ locale: "vi-VN", viewport: { width: 1280, height: 900 } });
  await context.addCookies([{ ...author, url: province.address, httpOnly: true, sameSite: "Strict" }]);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${province.address}/bang-dieu-hanh/`);
  await page.getByText("Việc văn phòng").click();
  await page.getByRole("link", { name: "Câu hỏi", exact: true }).click();
  await page.getByText(/1 câu khó hay dễ hẳn so với lúc bắt đầu được tính/).waitFor();
  await page.getByText(/có bản mới|không có câu trả lời mới, giữ bản 2/).waitFor();
  assert.equal(await page.getByRole("button", { name: "Đổi giờ" }).count(), 0, "the time of night is the office's to choose");
  const titleOf = (id: string) => items.find(({ item }) => item.id === id)?.item.shown.vi ?? "";
  await page.getByLabel("Xem những câu").selectOption("resting");
  assert.deepEqual(await page.locator("main table a").allInnerTexts(), [titleOf(moved)]);
  await page.getByLabel("Xem những câu").selectOption("unequal");
  await page.getByRole("link", { name: titleOf(unfair) }).click();
  await page.getByText("Với phụ nữ, câu này khó hơn hẳn so với người khác cùng trình độ. Nên sửa lời hoặc thay câu.").waitFor();
  assert.equal(await page.locator("main svg circle").count(), 8);
  await page.getByText("Bảng số của hình").click();
  assert.equal(await page.locator("details tbody tr").count(), 8);
  assert.doesNotMatch(await page.locator("main").innerText(), /gian dối|gian lận|thất bại|vi phạm/i);

  const addresses = [["all", "/bang-dieu-hanh/cau-hoi"], ["unfair", `/bang-dieu-hanh/cau-hoi?cau=${unfair}`], ["moved", `/bang-dieu-hanh/cau-hoi?cau=${moved}`]] as const;
  for (const [name, address] of addresses) {
    for (const [language, width] of [["vi", 1280], ["vi", 360], ["en", 320]] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${province.address}${address}${address.includes("?") ? "&" : "?"}lang=${language}`);
      await page.locator("main h1").waitFor();
      await page.locator("main table").first().waitFor({ state: "attached" });
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${name} ${language} ${width}: ${id}: ${nodes[0]?.html ?? ""}`), []);
      assert.equal(await page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"), false, `${name} at ${width} px`);
      const folder = process.env["PICTURES"];
      if (folder !== undefined) await page.screenshot({ path: `${folder}/items-${name}-${language}-${width}.png`, fullPage: true });
    }
  }
  await context.close();
});

test("an administrator sees on the page of the staff when it last ran, and chooses another time of night", async () => {
  const context = await browser.newContext({ locale: "vi-VN" });
  await context.addCookies([{ ...administrator, url: province.address, httpOnly: true, sameSite: "Strict" }]);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${province.address}/bang-dieu-hanh/nguoi-lam-viec`);
  await page.getByText(/Máy chủ tự tính lại lúc 02:30 mỗi đêm/).waitFor();
  await page.getByText(/1 câu khó hay dễ hẳn/).waitFor();
  await page.getByLabel("Giờ khác").fill("01:15");
  await page.getByRole("button", { name: "Đổi giờ" }).click();
  await page.getByText(/Máy chủ tự tính lại lúc 01:15 mỗi đêm/).waitFor();
  await context.close();
});
