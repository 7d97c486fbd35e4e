/**
 * The first visit to the first lesson on a poor line: 400 ms round trips, 400 kbit/s, a processor six times slower. Each run is a new
 * browser profile. "Painted" is the first contentful paint; "usable" is when the lesson's store is open and its buttons answer, and a
 * real tap afterwards must bring the second step.
 */
import type { Browser } from "playwright-core";
import { givenBrowser } from "../tests/given-browser.ts";

export type FirstVisit = {
  /** Compressed bodies of all that arrived until the page was usable. */
  readonly bytes: number;
  /** The same with the headers of the answers. */
  readonly bytesWithHeaders: number;
  readonly paintedMs: number;
  readonly usableMs: number;
  /** From the tap to the next step on the screen, kept in between. */
  readonly answeredMs: number;
};

const lesson = "/hoc/bai/tra-tien-qr/";
const slowLine = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };

/** Medians over `runs`. @throws Error when a tap after "usable" does not bring the next step. */
export async function measureFirstVisit({ baseUrl, runs = 5 }: { baseUrl: string; runs?: number }): Promise<FirstVisit> {
  const browser = await givenBrowser();
  try {
    const visits: FirstVisit[] = [];
    for (let run = 0; run < runs; run += 1) visits.push(await visit(browser, baseUrl));
    const median = (of: (visit: FirstVisit) => number) => visits.map(of).sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
    return { bytes: median((v) => v.bytes), bytesWithHeaders: median((v) => v.bytesWithHeaders), paintedMs: median((v) => v.paintedMs), usableMs: median((v) => v.usableMs), answeredMs: median((v) => v.answeredMs) };
  } finally {
    await browser.close();
  }
}

async function visit(browser: Browser, baseUrl: string): Promise<FirstVisit> {
  const context = await browser.newContext({ viewport: { width: 360, height: 760 }, locale: "vi-VN" });
  try {
    const page = await context.newPage();
    const devTools = await context.newCDPSession(page);
    await devTools.send("Network.enable");
    await devTools.send("Network.emulateNetworkConditions", slowLine);
    await devTools.send("Emulation.setCPUThrottlingRate", { rate: 6 });
    const headers = new Map<string, number>();
    const finished: { readonly atS: number; readonly bytes: number; readonly headers: number }[] = [];
    let startS = 0;
    devTools.on("Network.requestWillBeSent", ({ timestamp }) => { startS ||= timestamp; });
    devTools.on("Network.responseReceived", ({ requestId, response }) => { headers.set(requestId, response.encodedDataLength); });
    devTools.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) => {
      finished.push({ atS: timestamp, bytes: encodedDataLength, headers: headers.get(requestId) ?? 0 });
    });

    await page.goto(`${baseUrl}${lesson}`, { waitUntil: "commit" });
    await page.waitForFunction(() => performance.getEntriesByName("usable").length > 0 && performance.getEntriesByName("first-contentful-paint").length > 0);
    const { paintedMs, usableMs } = await page.evaluate(() => {
      const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
      return { paintedMs: Math.round(at("first-contentful-paint")), usableMs: Math.round(at("usable")) };
    });
    const needed = finished.filter(({ atS }) => (atS - startS) * 1000 <= usableMs);
    const bytesWithHeaders = needed.reduce((sum, { bytes }) => sum + bytes, 0);
    const bytes = bytesWithHeaders - needed.reduce((sum, each) => sum + each.headers, 0);

    const answeredMs = await page.evaluate(() => new Promise<number>((resolve, reject) => {
      const before = document.querySelector("h1")?.textContent;
      const tappedMs = performance.now();
      document.querySelector<HTMLElement>(".foot .go")?.click();
      const look = (): void => {
        if (document.querySelector("h1")?.textContent !== before) resolve(Math.round(performance.now() - tappedMs));
        else if (performance.now() - tappedMs > 5000) reject(new Error("the tap was not answered"));
        else requestAnimationFrame(look);
      };
      look();
    }));
    return { bytes, bytesWithHeaders, paintedMs, usableMs, answeredMs };
  } finally {
    await context.close();
  }
}
