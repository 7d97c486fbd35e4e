/** Power cuts of a phone: real Chromium, the app's own IndexedDB shelf, a profile on a flash. */
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { build } from "vite";
import { givenPhone } from "../../tests/given-browser.ts";
import { openFlash, type Picture } from "./flash.ts";
import type { Found } from "./phone-page.ts";

export type CutReport = {
  readonly cuts: number;
  /** Facts that had been acknowledged, summed over the cuts. */
  readonly acknowledged: number;
  /** Of these, not there afterwards. */
  readonly lost: number;
  /** Cuts after which the log had a hole, or said another length than it had. */
  readonly torn: number;
  /** Cuts after which the store would not open. */
  readonly unopened: number;
};

/** Pictures of one running engine; each is judged by itself. */
const CUTS_A_RUN = 10;

export async function cutPhones({ cuts, isRelaxed = false }: { readonly cuts: number; readonly isRelaxed?: boolean }): Promise<CutReport> {
  const site = await servePage();
  const report = { cuts: 0, acknowledged: 0, lost: 0, torn: 0, unopened: 0 };
  try {
    while (report.cuts < cuts) await oneRun(Math.min(CUTS_A_RUN, cuts - report.cuts));
  } finally {
    site.close();
  }
  return report;

  async function oneRun(count: number): Promise<void> {
    const flash = openFlash({ sizeMb: 1_500 });
    try {
      const taken: { readonly picture: Picture; readonly acknowledged: number }[] = [];
      let acknowledged = -1;
      const phone = await givenPhone(join(flash.folder, "profile"));
      await phone.page.exposeFunction("kept", (number: number) => { acknowledged = number; });
      await phone.page.goto(site.address);
      void phone.page.evaluate(`powercut.keepForever(${isRelaxed})`).catch(() => {}); // it ends with the page
      while (acknowledged < 0) await pause(20);
      for (let cut = 0; cut < count; cut++) {
        await pause(100 + 900 * Math.random());
        const before = acknowledged; // read before the picture is begun: what is acknowledged while it is taken does not count
        taken.push({ picture: flash.picture(), acknowledged: before });
      }
      await phone.stop();
      for (const { picture, acknowledged: last } of taken) {
        report.cuts += 1;
        report.acknowledged += last + 1;
        const found = await picture.look((folder) => lookInto(join(folder, "profile"), site.address));
        if (found === undefined) report.unopened += 1;
        const numbers = new Set(found?.numbers);
        for (let number = 0; number <= last; number++) if (!numbers.has(number)) report.lost += 1;
        if (found !== undefined && (found.next !== found.numbers.length || found.numbers.some((number, place) => number !== place))) report.torn += 1;
      }
    } finally {
      flash.remove();
    }
  }
}

async function lookInto(profile: string, address: string): Promise<Found | undefined> {
  for (const lock of ["SingletonLock", "SingletonSocket", "SingletonCookie"]) rmSync(join(profile, lock), { force: true });
  const phone = await givenPhone(profile);
  try {
    await phone.page.goto(address);
    return await evaluateLook(phone.page);
  } catch {
    return undefined;
  } finally {
    await phone.stop();
  }
}

function evaluateLook(page: Page): Promise<Found> {
  return page.evaluate<Found>("powercut.look()");
}

async function servePage(): Promise<{ readonly address: string; close(): void }> {
  const built = await build({ configFile: false, logLevel: "error", build: { write: false, target: "es2022", lib: { entry: join(import.meta.dirname, "phone-page.ts"), formats: ["iife"], name: "powercut" } } });
  const [bundle] = Array.isArray(built) ? built : [built];
  const script = bundle !== undefined && "output" in bundle ? bundle.output[0].code : "";
  const server = createServer((request, answer) => {
    answer.setHeader("content-type", request.url === "/page.js" ? "text/javascript" : "text/html");
    answer.end(request.url === "/page.js" ? script : '<!doctype html><script src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { address: `http://localhost:${typeof address === "object" ? address?.port : ""}/`, close: () => void server.close() };
}
