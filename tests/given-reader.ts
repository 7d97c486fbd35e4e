/** What is looked at on every screen of the learner's app: axe, width, the keyboard, the order of reading, in both languages, at 320 px and with text of double size. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { until } from "./given-browser.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Waits until the screen stands: it has its heading, and nothing on it changes any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor({ timeout: 60_000 });
  let before = "";
  await until("the screen stands still", async () => {
    await page.waitForTimeout(250);
    const now = await page.evaluate(() => document.body.innerHTML);
    const isSame = now === before;
    before = now;
    return isSame;
  }, 60_000);
}

/**
 * Looks at the screen that is open, twice: in Vietnamese at 320 px, and, opened anew, in English with text of double size. Leaves it as it was.
 * @returns what is not as it should be; empty: nothing
 */
export async function faultsOfScreen(page: Page): Promise<string[]> {
  const faults: string[] = [];
  const back = page.url();
  for (const [language, width, size] of [["vi", 320, "100"], ["en", 360, "200"]] as const) {
    await page.setViewportSize({ width, height: 760 });
    await page.evaluate(([language, size]) => { localStorage.setItem("language", language); localStorage.setItem("text-size", size); }, [language, size] as const);
    await page.goto("about:blank");
    await page.goto(back);
    await settled(page);
    const found = (await new AxeBuilder({ page }).withTags(tags).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
    found.push(...await wide(page), ...await keyboardFaults(page), ...await readingFaults(page));
    const [otherWidth, otherSize] = width === 320 ? [360, "200%"] : [320, "100%"];
    await page.setViewportSize({ width: otherWidth, height: 760 });
    await page.evaluate((fontSize) => { document.documentElement.style.fontSize = fontSize; }, otherSize);
    found.push(...await wide(page));
    faults.push(...found.map((fault) => `${new URL(back).pathname}${new URL(back).hash} in ${language}: ${fault}`));
  }
  await page.setViewportSize({ width: 360, height: 760 });
  await page.evaluate(() => { localStorage.setItem("language", "vi"); localStorage.setItem("text-size", "100"); });
  await page.goto("about:blank");
  await page.goto(back);
  await settled(page);
  return faults;
}

async function wide(page: Page): Promise<string[]> {
  return page.evaluate(() => (document.documentElement.scrollWidth > innerWidth + 1 ? [`wider than ${innerWidth} px at ${document.documentElement.style.fontSize || "100%"}`] : []));
}

/** Tab comes to everything that can be done, in the order of the page, and shows where it is. */
async function keyboardFaults(page: Page): Promise<string[]> {
  const names = await page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>("a[href],button:not(:disabled),input:not(:disabled),select,textarea,summary,[tabindex='0']")].filter((each) => each.checkVisibility({ visibilityProperty: true }));
    for (const [at, each] of all.entries()) each.dataset["place"] = String(at);
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    return all.map((each) => each.outerHTML.slice(0, 90));
  });
  const seen: number[] = [];
  const unshown: string[] = [];
  for (const _ of names) {
    await page.keyboard.press("Tab");
    const { place, isShown } = await page.evaluate(() => {
      const at = document.activeElement;
      const style = at === null ? undefined : getComputedStyle(at);
      return { place: at instanceof HTMLElement ? at.dataset["place"] : undefined, isShown: style !== undefined && (style.outlineStyle !== "none" || style.boxShadow !== "none") };
    });
    if (place === undefined) break;
    seen.push(Number(place));
    if (!isShown) unshown.push(names[Number(place)] ?? "");
  }
  const missed = names.filter((_, at) => !seen.includes(at));
  return [
    ...missed.map((name) => `Tab never comes to ${name}`), ...unshown.map((name) => `the focus does not show on ${name}`),
    ...(seen.some((at, i) => at < (seen[i - 1] ?? 0)) ? [`Tab goes to and fro: ${seen.join()}`] : []),
  ];
}

/** Read in the order of the page, the eye goes down, or to the right; never back up. What sticks to an edge of the screen lies over the rest wherever that is, so it is left out. */
async function readingFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    scrollTo(0, 0);
    const isRead = (each: Element) => each.matches("img,input,textarea,select") || [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "");
    const read = [...document.querySelectorAll("body *")].filter((each) => isRead(each) && each.checkVisibility({ visibilityProperty: true }) && !each.matches("script,style,noscript,svg *,.unseen,.sim-unseen,dialog *"));
    const sticks = (each: Element | null): boolean => each !== null && (["sticky", "fixed"].includes(getComputedStyle(each).position) || sticks(each.parentElement));
    const boxes = read.filter((each) => !sticks(each)).map((each) => ({ words: (each.textContent ?? "").trim().slice(0, 40) || each.outerHTML.slice(0, 60), box: each.getBoundingClientRect() })).filter(({ box }) => box.width > 1 && box.height > 1);
    return boxes.flatMap(({ words, box }, at) => {
      const before = boxes[at - 1];
      const isBackUp = before !== undefined && box.bottom <= before.box.top && box.left < before.box.right - 1;
      return isBackUp ? [`“${words}” is read after “${before.words}” and stands above it`] : [];
    });
  });
}
