/**
 * A commune's list of people as it stands in a spreadsheet: headings in Vietnamese with or without marks, columns in any order, each row
 * judged alone. Of what a list may hold only what this movement needs is taken; citizen numbers, telephones and the like are never read.
 */
import type { PopulationGroup, UnitId } from "@hocvuso/contract";
import { foldKeepingMarks, foldName } from "../units/index.ts";

export type ListCell = string | number | boolean | Date | null;

/** What somebody may lack. */
export const lackings = ["sim", "phone", "level-2", "reading"] as const;
export type Lacking = (typeof lackings)[number];

export type ListedPerson = {
  /** As written, single spaces, NFC. */
  readonly name: string;
  readonly birthYear?: number;
  readonly sex?: "female" | "male";
  readonly group: PopulationGroup;
  /** A hamlet where its number is known, else the commune. */
  readonly place: UnitId;
  /** As written, where its number is not known. */
  readonly hamletName?: string;
  /** The commune's own mark of a household. */
  readonly household?: string;
  readonly languages?: string;
  readonly lacks: readonly Lacking[];
};

/** `repeats`: the same person with the same particulars stands in an earlier row. */
export type RowTrouble = "name-missing" | "name-unreadable" | "birth-year-unreadable" | "birth-year-impossible" | "sex-unreadable" | "group-unreadable" | "lacks-unreadable" | "text-unreadable" | "repeats";

export type RowRead =
  /** `row`: as the spreadsheet numbers it, from 1. */
  | { readonly is: "person"; readonly row: number; readonly person: ListedPerson }
  | { readonly is: "bad"; readonly row: number; readonly whys: readonly RowTrouble[] };

export type Column = "name" | "birthYear" | "sex" | "group" | "hamlet" | "household" | "languages" | "lacks";

export type ListRead =
  | {
    readonly is: "list";
    /** Row of the headings, from 1. */
    readonly headingRow: number;
    /** Heading of each column that was found. */
    readonly columns: Readonly<Partial<Record<Column, string>>>;
    /** Headings of columns that are not read. */
    readonly notRead: readonly string[];
    /** In order; rows without any text are left out. */
    readonly rows: readonly RowRead[];
  }
  /** No row among the first ones names a column of names. */
  | { readonly is: "no-heading" };

/** Folded headings. "hộ" (household) and "họ" (family name) fold alike: the second is told by its marks below. */
const HEADINGS: Readonly<Record<Column, readonly string[]>> = {
  name: ["ho va ten", "ho ten", "ten", "hoten", "hovaten", "ho va ten nguoi dan", "ho ten cong dan", "ho va ten cong dan", "ten nguoi dan", "full name", "name"],
  birthYear: ["nam sinh", "ngay sinh", "ngay thang nam sinh", "ngay thang nam", "sinh nam", "nsinh", "birth year"],
  sex: ["gioi tinh", "gioi", "nam nu", "sex"],
  group: ["nhom", "doi tuong", "nhom doi tuong", "thanh phan", "group"],
  hamlet: ["thon", "ban", "khoi", "khom", "khu pho", "to dan pho", "tdp", "thon ban", "thon to", "thon ban khoi", "thon ban to dan pho", "thon ban khoi pho", "thon xom", "xom", "hamlet"],
  household: ["ho", "so ho", "ma ho", "ho gia dinh", "ma so ho", "household"],
  languages: ["tieng noi", "ngon ngu", "tieng", "languages"],
  lacks: ["con thieu", "thieu", "kho khan", "dang thieu", "lacks"],
};

const HEADING_WITHIN_ROWS = 20;
const LONGEST = 80;
const NAME = /^\p{L}[\p{L}\p{M} .'’()-]*$/u;
/** No character that begins a formula or a tag. */
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,/'’()-]*$/u;

const SEXES: ReadonlyMap<string, "female" | "male"> = new Map([["nu", "female"], ["f", "female"], ["female", "female"], ["nam", "male"], ["m", "male"], ["male", "male"]]);

const GROUPS: ReadonlyMap<string, PopulationGroup> = new Map([
  ...["can bo", "cong chuc", "vien chuc", "can bo cong chuc", "can bo cong chuc vien chuc", "cbcc", "cbccvc", "official"].map((word): [string, PopulationGroup] => [word, "official"]),
  ...["hoc sinh", "sinh vien", "hoc sinh sinh vien", "hs", "sv", "hssv", "student"].map((word): [string, PopulationGroup] => [word, "student"]),
  ...["nguoi truong thanh", "nguoi dan", "nguoi lon", "nhan dan", "dan", "adult"].map((word): [string, PopulationGroup] => [word, "adult"]),
]);

const LACKS: readonly (readonly [RegExp, Lacking])[] = [[/\bsim\b/, "sim"], [/\bdien thoai\b|\bmay\b/, "phone"], [/\bmuc 2\b|\bdinh danh\b|\bvneid\b/, "level-2"], [/\bchu\b|\bdoc\b/, "reading"]];

/**
 * @param commune whose list it is.
 * @param hamlets folded names of hamlets whose ids are known.
 * @param thisYear nobody is born later.
 */
export function readPeopleList(rows: readonly (readonly ListCell[])[], { commune, hamlets, thisYear }: { readonly commune: UnitId; readonly hamlets: ReadonlyMap<string, UnitId>; readonly thisYear: number }): ListRead {
  const headings = rows.slice(0, HEADING_WITHIN_ROWS).map(columnsOf);
  const at = headings.findIndex((places) => places.has("name"));
  const places = headings[at];
  if (places === undefined) return { is: "no-heading" };
  const heading = rows[at] ?? [];
  const taken = new Set(places.values());
  const seen = new Map<string, number>();
  const read = rows.slice(at + 1).flatMap((cells, index): RowRead[] => {
    if (cells.every((cell) => textOf(cell) === "")) return [];
    const row = at + 2 + index;
    const judged = judgeRow((column) => { const place = places.get(column); return place === undefined ? null : cells[place] ?? null; });
    if (Array.isArray(judged)) return [{ is: "bad", row, whys: judged }];
    const { whole } = personKeys(judged, commune);
    if (seen.has(whole)) return [{ is: "bad", row, whys: ["repeats"] }];
    seen.set(whole, row);
    return [{ is: "person", row, person: judged }];
  });
  return {
    is: "list", headingRow: at + 1, rows: read,
    columns: Object.fromEntries([...places].map(([column, place]) => [column, textOf(heading[place] ?? null)])),
    notRead: heading.flatMap((cell, place) => (taken.has(place) || textOf(cell) === "" || ["stt", "tt", "so thu tu"].includes(foldName(textOf(cell))) ? [] : [textOf(cell)])),
  };

  function judgeRow(cell: (column: Column) => ListCell): ListedPerson | RowTrouble[] {
    const whys: RowTrouble[] = [];
    const name = textOf(cell("name"));
    if (name === "") whys.push("name-missing");
    else if (name.length > LONGEST || !NAME.test(name)) whys.push("name-unreadable");
    const birthYear = yearOf(cell("birthYear"));
    if (birthYear === undefined) whys.push("birth-year-unreadable");
    else if (birthYear !== null && (birthYear < 1900 || birthYear > thisYear)) whys.push("birth-year-impossible");
    const sexWord = foldName(textOf(cell("sex")));
    const sex = SEXES.get(sexWord);
    if (sexWord !== "" && sex === undefined) whys.push("sex-unreadable");
    const groupWord = foldName(textOf(cell("group")));
    const group = groupWord === "" ? "adult" : GROUPS.get(groupWord);
    if (group === undefined) whys.push("group-unreadable");
    const hamletText = textOf(cell("hamlet"));
    const household = textOf(cell("household"));
    const languages = textOf(cell("languages"));
    if ([hamletText, household, languages].some((text) => text !== "" && (text.length > LONGEST || !PLAIN.test(text)))) whys.push("text-unreadable");
    const lacksText = foldName(textOf(cell("lacks")));
    const lacks = LACKS.flatMap(([word, lacking]) => (word.test(lacksText) ? [lacking] : []));
    if (lacksText !== "" && lacks.length === 0 && !/^(khong|x|du|day du)$/.test(lacksText)) whys.push("lacks-unreadable");
    if (whys.length > 0 || group === undefined) return whys;
    const place = hamletOf(hamletText, { commune, hamlets });
    return {
      name, group, lacks, place: place ?? commune,
      ...(birthYear === null || birthYear === undefined ? {} : { birthYear }),
      ...(sex === undefined ? {} : { sex }),
      ...(place === undefined && hamletText !== "" ? { hamletName: hamletText } : {}),
      ...(household === "" ? {} : { household }),
      ...(languages === "" ? {} : { languages }),
    };
  }
}

function columnsOf(heading: readonly ListCell[]): ReadonlyMap<Column, number> {
  const places = new Map<Column, number>();
  heading.forEach((cell, place) => {
    const text = textOf(cell);
    const folded = foldName(text);
    if (folded === "ho" && foldKeepingMarks(text) === foldKeepingMarks("họ")) return;
    const column = (Object.keys(HEADINGS) as Column[]).find((one) => HEADINGS[one].includes(folded)); // the keys of HEADINGS are columns
    if (column !== undefined && !places.has(column)) places.set(column, place);
  });
  return places;
}

function textOf(cell: ListCell): string {
  if (cell === null || cell instanceof Date) return "";
  return String(cell).normalize("NFC").replaceAll(/[\s\u200b\ufeff]+/gu, " ").trim();
}

/** null for an empty cell, undefined for one that holds no year. */
function yearOf(cell: ListCell): number | null | undefined {
  if (cell instanceof Date) return cell.getUTCFullYear();
  const text = textOf(cell);
  if (text === "") return null;
  const found = /^(?:\d{1,2}[/.-]\d{1,2}[/.-])?(\d{4})$/.exec(text) ?? /^(\d{4})[/.-]\d{1,2}[/.-]\d{1,2}/.exec(text);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}

/** "Thôn 3", "3", or the name of a hamlet that is known. */
function hamletOf(text: string, { commune, hamlets }: { readonly commune: UnitId; readonly hamlets: ReadonlyMap<string, UnitId> }): UnitId | undefined {
  const folded = foldName(text);
  const known = hamlets.get(folded);
  if (known !== undefined) return known;
  const serial = /^(?:thon |ban |khoi |khom |khu pho |to dan pho |to |tdp |xom )?0*([1-9]\d{0,2})$/.exec(folded)?.[1];
  return serial === undefined ? undefined : (`${commune}-${serial.padStart(2, "0")}` as UnitId); // the form of a hamlet's id
}

/**
 * By what a person of a list is known again. `whole`: everything that was said of them, so that the same list read twice finds everybody.
 * `like`: name without marks and year of birth, in one commune: whoever shares it may be the same person, and somebody has to say.
 */
export function personKeys({ name, birthYear, sex, group, place, hamletName, household, languages, lacks }: ListedPerson, commune: UnitId): { readonly whole: string; readonly like: string } {
  return {
    whole: JSON.stringify([commune, foldKeepingMarks(name), birthYear ?? null, sex ?? null, group, place, foldName(hamletName ?? ""), foldName(household ?? ""), foldName(languages ?? ""), lacks]),
    like: likeKey(name, birthYear, commune),
  };
}

/** As `personKeys` says it, for somebody who is looked for. */
export function likeKey(name: string, birthYear: number | undefined, commune: UnitId): string {
  return JSON.stringify([commune, foldName(name), birthYear ?? null]);
}
