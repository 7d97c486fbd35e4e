/** What the page of reports says in English. */
import type { ReportsMessages } from "./reports-vi.ts";

export const reportsEn: ReportsMessages = {
  title: "Reports",
  meaning: "Reports are written from what was recorded of each person: every evening at eight, once a month, and when you ask. Each comes as a Word file in the layout of Vietnamese administrative papers, or as a spreadsheet, in Vietnamese; the numbers are those of this dashboard.",
  unit: "Reports of",
  order: "Write another report",
  boundaries: "On the boundaries",
  write: "Write the report",
  writing: "Writing…",
  written: (when) => `Written at ${when}. It stands first in the list.`,
  kinds: { daily: "Report of the day", monthly: "Report of the month", ordered: "Report by order" },
  none: "No report yet. The first comes this evening at eight, or press the button to have one now.",
  kept: "Reports as they were written",
  columnWhen: "Written at", columnKind: "Kind", columnBoundaries: "Boundaries", columnFiles: "Download",
  word: "Word", workbook: "Spreadsheet",
  fileOf: (what, kind, when) => `${what}: ${kind}, ${when}`,
};
