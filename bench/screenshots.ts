/** `npm run screenshots`: the pictures of `docs/screenshots/`, made from the program as it runs, with the sample province; `-- --simulators [id …]` the contact sheets of simulators alone. */
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { startBench } from "../apps/author/server/author.ts";
import { getReady, givenBrowser, givenPhone, learnSteps, playMarket, readQr } from "../tests/given-browser.ts";
import { givenProcess, leaveRound, leaveToDecide, signInAt } from "../tests/given-server.ts";
import { makeContactSheets } from "./contact-sheet.ts";

const folder = join(import.meta.dirname, "../docs/screenshots");
const [what, ...only] = process.argv.slice(2);
if (what === "--simulators") {
  const bytes = await makeContactSheets(join(folder, "simulators"), only);
  await shootBench();
  console.log(`docs/screenshots/simulators: ${(bytes / 1e6).toFixed(1)} MB`);
  process.exit(0);
}
mkdirSync(folder, { recursive: true });
await shootBench();
const province = await givenProcess({ samplePeople: 20_000 });
const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
const { page } = phone;
const shot = async (name: string, fullPage = false) => {
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(folder, `${name}-360.png`), fullPage });
};
/** Three phones of a class without a network: one whose work came and was received, one whose work came, one that still owes. */
const gatherClass = async (ambassador: Page) => {
  for (const deeds of [3, 2, 1]) {
    const learner = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
    await getReady(learner.page, province.address);
    await learner.page.context().setOffline(true);
    await learnSteps(learner.page, province.address, deeds);
    await learner.page.goto(`${province.address}/hoc/chuyen-viec/#phieu`);
    const slip = await readQr(learner.page);
    await learner.page.goto(`${province.address}/hoc/chuyen-viec/#dua`);
    const saving = learner.page.waitForEvent("download");
    await learner.page.getByRole("button", { name: "Gói thành tệp" }).click();
    await ambassador.goto(`${province.address}/hoc/lop/#them`);
    await ambassador.getByLabel("Hoặc dán mã vào đây").fill(slip);
    await ambassador.getByRole("button", { name: "Nhận mã này" }).click();
    await ambassador.locator(".taken .note").waitFor();
    if (deeds > 1) await ambassador.getByLabel("Chọn tệp").setInputFiles(await (await saving).path());
    await ambassador.waitForTimeout(2_000);
    await ambassador.context().setOffline(deeds === 3);
    await learner.stop();
  }
  await ambassador.context().setOffline(false);
  await ambassador.goto(`${province.address}/hoc/lop/`);
  await ambassador.locator(".phones li").first().waitFor();
};
const goOn = () => page.locator(".go").first().click();

await page.goto(`${province.address}/`);
await shot("front", true);
await page.goto(`${province.address}/hoc/`);
await shot("home", true);
await goOn();
await shot("lesson");
for (let step = 0; step < 5; step++) {
  await goOn();
  await page.waitForTimeout(300);
}
await page.locator(".sim").waitFor();
await shot("simulator");
await playMarket(page);
await page.getByRole("button", { name: "Xong" }).click();
await page.waitForTimeout(300);
await goOn();
await playMarket(page);
await page.getByRole("button", { name: "Xong" }).click();
for (let question = 0; question < 3; question++) {
  await page.locator("ul.choices button").first().waitFor();
  await page.waitForTimeout(300);
  if (question === 0) await shot("question");
  for (let choice = 0; !(await page.locator(".go").first().isVisible()) && choice < 4; choice++) {
    await page.locator("ul.choices button").nth(choice).click();
    await page.waitForTimeout(500);
  }
  await goOn();
}
await page.waitForTimeout(400);
await shot("who");
await page.locator("ul.choices button").first().click();
await page.getByRole("searchbox").fill("le thuy");
await shot("where");
await page.locator("ul.choices button").first().click();
await page.waitForTimeout(1_500);
await shot("result");
await page.goto(`${province.address}/hoc/toi/`);
await shot("record", true);
await page.goto(`${province.address}/hoc/tap/`);
await shot("practice");
for (const [name, path, ready] of [
  ["check-phone", "kiem-tra-may/", ".checks li"], ["hand-over", "chuyen-viec/", ".exercises a"], ["slip", "chuyen-viec/#phieu", ".qr path"], ["take", "chuyen-viec/#nhan", "textarea"],
  ["courses", "duong/", ".portrait"], ["search", "tim/", "input"], ["people", "ai/", "main button"], ["more", "them/", "main button"], ["help", "giup/", "main h2"], ["check-card", "../v/", "main button"],
] as const) {
  await page.goto(`${province.address}/hoc/${path}`);
  await page.locator(ready).first().waitFor();
  await shot(name, true);
}
await gatherClass(page);
await shot("class", true);
await page.goto(`${province.address}/hoc/chuyen-viec/#trao`);
await page.locator(".qr path").waitFor();
await shot("hand-back", true);
await page.goto(`${province.address}/bang-dieu-hanh/`);
await page.locator('a[href*="measure=capable"]').first().waitFor();
await shot("dashboard");
await leaveToDecide(province.address);
const cookie = { ...await signInAt(province), url: province.address, httpOnly: true, sameSite: "Strict" } as const;
await page.context().addCookies([cookie]);
await page.goto(`${province.address}/bang-dieu-hanh/can-quyet`);
await page.locator(".heads li").first().waitFor();
await shot("to-decide", true);
const round = await leaveRound(province.address, cookie);
await page.goto(`${province.address}/bang-dieu-hanh/kiem-chung/${round}`);
await page.locator(".board-row").first().waitFor();
await shot("round", true);
await page.goto(`${province.address}/bang-dieu-hanh/kiem-chung/lap`);
await page.locator(".curve-line").waitFor();
await shot("plan-round", true);
await page.setViewportSize({ width: 1280, height: 900 });
await page.goto(`${province.address}/hoc/lop/`);
await page.locator(".phones li").first().waitFor();
await page.waitForTimeout(600);
await page.screenshot({ path: join(folder, "class-1280.png") });
await phone.stop();

const browser = await givenBrowser();
const office = await browser.newContext({ locale: "vi-VN" });
await office.addCookies([cookie]);
for (const [width, height] of [[1280, 1500], [1920, 1080]] as const) {
  const desk = await office.newPage();
  await desk.setViewportSize({ width, height });
  const pages = [
    ["dashboard", ""], ["commune", "xa/19249.2"], ["records", "ban-ghi?unit=19249.2&group=adult&measure=capable"], ["to-decide", "can-quyet"], ["round", `kiem-chung/${round}`], ["plan-round", "kiem-chung/lap"],
    ["staff", "nguoi-lam-viec"], ["audit", "nhat-ky"], ["import", "nhap-danh-sach"], ["rights", "quyen-du-lieu"],
  ] as const;
  for (const [name, path] of pages) {
    if (width === 1920 && name !== "dashboard") continue;
    await desk.goto(`${province.address}/bang-dieu-hanh/${path}`);
    await desk.waitForTimeout(1_500);
    await desk.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: name !== "dashboard" && name !== "records" });
  }
  await desk.close();
}
const desk = await office.newPage();
await desk.setViewportSize({ width: 1280, height: 900 });
for (const [name, path] of [["front", "/"], ["home", "/hoc/"], ["lesson", "/hoc/bai/tra-tien-qr/"]] as const) {
  await desk.goto(`${province.address}${path}`);
  await desk.waitForTimeout(800);
  await desk.screenshot({ path: join(folder, `${name}-1280.png`) });
}
await browser.close();
await province.end("SIGTERM");

/** The author's bench with a simulator half played. */
async function shootBench(): Promise<void> {
  const { server, address } = await startBench({ folder: join(import.meta.dirname, "../content"), port: 0, opens: false });
  const browser = await givenBrowser();
  const desk = await browser.newPage({ viewport: { width: 1280, height: 1100 }, locale: "vi-VN", reducedMotion: "reduce" });
  await desk.goto(`${address}#simulators/tra-tien-qr.json`);
  await desk.getByRole("button", { name: /^xem-ten/ }).click();
  await desk.frameLocator(".ab-frame").getByText("TRAN THI BUOI", { exact: true }).waitFor();
  await desk.mouse.move(0, 0);
  await desk.waitForTimeout(600);
  await desk.screenshot({ path: join(folder, "author-1280.png") });
  await browser.close();
  await server.close();
}
