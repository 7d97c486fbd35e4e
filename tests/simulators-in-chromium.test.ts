/** Every screen of every simulator, as the phone draws it: the band stands over it, and nothing is cut. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { givenBrowser } from "./given-browser.ts";
import { givenSimulators, playerAddress, playerPage, screensOf, servePlayer } from "./given-player.ts";

let browser: Browser;
let page: Page;
before(async () => {
  browser = await givenBrowser();
  page = await browser.newPage({ viewport: { width: 360, height: 720 }, reducedMotion: "reduce" });
  await servePlayer(page, await playerPage());
  await page.goto(playerAddress);
});
after(() => browser.close());

const bands = { vi: "MÔ PHỎNG – không phải ứng dụng thật", en: "PRACTICE – not a real app" };

/** What the screen that is mounted looks like, at three sizes. */
async function look(): Promise<{ band: string; isBandOnTop: boolean; cut: string[] }> {
  const cut: string[] = [];
  for (const [width, fontSize] of [[320, "100%"], [360, "200%"], [360, "100%"]] as const) {
    await page.setViewportSize({ width, height: 720 });
    const found = await page.evaluate((size) => {
      document.documentElement.style.fontSize = size;
      const over = [...document.querySelectorAll("main :is(button, p, b, span, h1, h2, dt, dd, li)")].filter((part) => part.clientWidth > 0 && part.getBoundingClientRect().right > innerWidth + 1);
      return [...(document.documentElement.scrollWidth > innerWidth ? ["the page"] : []), ...over.map((part) => part.textContent)];
    }, fontSize);
    cut.push(...found.map((what) => `${what} at ${width} px, ${fontSize}`));
  }
  const band = page.getByRole("note");
  const box = await band.boundingBox();
  const isBandOnTop = await page.evaluate(() => {
    scrollTo(0, document.documentElement.scrollHeight);
    const top = document.elementFromPoint(innerWidth / 2, 20);
    return top?.closest(".sim-band") !== null;
  });
  return { band: (await band.innerText()).replaceAll(/\s+/g, " "), isBandOnTop: isBandOnTop && box !== null && box.width >= 360, cut };
}

for (const simulator of givenSimulators()) {
  test(`${simulator.id}: every screen stands under the band, in both languages, and nothing is cut at 320 px or with 200 % text`, async () => {
    for (const { screen, seed, acts } of screensOf(simulator)) {
      for (const language of ["vi", "en"] as const) {
        await page.evaluate((what) => window.mount(what), { simulator, mode: "on-my-own" as const, seed, language, saved: { acts, dwellMs: 0 } });
        assert.deepEqual({ screen, language, ...await look() }, { screen, language, band: bands[language], isBandOnTop: true, cut: [] });
      }
    }
  });
}

test("nothing that a content file may say takes the band away", async () => {
  const [simulator] = givenSimulators();
  assert.ok(simulator !== undefined);
  const spoiled = { ...simulator, band: false, hasBand: false, look: "real", screens: simulator.screens.map((screen) => ({ ...screen, band: false, isReal: true, around: [], choices: screen.choices })) };
  for (const mode of ["guided", "with-hints", "on-my-own", "test"] as const) {
    await page.evaluate((what) => window.mount(what), { simulator: spoiled, mode, seed: 1, saved: { acts: [], dwellMs: 0 } });
    const { band, isBandOnTop } = await look();
    assert.deepEqual({ mode, band, isBandOnTop }, { mode, band: bands.vi, isBandOnTop: true });
  }
});
