/** What the pages about directives, campaigns, local models and requests for help say in Vietnamese. */
import type { DirectiveMeasure } from "@hocvuso/contract";
import { sayDay } from "../figures/dates.ts";
import { sayCount } from "../figures/numbers.ts";

const count = (value: number) => sayCount(value, "vi");
const day = (isoDate: string) => sayDay(isoDate, "vi");

export const movementVi = {
  pages: { directives: "Việc được giao" },

  directivesTitle: "Việc được giao theo văn bản",
  directivesMeaning: "Mỗi văn bản thành một việc cho từng xã. Xã bấm nhận việc; còn làm tới đâu thì máy lấy từ buổi học và việc người dân đã làm, không ai phải gõ con số.",
  noDirectives: "Chưa có việc nào được giao.",
  columns: { title: "Văn bản", dueOn: "Hạn", answered: "Đã trả lời", met: "Đã đạt" },
  answeredOf: (answered: number, of: number) => `${count(answered)} trên ${count(of)} xã`,
  isEnded: "đã khép lại",
  isLate: "quá hạn",
  issueTitle: "Giao một việc mới",
  fields: {
    title: "Tên việc", number: "Số, ký hiệu văn bản", documentDate: "Ngày của văn bản", link: "Đường dẫn tới văn bản", file: "Hoặc tệp văn bản", task: "Việc cần làm", dueOn: "Hạn", measure: "Đo bằng", group: "Nhóm", target: "Mức cần đạt", communes: "Giao cho",
  },
  fileNote: "PDF hoặc Word, dưới 8 MB.",
  linkNote: "Bắt đầu bằng https://",
  measures: { sessions: "số buổi học từ hôm giao", reached: "phần trăm đã được tới", capable: "phần trăm làm được", verified: "phần trăm qua kiểm lại", confirmed: "phần trăm xác nhận trên VNeID" } satisfies Record<DirectiveMeasure, string>,
  targetNote: (measure: DirectiveMeasure): string => (measure === "sessions" ? "Số buổi mỗi xã" : "Phần trăm trong danh sách của nhóm"),
  allCommunes: "Tất cả các xã",
  someCommunes: "Chọn từng xã",
  issue: "Giao việc",
  needsCommune: "Xin chọn ít nhất một xã.",
  backToDirectives: "Các việc được giao",
  ofDocument: (number: string, date: string) => `${number}, ngày ${day(date)}`,
  due: (date: string) => `Hạn: ${day(date)}`,
  asks: (measure: string, target: string) => `Cần: ${target} (${measure})`,
  sessionsTarget: (target: number) => `${count(target)} buổi mỗi xã`,
  percentTarget: (target: number, group: string) => `${target} % của nhóm ${group.toLocaleLowerCase("vi")}`,
  readDocument: "Mở văn bản",
  saveDocument: (name: string) => `Tải văn bản: ${name}`,
  notAnswered: (communes: number) => (communes === 0 ? "Xã nào cũng đã trả lời." : `${count(communes)} xã chưa trả lời`),
  notAnsweredMeaning: "Có thể xã chưa mở máy hoặc chưa có người phụ trách. Nhắc một lần mỗi ngày là đủ; gọi điện thường nhanh hơn.",
  remind: "Nhắc các xã chưa trả lời",
  reminded: (at: string, times: number) => `Đã nhắc ${count(times)} lần, lần cuối ${at}`,
  withCommunes: "Từng xã",
  commune: "Xã, phường",
  answer: "Trả lời",
  progress: "Đã làm được",
  progressNote: "Lấy từ việc đã ghi trên điện thoại. Bốn con số đứng riêng, không cộng vào nhau.",
  answers: { "taken-up": "Đã nhận việc", asks: "Xã có điều muốn hỏi" },
  noAnswer: "Chưa trả lời",
  isMet: "Đã đạt",
  sessions: (sessions: number) => `${count(sessions)} buổi học`,
  answerTitle: "Trả lời của xã",
  words: "Lời nhắn (không bắt buộc)",
  takeUp: "Xã nhận việc",
  ask: "Xã muốn hỏi thêm",
  end: "Khép việc này",
  endAsk: "Khép lại thì các xã không trả lời được nữa. Bác chắc chứ?",
  withdraw: "Rút lại văn bản",
  ended: { done: "Việc này đã xong và đã khép.", withdrawn: "Văn bản đã được rút lại." },
};

export type MovementMessages = typeof movementVi;
