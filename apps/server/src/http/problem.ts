/**
 * Everything the server refuses, in one list. `code` is for programs and never changes (a retired one stays, marked);
 * sentences are for people, in both languages, made here and nowhere else.
 */

type Facts = Readonly<Record<string, string | number>>;
type Sentence = (facts: Facts) => string;

const catalogue = {
  malformed: {
    status: 400,
    vi: ({ where }) => `Chưa đọc được điều vừa gửi (${where}). Xin kiểm tra lại rồi gửi lần nữa.`,
    en: ({ where }) => `What was sent could not be read (${where}). Please check it and send it again.`,
  },
  "too-large": {
    status: 413,
    vi: ({ maxBytes }) => `Gói gửi lên lớn quá ${maxBytes} byte. Xin chia nhỏ rồi gửi lại.`,
    en: ({ maxBytes }) => `What was sent is larger than ${maxBytes} bytes. Please send it in smaller parts.`,
  },
  "unit-unknown": {
    status: 404,
    vi: ({ unit }) => `Chưa có xã, phường nào mang mã ${unit}. Xin tìm theo tên.`,
    en: ({ unit }) => `No commune has the id ${unit}. Please look it up by name.`,
  },
  "page-unknown": {
    status: 404,
    vi: ({ path }) => `Không có trang ${path} ở đây. Mời bác về trang đầu.`,
    en: ({ path }) => `There is no page ${path} here. The front page is at /.`,
  },
  "enrolment-by-person": {
    status: 403,
    vi: ({ role }) => `Máy này xin ghi danh làm “${role}”, việc ấy phải có người của tỉnh duyệt. Việc đã làm vẫn được giữ, duyệt xong là được tính.`,
    en: ({ role }) => `This device asks to be enrolled as “${role}”, which a person of the province has to approve. What it sent is kept, and counts once approved.`,
  },
  "line-down": {
    status: 503,
    vi: () => `Trạm chưa nối được về tỉnh nên chưa ghi danh máy được. Việc gửi vào trạm vẫn được giữ; nối được là trạm chuyển đi.`,
    en: () => `The hub has no line to the province just now, so it cannot have this device enrolled. What is sent to the hub is kept, and goes on when the line is up.`,
  },
  "dashboard-elsewhere": {
    status: 404,
    vi: ({ upstream }) => `Trạm ở thôn không có bảng điều hành. Mời bác xem ở máy chủ của tỉnh: ${upstream}`,
    en: ({ upstream }) => `A village hub has no dashboard. It is at the province: ${upstream}`,
  },
  "not-believed": {
    status: 403,
    vi: ({ unit }) => `Tỉnh ${unit} đã có khóa gốc khác, hoặc khóa này chưa được liệt kê ở đây. Chưa nhận báo cáo. Xin người trông máy chủ quốc gia xem lại.`,
    en: ({ unit }) => `Another authority already speaks for ${unit}, or this one is not listed here. The report was not taken. Please ask whoever runs the nation's server.`,
  },
  "report-outdated": {
    status: 409,
    vi: () => `Báo cáo này không còn đúng lúc. Xin bắt đầu lại từ phần đối chiếu.`,
    en: () => `This report is no longer current. Please begin again with the digests.`,
  },
  "not-measured": {
    status: 404,
    vi: ({ measure }) => `Số này chưa đo nên chưa có bản ghi nào (${measure}).`,
    en: ({ measure }) => `This number is not measured yet, so no record stands behind it (${measure}).`,
  },
  "round-unknown": {
    status: 404,
    vi: () => `Chưa có kỳ kiểm chứng này. Xin về trang các kỳ rồi chọn lại.`,
    en: () => `There is no such sampling round. Please choose it from the list of rounds.`,
  },
  "round-already-drawn": {
    status: 409,
    vi: () => `Danh sách của kỳ này đã rút và đã khoá, không rút lại được.`,
    en: () => `The lists of this round are drawn and locked; they cannot be drawn again.`,
  },
  "round-not-open": {
    status: 409,
    vi: () => `Kỳ này chưa rút danh sách, hoặc đã khép lại rồi.`,
    en: () => `This round has not been drawn yet, or is closed already.`,
  },
  "nobody-to-draw": {
    status: 409,
    vi: () => `Các xã đã chọn chưa có ai trong danh sách của nhóm này, nên chưa rút được.`,
    en: () => `Nobody of this group is on the lists of the communes chosen, so nobody can be drawn.`,
  },
  "commune-not-drawn": {
    status: 404,
    vi: ({ unit }) => `Kỳ này không rút danh sách ở xã ${unit}.`,
    en: ({ unit }) => `This round has no list for commune ${unit}.`,
  },
  "no-ground-for-case": {
    status: 409,
    vi: () => `Kết quả kiểm lại ở xã này không khác ghi nhận nhiều hơn mức ngẫu nhiên giải thích được, nên chưa đủ căn cứ để mời tìm hiểu.`,
    en: () => `Re-tests of this commune do not differ from its records more than chance explains: there is no ground for a case.`,
  },
  "case-already-open": {
    status: 409,
    vi: () => `Xã này đã được mời cùng tìm hiểu rồi.`,
    en: () => `This commune has been invited already.`,
  },
  "case-unknown": {
    status: 404,
    vi: () => `Không có trường hợp này, hoặc đã khép lại rồi.`,
    en: () => `There is no such case, or it is closed already.`,
  },
  "case-not-heard": {
    status: 409,
    vi: ({ answerBy }) => `Xã chưa trả lời. Chỉ khép lại được khi đã nghe xã nói, hoặc sau ngày ${answerBy}.`,
    en: ({ answerBy }) => `The commune has not answered. A case can be closed once it was heard, or after ${answerBy}.`,
  },
  unavailable: {
    status: 503,
    vi: () => `Máy chủ chưa ghi được lúc này. Việc đã làm vẫn còn trên máy của bác; máy sẽ tự gửi lại.`,
    en: () => `The server cannot write just now. What you did is still on your phone, which will send it again.`,
  },
  broken: {
    status: 500,
    vi: () => `Máy chủ vấp một điều chưa lường trước và đã ghi lại. Xin thử lại sau ít phút.`,
    en: () => `The server met something unforeseen and has noted it. Please try again in a few minutes.`,
  },
} satisfies Record<string, { status: 400 | 403 | 404 | 409 | 413 | 500 | 503; vi: Sentence; en: Sentence }>;

export type ProblemCode = keyof typeof catalogue;
export type Language = "vi" | "en";

export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly facts: Facts;
  constructor(code: ProblemCode, facts: Facts = {}) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.code = code;
    this.facts = facts;
  }
  get status(): 400 | 403 | 404 | 409 | 413 | 500 | 503 {
    return catalogue[this.code].status;
  }
  sentence(language: Language): string {
    return catalogue[this.code][language](this.facts);
  }
}
