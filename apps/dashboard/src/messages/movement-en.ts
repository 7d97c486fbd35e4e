/** What the pages about directives, campaigns, local models and requests for help say in English; same keys as the Vietnamese by type. */
import { sayDay } from "../figures/dates.ts";
import { sayCount } from "../figures/numbers.ts";
import type { MovementMessages } from "./movement-vi.ts";

const count = (value: number) => sayCount(value, "en");
const day = (isoDate: string) => sayDay(isoDate, "en");

export const movementEn: MovementMessages = {
  pages: { directives: "Directives" },

  directivesTitle: "Directives",
  directivesMeaning: "Each document becomes a task for each commune. A commune takes it up with one press; how far it is comes from sessions held and from what people did, and nobody types a figure.",
  noDirectives: "There is no directive yet.",
  columns: { title: "Document", dueOn: "Due", answered: "Answered", met: "There" },
  answeredOf: (answered, of) => `${count(answered)} of ${count(of)} communes`,
  isEnded: "ended",
  isLate: "overdue",
  issueTitle: "Issue a directive",
  fields: {
    title: "Name of the task", number: "Number of the document", documentDate: "Date of the document", link: "Link to the document", file: "Or the document's file", task: "What is to be done", dueOn: "Due on", measure: "Measured by", group: "Group", target: "Target", communes: "For",
  },
  fileNote: "PDF or Word, less than 8 MB.",
  linkNote: "Begins with https://",
  measures: { sessions: "sessions since it was issued", reached: "per cent reached", capable: "per cent capable", verified: "per cent verified by re-tests", confirmed: "per cent confirmed on VNeID" },
  targetNote: (measure) => (measure === "sessions" ? "Sessions in each commune" : "Per cent of those listed in the group"),
  allCommunes: "Every commune",
  someCommunes: "Some communes",
  issue: "Issue it",
  needsCommune: "Please choose at least one commune.",
  backToDirectives: "All directives",
  ofDocument: (number, date) => `${number} of ${day(date)}`,
  due: (date) => `Due on ${day(date)}`,
  asks: (measure, target) => `Asks for ${target} (${measure})`,
  sessionsTarget: (target) => `${count(target)} sessions in each commune`,
  percentTarget: (target, group) => `${target} % of ${group.toLowerCase()}`,
  readDocument: "Open the document",
  saveDocument: (name) => `Save the document: ${name}`,
  notAnswered: (communes) => (communes === 0 ? "Every commune has answered." : communes === 1 ? "1 commune has not answered" : `${count(communes)} communes have not answered`),
  notAnsweredMeaning: "It may not have been opened yet, or nobody may be in charge. One reminder a day is enough; a telephone call is often quicker.",
  remind: "Remind those that have not answered",
  reminded: (at, times) => `Reminded ${times === 1 ? "once" : `${count(times)} times`}, last ${at}`,
  withCommunes: "Commune by commune",
  commune: "Commune",
  answer: "Answer",
  progress: "Brought about",
  progressNote: "From what phones recorded. The four numbers stand apart and are never added up.",
  answers: { "taken-up": "Taken up", asks: "The commune asks something" },
  noAnswer: "No answer yet",
  isMet: "There",
  sessions: (sessions) => (sessions === 1 ? "1 session" : `${count(sessions)} sessions`),
  answerTitle: "The commune's answer",
  words: "A message (as you like)",
  takeUp: "We take it up",
  ask: "We want to ask something",
  end: "End this directive",
  endAsk: "Communes can answer no more once it has ended. Are you sure?",
  withdraw: "Withdraw it",
  ended: { done: "It is done and has ended.", withdrawn: "It was withdrawn." },
};
