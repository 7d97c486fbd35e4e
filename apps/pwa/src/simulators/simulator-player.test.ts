/** The drawn player in a real browser: built as the app builds it, played with the keyboard and by touch, judged by axe. */
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { givenBrowser } from "../../../../tests/given-browser.ts";
import { pull, swipe } from "../../../../tests/given-learner.ts";
import { playerAddress, playerPage, servePlayer, type Mounted, type PlayerPage } from "../../../../tests/given-player.ts";
import { madeUpSimulator } from "./made-up-simulator.ts";

const payByQr: unknown = JSON.parse(readFileSync(`${import.meta.dirname}/../../../../content/simulators/tra-tien-qr.json`, "utf8"));
/** Of the seeds of that file: the name on the phone is the seller's; somebody pasted another code over hers. */
const honestSeed = 1;
const trapSeed = 4;

let browser: Browser;
let player: PlayerPage;

before(async () => {
  player = await playerPage();
  browser = await givenBrowser();
});

after(async () => { await browser.close(); });

async function mount(mounted: Mounted): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 760 }, hasTouch: true });
  const page = await context.newPage();
  page.setDefaultTimeout(3000);
  await page.addInitScript((what) => { window.mounted = what; }, mounted);
  await servePlayer(page, player);
  await page.goto(playerAddress);
  return page;
}

/** A touch on a screen that has stood long enough to be meant. */
async function touch(page: Page, name: string, role: "button" | "checkbox" | "switch" = "button"): Promise<void> {
  await page.waitForTimeout(310);
  await page.getByRole(role, { name }).first().click();
}

async function pressCode(page: Page, code: string): Promise<void> {
  await page.waitForTimeout(310);
  for (const digit of code) await page.getByRole("button", { name: `Số ${digit}` }).click();
}

const teacher = (page: Page) => page.locator(".sim-coach [role=status]");
const coachOf = (page: Page) => page.locator(".sim-coach").innerText();

/** From the first screen of the made-up simulator to its goal; `visit` is called on each screen. */
async function walkEverything(page: Page, visit: (screen: string) => Promise<void>): Promise<void> {
  const steps: [screen: string, leave: () => Promise<void>][] = [
    ["words", () => touch(page, "Tiếp tục")],
    ["text field", async () => { await page.getByLabel("Số tiền").fill("20000"); await touch(page, "Tiếp"); }],
    ["lists", () => touch(page, "Thứ nhất")],
    ["switches", async () => { await touch(page, "Tôi đã đọc", "checkbox"); await touch(page, "Bật thông báo", "switch"); await touch(page, "Xong"); }],
    ["passcode", () => pressCode(page, "246810")],
    ["scanner", () => touch(page, "Thứ nhất")],
    ["receipt", () => touch(page, "Về đầu")],
    ["call", () => touch(page, "Cúp máy")],
    ["messages", () => touch(page, "Xoá tin")],
    ["web page", () => touch(page, "Quay lại")],
    ["swipe", () => touch(page, "Vuốt lên")],
    ["camera", () => touch(page, "Chụp")],
    ["map", () => touch(page, "Thứ hai")],
    ["keyboard", async () => { for (const key of "tieengs") await page.getByRole("button", { name: `Phím ${key}` }).click(); await touch(page, "Dấu cách"); for (const key of "Vieetj") await page.getByRole("button", { name: `Phím ${key.toLowerCase()}` }).click(); await touch(page, "Gửi"); }],
    ["goal", () => touch(page, "Xong")],
  ];
  for (const [screen, leave] of steps) {
    await visit(screen);
    await leave();
  }
}

test("player: every kind of part is drawn and works, under the band; axe finds no fault; at 320 px and at 200 % text nothing is cut and every place to touch is 48 px", async () => {
  const page = await mount({ simulator: madeUpSimulator, mode: "guided" });
  await walkEverything(page, async (screen) => {
    const band = page.getByRole("note");
    assert.equal(await band.count(), 1, screen);
    assert.match(await band.innerText(), /MÔ PHỎNG – không phải ứng dụng thật/, screen);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${screen}: ${id} ${nodes.map((node) => node.html).join(" ")}`), []);
    for (const [width, fontSize] of [[320, "100%"], [360, "200%"], [360, "100%"]] as const) {
      await page.setViewportSize({ width, height: 760 });
      const found = await page.evaluate((size) => {
        document.documentElement.style.fontSize = size;
        const places = [...document.querySelectorAll("main > :not(dialog) button:not(.sim-keys-letters *), input")].map((place) => ({ place: place.outerHTML, ...place.getBoundingClientRect().toJSON() }));
        return { isCut: document.documentElement.scrollWidth > innerWidth, small: places.filter((place) => place.width > 0 && (place.width < 47.9 || place.height < 47.9)) };
      }, fontSize);
      assert.deepEqual(found, { isCut: false, small: [] }, `${screen} at ${width} px, ${fontSize}`);
    }
  });
  const [finished] = await page.evaluate(() => window.finished);
  assert.partialDeepStrictEqual(finished, { goalReached: true, wrongActCount: 0, hintCount: 0 });
  assert.equal(await page.evaluate(() => window.left), 1);
});

test("player: a run can be done with the keyboard alone, and the focus is on the new screen after each turn", async () => {
  const page = await mount({ simulator: madeUpSimulator, mode: "on-my-own" });
  await page.getByRole("button", { name: "Tiếp tục" }).focus();
  await page.waitForTimeout(310);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(310);
  assert.equal(await page.evaluate(() => document.activeElement?.className), "sim-stage");
  await page.keyboard.press("Tab");
  await page.keyboard.type("20000");
  assert.equal(await page.getByLabel("Số tiền").inputValue(), "20.000");
  await page.keyboard.press("Enter");
  assert.match(await coachOf(page), /Màn thứ 3/);
});

test("player: a wrong act is answered in the teacher's words, announced, and the focus stays", async () => {
  const page = await mount({ simulator: payByQr, mode: "on-my-own", seed: honestSeed });
  await touch(page, "Nạp điện thoại");
  assert.match(await teacher(page).innerText(), /bác chạm Quét mã nhé/);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Nạp điện thoại");
});

test("player: in a test nothing is said about a wrong act and no hint is offered", async () => {
  const page = await mount({ simulator: payByQr, mode: "test", seed: trapSeed });
  const before = await coachOf(page);
  await touch(page, "Nạp điện thoại");
  assert.equal(await coachOf(page), before);
  assert.equal(await page.getByRole("button", { name: "Gợi ý" }).count(), 0);
  assert.equal(await page.locator(".sim-ringed, .sim-hand, .sim-pips").count(), 0);
});

test("player: where a part offers several places, the guide points at the right one, which changes with the run", async () => {
  const rings = (page: Page) => page.locator(".sim-pointed-at").filter({ has: page.locator(".sim-hand") }).allInnerTexts();
  const page = await mount({ simulator: payByQr, mode: "guided", seed: trapSeed });
  assert.deepEqual(await rings(page), ["Quét mã"]);
  await touch(page, "Quét mã");
  assert.deepEqual(await rings(page), ["Bảng ở quầy cô Bưởi"]);
  for (const name of ["Bảng ở quầy cô Bưởi", "Khác tên, dừng lại", "Quét tấm cô đưa"]) await touch(page, name);
  assert.deepEqual(await rings(page), ["Tấm mã cô Bưởi đưa"]);
});

test("player: hints come in two strengths, point at one place, and what they cost is said before and after", async () => {
  const page = await mount({ simulator: payByQr, mode: "on-my-own", seed: trapSeed });
  await touch(page, "Quét mã");
  await touch(page, "Bảng ở quầy cô Bưởi");
  assert.match(await coachOf(page), /chưa tính là tự làm/);
  await touch(page, "Gợi ý");
  assert.match(await page.locator(".sim-ringed").innerText(), /LE VAN HUNG/);
  await touch(page, "Gợi ý rõ hơn");
  assert.match(await page.locator(".sim-ringed").innerText(), /Khác tên, dừng lại/);
  assert.match(await coachOf(page), /Lần này là tập/);
  assert.equal(await page.getByRole("button", { name: "Gợi ý" }).count(), 0);
});

test("player: the ring of the strong hint stays after an act that leads nowhere, for there is no other hint to ask for", async () => {
  const page = await mount({ simulator: payByQr, mode: "on-my-own", seed: trapSeed });
  for (const name of ["Quét mã", "Bảng ở quầy cô Bưởi", "Gợi ý", "Gợi ý rõ hơn", "Đúng tên"]) await touch(page, name);
  assert.equal(await page.evaluate(() => window.changes.at(-1)?.acts.at(-1)?.replace(/@.*/, "")), "dung-ten");
  assert.match(await page.locator(".sim-ringed").innerText(), /Khác tên, dừng lại/);
});

test("player: on the passcode pad the guide points at one key after the other, and a code of one's own is wiped and warned of, in a test too", async () => {
  for (const mode of ["guided", "test"] as const) {
    const page = await mount({ simulator: madeUpSimulator, mode, saved: { acts: ["nut-di@1", "go=dung@1", "mot@1", "xong-bat@1"], dwellMs: 4 } });
    assert.equal(await page.locator(".sim-ringed").count() > 0 ? await page.locator(".sim-ringed").innerText() : "", mode === "guided" ? "2" : "");
    await pressCode(page, "13579");
    assert.equal(await page.locator(".sim-dot-in").count(), 5);
    await pressCode(page, "0");
    assert.equal(await page.locator(".sim-dot-in").count(), 0);
    assert.match(await teacher(page).innerText(), mode === "test" ? /đừng gõ mã thật/ : /Khoan đã bác|đừng gõ mã thật/);
    assert.doesNotMatch(JSON.stringify(await page.evaluate(() => window.changes)), /135790/);
  }
});

test("player: an amount that is a secret is wiped from its field, and no act of the record holds it", async () => {
  const page = await mount({ simulator: madeUpSimulator, mode: "on-my-own", saved: { acts: ["nut-di@1"], dwellMs: 1 } });
  await page.getByLabel("Số tiền").fill("012345678901");
  await touch(page, "Tiếp");
  assert.equal(await page.getByLabel("Số tiền").inputValue(), "");
  assert.doesNotMatch(JSON.stringify(await page.evaluate(() => window.changes)), /012345678901/);
});

test("player: a finger, a key or a screen reader that stays does another thing than one that leaves at once", async () => {
  const page = await mount({ simulator: madeUpSimulator, mode: "on-my-own", saved: { acts: ["nut-di@1", "go=dung@1"], dwellMs: 1 } });
  const place = page.getByRole("button", { name: "Ô thứ ba" });
  const lastAct = () => page.evaluate(() => window.changes.at(-1)?.acts.at(-1)?.replace(/@.*/, ""));
  const actCount = () => page.evaluate(() => window.changes.at(-1)?.acts.length);
  const ways: [act: string, how: () => Promise<void>][] = [
    ["ba", () => place.tap()],
    ["ba", () => place.click()],
    ["giu-ba", () => place.click({ delay: 700 })],
    ["ba", () => place.press("Enter")],
    ["ba", () => place.press(" ")],
    ["giu-ba", () => place.press("Enter", { delay: 700 })],
    ["giu-ba", () => place.press(" ", { delay: 700 })],
    ["giu-ba", () => place.click({ button: "right" })],
    ["ba", () => place.click()],
  ];
  for (const [turn, [act, how]] of ways.entries()) {
    await page.waitForTimeout(310);
    await how();
    assert.deepEqual([turn, await lastAct(), await actCount()], [turn, act, turn + 3]);
  }
});

test("player: a killed page goes on where it was, with its acts and its time", async () => {
  const first = await mount({ simulator: payByQr, mode: "guided", seed: honestSeed });
  await touch(first, "Quét mã");
  await touch(first, "Bảng ở quầy cô Bưởi");
  const saved = (await first.evaluate(() => window.changes)).at(-1);
  assert.ok(saved);
  const second = await mount({ simulator: payByQr, mode: "guided", seed: honestSeed, saved });
  assert.equal(await coachOf(second), await coachOf(first));
  await touch(second, "Đúng tên");
  const [change] = await second.evaluate(() => window.changes);
  assert.ok(change);
  assert.equal(change.acts.length, 3);
  assert.ok(change.dwellMs > saved.dwellMs);
});

test("player: a saved state that is none, or comes from another simulator, starts the run afresh", async () => {
  for (const saved of [null, "x", { acts: "x", dwellMs: 1 }, { acts: ["nut-di@1"], dwellMs: 1 }]) {
    const page = await mount({ simulator: payByQr, mode: "guided", seed: honestSeed, saved });
    assert.match(await coachOf(page), /Bác chạm ô Quét mã/);
  }
});

test("player: the second tap of a trembling hand does nothing on the screen that has just come", async () => {
  const page = await mount({ simulator: madeUpSimulator, mode: "guided", saved: { acts: ["nut-di@1", "go=dung@1", "mot@1", "xong-bat@1", "bam=ma-tap@1"], dwellMs: 1 } });
  await page.waitForTimeout(310);
  await page.evaluate(async () => {
    document.querySelector<HTMLElement>(".sim-list button")?.click();
    for (let taps = 0; document.querySelector(".sim-app-button") === null && taps < 100; taps++) await Promise.resolve();
    document.querySelector<HTMLElement>(".sim-app-button")?.click();
  });
  assert.match(await coachOf(page), /Màn thứ 7/);
});

test("player: where the phone has no voice, Nghe shows the words large, in either language", async () => {
  const page = await mount({ simulator: payByQr, mode: "on-my-own", seed: honestSeed, language: "en" });
  await touch(page, "Listen");
  await page.getByRole("dialog").waitFor();
  assert.match(await page.getByRole("dialog").innerText(), /Where|Which one/);
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("dialog").count(), 0);
});

const swiping: unknown = JSON.parse(readFileSync(`${import.meta.dirname}/../../../../content/simulators/vuot-trang.json`, "utf8"));
const screenOf = (page: Page) => page.locator(".sim-swipe").getAttribute("aria-label");

test("swipe: a finger that pulls far enough does it; a tremble does nothing; the wrong way is answered; arrows, tapped or as keys, do the same", async () => {
  const page = await mount({ simulator: swiping, mode: "on-my-own" });
  const [sheet, photo] = ["Phần dưới tờ lịch còn khuất", "Ảnh thứ nhất trong ba ảnh"];
  const there = page.locator(".sim-part-swipe");
  assert.equal(await screenOf(page), sheet);
  await page.waitForTimeout(310);
  await pull(page, there, { up: 12 });
  assert.equal(await page.evaluate(() => window.changes.length), 0);
  await swipe(page, there, "down");
  assert.match(await teacher(page).innerText(), /đang ở đầu rồi/);
  await swipe(page, there, "left"); // no way of this sheet
  assert.equal(await screenOf(page), sheet);
  await swipe(page, there, "up");
  assert.equal(await screenOf(page), photo);
  await page.waitForTimeout(310);
  await there.getByRole("button").first().focus();
  await page.keyboard.press("ArrowRight");
  assert.match(await teacher(page).innerText(), /đây là ảnh đầu/);
  await page.waitForTimeout(310);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.locator(".sim-swipe").count(), 0);

  const other = await mount({ simulator: swiping, mode: "guided" });
  await touch(other, "Vuốt lên");
  await touch(other, "Vuốt sang trái");
  assert.equal(await other.locator(".sim-swipe").count(), 0);
});
