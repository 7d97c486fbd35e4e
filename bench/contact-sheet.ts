/**
 * `npm run screenshots -- --simulators`: of every simulator a sheet with a picture of each of its screens, as Chromium draws them at 360 px: the shortest way first,
 * in order, then the screens that only other acts or other variants lead to. For looking at; says of each screen what is wider than the phone.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "@hocvuso/contract";
import type { CDPSession, Page } from "playwright-core";
import { givenBrowser } from "../tests/given-browser.ts";
import { givenSimulators, playerAddress, playerPage, screensOf, servePlayer, type ReachedScreen } from "../tests/given-player.ts";

const width = 360;
/** On the sheet; and how many stand in a row. */
const pictureWidth = 252;
const columns = 6;

/** @param only ids of simulators; empty: all of them. Writes `<id>.webp` for each. @returns how many bytes the sheets have together */
export async function makeContactSheets(folder: string, only: readonly string[] = []): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const browser = await givenBrowser();
  const phone = await (await browser.newContext({ viewport: { width, height: 720 }, reducedMotion: "reduce", locale: "vi-VN" })).newPage();
  await servePlayer(phone, await playerPage());
  await phone.goto(playerAddress);
  const desk = await (await browser.newContext({ viewport: { width: columns * (pictureWidth + 16) + 32, height: 200 } })).newPage();
  let sum = 0;
  for (const simulator of givenSimulators().filter(({ id }) => only.length === 0 || only.includes(id))) {
    const screens: Pictured[] = [];
    for (const reached of screensOf(simulator)) screens.push({ ...reached, picture: await pictureOf(phone, simulator, reached) });
    await desk.setContent(sheetOf(simulator, screens));
    const bytes = await webpOf(desk, 62);
    writeFileSync(join(folder, `${simulator.id}.webp`), bytes);
    sum += bytes.length;
  }
  await browser.close();
  return sum;
}

type Pictured = ReachedScreen & { readonly picture: Buffer };

async function pictureOf(page: Page, simulator: Simulator, { screen, seed, acts }: ReachedScreen): Promise<Buffer> {
  await page.setViewportSize({ width, height: 720 });
  await page.evaluate((what) => window.mount(what), { simulator, mode: "with-hints" as const, seed, saved: { acts, dwellMs: 0 } });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) console.error(`${simulator.id}, ${screen}: ${wide} px wider than the phone`);
  return page.screenshot({ fullPage: true, animations: "disabled" });
}

function sheetOf(simulator: Simulator, screens: readonly Pictured[]): string {
  const actCount = screens.findLast(({ isOnWay }) => isOnWay)?.acts.length ?? 0;
  const figure = ({ screen, acts, picture, isOnWay }: Pictured): string => {
    const last = acts.at(-1);
    return `<figure class="${isOnWay ? "way" : ""}"><figcaption><b>${screen}</b>${last === undefined ? "" : ` ← ${last.slice(0, last.lastIndexOf("@"))}`}</figcaption><img src="data:image/png;base64,${picture.toString("base64")}" width="${pictureWidth}"></figure>`;
  };
  return `<!doctype html><meta charset="utf-8"><style>
    body{margin:0;padding:16px;background:#F3E8CF;color:#1E1B16;font:15px/1.3 system-ui,sans-serif} h1{margin:0 0 14px;font-size:24px} h1 small{font-weight:400;font-size:17px;color:#5A5245}
    main{display:grid;grid-template-columns:repeat(${columns},${pictureWidth}px);gap:16px;align-items:start} figure{margin:0} figcaption{padding-bottom:4px;overflow-wrap:anywhere;min-height:2.6em}
    img{display:block;outline:1.5px solid #8A7E69} .way img{outline:3px solid #1F5A4A}</style>
    <h1>${simulator.title.vi} <small>${simulator.id} ${simulator.version} · ${screens.length} màn, tới đích ít nhất ${actCount} việc bấm</small></h1><main>${screens.map(figure).join("")}</main>`;
}

/** Playwright writes PNG and JPEG; the browser itself can write WebP, at a third of the size. */
async function webpOf(page: Page, quality: number): Promise<Buffer> {
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  const session: CDPSession = await page.context().newCDPSession(page);
  const size = await page.evaluate(() => ({ width: document.documentElement.scrollWidth, height: document.documentElement.scrollHeight }));
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality, captureBeyondViewport: true, clip: { x: 0, y: 0, ...size, scale: 1 } });
  await session.detach();
  return Buffer.from(data, "base64");
}
