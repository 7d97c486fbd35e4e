/** The report of the province's laboratory, as `docs/lab/province.md` holds it. Its figures come from the run that writes it. */
import { intervalCoverage, percent, planRisks, type Checked } from "./intervals.ts";
import { powerBySize, provinceBars, reportTolerance } from "./province.ts";

export function writeReport({ seed, rounds, intervals }: { seed: number; rounds: number; intervals: number }): { readonly text: string; readonly areAllReached: boolean } {
  const bars = provinceBars({ seed, rounds, intervals });
  const coverage = intervalCoverage({ seed: seed + 1, rounds: 4_000 });
  const risks = planRisks({ seed: seed + 2, rounds: 100_000 });
  const power = powerBySize({ seed, rounds: Math.min(rounds, 50) });
  const isIn = ({ found, low, high }: Checked) => found >= low && found <= high;
  const checkedRows = (rows: readonly Checked[], say: (found: number) => string) =>
    rows.map((row) => [`\`${row.name.split(",")[0] ?? ""}\`${row.name.includes(",") ? `,${row.name.split(",").slice(1).join(",")}` : ""}`, row.setting, row.promised, say(row.found), isIn(row) ? "as promised" : "**OFF**"]);
  const sections = [
    "# What the measures are worth: an invented province whose truth is known",
    `Made by \`npm run lab -- province\` (seed ${seed}, ${rounds} rounds, ${intervals} provinces for intervals); the same seed gives the same figures. The program stands in \`bench/lab/province.ts\` and \`bench/lab/intervals.ts\`. Every province here is **invented**.`,
    "## The province",
    `145 communes of 1,500 to 12,000 persons; true shares by remoteness, by sessions held, and by a spread of 0.3 log-odds that neither explains; 18 to 21 persons re-tested in each (19 in most). Honest reports are wrong by 2 points (standard deviation). 20 reports, drawn by lot, claim 25 to 35 points more than is true. A report is doubted only for what lies more than ${Math.round(100 * reportTolerance)} points below it: one standard deviation of honest error.`,
    table(["what", "asked", "found", ""], bars.map(({ name, asked, found, isReached }) => [name, asked, found, isReached ? "reached" : "**MISSED**"])),
    "## What a round can and cannot find",
    `Mean number of the 20 planted inflations that were flagged / of honest communes named beside them, at q < .10 with nothing taken off the report, with ${Math.round(100 * reportTolerance)} points, and with 5. Nineteen persons find a report that is 30 points too high; one that is 10 too high they do not find. The dashboard says so beside every flag.`,
    table(["added to the truth", "as reported", `less ${Math.round(100 * reportTolerance)} points`, "less 5 points"], power),
    "## Coverage of every interval",
    "4,000 samples a line.",
    table(["function", "setting", "promised", "found", ""], checkedRows(coverage, percent)),
    "## Risks of every plan",
    "100,000 plays a line; as promised: within four errors of the simulation.",
    table(["function", "setting", "computed", "found", ""], checkedRows(risks, (found) => (found > 1 ? found.toFixed(2) : percent(found)))),
    "## Warnings",
    "- Intervals of single communes borrow strength from a model and are approximate; in provinces whose model variance comes out near 0 they hold the truth less often.\n- The design effect of hamlets (correlation 0.1 here) must be measured in one's own rounds.\n- Real people refuse and are away; who could not be met may differ from who could. The dashboard shows that share; no formula mends it.",
  ];
  return { text: `${sections.join("\n\n")}\n`, areAllReached: bars.every(({ isReached }) => isReached) && [...coverage, ...risks].every(isIn) };
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
