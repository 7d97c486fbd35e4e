/**
 * `npm run lab -- assessment|province`: what the product's tests and measures are worth, by simulation on its own code. Ends with 1 when a bar is
 * missed. `province` writes `docs/lab/province.md`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { printed, runLaboratory } from "./assessment.ts";
import { writeReport } from "./province-report.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { simulees: { type: "string", default: "1000" }, seed: { type: "string", default: "2026" }, rounds: { type: "string", default: "100" }, intervals: { type: "string", default: "1000" } },
});
const [which = ""] = positionals;
const numbers = { simulees: Number(values.simulees), seed: Number(values.seed), rounds: Number(values.rounds), intervals: Number(values.intervals) };
if (!Object.values(numbers).every(Number.isSafeInteger) || Math.min(numbers.simulees, numbers.rounds, numbers.intervals) < 2) throw new RangeError("--simulees, --rounds, --intervals take whole numbers above 1, --seed a whole number");

if (which === "assessment") {
  console.log(`${numbers.simulees} simulees, seed ${numbers.seed}\n${printed(runLaboratory(numbers))}`);
} else if (which === "province") {
  const { text, areAllReached } = writeReport(numbers);
  const folder = join(import.meta.dirname, "../../docs/lab");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "province.md"), text);
  console.log(text);
  process.exitCode = areAllReached ? 0 : 1;
} else {
  console.error("npm run lab -- assessment [--simulees N] [--seed S]\nnpm run lab -- province [--rounds N] [--intervals N] [--seed S]");
  process.exitCode = 1;
}
