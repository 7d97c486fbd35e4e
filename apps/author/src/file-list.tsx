/** All files that can be opened, those to be mended first in each group. A file is a link, so that it can be kept open in a second window. */
import { useState } from "preact/hooks";
import type { BenchFile, BenchKind } from "./bench-state.ts";
import type { Language, Messages } from "./messages.ts";

const kinds: readonly BenchKind[] = ["lesson", "simulator", "item"];

export function FileList({ files, openPath, language, messages }: { files: readonly BenchFile[]; openPath: string | undefined; language: Language; messages: Messages }) {
  const [sought, setSought] = useState("");
  const words = folded(sought).split(/\s+/).filter((word) => word !== "");
  const found = files.filter((file) => { const text = folded(`${file.path} ${file.title?.vi ?? ""} ${file.title?.en ?? ""}`); return words.every((word) => text.includes(word)); });
  const openKind = files.find(({ path }) => path === openPath)?.kind ?? "simulator";
  return (
    <nav class="ab-files" aria-label={messages.files}>
      <input type="search" aria-label={messages.find} placeholder={messages.find} value={sought} onInput={({ currentTarget }) => setSought(currentTarget.value)} />
      {found.length === 0 ? <p>{messages.nothingFound}</p> : null}
      {kinds.map((kind) => {
        const group = found.filter((file) => file.kind === kind).toSorted((a, b) => Number(b.problemCount > 0) - Number(a.problemCount > 0));
        if (group.length === 0) return null;
        return (
          <details key={kind} open={words.length > 0 || kind === openKind}>
            <summary>{messages.kinds[kind]} <small>{group.length}</small></summary>
            <ul>
              {group.map(({ path, title, problemCount }) => (
                <li key={path}>
                  <a href={`#${path}`} aria-current={path === openPath ? "page" : undefined}>
                    <span><b>{title?.[language] ?? idOf(path)}</b><small>{idOf(path)}</small></span>
                    {problemCount === 0 ? null : <em aria-label={messages.problemCount(problemCount)}>{problemCount}</em>}
                  </a>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </nav>
  );
}

function idOf(path: string): string {
  return path.slice(path.indexOf("/") + 1, -".json".length);
}

/** As people type it: without marks and capitals. */
function folded(words: string): string {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");
}
