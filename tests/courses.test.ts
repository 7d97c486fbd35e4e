/** A person chooses a course, keeps it for a place without a network, learns there, and is reminded in the days after. */
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import type { Lesson, Path } from "@hocvuso/contract";
import { reviewSteps } from "@hocvuso/domain/learning";
import type { Page } from "playwright-core";
import { givenPhone, until } from "./given-browser.ts";
import { content, goThrough as goThroughLesson, heading } from "./given-learner.ts";
import { givenLine, type GivenLine } from "./given-line.ts";
import { givenProcess, type GivenProcess } from "./given-server.ts";

let province: GivenProcess;
let line: GivenLine;
before(async () => {
  province = await givenProcess();
  line = await givenLine(province.address);
});
beforeEach(() => {
  line.state = "up";
});
after(async () => {
  line.stop();
  await province.end("SIGTERM");
});

const path = content<Path>("paths/lam-quen-voi-may");
const lessonAt = (place: number) => content<Lesson>(`lessons/${path.lessons[place] ?? ""}`);
const usable = (page: Page) => page.waitForFunction(() => performance.getEntriesByName("usable").length > 0);

/** Touches the place that the teacher shows, asking for hints; where there are none left, one button after the other, until the goal. */
async function play(page: Page): Promise<void> {
  for (let touch = 0; touch < 150; touch++) {
    await page.waitForTimeout(350); // a tap that comes sooner is taken for one meant for the screen before
    if (await page.locator(".sim-done").isVisible()) return page.locator(".sim-coach").getByRole("button", { name: "Xong" }).click();
    const [shown, hint, any] = [page.locator("button.sim-ringed, .sim-ringed button").first(), page.locator(".sim-hint button").first(), page.locator(".sim-phone button, .sim-part > .sim-button")];
    await (await shown.isVisible() ? shown : await hint.isVisible() ? hint : any.nth(touch % await any.count())).click();
  }
  throw new Error("the run did not end");
}

/** With hints: asked after each of them whether to do it again. */
const goThrough = (page: Page, lesson: Pick<Lesson, "id" | "steps">) => goThroughLesson(page, lesson, async (_, at) => {
  await play(page);
  const step = lesson.steps[at];
  if (step?.kind === "practise" && step.mode !== "guided") await page.getByRole("button", { name: "Đi tiếp" }).click();
});

test("bà Xuyến chooses a course, keeps it, learns two lessons where there is no network, and is reminded when she is about to forget", async (t) => {
  const [first, second] = [lessonAt(0), lessonAt(1)];
  assert.deepEqual([first, second].map(({ steps }) => steps.some(({ kind }) => kind === "practise")), [false, true], "the story goes through a lesson with practice and one without");
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(phone.stop);
  const { page } = phone;
  await page.clock.setFixedTime(new Date(2026, 10, 2, 8));

  await page.goto(`${line.address}/hoc/`);
  await page.getByRole("link", { name: "Các đường học" }).click();
  await page.getByRole("link", { name: path.title.vi }).click();
  await until("the course is open", async () => (await heading(page)) === path.title.vi);
  await page.getByRole("button", { name: "Tôi đi đường này" }).click();
  await page.getByRole("link", { name: `Học bài: ${first.title.vi}` }).waitFor();
  await page.getByRole("button", { name: /^Giữ cả đường trên máy \(\d+ kB\)$/ }).click();
  await page.getByText("Cả đường đã có trên máy. Không có mạng bác vẫn học được.").waitFor();

  line.state = "down";
  await page.goto(`${line.address}/hoc/`);
  await page.getByText(`${path.title.vi} · bài 1 trong ${path.lessons.length}`).waitFor();
  assert.equal(await heading(page), first.title.vi);
  await page.getByRole("link", { name: "Bắt đầu học" }).click();
  await goThrough(page, first);
  await page.getByRole("button", { name: "Để sau" }).click();
  await until("the result", async () => (await heading(page)) === "Bác đã đi hết bài này.");
  await page.getByText("Ngày 04/11/2026 cháu nhắc bác ôn lại bài này.").waitFor();

  await page.getByRole("link", { name: "Về nhà" }).click();
  await page.getByText(`${path.title.vi} · bài 2 trong ${path.lessons.length}`).waitFor();
  await page.getByRole("link", { name: "Bắt đầu học" }).click();
  await goThrough(page, { ...second, steps: second.steps.slice(0, 1) });
  await until("the second step", async () => (await heading(page)) === second.steps.flatMap((step) => (step.kind === "explain" ? [step.shown.vi.replaceAll("**", "")] : []))[1]);
  await page.goto(`${line.address}/hoc/`);
  await page.getByText("Bác đang học dở").waitFor();
  await page.getByRole("link", { name: "Học tiếp" }).click();
  await goThrough(page, { ...second, steps: second.steps.slice(1) });
  await page.getByRole("button", { name: "Để sau" }).click();
  await page.getByText("Ngày 03/11/2026 cháu nhắc bác ôn lại bài này.").waitFor();

  await page.goto(`${line.address}/hoc/duong/`);
  await page.getByRole("link", { name: path.title.vi }).getByText(`Đã học 2 trong ${path.lessons.length} bài`).waitFor();
  await page.goto(`${line.address}/hoc/toi/`);
  for (const { title } of [first, second]) await page.getByRole("listitem").filter({ hasText: title.vi }).filter({ hasText: "Học hết bài ngày 02/11/2026" }).waitFor();

  // The day after: what she needed hints for is due, what she knew is not.
  await page.clock.setFixedTime(new Date(2026, 10, 3, 7));
  await page.goto(`${line.address}/hoc/`);
  await page.getByText("Ôn lại cho khỏi quên").waitFor();
  assert.equal(await heading(page), second.title.vi);
  await page.getByRole("link", { name: "Ôn lại" }).click();
  await goThrough(page, { ...second, steps: reviewSteps(second).slice() });
  await until("she did it again", async () => (await heading(page)) === "Ôn lại thế này là nhớ thêm rồi.");
  await page.getByText("Ngày 06/11/2026 cháu nhắc bác ôn lại bài này.").waitFor(); // hard, and hard again after a day: a stability of 3.2 days
  await page.goto(`${line.address}/hoc/`);
  await page.getByText(`${path.title.vi} · bài 3 trong ${path.lessons.length}`).waitFor();

  await page.clock.setFixedTime(new Date(2026, 10, 4, 7));
  await page.goto(`${line.address}/hoc/`);
  await page.getByText("Ôn lại cho khỏi quên").waitFor();
  assert.equal(await heading(page), first.title.vi);
  await page.getByRole("link", { name: "Ôn lại" }).click();
  await goThrough(page, { ...first, steps: reviewSteps(first).slice() });
  await until("she still knew it", async () => (await heading(page)) === "Bác vẫn còn nhớ.");
});

test("who goes home the moment that may be done has finished the lesson all the same", async (t) => {
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(phone.stop);
  const { page } = phone;
  const lesson = lessonAt(0);
  await page.goto(`${line.address}/hoc/bai/${lesson.id}/`);
  await usable(page);
  await goThrough(page, lesson);
  await page.evaluate(() => {
    const goHome = (): void => {
      if (location.pathname !== "/hoc/") document.querySelector<HTMLElement>('.foot a[href="/hoc/"]')?.click();
    };
    new MutationObserver(goHome).observe(document.body, { childList: true, subtree: true, attributes: true });
  });
  await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 20 }); // a cheap phone with much to do
  await page.getByRole("button", { name: "Để sau" }).click();
  await until("home is open", async () => page.url() === `${line.address}/hoc/`, 60_000); // each further touch on the way begins it anew
  await until("home shows what comes next", async () => (await heading(page)) !== "" && (await page.getByRole("link", { name: /^(Bắt đầu học|Học tiếp)$/ }).count()) > 0);
  await page.waitForTimeout(500);
  assert.doesNotMatch(await page.locator("main").innerText(), /đang học dở/);
});

test("a lesson that was not kept says so kindly without a network; the course can be let go of, and nothing that was done goes with it", async (t) => {
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(phone.stop);
  const { page } = phone;
  await page.goto(`${line.address}/hoc/duong/#lam-quen-voi-may`);
  await page.getByRole("button", { name: /^Giữ cả đường/ }).click();
  await page.getByText("Cả đường đã có trên máy.").waitFor();
  await page.getByRole("button", { name: /^Bỏ khỏi máy cho nhẹ \(\d+ kB\)$/ }).waitFor();

  line.state = "down";
  await page.goto(`${line.address}/hoc/bai/chon-ket-qua/`);
  await page.getByRole("alert").filter({ hasText: "Bài này chưa có trên máy" }).waitFor();
  await page.goto(`${line.address}/hoc/bai/khong-co-bai-nay/`);
  await page.getByRole("alert").filter({ hasText: "Không có bài này" }).waitFor();
  await page.getByRole("link", { name: "Các đường học" }).click();
  await page.getByText(/^Máy đang giữ \d+ bài học và bài tập, hết \d+ kB\./).waitFor();
  await page.getByRole("link", { name: "Làm quen với máy" }).click();
  await page.getByRole("button", { name: /^Bỏ khỏi máy cho nhẹ/ }).click();
  await page.getByText("Đã bỏ khỏi máy. Việc bác đã làm vẫn còn.").waitFor();
  await page.goto(`${line.address}/hoc/duong/`);
  await page.getByText("Máy chưa giữ bài nào.").waitFor();
  await page.goto(`${line.address}/hoc/bai/cham-va-giu-tay/`);
  await page.getByRole("alert").filter({ hasText: "Bài này chưa có trên máy" }).waitFor();

  line.state = "up";
  await page.getByRole("button", { name: "Tải lại" }).click();
  await usable(page);
  assert.match(await heading(page), /Bà Xuyến mở ảnh cháu/);
});

test("after an update, what was kept of the version before serves without a network, and is renewed when there is one", async (t) => {
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(phone.stop);
  const { page } = phone;
  await page.goto(`${line.address}/hoc/duong/#lam-quen-voi-may`);
  await page.getByRole("button", { name: /^Giữ cả đường/ }).click();
  await page.getByText("Cả đường đã có trên máy.").waitFor();
  const kept = () => page.evaluate(async () => (await (await caches.open("hocvuso-simulators")).keys()).map(({ url }) => new URL(url).pathname).filter((name) => name.includes("/cham-va-giu-tay-")));
  const [current] = await kept();
  const earlier = "/assets/lessons/cham-va-giu-tay-00000000.json";
  await page.evaluate(async ([from = "", to = ""]) => {
    const cache = await caches.open("hocvuso-simulators");
    const file = await cache.match(from);
    const words = (await file?.text() ?? "").replace("Chạm một cái, giữ một lúc", "Bản trước của bài");
    await cache.put(to, new Response(words, { headers: file?.headers ?? {} }));
    await cache.delete(from);
  }, [current ?? "", earlier]);

  line.state = "down";
  await page.goto(`${line.address}/hoc/bai/cham-va-giu-tay/`);
  await usable(page);
  assert.match(await page.title(), /^Bản trước của bài/);
  assert.deepEqual(await kept(), [earlier]);

  line.state = "up";
  await page.goto(`${line.address}/hoc/bai/cham-va-giu-tay/`);
  await usable(page);
  assert.match(await page.title(), /^Chạm một cái, giữ một lúc/);
  await until("the earlier one is gone", async () => JSON.stringify(await kept()) === JSON.stringify([current]));
});

test("every lesson and the list of courses can be read without JavaScript", async (t) => {
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(phone.stop);
  const context = await phone.page.context().browser()?.newContext({ javaScriptEnabled: false }) ?? assert.fail();
  const page = await context.newPage();
  await page.goto(`${line.address}/hoc/duong/`);
  for (const lesson of path.lessons) assert.ok(await page.locator(`noscript a[href="/hoc/bai/${lesson}/"], a[href="/hoc/bai/${lesson}/"]`).count() > 0, lesson);
  const lesson = lessonAt(2);
  await page.goto(`${line.address}/hoc/bai/${lesson.id}/`);
  const said = (await page.locator("body").innerText()).replaceAll(/\s+/g, " ");
  for (const step of lesson.steps) if (step.kind !== "question") assert.ok(said.includes(step.shown.vi.replaceAll("**", "").replaceAll(/\s+/g, " ")), step.id);
  await context.close();
});
