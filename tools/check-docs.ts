/**
 * Documents name only what exists: every path, npm script and link in a .md file, the import table, and the same commands in both
 * READMEs. Run as `node tools/check-docs.ts`; says each problem in a plain sentence and ends with 1 if there is any.
 */
import { globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, matchesGlob, normalize } from "node:path/posix";
import { contexts, rooms } from "./import-rules.ts";

export type Tree = {
  /** Path from the repository's root to text. */
  readonly documents: ReadonlyMap<string, string>;
  /** Every file's path from the root, folders included. */
  readonly paths: ReadonlySet<string>;
  readonly scripts: ReadonlySet<string>;
};

/** An inline code's word that is a path from the root: it begins with one of these. */
const TOP = /^(packages|apps|docs|tools|tests|content|bench|\.ci)\//;
/** A file of ours named without its folder. */
const BARE_FILE = /^[\w.-]+\.(ts|tsx|sql|md)$/;
const ELSEWHERE = /(?<![\w.:/>-])(?:\/(?:work|home|root|tmp|Users|usr|etc|var|opt|mnt|srv)\b|~\/|[A-Z]:\\|file:\/\/)/;

type Line = { readonly text: string; readonly isCode: boolean };

export function docProblems(tree: Tree): string[] {
  const problems: string[] = [];
  for (const [document, text] of tree.documents) {
    const say = (at: number, sentence: string) => void problems.push(`${document}:${at + 1}: ${sentence}`);
    linesOf(text).forEach(({ text: line, isCode }, at) => {
      for (const word of (isCode ? [line] : inlineCodes(line)).flatMap((code) => code.split(/\s+/))) {
        const sentence = pathProblem(word, document, tree);
        if (sentence !== undefined) say(at, sentence);
      }
      for (const [, run, direct] of line.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test))\b/g)) {
        const script = run ?? direct ?? "";
        if (!tree.scripts.has(script)) say(at, `package.json has no script "${script}".`);
      }
      if (ELSEWHERE.test(line)) say(at, "It names a path outside the repository.");
      if (!isCode) for (const [, target] of line.matchAll(/\]\(([^)\s]+)\)/g)) {
        const sentence = linkProblem(target ?? "", document, tree);
        if (sentence !== undefined) say(at, sentence);
      }
    });
  }
  return [...problems, ...tableProblems(tree), ...readmeProblems(tree)];
}

function linesOf(text: string): Line[] {
  let isCode = false;
  return text.split("\n").map((line) => {
    const isFence = line.trimStart().startsWith("```");
    if (isFence) isCode = !isCode;
    return { text: isFence ? "" : line, isCode };
  });
}

function inlineCodes(line: string): string[] {
  return [...line.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? "");
}

function pathProblem(word: string, document: string, { paths }: Tree): string | undefined {
  const path = word.replace(/[,;:)]+$/, "").replace(/\/$/, "");
  if (BARE_FILE.test(path)) {
    return [...paths].some((known) => known === path || known.endsWith(`/${path}`)) ? undefined : `No file is called ${path}.`;
  }
  const isRelative = /^\.\.?\//.test(path);
  if (!isRelative && !TOP.test(word)) return undefined;
  const found = isRelative ? join(dirname(document), path) : normalize(path);
  if (found.startsWith("..")) return `${path} lies outside the repository.`;
  // "<name>" and "…" stand for anything.
  const pattern = found.replaceAll(/<[^>]*>|…/g, "*");
  const exists = pattern.includes("*") || pattern.includes("{") ? [...paths].some((known) => matchesGlob(known, pattern)) : paths.has(found);
  return exists ? undefined : `${path} does not exist.`;
}

function linkProblem(target: string, document: string, { documents, paths }: Tree): string | undefined {
  if (/^https?:/.test(target)) return undefined;
  const [path = "", heading] = target.split("#");
  const found = path === "" ? document : join(dirname(document), decodeURIComponent(path)).replace(/\/$/, "");
  if (found.startsWith("..") || target.startsWith("/")) return `The link ${target} leads outside the repository.`;
  if (!paths.has(found)) return `The link ${target} leads nowhere.`;
  if (heading === undefined) return undefined;
  const headings = linesOf(documents.get(found) ?? "").filter(({ text, isCode }) => !isCode && text.startsWith("#")).map(({ text }) => slug(text));
  return headings.includes(decodeURIComponent(heading)) ? undefined : `${found} has no heading for the link ${target}.`;
}

/** A heading's anchor, as GitHub makes it. */
function slug(heading: string): string {
  return heading.replace(/^#+\s*/, "").toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-");
}

/** The two tables of ARCHITECTURE.md as tools/import-rules.ts has them, one row a line. */
export function importTables(): string[] {
  const listed = (names: readonly string[]) => (names.length === 0 ? "nothing" : names.map((name) => `\`${name}\``).join(", "));
  return [
    ...Object.entries(rooms).map(([room, { may, because }]) => `| \`${room}\` | ${listed(may)} | ${because} |`),
    ...Object.entries(contexts).map(([context, may]) => `| ${context} | ${listed(may)} |`),
  ];
}

function tableProblems({ documents }: Tree): string[] {
  const lines = (documents.get("ARCHITECTURE.md") ?? "").split("\n");
  const expected = importTables();
  const isRow = (line: string) => /^\| `(packages|apps)\/\w+` \| .* \| .* \|$/.test(line) || Object.keys(contexts).some((context) => line.startsWith(`| ${context} |`));
  return [
    ...expected.filter((row) => !lines.includes(row)).map((row) => `ARCHITECTURE.md: The import tables lack this row of tools/import-rules.ts: ${row}`),
    ...lines.filter((line) => isRow(line) && !expected.includes(line)).map((row) => `ARCHITECTURE.md: tools/import-rules.ts has no such row: ${row}`),
  ];
}

function readmeProblems({ documents }: Tree): string[] {
  const [english, vietnamese] = ["README.md", "README.vi.md"].map((name) => commandsOf(documents.get(name) ?? ""));
  const lacking = (name: string, own: readonly string[] = [], other: readonly string[] = []) =>
    other.filter((command) => !own.includes(command)).map((command) => `${name}: It lacks the command "${command}" of its sibling.`);
  return [...lacking("README.md", english, vietnamese), ...lacking("README.vi.md", vietnamese, english)];
}

/** Lines of code blocks, and inline codes that are commands; comments after # left out. */
function commandsOf(text: string): string[] {
  return linesOf(text).flatMap(({ text: line, isCode }) => (isCode ? [line] : inlineCodes(line).filter((code) => /^(npm|git|node|sudo|[A-Z_]+=)/.test(code))))
    .map((line) => line.replace(/\s+#.*$/, "").trim()).filter((line) => line !== "");
}

export function readTree(root: string): Tree {
  const exclude = ["**/node_modules/**", "**/dist/**", ".git/**", ".data/**", ".cache/**"];
  const paths = globSync(["**/*", "**/.*", ".ci/*"], { cwd: root, exclude }).map((path) => path.replaceAll("\\", "/")).toSorted();
  const documents = paths.filter((path) => path.endsWith(".md") && statSync(join(root, path)).isFile());
  const manifest: { scripts?: object } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return {
    documents: new Map(documents.map((path) => [path, readFileSync(join(root, path), "utf8")])),
    paths: new Set(paths),
    scripts: new Set(Object.keys(manifest.scripts ?? {})),
  };
}

if (import.meta.main) {
  const problems = docProblems(readTree(join(import.meta.dirname, "..")));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
