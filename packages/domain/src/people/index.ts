/** People as lists and desks know them: who stands in a commune's list, and by what days their requests are answered. */
export { mayConsent, type ConsentBy } from "./consent.ts";
export { lackings, likeKey, personKeys, readPeopleList, type Column, type Lacking, type ListCell, type ListedPerson, type ListRead, type RowRead, type RowTrouble } from "./read-list.ts";
export { deadlinesOf, type Deadlines, type RightsPolicy } from "./deadlines.ts";
export { helpNext, householdBoard, HOUSEHOLD_SKILLS, type Helped, type HelpNext, type HouseholdStanding, type Member } from "./households.ts";
export { lookAlikes, type Likeness } from "./look-alikes.ts";
export { rosterRows, type CsvTable, type RosterFiles } from "./read-roster.ts";
