/** What the bench itself says, Vietnamese first. What a file says stands in the file; what a check found in detail is English, with its heading here. */
import type { Text } from "@hocvuso/contract";
import type { Flaw } from "@hocvuso/domain/scenario";

export type Language = keyof Text;

/** What `npm run content` finds beside the flaws of a simulator; a kind of content stands for the rules of that kind. */
type FileCheck = "not-json" | "kind" | "shape" | "file-name" | "framework" | "reference" | "unkind-word" | "lesson" | "item" | "certifying-item" | "evidence-ladder" | "credentials" | "tests" | "pictures" | "narration" | "path";

const vi = {
  title: "Bàn soạn bài",
  home: "Học Vụ Số",
  otherLanguage: "English",
  files: "Các tệp",
  find: "Tìm trong các tệp",
  nothingFound: "Chưa thấy tệp nào có chữ ấy.",
  kinds: { lesson: "Bài học", simulator: "Máy tập", item: "Câu hỏi" },
  problemCount: (count: number): string => `${count} điều cần sửa`,
  allGood: "Mọi điều kiểm đều đạt",
  good: "Tệp này đạt",
  chooseFile: "Chọn một tệp ở bên trái để xem.",
  howItWorks: "Bác mở tệp bằng trình soạn thảo nào cũng được. Cứ lưu tệp là màn hình này xem lại ngay.",
  lostBench: "Bàn soạn đã tắt. Tệp của bác vẫn nguyên. Chạy lại: npm run author",

  phone: "Điện thoại 360 điểm",
  mode: "Cách làm",
  modes: { guided: "Làm cùng", "with-hints": "Có gợi ý", "on-my-own": "Tự làm", test: "Kiểm tra" },
  variant: "Tình huống",
  onlyVariant: "Chỉ có một tình huống",
  again: "Từ đầu",
  undo: "Lùi một việc",
  playShortest: "Đi đường ngắn nhất",
  isEarlier: "Tệp đang dở. Đây là bản gần nhất còn xem được.",
  never: "Tệp này chưa xem được lần nào. Bác sửa các điều bên phải trước.",
  crashed: "Chỗ này máy chưa diễn được. Bác xem các điều cần sửa.",

  problems: "Cần sửa",
  fault: (line: number, column: number): string => `Dòng ${line}, cột ${column}`,
  missing: {
    value: "chỗ này cần một giá trị: chữ trong dấu ngoặc kép thẳng, số, { } hoặc [ ]", name: "chỗ này cần một tên trong dấu ngoặc kép thẳng \" \" (hay là thừa dấu phẩy ở trước?)",
    colon: "thiếu dấu hai chấm sau tên", "comma-or-end": "thiếu dấu phẩy, hoặc thiếu ngoặc đóng", "closing-quote": "thiếu dấu ngoặc kép đóng câu", "nothing-more": "tệp đã hết mà còn chữ thừa",
  },
  line: (line: number): string => `dòng ${line}`,
  playThere: "Bấm thử tới đó",
  playsThere: (acts: number): string => (acts === 0 ? "gặp ngay màn đầu" : `gặp sau ${acts} việc bấm`),

  words: "Lời của màn này",
  shown: "Chữ hiện",
  spoken: "Lời đọc",
  listen: "Nghe",
  stopListening: "Thôi",
  noVoice: "Máy này chưa có giọng đọc tiếng ấy.",
  wordsIn: { vi: "Tiếng Việt", en: "Tiếng Anh" },

  graph: "Sơ đồ màn hình",
  graphOf: (states: number, acts: number): string => `${states} trạng thái, tới đích ít nhất ${acts} việc bấm`,
  noWay: "Chưa có đường nào tới đích mà không bấm nhầm",
  noGraph: "Chưa vẽ được sơ đồ: còn tên chưa trỏ tới đâu.",
  legend: { now: "đang ở đây", shortest: "đường ngắn nhất", goal: "đích", trap: "bẫy: không tới đích được nữa", wrong: "bấm nhầm" },
  staying: (acts: number): string => `${acts} việc bấm ở lại màn này`,
  trap: "Bẫy",
  goal: "Đích",
  start: "Bắt đầu",
  done: "Đã bấm",
  nothingDone: "Chưa bấm gì.",

  steps: "Các bước",
  stepKinds: { explain: "giải thích", practise: "tập", question: "câu hỏi" },
  missingPart: (id: string): string => `Chưa có tệp ${id} xem được.`,
  question: "Câu hỏi",
  thinkAgain: "Bác thử chọn lại nhé.",
  chosen: "Bác chọn",
  forward: "Đi tiếp",
  practiseBegin: "Bắt đầu tập",
} as const;

/** In the order of the code: files first, then the flaws of simulators. */
const viChecks: Readonly<Record<FileCheck | Flaw, string>> = {
  "not-json": "Tệp chưa đúng dạng JSON",
  "kind": "“kind” chưa hợp với thư mục",
  "shape": "Thiếu, thừa hoặc viết chệch một mục",
  "file-name": "Tên tệp và “id” chưa giống nhau",
  "framework": "Khung năng lực chưa khớp",
  "reference": "Gọi tới một thứ chưa có",
  "unkind-word": "Có chữ làm người học chạnh lòng",
  "lesson": "Thứ tự bước, hoặc dấu **, chưa ổn",
  "item": "Các lựa chọn của câu hỏi chưa ổn",
  "certifying-item": "Câu hỏi chứng nhận chưa ổn",
  "evidence-ladder": "Thang minh chứng chưa khớp",
  "credentials": "Quy tắc cấp phiếu chưa khớp",
  "tests": "Quy tắc bài kiểm tra chưa khớp",
  "pictures": "Tranh vẽ chưa ổn",
  "narration": "Giọng ghi sẵn chưa khớp",
  "path": "Thứ tự bài trên một đường học chưa ổn",
  "name-unknown": "Một cái tên trỏ vào chỗ không có",
  "variant-never-drawn": "Có tình huống không bao giờ được rút",
  "screen-never-reached": "Có màn không đường nào tới",
  "reaction-never-taken": "Có lời đáp không bao giờ dùng tới",
  "goal-out-of-reach": "Bẫy: từ đây không tới đích được nữa",
  "act-not-answered": "Bấm được mà chưa ai trả lời",
  "act-offered-twice": "Một việc bấm được ở hai chỗ",
  "wrong-act-without-words": "Bấm nhầm mà chưa có lời dạy",
  "wrong-act-not-taught": "Lời dạy ngắn quá, chưa nói làm gì tiếp",
  "text-missing": "Thiếu chữ hoặc lời đọc",
  "value-unknown": "Có {tên} mà không tình huống nào rút ra",
  "hint-missing": "Màn này chưa có gợi ý",
  "hint-points-at-nothing": "Gợi ý chỉ vào thứ không có trên màn",
  "goal-offers-acts": "Tới đích rồi mà vẫn còn nút bấm",
  "private-entry-leads-on": "Gõ mã thật mà vẫn đi tiếp được",
  "case-never-met": "Lường trước một điều không ai gõ ra được",
  "score-step-not-earned": "Làm đúng cả mà vẫn thiếu bước điểm",
};

type Catalogue = {
  readonly [Key in keyof typeof vi]: (typeof vi)[Key] extends (...inputs: infer Inputs) => string
    ? (...inputs: Inputs) => string
    : (typeof vi)[Key] extends string ? string : Readonly<Record<keyof (typeof vi)[Key], string>>;
};

const en: Catalogue = {
  title: "The author’s bench",
  home: "Học Vụ Số",
  otherLanguage: "Tiếng Việt",
  files: "Files",
  find: "Find a file",
  nothingFound: "No file has these words.",
  kinds: { lesson: "Lessons", simulator: "Simulators", item: "Questions" },
  problemCount: (count) => `${count} to mend`,
  allGood: "Every check holds",
  good: "This file holds",
  chooseFile: "Choose a file on the left to see it.",
  howItWorks: "Edit the file in whatever editor you like. Each time it is saved this page looks again.",
  lostBench: "The bench has stopped. Your files are untouched. Start it again: npm run author",

  phone: "Phone, 360 px",
  mode: "How to play",
  modes: { guided: "Together", "with-hints": "With hints", "on-my-own": "On my own", test: "Test" },
  variant: "Variant",
  onlyVariant: "There is one variant",
  again: "From the start",
  undo: "One act back",
  playShortest: "Play the shortest way",
  isEarlier: "The file is not whole just now. This is the last one that could be shown.",
  never: "This file could not be shown yet. Mend what stands on the right first.",
  crashed: "The phone cannot play this place. See what is to be mended.",

  problems: "To mend",
  fault: (line, column) => `Line ${line}, column ${column}`,
  missing: {
    value: "a value is missing here: text in straight quotes, a number, { } or [ ]", name: "a name in straight quotes \" \" is missing here (or a comma too many before it?)",
    colon: "a colon is missing after the name", "comma-or-end": "a comma or a closing bracket is missing", "closing-quote": "the closing quote is missing", "nothing-more": "the file is over, yet something follows",
  },
  line: (line) => `line ${line}`,
  playThere: "Play to that place",
  playsThere: (acts) => (acts === 0 ? "on the first screen" : `after ${acts} act${acts === 1 ? "" : "s"}`),

  words: "Words of this screen",
  shown: "Shown",
  spoken: "Spoken",
  listen: "Listen",
  stopListening: "Stop",
  noVoice: "This machine has no voice for that language.",
  wordsIn: { vi: "Vietnamese", en: "English" },

  graph: "State graph",
  graphOf: (states, acts) => `${states} states, the goal in ${acts} acts at least`,
  noWay: "No way leads to the goal without a wrong act",
  noGraph: "No graph yet: a name points at nothing.",
  legend: { now: "you are here", shortest: "shortest way", goal: "goal", trap: "trap: the goal is out of reach", wrong: "wrong act" },
  staying: (acts) => `${acts} act${acts === 1 ? "" : "s"} stay on this screen`,
  trap: "Trap",
  goal: "Goal",
  start: "Start",
  done: "Done so far",
  nothingDone: "Nothing yet.",

  steps: "Steps",
  stepKinds: { explain: "explain", practise: "practise", question: "question" },
  missingPart: (id) => `There is no file ${id} that could be shown.`,
  question: "Question",
  thinkAgain: "Have another try.",
  chosen: "Your choice",
  forward: "Go on",
  practiseBegin: "Begin",
};

const enChecks: Readonly<Record<FileCheck | Flaw, string>> = {
  "not-json": "Not JSON yet",
  "kind": "The kind does not fit its folder",
  "shape": "A field is missing, unknown or misspelt",
  "file-name": "File name and id differ",
  "framework": "The frameworks do not fit",
  "reference": "Names a thing that does not exist",
  "unkind-word": "A word that may hurt a learner",
  "lesson": "The order of steps, or a ** mark",
  "item": "The choices of the question",
  "certifying-item": "The certifying item",
  "evidence-ladder": "The evidence ladder",
  "credentials": "The rules of what is certified",
  "tests": "The policy of tests",
  "pictures": "The drawn pictures",
  "narration": "The recorded voices",
  "path": "A path through the lessons",
  "name-unknown": "A name points at nothing",
  "variant-never-drawn": "A variant is never drawn",
  "screen-never-reached": "No way leads to a screen",
  "reaction-never-taken": "A reaction is never taken",
  "goal-out-of-reach": "Trap: the goal is out of reach",
  "act-not-answered": "An act is not answered",
  "act-offered-twice": "An act is offered in two places",
  "wrong-act-without-words": "A wrong act without the teacher’s words",
  "wrong-act-not-taught": "An answer too short to teach",
  "text-missing": "Text or speech is missing",
  "value-unknown": "A {name} that no draw gives",
  "hint-missing": "A screen without hints",
  "hint-points-at-nothing": "A hint points at nothing",
  "goal-offers-acts": "The goal still offers acts",
  "private-entry-leads-on": "A real secret leads on",
  "case-never-met": "A case that nothing typed can be",
  "score-step-not-earned": "A clean run misses a score step",
};

export type Messages = Catalogue;
export const messages: Readonly<Record<Language, Messages>> = { vi, en };

const checks: Readonly<Record<Language, Readonly<Record<string, string>>>> = { vi: viChecks, en: enChecks };

/** The heading of a problem; of a check that has none yet, its own name. */
export function headingOf(check: string, language: Language): string {
  return checks[language][check] ?? check;
}
