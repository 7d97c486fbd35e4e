/** Every screen of every simulator, as the phone draws it: the band stands over it, and nothing is cut. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { SimulatorMode } from "@hocvuso/contract";
import type { Browser, Page } from "playwright-core";
import { givenBrowser } from "./given-browser.ts";
import { givenSimulators, playerAddress, playerPage, screensOf, servePlayer, type ReachedScreen } from "./given-player.ts";

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

const sizes = [[320, "100%"], [360, "200%"], [360, "100%"]] as const;

/** Mounts one screen after the other, in both languages, and says of each what is not as it should be. Sizes are set once for all of them: the browser lays out a window anew only then. */
async function faultsOf(simulator: unknown, screens: readonly Pick<ReachedScreen, "screen" | "seed" | "acts">[], mode: SimulatorMode): Promise<string[]> {
  const faults: string[] = [];
  for (const [width, fontSize] of sizes) {
    await page.setViewportSize({ width, height: 720 });
    faults.push(...await page.evaluate(({ simulator, screens, mode, fontSize, bands }) => {
      document.documentElement.style.fontSize = fontSize;
      return screens.flatMap(({ screen, seed, acts }) => (["vi", "en"] as const).flatMap((language) => {
        window.mount({ simulator, mode, seed, language, saved: { acts, dwellMs: 0 } });
        const cut = [...document.querySelectorAll("main :is(button, p, b, span, h1, h2, dt, dd, li)")].filter((part) => part.clientWidth > 0 && part.getBoundingClientRect().right > innerWidth + 1);
        const found = cut.map((part) => `${part.textContent} is cut`);
        if (document.documentElement.scrollWidth > innerWidth) found.push("the page is wider than the screen");
        const band = document.querySelector<HTMLElement>(".sim-band");
        scrollTo(0, document.documentElement.scrollHeight);
        if (band?.innerText.replaceAll(/\s+/g, " ").trim() !== bands[language]) found.push("the band does not say what it must");
        if (document.elementFromPoint(innerWidth / 2, 20)?.closest(".sim-band") !== band || (band?.clientWidth ?? 0) < innerWidth) found.push("the band is not on top");
        return found.map((what) => `${screen}, ${language}, ${innerWidth} px, ${fontSize}: ${what}`);
      }));
    }, { simulator, screens, mode, fontSize, bands }));
  }
  return faults;
}

let screenCount = 0;
for (const simulator of givenSimulators()) {
  test(`${simulator.id}: every screen stands under the band, in both languages, and nothing is cut at 320 px or with 200 % text`, async () => {
    const screens = screensOf(simulator);
    screenCount += screens.length;
    assert.deepEqual(await faultsOf(simulator, screens, "on-my-own"), []);
  });
}
test("screens were looked at", () => assert.ok(screenCount > 200, String(screenCount)));

test("nothing that a content file may say takes the band away, in any mode", async () => {
  const [simulator] = givenSimulators();
  assert.ok(simulator !== undefined);
  const spoiled = { ...simulator, band: false, hasBand: false, look: "real", screens: simulator.screens.map((screen) => ({ ...screen, band: false, isReal: true, around: [] })) };
  for (const mode of ["guided", "with-hints", "on-my-own", "test"] as const) assert.deepEqual(await faultsOf(spoiled, [{ screen: simulator.start, seed: 1, acts: [] }], mode), []);
});

test("a screen without its band, or one that is cut, is found", async () => {
  const [simulator] = givenSimulators();
  assert.ok(simulator !== undefined);
  await page.addStyleTag({ content: ".sim-band{display:none}.sim-phone{width:900px}" });
  const faults = await faultsOf(simulator, [{ screen: simulator.start, seed: 1, acts: [] }], "test");
  assert.ok(faults.some((fault) => fault.includes("band")) && faults.some((fault) => fault.includes("wider")), faults.join());
});
