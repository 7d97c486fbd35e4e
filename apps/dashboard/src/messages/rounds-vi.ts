/** Words of the pages about sampling rounds and forecasts, Vietnamese. They never accuse: what cannot be told is said as that. */
import type { CaseAnswered, Forecast, RoundPlanned, RoundProgress, RoundScreen, RoundState, TriageAnswer } from "@hocvuso/contract";
import { sayDay } from "../figures/dates.ts";
import { sayCount, sayPoints } from "../figures/numbers.ts";

const count = (value: number) => sayCount(value, "vi");
const day = (isoDate: string) => sayDay(isoDate, "vi");
const percent = (share: number, decimals: 0 | 1 = 0) => sayPoints(share, decimals, "vi");
const inHundred = (share: number) => `${Math.round(100 * share)} trên 100 lần`;

export const roundsVi = {
  nav: "Kỳ kiểm chứng",
  title: "Các kỳ kiểm chứng",
  meaning: "Mỗi kỳ rút thăm một số người trong danh sách, rồi nhờ người ở xã khác tới xem họ tự làm được không. Danh sách khoá trước khi báo cáo chốt, nên không ai chọn được người.",
  none: "Chưa có kỳ nào.",
  noneWhat: "Việc cần làm: lập một kỳ. Máy tính giúp cần gặp bao nhiêu người, đi mấy ngày và kỳ ấy nói được gì, trước khi ai lên đường.",
  planNew: "Lập kỳ mới",
  backToRounds: "Về các kỳ kiểm chứng",
  columns: { title: "Kỳ", question: "Câu hỏi", state: "Tình trạng", progress: "Đã kiểm lại", closes: "Chốt báo cáo", cases: "Đang cùng tìm hiểu" },
  states: { planned: "đã lập, chưa rút danh sách", drawn: "đang kiểm lại", closed: "đã khép" } satisfies Record<RoundState, string>,
  testedOf: (tested: number, drawn: number) => (drawn === 0 ? "chưa rút" : `${count(tested)} trong ${count(drawn)} người`),
  noOpenCase: "không có",
  openCases: (cases: number) => `${count(cases)} xã`,

  questions: {
    triage: { name: "Xã nào cần giúp trước?", meaning: "Kiểm lại ít người ở mỗi xã để biết đi đâu trước. Kỳ này không chứng nhận được từng xã." },
    certify: { name: "Cả tỉnh đã tới mốc chưa?", meaning: "Rải mẫu khắp các xã để nói chắc về cả nhóm trong toàn tỉnh. Kỳ này không nói về từng xã." },
    "check-report": { name: "Ghi nhận của một xã có khớp không?", meaning: "Kiểm lại đủ người ở một xã để thấy được chênh lệch, nếu có." },
  } satisfies Record<RoundPlanned["question"], { name: string; meaning: string }>,
  planTitle: "Lập kỳ kiểm chứng: biết trước kỳ này nói được gì",
  planNote: "Đổi một ô là các con số bên cạnh đổi theo. Chưa có gì được gửi đi cho tới khi bấm “Lập kỳ này”.",
  chooseQuestion: "Muốn biết điều gì?",
  chooseGroup: "Nhóm nào?",
  chooseCommune: "Xã nào?",
  fields: {
    title: "Tên kỳ", upper: "Mốc cần đạt (%)", lower: "Mức coi là cần giúp ngay (%)", risk: "Chịu nhầm tối đa (%)", anticipated: "Đoán tỷ lệ thật khoảng (%)", chance: "Muốn trả lời được (trên 100 lần)",
    reported: "Ghi nhận đang là (%)", truth: "Muốn thấy được nếu thật chỉ (%)", perHamlet: "Mỗi thôn gặp mấy người", hamlets: "Mỗi xã trung bình mấy thôn", closes: "Ngày chốt báo cáo",
  },
  stoppingLegend: "Dừng lúc nào?",
  stoppings: { fixed: "Gặp đủ người", curtailed: "Dừng khi đã rõ", sequential: "Xét sau từng người" } satisfies Record<RoundPlanned["stopping"], string>,
  stoppingNote: { fixed: "Dễ giải thích nhất, và tính được tỷ lệ cả tỉnh.", curtailed: "Đỡ công, nhưng không dùng để tính tỷ lệ cả tỉnh.", sequential: "Đỡ công nhất, nhưng không dùng để tính tỷ lệ cả tỉnh." } satisfies Record<RoundPlanned["stopping"], string>,
  replacementLegend: "Không gặp được thì sao?",
  replacements: { none: "Ghi là không gặp", "next-in-list": "Gặp người kế tiếp đã rút sẵn" } satisfies Record<RoundPlanned["replacement"], string>,
  cannotPlan: "Không có mẫu nào trả lời được câu hỏi này: hai mức quá gần nhau, hoặc không đủ người. Xin nới hai mức ra.",
  nobodyToPlan: "Nhóm này chưa có ai trong danh sách, nên chưa lập được kỳ.",
  willTake: "Sẽ phải làm",
  persons: (persons: number, each: number, allocation: RoundPlanned["allocation"]) => (allocation === "each-commune" ? `Kiểm lại ${count(persons)} người: mỗi xã ${count(each)} người.` : `Kiểm lại ${count(persons)} người, chia theo số dân từng xã.`),
  walking: (hamlets: number, days: number) => `Đi khoảng ${count(hamlets)} lượt thôn, chừng ${count(days)} ngày công kiểm lại.`,
  walkingNote: "Tính mỗi người 20 phút, mỗi thôn một giờ đi lại, mỗi ngày 7 giờ. Kỳ đầu xong sẽ có số thật của tỉnh.",
  meanTested: (rows: readonly { readonly share: number; readonly tested: number }[]) => `Dừng sớm thì trung bình mỗi xã chỉ gặp ${rows.map(({ share, tested }) => `${tested.toLocaleString("vi-VN", { maximumFractionDigits: 1 })} người nếu thật ${percent(share)}`).join(", ")}.`,
  canSay: "Kỳ này nói được",
  cannotSay: "Kỳ này không nói được",
  passRule: (sampleSize: number, passes: number) => `Mỗi xã kiểm lại ${count(sampleSize)} người; từ ${count(passes)} người làm được thì xếp “chưa cần ưu tiên”.`,
  provinceWithin: (half: number) => `Tỷ lệ của cả tỉnh, sai khoảng ${percent(half, 1).replace("%", " điểm")}.`,
  triageCan: "Xã nào cần giúp trước.",
  noProvince: "Không tính được tỷ lệ cả tỉnh, vì kỳ dừng sớm thì tỷ lệ bị lệch.",
  certifyOne: (sampleSize: number, passes: number | undefined, mark: number) =>
    passes === undefined
      ? `Không chứng nhận được một xã đạt ${percent(mark)}: với ${count(sampleSize)} người thì cả ${count(sampleSize)} người làm được cũng chưa đủ căn cứ.`
      : `Không chứng nhận được một xã đạt ${percent(mark)}, trừ khi ít nhất ${count(passes)} trong ${count(sampleSize)} người làm được.`,
  between: (share: number, probability: number) => `Một xã thật sự ${percent(share)} vẫn qua ${inHundred(probability)}.`,
  certifyCan: (share: number, mark: number, probability: number) => `Nếu thật là ${percent(share)} thì ${inHundred(probability)} sẽ nói được: “đã kiểm chứng từ ${percent(mark)} trở lên”.`,
  certifyNeeds: (passes: number, mark: number) => `Muốn nói được “từ ${percent(mark)}” cần chừng ${count(passes)} người làm được.`,
  certifyCannot: "Không nói được gì về từng xã: mỗi xã chỉ có vài người.",
  checkCan: (reported: number, truth: number, probability: number) => `Nếu ghi nhận ${percent(reported)} mà thật ${percent(truth)} thì ${inHundred(probability)} sẽ thấy.`,
  checkCannot: (reported: number, nearer: number, probability: number) => `Nếu thật là ${percent(nearer)} thì chỉ ${inHundred(probability)} thấy được ghi nhận ${percent(reported)} là cao.`,
  curveTitle: "Trăm lần thì mấy lần qua",
  curveOf: { triage: "số lần được xếp “chưa cần ưu tiên”, trong 100 lần", certify: "số lần nói được “đã tới mốc”, trong 100 lần", "check-report": "số lần không thấy chênh lệch, trong 100 lần" } satisfies Record<RoundPlanned["question"], string>,
  curveAxis: "tỷ lệ thật",
  curveZone: "vùng chưa phân biệt được",
  curvePoint: (share: number, probability: number) => `thật ${percent(share)}: ${inHundred(probability)}`,
  curveTable: "Bảng số của đường này",
  planThis: "Lập kỳ này",
  planned: "Đã lập. Mở trang của kỳ…",
  needsTitle: "Xin đặt tên cho kỳ.",

  context: (communes: number, group: string) => `${group} · ${count(communes)} xã, phường, đặc khu trong kỳ`,
  headline: (title: string, state: RoundState, { tested, drawn }: RoundProgress) => (state === "planned" ? `${title}: chưa rút danh sách` : state === "closed" ? `${title}: biết gì, chưa biết gì` : `${title}: đã kiểm lại ${count(tested)} trong ${count(drawn)} người`),
  drawNow: "Rút danh sách và khoá lại",
  drawMeaning: "Máy rút thăm từ danh sách hôm nay. Rút xong là khoá: không ai sửa được, kể cả người lập kỳ.",
  closeNow: "Khép kỳ",
  closeMeaning: "Khép rồi thì không nhận thêm kết quả. Máy sẽ công bố mã gốc, để ai cũng rút lại được đúng danh sách này.",
  seal: "Niêm phong",
  sealSeed: "Dấu của mã gốc, công bố trước khi rút",
  sealLists: "Dấu của các danh sách, công bố trước khi báo cáo chốt",
  sealSeedShown: "Mã gốc, công bố khi khép kỳ",
  sealMeaning: "Dấu là SHA-256. Khi khép kỳ, ai có mã gốc và danh sách người học đều rút lại được, và thấy đúng những người này.",
  plan: "Kế hoạch, trước khi ai lên đường",
  progressTitle: ({ tested, drawn }: RoundProgress) => `Tiến độ: đã kiểm lại ${count(tested)} trong ${count(drawn)} người được rút`,
  progressParts: { tested: "đã kiểm lại", refused: "từ chối", absent: "không gặp", gone: "đã đi xa hoặc đã mất", notYet: "chưa tới" },
  progressNote: { none: "Người không gặp được không thay bằng người khác: ai vắng cũng là một điều cần biết.", "next-in-list": "Người không gặp được thì gặp người kế tiếp, theo đúng thứ tự đã rút và khoá." } satisfies Record<RoundPlanned["replacement"], string>,
  provinceTitle: "Cả nhóm trong toàn tỉnh",
  provinceSentence: (share: number, lower: number, upper: number, tested: number) => `Đã kiểm chứng khoảng ${percent(share, 1)}, trong khoảng ${percent(lower, 1)} đến ${percent(upper, 1)} (kiểm lại ${count(tested)} người).`,
  certified: {
    above: (mark: number) => `Đủ căn cứ để nói: từ ${percent(mark)} trở lên.`,
    below: (mark: number) => `Đủ căn cứ để nói: dưới ${percent(mark)}.`,
    cannotTell: (mark: number) => `Chưa đủ căn cứ để nói là trên hay dưới ${percent(mark)}.`,
  },
  reportedBeside: (reported: number) => `Ghi nhận “làm được” lúc rút danh sách: ${percent(reported, 1)}.`,
  confirmed: (share: number) => `Trong những người được ghi là làm được, kiểm lại thấy ${percent(share, 1)} làm được.`,
  unrecorded: (share: number) => `Trong những người chưa được ghi, kiểm lại thấy ${percent(share, 1)} cũng làm được.`,
  noProvinceYet: "Chưa đủ người kiểm lại để nói về cả tỉnh.",
  resultsTitle: (below: number, above: number, unclear: number, mark: number) => {
    const parts = [
      below > 0 ? `${count(below)} xã đủ căn cứ nói là dưới ${percent(mark)}` : "",
      above > 0 ? `${count(above)} xã đủ căn cứ nói là từ ${percent(mark)}` : `chưa xã nào đủ căn cứ nói là từ ${percent(mark)}`,
      unclear > 0 ? `${count(unclear)} xã chưa rõ` : "",
    ].filter((part) => part !== "");
    return `Kết quả: ${parts.join(", ")}`;
  },
  resultsNote: (few: number) => `Ước tính đã kiểm chứng và khoảng 90%, gần đúng. Chấm đặc: đủ căn cứ. Chấm rỗng: chưa đủ căn cứ nói trên hay dưới mốc.${few > 0 ? ` ${count(few)} xã chưa đủ 10 người kiểm lại.` : ""}`,
  answers: { above: "từ mốc", below: "dưới mốc", cannotTell: "chưa rõ", tooFew: "chưa đủ" } satisfies Record<TriageAnswer, string>,
  boardColumns: { below: "Dưới mốc: giúp trước", cannotTell: "Chưa đủ căn cứ", above: "Từ mốc trở lên" },
  boardNone: "Chưa có xã nào.",
  tooFewTitle: "Chưa đủ người kiểm lại",
  estimateSentence: (name: string, share: number, lower: number, upper: number, tested: number, answer: string) => `${name} ${percent(lower)}–${percent(upper)}: ước tính khoảng ${percent(share)}, ${count(tested)} người kiểm lại, ${answer}.`,
  tableTitle: "Bảng số từng xã",
  tableColumns: { commune: "Xã, phường, đặc khu", tested: "Kiểm lại", passed: "Làm được", estimate: "Ước tính", interval: "Khoảng 90%", reported: "Ghi nhận", answer: "Nói được", rule: "Theo quy tắc của kỳ", q: "q" },
  rules: { passes: "chưa cần ưu tiên", helpFirst: "giúp trước" },
  funnelTitle: "Ghi nhận và kiểm lại lệch nhau đến đâu",
  funnelNote: "Mỗi chấm một xã. Càng ít người kiểm lại, phễu càng rộng: chấm nằm trong phễu thì ngẫu nhiên cũng giải thích được.",
  funnelY: "điểm: kiểm lại trừ ghi nhận",
  funnelX: "số người được kiểm lại",
  funnelEqual: "kiểm lại bằng ghi nhận",
  funnelSentence: (name: string, tested: number, passed: number, reported: number) => `${name}: kiểm lại ${count(passed)} trong ${count(tested)} người làm được, ghi nhận ${percent(reported)}.`,
  funnelPower: (reported: number, truth: number, sampleSize: number, power: number) => `Nên nhớ: với ${count(sampleSize)} người, ghi nhận ${percent(reported)} mà thật ${percent(truth)} thì chỉ thấy được ${inHundred(power)}. Không nổi lên không có nghĩa là đã khớp.`,
  casesTitle: "Nơi cần cùng tìm hiểu",
  casesNone: "Không có xã nào mà kết quả kiểm lại khác ghi nhận nhiều hơn mức ngẫu nhiên giải thích được.",
  caseFound: (reported: number, tested: number, passed: number) => `Ghi nhận “làm được” ${percent(reported)}; kiểm lại ${count(tested)} người, ${count(passed)} người làm được. Kết quả kiểm lại khác ghi nhận nhiều hơn mức ngẫu nhiên giải thích được.`,
  caseInvite: (name: string) => `Mời ${name} cùng tìm hiểu`,
  caseAnswerBy: (isoDate: string) => `Xã trả lời trước ngày ${day(isoDate)}.`,
  caseOpen: "đang tìm hiểu",
  caseClosed: "đã khép",
  caseAsk: "Hỏi trước khi kết luận",
  caseQuestions: "Người học đã quên? Lúc ghi nhận có ai nhắc không? Danh sách thôn có đổi sau khi gộp xã? Hôm kiểm lại có mất điện, mất sóng không? Nhiều lý do là bình thường.",
  caseBy: { commune: "Xã nói", office: "Ban chỉ đạo" } satisfies Record<CaseAnswered["by"], string>,
  caseFindings: { explained: "đã rõ lý do", "records-corrected": "đã sửa ghi nhận", "test-again": "sẽ kiểm lại", closed: "khép lại" } satisfies Record<CaseAnswered["finding"], string>,
  caseWho: "Ai nói?",
  caseWhat: "Kết quả tìm hiểu",
  caseWords: "Lời kể (không ghi tên người học)",
  caseSend: "Ghi lại lời này",
  screensTitle: "Việc nên xem lại ở người kiểm lại",
  screens: {
    "assessor-of-the-same-commune": (visits: number) => `${count(visits)} lượt do người cùng xã (hoặc chính người học) kiểm: không tính.`,
    "not-on-the-list": (visits: number) => `${count(visits)} lượt tới người không có trong danh sách rút: không tính.`,
    "too-quick": (visits: number) => `${count(visits)} lượt có việc làm xong dưới 5 giây: vẫn tính, nên hỏi lại.`,
    "passes-more-than-others": (visits: number) => `Cho qua nhiều hơn những người kiểm lại khác, hơn mức ngẫu nhiên giải thích được (${count(visits)} lượt): vẫn tính, nên cử người đi cùng một buổi.`,
  } satisfies Record<RoundScreen["kind"], (visits: number) => string>,
  definition: "Con số này nghĩa là gì",
  definitions: {
    province: (method: string) => `Tỷ lệ người trong danh sách tự làm được khi người ở xã khác tới xem, tính cho cả nhóm: mỗi xã nặng theo số người trong danh sách của xã. Khoảng 95%: làm trăm kỳ như thế thì chừng 95 kỳ khoảng này chứa số thật. Cách tính: ${method}. “Đủ căn cứ” là khi khoảng 90% nằm hẳn về một phía của mốc.`,
    communes: "Mỗi xã chỉ kiểm lại ít người, nên ước tính của xã mượn thêm từ các xã giống nhau theo ghi nhận (mô hình Fay–Herriot). Khoảng 90% là gần đúng. Dưới 10 người kiểm lại thì không nêu số.",
    funnel: (tolerance: number, fdr: number) => `Phép thử nhị thức chính xác, trừ trước ${percent(tolerance)} để sai sót thường tình không bị nghi; tính trên mọi xã cùng lúc (Benjamini–Hochberg, q không quá ${percent(fdr)}). Khác biệt không phải là lỗi của ai: chỉ là chỗ nên cùng tìm hiểu.`,
    progress: "Ai được rút mà đã kiểm lại, từ chối, hai lần không gặp, đã đi xa hoặc đã mất. Một lần vắng nhà chưa tính là không gặp.",
    forecast: "Mỗi tuần giành được một phần những người còn lại; khoảng 90% theo mức lên xuống của các tuần vừa qua. Số buổi: lấy số người mới làm được chia cho số buổi đã mở. Người cuối cùng thường khó hơn, nên đây là mức ít nhất.",
  },

  forecastTitle: "Tới hạn thì được đến đâu, và cần thêm mấy buổi",
  forecastNote: (weeks: number) => `Theo ${count(weeks)} tuần vừa qua. Vạch đứng là chỉ tiêu; thanh gạch chéo là khoảng 90% vào ngày tới hạn.`,
  forecastSentence: (forecast: Forecast, group: string) => {
    const mark = percent(forecast.target.share);
    const head = `${group}, mốc ${mark}, hạn ${day(forecast.target.by)}`;
    const { atDeadline } = forecast;
    if (atDeadline.state === "over") return `${head}: đã qua hạn, ${forecast.personsWanting === 0 ? "đã tới mốc" : `còn thiếu ${count(forecast.personsWanting)} người`}.`;
    if (atDeadline.state === "notEnoughWeeks") return `${head}: mới có ${count(atDeadline.weeks)} tuần, chưa đủ để dự báo.`;
    return `${head}: tới hạn được khoảng ${percent(atDeadline.lower)} đến ${percent(atDeadline.upper)}.`;
  },
  forecastReached: "Đã tới mốc.",
  forecastSessions: (sessions: NonNullable<Forecast["sessionsPerWeek"]>) => {
    const number = (value: number) => count(Math.ceil(value));
    const range = sessions.upper === undefined ? `từ ${number(sessions.lower)} buổi trở lên` : `khoảng ${number(sessions.lower)} đến ${number(sessions.upper)}`;
    return `Muốn kịp: chừng ${number(sessions.needed)} buổi mỗi tuần (${range}); lâu nay mỗi tuần ${sessions.lately.toLocaleString("vi-VN", { maximumFractionDigits: 1 })} buổi.`;
  },
  forecastNoSessions: "Chưa nói được cần mấy buổi: các tuần vừa qua chưa có buổi học nào, hoặc chưa ai mới làm được.",
  forecastWeeks: "Số người mới làm được và số buổi học từng tuần",
  weekFrom: "Tuần từ",
  sessions: "Buổi học",
};

export type RoundMessages = typeof roundsVi;
