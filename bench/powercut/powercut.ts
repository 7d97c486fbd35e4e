/**
 * `npm run powercut -- [--chromium N] [--postgres N] [--control]`: pulls the battery of a phone and of a province, N times each, while
 * they keep and store. What had been acknowledged must be there afterwards. The control shows that a loss would be seen: the same
 * phone with the browser's default durability.
 */
import { parseArgs } from "node:util";
import { cutPhones, type CutReport } from "./cut-phones.ts";
import { cutProvinces } from "./cut-provinces.ts";
import { clearLeftovers, flashUnavailable } from "./flash.ts";

const { values } = parseArgs({ options: { chromium: { type: "string", default: "200" }, postgres: { type: "string", default: "200" }, control: { type: "boolean", default: false } } });
const unavailable = flashUnavailable();
if (unavailable !== undefined) {
  console.log(unavailable.join("\n"));
  process.exit(0);
}
clearLeftovers();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    clearLeftovers();
    process.exit(130);
  });
}

console.log("| engine | cuts | facts acknowledged | lost | torn | would not open | seconds |\n|---|---|---|---|---|---|---|");
async function play(what: string, act: () => Promise<CutReport>): Promise<CutReport> {
  const startedMs = Date.now();
  const report = await act();
  const { cuts, acknowledged, lost, torn, unopened } = report;
  console.log(`| ${what} | ${cuts} | ${acknowledged} | ${lost} | ${torn} | ${unopened} | ${Math.round((Date.now() - startedMs) / 1_000)} |`);
  return report;
}

const phones = await play("Chromium, the phone's store", () => cutPhones({ cuts: Number(values.chromium) }));
const provinces = await play("PostgreSQL, the province's program", () => cutProvinces({ cuts: Number(values.postgres) }));
if (values.control) await play("control: Chromium's default durability", () => cutPhones({ cuts: 10, isRelaxed: true }));

process.exit([phones, provinces].every(({ lost, torn, unopened }) => lost + torn + unopened === 0) ? 0 : 1);
