/**
 * /api/open-data: the province's figures for everybody, as CSV and JSON, on the boundaries of today and of before, with a dictionary of every column. What is not told
 * stays in as a row that says so. Whoever asks gets the same: these files are handed on.
 */
import type { DataDictionary, OpenData, OpenFigure, UnitFigures } from "@hocvuso/contract";
import { boundarySets } from "@hocvuso/domain/units";
import { readFigures } from "../projections/read-figures.ts";
import { asTold } from "../projections/read-told.ts";
import { definitions, groupNames, groups, measures } from "../reports/paper.ts";
import type { Services } from "../services.ts";
import { endpoint } from "./endpoint.ts";

const LICENCE = "CC-BY-4.0";

const columns: DataDictionary["columns"] = [
  { name: "boundaries", type: "date", meaning: { vi: "Địa giới của dòng: một ngày nằm trong thời gian bản đồ ấy có hiệu lực; 0001-01-01 là trước 1-7-2025.", en: "The boundaries of the row: a day on which that map was in force; 0001-01-01 is before 1 July 2025." } },
  { name: "unit", type: "text", meaning: { vi: "Mã đơn vị: mã của Tổng cục Thống kê, dấu chấm, lần thứ mấy mã ấy được dùng cho một vùng đất.", en: "Id of the unit: the national code, a point, and which extent of land bore it." } },
  { name: "unitName", type: "text", meaning: { vi: "Tên đơn vị trên bản đồ ấy.", en: "Its name on that map." } },
  { name: "kind", type: "text", meaning: { vi: "Cấp của đơn vị.", en: "Level of the unit." }, values: { province: { vi: "tỉnh", en: "province" }, commune: { vi: "xã, phường, đặc khu", en: "commune, ward, special zone" } } },
  { name: "basis", type: "text", meaning: { vi: "Số của đơn vị tính bằng cách nào.", en: "How the unit's figures were made." }, values: { exact: { vi: "đếm đúng từng người", en: "every person counted" }, estimated: { vi: "địa giới đã chia, số phân theo tỷ lệ", en: "apportioned, for the land was divided" } } },
  { name: "group", type: "text", meaning: { vi: "Nhóm người.", en: "Group of people." }, values: { official: { vi: groupNames.official, en: "Officials and public employees" }, student: { vi: groupNames.student, en: "Pupils and students" }, adult: { vi: groupNames.adult, en: "Adults" } } },
  { name: "listed", type: "integer", meaning: { vi: definitions.listed, en: "Persons on the unit's list." } },
  { name: "measure", type: "text", meaning: { vi: "Một trong bốn con số; bốn con số không cộng, không thay thế nhau.", en: "One of the four numbers, which are never merged." }, values: Object.fromEntries(measures.map((measure) => [measure, { vi: definitions[measure], en: { reached: "came to a class with attendance, or did a thing of learning", capable: "did the essential things alone in the simulators", verified: "estimated from re-tests of a drawn sample by people from elsewhere", confirmed: "confirmed on VNeID by the State" }[measure] }])) },
  { name: "state", type: "text", meaning: { vi: "Con số được biết ra sao.", en: "How the figure is known." }, values: { measured: { vi: "đếm", en: "counted" }, estimated: { vi: "ước lượng từ mẫu", en: "estimated from a sample" }, notYetMeasured: { vi: "chưa đo, không phải là 0", en: "not measured yet, which is not 0" }, withheld: { vi: "không nêu: ít người, hoặc nếu nêu thì tính ra được số của ít người", en: "not told: few people, or few people could be reckoned from it" } } },
  { name: "persons", type: "integer", meaning: { vi: "Số người; để trống khi chưa đo hoặc không nêu.", en: "Persons; empty where not measured or not told." } },
  { name: "lowerPersons", type: "integer", meaning: { vi: "Cận dưới của khoảng tin cậy, khi là ước lượng từ mẫu.", en: "Lower end of the interval of an estimate." } },
  { name: "upperPersons", type: "integer", meaning: { vi: "Cận trên của khoảng tin cậy.", en: "Upper end of the interval." } },
  { name: "level", type: "number", meaning: { vi: "Mức tin cậy, từ 0 đến 1.", en: "Level of the interval, 0 to 1." } },
  { name: "tested", type: "integer", meaning: { vi: "Số người được kiểm lại.", en: "Persons re-tested." } },
];

export const getDictionary = endpoint(async (): Promise<DataDictionary> => ({ title: { vi: "Tiến độ phong trào Bình dân học vụ số", en: "Progress of Bình dân học vụ số, digital literacy for all" }, licence: LICENCE, columns }));

export const getOpenJson = endpoint(async (_, services): Promise<OpenData> => readOpenData(services));

export const getOpenCsv = endpoint(async (c, services) => {
  const { figures } = await readOpenData(services);
  const lines = [columns.map(({ name }) => name), ...figures.map((row) => columns.map(({ name }) => String(row[name as keyof OpenFigure] ?? "")))]; // the names of the columns are the row's own
  // With the mark by which spreadsheets know UTF-8.
  return c.body(`\uFEFF${lines.map((cells) => cells.map(quoted).join(",")).join("\r\n")}\r\n`, 200, { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="hocvuso-so-lieu-mo.csv"', "cache-control": "no-cache", "x-content-type-options": "nosniff" });
});

async function readOpenData(services: Services): Promise<OpenData> {
  const maps = await Promise.all(boundarySets(services.register).map(({ asOf }) => readFigures({ boundaries: asOf }, services)));
  const newest = maps.at(-1);
  if (newest === undefined) throw new Error("the register of units has no boundaries");
  const { asOf, includesSample, policyVersion } = newest.provenance;
  return {
    licence: LICENCE, dictionary: "/api/open-data/dictionary.json", asOf, includesSample, policyVersion,
    figures: maps.toReversed().flatMap(({ map, cells, communes, province, provenance }) => {
      const boundaries = map === "today" ? provenance.boundarySet.validFrom : map;
      return [...rowsOf(province, "province", boundaries), ...asTold(communes, map, cells, services).flatMap((commune) => rowsOf(commune, "commune", boundaries))];
    }),
  };
}

function rowsOf({ unit, name, basis, groups: figures }: UnitFigures, kind: OpenFigure["kind"], boundaries: string): readonly OpenFigure[] {
  return groups.flatMap((group) => measures.map((measure): OpenFigure => {
    const figure = figures[group][measure];
    const persons = figure.state === "measured" || figure.state === "estimated" ? figure.persons : null;
    const { lowerPersons, upperPersons, level, tested } = figure.state === "estimated" ? figure : { lowerPersons: null, upperPersons: null, level: null, tested: null };
    return { boundaries, unit, unitName: name.vi, kind, basis, group, listed: figures[group].listed, measure, state: figure.state, persons, lowerPersons, upperPersons, level, tested };
  }));
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
