/** Who looked at or changed what of whom: the newest first, for everybody or for one person. */
import type { AuditEntry, AuditTrail } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { sayMoment } from "../figures/dates.ts";
import { useAnswer } from "../live/reading.ts";
import { ask } from "../live/server.ts";
import { language, messages } from "../messages/messages.ts";
import { base, officePaths } from "../routes.ts";
import { usePage } from "./frame.tsx";
import { useUnits } from "./unit-choice.tsx";
import { NothingYet } from "./waiting.tsx";

export function AuditPage() {
  const m = messages();
  const person = new URLSearchParams(location.search).get("person");
  const path = `/api/audit${person === null ? "" : `?person=${encodeURIComponent(person)}`}`;
  const { answer, trouble, again } = useAnswer<AuditTrail>(path, () => false);
  usePage({ title: m.office.auditTitle, provenance: null });
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  return (
    <>
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1>{m.office.auditTitle}</h1>
      <p>{m.office.auditMeaning}</p>
      {person !== null && <p class="note">{m.office.auditOf(person)} <a href={officePaths.audit}>{m.office.auditAll}</a></p>}
      <Lines key={path + (answer.entries[0]?.id ?? "")} first={answer} path={path} />
    </>
  );
}

function Lines({ first, path }: { first: AuditTrail; path: string }) {
  const m = messages().office;
  const { nameOf } = useUnits();
  const [pages, setPages] = useState<readonly AuditTrail[]>([first]);
  const entries = pages.flatMap((page) => page.entries);
  const next = pages.at(-1)?.next;
  async function more(): Promise<void> {
    const asked = await ask<AuditTrail>(`${path}${path.includes("?") ? "&" : "?"}before=${encodeURIComponent(next ?? "")}`);
    if (asked.kind === "answered") setPages([...pages, asked.answer]);
  }
  if (entries.length === 0) return <p>{m.auditNone}</p>;
  return (
    <>
      <table class="stacking records" role="table">
        <thead><tr role="row">{[m.columnWhen, m.columnWho, m.columnDid, m.columnWhom, m.columnWhere].map((column) => <th key={column} role="columnheader" scope="col">{column}</th>)}</tr></thead>
        <tbody role="rowgroup">
          {entries.map((entry) => (
            <tr key={entry.id} role="row">
              <td role="cell" data-label={m.columnWhen}>{sayMoment(entry.at, language.value)}</td>
              <td role="cell" data-label={m.columnWho}>{entry.by === undefined ? <i>{m.theProgram}</i> : entry.by.name}</td>
              <td role="cell" data-label={m.columnDid}>{m.acts[entry.act] ?? entry.act}</td>
              <td role="cell" data-label={m.columnWhom}>{entry.person === undefined ? "" : <a href={`${officePaths.audit}?person=${entry.person}`}><code>…{entry.person.slice(-8)}</code></a>}</td>
              <td role="cell" data-label={m.columnWhere}>{placeOf(entry, nameOf)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {next !== undefined && <div class="paging"><button type="button" onClick={() => void more()}>{m.moreLines(entries.length)}</button></div>}
    </>
  );
}

function placeOf({ unit }: AuditEntry, nameOf: (unit: string) => string): string {
  return unit === undefined ? "" : nameOf(unit);
}
