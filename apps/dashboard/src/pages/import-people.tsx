/** A commune's list from Excel: tried first, the look-alikes decided, then kept; the rows that cannot be taken come back as a file. */
import type { ListJudged, ListProgress, ProblemReport } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { messages, language } from "../messages/messages.ts";
import { base } from "../routes.ts";
import { usePage } from "./frame.tsx";
import { Said } from "./sign-in.tsx";
import { UnitChoice, useOwnUnit } from "./unit-choice.tsx";

type Decision = "same" | "other" | "later";

export function ImportPeoplePage() {
  const m = messages();
  const [unit, setUnit] = useOwnUnit();
  const [file, setFile] = useState<File | null>(null);
  const [judged, setJudged] = useState<ListJudged | null>(null);
  const [progress, setProgress] = useState<ListProgress | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [decisions, setDecisions] = useState<ReadonlyMap<number, Decision>>(new Map());
  usePage({ title: m.office.importTitle, provenance: null });

  async function send(mode: "try" | "keep"): Promise<void> {
    if (file === null) return;
    setTrouble(null);
    const rowsOf = (wanted: Decision) => [...decisions].flatMap(([row, one]) => (one === wanted ? [row] : [])).join(",");
    try {
      setJudged(await sendList(`/api/people/imports?${new URLSearchParams({ unit, mode, same: rowsOf("same"), other: rowsOf("other") })}`, file, setProgress));
    } catch (error) {
      setTrouble(error instanceof Error && error.message !== "" ? error.message : m.unreachable);
    }
    setProgress(null);
  }
  async function takeErrors(): Promise<void> {
    const answer = await fetch(`/api/people/imports?${new URLSearchParams({ unit, mode: "errors" })}`, { method: "POST", body: file });
    if (!answer.ok) return setTrouble(m.unreachable);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = "can-sua.xlsx";
    link.click();
    URL.revokeObjectURL(link.href);
  }
  const decided = [...decisions.values()].filter((one) => one !== "later").length;
  return (
    <>
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1>{m.office.importTitle}</h1>
      <p>{m.office.importMeaning}</p>
      <form class="sheet" onSubmit={(event) => { event.preventDefault(); setDecisions(new Map()); void send("try"); }}>
        <Said trouble={trouble} />
        <UnitChoice label={m.office.unit} chosen={unit} choose={(chosen) => { setUnit(chosen); setJudged(null); }} withProvince={false} />
        <label class="field"><span>{m.office.listFile}</span><input type="file" required accept=".xlsx,.zip" onChange={(event) => { setFile(event.currentTarget.files?.[0] ?? null); setJudged(null); }} /><small>{m.office.listFileNote}</small></label>
        <p class="actions"><button class={judged === null ? "press" : undefined} disabled={progress !== null}>{m.office.tryList}</button></p>
      </form>
      <div role="status">{progress !== null && <p>{m.office.importSteps[progress.step]} <progress aria-label={m.office.importSteps[progress.step]} value={progress.done} max={Math.max(1, progress.of)} /> {m.office.importDone(progress.done, progress.of)}</p>}</div>
      {judged !== null && progress === null && (
        <section class="rule" aria-labelledby="ket-qua">
          <h2 id="ket-qua">{judged.isKept ? m.office.listKept(judged.fresh + judged.updated) : m.office.listTried(judged.rows)}</h2>
          <ul class="tally">
            <li><b>{m.office.listFresh(judged.fresh)}</b></li>
            <li>{m.office.listKnown(judged.known)}</li>
            {judged.updated > 0 && <li>{m.office.listUpdated(judged.updated)}</li>}
            {judged.alikeCount > 0 && <li>{m.office.listAlike(judged.alikeCount)}</li>}
            {judged.bad > 0 && <li>{m.office.listBad(judged.bad)}</li>}
          </ul>
          {judged.notRead.length > 0 && <p class="note">{m.office.notRead(judged.notRead.join(", "))}</p>}
          {judged.alike.length > 0 && (
            <>
              <h3>{m.office.alikeTitle}</h3>
              <p class="note">{m.office.alikeMeaning}</p>
              <ul class="people">
                {judged.alike.map(({ row, name, birthYear, place, herePlace }) => (
                  <li key={row}>
                    <p><b>{name}</b>{birthYear !== undefined && ` · ${birthYear}`} · {place} <span class="note">({m.office.rowNumber(row)})</span></p>
                    <p class="note">{herePlace === undefined ? m.office.alikeInList : m.office.alikeHere(herePlace)}</p>
                    <label class="field"><span class="unseen">{m.office.alikeChoose(name)}</span>
                      <select value={decisions.get(row) ?? "later"} onChange={(event) => setDecisions(new Map([...decisions, [row, event.currentTarget.value as Decision]]))}>
                        {(herePlace === undefined ? ["later", "other"] as const : ["later", "same", "other"] as const).map((one) => <option key={one} value={one}>{m.office.alikeChoices[one]}</option>)}
                      </select>
                    </label>
                  </li>
                ))}
              </ul>
            </>
          )}
          {judged.badRows.length > 0 && (
            <>
              <h3>{m.office.badTitle}</h3>
              <ul class="bad-rows">{judged.badRows.slice(0, 20).map(({ row, whys }) => <li key={row}><b>{m.office.rowNumber(row)}</b> {whys.map((why) => m.office.rowTroubles[why] ?? why).join("; ")}</li>)}</ul>
            </>
          )}
          <p class="actions">
            {!judged.isKept && judged.fresh + judged.updated + decided > 0 && <button type="button" class="press" onClick={() => void send("keep")}>{m.office.keepList(judged.fresh + judged.updated + decided)}</button>}
            {judged.bad > 0 && <button type="button" onClick={() => void takeErrors()}>{m.office.takeErrors}</button>}
          </p>
        </section>
      )}
    </>
  );
}

/** Tells of each line of progress as it comes. @throws Error with the server's words for a refusal. */
async function sendList(path: string, file: File, tell: (progress: ListProgress) => void): Promise<ListJudged> {
  const answer = await fetch(path, { method: "POST", body: file, headers: { "accept-language": language.value } });
  // Written by the same release of the server as this page: a refusal, or lines of these three shapes.
  if (!answer.ok || answer.body === null) throw new Error((await answer.json() as ProblemReport).message);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error("");
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const said = JSON.parse(line) as ListProgress | { readonly result: ListJudged } | { readonly problem: ProblemReport };
      if ("problem" in said) throw new Error(said.problem.message);
      if ("result" in said) return said.result;
      tell(said);
    }
  }
}
