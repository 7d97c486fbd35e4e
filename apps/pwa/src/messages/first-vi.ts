/** What the lesson's first screens say, Vietnamese. Kept apart from vi.ts because it travels in the first script. */
import type { Language } from "../screens/lesson/lesson-words.ts";

export const firstVi = {
  language: "vi" as const,
  back: "Về",
  more: "Thêm",
  listen: "Nghe",
  listenAgain: "Nghe lại câu này",
  understood: "Tôi hiểu rồi",
  place: (at: number, of: number): string => `Bước ${at} trong ${of}`,
  noVoice: "Máy này chưa đọc được tiếng Việt. Bác xem chữ to, hoặc nhờ người bên cạnh đọc giúp.",
  putAway: "Cất chữ to",
  notKept: "Máy này chưa lưu được việc vừa rồi",
  notKeptSafe: "Những gì đã lưu trước đó vẫn còn trên máy.",
  notKeptDo: "Bác chạm “Lưu lại”. Nếu vẫn chưa được, bác xoá bớt ảnh hay video cũ cho máy có chỗ, rồi chạm lần nữa.",
  keepAgain: "Lưu lại",
  goOnUnkept: "Học tiếp, việc này không lưu",
  notLoaded: "Phần này chưa về tới máy",
  notLoadedDo: "Bài đã học vẫn còn. Lúc nào có mạng, bác chạm “Tải lại”.",
  loadAgain: "Tải lại",
  waiting: "Đang lấy phần tiếp theo…",
};

export type FirstMessages = Omit<typeof firstVi, "language"> & { readonly language: Language };
