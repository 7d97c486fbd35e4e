/** The closed set of reasons for which no backup is made or put back, and what the person at the keyboard reads: what is safe, what to do. */
import type { Sentences } from "../command.ts";

export type BackupTrouble =
  | { readonly is: "no-passphrase" }
  | { readonly is: "folder-missing"; readonly folder: string }
  | { readonly is: "folder-of-the-store"; readonly folder: string }
  | { readonly is: "already-running" }
  | { readonly is: "not-yet-migrated"; readonly missing: string }
  | { readonly is: "newer-than-program"; readonly found: string }
  /** The restored copy is not what the store held when it was written. `what`: a table, or "keys". */
  | { readonly is: "not-verified"; readonly what: string }
  | { readonly is: "no-file"; readonly path: string }
  | { readonly is: "not-a-backup"; readonly path: string }
  | { readonly is: "damaged"; readonly path: string }
  | { readonly is: "wrong-passphrase" }
  | { readonly is: "store-not-empty"; readonly where: string }
  | { readonly is: "keys-of-another-store"; readonly folder: string };

export class BackupRefused extends Error {
  override readonly name = "BackupRefused";
  readonly trouble: BackupTrouble;

  constructor(trouble: BackupTrouble, options?: ErrorOptions) {
    super(JSON.stringify(trouble), options);
    this.trouble = trouble;
  }
}

export function sayBackupTrouble(trouble: BackupTrouble): Sentences {
  switch (trouble.is) {
    case "no-passphrase": return {
      vi: "Bản sao phải mang theo khoá của tỉnh: thiếu khoá thì gói việc điện thoại đã niêm không ai mở được nữa, và máy nào cũng phải ghi danh lại. Khoá ấy được khoá thêm bằng một câu mật khẩu. Bác đặt một câu từ 12 chữ cái trở lên, chép ra giấy cất một nơi khác với bản sao, rồi chạy lại:\n  BACKUP_PASSPHRASE=\"bốn năm từ dễ nhớ khó đoán\" npm run backup -- --to THƯ_MỤC\nKhông ai tìm lại được câu này giúp bác.",
      en: "A backup must carry the province's keys: without them nobody can open what phones have sealed, and every phone would have to be enrolled again. The keys are locked with a passphrase. Choose one of at least 12 characters, write it on paper, keep that apart from the backup, and run again:\n  BACKUP_PASSPHRASE=\"four or five words\" npm run backup -- --to FOLDER\nNobody can find this passphrase again for you.",
    };
    case "folder-missing": return {
      vi: `Chưa thấy thư mục ${trouble.folder}. Bác cắm ổ đĩa, hoặc tạo thư mục ấy, rồi chạy lại: npm run backup -- --to THƯ_MỤC`,
      en: `There is no folder ${trouble.folder}. Connect the disk, or make the folder, and run again: npm run backup -- --to FOLDER`,
    };
    case "folder-of-the-store": return {
      vi: `${trouble.folder} nằm ngay trong thư mục dữ liệu: mất dữ liệu là mất luôn bản sao. Bác chọn một nơi khác, tốt nhất là ổ đĩa khác hay máy khác.`,
      en: `${trouble.folder} lies inside the data folder: what loses the data loses the backup too. Choose another place, best on another disk or another machine.`,
    };
    case "already-running": return {
      vi: "Một lần sao lưu khác của kho này đang chạy. Bác đợi nó xong; không cần chạy thêm.",
      en: "Another backup of this store is running. Wait for it; no second one is needed.",
    };
    case "not-yet-migrated": return {
      vi: `Kho này do bản chương trình cũ hơn tạo ra (chưa có ${trouble.missing}). Bác khởi động chương trình một lần (npm start), rồi chạy lại lệnh này. Chưa có gì bị thay đổi.`,
      en: `This store was made by an older version of the program (${trouble.missing} is missing). Start the program once (npm start), then run this command again. Nothing was changed.`,
    };
    case "newer-than-program": return {
      vi: `Bản chương trình mới hơn đã ghi ra dữ liệu này (${trouble.found}). Bác chạy bản mới hơn; chưa có gì bị thay đổi.`,
      en: `A newer version of the program wrote this (${trouble.found}). Run the newer version; nothing was changed.`,
    };
    case "not-verified": return {
      vi: `Thử khôi phục bản sao vừa ghi thì thấy chưa khớp với kho (${trouble.what}), nên bản sao ấy đã bị bỏ. Kho vẫn nguyên, điện thoại vẫn giữ việc của mình. Bác chạy lại vào một ổ đĩa khác; nếu vẫn vậy, bác giữ nguyên máy và gọi người hỗ trợ.`,
      en: `The backup just written was restored for a trial and does not match the store (${trouble.what}), so it was thrown away. The store is untouched, phones keep what they have. Run again to another disk; if it stays so, leave the machine as it is and call whoever helps you.`,
    };
    case "no-file": return {
      vi: `Chưa đọc được tệp ${trouble.path}. Bác xem lại đường dẫn: npm run restore -- --from TỆP`,
      en: `The file ${trouble.path} cannot be read. Check its path: npm run restore -- --from FILE`,
    };
    case "not-a-backup": return {
      vi: `${trouble.path} không phải bản sao của Học Vụ Số. Bác chọn tệp có đuôi .backup. Chưa có gì bị thay đổi.`,
      en: `${trouble.path} is no backup of Học Vụ Số. Choose a file that ends in .backup. Nothing was changed.`,
    };
    case "damaged": return {
      vi: `Tệp ${trouble.path} bị cắt hoặc bị đổi trên đường đi, nên không được dùng. Bác chép lại từ nơi cất, hoặc lấy bản sao khác. Chưa có gì bị thay đổi.`,
      en: `The file ${trouble.path} was cut or changed on its way and is not used. Copy it again from where it is kept, or take another backup. Nothing was changed.`,
    };
    case "wrong-passphrase": return {
      vi: "Câu mật khẩu chưa khớp với bản sao này. Bác xem lại tờ giấy đã chép (chữ hoa, dấu cách), rồi chạy lại: BACKUP_PASSPHRASE=\"…\" npm run restore -- --from TỆP. Chưa có gì bị thay đổi.",
      en: "The passphrase does not fit this backup. Look at the paper again (capitals, spaces) and run: BACKUP_PASSPHRASE=\"…\" npm run restore -- --from FILE. Nothing was changed.",
    };
    case "store-not-empty": return {
      vi: `Ở ${trouble.where} đã có dữ liệu, và khôi phục không bao giờ ghi đè. Bác chọn một thư mục dữ liệu mới (DATA_FOLDER=…), hoặc một cơ sở dữ liệu trống (DATABASE_URL=…), rồi chạy lại. Dữ liệu cũ vẫn nguyên.`,
      en: `There are data in ${trouble.where}, and a restore never writes over any. Choose a new data folder (DATA_FOLDER=…), or an empty database (DATABASE_URL=…), and run again. The old data are untouched.`,
    };
    case "keys-of-another-store": return {
      vi: `Trong ${trouble.folder} đã có khoá của một kho. Bác chọn một thư mục dữ liệu mới, trống (DATA_FOLDER=…), rồi chạy lại. Khoá ấy vẫn nguyên.`,
      en: `${trouble.folder} holds keys of a store. Choose a new, empty data folder (DATA_FOLDER=…) and run again. Those keys are untouched.`,
    };
  }
}
