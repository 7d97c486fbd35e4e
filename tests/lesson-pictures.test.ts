import assert from "node:assert/strict";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { givenPhone } from "./given-browser.ts";
import { givenLine, type GivenLine } from "./given-line.ts";
import { givenProcess, type GivenProcess } from "./given-server.ts";

let province: GivenProcess;
let line: GivenLine;
before(async () => {
  province = await givenProcess();
  line = await givenLine(province.address);
});
after(async () => {
  line.stop();
  await province.end("SIGTERM");
});

const built = readdirSync(join(import.meta.dirname, "../apps/pwa/dist/assets/pictures"));

function addressOf(name: string): string {
  return `/assets/pictures/${built.find((file) => new RegExp(`^${name}-[0-9a-f]{8}\\.svg$`).test(file)) ?? `${name} was not built`}`;
}

/** Whether the phone can show it now. Asked of the worker each time, not of the page's memory of pictures. */
function isShown(page: Page, address: string): Promise<boolean> {
  return page.evaluate(async (from) => {
    const picture = new Image();
    picture.src = URL.createObjectURL(await fetch(from).then((answer) => answer.blob(), () => new Blob()));
    return picture.decode().then(() => true, () => false);
  }, address);
}

async function openHome(page: Page): Promise<void> {
  await page.goto(`${line.address}/hoc/bai/tra-tien-qr/`);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

test("the first visit fetches the pictures of its lesson and of the simulators, and no others", async (t) => {
  const { page, stop } = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(stop);
  const sentBefore = line.sentUp().length;
  await openHome(page);
  const asked = new Set([...line.sentUp().subarray(sentBefore).toString("latin1").matchAll(/GET (\/assets\/pictures\/\S+)/g)].map(([, address]) => address));
  for (const name of ["scan-qr", "check-name", "key-in-hand", "fox-in-cap"]) assert.ok(asked.has(addressOf(name)), name);
  assert.ok(!asked.has(addressOf("feed-sick")));
  assert.ok(asked.size < built.length / 10, `${asked.size} of ${built.length}`);
});

test("a step's picture says what it tells, and is there without a network", async (t) => {
  const { page, stop } = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(async () => { line.state = "up"; await stop(); });
  await openHome(page);
  line.state = "down";
  await page.reload();
  await page.getByRole("img", { name: /^Quầy rau ở chợ/ }).waitFor();
  await page.getByRole("link", { name: "Tôi hiểu rồi" }).click();
  const picture = page.getByRole("img", { name: "Giơ máy lên cho ô vuông đen trắng nằm giữa màn hình" });
  await picture.waitFor();
  await page.waitForFunction(() => (document.querySelector<HTMLImageElement>("img.poster")?.naturalWidth ?? 0) > 0);
});

test("a picture that was shown once stays without a network; what a captive portal answers in its place does not", async (t) => {
  const { page, stop } = await givenPhone(mkdtempSync(join(tmpdir(), "hocvuso-phone-")));
  t.after(async () => { line.state = "up"; await stop(); });
  await openHome(page);
  const [shown, never] = [addressOf("feed-sick"), addressOf("ai-letter")];
  await page.context().route(`**${shown}`, (route) => route.fulfill({ status: 200, contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' }));
  assert.equal(await isShown(page, shown), false);
  await page.context().unrouteAll();
  assert.equal(await isShown(page, shown), true);
  await (await page.context().newCDPSession(page)).send("Network.clearBrowserCache"); // which may drop it any day
  line.state = "down";
  assert.equal(await isShown(page, shown), true);
  assert.equal(await isShown(page, never), false);
});
