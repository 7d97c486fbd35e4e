/** A report as .xlsx: one row a unit and group, numbers as numbers, every column said in words on its last sheet. What is not known is an empty cell and a word beside it, never 0. */
import type { Figure, Measure, WrittenReport } from "@hocvuso/contract";
import { targetGaps } from "@hocvuso/domain/campaign";
import { writeXlsx } from "hucre/xlsx";
import { definitionsOf, groupNames, groups, LISTED, measureNames, measures, sayDay } from "./paper.ts";
import { dayInVietnam } from "../vietnam-clock.ts";

const states: Readonly<Record<Figure["state"], string>> = { measured: "đếm", estimated: "ước lượng từ mẫu", notYetMeasured: "chưa đo", withheld: "không nêu" };

export async function workbookOf(report: WrittenReport): Promise<Uint8Array> {
  const { whole, parts, provenance, targets, activity } = report;
  const definitions = definitionsOf(report);
  const numbered: readonly (Measure | "listed")[] = ["listed", ...measures];
  const noteOf = (what: Measure | "listed") => `(${numbered.indexOf(what) + 1})`;
  const headings = [
    "Mã đơn vị", "Đơn vị", "Cách tính", "Nhóm", `${LISTED} ${noteOf("listed")}`,
    ...measures.flatMap((measure) => [`${measureNames[measure]} ${noteOf(measure)}`, `${measureNames[measure]}: tình trạng`]),
    "Kiểm chứng: cận dưới (người)", "Kiểm chứng: cận trên (người)", "Kiểm chứng: mức tin cậy", "Kiểm chứng: số người kiểm lại (n)", "Kiểm chứng: đến ngày",
  ];
  const rows = [whole, ...parts].flatMap(({ unit, name, basis, groups: figures }) => groups.map((group) => {
    const { verified } = figures[group];
    const interval = verified.state === "estimated" ? [verified.lowerPersons, verified.upperPersons, verified.level, verified.tested, sayDay(dayInVietnam(Date.parse(verified.asOf)))] : [null, null, null, null, null];
    return [unit, name.vi, basis === "exact" ? "chính xác" : "ước lượng theo địa giới", groupNames[group], figures[group].listed, ...measures.flatMap((measure) => [personsIn(figures[group][measure]), states[figures[group][measure].state]]), ...interval];
  }));
  const today = dayInVietnam(Date.parse(provenance.asOf));
  const wanting = groups.flatMap((group) => targetGaps({ targets, group, capable: whole.groups[group].capable, listed: whole.groups[group].listed, today })
    .flatMap(({ share, personsWanting, due }) => due.map(({ by }) => [groupNames[group], share, sayDay(by), personsWanting, [...new Set(targets.filter((target) => target.group === group && target.share === share && target.by === by).map(({ decree }) => decree.vi))].join("; ")])));
  return writeXlsx({
    sheets: [
      { name: "Bốn con số", freezePane: { rows: 1, columns: 2 }, columns: headings.map((heading, at) => ({ width: at === 1 || at === 3 ? 30 : Math.max(12, Math.min(26, heading.length)) })), rows: [headings, ...rows] },
      { name: "Trong kỳ", columns: [{ width: 40 }, { width: 16 }], rows: [["Từ ngày", sayDay(activity.from)], ["Đến ngày", sayDay(activity.to)], ["Buổi học đã mở", activity.sessions], ...groups.map((group) => [`Mới làm được: ${groupNames[group]}`, activity.newlyCapable[group]])] },
      { name: "Chỉ tiêu", columns: [{ width: 32 }, { width: 12 }, { width: 14 }, { width: 18 }, { width: 60 }], rows: [["Nhóm", "Tỷ lệ", "Đến ngày", "Còn thiếu (người)", "Văn bản"], ...wanting] },
      {
        name: "Giải nghĩa", columns: [{ width: 24 }, { width: 110 }], rows: [
          ...(provenance.includesSample ? [["Lưu ý", "DỮ LIỆU MẪU, KHÔNG DÙNG ĐỂ BÁO CÁO"]] : []),
          ["Số liệu đến", `${sayDay(today)} (${provenance.asOf})`], ["Địa giới", provenance.boundarySet.label.vi],
          ...numbered.map((what) => [noteOf(what), definitions[what]]),
          ["không nêu", "Nhóm quá ít người, hoặc nếu nêu thì tính ngược ra được nhóm quá ít người."], ["chưa đo", "Chưa ai đo; không phải là 0."],
          ["ước lượng từ mẫu", "Ước lượng từ kỳ kiểm chứng: số người theo tỷ lệ ước lượng, cận dưới và cận trên của khoảng tin cậy, số người kiểm lại, ngày kiểm lại cuối."],
          ["ước lượng theo địa giới", "Địa giới đã chia: số được phân theo tỷ lệ của văn bản và số người đã biết, tổng không đổi."],
        ],
      },
    ],
  });
}

function personsIn(figure: Figure): number | null {
  return figure.state === "measured" || figure.state === "estimated" ? figure.persons : null;
}
