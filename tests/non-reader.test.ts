/**
 * Somebody who cannot read goes through level 0, pays by QR code and meets the false police call. What is tapped is found by its picture
 * alone (the drawing itself, or the file a picture lies in) and by what is heard; no word on the screen is looked at.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Item, Lesson, Path } from "@hocvuso/contract";
import { errors, type Locator, type Page } from "playwright-core";
import type { IconShape } from "../apps/pwa/src/icons.tsx";
import { icons } from "../apps/pwa/src/rest-icons.ts";
import { givenPhone, until } from "./given-browser.ts";
import { content, plain } from "./given-learner.ts";
import { givenProcess, inDatabaseOf, type GivenProcess } from "./given-server.ts";

let province: GivenProcess;
before(async () => { province = await givenProcess(); });
after(() => province.end("SIGTERM"));

/** Those of the first script stand in a file that only the build can read. */
const firstIcon = (name: string): IconShape => {
  const [, kind = "", path = ""] = new RegExp(`  ${name}: \\{ (line|full): "([^"]+)"`).exec(readFileSync(join(import.meta.dirname, "../apps/pwa/src/icons.tsx"), "utf8")) ?? assert.fail(name);
  return { [kind]: path };
};
const [next, say, again] = [firstIcon("next"), firstIcon("say"), firstIcon("again")];
const lamp = "M9 17q0-2-2-4-2-2-2-4 0-6 7-6t7 6q0 2-2 4t-2 4zM9.5 21h5";
const drawn = ({ full, line }: IconShape) => `path[d="${full ?? line}"]`;
/** What can be tapped and bears this drawing. */
const pictured = (page: Page, shape: IconShape, within = "body") => page.locator(`${within} :is(a, button)`).filter({ has: page.locator(drawn(shape)) });
const items = readdirSync(join(import.meta.dirname, "../content/items")).map((name) => content<Item>(`items/${name.replace(/\.json$/, "")}`));

/** A phone with a Vietnamese voice of its own; what it says is remembered. */
async function withVoice(page: Page): Promise<() => Promise<string>> {
  await page.addInitScript(() => {
    const heard: string[] = [];
    class Utterance { onend: (() => void) | undefined; readonly text: string; constructor(text: string) { this.text = text; } }
    const speak = (utterance: Utterance) => { heard.push(utterance.text); setTimeout(() => utterance.onend?.()); };
    Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
    Object.defineProperty(window, "speechSynthesis", { value: { getVoices: () => [{ lang: "vi-VN", localService: true, name: "giọng máy" }], cancel: () => {}, speak, addEventListener: () => {} } });
    Object.assign(window, { heard });
  });
  return () => page.evaluate("heard.join(' ')");
}

/** A tap on what was just seen. Some screens go on by themselves: what is gone by then is let be, and the screen is looked at anew. */
async function tap(seen: Locator, delay = 0): Promise<void> {
  await seen.click({ timeout: 3_000, delay }).catch((refusal: unknown) => { if (!(refusal instanceof errors.TimeoutError)) throw refusal; });
}

/** Taps a loudspeaker. @returns what is then said */
async function hear(page: Page, loudspeaker: Locator, heard: () => Promise<string>): Promise<string> {
  await page.evaluate("heard.length = 0");
  await loudspeaker.click();
  let said = "";
  await until("something is said", async () => { const now = await heard(); const isWhole = now !== "" && now === said; said = now; return isWhole; });
  return plain(said);
}

/** One touch in a practice: where the ring lies, else the lamp for a hint, else one thing after the other. */
async function touch(page: Page, at: number, heard: () => Promise<string>): Promise<void> {
  const box = page.locator(".sim-ringed input").first();
  if (await box.isVisible()) return box.fill(/\d[\d.]*/.exec(await hear(page, page.locator(".sim-pill-say"), heard))?.[0].replaceAll(".", "") ?? "");
  const ringed = page.locator("button.sim-ringed, .sim-ringed button");
  const count = Math.max(1, await ringed.count());
  const shown = ringed.nth(at % count);
  if (await shown.isVisible()) {
    const isHeld = Math.floor(at / count) % 2 === 1 && ((await shown.getAttribute("class")) ?? "").includes("sim-holdable");
    return tap(shown, isHeld ? 700 : 0);
  }
  const hint = page.locator(`.sim-hint button:has(path[d="${lamp}"])`);
  if (await hint.isVisible()) return tap(hint);
  const any = page.locator(".sim-phone button, .sim-coach .sim-part button");
  await tap(any.nth(at % Math.max(1, await any.count())));
}

/** A tap that comes too soon after a screen is taken for one meant for the screen before: it is then simply made again. */
async function play(page: Page, heard: () => Promise<string>): Promise<void> {
  const stage = page.locator(".sim-stage");
  const done = page.locator(".sim-coach button.sim-button-go").filter({ has: page.locator(drawn(next)) });
  for (let at = 0; at < 400 && await stage.isVisible(); at++) {
    if (!(await done.isVisible())) { await touch(page, at, heard); continue; }
    await done.click();
    await stage.waitFor({ state: "detached" });
  }
  assert.ok(!(await stage.isVisible()), "the practice did not end");
}

/** The question is told by how it sounds; so is the right one of its answers. */
async function answer(page: Page, heard: () => Promise<string>): Promise<void> {
  const question = await hear(page, pictured(page, say, "header").first(), heard);
  const item = items.find(({ spoken }) => question.startsWith(plain(spoken.vi)));
  const right = item?.choices.find(({ id }) => id === item.right)?.text.vi;
  assert.ok(right !== undefined, question);
  for (const choice of await page.locator(".choices li").all()) {
    if (await hear(page, choice.locator("button").filter({ has: page.locator(drawn(say)) }), heard) !== plain(right)) continue;
    return choice.locator("> button").filter({ hasNot: page.locator(drawn(say)) }).click();
  }
  throw new Error("no answer sounded right");
}

/** From the first stop of a lesson to its end: play where there is a triangle, forward where an arrow shows it, home where there is a house. */
async function goThrough(page: Page, heard: () => Promise<string>): Promise<void> {
  const foot = (shape: IconShape) => pictured(page, shape, ".foot").first();
  const [stage, house, triangle, arrow, loudspeaker] = [page.locator(".sim-stage"), foot(icons.home), foot(icons.play), foot(next), page.locator(".choices").locator(drawn(say)).first()];
  for (let look = 0; look < 200; look++) {
    await until("there is something to do", async () => (await Promise.all([stage, house, triangle, arrow, loudspeaker].map((each) => each.isVisible()))).includes(true), 60_000);
    if (await stage.isVisible()) await play(page, heard);
    else if (await house.isVisible()) {
      await page.locator(".row").filter({ has: page.locator(drawn(again)) }).waitFor(); // when it is to be looked at again: the lesson is kept
      return house.click();
    } else if (await triangle.isVisible()) { await triangle.click(); await stage.waitFor(); }
    else if (await arrow.isVisible()) await tap(arrow);
    else if (await loudspeaker.isVisible()) { await answer(page, heard); await arrow.waitFor(); } // else the screen has just changed
  }
  throw new Error("the lesson did not end");
}

test("who cannot read finishes level 0, pays by QR code and stands the false police call, by pictures and sound alone", { timeout: 900_000 }, async (t) => {
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(phone.stop);
  const { page } = phone;
  page.setDefaultTimeout(60_000);
  const heard = await withVoice(page);
  const course = async (path: Path) => {
    await page.goto(`${province.address}/hoc/`);
    await pictured(page, icons.course).first().click();
    await page.locator(`a:has(img[src*="/${path.picture}-"])`).first().click();
    await page.locator(".road").waitFor();
  };
  const begin = pictured(page, icons.play, "main");
  const finished: Lesson[] = [];
  const learn = async (lesson: Lesson, way: Locator) => {
    await way.click();
    await page.locator(".foot > *").first().waitFor();
    await goThrough(page, heard);
    await page.waitForURL(`${province.address}/hoc/`);
    finished.push(lesson);
  };

  // What home offers a newcomer first: paying at the market.
  await page.goto(`${province.address}/hoc/`);
  await learn(content<Lesson>("lessons/tra-tien-qr"), begin);

  const level0 = content<Path>("paths/lam-quen-voi-may");
  await course(level0);
  await pictured(page, icons.course, "main").click();
  await begin.waitFor();
  for (const [at, lesson] of level0.lessons.map((id) => content<Lesson>(`lessons/${id}`)).entries()) {
    if (at > 0) await page.locator(`main > img.poster[src*="/${lesson.picture}-"]`).waitFor(); // from the second on, home leads along it
    await learn(lesson, begin);
  }

  await course(content<Path>("paths/nguoi-cao-tuoi"));
  const call = content<Lesson>("lessons/cong-an-goi-lam-vneid");
  await learn(call, page.locator(`.road a:has(img[src*="/${call.picture}-"])`).first());

  const kept = async () => (await inDatabaseOf(province, "SELECT kind, count(*)::int AS count FROM fact GROUP BY kind")).map(({ kind, count }) => `${String(kind)} ${String(count)}`).toSorted();
  const steps = finished.flatMap(({ steps: each }) => each);
  const count = (kind: Lesson["steps"][number]["kind"]) => steps.filter((step) => step.kind === kind).length;
  const expected = [`item-answered ${count("question")}`, `lesson-step-done ${steps.length}`, `simulator-finished ${count("practise")}`];
  await until("the province has it all: every question right at once, every practice to its goal", async () => (await kept()).join() === expected.join(), 60_000);
});
