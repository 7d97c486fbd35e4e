/** Words of the pages about sampling rounds and forecasts, English. The keys are those of the Vietnamese catalogue. */
import { sayDay } from "../figures/dates.ts";
import { sayCount, sayPoints } from "../figures/numbers.ts";
import type { RoundMessages } from "./rounds-vi.ts";

const count = (value: number) => sayCount(value, "en");
const day = (isoDate: string) => sayDay(isoDate, "en");
const percent = (share: number, decimals: 0 | 1 = 0) => sayPoints(share, decimals, "en");
const inHundred = (share: number) => `${Math.round(100 * share)} times in 100`;

export const roundsEn: RoundMessages = {
  nav: "Sampling rounds",
  title: "Sampling rounds",
  meaning: "Each round draws some people from the lists and asks assessors of other communes to see whether they can do it. Lists are locked before the report closes, so nobody chooses whom to test.",
  none: "There is no round yet.",
  noneWhat: "What to do: plan one. It is worked out how many people to meet, how many days it takes and what the round can tell, before anybody walks.",
  planNew: "Plan a round",
  backToRounds: "All rounds",
  columns: { title: "Round", question: "Question", state: "State", progress: "Re-tested", closes: "Report closes", cases: "Being looked into" },
  states: { planned: "planned, not drawn yet", drawn: "re-testing", closed: "closed" },
  testedOf: (tested, drawn) => (drawn === 0 ? "not drawn" : `${count(tested)} of ${count(drawn)} people`),
  noOpenCase: "none",
  openCases: (cases) => (cases === 1 ? "1 commune" : `${count(cases)} communes`),

  questions: {
    triage: { name: "Which communes need help first?", meaning: "A few re-tests in each commune say where to go first. It certifies no single commune." },
    certify: { name: "Has the whole province reached the mark?", meaning: "A sample spread over all communes says it firmly of the whole group. It says nothing of single communes." },
    "check-report": { name: "Do the records of one commune hold?", meaning: "Enough re-tests in one commune to notice a difference, if there is one." },
  },
  planTitle: "Plan a round: know beforehand what it can tell",
  planNote: "Change a field and the figures beside it change. Nothing is sent until you press “Plan this round”.",
  chooseQuestion: "What do you want to know?",
  chooseGroup: "Which group?",
  chooseCommune: "Which commune?",
  fields: {
    title: "Name of the round", upper: "Mark to reach (%)", lower: "Needs help at once (%)", risk: "Risk of a wrong answer, at most (%)", anticipated: "True share supposed to be about (%)", chance: "Want an answer (times in 100)",
    reported: "Records say (%)", truth: "Want to notice it if the truth is only (%)", perHamlet: "People met in each hamlet", hamlets: "Hamlets of a commune, on average", closes: "Day on which the report closes",
  },
  stoppingLegend: "When to stop?",
  stoppings: { fixed: "When all are met", curtailed: "When it is decided", sequential: "Look after each person" },
  stoppingNote: { fixed: "Easiest to defend, and gives the province's figure.", curtailed: "Less work, but gives no figure of the province.", sequential: "Least work, but gives no figure of the province." },
  replacementLegend: "Who cannot be met?",
  replacements: { none: "Is recorded as not met", "next-in-list": "The next one drawn is asked" },
  cannotPlan: "No sample answers this: the two shares are too close, or there are not enough people. Please move them apart.",
  nobodyToPlan: "Nobody of this group is on the lists yet, so no round can be planned.",
  willTake: "What it takes",
  persons: (persons, each, allocation) => (allocation === "each-commune" ? `${count(persons)} people to re-test: ${count(each)} in each commune.` : `${count(persons)} people to re-test, spread over communes by their size.`),
  walking: (hamlets, days) => `About ${count(hamlets)} walks to a hamlet, some ${count(days)} days of an assessor's work.`,
  walkingNote: "Reckoned with 20 minutes a person, an hour to each hamlet, 7 hours a day. After the first round there are figures of your own.",
  meanTested: (rows) => `Stopping early, a commune takes on average ${rows.map(({ share, tested }) => `${tested.toLocaleString("en-GB", { maximumFractionDigits: 1 })} people if truly at ${percent(share)}`).join(", ")}.`,
  canSay: "What it can tell",
  cannotSay: "What it cannot tell",
  passRule: (sampleSize, passes) => `${count(sampleSize)} people in each commune; from ${count(passes)} who can do it on, it is “no priority yet”.`,
  provinceWithin: (half) => `The province's share, within about ${percent(half, 1).replace("%", " points")}.`,
  triageCan: "Which communes need help first.",
  noProvince: "No figure of the province: a round that stops early gives shares that lean.",
  certifyOne: (sampleSize, passes, mark) =>
    passes === undefined
      ? `It certifies no single commune at ${percent(mark)}: with ${count(sampleSize)} people not even all of them would do.`
      : `It certifies no single commune at ${percent(mark)}, unless ${count(passes)} of ${count(sampleSize)} people can do it.`,
  between: (share, probability) => `A commune truly at ${percent(share)} still passes ${inHundred(probability)}.`,
  certifyCan: (share, mark, probability) => `If the truth is ${percent(share)}, it will be possible to say “verified, ${percent(mark)} or more” ${inHundred(probability)}.`,
  certifyNeeds: (passes, mark) => `To say “${percent(mark)} or more”, about ${count(passes)} people have to be able to do it.`,
  certifyCannot: "Nothing about single communes: there are only a few people in each.",
  checkCan: (reported, truth, probability) => `If records say ${percent(reported)} and the truth is ${percent(truth)}, it is noticed ${inHundred(probability)}.`,
  checkCannot: (reported, nearer, probability) => `If the truth is ${percent(nearer)}, that ${percent(reported)} is too high is noticed only ${inHundred(probability)}.`,
  curveTitle: "How often it passes",
  curveOf: { triage: "times in 100 that it is “no priority yet”", certify: "times in 100 that “reached” can be said", "check-report": "times in 100 that no difference is noticed" },
  curveAxis: "true share",
  curveZone: "cannot be told apart here",
  curvePoint: (share, probability) => `truly ${percent(share)}: ${inHundred(probability)}`,
  curveTable: "The numbers of this curve",
  planThis: "Plan this round",
  planned: "Planned. Opening its page…",
  needsTitle: "Please name the round.",

  context: (communes, group) => `${group} · ${count(communes)} communes in the round`,
  headline: (title, state, { tested, drawn }) => (state === "planned" ? `${title}: not drawn yet` : state === "closed" ? `${title}: what is known, and what is not` : `${title}: ${count(tested)} of ${count(drawn)} people re-tested`),
  drawNow: "Draw the lists and lock them",
  drawMeaning: "Lots are drawn from the lists of today. Once drawn they are locked: nobody can change them, not even who planned the round.",
  closeNow: "Close the round",
  closeMeaning: "No result is taken after that. The seed is published, so that anybody can draw the very same lists again.",
  seal: "Seals",
  sealSeed: "Seal of the seed, published before the draw",
  sealLists: "Seal of the lists, published before the report closed",
  sealSeedShown: "The seed, published when the round closed",
  sealMeaning: "Seals are SHA-256. When the round is closed, whoever has the seed and the lists of learners can draw again, and finds these very people.",
  plan: "The plan, before anybody walks",
  progressTitle: ({ tested, drawn }) => `Progress: ${count(tested)} of ${count(drawn)} people drawn were re-tested`,
  progressParts: { tested: "re-tested", refused: "refused", absent: "not met", gone: "moved away or dead", notYet: "not yet visited" },
  progressNote: { none: "Who cannot be met is not replaced: to be away is something to know, too.", "next-in-list": "For who cannot be met the next is asked, in the order that was drawn and locked." },
  provinceTitle: "The whole group in the province",
  provinceSentence: (share, lower, upper, tested) => `About ${percent(share, 1)} verified, between ${percent(lower, 1)} and ${percent(upper, 1)} (${count(tested)} people re-tested).`,
  certified: {
    above: (mark) => `There is ground to say: ${percent(mark)} or more.`,
    below: (mark) => `There is ground to say: below ${percent(mark)}.`,
    cannotTell: (mark) => `There is not enough ground to say above or below ${percent(mark)}.`,
  },
  reportedBeside: (reported) => `Recorded as capable when the lists were drawn: ${percent(reported, 1)}.`,
  confirmed: (share) => `Of those recorded as capable, ${percent(share, 1)} could do it.`,
  unrecorded: (share) => `Of those not recorded, ${percent(share, 1)} could do it, too.`,
  noProvinceYet: "Too few people were re-tested to say anything of the province.",
  resultsTitle: (below, above, unclear, mark) => {
    const parts = [
      below > 0 ? `${count(below)} communes below ${percent(mark)}` : "",
      above > 0 ? `${count(above)} at ${percent(mark)} or more` : `none yet with ground to say ${percent(mark)} or more`,
      unclear > 0 ? `${count(unclear)} not clear` : "",
    ].filter((part) => part !== "");
    return `Results: ${parts.join(", ")}`;
  },
  resultsNote: (few) => `Estimate of the verified share with its 90% interval, approximate. Filled: enough ground. Hollow: not enough ground to say above or below.${few > 0 ? ` ${count(few)} communes have fewer than 10 re-tests.` : ""}`,
  answers: { above: "at the mark", below: "below", cannotTell: "not clear", tooFew: "too few" },
  boardColumns: { below: "Below the mark: help first", cannotTell: "Not enough ground", above: "At the mark or above" },
  boardNone: "None.",
  tooFewTitle: "Too few re-tests",
  estimateSentence: (name, share, lower, upper, tested, answer) => `${name} ${percent(lower)}–${percent(upper)}: about ${percent(share)}, ${count(tested)} re-tested, ${answer}.`,
  tableTitle: "The numbers of each commune",
  tableColumns: { commune: "Commune", tested: "Re-tested", passed: "Could do it", estimate: "Estimate", interval: "90% interval", reported: "Recorded", answer: "Can be said", rule: "By the round's rule", q: "q" },
  rules: { passes: "no priority yet", helpFirst: "help first" },
  funnelTitle: "How far records and re-tests differ",
  funnelNote: "Each dot is a commune. The fewer re-tests, the wider the funnel: chance alone explains a dot inside it.",
  funnelY: "points: re-test less record",
  funnelX: "people re-tested",
  funnelEqual: "re-test equals record",
  funnelSentence: (name, tested, passed, reported) => `${name}: ${count(passed)} of ${count(tested)} re-tested could do it, recorded ${percent(reported)}.`,
  funnelPower: (reported, truth, sampleSize, power) => `Mind: with ${count(sampleSize)} people, a record of ${percent(reported)} where the truth is ${percent(truth)} is noticed only ${inHundred(power)}. Not to stand out is not to agree.`,
  casesTitle: "To be looked into together",
  casesNone: "In no commune do re-tests differ from records more than chance explains.",
  caseFound: (reported, tested, passed) => `Recorded as capable: ${percent(reported)}; of ${count(tested)} re-tested ${count(passed)} could do it. Re-tests differ from records more than chance explains.`,
  caseInvite: (name) => `Invite ${name} to look into it`,
  caseAnswerBy: (isoDate) => `The commune answers by ${day(isoDate)}.`,
  caseOpen: "being looked into",
  caseClosed: "closed",
  caseAsk: "Ask before concluding",
  caseQuestions: "Have learners forgotten? Did somebody prompt when it was recorded? Did hamlets' lists change with the merger? Was there no power, no signal on the day? Many reasons are ordinary.",
  caseBy: { commune: "The commune", office: "The steering office" },
  caseFindings: { explained: "explained", "records-corrected": "records corrected", "test-again": "to be tested again", closed: "closed" },
  caseWho: "Who speaks?",
  caseWhat: "What was found",
  caseWords: "In words (no learner's name)",
  caseSend: "Keep this answer",
  screensTitle: "Worth a second look among assessors",
  screens: {
    "assessor-of-the-same-commune": (visits) => `${count(visits)} visits by somebody of the same commune, or by the learner: not counted.`,
    "not-on-the-list": (visits) => `${count(visits)} visits to somebody who was not drawn: not counted.`,
    "too-quick": (visits) => `${count(visits)} visits with a task done in under 5 seconds: counted, worth asking about.`,
    "passes-more-than-others": (visits) => `Passes people more often than other assessors do, more than chance explains (${count(visits)} visits): counted, worth going along once.`,
  },
  definition: "What this number means",
  definitions: {
    province: (method) => `Share of people on the lists who can do it when somebody of another commune looks on; each commune weighs as many as are on its list. 95% interval: of a hundred such rounds about 95 would hold the truth. Method: ${method}. “Enough ground”: the 90% interval lies wholly on one side of the mark.`,
    communes: "Few are re-tested in each commune, so its estimate borrows from communes with like records (Fay–Herriot model). The 90% interval is approximate. Below 10 re-tests no number is given.",
    funnel: (tolerance, fdr) => `Exact binomial test after ${percent(tolerance)} are taken off the record, so that honest error is not doubted; over all communes at once (Benjamini–Hochberg, q up to ${percent(fdr)}). A difference is nobody's fault: it is where to look together.`,
    progress: "Who of those drawn was re-tested, refused, was away twice, moved away or died. To be away once is not yet to be missed.",
    forecast: "Each week wins a part of those who are left; 90% interval from how much the last weeks varied. Sessions: people newly capable over sessions held. The last ones are harder to win, so this is the least it takes.",
  },

  forecastTitle: "How far by the day, and how many sessions it takes",
  forecastNote: (weeks) => `From the last ${count(weeks)} weeks. Upright lines are targets; the hatched bar is the 90% interval on the day.`,
  forecastSentence: (forecast, group) => {
    const head = `${group}, ${percent(forecast.target.share)} by ${day(forecast.target.by)}`;
    const { atDeadline } = forecast;
    if (atDeadline.state === "over") return `${head}: the day is over, ${forecast.personsWanting === 0 ? "reached" : `${count(forecast.personsWanting)} people wanting`}.`;
    if (atDeadline.state === "notEnoughWeeks") return `${head}: only ${count(atDeadline.weeks)} weeks so far, too few for a forecast.`;
    return `${head}: on the day about ${percent(atDeadline.lower)} to ${percent(atDeadline.upper)}.`;
  },
  forecastReached: "Reached.",
  forecastSessions: (sessions) => {
    const number = (value: number) => count(Math.ceil(value));
    const range = sessions.upper === undefined ? `${number(sessions.lower)} or more` : `about ${number(sessions.lower)} to ${number(sessions.upper)}`;
    return `To be in time: some ${number(sessions.needed)} sessions a week (${range}); lately ${sessions.lately.toLocaleString("en-GB", { maximumFractionDigits: 1 })} a week.`;
  },
  forecastNoSessions: "How many sessions it takes cannot be said: none was held lately, or nobody became capable.",
  forecastWeeks: "Newly capable people and sessions, week by week",
  weekFrom: "Week from",
  sessions: "Sessions",
};
