import assert from "node:assert/strict";
import { test } from "node:test";
import { docProblems, importTables } from "./check-docs.ts";
import { rooms } from "./import-rules.ts";

/** A small repository without a problem, and what a test changes in it. */
function problemsOf(documents: Readonly<Record<string, string>>): string[] {
  const sound = { "ARCHITECTURE.md": importTables().join("\n"), "README.md": "", "README.vi.md": "" };
  return docProblems({
    documents: new Map(Object.entries({ ...sound, ...documents })),
    paths: new Set([...Object.keys(rooms), "ARCHITECTURE.md", "README.md", "README.vi.md", "docs", "docs/a.md", "docs/b.md", "apps", "apps/pwa", "apps/pwa/src/main.tsx", "tools/test.ts"]),
    scripts: new Set(["start", "content"]),
  });
}

const tables = importTables();

test("a document that names what exists has no problem", () => {
  assert.deepEqual(problemsOf({
    "docs/a.md": [
      "# Một hai, ba", "See `apps/pwa/`, `node tools/test.ts`, `main.tsx`, `docs/*.md`, `apps/<app>/src/…`, `./b.md`, `typebox`, `/api/progress`.",
      "Run `npm start` or `npm run content`. [here](#một-hai-ba) [there](../README.md) [far](https://example.org/home/x) http://localhost:1945/hoc",
      "```", "apps/pwa/src/main.tsx   # [not](a-link)", "```",
    ].join("\n"),
  }), []);
});

const broken: readonly (readonly [what: string, documents: Readonly<Record<string, string>>, said: RegExp])[] = [
  ["a path that does not exist", { "docs/a.md": "x\n`apps/pwa/src/gone.ts`" }, /^docs\/a\.md:2: apps\/pwa\/src\/gone\.ts does not exist\.$/],
  ["a path inside a command", { "docs/a.md": "`node tools/gone.ts --all`" }, /tools\/gone\.ts does not exist/],
  ["a path in a code block", { "docs/a.md": "```\npackages/gone/\n```" }, /packages\/gone does not exist/],
  ["a pattern that nothing fits", { "docs/a.md": "`tools/*.sql`" }, /tools\/\*\.sql does not exist/],
  ["a relative path that does not exist", { "docs/a.md": "`../docs/c.txt`" }, /\.\.\/docs\/c\.txt does not exist/],
  ["a file named without its folder", { "docs/a.md": "`gone.test.ts`" }, /No file is called gone\.test\.ts/],
  ["a script that package.json lacks", { "docs/a.md": "Then npm run gone." }, /no script "gone"/],
  ["a short script that package.json lacks", { "docs/a.md": "`npm test`" }, /no script "test"/],
  ["a link that leads nowhere", { "docs/a.md": "[x](c.md)" }, /The link c\.md leads nowhere/],
  ["a picture that is missing", { "docs/a.md": "![x](screenshots/home.png)" }, /screenshots\/home\.png leads nowhere/],
  ["a link to a heading that is missing", { "docs/a.md": "# One\n[x](#two)" }, /no heading for the link #two/],
  ["a link out of the repository", { "docs/a.md": "[x](../../other/a.md)" }, /leads outside/],
  ["a path out of the repository", { "docs/a.md": "`../../other.txt`" }, /lies outside/],
  ["a path of one machine", { "docs/a.md": "It lies in /home/an/tree." }, /:1: It names a path outside/],
  ["a row that the import table lacks", { "ARCHITECTURE.md": tables.slice(1).join("\n") }, /lack this row .*packages\/contract/],
  ["a row that the import rules lack", { "ARCHITECTURE.md": [...tables, "| `apps/dashboard` | `packages/journal` | why not |"].join("\n") }, /has no such row: \| `apps\/dashboard`/],
  ["a context's row that the import rules lack", { "ARCHITECTURE.md": [...tables, "| units | `measurement` |"].join("\n") }, /has no such row: \| units/],
  ["a command that only one README has", { "README.md": "```sh\nnpm start   # begin\n```", "README.vi.md": "```sh\n```" }, /^README\.vi\.md: It lacks the command "npm start"/],
  ["an inline command that only one README has", { "README.vi.md": "`PORT=80 npm start`" }, /^README\.md: It lacks the command "PORT=80 npm start"/],
];

for (const [what, documents, said] of broken) {
  test(`${what} is said`, () => {
    const problems = problemsOf(documents);
    assert.equal(problems.length, 1, problems.join("\n"));
    assert.match(problems[0] ?? "", said);
  });
}
