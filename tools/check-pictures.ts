/**
 * Checks the drawn pictures: each has its words and each name its drawing, each is small, well-formed, drawn in the colours of the house
 * and of shapes alone, so that nothing in it runs, loads, or has to be read. `npm run content` says what it finds.
 */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Pictures } from "@hocvuso/contract";

export type PictureProblem = { readonly file: string; readonly sentence: string };

/** Bytes. A cheap phone on a slow line shows one at once. */
const largest = 4_000;
/** A scene, a sign that is tapped or stands beside a word, and the torch of the movement. */
const viewBoxes: readonly string[] = ["0 0 360 220", "0 0 64 64", "-4 -28 168 194"];

/** Shapes only: no script, no text, no style, nothing from elsewhere, nothing that moves. */
const elements = new Set(["svg", "g", "path", "circle", "ellipse", "rect"]);
const attributes = new Set([
  "xmlns", "viewBox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "transform",
  "d", "cx", "cy", "r", "rx", "ry", "x", "y", "width", "height",
]);
const element = /<(?<close>\/)?(?<name>[a-zA-Z]+)(?<given>(?:\s+[a-zA-Z:-]+="[^"<&]*")*)\s*(?<alone>\/)?>\s*/y;

/** The tokens of the app's look, those for pictures alone, and the rays of a coloured ground. */
const colours = new Set([
  "none", "#FBF4E4", "#FFFCF3", "#1E1B16", "#C8321F", "#E3A72F", "#F6E0A8", "#1F5A4A", "#264E86", "#FBE3D9", "#DCE9DC", "#DEE7F1",
  "#EDBE8C", "#DD7F5C", "#8A5430", "#5E8C4A", "#E2BD82", "#E9E1CF", "#7C7468", "#2B6B58", "#35609B", "#D4493A", "#FBEDC6",
]);

/** Words that say that there is a picture instead of what it tells: a screen reader has said so already. */
const saysItIsOne = /^(bức |tấm )?(hình|ảnh|tranh) (vẽ|ảnh|minh)|^(an? |the )?(picture|image|drawing|illustration) (of|shows)/iu;

/** `labels`: the text of `content/pictures.json`. `drawings`: name to SVG. */
export type PictureTexts = { readonly labels: string; readonly drawings: ReadonlyMap<string, string> };

/** @param folder where `<name>.svg` lie */
export async function readPictures({ content, folder }: { readonly content: string; readonly folder: string }): Promise<PictureTexts> {
  const names = (await readdir(folder)).filter((file) => file.endsWith(".svg")).map((file) => file.slice(0, -".svg".length)).toSorted();
  return {
    labels: await readFile(join(content, "pictures.json"), "utf8"),
    drawings: new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, `${name}.svg`), "utf8")] as const))),
  };
}

/** By name. Empty: everything holds. */
export function pictureProblems({ labels, drawings }: PictureTexts): PictureProblem[] {
  // The content check has seen that it has this shape.
  const { pictures } = JSON.parse(labels) as Pictures;
  const inLabels = (sentence: string): PictureProblem => ({ file: "pictures.json", sentence });
  return [
    ...Object.keys(pictures).filter((name) => !drawings.has(name)).map((name) => inLabels(`Nobody has drawn ${name}.`)),
    ...Object.values(pictures).flatMap(({ vi, en }) => [vi, en]).filter((words) => saysItIsOne.test(words)).map((words) => inLabels(`“${words}” says that there is a picture. Say what it tells.`)),
    ...[...drawings].flatMap(([name, svg]) => [
      ...(name in pictures ? [] : [inLabels(`It does not say what ${name} tells those who cannot see it.`)]),
      ...drawingProblems(svg).map((sentence) => ({ file: `${name}.svg`, sentence })),
    ]),
  ];
}

function drawingProblems(svg: string): string[] {
  const problems: string[] = [];
  const bytes = Buffer.byteLength(svg);
  if (bytes > largest) problems.push(`It has ${bytes} bytes. At most ${largest}: draw fewer and larger shapes.`);
  const open: string[] = [];
  let isClosed = false;
  element.lastIndex = 0;
  while (element.lastIndex < svg.length) {
    const at = element.lastIndex;
    const { close, name = "", given = "", alone } = element.exec(svg)?.groups ?? {};
    if (name === "" || isClosed || (at === 0) !== (name === "svg" && close === undefined)) return [...problems, `It is not well-formed SVG of shapes alone at character ${at + 1}.`];
    if (close !== undefined) {
      if (open.pop() !== name) return [...problems, `At character ${at + 1} it closes ${name}, which is not the one that is open.`];
    } else {
      problems.push(...elementProblems(name, given));
      if (alone === undefined) open.push(name);
    }
    isClosed = open.length === 0;
  }
  if (!isClosed) problems.push(`It ends before ${open.at(-1) ?? "svg"} is closed.`);
  return problems;
}

function elementProblems(name: string, given: string): string[] {
  const values = [...given.matchAll(/([a-zA-Z:-]+)="([^"]*)"/g)].map(([, attribute = "", value = ""]) => ({ attribute, value }));
  const viewBox = values.find(({ attribute }) => attribute === "viewBox")?.value;
  return [
    ...(elements.has(name) ? [] : [`It has an element ${name}. Only shapes: ${[...elements].join(", ")}.`]),
    ...(name !== "svg" || viewBoxes.includes(viewBox ?? "") ? [] : [`Its viewBox is ${viewBox ?? "missing"}. Draw a scene on 0 0 360 220, a sign on 0 0 64 64.`]),
    ...values.filter(({ attribute }) => !attributes.has(attribute)).map(({ attribute }) => `It has the attribute ${attribute}, which no shape needs.`),
    ...values.filter(({ attribute, value }) => (attribute === "fill" || attribute === "stroke") && !colours.has(value)).map(({ value }) => `It has the colour ${value}, which is not one of the house.`),
  ];
}
