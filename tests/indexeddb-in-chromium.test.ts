import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { givenBrowser } from "./given-browser.ts";

const entry = join(import.meta.dirname, "../apps/pwa/src/device/shelf-in-page.suite.ts");

let server: Server;
let browser: Browser;
let page: Page;

/** The suite as one script, on a page of localhost: there WebCrypto and IndexedDB are the real ones. */
before(async () => {
  const built = await build({ configFile: false, logLevel: "error", build: { write: false, target: "es2022", lib: { entry, formats: ["iife"], name: "suite" } } });
  const [bundle] = Array.isArray(built) ? built : [built];
  const script = bundle !== undefined && "output" in bundle ? bundle.output[0].code : "";
  server = createServer((request, answer) => {
    answer.setHeader("content-type", request.url === "/suite.js" ? "text/javascript" : "text/html");
    answer.end(request.url === "/suite.js" ? script : '<!doctype html><script src="/suite.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  browser = await givenBrowser();
  page = await browser.newPage();
  await page.goto(`http://localhost:${typeof address === "object" ? address?.port : ""}/`);
});
after(async () => {
  await browser.close();
  server.close();
});

test("every promise of the shelf, the event store and the journal holds for IndexedDB in a real page", async (t) => {
  const titles = await page.evaluate<string[]>("suite.titles");
  for (const [index, title] of titles.entries()) {
    await t.test(`IndexedDB: ${title}`, () => page.evaluate(`suite.checkPromise(${index})`));
  }
});

test("every write to IndexedDB asks for strict durability", async () => {
  const durabilities = await page.evaluate(`(async () => {
    const seen = [];
    const own = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      if (mode === "readwrite") seen.push(options?.durability ?? "not said");
      return own.call(this, stores, mode, options);
    };
    for (let i = 0; i < suite.titles.length; i++) await suite.checkPromise(i);
    IDBDatabase.prototype.transaction = own;
    return [...new Set(seen)];
  })()`);
  if (JSON.stringify(durabilities) !== '["strict"]') throw new Error(`writes asked for ${JSON.stringify(durabilities)}`);
});
