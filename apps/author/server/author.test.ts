/** The author's bench as an author uses it: the real server, a real browser, files that are really saved. */
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test, type TestContext } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { ViteDevServer } from "vite";
import { givenBrowser } from "../../../tests/given-browser.ts";
import { startBench } from "./author.ts";
import { lineOf } from "./content-desk.ts";

const shipped = join(import.meta.dirname, "../../../content");
const folder = mkdtempSync(join(tmpdir(), "hocvuso-bench-"));
const simulator = "simulators/tra-tien-qr.json";
const lesson = "lessons/tra-tien-qr.json";

let browser: Browser;
let server: ViteDevServer;
let address = "";
before(async () => {
  cpSync(shipped, folder, { recursive: true });
  ({ server, address } = await startBench({ folder, port: 0, opens: false }));
  browser = await givenBrowser();
});
after(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const textOf = (file: string): string => readFileSync(join(shipped, file), "utf8");
/** As an editor saves. */
function save(file: string, from: string | RegExp, to: string): void {
  const text = textOf(file);
  const changed = text.replace(from, to);
  assert.ok(changed !== text, `${file} has no ${String(from)}`);
  writeFileSync(join(folder, file), changed);
}
const undo = (file: string): void => writeFileSync(join(folder, file), textOf(file));

async function openBench(t: TestContext, file: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: "reduce", locale: "vi-VN" });
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${address}#${file}`);
  await page.locator(".ab-desk").waitFor();
  return page;
}
const phoneOf = (page: Page) => page.frameLocator(".ab-frame");
async function tap(page: Page, name: string): Promise<void> {
  await phoneOf(page).getByRole("button", { name }).first().waitFor();
  await page.waitForTimeout(350);
  await phoneOf(page).getByRole("button", { name }).first().click();
}
const now = (page: Page) => page.locator(".ab-node-now b").innerText();

test("bench: a saved file is on the phone within a second, at the place where the author was", async (t) => {
  const page = await openBench(t, simulator);
  await tap(page, "Quét mã");
  await tap(page, "Bảng ở quầy cô Bưởi");
  assert.match(await now(page), /^xem-ten/);
  t.after(() => undo(simulator));
  const tookMs: number[] = [];
  for (const words of ["Bác khoan gõ tiền nhé.", "Bác đừng vội gõ tiền.", "Chưa gõ tiền bác ơi."]) {
    const savedMs = performance.now();
    save(simulator, "Khoan gõ tiền.", words);
    await phoneOf(page).locator(".sim-coach").getByText(words).waitFor();
    tookMs.push(performance.now() - savedMs);
  }
  // The machine may be busy with other things for a moment: once in three is enough to know what the bench itself takes.
  assert.ok(Math.min(...tookMs) < 1_000, `${tookMs.join(", ")} ms`);
  t.diagnostic(`from the save to the phone: ${tookMs.map(Math.round).join(", ")} ms`);
  assert.match(await now(page), /^xem-ten/);
  assert.match(await page.locator(".ab-done").innerText(), /quet-ma → quet-bang/);
});

test("bench: of a file that is not JSON the line and the column are said, and the last good one stays on the phone", async (t) => {
  const page = await openBench(t, simulator);
  await tap(page, "Quét mã");
  t.after(() => undo(simulator));
  save(simulator, '"version": "1.0.0",', '"version": "1.0.0"');
  await page.getByText("Dòng 5, cột 3").waitFor();
  assert.match(await page.locator(".ab-problems").innerText(), /thiếu dấu phẩy, hoặc thiếu ngoặc đóng/);
  await page.getByText("Đây là bản gần nhất còn xem được.").waitFor();
  await phoneOf(page).getByRole("button", { name: "Bảng ở quầy cô Bưởi" }).waitFor();
  undo(simulator);
  await page.getByText("Tệp này đạt").waitFor();
});

test("bench: a problem is listed with its heading, its line and its acts, and a click plays the phone to it", async (t) => {
  t.after(() => undo(simulator));
  save(simulator, /,\s*"answer": \{\s*"vi": "Mình xem tên trước[^}]*\}/, "");
  const page = await openBench(t, simulator);
  const problem = page.locator(".ab-problems li").filter({ hasText: "Bấm nhầm mà chưa có lời dạy" });
  await problem.waitFor();
  const [, line = ""] = /dòng (\d+)/.exec(await problem.innerText()) ?? [];
  assert.match(readFileSync(join(folder, simulator), "utf8").split("\n")[Number(line) - 1] ?? "", /go-tien-som/);
  assert.match(await problem.innerText(), /quet-ma → quet-bang/);
  await problem.getByRole("button", { name: "Bấm thử tới đó" }).click();
  await page.locator(".ab-node-now", { hasText: "xem-ten" }).waitFor();
  await phoneOf(page).getByText("TRAN THI BUOI", { exact: true }).waitFor();
  assert.match(await page.locator(".ab-files a[aria-current]").innerText(), /1$/);
});

test("bench: a trap is marked in the graph, told where it shuts, and played to", async (t) => {
  t.after(() => undo(simulator));
  save(simulator, /"act": "chuyen-tien",\s*"verdict": "neutral",/, '"act": "chuyen-tien", "verdict": "neutral", "to": "bay",');
  writeFileSync(join(folder, simulator), readFileSync(join(folder, simulator), "utf8").replace('"screens": [', `"screens": [{
    "id": "bay", "shown": { "vi": "Máy đứng im.", "en": "Nothing moves." }, "spoken": { "vi": "Máy đứng im.", "en": "Nothing moves." }, "around": [], "phone": [],
    "choices": [{ "kind": "button", "id": "nut", "act": "cham", "label": { "vi": "Chạm", "en": "Tap" } }], "reactions": [{ "act": "cham", "verdict": "neutral" }],
    "hints": [{ "weak": { "text": { "vi": "Chạm", "en": "Tap" } }, "strong": { "text": { "vi": "Chạm", "en": "Tap" } } }] },`));
  const page = await openBench(t, simulator);
  const problem = page.locator(".ab-problems li").filter({ hasText: "From screen bay" });
  await problem.getByRole("button").click();
  await page.locator(".ab-node-now.ab-node-trap", { hasText: "Bẫy" }).waitFor();
  await phoneOf(page).locator(".sim-coach").getByText("Máy đứng im.").waitFor();
});

test("bench: a simulator is played in all four modes from where it stands, and the shortest way leads to the goal", async (t) => {
  const page = await openBench(t, simulator);
  await page.getByRole("button", { name: "Kiểm tra", exact: true }).click();
  await tap(page, "Quét mã");
  assert.equal(await phoneOf(page).getByRole("button", { name: "Gợi ý" }).count(), 0);
  assert.equal(await phoneOf(page).locator(".sim-pips").count(), 0);
  for (const mode of ["Có gợi ý", "Tự làm"]) {
    await page.getByRole("button", { name: mode, exact: true }).click();
    await phoneOf(page).getByRole("button", { name: "Gợi ý" }).waitFor();
    assert.match(await now(page), /^dua-may-quet/);
  }
  await page.getByRole("button", { name: "Làm cùng", exact: true }).click();
  await phoneOf(page).locator(".sim-hand").first().waitFor();
  await page.getByRole("button", { name: "Đi đường ngắn nhất" }).click();
  await page.locator(".ab-node-now.ab-node-goal").waitFor();
  await phoneOf(page).getByText("Bác làm xong rồi").waitFor();
  await page.getByRole("button", { name: "Lùi một việc" }).click();
  await page.locator(".ab-node-now", { hasText: "bien-lai" }).waitFor();
});

test("bench: a click on a state plays the phone to it, and what is read aloud there stands in both languages", async (t) => {
  const page = await openBench(t, simulator);
  await page.getByRole("button", { name: /^xem-ten/ }).click();
  await phoneOf(page).getByText("TRAN THI BUOI", { exact: true }).waitFor();
  await page.waitForFunction(() => document.querySelector(".ab-panel h2 code")?.textContent === "xem-ten");
  assert.match(await page.locator(".ab-words [lang=vi] .ab-spoken").innerText(), /Trần Thị Bưởi/);
  assert.match(await page.locator(".ab-words [lang=en] .ab-spoken").innerText(), /name/);
});

test("bench: a lesson is gone through step by step, its practice and its questions too", async (t) => {
  const page = await openBench(t, lesson);
  await phoneOf(page).getByRole("button", { name: "Tôi hiểu rồi" }).click();
  await page.locator(".ab-steps [aria-current=step]", { hasText: /^2/ }).waitFor();
  await page.locator(".ab-steps button").nth(5).click();
  await phoneOf(page).locator(".foot button").click();
  await phoneOf(page).locator(".sim").waitFor();
  await page.locator(".ab-steps button").nth(6).click();
  await phoneOf(page).getByRole("button", { name: "Chưa trả, hỏi cô Lựu đã" }).click();
  await phoneOf(page).locator(".foot .go").click();
  await page.locator(".ab-steps [aria-current=step]", { hasText: /^8/ }).waitFor();
});

test("bench: axe finds no fault in either language, and nothing is wider than a screen of 1280 px", async (t) => {
  for (const file of [simulator, lesson, "items/qr-ten-khac-bang.json"]) {
    const page = await openBench(t, file);
    await phoneOf(page).locator("main").first().waitFor();
    for (const language of ["vi", "en"]) {
      assert.equal(await page.evaluate(() => document.documentElement.lang), language);
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${file}: ${id}: ${nodes[0]?.html ?? ""}`), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll(".ab-desk, .ab-files, .ab-phone")].every((part) => part.scrollWidth <= part.clientWidth + 1)), file);
      await page.locator(".ab-top .pill").click();
    }
  }
});

test("a problem's line is that of the innermost thing it names", () => {
  const text = '{\n "screens": [\n  { "id": "mot",\n   "act": "di" },\n  { "id": "hai",\n   "act": "di" }\n ]\n}';
  assert.equal(lineOf(text, "On screen hai the wrong act di is not answered in words."), 6);
  assert.equal(lineOf(text, "Screen mot is never reached."), 3);
  assert.equal(lineOf(text, "The levels do not rise."), undefined);
});
