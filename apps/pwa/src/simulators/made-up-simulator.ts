/** A simulator that nobody learns from: one screen for every kind of part, so that each drawn part can be tried. Read by tests only. */
import type { EntryCase, Part, PartOf, Reaction, Screen, Simulator, SimulatorId } from "@hocvuso/contract";

const both = (words: string) => ({ vi: words, en: `${words} (en)` });
const cases: EntryCase[] = [{ id: "dung", equals: ["20000"] }];
const choices = [
  { act: "mot", label: both("Thứ nhất"), note: both("dòng nhỏ"), icon: "qr" },
  { act: "hai", label: both("Thứ hai"), icon: "money" },
];

/** `goes` is the act that leads on to the next screen; every other act stays and is answered. */
const shown: { id: string; goes: string; brings?: string; acts: string[]; around?: Part[]; phone: Part[]; points?: string }[] = [
  {
    id: "chu", goes: "nut-di", acts: ["lui", "o-thong-tin"], points: "nut",
    around: [{ kind: "sign", id: "bien", heading: both("Rau cô Bưởi"), name: both("TRẦN THỊ BƯỞI"), seed: "bưởi", pastedOver: {} }],
    phone: [
      { kind: "app-bar", id: "thanh", title: both("Chuyển tiền"), app: "Bông Lúa", back: "lui" },
      { kind: "paragraph", id: "cau", text: both("Một câu trong máy.") },
      { kind: "notice", id: "bao", look: "care", text: both("Một lời dặn.") },
      { kind: "detail", id: "tt", label: both("Người nhận"), value: both("TRAN THI BUOI"), note: both("Bông Lúa · 0000 12 34"), act: "o-thong-tin" },
      { kind: "detail", id: "cho", label: both("Số tiền"), value: both("0 đồng"), look: "waiting" },
      { kind: "picture", id: "hinh", picture: "market-qr" },
      { kind: "button", id: "nut", act: "nut-di", label: both("Tiếp tục"), icon: "next" },
    ],
  },
  {
    id: "o-chu", goes: "go", brings: "dung", acts: [], points: "tien",
    phone: [{ kind: "text-field", id: "tien", act: "go", label: both("Số tiền"), keyboard: "amount", unit: both("đồng"), submit: both("Tiếp"), cases }],
  },
  {
    id: "danh-sach", goes: "mot", acts: ["hai", "ba", "giu-ba"],
    phone: [
      { kind: "list", id: "luoi", look: "grid", choices: [{ act: "ba", hold: "giu-ba", label: both("Ô thứ ba"), icon: "doc" }, ...choices.slice(1)] },
      { kind: "list", id: "hang", look: "rows", choices: choices.slice(0, 1) },
    ],
  },
  {
    id: "cong-tac", goes: "xong-bat", acts: ["danh", "bat", "canh"],
    phone: [
      { kind: "side-key", id: "nut-canh", act: "canh", label: both("Nút trên, cạnh máy") },
      { kind: "tick", id: "o-danh", act: "danh", label: both("Tôi đã đọc"), on: "da-danh" },
      { kind: "toggle", id: "o-bat", act: "bat", label: both("Bật thông báo"), on: "da-bat" },
      { kind: "button", id: "xong", act: "xong-bat", label: both("Xong") },
    ],
  },
  { id: "ma", goes: "bam", brings: "ma-tap", acts: [], points: "phim", phone: [{ kind: "passcode-pad", id: "phim", act: "bam", label: both("Nhập mã PIN"), practiceCode: "246810", digits: 6 }] },
  { id: "quet", goes: "mot", acts: ["hai"], points: "ong", phone: [{ kind: "qr-scanner", id: "ong", label: both("Đưa mã vào khung"), targets: choices }] },
  {
    id: "ma-toi", goes: "di", acts: [],
    phone: [
      { kind: "qr-code", id: "qr", caption: both("Mã của tôi"), seed: "tôi" },
      { kind: "receipt", id: "bl", title: both("Đã chuyển"), rows: [{ label: both("Số tiền"), value: both("20.000 đồng") }, { label: both("Tới"), value: both("TRAN THI BUOI") }] },
      { kind: "button", id: "di", act: "di", label: both("Về đầu") },
    ],
  },
  {
    id: "goi", goes: "cup", acts: ["nghe"],
    around: [{ kind: "speech", id: "noi", who: both("Cô Bưởi"), text: both("Máy bác reo kìa!"), picture: "grandmother-phone" }],
    phone: [{ kind: "incoming-call", id: "cuoc", caller: both("Công an tỉnh"), number: "0000 113 000", state: "ringing", picture: "caller", says: both("Chuyển ngay 20 triệu!"), accept: "nghe", decline: "cup" }],
  },
  {
    id: "tin", goes: "tra-loi", acts: ["mo-lien-ket"],
    phone: [
      {
        kind: "messages", id: "thu", app: "sms", sender: both("NGAN HANG"),
        bubbles: [{ from: "them", text: both("Tài khoản của bác sắp khoá."), link: { act: "mo-lien-ket", address: "bong-lua.example/mo-khoa" } }, { from: "me", text: both("Ai đấy?") }],
      },
      { kind: "button", id: "nut-tl", act: "tra-loi", label: both("Xoá tin") },
    ],
  },
  {
    id: "trang", goes: "lui-ra", acts: ["dong-y", "khong"],
    phone: [
      { kind: "web-page", id: "web", address: "dichvucong.example", hasLock: true, heading: both("Cổng dịch vụ công"), back: "lui-ra" },
      { kind: "permission-prompt", id: "xin", app: "Bông Lúa", wants: both("xem danh bạ"), allow: "dong-y", deny: "khong" },
    ],
  },
  { id: "vuot", goes: "keo-len", acts: ["keo-phai"], phone: [{ kind: "swipe", id: "to", label: both("Tờ giấy"), picture: "hidden-below", ways: [{ to: "up", act: "keo-len" }, { to: "right", act: "keo-phai" }] }] },
  { id: "chup", goes: "chup-di", acts: [], phone: [{ kind: "camera", id: "may-anh", act: "chup-di", label: both("Chụp"), sees: "household" }] },
  { id: "ban-do", goes: "hai", acts: ["mot"], phone: [{ kind: "map-pin", id: "bd", label: both("Nhà văn hoá ở đâu?"), places: choices }] },
  {
    id: "ban-phim", goes: "gui", brings: "dung-chu", acts: [],
    phone: [{ kind: "keyboard", id: "bp", act: "gui", label: both("Bàn phím"), wanted: both("tiếng Việt"), layout: "telex", submit: both("Gửi"), cases: [{ id: "dung-chu", equals: ["tiếng Việt"] }] }],
  },
];

const answered = (act: string): Reaction => ({ act, verdict: "wrong", answer: both("Khoan đã bác, mình xem lại chỗ có bàn tay.") });
const switches: Reaction[] = [["danh", "da-danh"], ["bat", "da-bat"]].flatMap(([act = "", on = ""]): Reaction[] => [
  { act, when: { remembered: [on] }, verdict: "neutral", forget: [on] },
  { act, verdict: "neutral", remember: [on] },
]);

const screens: Screen[] = shown.map(({ id, goes, brings, acts, around = [], phone, points }, at) => ({
  id, around, phone,
  shown: both(`Màn thứ ${at + 1}: bác làm gì đây?`),
  spoken: both(`Đây là màn thứ ${at + 1}.`),
  choices: at === 0 ? [{ kind: "button", id: "dung-lai", act: "thoi", label: both("Khác tên, dừng lại"), icon: "x" } satisfies PartOf<"button">] : [],
  reactions: [
    { act: goes, ...(brings === undefined ? {} : { case: brings }), verdict: "right", to: shown[at + 1]?.id ?? "dich", ...(at === 0 ? { earns: "dau" } : {}) },
    ...(id === "cong-tac" ? switches : []),
    ...[...acts, ...(brings === undefined ? [] : [goes]), ...(at === 0 ? ["thoi"] : [])].map(answered),
  ],
  hints: [{ weak: { text: both("Gợi ý nhẹ.") }, strong: { text: both("Bác chạm vào đây."), ...(points === undefined ? {} : { points }) } }],
}));

export const madeUpSimulator: Simulator = {
  kind: "simulator",
  // The only id that is not read from a file: nothing here is kept.
  id: "thu-moi-bo-phan" as SimulatorId,
  version: "0.0.1",
  title: both("Thử mọi bộ phận"),
  task: both("Mua 20.000 đồng rau"),
  taskSpoken: both("Bác mua hai mươi nghìn đồng rau."),
  components: ["thong-tu-02-2025/1.1"],
  level: 1,
  whenPrivate: both("Bác đừng gõ mã thật của mình vào đây."),
  draws: [],
  start: "chu",
  scoreSteps: [{ id: "dau", title: both("Đầu") }, { id: "giua", title: both("Giữa") }, { id: "cuoi", title: both("Cuối") }],
  screens: [...screens, {
    id: "dich", shown: both("Bác đi hết rồi."), spoken: both("Bác đi hết rồi ạ."), around: [], choices: [], reactions: [], hints: [], isGoal: true,
    phone: [{ kind: "notice", id: "het", look: "done", text: both("Hết.") }],
  }],
  sources: [{ title: "made up for tests", certainty: "ours" }],
};
