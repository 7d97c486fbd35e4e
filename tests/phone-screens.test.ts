/** Every screen of the learner's app. They are found, not listed: each page that is built, each view that a link leads to, each kind of stop in a lesson. */
import assert from "node:assert/strict";
import { globSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Lesson } from "@hocvuso/contract";
import { givenPhone, until } from "./given-browser.ts";
import { content, goThrough, heading, isAt, playRight } from "./given-learner.ts";
import { faultsOfScreen, settled } from "./given-reader.ts";
import { givenProcess, type GivenProcess } from "./given-server.ts";

let province: GivenProcess;
before(async () => { province = await givenProcess(); });
after(() => province.end("SIGTERM"));

const root = join(import.meta.dirname, "..");
const built = globSync("**/index.html", { cwd: join(root, "apps/pwa/dist") }).map((file) => `/${file.replace(/index\.html$/, "")}`).filter((path) => path.startsWith("/hoc/"));
const ids = new Set(["lessons", "simulators", "paths"].flatMap((kind) => readdirSync(join(root, "content", kind)).map((name) => name.replace(/\.json$/, ""))));

/** Screens of one kind, which differ by what they show: one lesson, course, exercise, person as good as another. */
function kindOf(address: string): string {
  const { pathname, hash } = new URL(address, "http://phone");
  const word = decodeURIComponent(hash.slice(1)).replace(/^tap\//, "").replace(/~\d+$/, "");
  const isOne = ids.has(word) || /[0-9a-f]{8}-/.test(word) || word.startsWith("buoc-") || word.includes(" ");
  const page = pathname.replace(/^\/hoc\/bai\/.+/, "/hoc/bai/*");
  return isOne ? `${page}#${word.replace(/[0-9a-f-]{36}$/, "*").replace(/^(?!ra-).*/, "*")}` : `${page}${hash}`;
}

test("the learner's app: every page that is built and every view a link leads to is clean for axe, no wider than the screen, worked by keyboard and read in order", { timeout: 900_000 }, async (t) => {
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(phone.stop);
  const { page } = phone;
  page.setDefaultTimeout(60_000);
  const asked = new Set<string>();
  const errors: string[] = [];
  page.on("request", (request) => asked.add(new URL(request.url()).origin));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${province.address}/hoc/ai/#them`);
  await page.getByRole("button", { name: "Mèo", exact: true }).click();
  await page.getByRole("button", { name: "Đi tiếp" }).click();
  await page.getByRole("button", { name: "Không cần, để sau" }).click();
  await page.waitForURL(`${province.address}/hoc/`);

  const open = [...built];
  const looked = new Set<string>();
  for (let at = 0; at < open.length; at++) {
    const address = open[at] ?? "";
    if (looked.has(kindOf(address))) continue;
    looked.add(kindOf(address));
    await t.test(kindOf(address), async () => {
      await page.goto("about:blank");
      await page.goto(`${province.address}${address}`);
      await settled(page);
      const faults = await faultsOfScreen(page);
      const links = await page.evaluate(() => [...document.querySelectorAll("a[href]")].flatMap((each) => (each instanceof HTMLAnchorElement && each.origin === location.origin ? [`${each.pathname}${each.search}${each.hash}`] : [])));
      open.push(...links.filter((link) => link.startsWith("/hoc/") && !link.includes("/buoc-")));
      assert.deepEqual(faults, []);
    });
  }
  t.diagnostic(`${looked.size} kinds of screens: ${[...looked].join(" ")}`);
  for (const path of [...built, "/hoc/duong/#lam-quen-voi-may", "/hoc/tap/#am-luong", "/hoc/ghi-tieng/#ai-noi-noi-bao-gio", "/hoc/kiem-tra/#ky-nang", "/hoc/giup/#khong-co-mang"]) assert.ok(looked.has(kindOf(path)), path);
  assert.deepEqual([...asked].filter((origin) => origin !== "null"), [province.address]); // "null": pictures that a page brought along
  assert.deepEqual(errors, []);
});

test("every kind of stop of a lesson is as clean", { timeout: 600_000 }, async (t) => {
  const phone = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(phone.stop);
  const { page } = phone;
  page.setDefaultTimeout(60_000);
  const lesson = content<Lesson>("lessons/tra-tien-qr");
  await page.goto(`${province.address}/hoc/bai/${lesson.id}/`);
  await settled(page);
  const faults: string[] = [];
  const seen = new Set<string>();
  const look = async (kind: string) => {
    if (seen.has(kind)) return;
    seen.add(kind);
    faults.push(...await faultsOfScreen(page));
  };
  for (const [at, step] of lesson.steps.entries()) {
    await isAt(page, lesson.id, step);
    await look(step.kind);
    await goThrough(page, { id: lesson.id, steps: lesson.steps.slice(at, at + 1) }, async (simulator) => {
      await look("simulator");
      await playRight(page, lesson.id, simulator, at);
    });
  }
  await until("who and where is asked", async () => page.getByRole("button", { name: "Để sau" }).isVisible(), 60_000);
  await look("about you");
  await page.getByRole("button", { name: "Để sau" }).click();
  await until("the result", async () => (await heading(page)) === "Bác tự làm được việc này rồi.", 60_000);
  await look("result");
  assert.deepEqual(faults, []);
  assert.deepEqual([...seen], ["explain", "practise", "simulator", "question", "about you", "result"]);
});
