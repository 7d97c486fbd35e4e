/** What the page of whole tests says in Vietnamese. Its words accuse nobody: a phone may be old, or have broken. */
import type { TestFault, TestOutcome, TestPurpose } from "@hocvuso/contract";

const logits = (value: number) => value.toLocaleString("vi-VN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const testsVi = {
  title: "Bài kiểm tra",
  meaning: "Máy chủ bốc lại và chấm lại từng bài từ chính các câu trả lời. Bài nào chưa khớp thì giữ nguyên, chưa tính, và nêu lý do ở đây. Lý do thường là máy cũ hay hỏng; xin hỏi thăm rồi mời làm bài khác.",
  none: "Chưa có bài nào của đơn vị này.",
  sample: "Có người mẫu trong danh sách.",
  refused: (count: number) => `Bài chưa khớp: ${count}`,
  refusedNone: "Bài nào cũng khớp.",
  others: (count: number) => `Các bài khác: ${count}`,
  table: { when: "Ngày làm", purpose: "Bài", outcome: "Kết quả", ability: "Máy chủ chấm", phone: "Máy học viên chấm", answers: "Số câu", resumed: "Làm tiếp", person: "Người" },
  purposes: { placement: "Xem mình ở đâu", certification: "Kỹ năng số cơ bản" } satisfies Record<TestPurpose, string>,
  outcomes: { scored: "Đã chấm", refused: "Chưa khớp", waiting: "Đợi phần còn lại", left: "Người làm đã thôi" } satisfies Record<TestOutcome, string>,
  decisions: { pass: "Đạt", "not-yet": "Chưa đạt" },
  supervised: "có đại sứ ngồi cạnh",
  faults: {
    "policy-unknown": "Quy tắc của bài này máy chủ chưa từng có.", "bank-unknown": "Bộ câu hỏi của bài này máy chủ chưa từng có.", "parameters-unknown": "Bản tham số của bài này máy chủ không có.",
    "two-beginnings": "Có hai lời mở đầu khác nhau cho một bài.", "two-answers": "Một chỗ có hai câu trả lời khác nhau.", "not-offered": "Câu này không phải câu mà bài sẽ hỏi ở chỗ đó.",
    "order-differs": "Thứ tự lựa chọn khác với thứ tự bài bốc ra.", "after-the-end": "Có câu trả lời sau khi bài đã hết.", "ended-early": "Bài khép lại khi chưa đến lúc.",
    "score-differs": "Điểm máy học viên gửi khác điểm chấm lại.", "not-scorable": "Câu trả lời này không chấm được.",
  } satisfies Record<TestFault, string>,
  faultAt: (place: number) => `Ở câu ${place + 1}.`,
  score: (ability: number, sd: number) => `${logits(ability)} ± ${logits(sd)}`,
  counted: (answers: number, neutralised: number) => (neutralised === 0 ? `${answers}` : `${answers}, bỏ ra ${neutralised}`),
};

export type TestsMessages = typeof testsVi;
