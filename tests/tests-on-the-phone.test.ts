/** Somebody takes the tests of the app where there is no network; the phone dies twice on the way; the province scores what comes late as the phone did. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { placementTest } from "@hocvuso/domain/assessment";
import type { Page } from "playwright-core";
import { readContent } from "../apps/server/src/read-content.ts";
import { framesOf, newNodeKey, registered, sealedBy } from "./given.ts";
import { assertEveryScreenIsClean, getReady, givenBrowser, givenPhone, until } from "./given-browser.ts";
import { givenLine, type GivenLine } from "./given-line.ts";
import { enrolAt, givenProcess, inDatabaseOf, signInAt, type GivenProcess } from "./given-server.ts";
import { takenTest, withAnswer } from "./given-test.ts";

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

const PATIENCE_MS = 90_000;
const pictures = process.env["PICTURES"];
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });

async function show(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 760 });
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 360, height: 760 });
}

async function isClean(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html ?? ""}`), []);
  assert.equal(await page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"), false, name);
}

/** The browser of this profile, and all that it has open, is gone in an instant, as when a battery dies. */
async function batteryDies(profile: string): Promise<void> {
  const browsers = readdirSync("/proc").filter((pid) => /^\d+$/.test(pid)).filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return words.includes(`--user-data-dir=${profile}`) && !words.some((word) => word.startsWith("--type="));
    } catch {
      return false; // it has ended meanwhile
    }
  });
  assert.ok(browsers.length > 0);
  for (const pid of browsers) process.kill(Number(pid), "SIGKILL");
  await until("the browser is gone", async () => browsers.every((pid) => !readdirSync("/proc").includes(pid)), PATIENCE_MS);
}

const heading = async (page: Page) => (await page.locator("h1").first().innerText()).trim();
const isOver = async (page: Page) => /^(Bác đang ở đây|Bác làm xong rồi)$/.test(await heading(page));

/** Gives any answer to what is asked. A task is opened and left. */
async function answer(page: Page, nth: number): Promise<void> {
  const kick = await page.locator(".kick").first().innerText();
  if (await page.getByRole("button", { name: "Mở máy tập" }).isVisible()) {
    await page.getByRole("button", { name: "Mở máy tập" }).click();
    await page.locator(".sim-top .sim-pill").first().click();
    await page.getByRole("button", { name: "Để đó, sang câu sau" }).click();
  } else if (nth % 4 === 3) {
    await page.getByRole("button", { name: "Tôi chưa biết câu này" }).click();
  } else {
    const groups = page.locator("fieldset.match");
    for (let group = 0; group < await groups.count(); group += 1) await groups.nth(group).locator("button.left").first().click();
    const choices = page.locator(".choices button.left");
    const isOrder = await page.getByText("Chạm lần lượt").isVisible();
    for (let at = 0; at < (isOrder ? await choices.count() : Math.min(1, await choices.count())); at += 1) await choices.nth(isOrder ? at : nth % 3).click();
    await page.getByRole("button", { name: "Xong, sang câu sau" }).click();
  }
  await until("the next question", async () => await isOver(page) || (await page.locator(".kick").first().innerText().catch(() => kick)) !== kick, PATIENCE_MS);
}

async function again(profile: string): ReturnType<typeof givenPhone> {
  const phone = await givenPhone(profile);
  phone.page.setDefaultTimeout(PATIENCE_MS);
  return phone;
}

test("a placement taken without a network, killed twice and sent late, is scored the same by phone and province", { timeout: 600_000 }, async (t) => {
  const profile = mkdtempSync(join(tmpdir(), "hocvuso-phone-"));
  let phone = await again(profile);
  t.after(() => phone.stop().catch(() => {}));
  await getReady(phone.page, line.address);
  await phone.page.goto(`${line.address}/hoc/kiem-tra/#dang-o-dau`);
  await phone.page.getByText("Bài đã ở trên máy").waitFor();
  line.state = "down";

  await phone.page.goto("about:blank");
  await phone.page.goto(`${line.address}/hoc/toi/`);
  await phone.page.getByRole("link", { name: "Xem mình làm được gì" }).click();
  await show(phone.page, "tests");
  await phone.page.getByRole("link", { name: /Xem mình đang ở đâu/ }).click();
  await show(phone.page, "placement-told");
  await phone.page.getByRole("button", { name: "Bắt đầu" }).click();
  await phone.page.getByText("Câu 1", { exact: true }).waitFor();
  await show(phone.page, "question");
  await isClean(phone.page, "a question");
  let nth = 0;
  for (const [life, answers] of [3, 4].entries()) {
    for (let given = 0; given < answers; given += 1) await answer(phone.page, nth++);
    const asked = await heading(phone.page);
    await batteryDies(profile);
    phone = await again(profile);
    await phone.page.goto(`${line.address}/hoc/kiem-tra/#dang-o-dau`);
    await phone.page.getByText(`Bác đang làm dở, đã qua ${nth} câu`).first().waitFor();
    if (life === 0) await show(phone.page, "resume");
    await phone.page.getByRole("button", { name: "Làm tiếp" }).click();
    await phone.page.getByText(`Câu ${nth + 1}`, { exact: true }).waitFor();
    assert.equal(await heading(phone.page), asked, "exactly where it was");
  }
  while (!(await isOver(phone.page))) await answer(phone.page, nth++);
  await phone.page.getByText("Bài đã lưu trên máy").waitFor();
  await show(phone.page, "standing");
  await isClean(phone.page, "where one stands");
  assert.equal(await phone.page.locator(".lamps li").count(), 6);
  assert.ok(await phone.page.locator("a[href^='/hoc/bai/']").count() >= 1);
  assert.deepEqual(await inDatabaseOf(province, "SELECT 1 FROM test_fact"), [], "nothing was sent meanwhile");

  line.state = "up";
  await phone.page.goto(`${line.address}/hoc/kiem-tra/`);
  await until("the province has scored it", async () => (await inDatabaseOf(province, "SELECT 1 FROM test_result WHERE outcome <> 'waiting'")).length === 1, PATIENCE_MS);
  const [result] = await inDatabaseOf(province, "SELECT * FROM test_result");
  assert.deepEqual([result?.["outcome"], result?.["fault"], result?.["answers"], result?.["resumed"]], ["scored", null, nth, 2]);
  for (const [here, there] of [["ability", "phone_ability"], ["posterior_sd", "phone_posterior_sd"]] as const) assert.ok(Math.abs(Number(result?.[here]) - Number(result?.[there])) < 1e-9, here);
  await phone.page.goto("about:blank");
  await phone.page.goto(`${line.address}/hoc/kiem-tra/`);
  await phone.page.getByText("Tỉnh đã nhận và tính lại, kết quả giống trên máy.").waitFor();
});

test("the certifying test is taken without a network and resumed; the province alone scores it, and its word comes back", { timeout: 600_000 }, async (t) => {
  line.state = "up";
  const profile = mkdtempSync(join(tmpdir(), "hocvuso-phone-"));
  let phone = await again(profile);
  t.after(() => phone.stop().catch(() => {}));
  await getReady(phone.page, line.address);
  await phone.page.goto(`${line.address}/hoc/kiem-tra/#ma-dai-su`);
  await phone.page.getByLabel("Mã mới, sáu chữ số").fill("194508");
  await phone.page.getByRole("button", { name: "Đặt mã" }).click();
  await phone.page.getByText("Đã đặt mã trên máy này.").waitFor();
  await show(phone.page, "set-pin");
  await phone.page.goto(`${line.address}/hoc/kiem-tra/#ky-nang`);
  await phone.page.getByText("Bài đã ở trên máy").waitFor();
  await show(phone.page, "certification-told");
  await phone.page.getByRole("button", { name: /Có đại sứ số ngồi cạnh/ }).click();
  await phone.page.getByText("Mã trên máy này là của chính bác.").waitFor();
  await phone.page.getByRole("button", { name: "Về trang trước" }).click();
  line.state = "down";
  await phone.page.getByRole("button", { name: "Tôi làm một mình" }).click();
  await phone.page.getByText(/^Câu 1/).waitFor();
  let nth = 0;
  for (; nth < 5; nth += 1) {
    await show(phone.page, `certifying-${nth}`);
    await isClean(phone.page, `certifying question ${nth}`);
    await answer(phone.page, nth);
  }
  const asked = await heading(phone.page);
  await batteryDies(profile);
  phone = await again(profile);
  await phone.page.goto(`${line.address}/hoc/kiem-tra/#ky-nang`);
  await phone.page.getByRole("button", { name: "Làm tiếp" }).click();
  await phone.page.getByText(/^Câu 6/).waitFor();
  assert.equal(await heading(phone.page), asked);
  while (!(await isOver(phone.page))) {
    await show(phone.page, `certifying-${nth}`);
    await answer(phone.page, nth++);
  }
  await phone.page.getByText("Bài đã lưu trên máy").waitFor();
  await show(phone.page, "certifying-done");
  line.state = "up";
  await phone.page.goto(`${line.address}/hoc/kiem-tra/`);
  await until("the province has scored it", async () => (await inDatabaseOf(province, "SELECT 1 FROM test_result WHERE purpose = 'certification' AND outcome = 'scored'")).length === 1, PATIENCE_MS);
  const [result] = await inDatabaseOf(province, "SELECT * FROM test_result WHERE purpose = 'certification'");
  assert.deepEqual([result?.["decision"], result?.["phone_ability"], result?.["resumed"]], ["not-yet", null, 1]);
  await phone.page.goto("about:blank");
  await phone.page.goto(`${line.address}/hoc/kiem-tra/`);
  await phone.page.getByText("Lần này chưa đạt.").waitFor();
  await show(phone.page, "word");
});

test("a record that was changed after it was taken is refused, and stands with its reason on the page of the commune", { timeout: 600_000 }, async () => {
  const { tests, ...content } = readContent();
  const taken = takenTest("bà Lý", placementTest(content.practice, tests.policy, content.framework), { purpose: "placement", seed: 7 }, { ...content, tests });
  const last = taken.facts.length - 3;
  const changed = withAnswer(taken.facts, last, ({ item, picked }) => {
    const asked = content.practice.find(({ id }) => id === item);
    return { picked: [picked[0] === asked?.right ? asked?.choices.find(({ id }) => id !== asked.right)?.id ?? "" : asked?.right ?? ""] };
  });
  const key = await enrolAt(province.address, await newNodeKey());
  const answered = await fetch(`${province.address}/sync/put`, { method: "POST", body: new Uint8Array(framesOf(await sealedBy(key, [registered("bà Lý", { place: "19249.2" }), ...changed]))) });
  assert.equal(answered.status, 200);

  const browser = await givenBrowser();
  try {
    const context = await browser.newContext({ locale: "vi-VN", viewport: { width: 1280, height: 900 } });
    await context.addCookies([{ ...await signInAt(province), url: province.address, httpOnly: true, sameSite: "Strict" }]);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${province.address}/bang-dieu-hanh/`);
    await page.getByText("Việc văn phòng").click();
    await page.getByRole("link", { name: "Bài kiểm tra", exact: true }).click();
    await page.getByLabel("Ở đâu").selectOption("19249.2");
    await page.getByText("Bài chưa khớp: 1").waitFor();
    const row = page.locator("#chua-khop + table tbody tr");
    assert.match(await row.innerText(), /Chưa khớp. Điểm máy học viên gửi khác điểm chấm lại\./);
    assert.doesNotMatch(await page.locator("main").innerText(), /gian dối|gian lận|thất bại|vi phạm/i);
    for (const [language, width] of [["vi", 1280], ["vi", 360], ["en", 320]] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${province.address}/bang-dieu-hanh/bai-kiem-tra?lang=${language}`);
      await page.locator("main select").selectOption("19249.2");
      await page.locator("main table").first().waitFor();
      await isClean(page, `staff ${language} ${width}`);
      if (pictures !== undefined) await page.screenshot({ path: join(pictures, `staff-${language}-${width}.png`), fullPage: true });
    }
  } finally {
    await browser.close();
  }
});

test("every screen of the tests is clean in both languages, at 320 px and 200 % text", { timeout: 600_000 }, async (t) => {
  line.state = "up";
  const phone = await again(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(() => phone.stop().catch(() => {}));
  await phone.page.goto(`${line.address}/hoc/kiem-tra/`);
  await assertEveryScreenIsClean(phone.page, line.address, [
    ["/hoc/kiem-tra/", ".exercises .row"], ["/hoc/kiem-tra/#dang-o-dau", ".foot .go"], ["/hoc/kiem-tra/#ky-nang", ".foot .go"], ["/hoc/kiem-tra/#ma-dai-su", ".foot .go"],
  ]);
});
