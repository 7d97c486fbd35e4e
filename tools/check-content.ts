/**
 * Checks all content before it ships: shape, references, wording, order, and a proof of every simulator; as a command also the drawn pictures. The build of the app, the author's bench
 * and `npm run content` ask the same function. Run as `node tools/check-content.ts [folder] [--ways] [--walk N]`: says each problem in a plain sentence
 * with its file and, for a simulator, the acts that lead to it; exits with 1 if there is any.
 */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { contentSchemas, type ContentFile, type ContentKind } from "@hocvuso/contract";
import { indexFrameworks } from "@hocvuso/domain/competency";
import { orderProblems, pathProblems } from "@hocvuso/domain/learning";
import { prove, walkAtRandom, type Flaw, type Proof } from "@hocvuso/domain/scenario";
import { Check, Errors } from "typebox/value";
import { narrationProblems } from "./check-narration.ts";
import { pictureProblems, readPictures } from "./check-pictures.ts";
import { bankProblems, certifyingItemProblems, itemProblems } from "./check-items.ts";
import { jsonFault, type Missing } from "./json-fault.ts";

/** What a problem is about, beside the flaws of a simulator; a kind of content stands for the rules of that kind. Each has broken files in `check-content.test.ts`. */
export type ContentCheck = "not-json" | "kind" | "shape" | "file-name" | "framework" | "reference" | "unkind-word" | ContentKind;

export interface ContentProblem {
  /** Path inside the content folder. */
  readonly file: string;
  readonly check: ContentCheck | Flaw;
  readonly sentence: string;
  /** For a simulator: what was drawn and done before the problem shows. */
  readonly after?: { readonly seed: number; readonly drawn: Readonly<Record<string, string>>; readonly acts: readonly string[] };
}

/** Path inside the content folder to text, in the order of checking. */
export type ContentFiles = ReadonlyMap<string, string>;

/** What a text was found to be, by path and text: who checks again and again hands in the same map, and only what changed is read and proved. */
export type CheckedFiles = Map<string, CheckedFile>;
type CheckedFile = { readonly content?: ContentFile; readonly problems: readonly ContentProblem[]; readonly proof?: Proof };

type FileOf<Kind extends ContentKind> = Extract<ContentFile, { kind: Kind }>;

/** Where each kind lives. Folders not named here belong to other checks. */
const kindsOfFolder: Readonly<Record<string, readonly ContentKind[]>> = {
  frameworks: ["framework", "crosswalk"], lessons: ["lesson"], paths: ["path"], items: ["item"], certifying: ["certifying-item"], simulators: ["simulator"],
  policies: ["calibration", "campaigns", "credentials", "data-rights", "enrolment", "evidence-ladder", "local-models", "reports", "targets", "tests", "vneid-list"],
};

/** Files of the folder itself, and their kinds. */
const kindsOfFile: Readonly<Record<string, ContentKind>> = { "pictures.json": "pictures", "help.json": "help-topics", "search-words.json": "search-words" };

/** Words that a good teacher does not say to an elder. */
const unkindWords = /(?<!\p{L})(sai|lỗi|thất bại)(?!\p{L})/iu;

/** In the order of the files. Empty: everything holds. `texts`: judged in the place of the files of the folder. */
export async function checkContent(folder: string, { texts, checked = new Map() }: { texts?: ContentFiles; checked?: CheckedFiles } = {}): Promise<ContentProblem[]> {
  const problems: ContentProblem[] = [];
  const files: { path: string; content: ContentFile; proof: Proof | undefined }[] = [];
  for (const [path, text] of texts ?? await readContentFiles(folder)) {
    const read = checkedFile(path, text, checked);
    problems.push(...read.problems);
    if (read.content !== undefined) files.push({ path, content: read.content, proof: read.proof });
  }
  const all = <Kind extends ContentKind>(kind: Kind): FileOf<Kind>[] =>
    // A file's kind says its type; the compiler cannot follow that through a variable kind.
    files.flatMap(({ content }) => (content.kind === kind ? [content as FileOf<Kind>] : []));

  const { index, problems: frameworkProblems } = indexFrameworks({ frameworks: all("framework"), crosswalks: all("crosswalk") });
  problems.push(...frameworkProblems.map((sentence) => ({ file: "frameworks", check: "framework" as const, sentence })));

  problems.push(...pathProblems(all("path"), all("lesson")).map(({ path, sentence }) => ({ file: path === "" ? "paths" : `paths/${path}.json`, check: "path" as const, sentence })));

  const known = {
    lesson: new Set<string>(all("lesson").map(({ id }) => id)),
    component: new Set<string>(index.components.keys()),
    item: new Set<string>(all("item").map(({ id }) => id)),
    "certifying item": new Set<string>(all("certifying-item").map(({ id }) => id)),
    simulator: new Set<string>(all("simulator").map(({ id }) => id)),
    picture: new Set(all("pictures").flatMap(({ pictures }) => Object.keys(pictures))),
    /** What search can lead to. */
    sought: new Set<string>([...all("lesson"), ...all("simulator"), ...all("help-topics").flatMap(({ topics }) => topics), ...all("path")].map(({ id }) => id)),
    icon: new Set(all("pictures").flatMap(({ icons }) => icons)),
  };
  for (const { essentialSkills } of all("evidence-ladder")) {
    for (const { skill, simulators } of essentialSkills) {
      const strangers = all("simulator").filter(({ id, components }) => simulators.includes(id) && !components.includes(skill));
      problems.push(...strangers.map(({ id }) => ({ file: "policies/evidence-ladder.json", check: "evidence-ladder" as const, sentence: `It takes ${id} for evidence of ${skill}, which that simulator does not name among its components.` })));
    }
  }
  problems.push(...bankProblems({ practice: all("item"), certifying: all("certifying-item"), simulators: all("simulator") }));
  const said = new Set(files.flatMap(({ content }) => stringsUnder(content, "vi")));
  for (const { path, content, proof } of files) {
    const say = (check: ContentCheck, sentence: string): void => { problems.push({ file: path, check, sentence }); };
    for (const [what, name] of referencesIn(content)) if (!known[what].has(name)) say("reference", `It names the ${what} ${name}, which does not exist.`);
    for (const words of stringsUnder(content, "vi")) {
      const [unkind] = unkindWords.exec(words) ?? [];
      if (unkind !== undefined) say("unkind-word", `“${words}” says “${unkind}”. Say what to do instead.`);
    }
    for (const sentence of problemsOfKind(content)) say(content.kind, sentence);
    if (content.kind === "narration") for (const sentence of await narrationProblems(join(folder, path, ".."), content, said)) say("narration", sentence);
    for (const { flaw, detail, at } of proof?.counterexamples ?? []) problems.push({ file: path, check: flaw, sentence: detail, ...(at === undefined ? {} : { after: at }) });
  }
  return problems;
}

async function contentPaths(folder: string): Promise<string[]> {
  const inFolders = await Promise.all(Object.keys(kindsOfFolder).map(async (name) => {
    const entries = await readdir(join(folder, name));
    return entries.filter((entry) => entry.endsWith(".json")).sort().map((entry) => `${name}/${entry}`);
  }));
  const voices = await readdir(join(folder, "narration"));
  return [...Object.keys(kindsOfFile), ...inFolders.flat(), ...voices.sort().map((language) => `narration/${language}/manifest.json`)];
}

export async function readContentFiles(folder: string): Promise<ContentFiles> {
  return new Map(await Promise.all((await contentPaths(folder)).map(async (path) => [path, await readFile(join(folder, path), "utf8")] as const)));
}

/** One file by itself: its shape, and the proof of a simulator. */
export function checkedFile(path: string, text: string, checked: CheckedFiles): CheckedFile {
  const key = `${path}\n${text}`;
  const known = checked.get(key);
  if (known !== undefined) return known;
  const read = readContent(path, text);
  const file = { ...read, ...(read.content?.kind === "simulator" ? { proof: prove(read.content) } : {}) };
  checked.set(key, file);
  return file;
}

function readContent(path: string, bytes: string): { content?: ContentFile; problems: ContentProblem[] } {
  const say = (check: ContentCheck, sentence: string): ContentProblem => ({ file: path, check, sentence });
  const fault = jsonFault(bytes);
  if (fault !== undefined) return { problems: [say("not-json", `It is not JSON: at line ${fault.line}, column ${fault.column} ${whatIsMissing[fault.missing]}.`)] };
  const value: unknown = JSON.parse(bytes);
  const folder = path.includes("/") ? path.slice(0, path.indexOf("/")) : undefined;
  const expected: readonly ContentKind[] = folder === undefined ? [kindsOfFile[path] ?? "pictures"] : folder === "narration" ? ["narration"] : kindsOfFolder[folder] ?? [];
  const kind = expected.find((each) => isRecord(value) && value["kind"] === each);
  if (kind === undefined) return { problems: [say("kind", `Its kind must be ${expected.join(" or ")}.`)] };
  const schema = contentSchemas[kind];
  if (!Check(schema, value)) {
    const found = shapeProblems(schema, value, "");
    return { problems: (found.length > 0 ? found : ["It does not have the shape of its kind."]).map((sentence) => say("shape", sentence)) };
  }
  const content: ContentFile = value;
  const name = path.slice(path.indexOf("/") + 1, -".json".length);
  const problems = "id" in content && folder !== "policies" && content.id !== name ? [say("file-name", `Its id is ${content.id}, its file is called ${name}.`)] : [];
  return { content, problems };
}

const whatIsMissing: Readonly<Record<Missing, string>> = {
  "value": "a value is missing", "name": "a name in straight quotes is missing", "colon": "a colon is missing", "comma-or-end": "a comma or the closing bracket is missing",
  "closing-quote": "the closing quote is missing", "nothing-more": "something stands after the end",
};

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

type Reference = readonly ["component" | "item" | "certifying item" | "simulator" | "lesson" | "picture" | "icon" | "sought", string];

function referencesIn(content: ContentFile): Reference[] {
  const named = (what: Reference[0], names: readonly string[]): Reference[] => names.map((name) => [what, name] as const);
  const drawn = [...named("picture", stringsUnder(content, "picture")), ...named("picture", stringsUnder(content, "sees")), ...named("icon", stringsUnder(content, "icon"))];
  switch (content.kind) {
    case "framework": case "crosswalk": case "pictures": case "targets": case "tests": case "enrolment": case "data-rights": case "vneid-list": case "reports": case "narration": case "calibration":
      return [];
    case "help-topics":
      return named("lesson", stringsUnder(content.topics, "lesson"));
    case "search-words":
      return named("sought", Object.keys(content.alsoAsked));
    case "path":
      return [...drawn, ...named("lesson", content.lessons)];
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
    case "campaigns":
      return named("simulator", content.measures.flatMap(({ simulators = [] }) => simulators));
    case "local-models":
      return named("simulator", content.models.flatMap(({ skills }) => skills));
    case "evidence-ladder":
      return [...named("component", content.essentialSkills.map((each) => each.skill)), ...named("simulator", content.essentialSkills.flatMap((each) => each.simulators))];
  }
}

function problemsOfKind(content: ContentFile): string[] {
  switch (content.kind) {
    case "framework": case "crosswalk": case "pictures": case "targets": case "enrolment": case "data-rights": case "vneid-list": case "reports": case "simulator": case "path": case "narration": case "help-topics": case "search-words": case "calibration":
      return [];
    case "lesson":
      return [...orderProblems(content), ...content.steps.flatMap((step) => (step.kind === "question" ? [] : markProblems(step.id, step.shown)))];
    case "item":
      return itemProblems(content);
    case "certifying-item":
      return certifyingItemProblems(content);
    case "credentials":
      return achievementProblems(content);
    case "tests": {
      const { placement, certification } = content;
      const owed = certification.tasks.least + 6 * certification.inDomain.least;
      return [
        ...(owed > certification.items ? [`The certifying test has ${certification.items} items and owes ${owed} to domains and tasks.`] : []),
        ...(certification.tasksDoneAtLeast > certification.tasks.least ? ["The certifying test wants more tasks done than it gives."] : []),
        ...(placement.minItems > placement.maxItems || placement.steps.underWay >= placement.steps.firm ? ["The placement ends before it begins, or its steps stand on their heads."] : []),
      ];
    }
    case "campaigns": {
      const measures = new Set(content.measures.map(({ measure }) => measure));
      return content.communeTypes.flatMap(({ type, quotas }) => quotas.filter(({ measure }) => !measures.has(measure)).map(({ measure }) => `The quota ${measure} of ${type} is of nothing that is counted.`));
    }
    case "local-models":
      return new Set(content.models.map(({ id }) => id)).size < content.models.length ? ["Two local models have the same id."] : [];
    case "evidence-ladder":
      return content.rungs.some((rung) => rung.id === content.capable.lowestRung) ? [] : [`The rung ${content.capable.lowestRung} is not on the ladder.`];
  }
}

function achievementProblems({ achievements }: FileOf<"credentials">): string[] {
  return [
    ...(new Set(achievements.map(({ id }) => id)).size < achievements.length ? ["Two achievements have the same id."] : []),
    ...achievements.filter(({ kind, lowestRung }) => (kind === "skill") === (lowestRung === "none")).map(({ id }) => `The achievement ${id}: a skill needs evidence, and a helper's badge has none.`),
    ...achievements.filter(({ kind, simulators, simulatorsAtLeast, test }) => kind === "skill" && ((simulatorsAtLeast < 1 && test === undefined) || simulatorsAtLeast > simulators.length)).map(({ id }) => `The achievement ${id} asks for none of its simulators and no test, or for more than it has.`),
    ...achievements.filter(({ kind, test }) => kind === "helper" && test !== undefined).map(({ id }) => `The achievement ${id}: a helper's badge is given by a person, and asks for no test.`),
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
  const acts = after.acts.length === 0 ? "at the start" : `after ${actsOf(after.acts)}`;
  return `${file}: ${sentence}\n    ${acts}${drawn === "" ? "" : ` (drawn: ${drawn})`}`;
}

/** Recorded acts without their times. */
function actsOf(records: readonly string[]): string {
  return records.map((record) => record.slice(0, record.lastIndexOf("@"))).join(" → ");
}

/** How far the goal is, in how many acts; with `isWhole` each shortest way, said once for all the variants that share it. */
function waysOf(path: string, { stateCount, shortest }: Proof, isWhole: boolean): string[] {
  const counts = [...new Set(shortest.map(({ acts }) => acts.length))].sort((a, b) => a - b);
  const head = `${path}: ${shortest.length} variant${shortest.length === 1 ? "" : "s"}, ${stateCount} states, the goal in ${counts.join(", ")} acts`;
  const ways = new Map<string, number>();
  for (const { acts } of shortest) ways.set(actsOf(acts), (ways.get(actsOf(acts)) ?? 0) + 1);
  return isWhole ? [head, ...[...ways].map(([way, variants]) => `    ${way.split(" → ").length} acts in ${variants} of them: ${way}`)] : [head];
}

/** The same dice every time, so that a walk that was stuck is stuck again. Numerical Recipes' linear congruential generator; the high bits are used. */
function dice(): (sides: number) => number {
  let state = 1945;
  return (sides) => Math.floor((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32 * sides);
}

/** Every simulator played `walkCount` times by somebody who does anything at all. Empty: the goal was always within reach. */
export function walkProblems(texts: ContentFiles, walkCount: number, tell: (line: string) => void = () => {}): ContentProblem[] {
  const problems: ContentProblem[] = [];
  for (const [path, text] of texts) {
    const { content } = readContent(path, text);
    if (content?.kind !== "simulator") continue;
    const startedMs = performance.now();
    const { stuck, actCount, wrongActCount, goalCount } = walkAtRandom(content, { walkCount, roll: dice() });
    if (stuck !== undefined) {
      problems.push({ file: path, check: "goal-out-of-reach", sentence: "A walk at random came where the goal can no longer be reached.", after: { ...stuck, drawn: {} } });
    }
    tell(`${path}: ${walkCount} walks, ${actCount} acts (${wrongActCount} wrong), ${goalCount} came to the goal by chance, ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  }
  return problems;
}

if (import.meta.main) {
  const { values, positionals: [named] } = parseArgs({ allowPositionals: true, options: { ways: { type: "boolean", default: false }, walk: { type: "string" } } });
  const folder = named ?? fileURLToPath(new URL("../content", import.meta.url));
  const drawings = fileURLToPath(new URL("../apps/pwa/src/pictures", import.meta.url));
  const texts = await readContentFiles(folder);
  const checked: CheckedFiles = new Map();
  const problems = await checkContent(folder, { texts, checked });
  problems.push(...pictureProblems(await readPictures({ content: folder, folder: drawings })).map((problem) => ({ ...problem, check: "pictures" as const })));
  for (const [path, text] of texts) {
    const { proof } = checkedFile(path, text, checked);
    if (proof !== undefined) console.log(waysOf(path, proof, values.ways).join("\n"));
  }
  if (values.walk !== undefined && problems.length === 0) problems.push(...walkProblems(texts, Number(values.walk), console.log));
  for (const problem of problems) console.error(sentenceOf(problem));
  console.log(problems.length === 0 ? "Content: every check holds." : `Content: ${problems.length} problem${problems.length === 1 ? "" : "s"}.`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
