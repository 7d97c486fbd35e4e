/** Everything the dashboard says in English; same keys as the Vietnamese by type. */
import type { PopulationGroup } from "@hocvuso/contract";
import type { Finding } from "../figures/finding.ts";
import type { Messages } from "./vi.ts";
import { movementEn } from "./movement-en.ts";
import { itemsEn } from "./items-en.ts";
import { testsEn } from "./tests-en.ts";
import { officeEn } from "./office-en.ts";
import { sayDay } from "../figures/dates.ts";
import { sayCount } from "../figures/numbers.ts";
import { reportsEn } from "./reports-en.ts";
import { roundsEn } from "./rounds-en.ts";

const count = (value: number) => sayCount(value, "en");
const day = (isoDate: string) => sayDay(isoDate, "en");
const people = (value: number) => (value === 1 ? "1 person" : `${count(value)} people`);
const numberWords = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

const groupNouns: Record<PopulationGroup, string> = {
  official: "officials and public employees",
  student: "pupils and students",
  adult: "adults",
};

function sayFinding(finding: Finding): string {
  if (finding.kind === "nobodyListed") return "Nobody is on the list yet";
  const noun = groupNouns[finding.group];
  switch (finding.kind) {
    case "notYetMeasured": return `${count(finding.listed)} ${noun} on the list; who can do it has not been measured yet`;
    case "withheld": return `${count(finding.listed)} ${noun} on the list; too few to say how many can do it on their own`;
    case "nobodyCapable": return `None of the ${count(finding.listed)} ${noun} on the list can do it on their own yet`;
    case "everybodyCapable": return `All ${count(finding.listed)} ${noun} on the list can do it on their own`;
    case "few": return `${count(finding.persons)} of ${count(finding.listed)} ${noun} on the list can do it on their own`;
    case "outOfTen": {
      const word = numberWords[finding.tenths] ?? "";
      const amount = finding.closeness === "about" ? `About ${word}` : `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
      return `${amount} in ten ${noun} on the list can do it on their own`;
    }
    case "underOneInTen": return `Fewer than one in ten ${noun} on the list can do it on their own`;
    case "overNineInTen": return `More than nine in ten ${noun} on the list can do it on their own`;
  }
}

export const en: Messages = {
  office: officeEn,
  reports: reportsEn,
  movement: movementEn,
  brand: "Học Vụ Số",
  board: "Steering dashboard",
  skipToContent: "Skip to the main content",
  pages: "Pages",
  wholeProvince: "Whole province",
  mapChoice: "Other boundaries, or as known on a day",
  onBoundaries: "Boundaries",
  knownOn: "As known at the end of (empty: now)",
  mapChoiceMeaning: "Sums stay when boundaries change. Where land was divided the figures are apportioned and marked as estimated. Where people live is what they said last; re-tests are only in the figures of now.",
  officeDoors: "Office work",
  publicPage: "Public page",
  frontPage: "Front page",
  otherLanguage: "Tiếng Việt",
  sampleStamp: "Sample data",
  sampleMeaning: "Includes sample people made by the program as an illustration; not for reporting.",

  groups: { official: "Officials and public employees", student: "Pupils and students", adult: "Adults" },
  groupNouns,
  measures: { reached: "Reached", capable: "Capable", verified: "Verified", confirmed: "Confirmed on VNeID" },
  measuresInSentence: { reached: "reached", capable: "capable", verified: "verified", confirmed: "confirmed on VNeID" },
  definitions: {
    reached: "was marked present at a class, or did at least one piece of learning on a device.",
    capable: "did an essential task in the simulator to its end, on their own and without a hint, as far as the evidence ladder in use asks. Answering questions alone is never enough.",
    verified: "re-tested by someone from another commune on a random sample, so always with an interval. Where no round has been held, it is not measured yet.",
    confirmed: "recorded on VNeID, imported with its date. Nothing has been imported, so not measured yet.",
  },
  neverMerged: "Four numbers, never merged.",
  countingRule: "Every figure is counted from recorded acts of persons; nobody types a total. Shares are cut, never rounded up.",

  sayFinding,
  findingAt: (place, finding) => {
    const sentence = sayFinding(finding);
    return `${place}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
  },

  figuresAsOf: "figures as of",
  boundaries: (label, validFrom) => (label.includes(day(validFrom)) || validFrom < "1945" ? label : `${label} (since ${day(validFrom)})`),
  vneidList: (day) => `VNeID list up to ${day}`,
  policy: (version) => `evidence ladder ${version}`,
  communeCount: (communes) => `${count(communes)} communes, wards and special zones`,

  withheld: "few people, not told",
  notYetMeasured: "not measured yet",
  nobodyListed: "nobody yet",
  outOf: (persons, listed) => `${count(persons)} of ${count(listed)}`,
  personsOutOf: (persons, listed) => `${people(persons)} of ${count(listed)}`,
  tooFewForShare: "fewer than 10 people, no share given",
  listed: (listed) => (listed === 0 ? "nobody on the list yet" : `${people(listed)} on the list`),
  persons: people,
  estimated: "estimated",
  openRecords: "Open the records",
  openCommune: "Open the commune",

  lanesTitle: "Four numbers of three groups, beside the targets",
  lanesNote: "Percentage of the group's list. Upright lines are the targets. Press a number to see the records it stands on.",
  targetDated: (percent, dates) => `${percent} · ${dates.map(day).join(", ")}`,
  targetGap: ({ personsWanting, due }, percent) => {
    if (personsWanting === 0) return `Has met the ${percent} target (due ${due.map(({ by }) => day(by)).join(", ")}).`;
    const dates = due.map(({ by, isOver }) => (isOver ? `fell due on ${day(by)}` : `due on ${day(by)}`)).join(", ");
    return `${people(personsWanting)} more to meet the ${percent} target: ${dates}.`;
  },
  unplaced: (reached, capable) =>
    `Not in these figures: ${people(reached)} who have learned but have not said where they live, ${count(capable)} of them capable. They are counted in no commune and not in the province.`,

  mapTitle: "How far each place has come",
  mapNote: (measure, group) => `${group}: ${measure}, by commune. Point or press Tab to read, press Enter to open a commune.`,
  chooseMeasure: "Number",
  chooseGroup: "Group",
  skipMap: "Skip the map",
  skipTiles: "Skip the tile map",
  mapName: (measure, group) => `Map of the communes: ${measure}, ${group}`,
  tilesName: (measure, group) => `Tile map: ${measure}, ${group}`,
  mapCaption: "By land: wide communes look larger, though few live there.",
  tilesCaption: "By equal tiles: one square per commune, near its place.",
  legend: "Legend",
  below: (percent) => `under ${percent}`,
  between: (from, to) => `${from}–${to}`,
  from: (percent) => `${percent}% and over`,
  legendMissing: "not measured, nobody listed, or fewer than 10 people",
  legendEstimated: "estimated",
  nothingMeasured: (measure) => `${measure}: not measured in any commune yet. Blank is not zero.`,
  mapMissing: "The boundaries could not be fetched. The table is complete without them.",

  tableTitle: (communes) => `Figures of ${count(communes)} communes, wards and special zones`,
  tableNote: (group) => `${group}. Press a heading to sort; sorted to find, not to rank.`,
  search: "Search by a new or old name",
  searchHint: "Diacritics are not needed",
  searchFound: (communes) => (communes === 0 ? "No commune by that name. Try fewer letters, or the old name." : communes === 1 ? "Found 1 commune." : `Found ${count(communes)} communes.`),
  searchNewNamesOnly: "The server could not be asked, so only new names are searched.",
  matchedName: (name) => `matches “${name}”`,
  showAll: (communes) => `Show all ${count(communes)} communes`,
  columnUnit: "Commune, ward, special zone",
  columnListed: "On the list",
  sortBy: (column) => `Sort by: ${column}`,

  backToProvince: "Back to the province",
  backToCommune: (name) => `Back to ${name}`,
  communeNumbers: "The four numbers here, beside the targets",
  hamletsTitle: "Hamlets",
  hamletsNote: "The gap between the two marks is people who came but cannot do it on their own yet. Axis from 0 to 100%.",
  hamletsFewNote: "Where fewer than 10 live: each mark is one person, hollow for who has not come yet.",
  hamletsNone: "No hamlet of this commune is on the list yet.",
  columnHamlet: "Hamlet",
  columnReachedCapable: "Reached and capable",
  formerTitle: "The former units it was made of",
  mergedFrom: (names) => `Merged from ${names}.`,
  unchanged: "This commune was not merged with any other.",
  formerNote: "Width shows the people on the list, all three groups.",
  formerEstimatedNote: "Hatching means estimated: apportioned by weights, not counted person by person.",
  formerUnknown: "Former unit not known",
  formerUnknownMeaning: "People who gave the commune as their place, not the hamlet.",
  formerSumsDiffer: "The former units do not add up to the commune, because some are estimated.",
  columnFormer: "Former unit",
  columnBasis: "Basis",
  basis: { exact: "counted person by person", estimated: "estimated" },
  before: "Before",
  now: "Now",
  ribbonName: (unit) => `Former units merged into ${unit}; the figures are in the table below`,

  hamletIn: (former) => `(formerly ${former})`,
  recordsTitle: (measure, group, unit) => `${unit} · ${group} · ${measure}`,
  recordsPersons: people,
  recordsEqual: "This is exactly the number on the dashboard. One line per person: the act that made them count.",
  definition: "What this number means",
  query: "The query that counted",
  queryNote: "The query with which the server counted; anyone with a copy of the data can count again.",
  recordsTable: "Records",
  columnPerson: "Person code",
  columnAct: "Recorded act",
  columnWhat: "Lesson, scenario, class",
  columnDeviceTime: "Time on the device",
  columnReceivedAt: "Received by the server",
  columnSegment: "Signed segment",
  deviceTimeNote: "Device time comes from the phone and may be off; it is not used for counting.",
  samplePerson: "sample",
  inSegment: (position) => `line ${count(position + 1)}`,
  acts: {
    "person-registered": "Put on the list",
    "lesson-step-done": "Finished a step of a lesson",
    "simulator-finished": "Finished a practice task",
    "item-answered": "Answered a question",
    "test-begun": "Began a test",
    "test-resumed": "Went on with a test",
    "item-neutralised": "A question that could not be asked",
    "test-ended": "Ended a test",
    "class-held": "Held a class",
    "attendance-marked": "Was present at a class",
    "profile-changed": "Changed a profile",
    "class-changed": "Changed a class",
    "help-request-changed": "Changed a request for help",
    "persons-merged": "Made one person of two",
    "round-planned": "Planned a sampling round",
    "draw-published": "Drew a sample",
    "retest-recorded": "Was re-tested",
    "case-opened": "Opened a case",
    "case-answered": "Answered a case",
    "round-closed": "Closed a sampling round",
    "vneid-confirmed": "Confirmed on VNeID",
    "consent-given": "Agreed",
    "consent-withdrawn": "Withdrew an agreement",
    "ambassador-applied": "Offered to be an ambassador",
    "ambassador-appointed": "Was appointed an ambassador",
    "ambassador-ended": "Ceased to be an ambassador",
    "class-opened": "Opened a class",
    "task-observed": "Was watched at a task",
    "hand-raised": "Was stuck and needed help",
    "household-visited": "Was visited at home",
    "place-found": "Wrote down what a hamlet lacks",
    "directive-issued": "Issued a directive",
    "directive-answered": "Answered a directive",
    "directive-reminded": "Reminded of a directive",
    "directive-ended": "Ended a directive",
    "campaign-planned": "Planned a campaign",
    "local-model-planned": "Planned a local model",
    "session-tagged": "Tagged a session",
  },
  more: "Show more",
  shownOf: (shown, persons) => `Showing ${count(shown)} of ${count(persons)} records.`,
  recordsNone: "No records yet",
  recordsNoneMeaning: "The number is 0: it was counted and there is nobody yet. Once an act is recorded, it will show here.",
  recordsNotMeasured: "This number has not been measured, so there are no records. Not measured does not mean nobody.",

  toDecide: "Waiting for a person",
  toDecideShort: "To decide",
  waitingCount: (things) => (things === 1 ? "1 thing is waiting." : `${count(things)} things are waiting.`),
  toDecideMeaning: "The program does not decide these for people. While they wait, everything that was sent is kept.",
  nothingToDecide: "Nothing is waiting.",
  nothingToDecideMeaning: "Every phone is known and every record says one thing. Rest easy; anything new will show here by itself.",
  machines: "Phones and hubs",
  machine: "Machine",
  machineCounts: ({ known, enrolled, keptApart, revoked, forked, requests }) =>
    `Phones and hubs known: ${count(known)}. Enrolled: ${count(enrolled)}. With records kept apart because they are not enrolled: ${count(keptApart)}. With two writers: ${count(forked)}. Revoked: ${count(revoked)}. Asking for a role: ${count(requests)}.`,
  setAside: (units) => (units === 1 ? "1 packet came damaged and is kept to be looked at." : `${count(units)} packets came damaged and are kept to be looked at.`),
  noMachineWaits: "No phone or hub waits for a decision.",
  firstOf: (shown, all) => `These are the first ${count(shown)} of ${count(all)}. As they are decided, the others move up.`,
  replicaWhys: {
    forked: {
      name: "Two places write one log",
      meaning: "Both branches are kept, and each act is counted once.",
      toDo: "What to do: ask who holds the phone whether it was copied. Run the command below on the server; it names both branches, so that the last trusted segment can be chosen.",
    },
    "not-enrolled": {
      name: "Not enrolled",
      meaning: "The records are kept, and count once the phone is enrolled.",
      toDo: "What to do: ask whose phone it is. If it is one of ours, run the command below on the server; for a digital ambassador's phone, put ambassador in place of phone.",
    },
    revoked: {
      name: "Revoked and still sending",
      meaning: "More came after it was revoked. It is kept apart and not counted.",
      toDo: "What to do: find out who uses the phone and why. If those records should not count, run the command below on the server and write down why; the point of revocation stays where it was.",
    },
    asks: {
      name: "Asking for a role",
      meaning: "It asks for a role that only a person can give.",
      toDo: "What to do: call whoever asks to be sure of them, then run the command below on the server.",
    },
  },
  because: "why",
  roles: { phone: "a learner's phone", ambassador: "an ambassador's phone", assessor: "an assessor's phone", hub: "a hamlet's hub" },
  asksAs: (role) => `asks to be ${role}`,
  factsHeld: (facts, apart) => `${count(facts)} ${facts === 1 ? "record" : "records"} counted, ${count(apart)} kept apart.`,
  nothingArrived: "Nothing has come from it yet.",
  lastArrival: (moment) => `Last sent at ${moment}.`,
  conflicts: "Records changed in two places",
  conflictsMeaning: "Two phones changed one record without knowing of each other. All versions are kept; one is used meanwhile, the same everywhere.",
  conflictsToDo: "What to do: ask the people concerned which one is right. The next change, made on a phone that has all versions, replaces them all.",
  noConflicts: "No record was changed in two places.",
  recordKinds: { "profile-changed": "A person's profile", "class-changed": "A class", "help-request-changed": "A request for help" },
  shownMeanwhile: "Used meanwhile",
  otherVersion: "The other version, kept",
  saidFields: {
    place: "Place", group: "Group", household: "Household code", birthYear: "Year of birth", sex: "Sex", isAmbassador: "Digital ambassador", startsAtMs: "Starts at", lesson: "Lesson", state: "State", about: "About", helper: "Helper's code",
  },
  saidValues: {
    female: "female", male: "male", true: "yes", false: "no", planned: "planned", held: "held", cancelled: "called off", open: "waiting", taken: "taken on", answered: "answered", closed: "done",
  },
  notSaid: "not given",

  sampledBetween: (lower: string, upper: string) => `from ${lower} to ${upper}`,
  sampledPersons: (tested: number) => `${count(tested)} people re-tested`,
  openRound: "Open the sampling round",
  rounds: roundsEn,
  items: itemsEn,
  tests: testsEn,

  loading: "Fetching the figures…",
  justUpdated: (time) => `Updated just now, at ${time}`,
  unreachable: "The server cannot be reached.",
  unreachableKept: (moment) => `The figures below are from ${moment}. The dashboard keeps trying by itself.`,
  unreachableMeaning: "Please see whether the server is running and the network is up. The dashboard tries again every few seconds; there is no need to reload.",
  tryAgain: "Try again now",
  refused: "The server could not give these figures",
  refusedWhat: "Please try again; if it stays so, show this line to whoever looks after the server:",
  emptyProvince: "When the first phone sends its records, the figures will appear here by themselves; no need to reload.",
  emptyProvinceWhat: "What to do: hold a class in a village house and put the learners on the list on an ambassador's phone.",
  unknownPage: "There is no such page",
  unknownPageWhat: "The address may have letters missing or too many. Go back to the province and choose again.",
};
