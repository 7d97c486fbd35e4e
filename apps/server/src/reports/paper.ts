/**
 * A report as a paper of the State: what it says, in Vietnamese, before anybody decides how a file holds it. Promise: numbers are the dashboard's to the
 * digit, each has a footnote that says what it means, and what is not known is said as plainly as what is.
 */
import type { Figure, Measure, PopulationGroup, ReportKind, ReportPolicy, UnitFigures, WrittenReport } from "@hocvuso/contract";
import { targetGaps } from "@hocvuso/domain/campaign";
import { percentCut } from "@hocvuso/domain/measurement";
import { clockInVietnam, dayInVietnam } from "../vietnam-clock.ts";

/** `note`: the footnote that stands behind it, 1 the first; every footnote is pointed at once, in the order of the paper. */
export type Run = { readonly text: string; readonly bold?: boolean; readonly italic?: boolean; readonly note?: number };

export type Block =
  | { readonly is: "heading"; readonly text: string }
  | { readonly is: "text" | "caption"; readonly runs: readonly Run[] }
  /** `widths` are shares; the first column names, the others count. */
  | { readonly is: "table"; readonly headings: readonly (readonly Run[])[]; readonly rows: readonly (readonly (readonly Run[])[])[]; readonly widths: readonly number[] };

export type Paper = {
  /** Agencies from the highest; the last reports. */
  readonly head: { readonly agencies: readonly string[]; readonly number: string; readonly placeAndDay: string };
  readonly stamp: string | undefined;
  readonly title: string;
  readonly about: string;
  readonly blocks: readonly Block[];
  readonly recipients: readonly string[];
  readonly signature: readonly string[];
  readonly notes: readonly string[];
};

export const groups: readonly PopulationGroup[] = ["official", "student", "adult"];
export const measures: readonly Measure[] = ["reached", "capable", "verified", "confirmed"];
export const groupNames: Readonly<Record<PopulationGroup, string>> = { official: "Cán bộ, công chức, viên chức", student: "Học sinh, sinh viên", adult: "Người trưởng thành" };
export const measureNames: Readonly<Record<Measure, string>> = { reached: "Đã tiếp cận", capable: "Làm được", verified: "Đã kiểm chứng", confirmed: "Xác nhận trên VNeID" };
export const LISTED = "Trong danh sách";

/** What each number means. */
export const definitions: Readonly<Record<Measure | "listed", string>> = {
  listed: "Người có tên trong danh sách của đơn vị, đếm theo từng người.",
  reached: "Đã tiếp cận: đã có mặt ở một buổi học có điểm danh, hoặc đã làm ít nhất một việc học trên máy.",
  capable: "Làm được: đã tự làm trọn các việc thiết yếu trên máy tập, không xem gợi ý; chỉ trả lời câu hỏi thì không tính.",
  verified: "Đã kiểm chứng: ước lượng từ mẫu rút thăm do người ở xã khác kiểm lại, luôn kèm khoảng tin cậy; chưa có kỳ kiểm chứng thì ghi “chưa đo”.",
  confirmed: "Xác nhận trên VNeID: do Nhà nước ghi nhận, nhập từ danh sách; chưa nhập danh sách nào thì ghi “chưa đo”.",
};

/** And by which rule, and which list, those of this report were counted. */
export function definitionsOf({ provenance: { policyVersion, vneidListedOn } }: WrittenReport): Readonly<Record<Measure | "listed", string>> {
  return {
    ...definitions,
    capable: `${definitions.capable} Thang minh chứng ${policyVersion}.`,
    confirmed: vneidListedOn === undefined ? definitions.confirmed : `${definitions.confirmed} Danh sách tính đến ngày ${sayDay(vneidListedOn)}.`,
  };
}

const kinds: Readonly<Record<ReportKind, (report: WrittenReport) => string>> = {
  daily: ({ activity }) => `Kết quả phong trào “Bình dân học vụ số” ${sayLongDay(activity.to)}`,
  monthly: ({ activity }) => `Kết quả phong trào “Bình dân học vụ số” từ ngày ${sayDay(activity.from)} đến ngày ${sayDay(activity.to)}`,
  ordered: ({ provenance }) => `Kết quả phong trào “Bình dân học vụ số” đến ${sayLongDay(dayInVietnam(Date.parse(provenance.asOf)))}`,
};

/** @param isProvince the report is the province's: its shares have one decimal, those of smaller places none. */
export function paperOf(report: WrittenReport, policy: ReportPolicy): Paper {
  const { whole, parts, provenance, targets, activity } = report;
  const isProvince = whole.unit.length === 4; // two digits, a point and a serial; communes have five digits
  const letterhead = isProvince ? policy.province : policy.commune;
  const notes: string[] = [];
  const own = definitionsOf(report);
  const defined = new Map<Measure | "listed", number>();
  const note = (text: string) => notes.push(text);
  const define = (what: Measure | "listed") => {
    const before = defined.get(what);
    const at = note(before === undefined ? own[what] : `Như chú thích ${before}.`);
    if (before === undefined) defined.set(what, at);
    return at;
  };
  const filled = (text: string) => text.replaceAll("{unit}", whole.name.vi.toLocaleUpperCase("vi")).replaceAll("{place}", whole.name.vi.replace(/^(Tỉnh|Thành phố|Xã|Phường|Thị trấn|Đặc khu) /, ""));
  const asOf = `${clockInVietnam(Date.parse(provenance.asOf))} ngày ${sayDay(dayInVietnam(Date.parse(provenance.asOf)))}`;

  const found = (figures: UnitFigures, group: PopulationGroup, measure: Measure, decimals: 0 | 1, isWhole: boolean): readonly Run[] => {
    const { listed, [measure]: figure } = figures.groups[group];
    return [{ text: sayFigure(figure, listed, decimals), ...(figure.state === "estimated" ? { note: note(sayEstimate(figure, isWhole && isProvince)) } : {}) }];
  };
  const headingsOf = (first: string) => [[{ text: first }], [{ text: LISTED, note: define("listed") }], ...measures.map((measure) => [{ text: measureNames[measure], note: define(measure) }])];
  const widths = [30, 13, 15, 15, 19, 15];

  const { adult } = whole.groups;
  const opening: Run[] = [
    { text: `Số liệu tính đến ${asOf}, trên ${provenance.boundarySet.label.vi}. ${whole.name.vi} có ${sayCount(adult.listed)} người trưởng thành trong danh sách`, note: define("listed") },
    ...(adult.capable.state === "measured" ? [{ text: `; ghi nhận ${sayFigure(adult.capable, adult.listed, isProvince ? 1 : 0)} làm được`, note: define("capable") }] : []),
    { text: ". Bốn chỉ số dưới đây có cách đo khác nhau, không cộng và không thay thế nhau." },
  ];
  const blocks: Block[] = [
    { is: "heading", text: "I. KẾT QUẢ ĐẾN NAY" },
    { is: "text", runs: opening },
    { is: "caption", runs: [{ text: "Bảng 1. Bốn chỉ số theo nhóm (số người, tỷ lệ trong danh sách)" }] },
    { is: "table", headings: headingsOf("Nhóm"), widths, rows: groups.map((group) => [[{ text: groupNames[group] }], [{ text: sayCount(whole.groups[group].listed) }], ...measures.map((measure) => found(whole, group, measure, isProvince ? 1 : 0, true))]) },
    { is: "heading", text: "II. TRONG KỲ" },
    {
      is: "text", runs: [
        { text: `${activity.from === activity.to ? `Trong ngày ${sayDay(activity.to)}` : `Từ ngày ${sayDay(activity.from)} đến ngày ${sayDay(activity.to)}`} đã mở ${sayCount(activity.sessions)} buổi học`, note: note("Buổi học do đại sứ số ghi trên máy, tính theo giờ của máy; một buổi chỉ tính một lần.") },
        { text: `; số người mới đạt mức làm được: ${groups.map((group) => `${sayCount(activity.newlyCapable[group])} ${groupNames[group].toLocaleLowerCase("vi")}`).join(", ")}`, note: note("Người đạt đủ số việc thiết yếu lần đầu trong kỳ, tính theo giờ của máy; việc gửi về muộn được tính vào ngày đã làm.") },
        { text: "." },
      ],
    },
    { is: "heading", text: "III. SO VỚI CHỈ TIÊU" },
    ...targetLinesOf(),
    ...(parts.length === 0 ? [] : [
      { is: "heading", text: `IV. THEO ${partsName().toLocaleUpperCase("vi")}` } as const,
      ...groups.flatMap((group, at): Block[] => [
        { is: "caption", runs: [{ text: `Bảng ${at + 2}. ${groupNames[group]}` }] },
        { is: "table", headings: headingsOf("Đơn vị"), widths, rows: parts.map((part) => [[{ text: `${part.name.vi}${part.basis === "estimated" ? " (ước lượng)" : ""}` }], [{ text: sayCount(part.groups[group].listed) }], ...measures.map((measure) => found(part, group, measure, 0, false))]) },
      ]),
    ]),
    { is: "heading", text: `${parts.length === 0 ? "IV" : "V"}. NHỮNG ĐIỀU CHƯA BIẾT` },
    ...unknowns().map((text): Block => ({ is: "text", runs: [{ text }] })),
  ];
  return {
    head: { agencies: letterhead.agencies.map(filled), number: `Số:         /${letterhead.symbol}`, placeAndDay: `${filled(letterhead.place)}, ${sayLongDay(dayInVietnam(Date.parse(report.madeAt)))}` },
    stamp: provenance.includesSample ? "DỮ LIỆU MẪU, KHÔNG DÙNG ĐỂ BÁO CÁO" : undefined,
    title: "BÁO CÁO", about: kinds[report.kind](report), blocks,
    recipients: [...letterhead.recipients, "Lưu: VT"], signature: letterhead.signature, notes,
  };

  function partsName(): string {
    return parts.some(({ unit }) => unit.includes("-")) ? "thôn, bản, tổ dân phố" : "xã, phường, đặc khu";
  }

  function targetLinesOf(): Block[] {
    const today = dayInVietnam(Date.parse(provenance.asOf));
    const lines = groups.flatMap((group) => {
      const { listed, capable } = whole.groups[group];
      return targetGaps({ targets, group, capable, listed, today }).map((gap): Block => {
        const decrees = [...new Set(targets.filter((target) => target.group === group && target.share === gap.share).map(({ decree }) => decree.vi))].join("; ");
        const days = gap.due.map(({ by, isOver }) => `${sayDay(by)}${isOver ? " (đã qua)" : ""}`).join(", ");
        const wanting = gap.personsWanting === 0 ? "đã đạt theo ghi nhận" : `còn thiếu ${sayCount(gap.personsWanting)} người`;
        return { is: "text", runs: [{ text: `${groupNames[group]}: chỉ tiêu ${(100 * gap.share).toLocaleString("vi-VN", { maximumFractionDigits: 1 })}% đến ngày ${days}; ${wanting}`, note: note(`${decrees}. So với số làm được theo ghi nhận, chưa phải số đã kiểm chứng.`) }, { text: "." }] };
      });
    });
    return lines.length > 0 ? lines : [{ is: "text", runs: [{ text: "Chưa có chỉ tiêu, hoặc chưa có ai trong danh sách để so." }] }];
  }

  function unknowns(): readonly string[] {
    const unmeasured = groups.filter((group) => whole.groups[group].verified.state === "notYetMeasured").map((group) => groupNames[group].toLocaleLowerCase("vi"));
    const hidden = parts.filter((part) => groups.some((group) => measures.some((measure) => part.groups[group][measure].state === "withheld"))).length;
    const estimated = parts.filter(({ basis }) => basis === "estimated").length;
    return [
      unmeasured.length === 0 ? "Mọi nhóm đã có kỳ kiểm chứng; số của từng xã là ước lượng gần đúng." : `Chưa có kỳ kiểm chứng cho: ${unmeasured.join("; ")}. Số làm được là theo ghi nhận, chưa được người ở nơi khác kiểm lại.`,
      ...(hidden === 0 ? [] : [`${sayCount(hidden)} đơn vị có nhóm quá ít người nên không nêu số, để không ai bị nhận ra.`]),
      ...(estimated === 0 ? [] : [`${sayCount(estimated)} đơn vị ghi “ước lượng”: địa giới đã chia, số được phân theo tỷ lệ.`]),
      "Người chưa khai nơi ở không nằm trong số của đơn vị nào.",
    ];
  }
}

/** As the dashboard shows it: cut, never rounded up; no share of fewer than ten. */
export function sayFigure(figure: Figure, listed: number, decimals: 0 | 1): string {
  switch (figure.state) {
    case "notYetMeasured": return "chưa đo";
    case "withheld": return "không nêu";
    case "measured": return listed === 0 ? "–" : listed < 10 ? sayCount(figure.persons) : `${sayCount(figure.persons)} (${sayPercent(figure.persons, listed, decimals)})`;
    case "estimated": {
      const between = (from: number, to: number) => `${sayPercent(from, listed, decimals)} đến ${sayPercent(to, listed, decimals)}`;
      return listed < 10 ? "chưa đủ căn cứ" : `${sayPercent(figure.persons, listed, decimals)} (${between(figure.lowerPersons, figure.upperPersons)})`;
    }
  }
}

function sayEstimate({ tested, level, asOf }: Extract<Figure, { state: "estimated" }>, isWholeProvince: boolean): string {
  const method = isWholeProvince ? "mẫu rút thăm phân tầng theo xã, ước lượng theo thiết kế mẫu" : "ước lượng vùng nhỏ từ mẫu rút thăm, gần đúng";
  return `${sayCount(tested)} người kiểm lại; ${method}; khoảng tin cậy ${Math.round(100 * level)}%; số liệu đến ngày ${sayDay(dayInVietnam(Date.parse(asOf)))}.`;
}

export function sayCount(count: number): string {
  return count.toLocaleString("vi-VN");
}

function sayPercent(persons: number, listed: number, decimals: 0 | 1): string {
  const write = (value: number) => `${value.toLocaleString("vi-VN", { minimumFractionDigits: value === 0 || value === 100 ? 0 : decimals, maximumFractionDigits: decimals })}%`;
  const cut = percentCut({ persons, listed, decimals });
  return cut > 0 || persons === 0 ? write(cut) : `dưới ${write(10 ** -decimals)}`;
}

/** From an ISO date: "20/11/2026". */
export function sayDay(isoDate: string): string {
  return isoDate.split("-").toReversed().join("/");
}

/** As the decree writes it: days under ten, January and February with a nought. */
function sayLongDay(isoDate: string): string {
  const [year = "", month = "", day = ""] = isoDate.split("-");
  return `ngày ${day} tháng ${Number(month) <= 2 ? month : Number(month)} năm ${year}`;
}
