/** What the page of items says in Vietnamese: to authors, who write questions, and to the office. */
import type { CalibrationRun, GroupDifference, ItemFinding } from "@hocvuso/contract";
import { sayCount } from "../figures/numbers.ts";

const count = (value: number) => sayCount(value, "vi");
const number = (value: number, digits = 2) => value.toLocaleString("vi-VN", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const percent = (share: number) => `${Math.round(100 * share)}%`;

const groupNames = { sex: "phụ nữ", age: "người từ 60 tuổi", phone: "người dùng chung điện thoại" } as const;
const whom = (by: GroupDifference["by"], commune: string) => (by === "commune" ? `người ở ${commune}` : groupNames[by]);

export const itemsVi = {
  nav: "Câu hỏi",
  title: "Câu hỏi dùng ra sao",
  meaning: "Mỗi câu khó đến đâu, phân biệt người biết với người chưa biết rõ đến đâu, có công bằng với mọi nhóm không: tính từ chính câu trả lời của bà con. Đáp án chỉ người biên soạn và văn phòng xem được.",
  nightTitle: "Tính lại hằng đêm",
  nightAt: (at: string) => `Máy chủ tự tính lại lúc ${at} mỗi đêm (giờ Việt Nam).`,
  nightChoose: "Giờ khác",
  nightSave: "Đổi giờ",
  neverRan: "Chưa chạy lần nào.",
  ran: (moment: string, outcome: CalibrationRun["outcome"], version: number | undefined) => `Lần gần nhất ${moment}: ${{
    "new-version": `có bản mới, bản ${version ?? ""}`, "nothing-new": `không có câu trả lời mới, giữ bản ${version ?? ""}`, "no-answers": "chưa có câu trả lời nào", failed: "chưa xong; đêm sau máy tính lại, chi tiết ở nhật ký máy chủ",
  }[outcome]}.`,
  alarms: (items: number) => (items === 0 ? "Không câu nào khó hay dễ hẳn so với trước." : `${count(items)} câu khó hay dễ hẳn so với lúc bắt đầu được tính. Các câu ấy đang nghỉ, không tính vào kết quả của ai, chờ người soạn xem.`),
  seeItems: "Xem các câu hỏi",
  version: (version: number, moment: string, persons: number, answers: number) => `Bản ${version}, ${moment}: ${count(answers)} câu trả lời của ${count(persons)} người.`,
  sample: "Đây là người mẫu, chỉ để xem trang này trông ra sao.",
  noVersion: "Chưa tính lần nào. Đêm nay máy chủ tính; cần ngay thì chạy lệnh npm run calibrate.",
  show: "Xem những câu",
  shows: { all: "tất cả", resting: "đang nghỉ", unequal: "không công bằng với một nhóm", collecting: "còn gom câu trả lời", scored: "đang được tính" },
  none: "Không có câu nào như thế.",
  columns: { item: "Câu", use: "Dùng để", answers: "Người trả lời", difficulty: "Độ khó", slope: "Độ phân biệt", state: "Tình trạng" },
  uses: { certifying: "kiểm tra", practice: "luyện tập", run: "máy tập, tự làm" } satisfies Record<ItemFinding["use"], string>,
  states: { scored: "được tính", collecting: (least: number) => `còn gom, đủ ${count(least)} người mới tính`, resting: "đang nghỉ" },
  unequalMark: "lệch nhóm",
  back: "Tất cả câu hỏi",
  curveTitle: "Người càng vững càng làm đúng?",
  curveMeaning: "Đường là mô hình, chấm là người thật chia theo trình độ. Chấm nằm gần đường thì câu chạy đúng như tính.",
  curveX: "trình độ (logit)",
  curveY: "phần điểm",
  curveDot: (ability: number, answers: number, share: number) => `Trình độ ${number(ability, 1)}: ${count(answers)} người, được ${percent(share)} số điểm`,
  tableOfCurve: "Bảng số của hình",
  columnsOfCurve: ["Trình độ", "Người", "Thật", "Mô hình"],
  numbersTitle: "Các con số",
  discrimination: "Độ phân biệt (a)",
  difficulty: "Độ khó (b, logit)",
  step: (nth: number) => `Độ khó bước ${nth} (logit)`,
  guessing: "Đoán mò cũng trúng (c, cố định)",
  declared: "Người soạn đoán độ khó",
  answersLabel: "Số người đã trả lời",
  met: "Gặp câu này",
  metOf: (share: number) => `${percent(share)} số người làm loại này`,
  eligible: "Được phép rút ra",
  eligibleOf: (share: number) => `trong ${percent(share)} số lượt, để câu không bị thuộc lòng`,
  median: "Thời gian làm (giữa)",
  seconds: (seconds: number) => `${count(Math.round(seconds))} giây`,
  withError: (value: number, error: number) => (error === 0 ? number(value) : `${number(value)} ± ${number(error)}`),
  withErrorNote: "± là sai số chuẩn.",
  picksTitle: "Bà con đã trả lời gì",
  columnsOfPicks: ["Trả lời", "Người", "Phần", "Trình độ trung bình"],
  right: "đúng",
  picksMeaning: "Nếu người vững hay chọn một câu khác đáp án, nên đọc lại câu ấy.",
  groupsTitle: "Có công bằng không",
  groupsMeaning: "So những người cùng trình độ với nhau. Lệch ở đây nói về câu hỏi, không nói về người.",
  columnsOfGroups: ["Nhóm", "So sánh", "Lệch (Δ)", "Loại", "Hồi quy"],
  groupSentence: ({ by, delta, etsClass }: GroupDifference, commune: string) => {
    const who = whom(by, commune);
    if (etsClass === "A") return `Với ${who}, câu này khó như với người khác cùng trình độ.`;
    const more = delta < 0 ? "khó hơn" : "dễ hơn";
    return etsClass === "C" ? `Với ${who}, câu này ${more} hẳn so với người khác cùng trình độ. Nên sửa lời hoặc thay câu.` : `Với ${who}, câu này ${more} một chút. Mời bác đọc lại.`;
  },
  groupCounts: (focal: number, reference: number) => `${count(focal)} người so với ${count(reference)}`,
  logistic: (tail: number, gain: number) => `p ${tail < 0.001 ? "< 0,001" : number(tail, 3)}; R² thêm ${number(gain, 3)}`,
  groupsNone: "Chưa nhóm nào có đủ người ở cả hai bên để so.",
  groupsNotRuns: "Máy tập chấm nhiều bước nên chưa so nhóm ở đây.",
  drift: ({ sinceVersion, answers, shiftLogits, standardError, isAlarm }: NonNullable<ItemFinding["drift"]>) =>
    `Từ bản ${sinceVersion}, thêm ${count(answers)} người: ${Math.abs(shiftLogits) < 0.005 ? "không đổi" : `${shiftLogits > 0 ? "khó" : "dễ"} hơn ${number(Math.abs(shiftLogits))}`} ± ${number(standardError)} logit.${isAlarm ? " Câu này đang nghỉ. Có thể đáp án đã lộ, hoặc việc thật ngoài đời đã đổi. Xem lại rồi thay bằng câu mới." : ""}`,
  number, percent,
};

export type ItemMessages = typeof itemsVi;
