/** Reports of the province or a commune: those that were written, to take away, and another by order, on any boundaries there have been. */
import type { WrittenReport, WrittenReports } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { sayMoment } from "../figures/dates.ts";
import { useAnswer } from "../live/reading.ts";
import { tell } from "../live/server.ts";
import { may } from "../live/visitor.ts";
import { language, messages } from "../messages/messages.ts";
import { say } from "../messages/say-figure.ts";
import { base } from "../routes.ts";
import { usePage } from "./frame.tsx";
import { UnitChoice, useOwnUnit, useUnits } from "./unit-choice.tsx";
import { NothingYet } from "./waiting.tsx";

export function ReportsPage() {
  const m = messages();
  const [own, setUnit] = useOwnUnit();
  const { province } = useUnits();
  const isOffice = may("GET /api/conflicts");
  const unit = own === "" && isOffice ? province ?? "" : own;
  usePage({ title: m.reports.title, provenance: null });
  return (
    <>
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1>{m.reports.title}</h1>
      <p>{m.reports.meaning}</p>
      <div class="sheet"><UnitChoice label={m.reports.unit} chosen={unit} choose={setUnit} withProvince={isOffice} /></div>
      {unit !== "" && <ReportsOf key={unit} unit={unit} />}
    </>
  );
}

function ReportsOf({ unit }: { unit: string }) {
  const m = messages().reports;
  const path = `/api/units/${unit}/reports`;
  const { answer, trouble, again } = useAnswer<WrittenReports>(path, () => false);
  const [boundaries, setBoundaries] = useState<string | null>(null);
  const [state, setState] = useState<"idle" | "writing" | { readonly said: string }>("idle");
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  const { reports, boundarySets } = answer;
  const chosen = boundaries ?? boundarySets.at(-1)?.asOf ?? "";
  async function write(): Promise<void> {
    setState("writing");
    const asked = await tell<WrittenReport>(path, { boundaries: chosen });
    setState({ said: asked.kind === "answered" ? m.written(sayMoment(asked.answer.madeAt, language.value)) : asked.trouble.kind === "refused" ? asked.trouble.message : messages().unreachable });
    again();
  }
  return (
    <>
      {may("POST /api/units/:unit/reports") && (
        <section class="rule" aria-labelledby="viet">
          <h2 id="viet">{m.order}</h2>
          <form class="sheet" onSubmit={(event) => { event.preventDefault(); void write(); }}>
            <label class="field">
              <span>{m.boundaries}</span>
              <select value={chosen} onChange={(event) => setBoundaries(event.currentTarget.value)}>
                {boundarySets.toReversed().map(({ asOf, label }) => <option key={asOf} value={asOf}>{say(label)}</option>)}
              </select>
            </label>
            <p class="actions"><button type="submit" class="press" disabled={state === "writing"}>{state === "writing" ? m.writing : m.write}</button></p>
            <div role="status">{typeof state === "object" && <p>{state.said}</p>}</div>
          </form>
        </section>
      )}
      <section class="rule" aria-labelledby="da-viet">
        <h2 id="da-viet">{m.kept}</h2>
        {reports.length === 0 ? <p>{m.none}</p> : (
          <table class="stacking" role="table">
            <thead><tr role="row">{[m.columnWhen, m.columnKind, m.columnBoundaries, m.columnFiles].map((column) => <th key={column} role="columnheader" scope="col">{column}</th>)}</tr></thead>
            <tbody role="rowgroup">
              {reports.map(({ report, kind, madeAt, boundarySet, includesSample }) => {
                const when = sayMoment(madeAt, language.value);
                return (
                  <tr key={report} role="row">
                    <td role="cell" data-label={m.columnWhen}>{when}</td>
                    <td role="cell" data-label={m.columnKind}>{m.kinds[kind]}{includesSample && ` · ${messages().sampleStamp}`}</td>
                    <td role="cell" data-label={m.columnBoundaries}>{say(boundarySet.label)}</td>
                    <td role="cell" data-label={m.columnFiles} class="files">
                      {([["docx", m.word], ["xlsx", m.workbook]] as const).map(([format, name]) => <a key={format} href={`${path}/${report}/${format}`} download aria-label={m.fileOf(name, m.kinds[kind], when)}>{name}</a>)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </section>
    </>
  );
}
