/** What is to be mended in the open file: where, what, and for a simulator the way that leads there, to be played. */
import type { BenchProblem, OpenFile } from "./bench-state.ts";
import { headingOf, type Language, type Messages } from "./messages.ts";
import { nameOfAct } from "./kept-acts.ts";

export function ProblemList({ open, language, messages, playTo }: { open: OpenFile; language: Language; messages: Messages; playTo: (problem: BenchProblem) => void }) {
  const { fault, problems } = open;
  if (problems.length === 0) return <p class="ab-note ab-note-good" role="status">✓ {messages.good} <code>{open.path}</code></p>;
  return (
    <section class="ab-panel ab-problems" aria-live="polite">
      <h2>{messages.problems} <small>{problems.length}</small> <code>{open.path}</code></h2>
      {fault === undefined ? (
        <ol>
          {problems.map((problem) => {
            const { check, sentence, line, after } = problem;
            return (
              <li key={`${check} ${sentence}`}>
                <p><b>{headingOf(check, language)}</b>{line === undefined ? null : <span class="ab-line">{messages.line(line)}</span>}</p>
                <p class="ab-detail" lang="en">{sentence}</p>
                {after === undefined ? null : (
                  <p class="ab-way">
                    <span>{messages.playsThere(after.acts.length)}{after.acts.length === 0 ? "" : ": "}<code>{after.acts.map(nameOfAct).join(" → ")}</code></span>
                    <button type="button" onClick={() => playTo(problem)}>{messages.playThere}</button>
                  </p>
                )}
              </li>
            );
          })}
        </ol>
      ) : <p><b>{messages.fault(fault.line, fault.column)}</b>: {messages.missing[fault.missing]}.</p>}
    </section>
  );
}
