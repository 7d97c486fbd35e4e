/** What the pages of people of staff say in Vietnamese. */
import type { StaffRole } from "@hocvuso/domain/access";
import { sayDay } from "../figures/dates.ts";
import { sayCount } from "../figures/numbers.ts";

const count = (value: number) => sayCount(value, "vi");
const day = (isoDate: string) => sayDay(isoDate, "vi");

/** What stands behind the act of an audit line; one from a newer server that has no words yet is shown as it is written. */
const acts: Readonly<Record<string, string>> = {
  "signed-up": "Nhận việc lần đầu ở máy này",
  "signed-in": "Đăng nhập",
  "sign-in-refused": "Có người thử đăng nhập mà không được",
  "signed-out": "Đăng xuất",
  "staff-invited": "Mời một người vào làm việc",
  "role-given": "Giao việc",
  "role-ended": "Kết thúc một việc đã giao",
  "staff-recovered": "Cấp đường dẫn mới cho người mất máy",
  "staff-ended": "Cho một người thôi việc",
  "records-seen": "Xem bản ghi của người này",
};

export const officeVi = {
  pages: { staff: "Người làm việc", audit: "Nhật ký xem" },
  trialStamp: "Xem thử",
  trialMeaning: "Chưa ai cài đặt, và ở đây toàn người mẫu, nên ai cũng xem được hết. Đường dẫn cài đặt nằm ở cửa sổ đang chạy chương trình.",

  signIn: "Đăng nhập",
  signOut: "Đăng xuất",
  signInFirst: "Phần này cần đăng nhập",
  signInFirstMeaning: "Đây là việc của từng người dân, chỉ người được giao việc ở nơi ấy mới xem được. Con số chung thì ai cũng xem được ở trang toàn tỉnh.",
  setUpFirst: "Đã có việc của người thật nên phần này khép lại. Chưa ai cài đặt chương trình: người phụ trách mở đường dẫn dùng một lần ở cửa sổ đang chạy chương trình.",
  signInMeaning: "Bác dùng khóa đã lưu trên máy này hoặc trên điện thoại: vân tay, khuôn mặt hay mã mở máy. Không có mật khẩu nào phải nhớ.",
  signInWithPasskey: "Đăng nhập bằng khóa của máy",
  signInWith: (service: string) => `Đăng nhập bằng ${service}`,
  noKeyYet: "Chưa có khóa? Người quản trị của tỉnh gửi cho bác một đường dẫn, mở một lần là có.",
  setUpTitle: "Nhận việc quản trị của tỉnh",
  setUpMeaning: "Bác là người đầu tiên. Máy sẽ lưu cho bác một khóa, lần sau mở bằng vân tay, khuôn mặt hay mã mở máy. Nhận việc xong, bác mời những người khác.",
  welcomeTitle: "Nhận việc",
  welcomeMeaning: "Đường dẫn này dành riêng cho bác và chỉ dùng được một lần. Máy sẽ lưu một khóa, lần sau mở bằng vân tay, khuôn mặt hay mã mở máy.",
  yourName: "Họ và tên của bác",
  makeKey: "Lưu khóa vào máy này",
  tieAccount: (service: string) => `Dùng tài khoản ${service}`,
  keyNotMade: "Chưa xong. Máy không lưu hoặc không đưa khóa ra. Đường dẫn vẫn dùng được, mời bác bấm lại.",
  keyNotShown: "Máy chưa đưa khóa ra. Mời bác bấm lại, hoặc dùng máy đã nhận việc.",
  nowSignedIn: "Bác đã vào.",

  staffTitle: "Người làm việc",
  staffMeaning: "Mỗi việc giao cho một người, ở một nơi, từ ngày nào đến ngày nào. Hết hạn là thôi, không phải nhớ.",
  inviteTitle: "Mời một người",
  name: "Họ và tên",
  role: "Làm việc gì",
  unit: "Ở đâu",
  from: "Từ ngày",
  to: "Đến hết ngày",
  toNote: "Để trống nếu chưa biết.",
  inviteAct: "Mời",
  wholeProvince: "Cả tỉnh",
  roles: {
    ambassador: "Đại sứ số", "team-head": "Tổ trưởng tổ công nghệ số", assessor: "Người kiểm tra lại", "commune-officer": "Cán bộ xã",
    "provincial-office": "Văn phòng Ban Chỉ đạo tỉnh", author: "Người biên soạn", administrator: "Quản trị",
  } satisfies Record<StaffRole, string>,
  rolesMean: {
    ambassador: "mở lớp, giúp bà con ở thôn", "team-head": "lo các đại sứ số trong thôn", assessor: "kiểm tra lại ở xã khác", "commune-officer": "xem việc của xã mình, nhập danh sách, trả lời yêu cầu của người dân",
    "provincial-office": "xem việc cả tỉnh, quyết những việc chờ", author: "soạn bài và máy tập", administrator: "mời người, giao việc, cho thôi việc; không xem việc của người dân",
  } satisfies Record<StaffRole, string>,
  linkTitle: (name: string) => `Đường dẫn cho ${name}`,
  linkMeaning: (endsAt: string) => `Gửi riêng cho đúng người, gọi điện cho chắc. Ai mở trước thì người ấy vào. Dùng một lần, hết hạn ${endsAt}. Đường dẫn này không hiện lại nữa.`,
  copy: "Chép",
  copied: "Đã chép.",
  dates: (from: string, to: string | undefined) => (to === undefined ? `từ ${day(from)}` : `từ ${day(from)} đến hết ${day(to)}`),
  notInForce: "không còn hoặc chưa đến hạn",
  notComeYet: "Đã mời, chưa nhận việc.",
  seen: (moment: string) => `Đang vào, lần cuối ${moment}.`,
  ended: (moment: string) => `Đã thôi việc từ ${moment}.`,
  endRole: "Kết thúc việc này",
  giveRole: "Giao thêm việc",
  recover: "Mất máy: cấp đường dẫn mới",
  recoverAsk: (name: string) => `Khóa cũ của ${name} sẽ không vào được nữa. Cấp đường dẫn mới?`,
  endStaff: "Cho thôi việc",
  endStaffAsk: (name: string) => `${name} sẽ bị đưa ra khỏi mọi máy ngay và không vào lại được. Cho thôi việc?`,
  yes: "Vâng, làm vậy",
  no: "Thôi",

  auditTitle: "Nhật ký xem",
  auditMeaning: "Ai đã xem hay sửa gì, của ai, lúc nào. Chỉ thêm được dòng mới; không ai sửa hay bỏ được dòng nào, kể cả quản trị.",
  auditOf: (person: string) => `Chỉ của người mang mã ${person}.`,
  auditAll: "Xem của mọi người",
  auditNone: "Chưa có dòng nào.",
  columnWhen: "Lúc",
  columnWho: "Ai",
  columnDid: "Đã làm gì",
  columnWhom: "Của ai",
  columnWhere: "Ở đâu",
  theProgram: "chưa đăng nhập",
  acts,
  moreLines: (shown: number) => `Xem thêm (đang có ${count(shown)} dòng)`,
};
export type OfficeMessages = typeof officeVi;
