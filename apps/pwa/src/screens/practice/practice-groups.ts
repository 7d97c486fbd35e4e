/** The order in which the practice page shows the simulators: groups by what people want to do, in each the easier first. Titles stand in the messages. */
import type { SimulatorEntry } from "../../device/content-entry.ts";

export const practiceGroups = {
  firstTouch: ["cham-va-giu", "vuot-trang", "am-luong", "nhan-bieu-tuong", "go-co-dau", "bat-wifi", "cai-ung-dung"],
  money: ["tra-tien-qr", "mua-hang", "tao-ma-qr-ban-hang", "bien-lai-gia"],
  scams: ["cong-an-gia", "zalo-bi-muon", "duong-dan-la", "ma-otp", "chuyen-nham-tien", "nguoi-giup-gia", "dong-y-chia-se", "bao-tin-lua-dao"],
  papers: ["xuat-trinh-giay-to", "quen-ma-khoa", "nop-ho-so-cong", "theo-doi-ho-so", "tam-tru-ban-than", "tam-tru-khai-ho"],
  health: ["tich-hop-the-bao-hiem", "so-suc-khoe", "vssid-tra-cuu"],
  produce: ["chup-hang", "dong-goi", "mo-gian-hang", "nhan-don"],
  ai: ["hoi-ai", "kiem-cau-ai", "anh-ai-lam", "tin-gia"],
} as const;

export type PracticeGroup = keyof typeof practiceGroups;

export function groupEntries(entries: readonly SimulatorEntry[]): readonly { readonly group: PracticeGroup; readonly entries: readonly SimulatorEntry[] }[] {
  const byId = new Map<string, SimulatorEntry>(entries.map((entry) => [entry.id, entry]));
  // Its keys are the groups.
  return (Object.keys(practiceGroups) as PracticeGroup[]).map((group) => ({ group, entries: practiceGroups[group].flatMap((id) => byId.get(id) ?? []) }));
}
