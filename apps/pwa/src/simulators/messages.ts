/** What the player itself says, around and inside every simulator. What one simulator says stands in its content file. */
import type { Text } from "@hocvuso/contract";

export type Language = keyof Text;

const vi = {
  /** Hard-wired in every screen of every simulator; the second half never breaks. */
  bandSimulation: "MÔ PHỎNG",
  bandNotReal: "không phải ứng dụng thật",
  leave: "Về",
  more: "Thêm",
  listen: "Nghe",
  stopListening: "Thôi",
  phoneOf: "Điện thoại tập",
  aroundPhone: "Ở ngoài điện thoại",
  teacher: "Cô giáo nói",

  progress: (reached: number, count: number) => `Đã xong ${reached} trong ${count} việc`,
  hint: "Gợi ý",
  hintMore: "Gợi ý rõ hơn",
  hintGiven: { weak: "Gợi ý 1", strong: "Gợi ý 2" },
  hintCosts: "Xem gợi ý thì lần này là tập, chưa tính là tự làm.",
  hintCounted: "Lần này là tập. Lần sau bác tự làm nhé.",
  done: "Bác làm xong rồi",
  finish: "Xong",

  noVoice: "Máy này chưa đọc được tiếng Việt. Bác xem chữ to, hoặc nhờ người bên cạnh đọc giúp.",
  putAway: "Cất chữ to",

  qrPicture: "Hình mã QR để tập",
  qrPastedOver: "Hình mã QR, có miếng giấy khác dán đè lên",
  practiceCode: "Bác bấm",
  digitsEntered: (entered: number, wanted: number) => `Đã bấm ${entered} trong ${wanted} số`,
  key: (key: string) => `Phím ${key}`,
  keyDigit: (digit: string) => `Số ${digit}`,
  eraseOne: "Xoá một số",
  eraseLetter: "Xoá một chữ",
  space: "Dấu cách",
  wanted: "Gõ cho giống",
  typed: "Bác đã gõ",
  swipeTo: { up: "Vuốt lên", down: "Vuốt xuống", left: "Vuốt sang trái", right: "Vuốt sang phải" },
  orArrow: "Chưa vuốt được thì chạm mũi tên.",
  ringing: "Có cuộc gọi đến",
  talking: "Đang nói chuyện",
  accept: "Nghe máy",
  decline: "Cúp máy",
  back: "Quay lại",
  messagesFrom: (sender: string) => `Tin nhắn của ${sender}`,
  me: "Bác nhắn",
  pageLocked: "Ổ khoá đóng",
  pageUnlocked: "Không có khoá",
  address: "Địa chỉ trang",
  wants: (app: string) => `Ứng dụng “${app}” xin:`,
  allow: "Cho phép",
  deny: "Không cho",
} as const;

type Catalogue = {
  readonly [Key in keyof typeof vi]: (typeof vi)[Key] extends (...inputs: infer Inputs) => string
    ? (...inputs: Inputs) => string
    : (typeof vi)[Key] extends string ? string : Readonly<Record<keyof (typeof vi)[Key], string>>;
};

const en: Catalogue = {
  bandSimulation: "PRACTICE",
  bandNotReal: "not a real app",
  leave: "Back",
  more: "More",
  listen: "Listen",
  stopListening: "Stop",
  phoneOf: "Practice phone",
  aroundPhone: "Outside the phone",
  teacher: "The teacher says",

  progress: (reached, count) => `${reached} of ${count} tasks done`,
  hint: "Hint",
  hintMore: "A clearer hint",
  hintGiven: { weak: "Hint 1", strong: "Hint 2" },
  hintCosts: "With a hint this counts as practice, not as done on your own.",
  hintCounted: "This time is practice. Next time, try it on your own.",
  done: "You have done it",
  finish: "Finish",

  noVoice: "This phone has no voice for this language. Read the large words, or ask someone beside you.",
  putAway: "Put the large words away",

  qrPicture: "A practice QR picture",
  qrPastedOver: "A QR picture with another piece of paper stuck over it",
  practiceCode: "Press",
  digitsEntered: (entered, wanted) => `${entered} of ${wanted} digits pressed`,
  key: (key) => `Key ${key}`,
  keyDigit: (digit) => `Digit ${digit}`,
  eraseOne: "Erase one digit",
  eraseLetter: "Erase one letter",
  space: "Space",
  wanted: "Type this",
  typed: "You have typed",
  swipeTo: { up: "Swipe up", down: "Swipe down", left: "Swipe left", right: "Swipe right" },
  orArrow: "If swiping does not work yet, tap an arrow.",
  ringing: "Incoming call",
  talking: "On the phone",
  accept: "Answer",
  decline: "Hang up",
  back: "Go back",
  messagesFrom: (sender) => `Messages from ${sender}`,
  me: "You wrote",
  pageLocked: "Padlock shut",
  pageUnlocked: "No padlock",
  address: "Page address",
  wants: (app) => `The app “${app}” asks to:`,
  allow: "Allow",
  deny: "Don’t allow",
};

export type Messages = Catalogue;
export const messages: Readonly<Record<Language, Messages>> = { vi, en };
