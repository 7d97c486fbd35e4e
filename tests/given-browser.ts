/** A real Chromium, driven as a person would: by what is written on the screen. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type Page } from "playwright-core";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { findChromium } from "../tools/find-chromium.ts";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** @param profile folder of a phone that is to remember. @param more flags of Chromium. */
export async function givenPhone(profile: string, more: readonly string[] = []): Promise<{ page: Page; stop(): Promise<void> }> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await findChromium() ?? "chromium", args: [...flags, ...more], viewport: { width: 360, height: 760 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true, locale: "vi-VN",
  });
  const page = context.pages()[0] ?? await context.newPage();
  page.setDefaultTimeout(15_000);
  return { page, stop: () => context.close() };
}

export async function givenBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium() ?? "chromium", args: flags });
}

/** Plays the simulator that is open, on one's own, without a wrong act; ends on its last screen. */
export async function playMarket(page: Page): Promise<void> {
  const tap = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
  const visible = (name: string | RegExp) => page.getByRole("button", { name }).first().isVisible();
  const task = await page.locator(".sim h1").textContent();
  const amount = /([\d.]+)/.exec(task ?? "")?.[1]?.replace(".", "") ?? "";
  for (let acts = 0; acts < 30; acts++) {
    await page.waitForTimeout(350); // a tap that comes sooner is taken for one meant for the screen before
    if (await visible("Quét mã")) await tap("Quét mã");
    else if (await visible(/Tấm mã cô Bưởi đưa/)) await tap(/Tấm mã cô Bưởi đưa/);
    else if (await visible(/Bảng ở quầy cô Bưởi/)) await tap(/Bảng ở quầy cô Bưởi/);
    else if (await visible("Đúng tên")) await tap((await page.locator(".sim-phone").innerText()).includes("LE VAN HUNG") ? "Khác tên, dừng lại" : "Đúng tên");
    else if (await visible("Quét tấm cô đưa")) await tap("Quét tấm cô đưa");
    else if (await page.getByLabel("Số tiền").first().isVisible()) {
      await page.getByLabel("Số tiền").first().fill(amount);
      await tap("Tiếp");
    } else if (await visible("Xác nhận")) await tap("Xác nhận");
    else if (await page.getByText(/mã tập \d{4}/).first().isVisible()) {
      const code = /mã tập (\d{4})/.exec(await page.getByText(/mã tập \d{4}/).first().textContent() ?? "")?.[1] ?? "";
      for (const digit of code) await page.getByRole("button", { name: `Số ${digit}` }).click();
    } else if (await visible("Đưa cô Bưởi xem")) await tap("Đưa cô Bưởi xem");
    else return;
  }
  throw new Error("The simulator did not end");
}

/** Waits until it is so. @returns how long that took, ms */
export async function until(what: string, isSo: () => Promise<boolean>, patienceMs = 20_000): Promise<number> {
  const startedMs = Date.now();
  while (!(await isSo())) {
    if (Date.now() - startedMs > patienceMs) throw new Error(`In ${patienceMs} ms never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return Date.now() - startedMs;
}

/**
 * axe finds nothing, and nothing is wider than the screen: in Vietnamese, in English with strong colours at 320 px, and at 200 % text.
 * @param screens path, and what is there when it is ready. The app must have been open at this address, for its settings are kept there.
 */
export async function assertEveryScreenIsClean(page: Page, address: string, screens: readonly (readonly [path: string, ready: string])[]): Promise<void> {
  for (const [language, look, width, size] of [["vi", "", 360, "100"], ["en", "contrast", 320, "100"], ["vi", "low still", 360, "200"]] as const) {
    await page.setViewportSize({ width, height: 760 });
    await page.evaluate(([language, look, size]) => { for (const [name, value] of [["language", language], ["look", look], ["text-size", size]] as const) localStorage.setItem(name, value); }, [language, look, size] as const);
    for (const [path, ready] of screens) {
      await page.goto("about:blank");
      await page.goto(`${address}${path}`);
      await page.locator(ready).first().waitFor();
      await page.waitForTimeout(200);
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${path} ${language} ${look}: ${id}: ${nodes[0]?.html ?? ""}`), []);
      assert.equal(await page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"), false, `${path} at ${width} px, ${size} %`);
    }
  }
}

/** Reads the QR code that is on the screen, from its picture, as another phone's camera would. */
export async function readQr(page: Page): Promise<string> {
  await page.locator(".qr path").waitFor();
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"))).buffer } });
  const [code] = await readBarcodes(new Uint8Array(await page.locator(".qr").screenshot()), { formats: ["QRCode"] });
  if (code === undefined) throw new Error("no QR code could be read from the screen");
  return code.text;
}

/** Goes through the first steps of the lesson, each of which is a fact. Leaves the phone in the lesson. */
export async function learnSteps(page: Page, address: string, count: number): Promise<void> {
  await page.goto(`${address}/hoc/bai/tra-tien-qr/`);
  await page.waitForFunction(() => performance.getEntriesByName("usable").length > 0);
  for (let step = 0; step < count; step++) {
    const before = await page.locator("h1").first().innerText();
    await page.locator(".foot .go").first().click();
    await until("the next step", async () => (await page.locator("h1").first().innerText()) !== before);
  }
}

/** What the strip at the foot says. */
export async function strip(page: Page): Promise<string> {
  return (await page.locator(".sync").first().innerText()).replaceAll(/\s+/g, " ");
}

/** A phone that was once where there is a network: the app is on it, and the province has enrolled it. */
export async function getReady(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/hoc/kiem-tra-may/`);
  await page.evaluate("navigator.serviceWorker.ready");
  await page.getByText("Tỉnh đã ghi danh máy này.").waitFor();
  await page.getByText("Có đủ trên máy.").waitFor();
}
