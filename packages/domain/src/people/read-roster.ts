/**
 * A school's roster (1EdTech OneRoster 1.1 and 1.2, CSV) as the rows of a list: who learns and who teaches there, and nothing else. Of what such files hold
 * usernames, passwords, addresses, telephones, parents, classes and marks are never read. Row n of the list is row n of users.csv, so that what cannot be taken is found again.
 */
import type { ListCell } from "./read-list.ts";

/** Rows of a CSV file, the headings first; fields as written. */
export type CsvTable = readonly (readonly string[])[];

export type RosterFiles = {
  readonly users: CsvTable;
  /** Roles of 1.2. */
  readonly roles?: CsvTable;
  /** Roles in classes, where users.csv names none. */
  readonly enrollments?: CsvTable;
  /** Year of birth and sex, where a school gives them. */
  readonly demographics?: CsvTable;
};

const LEARNS: ReadonlySet<string> = new Set(["student"]);
const TEACHES: ReadonlySet<string> = new Set(["teacher", "principal", "administrator", "siteadministrator", "aide", "counselor", "proctor"]);
const SEXES: ReadonlyMap<string, string> = new Map([["male", "nam"], ["female", "nữ"]]);

/** Headings as `readPeopleList` knows them. */
const HEADING = ["Họ và tên", "Năm sinh", "Giới tính", "Nhóm"] as const;

/**
 * @returns undefined where users.csv names neither people nor ids. Rows of people who left, who are disabled, or who are neither pupils nor staff are empty, and so are left out of a list.
 */
export function rosterRows({ users, roles, enrollments, demographics }: RosterFiles): readonly (readonly ListCell[])[] | undefined {
  const [heading = [], ...rows] = users;
  const at = columnsIn(heading);
  if (!["sourcedid", "givenname", "familyname"].every((column) => at.has(column))) return undefined;
  const rolesOf = new Map<string, string>();
  // Whoever teaches anywhere is staff, also where they learn something.
  for (const [table, user] of [[enrollments, "usersourcedid"], [roles, "usersourcedid"]] as const) {
    for (const record of recordsIn(table)) {
      const [who, role] = [record(user), record("role").toLowerCase()];
      if (record("status").toLowerCase() !== "tobedeleted" && !TEACHES.has(rolesOf.get(who) ?? "")) rolesOf.set(who, role);
    }
  }
  const born = new Map([...recordsIn(demographics)].map((record) => [record("sourcedid"), { year: /^(\d{4})(-|$)/.exec(record("birthdate"))?.[1] ?? "", sex: SEXES.get(record("sex").toLowerCase()) ?? "" }] as const));
  return [HEADING, ...rows.map((cells): readonly ListCell[] => {
    const of = (column: string) => cells[at.get(column) ?? -1]?.trim() ?? "";
    const role = of("role").toLowerCase() || (rolesOf.get(of("sourcedid")) ?? "");
    const group = LEARNS.has(role) ? "học sinh" : TEACHES.has(role) ? "viên chức" : undefined;
    if (group === undefined || of("status").toLowerCase() === "tobedeleted" || /^(false|0)$/i.test(of("enableduser"))) return [];
    const known = born.get(of("sourcedid"));
    return [[of("familyname"), of("middlename"), of("givenname")].filter((part) => part !== "").join(" "), known?.year ?? "", known?.sex ?? "", group];
  })];
}

function columnsIn(heading: readonly string[]): ReadonlyMap<string, number> {
  return new Map(heading.map((name, place) => [name.replace(/^\ufeff/, "").trim().toLowerCase(), place]));
}

function* recordsIn(table: CsvTable | undefined): Generator<(column: string) => string> {
  if (table === undefined) return;
  const [heading = [], ...rows] = table;
  const at = columnsIn(heading);
  for (const cells of rows) yield (column) => cells[at.get(column) ?? -1]?.trim() ?? "";
}
