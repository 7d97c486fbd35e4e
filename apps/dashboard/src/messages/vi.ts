/** Everything the dashboard says in Vietnamese. The English catalogue has the same keys by type. */
import { movementVi } from "./movement-vi.ts";
import { itemsVi } from "./items-vi.ts";
import { testsVi } from "./tests-vi.ts";
import { officeVi } from "./office-vi.ts";
import type { FactKind, Measure, PopulationGroup, RecordConflict, ReplicasToDecide, ReplicaToDecide } from "@hocvuso/contract";
import type { Finding } from "../figures/finding.ts";
import type { TargetGap } from "@hocvuso/domain/campaign";
import { sayDay } from "../figures/dates.ts";
import { sayCount } from "../figures/numbers.ts";
import { reportsVi } from "./reports-vi.ts";
import { roundsVi } from "./rounds-vi.ts";

const count = (value: number) => sayCount(value, "vi");
const day = (isoDate: string) => sayDay(isoDate, "vi");
const numberWords = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];

const groupNouns: Record<PopulationGroup, string> = {
  official: "cán bộ, công chức, viên chức",
  student: "học sinh, sinh viên",
  adult: "người lớn",
};

function sayFinding(finding: Finding): string {
  if (finding.kind === "nobodyListed") return "Chưa có ai trong danh sách";
  const noun = groupNouns[finding.group];
  const one = finding.group === "student" ? "em" : "người";
  switch (finding.kind) {
    case "notYetMeasured": return `Có ${count(finding.listed)} ${noun} trong danh sách, chưa đo được ai tự làm được`;
    case "withheld": return `Có ${count(finding.listed)} ${noun} trong danh sách; ít người quá nên chưa nêu được mấy người tự làm được`;
    case "nobodyCapable": return `Trong ${count(finding.listed)} ${noun} ở danh sách, chưa ai tự làm được`;
    case "everybodyCapable": return `Cả ${count(finding.listed)} ${noun} trong danh sách đều tự làm được`;
    case "few": return `${count(finding.persons)} trong ${count(finding.listed)} ${noun} ở danh sách tự làm được`;
    case "outOfTen": {
      const about = finding.closeness === "about" ? "khoảng " : "";
      return `Cứ mười ${noun} trong danh sách thì ${about}${numberWords[finding.tenths] ?? ""} ${one} tự làm được`;
    }
    case "underOneInTen": return `Cứ mười ${noun} trong danh sách thì chưa tới một ${one} tự làm được`;
    case "overNineInTen": return `Cứ mười ${noun} trong danh sách thì hơn chín ${one} tự làm được`;
  }
}

export const vi = {
  office: officeVi,
  reports: reportsVi,
  movement: movementVi,
  brand: "Học Vụ Số",
  board: "Bảng điều hành",
  skipToContent: "Tới nội dung chính",
  pages: "Các trang",
  wholeProvince: "Toàn tỉnh",
  mapChoice: "Xem theo địa giới khác, hoặc như đã biết ở một ngày",
  onBoundaries: "Địa giới",
  knownOn: "Như đã biết hết ngày (để trống: đến nay)",
  mapChoiceMeaning: "Tổng không đổi khi đổi địa giới. Nơi nào đất đã chia thì số được phân theo tỷ lệ và ghi “ước lượng”. Nơi ở của mỗi người lấy theo lời khai mới nhất; kết quả kiểm chứng chỉ có ở số đến nay.",
  officeDoors: "Việc văn phòng",
  publicPage: "Trang công khai",
  frontPage: "Trang chủ",
  otherLanguage: "English",
  sampleStamp: "Dữ liệu mẫu",
  sampleMeaning: "Có người mẫu do chương trình sinh ra để minh hoạ; chưa dùng để báo cáo.",

  groups: { official: "Cán bộ, công chức, viên chức", student: "Học sinh, sinh viên", adult: "Người trưởng thành" } satisfies Record<PopulationGroup, string>,
  groupNouns,
  measures: { reached: "Đã tiếp cận", capable: "Làm được", verified: "Đã kiểm chứng", confirmed: "Xác nhận trên VNeID" } satisfies Record<Measure, string>,
  measuresInSentence: { reached: "đã tiếp cận", capable: "làm được", verified: "đã kiểm chứng", confirmed: "xác nhận trên VNeID" } satisfies Record<Measure, string>,
  definitions: {
    reached: "đã có mặt ở một buổi học có điểm danh, hoặc đã làm ít nhất một việc học trên máy.",
    capable: "đã tự làm trọn việc thiết yếu trên máy tập, không xem gợi ý, đủ mức của thang minh chứng đang dùng. Chỉ trả lời câu hỏi thì không bao giờ đủ.",
    verified: "người ở xã khác kiểm lại trên mẫu rút thăm, nên luôn kèm một khoảng. Chưa có kỳ kiểm chứng nào thì là chưa đo.",
    confirmed: "số được ghi nhận trên VNeID, nhập kèm ngày. Chưa nhập lần nào, nên chưa đo.",
  } satisfies Record<Measure, string>,
  neverMerged: "Bốn con số, không bao giờ gộp.",
  countingRule: "Mọi số đều đếm từ việc đã ghi lại của từng người; không ai gõ tổng vào đây. Tỷ lệ cắt bớt phần lẻ, không làm tròn lên.",

  sayFinding,
  findingAt: (place: string, finding: Finding) => {
    const sentence = sayFinding(finding);
    return `${place}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
  },

  figuresAsOf: "số liệu đến",
  boundaries: (label: string, validFrom: string) => (label.includes(day(validFrom)) || validFrom < "1945" ? label : `${label} (từ ${day(validFrom)})`),
  vneidList: (day: string) => `danh sách VNeID đến ngày ${day}`,
  policy: (version: string) => `thang minh chứng ${version}`,
  communeCount: (communes: number) => `${count(communes)} xã, phường, đặc khu`,

  notYetMeasured: "chưa đo",
  withheld: "ít người, không nêu",
  nobodyListed: "chưa có ai",
  outOf: (persons: number, listed: number) => `${count(persons)} trong ${count(listed)}`,
  personsOutOf: (persons: number, listed: number) => `${count(persons)} người trong ${count(listed)}`,
  tooFewForShare: "dưới 10 người, chưa nêu tỷ lệ",
  listed: (listed: number) => (listed === 0 ? "chưa có ai trong danh sách" : `${count(listed)} người trong danh sách`),
  persons: (persons: number) => `${count(persons)} người`,
  estimated: "ước lượng",
  openRecords: "Mở các bản ghi",
  openCommune: "Mở trang xã",

  lanesTitle: "Bốn con số của ba nhóm, đặt cạnh chỉ tiêu",
  lanesNote: "Tỷ lệ phần trăm trong danh sách của nhóm. Vạch đứng là chỉ tiêu. Bấm vào một số để xem các bản ghi làm nên số ấy.",
  targetDated: (percent: string, dates: readonly string[]) => `${percent} · ${dates.map(day).join(", ")}`,
  targetGap: ({ personsWanting, due }: TargetGap, percent: string) => {
    if (personsWanting === 0) return `Đã tới mốc ${percent} (hạn ${due.map(({ by }) => day(by)).join(", ")}).`;
    const dates = due.map(({ by, isOver }) => (isOver ? `đã qua hạn ${day(by)}` : `hạn ${day(by)}`)).join(", ");
    return `Còn ${count(personsWanting)} người nữa mới tới mốc ${percent}: ${dates}.`;
  },
  unplaced: (reached: number, capable: number) =>
    `Ngoài các số trên: ${count(reached)} người đã học nhưng chưa khai nơi ở, trong đó ${count(capable)} người làm được. Chưa tính vào xã nào, cũng chưa tính vào tỉnh.`,

  mapTitle: "Nơi nào làm được đến đâu",
  mapNote: (measure: string, group: string) => `${group}: ${measure}, từng xã. Rê chuột hoặc bấm phím Tab để đọc, bấm Enter để mở trang xã.`,
  chooseMeasure: "Con số",
  chooseGroup: "Nhóm",
  skipMap: "Bỏ qua bản đồ",
  skipTiles: "Bỏ qua bản đồ ô vuông",
  mapName: (measure: string, group: string) => `Bản đồ các xã: ${measure}, ${group}`,
  tilesName: (measure: string, group: string) => `Bản đồ ô vuông: ${measure}, ${group}`,
  mapCaption: "Theo đất: xã rộng trông lớn hơn, dù ít người.",
  tilesCaption: "Theo ô bằng nhau: mỗi xã một ô, gần đúng vị trí.",
  legend: "Chú giải",
  below: (percent: number) => `dưới ${percent}`,
  between: (from: number, to: number) => `${from}–${to}`,
  from: (percent: number) => `từ ${percent}%`,
  legendMissing: "chưa đo, chưa có ai, hoặc dưới 10 người",
  legendEstimated: "ước lượng",
  nothingMeasured: (measure: string) => `${measure}: chưa đo ở xã nào. Chỗ trống không phải số không.`,
  mapMissing: "Chưa lấy được hình địa giới. Bảng số bên cạnh vẫn đủ.",

  tableTitle: (communes: number) => `Bảng số ${count(communes)} xã, phường, đặc khu`,
  tableNote: (group: string) => `${group}. Bấm tên cột để xếp lại; xếp để tìm, không phải để thi đua.`,
  search: "Tìm theo tên mới hoặc tên cũ",
  searchHint: "Không cần gõ dấu",
  searchFound: (communes: number) => (communes === 0 ? "Chưa thấy xã nào có tên ấy. Thử gõ ngắn hơn, hoặc gõ tên cũ." : `Thấy ${count(communes)} xã, phường, đặc khu.`),
  searchNewNamesOnly: "Chưa hỏi được máy chủ nên chỉ tìm theo tên mới.",
  matchedName: (name: string) => `khớp với “${name}”`,
  showAll: (communes: number) => `Xem đủ ${count(communes)} xã, phường, đặc khu`,
  columnUnit: "Xã, phường, đặc khu",
  columnListed: "Trong danh sách",
  sortBy: (column: string) => `Xếp theo: ${column}`,

  backToProvince: "Về toàn tỉnh",
  backToCommune: (name: string) => `Về ${name}`,
  communeNumbers: "Bốn con số ở đây, đặt cạnh chỉ tiêu",
  hamletsTitle: "Thôn, bản, khối",
  hamletsNote: "Khoảng cách giữa hai hình là người đã học mà chưa tự làm được. Trục từ 0 đến 100%.",
  hamletsFewNote: "Nơi dưới 10 người: mỗi hình là một người, hình rỗng là người chưa học.",
  hamletsNone: "Chưa có thôn, bản nào trong danh sách của xã.",
  columnHamlet: "Thôn, bản, khối",
  columnReachedCapable: "Đã tiếp cận và làm được",
  formerTitle: "Các đơn vị cũ hợp thành",
  mergedFrom: (names: string) => `Gộp từ ${names}.`,
  unchanged: "Xã không gộp với đơn vị nào trong lần sắp xếp này.",
  formerNote: "Bề dày theo số người trong danh sách, cả ba nhóm.",
  formerEstimatedNote: "Gạch chéo là ước lượng: chia theo tỷ lệ, không đếm từng người.",
  formerUnknown: "Chưa rõ đơn vị cũ",
  formerUnknownMeaning: "Người khai nơi ở là cả xã, chưa khai đến thôn.",
  formerSumsDiffer: "Cộng các đơn vị cũ không bằng số của xã, vì có số ước lượng.",
  columnFormer: "Đơn vị cũ",
  columnBasis: "Cách tính",
  basis: { exact: "đếm từng người", estimated: "ước lượng" },
  before: "Trước đây",
  now: "Nay",
  ribbonName: (unit: string) => `Các đơn vị cũ gộp thành ${unit}; số liệu có trong bảng bên dưới`,

  hamletIn: (former: string) => `(${former} cũ)`,
  recordsTitle: (measure: string, group: string, unit: string) => `${unit} · ${group} · ${measure}`,
  recordsPersons: (persons: number) => `${count(persons)} người`,
  recordsEqual: "Số người ở đây bằng đúng con số trên bảng. Mỗi người một dòng, là việc làm nên con số.",
  definition: "Con số này nghĩa là gì",
  query: "Câu lệnh đã đếm",
  queryNote: "Câu lệnh máy chủ đã dùng để đếm; ai có bản sao dữ liệu đều đếm lại được.",
  recordsTable: "Các bản ghi",
  columnPerson: "Mã người",
  columnAct: "Việc được ghi",
  columnWhat: "Bài, tình huống, buổi học",
  columnDeviceTime: "Giờ trên máy",
  columnReceivedAt: "Máy chủ nhận lúc",
  columnSegment: "Gói đã ký",
  deviceTimeNote: "Giờ trên máy do điện thoại ghi, có thể lệch; không dùng để đếm.",
  samplePerson: "mẫu",
  inSegment: (position: number) => `dòng ${count(position + 1)}`,
  acts: {
    "person-registered": "Ghi tên vào danh sách",
    "lesson-step-done": "Làm xong một bước bài học",
    "simulator-finished": "Làm xong một bài thực hành",
    "item-answered": "Trả lời một câu",
    "test-begun": "Bắt đầu làm bài",
    "test-resumed": "Làm tiếp bài",
    "item-neutralised": "Câu không hỏi được, bỏ ra",
    "test-ended": "Làm xong bài",
    "class-held": "Mở một buổi học",
    "attendance-marked": "Có mặt ở buổi học",
    "profile-changed": "Sửa hồ sơ",
    "class-changed": "Sửa lịch buổi học",
    "help-request-changed": "Sửa lời nhờ giúp",
    "persons-merged": "Gộp hai tên là một người",
    "round-planned": "Lập kỳ kiểm chứng",
    "draw-published": "Rút danh sách kiểm chứng",
    "retest-recorded": "Được kiểm lại",
    "case-opened": "Mời cùng tìm hiểu",
    "case-answered": "Trả lời trường hợp cùng tìm hiểu",
    "round-closed": "Khép kỳ kiểm chứng",
    "vneid-confirmed": "Được xác nhận trên VNeID",
    "consent-given": "Đồng ý",
    "consent-withdrawn": "Rút lời đồng ý",
    "ambassador-applied": "Xin làm đại sứ số",
    "ambassador-appointed": "Được cử làm đại sứ số",
    "ambassador-ended": "Thôi làm đại sứ số",
    "class-opened": "Mở buổi học",
    "task-observed": "Có người xem làm việc",
    "hand-raised": "Đang vướng, cần giúp",
    "household-visited": "Tới thăm nhà",
    "place-found": "Ghi thôn thiếu điện, thiếu sóng",
    "directive-issued": "Giao việc theo văn bản",
    "directive-answered": "Trả lời việc được giao",
    "directive-reminded": "Nhắc việc",
    "directive-ended": "Khép một việc đã giao",
    "campaign-planned": "Lập đợt cao điểm",
    "local-model-planned": "Lập mô hình riêng",
    "session-tagged": "Ghi buổi học vào mô hình",
  } satisfies Record<FactKind, string>,
  more: "Xem thêm",
  shownOf: (shown: number, persons: number) => `Đang xem ${count(shown)} trong ${count(persons)} bản ghi.`,
  recordsNone: "Chưa có bản ghi nào",
  recordsNoneMeaning: "Con số là 0: đã đếm và chưa có ai. Khi có việc được ghi lại, bản ghi sẽ hiện ở đây.",
  recordsNotMeasured: "Số này chưa đo, nên chưa có bản ghi. Chưa đo không phải là không có ai.",

  toDecide: "Việc cần người quyết",
  toDecideShort: "Cần quyết",
  waitingCount: (things: number) => `${count(things)} việc đang chờ.`,
  toDecideMeaning: "Máy không tự quyết thay người ở những việc này. Trong lúc chờ, mọi việc đã gửi đều được giữ.",
  nothingToDecide: "Không có việc nào đang chờ.",
  nothingToDecideMeaning: "Mọi máy đều đã rõ, mọi hồ sơ đều một lời. Bác cứ yên tâm; có việc mới sẽ tự hiện ở đây.",
  machines: "Máy",
  machine: "Máy",
  machineCounts: ({ known, enrolled, keptApart, revoked, forked, requests }: ReplicasToDecide["counts"]) =>
    `Biết ${count(known)} máy và trạm. Đã ghi danh: ${count(enrolled)}. Có việc để riêng vì chưa ghi danh: ${count(keptApart)}. Có hai nơi cùng ghi: ${count(forked)}. Đã thu hồi: ${count(revoked)}. Đang xin người duyệt: ${count(requests)}.`,
  setAside: (units: number) => `${count(units)} gói đến bị hỏng, giữ riêng để xem lại.`,
  noMachineWaits: "Không có máy nào chờ quyết.",
  firstOf: (shown: number, all: number) => `Đây là ${count(shown)} việc đầu trong ${count(all)}. Quyết xong, những việc sau sẽ hiện lên.`,
  replicaWhys: {
    forked: {
      name: "Hai nơi cùng ghi một sổ",
      meaning: "Cả hai nhánh đều giữ, việc chỉ tính một lần.",
      toDo: "Việc cần làm: hỏi người giữ máy xem máy có bị chép sang nơi khác không. Chạy lệnh dưới ở máy chủ; lệnh sẽ nêu hai nhánh, để chọn gói cuối còn tin được.",
    },
    "not-enrolled": {
      name: "Máy chưa ghi danh",
      meaning: "Việc đã giữ, ghi danh xong là được tính.",
      toDo: "Việc cần làm: hỏi xem máy của ai. Đúng là máy của ta thì chạy lệnh dưới ở máy chủ; máy của đại sứ số thì thay phone bằng ambassador.",
    },
    revoked: {
      name: "Máy đã thu hồi vẫn gửi việc",
      meaning: "Sau khi thu hồi, máy còn gửi thêm. Việc gửi thêm được giữ riêng, chưa tính.",
      toDo: "Việc cần làm: tìm xem ai đang dùng máy và vì sao. Những việc ấy không tính thì chạy lệnh dưới ở máy chủ, ghi rõ lý do; mốc đã thu hồi vẫn như cũ.",
    },
    asks: {
      name: "Xin làm việc cần người duyệt",
      meaning: "Máy xin làm việc mà chỉ người mới duyệt được.",
      toDo: "Việc cần làm: gọi cho người xin để chắc đúng người, rồi chạy lệnh dưới ở máy chủ.",
    },
  } satisfies Record<ReplicaToDecide["why"], { name: string; meaning: string; toDo: string }>,
  because: "lý do",
  roles: { phone: "máy người học", ambassador: "máy đại sứ số", assessor: "máy người kiểm tra lại", hub: "trạm ở thôn" },
  asksAs: (role: string) => `xin làm ${role}`,
  factsHeld: (facts: number, apart: number) => `${count(facts)} việc được tính, ${count(apart)} việc để riêng.`,
  nothingArrived: "Chưa gửi gì.",
  lastArrival: (moment: string) => `Gửi lần cuối ${moment}.`,
  conflicts: "Hồ sơ bị sửa ở hai nơi",
  conflictsMeaning: "Hai máy cùng sửa một hồ sơ mà không biết nhau. Các bản đều giữ; một bản được dùng tạm, như nhau ở mọi nơi.",
  conflictsToDo: "Việc cần làm: hỏi lại người trong cuộc xem bản nào đúng. Lần sửa sau, làm trên máy đã có đủ các bản, sẽ thay tất cả.",
  noConflicts: "Không có hồ sơ nào bị sửa ở hai nơi.",
  recordKinds: { "profile-changed": "Hồ sơ của người", "class-changed": "Lịch buổi học", "help-request-changed": "Lời nhờ giúp" } satisfies Record<RecordConflict["kind"], string>,
  shownMeanwhile: "Đang dùng tạm bản này",
  otherVersion: "Bản kia, đang giữ",
  saidFields: {
    place: "Nơi", group: "Nhóm", household: "Mã hộ", birthYear: "Năm sinh", sex: "Giới tính", isAmbassador: "Đại sứ số", startsAtMs: "Bắt đầu lúc", lesson: "Bài", state: "Tình trạng", about: "Về việc", helper: "Mã người giúp",
  },
  saidValues: {
    female: "nữ", male: "nam", true: "có", false: "không", planned: "sẽ mở", held: "đã mở", cancelled: "đã hoãn", open: "đang chờ", taken: "có người nhận", answered: "đã trả lời", closed: "đã xong",
  },
  notSaid: "không ghi",

  sampledBetween: (lower: string, upper: string) => `từ ${lower} đến ${upper}`,
  sampledPersons: (tested: number) => `kiểm lại ${count(tested)} người`,
  openRound: "Mở kỳ kiểm chứng",
  rounds: roundsVi,
  items: itemsVi,
  tests: testsVi,

  loading: "Đang lấy số liệu…",
  justUpdated: (time: string) => `Vừa cập nhật lúc ${time}`,
  unreachable: "Chưa nối được máy chủ.",
  unreachableKept: (moment: string) => `Các số dưới đây là của ${moment}. Bảng đang tự nối lại.`,
  unreachableMeaning: "Xin xem máy chủ có đang chạy và đường mạng có thông không. Bảng tự thử lại vài giây một lần, không cần tải lại trang.",
  tryAgain: "Thử lại ngay",
  refused: "Máy chủ chưa đưa được số liệu này",
  refusedWhat: "Xin thử lại; nếu vẫn vậy, đưa dòng chữ này cho người trông máy chủ:",
  emptyProvince: "Khi chiếc điện thoại đầu tiên gửi việc học về, con số sẽ tự hiện ở đây, không cần tải lại trang.",
  emptyProvinceWhat: "Việc cần làm: mở một lớp ở nhà văn hoá thôn, ghi tên người học trên điện thoại của đại sứ số.",
  unknownPage: "Không có trang này",
  unknownPageWhat: "Địa chỉ có thể thiếu hoặc thừa chữ. Xin về toàn tỉnh rồi chọn lại.",
};

export type Messages = typeof vi;
