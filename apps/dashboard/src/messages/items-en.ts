/** What the page of items says in English. */
import type { GroupDifference } from "@hocvuso/contract";
import { sayCount } from "../figures/numbers.ts";
import type { ItemMessages } from "./items-vi.ts";

const count = (value: number) => sayCount(value, "en");
const number = (value: number, digits = 2) => value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const percent = (share: number) => `${Math.round(100 * share)}%`;

const groupNames = { sex: "women", age: "people of 60 and older", phone: "people who share a phone" } as const;
const whom = (by: GroupDifference["by"], commune: string) => (by === "commune" ? `people of ${commune}` : groupNames[by]);

export const itemsEn: ItemMessages = {
  nav: "Questions",
  title: "How the questions work",
  meaning: "How hard each question is, how clearly it tells who can from who cannot yet, and whether it is fair to every group: worked out from what people answered. Only authors and the office see which answers are right.",
  nightTitle: "Worked out anew every night",
  nightAt: (at) => `The server does it at ${at} every night (time of Vietnam).`,
  nightChoose: "Another time",
  nightSave: "Change the time",
  neverRan: "It has not run yet.",
  ran: (moment, outcome, version) => `Last time, ${moment}: ${{
    "new-version": `a new version, ${version ?? ""}`, "nothing-new": `no new answers, version ${version ?? ""} stands`, "no-answers": "nobody has answered yet", failed: "it did not finish; the next night tries again, and the server's log has the details",
  }[outcome]}.`,
  alarms: (items) => (items === 0 ? "No question became clearly harder or easier." : `${count(items)} ${items === 1 ? "question is" : "questions are"} clearly harder or easier than when they began to count. They rest, count in nobody's result, and wait for their author.`),
  seeItems: "See the questions",
  version: (version, moment, persons, answers) => `Version ${version}, ${moment}: ${count(answers)} answers of ${count(persons)} people.`,
  sample: "These are invented people, only to show what this page looks like.",
  noVersion: "Nothing is worked out yet. The server does it tonight; npm run calibrate does it now.",
  show: "Show questions that are",
  shows: { all: "all", resting: "resting", unequal: "unfair to a group", collecting: "still collecting answers", scored: "counted" },
  none: "There is no such question.",
  columns: { item: "Question", use: "Used for", answers: "People", difficulty: "Difficulty", slope: "Slope", state: "State" },
  uses: { certifying: "tests", practice: "practice", run: "simulator, alone" },
  states: { scored: "counted", collecting: (least) => `collecting, counts from ${count(least)} people on`, resting: "resting" },
  unequalMark: "groups differ",
  back: "All questions",
  curveTitle: "Do abler people do better?",
  curveMeaning: "The line is the model, dots are real people grouped by ability. Dots near the line mean that the question works as computed.",
  curveX: "ability (logits)",
  curveY: "share of the score",
  curveDot: (ability, answers, share) => `Ability ${number(ability, 1)}: ${count(answers)} people, ${percent(share)} of the score`,
  tableOfCurve: "The picture as a table",
  columnsOfCurve: ["Ability", "People", "Real", "Model"],
  numbersTitle: "The numbers",
  discrimination: "Slope (a)",
  difficulty: "Difficulty (b, logits)",
  step: (nth) => `Difficulty of step ${nth} (logits)`,
  guessing: "Right by chance (c, fixed)",
  declared: "What its author expected",
  answersLabel: "People who answered",
  met: "Met it",
  metOf: (share) => `${percent(share)} of those who answered any of its kind`,
  eligible: "May be drawn",
  eligibleOf: (share) => `in ${percent(share)} of sittings, so that nobody learns it by heart`,
  median: "Time taken (median)",
  seconds: (seconds) => `${count(Math.round(seconds))} seconds`,
  withError: (value, error) => (error === 0 ? number(value) : `${number(value)} ± ${number(error)}`),
  withErrorNote: "± is the standard error.",
  picksTitle: "What people answered",
  columnsOfPicks: ["Answer", "People", "Share", "Mean ability"],
  right: "right",
  picksMeaning: "Where able people often choose another answer than the key, read the question again.",
  groupsTitle: "Is it fair",
  groupsMeaning: "People of the same ability are compared. A difference here speaks of the question, not of people.",
  columnsOfGroups: ["Group", "Compared", "Difference (Δ)", "Class", "Regression"],
  groupSentence: ({ by, delta, etsClass }, commune) => {
    const who = whom(by, commune);
    if (etsClass === "A") return `For ${who} it is as hard as for others of the same ability.`;
    const more = delta < 0 ? "harder" : "easier";
    return etsClass === "C" ? `For ${who} it is clearly ${more} than for others of the same ability. Change its words or replace it.` : `For ${who} it is a little ${more}. Please read it again.`;
  },
  groupCounts: (focal, reference) => `${count(focal)} people against ${count(reference)}`,
  logistic: (tail, gain) => `p ${tail < 0.001 ? "< 0.001" : number(tail, 3)}; R² gains ${number(gain, 3)}`,
  groupsNone: "No group has enough people on both sides yet.",
  groupsNotRuns: "Simulators give several points, so groups are not compared here yet.",
  drift: ({ sinceVersion, answers, shiftLogits, standardError, isAlarm }) =>
    `Since version ${sinceVersion}, ${count(answers)} more people: ${Math.abs(shiftLogits) < 0.005 ? "no change" : `${number(Math.abs(shiftLogits))} ${shiftLogits > 0 ? "harder" : "easier"}`} ± ${number(standardError)} logits.${isAlarm ? " It rests. Its answer may have become known, or the real task may have changed. Look at it and put a new question in its place." : ""}`,
  number, percent,
};
