import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { checkContent, readContentFiles, walkProblems, type CheckedFiles, type ContentCheck, type ContentFiles } from "./check-content.ts";

const content = fileURLToPath(new URL("../content", import.meta.url));
const shipped = await readContentFiles(content);
/** What one test has read and proved no other has to prove again. */
const checked: CheckedFiles = new Map();

const folders: string[] = [];
after(() => { for (const folder of folders) rmSync(folder, { recursive: true }); });

/** All content with one piece of one file's text replaced. */
function contentWith(file: string, from: string | RegExp, to: string): ContentFiles {
  const before = shipped.get(file) ?? assert.fail(`no ${file}`);
  const changed = before.replace(from, to);
  assert.notEqual(changed, before, `${file} has no ${String(from)}`);
  return new Map(shipped).set(file, changed);
}

test("the shipped content holds", async () => {
  assert.deepEqual(await checkContent(content, { checked }), []);
});

const simulator = "simulators/tra-tien-qr.json";
const lesson = "lessons/tra-tien-qr.json";
const item = "items/qr-ten-khac-bang.json";
const path = "paths/nguoi-lon.json";
const firstPath = "paths/lam-quen-voi-may.json";
const ladder = "policies/evidence-ladder.json";
const credentials = "policies/credentials.json";
const framework = "frameworks/thong-tu-02-2025.json";
const task = "certifying/cn-viec-tra-tien.json";
const crosswalk = "frameworks/cong-van-3240-thong-tu-02.json";

/** Kinds without rules of their own in a file (those of voices stand below): their shape and what they name is all there is to check. */
type Unruled = "crosswalk" | "simulator" | "pictures" | "targets" | "enrolment" | "data-rights" | "vneid-list" | "reports" | "narration" | "help-topics" | "search-words" | "calibration";
type Broken = readonly [title: string, file: string, from: string | RegExp, to: string, says: RegExp];
/** For every check there is (those of a simulator's flaws stand beside the proof); one without a broken file does not compile. */
const broken: Readonly<Record<Exclude<ContentCheck, Unruled>, readonly [Broken, ...Broken[]]>> = {
  "tests": [["a test that owes more than it has", "policies/tests.json", '"items": 11', '"items": 8', /8 items and owes 9/]],
  "not-json": [["a file that is not JSON", item, "{", "", /not JSON: at line 2, column 9 something stands after the end/]],
  "kind": [
    ["a kind in the wrong folder", item, '"kind": "item"', '"kind": "lesson"', /kind must be item/],
    ["a practice item among those that certify", task, '"kind": "certifying-item"', '"kind": "item"', /kind must be certifying-item/],
  ],
  "file-name": [["a file whose name is not its id", lesson, '"id": "tra-tien-qr"', '"id": "tra-tien"', /file is called tra-tien-qr/]],
  "shape": [
    ["a missing English text", item, /,\s*"en": "Do not pay yet[^"]*"/, "", /choices > hoi-co-luu > text: it lacks en/],
    ["a text of blanks", simulator, /"vi": "Máy báo đã trả xong\.[^"]*"/, '"vi": "  "', /> vi: it must match pattern/],
    ["a screen without its spoken text", simulator, /"spoken": \{/, '"spoke": {', /screens > [a-z-]+: it lacks spoken/],
    ["an unknown field", lesson, '"promise"', '"promises"', /It lacks promise.*|It has promises/],
    ["a switch for the band", simulator, '"level": 1,', '"level": 1, "band": false,', /It has band, which is not known/],
    ["a part of an unknown kind", simulator, '"kind": "qr-scanner"', '"kind": "qr-reader"', /screens > dua-may-quet > phone > khung-ngam: it has the kind qr-reader/],
    ["a misspelt field of a part", simulator, '"practiceCode"', '"practise"', /ban-phim-ma: it lacks practiceCode/],
    ["a simulator of two score steps", simulator, /"scoreSteps": \[\s*(\{[^[]*?\}\s*\},\s*\{[^[]*?\}\s*\}),[^[]*?\n {2}\]/, '"scoreSteps": [$1]', /At scoreSteps: it must not have fewer than 3 items/],
    ["a number that nobody can call", "help.json", '"number": "113"', '"number": "một một ba"', /number: it must match pattern/],
    ["voices of a language without its name", "narration/bru/manifest.json", /"en": "Bru[^"]*"/, '"fr": "Bru"', /title: it (lacks en|has fr)/],
    ["a path without its place", path, /"place": \d+,/, "", /It lacks place/],
    ["a group that nobody knows", path, '"groups": [\n    "adult"', '"groups": [\n    "elder"', /At groups > 1: it/],
    ["an id with diacritics", item, '"id": "chac-nguoi-nha"', '"id": "chắc-người-nhà"', /must match pattern/],
    ["a date that is none", framework, "2025-01-24", "2025-24-01", /At issuedOn: it must match format/],
  ],
  "campaigns": [["a quota of nothing that is counted", "policies/campaigns.json", '"measure": "qr",\n          "atLeast": 160', '"measure": "q-r",\n          "atLeast": 160', /The quota q-r of phuong-do-thi/]],
  "local-models": [["two local models with one id", "policies/local-models.json", '"id": "gia-dinh-so"', '"id": "cho-so"', /Two local models have the same id/]],
  "framework": [
    ["a crosswalk to a component that is not there", crosswalk, "thong-tu-02-2025/2.6", "thong-tu-02-2025/2.9", /which no framework has/],
    ["a crosswalk to another framework", crosswalk, "thong-tu-02-2025/2.6", "cong-van-3240-2024/2", /which is not of thong-tu-02-2025/],
    ["a crosswalk that names a component twice", crosswalk, '"from": "cong-van-3240-2024/2"', '"from": "cong-van-3240-2024/1"', /has cong-van-3240-2024\/1 twice/],
    ["a component that stands twice", framework, '"id": "1.2"', '"id": "1.1"', /has the component 1.1 twice/],
    ["levels that do not rise", framework, '"level": 2', '"level": 1', /levels of framework thong-tu-02-2025 do not rise/],
    ["a framework that says it is empty", framework, '"completeness": "partial"', '"completeness": "empty"', /says that it is empty/],
  ],
  "reference": [
    ["an unknown component", item, "thong-tu-02-2025/1.2", "thong-tu-02-2025/7.1", /component thong-tu-02-2025\/7.1/],
    ["an unknown item", lesson, '"item": "qr-doc-ma-ho"', '"item": "qr-khong-co"', /item qr-khong-co/],
    ["an unknown simulator in a lesson", lesson, '"simulator": "tra-tien-qr"', '"simulator": "tra-tien"', /simulator tra-tien,/],
    ["an unknown simulator on the ladder", ladder, '"tra-tien-qr"', '"tra-tien"', /simulator tra-tien,/],
    ["an unknown simulator of what is certified", credentials, '"simulators": ["tra-tien-qr"]', '"simulators": ["tra-tien"]', /simulator tra-tien,/],
    ["an unknown picture", lesson, '"picture": "key-in-hand"', '"picture": "can-nha"', /picture can-nha/],
    ["an unknown simulator of a task", task, '"simulator": "tra-tien-qr"', '"simulator": "tra-tien"', /simulator tra-tien,/],
    ["an enemy that does not exist", "certifying/cn-loi-sau-cap-nhat.json", "cn-do-vuong-tung-buoc", "cn-la", /certifying item cn-la,/],
    ["a certifying item asked in a lesson", lesson, '"item": "qr-doc-ma-ho"', '"item": "cn-viec-tra-tien"', /item cn-viec-tra-tien, which/],
    ["a topic of help that names no lesson", "help.json", '"lesson": "bao-so-lua-dao"', '"lesson": "bao-so"', /lesson bao-so,/],
    ["words of search for what does not exist", "search-words.json", '"tra-tien-qr": [', '"tra-tien": [', /sought tra-tien,/],
    ["an unknown lesson on a path", path, '"goi-thay-mat"', '"goi-thay-tieng"', /lesson goi-thay-tieng, which does not exist/],
    ["an unknown picture of a path", path, '"picture": "path-adults"', '"picture": "nguoi-lon"', /picture nguoi-lon/],
    ["an unknown icon", simulator, '"icon": "find"', '"icon": "kinh-lup"', /icon kinh-lup/],
  ],
  "unkind-word": [["an unkind word", simulator, "Máy báo đã trả xong.", "Bác bấm sai rồi.", /says “sai”/]],
  "lesson": [
    ["a lesson that asks to do alone what was not done together", lesson, '"mode": "guided"', '"mode": "with-hints"', /before it was done together/],
    ["a lesson that begins with practice", lesson, /"steps": \[[\s\S]*?(?=\{\s*"kind": "practise")/, '"steps": [', /begins with an explanation/],
    ["a lesson with two steps of one name", lesson, '"id": "gio-may"', '"id": "vi-sao"', /Two steps have the same id/],
    ["a lesson whose minutes run backwards", lesson, '"from": 3', '"from": 9', /minutes run backwards/],
    ["a lesson that goes on after a question", lesson, /("picture": "market-qr"\s*\},)(?=\s*\{\s*"kind": "explain")/, '$1 { "kind": "question", "id": "som", "item": "qr-doc-ma-ho" },', /questions come last/],
    ["a mark left open", lesson, "**ô vuông đen trắng**", "**ô vuông đen trắng", /marks more than one thing/],
  ],
  "credentials": [
    ["two achievements of one id", credentials, '"id": "dai-su-so"', '"id": "tra-tien-qr"', /Two achievements have the same id/],
    ["a skill without evidence", credentials, '"lowestRung": "simulator-without-hints"', '"lowestRung": "none"', /tra-tien-qr: a skill needs evidence/],
    ["a skill that is earned by nothing", credentials, '"test": "certification",', "", /ky-nang-co-ban asks for none of its simulators and no test/],
    ["a helper's badge that asks for a test", credentials, '"kind": "helper",', '"kind": "helper", "test": "certification",', /dai-su-so: a helper's badge is given by a person/],
    ["a skill that asks for more than it has", credentials, '"simulatorsAtLeast": 1', '"simulatorsAtLeast": 2', /tra-tien-qr asks for none of its simulators and no test, or for more/],
  ],
  "path": [
    ["a lesson twice on a path", path, '"goi-thay-mat"', '"tra-tien-qr"', /names the lesson tra-tien-qr more than once/],
    ["two paths at one place", path, /"place": \d+/, '"place": 1', /has the place 1, as/],
    ["a group without a path of its own", path, /\s*"givenTo": \[\s*"adult"\s*\],/, "", /No path is given to adult/],
    ["a path given to a group it is not offered to", path, '"givenTo": [\n    "adult"', '"givenTo": [\n    "student"', /given to student, but not offered/],
    ["a group with two paths of its own", path, '"givenTo": [\n    "adult"', '"givenTo": [\n    "student"', /hoc-sinh are both given to student/],
    ["a first path that leaves a group out", firstPath, /"official"/, '"adult"', /not offered to official/],
    ["a first path that begins above level 0", firstPath, '"cham-va-giu-tay"', '"tra-tien-qr"', /tra-tien-qr is of level 1/],
    ["a lesson of level 0 that the first path lacks", firstPath, '"cham-va-giu-tay"', '"vuot-tim-cho-khuat"', /lacks cham-va-giu-tay/],
    ["a lesson to which no path leads", path, '    "dang-ky-tam-tru",\n', "", /No path leads to the lesson dang-ky-tam-tru/],
  ],
  "item": [
    ["two choices of one name", item, '"id": "chac-nguoi-nha"', '"id": "hoi-co-luu"', /Two answers have the same id/],
    ["a right choice that is not there", item, '"right": "hoi-co-luu"', '"right": "hoi-co-na"', /hoi-co-na is not among the choices/],
    ["a right choice that stands for a mistake", item, '"id": "hoi-co-luu",', '"id": "hoi-co-luu", "mistake": "None.",', /right choice stands for a mistake/],
    ["a distractor without its mistake", item, /,\s*"mistake": "Blames[^"]*"/, "", /quet-lai-may does not say which real mistake/],
    ["a right choice given away by its length", item, "Chưa trả, hỏi cô Lựu đã", "Chưa trả, hỏi cô Lựu xem tên ấy là ai rồi mới tính tiếp", /length gives it away/],
    ["a choice about the other choices", item, "Trả thử 1.000 đồng xem sao", "Tất cả các ý trên", /about the other choices/],
  ],
  "certifying-item": [
    ["a task that its simulator does not practise", task, "thong-tu-02-2025/4.2", "thong-tu-02-2025/1.2", /measures what its simulator/],
  ],
  "evidence-ladder": [
    ["a rung that is not on the ladder", ladder, '"lowestRung": "simulator-without-hints"', '"lowestRung": "sky"', /rung sky/],
    ["a simulator that is no evidence of its skill", ladder, '"skill": "cong-van-3240-2024/2"', '"skill": "cong-van-3240-2024/1"', /takes mua-hang for evidence of cong-van-3240-2024\/1/],
  ],
};
for (const [check, files] of Object.entries(broken)) {
  for (const [title, file, from, to, says] of files) {
    test(`${title} is found and said in a sentence`, async () => {
      const problems = await checkContent(content, { texts: contentWith(file, from, to), checked });
      assert.ok(problems.some((problem) => problem.check === check && says.test(problem.sentence)), JSON.stringify(problems));
    });
  }
}

/** The last act of the simulator leads back to the screen it stands on. */
const withTrap = contentWith(simulator, '"act": "dua-xem",\n          "verdict": "right",\n          "to": "xong"', '"act": "dua-xem",\n          "verdict": "right",\n          "to": "bien-lai"');

test("of recorded voices, a wrong name, a changed or missing file, words that nobody says and a file too many are each found", async () => {
  const words = "Giờ máy tập reo, có người xưng công an. Mình nghe xem họ bảo gì, rồi liệu. Có cuộc gọi thật, cũng có cuộc gọi giả. Cháu đi cùng.";
  const hash = (bytes: string) => createHash("sha256").update(bytes).digest("hex");
  const clip = (of: string, file = `${hash(of).slice(0, 16)}.webm`) => ({ words: of, file, bytes: 5, sha256: hash("voice"), durationMs: 900, recordedOn: "2026-11-27", approvedOn: "2026-11-27" });
  const problemsWith = async (clips: readonly object[], files: Readonly<Record<string, string>>): Promise<string> => {
    const folder = mkdtempSync(join(tmpdir(), "voices-"));
    folders.push(folder);
    mkdirSync(join(folder, "narration/bru"), { recursive: true });
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, "narration/bru", name), bytes);
    const texts = contentWith("narration/bru/manifest.json", '"clips": []', `"clips": ${JSON.stringify(clips)}`);
    return (await checkContent(folder, { texts, checked })).map(({ sentence }) => sentence).join("\n");
  };
  const good = clip(words);
  assert.equal(await problemsWith([good], { [good.file]: "voice" }), "");
  assert.match(await problemsWith([good], {}), /has no file/);
  assert.match(await problemsWith([good], { [good.file]: "other" }), /not the one that was approved/);
  assert.match(await problemsWith([good, good], { [good.file]: "voice" }), /stands twice/);
  assert.match(await problemsWith([clip(words, "0123456789abcdef.webm")], { "0123456789abcdef.webm": "voice" }), /not named by its words/);
  assert.match(await problemsWith([clip("Lời này không màn hình nào nói.")], {}), /no screen says any more/);
  assert.match(await problemsWith([good], { [good.file]: "voice", "stray.webm": "voice" }), /stray.webm is in no line/);
});

test("a simulator with a trap is found with the acts that lead into it", async () => {
  const trap = (await checkContent(content, { texts: withTrap, checked })).find(({ check }) => check === "goal-out-of-reach");
  assert.equal(trap?.file, simulator);
  assert.ok(trap?.after !== undefined);
});

test("a walker who does anything at all can always still reach the goal, in every simulator", () => {
  const tried: string[] = [];
  assert.deepEqual(walkProblems(shipped, 100, (line) => tried.push(line)), []);
  assert.equal(tried.length, [...shipped.keys()].filter((path) => path.startsWith("simulators/")).length);
});

test("a walker is stuck in a simulator with a trap, and the acts that led there are told", () => {
  const [stuck, ...others] = walkProblems(withTrap, 100);
  assert.deepEqual([stuck?.file, stuck?.check, others.length], [simulator, "goal-out-of-reach", 0]);
  assert.ok(stuck?.after !== undefined && stuck.after.acts.length > 0);
});

/** The command as people call it, on content of its own. */
async function command(texts: ContentFiles, ...options: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const folder = mkdtempSync(join(tmpdir(), "content-"));
  folders.push(folder);
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const run = promisify(execFile)(process.execPath, [fileURLToPath(new URL("check-content.ts", import.meta.url)), folder, ...options], { maxBuffer: 64_000_000 });
  // What execFile rejects with.
  return run.then(({ stdout, stderr }) => ({ code: 0, stdout, stderr }), (reason: unknown) => reason as { code: number; stdout: string; stderr: string });
}

test("the command prints the file, the sentence and the acts, and exits with 1", async () => {
  const { code, stderr } = await command(contentWith(simulator, /,\s*"answer": \{\s*"vi": "Mình xem tên trước[^}]*\}/, ""));
  assert.equal(code, 1);
  assert.match(stderr, /simulators\/tra-tien-qr\.json: On screen xem-ten the wrong act go-tien-som is not answered in words\.\n {4}after quet-ma → quet-bang \(drawn: nguoi-nhan = dung, /);
});

test("the command tells how many acts the shortest ways have, and on request each of them and how the walks went", async () => {
  const plain = await command(shipped, "--ways", "--walk", "20");
  assert.deepEqual([plain.code, plain.stderr], [0, ""]);
  assert.match(plain.stdout, /^simulators\/tra-tien-qr\.json: 18 variants, 171 states, the goal in 7, 10 acts$/m);
  assert.match(plain.stdout, /^ {4}7 acts in 9 of them: quet-ma → quet-bang → dung-ten → /m);
  assert.match(plain.stdout, /^simulators\/tra-tien-qr\.json: 20 walks, \d+ acts \(\d+ wrong\)/m);
});
