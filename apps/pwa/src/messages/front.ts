/** The front page, in both languages: it is prerendered, so none of this travels in a script. */
const vi = {
  title: "Học Vụ Số · Bình dân học vụ số",
  kick: "Bình dân học vụ số",
  heading: "Năm 1945 cả nước học chữ. Hôm nay ta học số.",
  lead: "Phong trào giúp mọi người tự làm được việc cần trên điện thoại: trả tiền, xem sổ sức khỏe, làm giấy tờ, không bị lừa.",
  learn: "Học",
  learnNote: "Mỗi bài vài phút. Không cần tài khoản. Mất mạng vẫn học được.",
  otherLanguage: "English",
  dashboard: "Bảng điều hành",
  dashboardNote: "Xem tỉnh, xã mình đang học tới đâu",
  numbersHeading: "Bốn con số, không bao giờ gộp",
  numbers: [
    ["Đã tiếp cận", "có mặt ở một buổi học, hoặc đã làm một việc học trên máy."],
    ["Làm được", "tự làm trọn việc trên máy tập, không xem gợi ý."],
    ["Đã kiểm chứng", "người ở xã khác, do bốc thăm, cho làm lại và thấy làm được."],
    ["Xác nhận trên VNeID", "do Nhà nước ghi nhận, nhập về kèm ngày."],
  ],
  derived: "Số nào cũng đếm từ việc bà con đã làm. Không ai gõ vào một con số tổng.",
  picture: "Buổi tối ở nhà văn hóa thôn: cô đại sứ số đứng giữa bà con, mỗi người một máy",
  offlineTitle: "Chưa có mạng",
  offline: "Trang này cần mạng mới xem được. Bài học thì vẫn ở trong máy.",
} as const;

type FrontMessages = { readonly [Key in keyof typeof vi]: (typeof vi)[Key] extends string ? string : readonly (readonly [string, string])[] };

const en: FrontMessages = {
  title: "Học Vụ Số · Digital literacy for everyone",
  kick: "Digital literacy for everyone",
  heading: "In 1945 a nation learned to read. Today we learn digital skills.",
  lead: "A movement that helps everyone to do on a phone what they need: pay, see the health book, file a form, and not be cheated.",
  learn: "Learn",
  learnNote: "A few minutes a lesson. No account needed. Works without a network.",
  otherLanguage: "Tiếng Việt",
  dashboard: "Dashboard",
  dashboardNote: "How far the province and your commune have come",
  numbersHeading: "Four numbers, never merged",
  numbers: [
    ["Reached", "attended a class, or did one learning act on a phone."],
    ["Capable", "did a whole task in the simulator on their own, without a hint."],
    ["Verified", "someone from another commune, drawn by lot, had them do it again and saw that they can."],
    ["Confirmed on VNeID", "recorded by the State, imported with its date."],
  ],
  derived: "Every figure is counted from what people did. Nobody types in a total.",
  picture: "Evening in the village house: the ambassador stands among the learners, each with a phone",
  offlineTitle: "No network",
  offline: "This page needs a network. The lessons are still on your phone.",
};

export const front = { vi, en };
