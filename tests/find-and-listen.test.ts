import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Lesson } from "@hocvuso/contract";
import type { Page } from "playwright-core";
import { assertEveryScreenIsClean, givenPhone, until } from "./given-browser.ts";
import { givenProcess, type GivenProcess } from "./given-server.ts";

let province: GivenProcess;
before(async () => { province = await givenProcess(); });
after(() => province.end("SIGTERM"));

const at = (path: string) => `${province.address}${path}`;
const lesson: Lesson = JSON.parse(readFileSync(join(import.meta.dirname, "../content/lessons/tra-tien-qr.json"), "utf8"));
const [first, second] = lesson.steps.flatMap((step) => (step.kind === "question" ? [] : [step.spoken.vi]));
/** A microphone that hears a beep, and a person who allows it. */
const microphone = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required"];

const newPhone = (flags: readonly string[] = []) => givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")), flags);
const tap = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Tells of every recorded voice that is played: how long it is, s, and whether it came to its end. */
async function hearClips(page: Page): Promise<() => Promise<readonly { readonly durationS: number; readonly isEnded: boolean }[]>> {
  await page.addInitScript(() => {
    const played: HTMLAudioElement[] = [];
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function (this: HTMLAudioElement) {
      played.push(this);
      return play.call(this);
    };
    Object.assign(window, { heard: () => played.map((audio) => ({ durationS: audio.currentTime, isEnded: audio.ended })) });
  });
  return () => page.evaluate("heard()");
}

/** Records the sentence on the screen for so long, ms. */
async function record(page: Page, ms: number): Promise<void> {
  await tap(page, "Ghi");
  await page.getByRole("status").filter({ hasText: "Đang ghi…" }).waitFor();
  await page.waitForTimeout(ms);
  await tap(page, "Ghi xong");
  await page.getByRole("status").filter({ hasText: "Đã ghi, chưa duyệt" }).waitFor();
}

const usable = (page: Page) => page.waitForFunction(() => performance.getEntriesByName("usable").length > 0);

test("search finds a lesson by unaccented, misspelt and dialect words with no network once it was opened, and leads there", async (t) => {
  const phone = await newPhone();
  t.after(phone.stop);
  const { page } = phone;
  const fetched: string[] = [];
  page.on("request", (request) => { if (request.url().includes("/assets/search-")) fetched.push(request.url()); });
  await page.goto(at("/hoc/"));
  await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
  assert.deepEqual(fetched, []);
  await page.getByRole("link", { name: "Thêm" }).click();
  await page.getByRole("link", { name: /^Tìm bài/ }).click();
  await page.getByRole("heading", { name: "Thử một câu" }).waitFor();
  await until("the list of lessons has come", async () => await page.evaluate("caches.open('hocvuso-fetched').then(async (cache) => (await cache.keys()).length)") === 1);

  await page.context().setOffline(true);
  await page.goto(at("/hoc/tim/"));
  await usable(page);
  for (const [query, title] of [
    ["quet ma tra tien", "Trả tiền ở chợ bằng mã QR"], ["bảo hiễm y tế", "Cất thẻ bảo hiểm y tế vào điện thoại"], ["mần răng quét cái ô vuông", "Trả tiền ở chợ bằng mã QR"],
    ["wai phai", "Vào mạng Wi-Fi ở nhà văn hóa"], ["khoa may man rang", "Khóa máy như khóa cửa"],
  ] as const) {
    await page.getByRole("searchbox").fill(query);
    await until(`${query} finds ${title}`, async () => (await page.locator(".exercises b").first().textContent()) === title, 5_000);
  }
  await page.getByRole("searchbox").fill("xyzzyq");
  await page.getByText("Chưa thấy bài nào.").waitFor();
  await page.getByRole("searchbox").fill("tra tien cho");
  await page.getByRole("link", { name: /Trả tiền ở chợ bằng mã QR/ }).first().click();
  await page.waitForURL(at("/hoc/bai/tra-tien-qr/#buoc-1"));
  await page.goBack();
  await until("what was sought stands there again", async () => (await page.getByRole("searchbox").inputValue()) === "tra tien cho", 5_000);
  assert.equal(new Set(fetched).size, 1);
});

test("search that was never opened where there is a network says so, and what to do", async (t) => {
  const phone = await newPhone();
  t.after(phone.stop);
  const { page } = phone;
  await page.goto(at("/hoc/"));
  await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
  await page.context().setOffline(true);
  await page.goto(at("/hoc/tim/"));
  await usable(page);
  await page.getByRole("status").filter({ hasText: "chưa có trên máy" }).waitFor();
  await page.context().setOffline(false);
  await tap(page, "Tải lại");
  await page.getByRole("status").filter({ hasText: "chưa có trên máy" }).waitFor({ state: "hidden" });
  await page.getByRole("searchbox").fill("chu to");
  await page.getByText("Chỉnh máy cho vừa với mình").first().waitFor();
});

test("a voice is recorded, listened to and approved; only then a lesson says its words with it, offline; packed, it comes to another phone", async (t) => {
  const phone = await newPhone(microphone);
  t.after(phone.stop);
  const { page } = phone;
  const heard = await hearClips(page);
  await page.goto(at("/hoc/ghi-tieng/"));
  await usable(page);
  await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
  await page.getByRole("link", { name: /^Trả tiền ở chợ bằng mã QR/ }).click();
  await page.getByText(first ?? "").waitFor();
  await record(page, 1_200);
  await tap(page, "Nghe lại");
  await until("the recording was played to its end", async () => (await heard())[0]?.isEnded === true);
  assert.ok(((await heard())[0]?.durationS ?? 0) > 0.8, JSON.stringify(await heard()));

  // Not approved: a lesson does not use it.
  await page.goto(at("/hoc/ghi-tieng/"));
  await usable(page);
  await tap(page, "Nghe bằng giọng này khi học");
  await page.goto(at("/hoc/bai/tra-tien-qr/"));
  await page.getByRole("button", { name: "Nghe", exact: true }).click();
  await page.getByRole("dialog").getByText(first ?? "").waitFor();
  await tap(page, "Cất chữ to");
  assert.deepEqual(await heard(), []);

  await page.goto(at("/hoc/ghi-tieng/#tra-tien-qr"));
  await usable(page);
  await tap(page, "Nghe được, duyệt");
  await page.getByRole("status").filter({ hasText: "Đã duyệt" }).waitFor();
  await page.context().setOffline(true);
  await page.goto(at("/hoc/bai/tra-tien-qr/"));
  await page.getByRole("button", { name: "Nghe", exact: true }).click();
  await until("the lesson was heard in the recorded voice", async () => (await heard())[0]?.isEnded === true);
  assert.equal(await page.getByRole("dialog").count(), 0);

  // The next sentence has no voice of its own; this phone has none either: its words are shown.
  await page.locator(".foot .go").click();
  await page.getByRole("button", { name: "Nghe", exact: true }).click();
  await page.getByRole("dialog").getByText(second ?? "").waitFor();
  await page.context().setOffline(false);

  await page.goto(at("/hoc/ghi-tieng/"));
  await usable(page);
  await page.getByRole("button", { name: /^Gói thành tệp để gửi 1 câu đã duyệt/ }).waitFor();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: /^Gói thành tệp để gửi/ }).click();
  const file = await (await saving).path();
  const folder = mkdtempSync(join(tmpdir(), "hocvuso-narration-"));
  execFileSync("tar", ["-xf", file, "-C", folder]);
  const manifest = JSON.parse(readFileSync(join(folder, "bru/manifest.json"), "utf8"));
  assert.deepEqual(manifest.clips.map(({ words }: { words: string }) => words), [first]);
  assert.equal(readFileSync(join(folder, "bru", manifest.clips[0].file)).length, manifest.clips[0].bytes);

  const other = await newPhone(microphone);
  t.after(other.stop);
  const heardThere = await hearClips(other.page);
  await other.page.goto(at("/hoc/ghi-tieng/"));
  await usable(other.page);
  const chooser = other.page.locator("input[type=file]");
  await chooser.setInputFiles({ name: "giong-doc.tar", mimeType: "application/x-tar", buffer: Buffer.from("not a package") });
  await other.page.getByText("Tệp này không phải gói giọng đọc").waitFor();
  await chooser.setInputFiles({ name: "giong-doc.tar", mimeType: "application/x-tar", buffer: readFileSync(file) });
  await other.page.getByText("Đã nhận 1 câu.").waitFor();
  await tap(other.page, "Nghe bằng giọng này khi học");
  await other.page.goto(at("/hoc/bai/tra-tien-qr/"));
  await other.page.getByRole("button", { name: "Nghe", exact: true }).click();
  await until("the voice is heard on the other phone", async () => (await heardThere())[0]?.isEnded === true);
});

test("a phone without a microphone says what to do, and help is there without a network", async (t) => {
  const phone = await newPhone();
  t.after(phone.stop);
  const { page } = phone;
  await page.goto(at("/hoc/ghi-tieng/#tra-tien-qr"));
  await usable(page);
  await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
  await tap(page, "Ghi");
  await page.getByRole("alert").filter({ hasText: "Máy chưa cho dùng micro" }).waitFor();

  await page.context().setOffline(true);
  await page.goto(at("/hoc/giup/"));
  await usable(page);
  await page.getByLabel("Số của công an xã").fill("0232 000 000");
  await tap(page, "Lưu số");
  await page.getByText("Đã lưu trên máy.").waitFor();
  await page.getByRole("link", { name: "Đang bị lừa, hoặc lỡ chuyển tiền" }).click();
  assert.equal(await page.getByRole("link", { name: /Số của công an xã/ }).getAttribute("href"), "tel:0232000000");
  assert.equal(await page.getByRole("link", { name: /^Gọi 113/ }).getAttribute("href"), "tel:113");
});

test("sound can be turned off and set slower within two taps of a lesson, and the way back leads to its place", async (t) => {
  const phone = await newPhone();
  t.after(phone.stop);
  const { page } = phone;
  await page.goto(at("/hoc/bai/tra-tien-qr/"));
  await page.waitForFunction(() => performance.getEntriesByName("usable").length > 0);
  await page.locator(".foot .go").click();
  await page.getByRole("heading", { level: 1 }).filter({ hasNotText: "Ở chợ Ba Đồn" }).waitFor();
  await page.getByRole("link", { name: "Thêm" }).click();
  await tap(page, "Chữ to, không tiếng");
  await tap(page, "To gấp đôi");
  await page.getByRole("link", { name: "Về" }).click();
  await page.waitForURL(at("/hoc/bai/tra-tien-qr/#buoc-2"));
  await until("the text is double", async () => await page.evaluate("document.documentElement.style.fontSize") === "200%");
  await page.getByRole("button", { name: "Nghe", exact: true }).click();
  await page.getByRole("dialog").waitFor();
});

const screens: readonly (readonly [path: string, ready: string])[] = [
  ["/hoc/tim/#qu%C3%A9t%20m%C3%A3", ".exercises a"], ["/hoc/giup/", ".exercises a"], ["/hoc/giup/#bao-so-la", ".choices a"], ["/hoc/giup/#hoi-dai-su-so", "form"], ["/hoc/ghi-tieng/", ".exercises a"], ["/hoc/ghi-tieng/#tra-tien-qr", ".foot .go"],
];

test("search, help and recording are clean for axe and no wider than the screen, in both languages, with strong colours, at 320 px and at 200 % text", async (t) => {
  const phone = await newPhone();
  t.after(phone.stop);
  const { page } = phone;
  await page.goto(at("/hoc/giup/"));
  await usable(page);
  await assertEveryScreenIsClean(page, at(""), screens);
});
