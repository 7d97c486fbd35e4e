/** Somebody who learns on the phone as the real app shows it: goes through a lesson's stops, and does in each practice what is right. */
import { readFileSync } from "node:fs";
import type { Item, Lesson, Part, Simulator, SwipeWay } from "@hocvuso/contract";
import { startRun, stateGraph, step, viewOf, type ScreenView } from "@hocvuso/domain/scenario";
import type { Locator, Page } from "playwright-core";
import { telexKeys } from "../apps/pwa/src/simulators/telex.ts";
import { until } from "./given-browser.ts";

/** A file of the content, by its path without `.json`. The content check reads every file against its schema. */
export const content = <File>(path: string) => JSON.parse(readFileSync(new URL(`../content/${path}.json`, import.meta.url), "utf8")) as File;

export const plain = (words: string) => words.replaceAll("**", "").replaceAll(/\s+/g, " ").trim();
export const heading = async (page: Page) => plain(await page.locator("h1").first().innerText());

/** Goes through the stops on the screen: each question right at once, each practice as `play` does it. Stands at the stop after them. */
export async function goThrough(page: Page, lesson: Pick<Lesson, "id" | "steps">, play: (simulator: string, at: number) => Promise<void>): Promise<void> {
  const goOn = () => page.locator(".foot .go").first().click();
  for (const [at, step] of lesson.steps.entries()) {
    await isAt(page, lesson.id, step);
    const item = step.kind === "question" ? content<Item>(`items/${step.item}`) : undefined;
    if (item !== undefined) await page.getByRole("button", { name: item.choices.find(({ id }) => id === item.right)?.text.vi ?? "", exact: true }).click();
    await goOn();
    if (step.kind === "practise") await play(step.simulator, at);
  }
}

export async function isAt(page: Page, lesson: string, step: Lesson["steps"][number]): Promise<void> {
  const words = plain(step.kind === "question" ? content<Item>(`items/${step.item}`).shown.vi : step.shown.vi);
  await until(`${lesson}: ${step.id}`, async () => (await heading(page)) === words, 60_000);
}

/** What was drawn for the practice at this stop of the lesson: the phone keeps it with the sitting. */
async function seedOf(page: Page, lesson: string, at: number): Promise<number> {
  return page.evaluate(async ([key, at]) => {
    const asked = <Result>(request: IDBRequest<Result>) => new Promise<Result>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const database = await asked(indexedDB.open("hocvuso"));
    const sitting: { runs: Record<number, { seed: number }> } = await asked(database.transaction("bookmarks").objectStore("bookmarks").get(key));
    database.close();
    return sitting.runs[at]?.seed ?? -1;
  }, [`lesson/${lesson}`, at] as const);
}

/** Plays the practice that is open without a wrong act and without a hint, and leaves it. `settle`: lets so much time go by that a tap is taken for meant. */
export async function playRight(page: Page, lesson: string, simulatorId: string, at: number, settle = () => page.waitForTimeout(settleMs)): Promise<void> {
  await page.locator(".sim").waitFor({ timeout: 60_000 });
  const simulator = content<Simulator>(`simulators/${simulatorId}`);
  const seed = await seedOf(page, lesson, at);
  let answer: string | undefined;
  let run = startRun(simulator, { seed, mode: "on-my-own" });
  for (const record of stateGraph(simulator, seed).shortest ?? []) {
    const [, act = "", entryCase] = /^([a-z0-9-]+)(?:=([a-z0-9-]+))?@/.exec(record) ?? [];
    const view = viewOf(simulator, run);
    await until(`${simulatorId}: ${view.screen}`, async () => {
      const said = plain(await page.locator(".sim-coach").innerText());
      return [view.shown.vi, answer ?? view.shown.vi].some((words) => said.includes(plain(words)));
    }, 30_000);
    await settle();
    const entered = await perform(page, view, { act, entryCase });
    const { state, feedback } = step(simulator, run, { kind: "do", act, sinceShownMs: 0, ...(entered === undefined ? {} : { entered }) });
    answer = state.screen === run.screen && "text" in feedback ? feedback.text?.vi : undefined; // it stands in the place of what the screen asks
    run = state;
  }
  await page.locator(".sim-done").waitFor();
  await page.locator(".sim-coach .sim-button-go").click();
}

/** A tap that comes sooner after the screen's first moment is taken for one meant for the screen before, ms. */
export const settleMs = 320;

/** Does it where the screen offers it. @returns what was typed, if the act brings that */
async function perform(page: Page, { around, phone, choices }: ScreenView, { act, entryCase }: { act: string; entryCase: string | undefined }): Promise<string | undefined> {
  for (const [sections, parts] of [[".sim-around", around], [".sim-phone", phone]] as const) {
    for (const [at, part] of parts.entries()) {
      const there = page.locator(`${sections} > .sim-part`).nth(at);
      if ("cases" in part && part.act === act) return enter(there, part, entryCase);
      if (part.kind === "passcode-pad" && part.act === act) return enter(there, part, entryCase);
      if (part.kind === "swipe" && part.ways.some((way) => way.act === act)) {
        await swipe(page, there, part.ways.find((way) => way.act === act)?.to ?? "up");
        return undefined;
      }
      const place = placesOf(part).findIndex((offered) => offered.includes(act));
      if (place === -1) continue;
      await there.locator("button").nth(place).click(placesOf(part)[place]?.[0] === act ? {} : { delay: 700 });
      return undefined;
    }
  }
  await page.locator(".sim-coach > .sim-part").nth(choices.findIndex((choice) => choice.act === act)).locator("button").click();
  return undefined;
}

/** A finger laid on what can be swiped, pulled that way so far (CSS px), and lifted. */
export async function pull(page: Page, there: Locator, { up = 0, left = 0 }: { up?: number; left?: number }): Promise<void> {
  const pulled = there.locator(".sim-swipe-window");
  await pulled.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await pulled.boundingBox() ?? { x: 0, y: 0, width: 0, height: 0 };
  const [atX, atY] = [x + width / 2, y + height / 2];
  await page.mouse.move(atX, atY);
  await page.mouse.down();
  await page.mouse.move(atX - left, atY - up, { steps: 4 });
  await page.mouse.up();
}

export async function swipe(page: Page, there: Locator, to: SwipeWay): Promise<void> {
  await pull(page, there, { up: { up: 60, down: -60, left: 0, right: 0 }[to], left: { up: 0, down: 0, left: 60, right: -60 }[to] });
}

/** The acts of each button of a part, in the order of the screen: of a tap, then of a finger that stays. */
function placesOf(part: Part): readonly (readonly (string | undefined)[])[] {
  const given = (acts: readonly (string | undefined)[]) => acts.filter((act) => act !== undefined).map((act) => [act]);
  switch (part.kind) {
    case "button": case "side-key": case "tick": case "toggle": case "camera": return [[part.act]];
    case "detail": return given([part.act]);
    case "app-bar": case "web-page": return given([part.back]);
    case "incoming-call": return given([part.decline, part.accept]);
    case "permission-prompt": return given([part.deny, part.allow]);
    case "list": return part.choices.map(({ act, hold }) => [act, hold]);
    case "qr-scanner": return part.targets.map((target) => [target.act]);
    case "map-pin": return part.places.map((place) => [place.act]);
    case "messages": return given(part.bubbles.map((bubble) => bubble.link?.act));
    default: return [];
  }
}

async function enter(there: Locator, part: Extract<Part, { kind: "text-field" | "keyboard" | "passcode-pad" }>, entryCase: string | undefined): Promise<string> {
  if (part.kind === "passcode-pad") {
    for (const digit of part.practiceCode) await there.locator(`button[aria-label="Số ${digit}"]`).click();
    return part.practiceCode;
  }
  const foreseen = part.cases.find(({ id }) => id === entryCase);
  const wanted = foreseen !== undefined && "equals" in foreseen ? foreseen.equals[0] : undefined;
  if (wanted === undefined) throw new RangeError(`${part.id}: nothing to type is ${entryCase}`);
  if (part.kind === "text-field") {
    await there.locator("input").fill(wanted);
    await there.locator("button[type=submit]").click();
    return wanted;
  }
  const words = wanted.toLowerCase();
  for (const key of (part.layout === "telex" ? telexKeys(words) : undefined) ?? words) await there.getByRole("button", { name: key === " " ? "Dấu cách" : part.layout === "digits" ? `Số ${key}` : `Phím ${key}`, exact: true }).click();
  await there.locator(".sim-app-button").click();
  return wanted;
}
