/**
 * Checks all content before it ships: shape, references, wording, order, and a proof of every simulator; as a command also the drawn pictures.
 * Run as `node tools/check-content.ts [folder]`; says each problem in a plain sentence with its file and, for a simulator,
 * the acts that lead to it; exits with 1 if there is any.
 */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { contentSchemas, type ContentFile, type ContentKind } from "@hocvuso/contract";
import { indexFrameworks } from "@hocvuso/domain/competency";
import { orderProblems } from "@hocvuso/domain/learning";
import { prove } from "@hocvuso/domain/scenario";
import { Check, Errors } from "typebox/value";
import { pictureProblems, readPictures } from "./check-pictures.ts";
import { bankProblems, certifyingItemProblems, itemProblems } from "./check-items.ts";

export interface ContentProblem {
  /** Path inside the content folder. */
  readonly file: string;
  readonly sentence: string;
  /** For a simulator: what was drawn and done before the problem shows. */
  readonly after?: { readonly drawn: Readonly<Record<string, string>>; readonly acts: readonly string[] };
}

type FileOf<Kind extends ContentKind> = Extract<ContentFile, { kind: Kind }>;

/** Where each kind lives. Folders not named here belong to other checks. */
const kindsOfFolder: Readonly<Record<string, readonly ContentKind[]>> = {
  frameworks: ["framework", "crosswalk"], lessons: ["lesson"], items: ["item"], certifying: ["certifying-item"], simulators: ["simulator"],
  policies: ["credentials", "data-rights", "enrolment", "evidence-ladder", "targets", "vneid-list"],
};

/** Words that a good teacher does not say to an elder. */
const unkindWords = /(?<!\p{L})(sai|lỗi|thất bại)(?!\p{L})/iu;

/** In the order of the files. Empty: everything holds. */
export async function checkContent(folder: string): Promise<ContentProblem[]> {
  const problems: ContentProblem[] = [];
  const files: { path: string; content: ContentFile }[] = [];
  for (const path of await contentPaths(folder)) {
    const read = readContent(path, await readFile(join(folder, path), "utf8"));
    problems.push(...read.problems);
    if (read.content !== undefined) files.push({ path, content: read.content });
  }
  const all = <Kind extends ContentKind>(kind: Kind): FileOf<Kind>[] =>
    // A file's kind says its type; the compiler cannot follow that through a variable kind.
    files.flatMap(({ content }) => (content.kind === kind ? [content as FileOf<Kind>] : []));

  const { index, problems: frameworkProblems } = indexFrameworks({ frameworks: all("framework"), crosswalks: all("crosswalk") });
  problems.push(...frameworkProblems.map((sentence) => ({ file: "frameworks", sentence })));

  const known = {
    component: new Set<string>(index.components.keys()),
    item: new Set<string>(all("item").map(({ id }) => id)),
    "certifying item": new Set<string>(all("certifying-item").map(({ id }) => id)),
    simulator: new Set<string>(all("simulator").map(({ id }) => id)),
    picture: new Set(all("pictures").flatMap(({ pictures }) => Object.keys(pictures))),
    icon: new Set(all("pictures").flatMap(({ icons }) => icons)),
  };
  for (const { essentialSkills } of all("evidence-ladder")) {
    for (const { skill, simulators } of essentialSkills) {
      const strangers = all("simulator").filter(({ id, components }) => simulators.includes(id) && !components.includes(skill));
      problems.push(...strangers.map(({ id }) => ({ file: "policies/evidence-ladder.json", sentence: `It takes ${id} for evidence of ${skill}, which that simulator does not name among its components.` })));
    }
  }
  problems.push(...bankProblems({ practice: all("item"), certifying: all("certifying-item"), simulators: all("simulator") }));
  for (const { path, content } of files) {
    const say = (sentence: string): void => { problems.push({ file: path, sentence }); };
    for (const [what, name] of referencesIn(content)) if (!known[what].has(name)) say(`It names the ${what} ${name}, which does not exist.`);
    for (const words of stringsUnder(content, "vi")) {
      const [unkind] = unkindWords.exec(words) ?? [];
      if (unkind !== undefined) say(`“${words}” says “${unkind}”. Say what to do instead.`);
    }
    for (const sentence of problemsOfKind(content)) say(sentence);
    if (content.kind === "simulator") {
      for (const { detail, at } of prove(content).counterexamples) problems.push({ file: path, sentence: detail, ...(at === undefined ? {} : { after: at }) });
    }
  }
  return problems;
}

async function contentPaths(folder: string): Promise<string[]> {
  const inFolders = await Promise.all(Object.keys(kindsOfFolder).map(async (name) => {
    const entries = await readdir(join(folder, name));
    return entries.filter((entry) => entry.endsWith(".json")).sort().map((entry) => `${name}/${entry}`);
  }));
  return ["pictures.json", ...inFolders.flat()];
}

function readContent(path: string, bytes: string): { content?: ContentFile; problems: ContentProblem[] } {
  const say = (sentence: string): ContentProblem => ({ file: path, sentence });
  let value: unknown;
  try {
    value = JSON.parse(bytes);
  } catch (cause) {
    return { problems: [say(`It is not JSON: ${String(cause)}`)] };
  }
  const folder = path.includes("/") ? path.slice(0, path.indexOf("/")) : undefined;
  const expected: readonly ContentKind[] = folder === undefined ? ["pictures"] : kindsOfFolder[folder] ?? [];
  const kind = expected.find((each) => isRecord(value) && value["kind"] === each);
  if (kind === undefined) return { problems: [say(`Its kind must be ${expected.join(" or ")}.`)] };
  const schema = contentSchemas[kind];
  if (!Check(schema, value)) {
    const found = shapeProblems(schema, value, "");
    return { problems: (found.length > 0 ? found : ["It does not have the shape of its kind."]).map(say) };
  }
  const content: ContentFile = value;
  const name = path.slice(path.indexOf("/") + 1, -".json".length);
  const problems = "id" in content && folder !== "policies" && content.id !== name ? [say(`Its id is ${content.id}, its file is called ${name}.`)] : [];
  return { content, problems };
}

/** The same as the schema says, in sentences, each at the innermost place that is wrong. Where parts differ by `kind`, by the kind it claims to be. */
function shapeProblems(schema: object, value: unknown, where: string): string[] {
  if (!isRecord(schema)) return [];
  const at = where === "" ? "It" : `At ${where}: it`;
  const { properties, items, anyOf, patternProperties } = schema;
  if (Array.isArray(anyOf) && isRecord(value) && typeof value["kind"] === "string") {
    const alternative = anyOf.filter(isRecord).find((each) => isRecord(each["properties"]) && isRecord(each["properties"]["kind"]) && each["properties"]["kind"]["const"] === value["kind"]);
    return alternative === undefined ? [`${at} has the kind ${value["kind"]}, which does not exist here.`] : shapeProblems(alternative, value, where);
  }
  if (isRecord(properties) && isRecord(value)) {
    const required = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
    return [
      ...required.filter((key) => !(key in value)).map((key) => `${at} lacks ${key}.`),
      ...Object.keys(value).filter((key) => !(key in properties)).map((key) => `${at} has ${key}, which is not known.`),
      ...Object.entries(properties).flatMap(([key, inner]) => (key in value && isRecord(inner) ? shapeProblems(inner, value[key], within(where, key)) : [])),
    ];
  }
  if (isRecord(patternProperties) && isRecord(value)) {
    const [inner] = Object.values(patternProperties);
    return isRecord(inner) ? Object.entries(value).flatMap(([key, each]) => shapeProblems(inner, each, within(where, key))) : [];
  }
  if (isRecord(items) && Array.isArray(value)) {
    const inner = value.flatMap((each: unknown, place) =>
      shapeProblems(items, each, within(where, isRecord(each) && typeof each["id"] === "string" ? each["id"] : String(place + 1))));
    if (inner.length > 0) return inner;
  }
  // The library's own types want a schema it built itself; these are pieces of one.
  const [error] = Check(schema as never, value) ? [] : Errors(schema as never, value);
  return error === undefined ? [] : [`${at} ${error.message}.`];
}

function within(where: string, key: string): string {
  return where === "" ? key : `${where} > ${key}`;
}

type Reference = readonly ["component" | "item" | "certifying item" | "simulator" | "picture" | "icon", string];

function referencesIn(content: ContentFile): Reference[] {
  const named = (what: Reference[0], names: readonly string[]): Reference[] => names.map((name) => [what, name] as const);
  const drawn = [...named("picture", stringsUnder(content, "picture")), ...named("picture", stringsUnder(content, "sees")), ...named("icon", stringsUnder(content, "icon"))];
  switch (content.kind) {
    case "framework": case "crosswalk": case "pictures": case "targets": case "enrolment": case "data-rights": case "vneid-list":
      return [];
    case "item":
      return [...drawn, ...named("component", content.components), ...named("item", content.enemies ?? [])];
    case "certifying-item":
      return [...drawn, ...named("component", content.components), ...named("certifying item", content.enemies ?? []), ...(content.form === "task" ? named("simulator", [content.simulator]) : [])];
    case "simulator":
      return [...drawn, ...named("component", content.components)];
    case "lesson":
      return [...drawn, ...named("component", content.components), ...named("item", stringsUnder(content.steps, "item")), ...named("simulator", stringsUnder(content.steps, "simulator"))];
    case "credentials":
      return named("simulator", content.achievements.flatMap((each) => each.simulators));
    case "evidence-ladder":
      return [...named("component", content.essentialSkills.map((each) => each.skill)), ...named("simulator", content.essentialSkills.flatMap((each) => each.simulators))];
  }
}

function problemsOfKind(content: ContentFile): string[] {
  switch (content.kind) {
    case "framework": case "crosswalk": case "pictures": case "targets": case "enrolment": case "data-rights": case "vneid-list": case "simulator":
      return [];
    case "lesson":
      return [...orderProblems(content), ...content.steps.flatMap((step) => (step.kind === "question" ? [] : markProblems(step.id, step.shown)))];
    case "item":
      return itemProblems(content);
    case "certifying-item":
      return certifyingItemProblems(content);
    case "credentials":
      return achievementProblems(content);
    case "evidence-ladder":
      return content.rungs.some((rung) => rung.id === content.capable.lowestRung) ? [] : [`The rung ${content.capable.lowestRung} is not on the ladder.`];
  }
}

function achievementProblems({ achievements }: FileOf<"credentials">): string[] {
  return [
    ...(new Set(achievements.map(({ id }) => id)).size < achievements.length ? ["Two achievements have the same id."] : []),
    ...achievements.filter(({ kind, lowestRung }) => (kind === "skill") === (lowestRung === "none")).map(({ id }) => `The achievement ${id}: a skill needs evidence, and a helper's badge has none.`),
    ...achievements.filter(({ kind, simulators, simulatorsAtLeast }) => kind === "skill" && (simulatorsAtLeast < 1 || simulatorsAtLeast > simulators.length)).map(({ id }) => `The achievement ${id} asks for none of its simulators, or for more than it has.`),
  ];
}

function markProblems(step: string, shown: { vi: string; en: string }): string[] {
  return [shown.vi, shown.en].filter((words) => ![0, 2].includes(words.split("**").length - 1)).map((words) => `Step ${step}: “${words}” marks more than one thing with **, or leaves a mark open.`);
}

/** Every string that stands under the key, however deep. */
function stringsUnder(value: unknown, key: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each: unknown) => stringsUnder(each, key));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === key && typeof inner === "string" ? [inner] : stringsUnder(inner, key)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sentenceOf({ file, sentence, after }: ContentProblem): string {
  if (after === undefined) return `${file}: ${sentence}`;
  const drawn = Object.entries(after.drawn).map(([draw, option]) => `${draw} = ${option}`).join(", ");
  const acts = after.acts.length === 0 ? "at the start" : `after ${after.acts.map((act) => act.slice(0, act.lastIndexOf("@"))).join(" → ")}`;
  return `${file}: ${sentence}\n    ${acts}${drawn === "" ? "" : ` (drawn: ${drawn})`}`;
}

if (import.meta.main) {
  const folder = process.argv[2] ?? fileURLToPath(new URL("../content", import.meta.url));
  const drawings = fileURLToPath(new URL("../apps/pwa/src/pictures", import.meta.url));
  const problems = [...await checkContent(folder), ...pictureProblems(await readPictures({ content: folder, folder: drawings }))];
  for (const problem of problems) console.error(sentenceOf(problem));
  console.log(problems.length === 0 ? "Content: every check holds." : `Content: ${problems.length} problem${problems.length === 1 ? "" : "s"}.`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
