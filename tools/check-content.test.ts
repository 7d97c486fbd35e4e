import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { checkContent } from "./check-content.ts";

const shipped = fileURLToPath(new URL("../content", import.meta.url));
const copies: string[] = [];
after(() => Promise.all(copies.map((copy) => rm(copy, { recursive: true }))));

/** A copy of all content with one piece of one file's text replaced. */
async function copyWith(file: string, from: string | RegExp, to: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "content-"));
  copies.push(copy);
  await cp(shipped, copy, { recursive: true, filter: (path) => !path.includes("/units") });
  const before = await readFile(join(copy, file), "utf8");
  const changed = before.replace(from, to);
  assert.notEqual(changed, before, `${file} has no ${String(from)}`);
  await writeFile(join(copy, file), changed);
  return copy;
}

test("the shipped content holds", async () => {
  assert.deepEqual(await checkContent(shipped), []);
});

const simulator = "simulators/tra-tien-qr.json";
const lesson = "lessons/tra-tien-qr.json";
const item = "items/qr-ten-khac-bang.json";
const path = "paths/nguoi-lon.json";
const firstPath = "paths/lam-quen-voi-may.json";
const ladder = "policies/evidence-ladder.json";
const broken: readonly [title: string, file: string, from: string | RegExp, to: string, says: RegExp][] = [
  ["a file that is not JSON", item, "{", "", /not JSON/],
  ["a kind in the wrong folder", item, '"kind": "item"', '"kind": "lesson"', /kind must be item/],
  ["a file whose name is not its id", lesson, '"id": "tra-tien-qr"', '"id": "tra-tien"', /file is called tra-tien-qr/],
  ["a missing English text", item, /,\s*"en": "Do not pay yet[^"]*"/, "", /choices > hoi-co-luu > text: it lacks en/],
  ["an unknown field", lesson, '"promise"', '"promises"', /It lacks promise.*|It has promises/],
  ["a part of an unknown kind", simulator, '"kind": "qr-scanner"', '"kind": "qr-reader"', /screens > dua-may-quet > phone > khung-ngam: it has the kind qr-reader/],
  ["a misspelt field of a part", simulator, '"practiceCode"', '"practise"', /ban-phim-ma: it lacks practiceCode/],
  ["an id with diacritics", item, '"id": "chac-nguoi-nha"', '"id": "chắc-người-nhà"', /must match pattern/],
  ["an unknown component", item, "thong-tu-02-2025/1.2", "thong-tu-02-2025/7.1", /component thong-tu-02-2025\/7.1/],
  ["an unknown item", lesson, '"item": "qr-doc-ma-ho"', '"item": "qr-khong-co"', /item qr-khong-co/],
  ["an unknown simulator in a lesson", lesson, '"simulator": "tra-tien-qr"', '"simulator": "tra-tien"', /simulator tra-tien,/],
  ["an unknown simulator on the ladder", ladder, '"tra-tien-qr"', '"tra-tien"', /simulator tra-tien,/],
  ["an unknown picture", lesson, '"picture": "household"', '"picture": "can-nha"', /picture can-nha/],
  ["an unknown icon", simulator, '"icon": "find"', '"icon": "kinh-lup"', /icon kinh-lup/],
  ["an unkind word", simulator, "Máy báo đã trả xong.", "Bác bấm sai rồi.", /says “sai”/],
  ["a lesson out of order", lesson, '"mode": "guided"', '"mode": "with-hints"', /before it was done together/],
  ["a mark left open", lesson, "**ô vuông đen trắng**", "**ô vuông đen trắng", /marks more than one thing/],
  ["a right choice that is not there", item, '"right": "hoi-co-luu"', '"right": "hoi-co-na"', /hoi-co-na is not among the choices/],
  ["a distractor without its mistake", item, /,\s*"mistake": "Blames[^"]*"/, "", /quet-lai-may does not say which real mistake/],
  ["a right choice given away by its length", item, "Chưa trả, hỏi cô Lựu đã", "Chưa trả, hỏi cô Lựu xem tên ấy là ai rồi mới tính tiếp", /length gives it away/],
  ["a choice about the other choices", item, "Trả thử 1.000 đồng xem sao", "Tất cả các ý trên", /about the other choices/],
  ["a rung that is not on the ladder", ladder, '"lowestRung": "simulator-without-hints"', '"lowestRung": "sky"', /rung sky/],
  ["a path without its place", path, /"place": \d+,/, "", /It lacks place/],
  ["an unknown lesson on a path", path, '"goi-thay-mat"', '"goi-thay-tieng"', /lesson goi-thay-tieng, which does not exist/],
  ["an unknown picture of a path", path, '"picture": "group-adult"', '"picture": "nguoi-lon"', /picture nguoi-lon/],
  ["a lesson twice on a path", path, '"goi-thay-mat"', '"tra-tien-qr"', /names the lesson tra-tien-qr more than once/],
  ["two paths at one place", path, /"place": \d+/, '"place": 1', /has the place 1, as/],
  ["a group that nobody knows", path, '"groups": [\n    "adult"', '"groups": [\n    "elder"', /At groups > 1: it/],
  ["a group without a path of its own", path, /\s*"givenTo": \[\s*"adult"\s*\],/, "", /No path is given to adult/],
  ["a path given to a group it is not offered to", path, '"givenTo": [\n    "adult"', '"givenTo": [\n    "student"', /given to student, but not offered/],
  ["a group with two paths of its own", path, '"givenTo": [\n    "adult"', '"givenTo": [\n    "student"', /hoc-sinh are both given to student/],
  ["a first path that leaves a group out", firstPath, /"official"/, '"adult"', /not offered to official/],
  ["a first path that begins above level 0", firstPath, '"cham-va-giu-tay"', '"tra-tien-qr"', /tra-tien-qr is of level 1/],
  ["a lesson of level 0 that the first path lacks", firstPath, '"cham-va-giu-tay"', '"vuot-tim-cho-khuat"', /lacks cham-va-giu-tay/],
  ["a lesson to which no path leads", path, '    "dang-ky-tam-tru",\n', "", /No path leads to the lesson dang-ky-tam-tru/],
  ["a broken crosswalk", "frameworks/cong-van-3240-thong-tu-02.json", "thong-tu-02-2025/2.6", "thong-tu-02-2025/2.9", /which no framework has/],
  ["a date that is none", "frameworks/thong-tu-02-2025.json", "2025-01-24", "2025-24-01", /At issuedOn: it must match format/],
];
for (const [title, file, from, to, says] of broken) {
  test(`${title} is found and said in a sentence`, async () => {
    const problems = await checkContent(await copyWith(file, from, to));
    assert.ok(problems.some(({ sentence }) => says.test(sentence)), JSON.stringify(problems));
  });
}

test("a simulator with a trap is found with the acts that lead into it", async () => {
  const folder = await copyWith(simulator, '"act": "dua-xem",\n          "verdict": "right",\n          "to": "xong"', '"act": "dua-xem",\n          "verdict": "right",\n          "to": "bien-lai"');
  const trap = (await checkContent(folder)).find(({ sentence }) => sentence.includes("can no longer be reached") || sentence.includes("cannot be reached"));
  assert.equal(trap?.file, simulator);
  assert.ok(trap?.after !== undefined);
});

test("the command prints the file, the sentence and the acts, and exits with 1", async () => {
  const folder = await copyWith(simulator, /,\s*"answer": \{\s*"vi": "Mình xem tên trước[^}]*\}/, "");
  const run = promisify(execFile)(process.execPath, [fileURLToPath(new URL("check-content.ts", import.meta.url)), folder]);
  const failed: unknown = await run.then(() => assert.fail("it exited with 0"), (reason: unknown) => reason);
  const { code, stderr } = failed as { code: number; stderr: string }; // What execFile rejects with.
  assert.equal(code, 1);
  assert.match(stderr, /simulators\/tra-tien-qr\.json: On screen xem-ten the wrong act go-tien-som is not answered in words\.\n {4}after quet-ma → quet-bang \(drawn: nguoi-nhan = dung, /);
});
