/** The front page and the dashboard. The learner's app has phone-screens.test.ts. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { givenBrowser } from "./given-browser.ts";
import { givenProcess, leaveRound, leaveToDecide, signInAt, type GivenProcess, type SessionCookie } from "./given-server.ts";

let province: GivenProcess;
let browser: Browser;
let round = "";
let cookie: SessionCookie;
before(async () => {
  province = await givenProcess({ samplePeople: 400 });
  await leaveToDecide(province.address);
  cookie = await signInAt(province);
  round = await leaveRound(province.address, cookie);
  browser = await givenBrowser();
});
after(async () => {
  await browser.close();
  await province.end("SIGTERM");
});

const screens: readonly (readonly [name: string, path: string, ready: string])[] = [
  ["front page", "/", "a.go"],
  ["front page in English", "/en/", "a.go"],
  ["dashboard", "/bang-dieu-hanh/", 'a[href*="measure=capable"]'],
  ["dashboard in English", "/bang-dieu-hanh/?lang=en", 'a[href*="measure=capable"]'],
  ["commune", "/bang-dieu-hanh/xa/19249.2", 'a[href*="measure=capable"]'],
  ["records", "/bang-dieu-hanh/ban-ghi?unit=19249.2&group=adult&measure=reached", "table"],
  ["what waits for a person", "/bang-dieu-hanh/can-quyet", ".heads li"],
  ["what waits for a person, in English", "/bang-dieu-hanh/can-quyet?lang=en", ".heads li"],
  ["sampling rounds", "/bang-dieu-hanh/kiem-chung", "tbody a"],
  ["plan a round", "/bang-dieu-hanh/kiem-chung/lap", ".curve-line"],
  ["a sampling round", "/bang-dieu-hanh/kiem-chung/<round>", ".board-row, .round-bar"],
  ["a sampling round, in English", "/bang-dieu-hanh/kiem-chung/<round>?lang=en", ".board-row, .round-bar"],
  ["staff", "/bang-dieu-hanh/nguoi-lam-viec", ".people li"],
  ["staff, in English", "/bang-dieu-hanh/nguoi-lam-viec?lang=en", ".people li"],
  ["audit trail", "/bang-dieu-hanh/nhat-ky", "table, main p"],
  ["import a list", "/bang-dieu-hanh/nhap-danh-sach", "input[type=file]"],
  ["people's rights", "/bang-dieu-hanh/quyen-du-lieu", "select"],
  ["reports", "/bang-dieu-hanh/bao-cao", "select"],
  ["directives", "/bang-dieu-hanh/viec-duoc-giao", "textarea"],
  ["directives, in English", "/bang-dieu-hanh/viec-duoc-giao?lang=en", "textarea"],
  ["campaigns", "/bang-dieu-hanh/cao-diem", "input[type=date]"],
  ["campaigns, in English", "/bang-dieu-hanh/cao-diem?lang=en", "input[type=date]"],
  ["requests for help", "/bang-dieu-hanh/nho-giup", "select"],
  ["requests for help, in English", "/bang-dieu-hanh/nho-giup?lang=en", "select"],
  ["local models", "/bang-dieu-hanh/mo-hinh-rieng", ".people li"],
  ["local models, in English", "/bang-dieu-hanh/mo-hinh-rieng?lang=en", ".people li"],
  ["notices", "/bang-dieu-hanh/bao-tin", "h2"],
  ["notices, in English", "/bang-dieu-hanh/bao-tin?lang=en", "h2"],
  ["sign in", "/bang-dieu-hanh/dang-nhap", "h1"],
  ["public page", "/cong-khai", "h1"],
  ["public page in English", "/cong-khai?lang=en", "h1"],
  ["a page that is not there", "/khong-co/", "p"],
];

for (const [name, path, ready] of screens) {
  test(`${name}: axe finds no fault, nothing is wider than the screen at 320 px or with 200 % text, and nothing leaves the origin`, async (t) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 760 }, locale: "vi-VN" });
    t.after(() => context.close());
    if (path.startsWith("/bang-dieu-hanh/")) await context.addCookies([{ ...cookie, url: province.address, httpOnly: true, sameSite: "Strict" }]);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const asked: string[] = [];
    const errors: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).origin));
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => { if (message.type() === "error" && !/status of 404/.test(message.text())) errors.push(message.text()); });
    await page.goto(`${province.address}${path.replace("<round>", round)}`);
    await page.locator(ready).first().waitFor();
    await page.waitForTimeout(300);
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`), []);
    assert.deepEqual(await wideness(page), { narrow: false, large: false });
    assert.deepEqual([...new Set(asked)], [province.address]);
    assert.deepEqual(errors, []);
  });
}

async function wideness(page: Page): Promise<{ narrow: boolean; large: boolean }> {
  const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
  await page.setViewportSize({ width: 320, height: 640 });
  const narrow = await isWide();
  await page.setViewportSize({ width: 360, height: 760 });
  await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  return { narrow, large: await isWide() };
}
