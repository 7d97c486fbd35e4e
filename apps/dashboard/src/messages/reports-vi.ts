/** What the page of reports says in Vietnamese. */
import type { ReportKind } from "@hocvuso/contract";


export const reportsVi = {
  title: "Báo cáo",
  meaning: "Báo cáo tự viết từ việc đã ghi của từng người: mỗi tối lúc 20 giờ, mỗi tháng một lần, và khi bác cần. Tải về là văn bản Word theo thể thức văn bản hành chính, hoặc bảng tính; con số đúng như trên bảng này.",
  unit: "Báo cáo của",
  order: "Viết báo cáo mới",
  boundaries: "Theo địa giới",
  write: "Viết báo cáo",
  writing: "Đang viết…",
  written: (when: string) => `Đã viết lúc ${when}. Báo cáo đứng đầu danh sách.`,
  kinds: { daily: "Báo cáo ngày", monthly: "Báo cáo tháng", ordered: "Báo cáo theo yêu cầu" } satisfies Record<ReportKind, string>,
  none: "Chưa có báo cáo nào. Tối nay lúc 20 giờ sẽ có báo cáo đầu tiên, hoặc bác bấm nút để viết ngay.",
  kept: "Báo cáo đã viết",
  columnWhen: "Viết lúc", columnKind: "Loại", columnBoundaries: "Địa giới", columnFiles: "Tải về",
  word: "Word", workbook: "Bảng tính",
  fileOf: (what: string, kind: string, when: string) => `${what}: ${kind}, ${when}`,
};
export type ReportsMessages = typeof reportsVi;
