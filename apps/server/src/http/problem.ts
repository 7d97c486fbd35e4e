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
  "report-unknown": {
    status: 404,
    vi: () => `Đơn vị này chưa có báo cáo ấy. Xin về trang báo cáo rồi chọn lại.`,
    en: () => `This unit has no such report. Please choose it from the list of reports.`,
  },
  "sign-in-needed": {
    status: 401,
    vi: () => `Phần này chỉ người được giao việc mới xem được. Mời bác đăng nhập.`,
    en: () => `This part is for people who were given the work. Please sign in.`,
  },
  "not-allowed": {
    status: 403,
    vi: () => `Việc này không nằm trong phần việc, địa bàn hay thời hạn được giao cho bác. Nếu cần, xin hỏi người quản trị của tỉnh.`,
    en: () => `This is outside the role, the place or the dates you were given. If you need it, please ask the province's administrator.`,
  },
  "other-origin": {
    status: 403,
    vi: () => `Lời gửi này đến từ một trang khác nên không được nhận. Mời bác mở lại trang này từ địa chỉ của tỉnh.`,
    en: () => `This was sent from another site and was not taken. Please open this page again from the province's address.`,
  },
  "origin-not-chosen": {
    status: 409,
    vi: ({ host }) => `Chưa đăng nhập được ở địa chỉ ${host}: máy chủ chưa biết địa chỉ chính thức của mình. Xin người trông máy chạy với ADDRESS=https://tên-của-tỉnh, hoặc mở http://localhost trên chính máy chủ.`,
    en: ({ host }) => `Nobody can sign in at ${host}: the server was not told its public address. Please run it with ADDRESS=https://name-of-the-province, or open http://localhost on the server itself.`,
  },
  "too-many-tries": {
    status: 429,
    vi: ({ minutes }) => `Có quá nhiều lượt đăng nhập từ nơi này. Xin chờ ${minutes} phút rồi thử lại.`,
    en: ({ minutes }) => `Too many attempts to sign in came from here. Please wait ${minutes} minutes and try again.`,
  },
  "code-void": {
    status: 403,
    vi: () => `Đường dẫn này đã dùng rồi hoặc đã hết hạn. Xin người quản trị cấp đường dẫn mới.`,
    en: () => `This link was used already, or its time is over. Please ask the administrator for a new one.`,
  },
  "ceremony-over": {
    status: 409,
    vi: () => `Lượt đăng nhập này đã hết giờ hoặc đã xong. Xin bắt đầu lại.`,
    en: () => `This attempt to sign in is over. Please begin again.`,
  },
  "passkey-refused": {
    status: 403,
    vi: () => `Máy chủ không nhận ra khóa này. Nếu bác đã đổi máy hoặc mất máy, xin người quản trị cấp đường dẫn mới.`,
    en: () => `The server does not know this passkey. If you changed or lost your device, please ask the administrator for a new link.`,
  },
  "account-unknown": {
    status: 403,
    vi: ({ service }) => `Tài khoản ${service} này chưa gắn với ai ở đây. Xin mở đường dẫn mời của người quản trị trước.`,
    en: ({ service }) => `This account at ${service} belongs to nobody here. Please open the administrator's invitation first.`,
  },
  "other-service-away": {
    status: 503,
    vi: ({ service }) => `Chưa hỏi được ${service} lúc này. Xin thử lại sau ít phút, hoặc đăng nhập bằng khóa của máy.`,
    en: ({ service }) => `${service} does not answer just now. Please try again in a few minutes, or sign in with a passkey.`,
  },
  "staff-unknown": {
    status: 404,
    vi: () => `Không có người hay việc ấy trong danh sách, hoặc đã kết thúc rồi. Xin tải lại trang.`,
    en: () => `There is no such person or role in the list, or it has ended already. Please load the page again.`,
  },
  "list-unreadable": {
    status: 400,
    vi: () => `Chưa đọc được tệp này. Xin lưu lại từ Excel dưới dạng .xlsx, một trang tính, dưới 60.000 dòng, rồi gửi lần nữa. Chưa có gì bị thay đổi.`,
    en: () => `This file could not be read. Please save it from Excel as .xlsx, one sheet, fewer than 60,000 rows, and send it again. Nothing was changed.`,
  },
  "list-without-heading": {
    status: 400,
    vi: () => `Chưa thấy cột “Họ và tên” trong 20 dòng đầu. Xin thêm một dòng tiêu đề rồi gửi lần nữa. Chưa có gì bị thay đổi.`,
    en: () => `There is no column “Họ và tên” in the first 20 rows. Please add a row of headings and send it again. Nothing was changed.`,
  },
  "person-unknown": {
    status: 404,
    vi: () => `Không có ai mang mã này ở đây, hoặc người ấy đã xin xóa.`,
    en: () => `Nobody has this id here, or they asked to be erased.`,
  },
  "consent-by-guardian": {
    status: 400,
    vi: () => `Dưới 7 tuổi thì người giám hộ đồng ý; từ 7 đến dưới 16 tuổi thì hỏi cả em và người giám hộ. Xin chọn lại ai đồng ý.`,
    en: () => `Under 7 the guardian agrees; from 7 to 15 both the child and the guardian are asked. Please choose again who agreed.`,
  },
  "directive-unknown": {
    status: 404,
    vi: () => `Không có việc được giao này, hoặc văn bản kèm theo chưa có ở đây. Xin về danh sách việc rồi chọn lại.`,
    en: () => `There is no such directive, or its document is not here. Please choose it from the list.`,
  },
  "directive-ended": {
    status: 409,
    vi: () => `Việc này đã khép lại rồi, không cần trả lời hay nhắc nữa.`,
    en: () => `This directive has ended: nothing is to be answered any more.`,
  },
  "campaign-unknown": {
    status: 404,
    vi: () => `Chưa có đợt cao điểm này. Xin về danh sách các đợt rồi chọn lại.`,
    en: () => `There is no such campaign. Please choose it from the list.`,
  },
  "help-unknown": {
    status: 404,
    vi: () => `Không có lời nhờ giúp hay người giúp ấy ở địa bàn này. Xin tải lại trang.`,
    en: () => `There is no such request or helper in this place. Please load the page again.`,
  },
  "help-step-out-of-order": {
    status: 409,
    vi: () => `Lời nhờ này đã sang bước khác rồi. Xin tải lại trang để xem ai đang giúp.`,
    en: () => `This request is at another step already. Please load the page again to see who is helping.`,
  },
  "local-model-unknown": {
    status: 404,
    vi: () => `Chưa có mô hình này. Xin về danh sách mô hình rồi chọn lại.`,
    en: () => `There is no such local model. Please choose it from the list.`,
  },
  "session-of-no-model": {
    status: 409,
    vi: () => `Buổi học này không mở ở thôn hay trong những ngày của mô hình.`,
    en: () => `This session was not held in the hamlets or on the days of the local model.`,
  },
  "notice-address-unusable": {
    status: 400,
    vi: () => `Chưa dùng được cách báo tin này: số điện thoại chưa đúng, tỉnh chưa mở cách ấy, hoặc bác đã chọn đủ mười nơi.`,
    en: () => `This way of being told cannot be used: the number is not one, the province has not opened it, or you have ten already.`,
  },
  "document-unreadable": {
    status: 400,
    vi: () => `Tệp văn bản cần là PDF hoặc Word (.docx), dưới 8 MB. Xin chọn lại tệp, hoặc dán đường dẫn tới văn bản.`,
    en: () => `The document has to be a PDF or a Word file (.docx) of less than 8 MB. Please choose it again, or give a link.`,
  },
  "nobody-to-remind": {
    status: 409,
    vi: () => `Xã nào cũng đã trả lời, hoặc đã được nhắc trong hôm nay.`,
    en: () => `Every commune has answered, or was reminded today.`,
  },
  "calibration-unknown": {
    status: 404,
    vi: ({ version }) => `Không có bản tham số ${version} ở đây.`,
    en: ({ version }) => `There is no version ${version} of the item parameters here.`,
  },
  "last-administrator": {
    status: 409,
    vi: () => `Đây là người quản trị cuối cùng còn đăng nhập được. Xin mời thêm một người quản trị trước, kẻo tỉnh không vào được nữa.`,
    en: () => `This is the last administrator who can sign in. Please invite another one first, or the province locks itself out.`,
  },
  "role-of-the-province": {
    status: 400,
    vi: () => `Phần việc này là của cả tỉnh, không giao cho riêng một xã được. Xin chọn cả tỉnh.`,
    en: () => `This role is for the whole province and cannot be given for one commune. Please choose the province.`,
  },
  "request-stale": {
    status: 409,
    vi: () => `Đồng hồ của máy lệch với tỉnh nhiều quá nên tỉnh chưa trả lời. Bác bật giờ tự động trong Cài đặt của máy rồi thử lại.`,
    en: () => `The phone's clock is too far from the province's, so there is no answer. Please set the time by the network and try again.`,
  },
  "application-unknown": {
    status: 404,
    vi: () => `Chưa thấy đơn này trong xã, hoặc đơn đã được nhận. Xin mở lại danh sách.`,
    en: () => `There is no such application in this commune, or it was accepted already. Please open the list again.`,
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
} satisfies Record<string, { status: 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 503; vi: Sentence; en: Sentence }>;

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
  get status(): 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 503 {
    return catalogue[this.code].status;
  }
  sentence(language: Language): string {
    return catalogue[this.code][language](this.facts);
  }
}
