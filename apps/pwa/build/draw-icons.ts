/** Run once by hand when icon.svg changes: node apps/pwa/build/draw-icons.ts. Draws the bitmaps that home screens of phones want. */
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

const folder = new URL("../public/", import.meta.url);
const drawing = readFileSync(new URL("icon.svg", folder), "utf8");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
// A maskable icon is cut to a circle by some phones: square corners, and the lamp within the middle four fifths.
const maskable = drawing.replaceAll(' rx="96"', "").replace('viewBox="0 0 512 512"', 'viewBox="-24 -24 560 560"').replaceAll('<rect width="512" height="512"', '<rect x="-24" y="-24" width="560" height="560"');
for (const [name, size, svg] of [["icon-192.png", 192, drawing], ["icon-512.png", 512, drawing], ["icon-maskable-512.png", 512, maskable]] as const) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  writeFileSync(new URL(name, folder), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
