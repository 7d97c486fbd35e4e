import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Lesson } from "@hocvuso/contract";
import { pictureProblems, readPictures } from "./check-pictures.ts";

const content = fileURLToPath(new URL("../content", import.meta.url));
const shipped = await readPictures({ content, folder: fileURLToPath(new URL("../apps/pwa/src/pictures", import.meta.url)) });

/** What ships with one piece of one text replaced. */
function withChange(name: string, from: string | RegExp, to: string) {
  const before = name === "labels" ? shipped.labels : shipped.drawings.get(name) ?? "";
  const changed = before.replace(from, to);
  assert.notEqual(changed, before, `${name} has no ${String(from)}`);
  return name === "labels" ? { ...shipped, labels: changed } : { ...shipped, drawings: new Map(shipped.drawings).set(name, changed) };
}

test("the shipped pictures hold", () => {
  assert.deepEqual(pictureProblems(shipped), []);
});

const scene = "scan-qr";
const broken: readonly [title: string, name: string, from: string | RegExp, to: string, says: RegExp][] = [
  ["a name that nobody has drawn", "labels", '"scan-qr"', '"scan-code"', /Nobody has drawn scan-code/],
  ["a drawing without words", "labels", '"scan-qr"', '"scan-code"', /does not say what scan-qr tells/],
  ["words that only say that there is a picture", "labels", '"A lit lantern"', '"Picture of a lantern"', /says that there is a picture/],
  ["a script", scene, "</svg>", "<script>alert(1)</script></svg>", /element script|not well-formed/],
  ["an element that runs when it is shown", scene, "<path ", '<animate /><path ', /element animate/],
  ["an act on a shape", scene, "<path ", '<path onclick="go()" ', /attribute onclick/],
  ["text", scene, "</svg>", "<text>QR</text></svg>", /element text|not well-formed/],
  ["something from elsewhere", scene, "</svg>", '<image href="https://example.org/a.png"/></svg>', /element image/],
  ["a paint that refers elsewhere", scene, /fill="#[0-9A-F]{6}"/, 'fill="url(https://example.org/#a)"', /colour url/],
  ["a style", scene, "<path ", '<path style="fill:red" ', /attribute style/],
  ["a colour that is not of the house", scene, /fill="#[0-9A-F]{6}"/, 'fill="#00FF00"', /colour #00FF00/],
  ["another size of the sheet", scene, "0 0 360 220", "0 0 100 100", /viewBox is 0 0 100 100/],
  ["an element that is not closed", scene, "</svg>", "<g></svg>", /closes svg/],
  ["an end that is missing", scene, "</svg>", "", /ends before svg is closed/],
  ["a quote that is missing", scene, 'viewBox="', "viewBox=", /not well-formed/],
  ["words after the end", scene, "</svg>", "</svg> xong", /not well-formed/],
  ["a second picture in the file", scene, "</svg>", '</svg><svg viewBox="0 0 64 64"/>', /not well-formed/],
  ["too many bytes", scene, "<path ", `<path d="${"M10 10h9".repeat(600)}"/><path `, /bytes\. At most 4000/],
];
for (const [title, name, from, to, says] of broken) {
  test(`${title} is found and said in a sentence`, () => {
    const problems = pictureProblems(withChange(name, from, to));
    assert.ok(problems.some(({ sentence }) => says.test(sentence)), JSON.stringify(problems));
  });
}

test("lessons are told apart by their covers: at most one in ten shares its own", async () => {
  const files = (await readdir(join(content, "lessons"))).filter((file) => file.endsWith(".json"));
  // The content check reads every file against its schema.
  const covers = await Promise.all(files.map(async (file) => (JSON.parse(await readFile(join(content, "lessons", file), "utf8")) as Lesson).picture));
  assert.ok(new Set(covers).size >= 0.9 * covers.length, `${new Set(covers).size} covers for ${covers.length} lessons`);
});
