/** What a figure stands on: its meaning, the query that counted it, and the records, one to a person. */
import type { CommuneProgress, FactRecord, FactRecords, Measure, ProvinceProgress, Text, UnitId } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { Fresh } from "../charts/fresh.tsx";
import { Mark } from "../charts/mark.tsx";
import { sayMoment } from "../figures/dates.ts";
import { useAnswer } from "../live/reading.ts";
import { ask, type Trouble } from "../live/server.ts";
import { language, messages } from "../messages/messages.ts";
import { say } from "../messages/say-figure.ts";
import { base, communePath, type RecordsQuestion } from "../routes.ts";
import { ContextLine } from "./context-line.tsx";
import { usePage } from "./frame.tsx";
import { NothingYet, TroubleNote } from "./waiting.tsx";

export function RecordsPage({ question }: { question: RecordsQuestion }) {
  const { unit, group, measure, within } = question;
  const m = messages();
  const path = `/api/records?unit=${unit}&group=${group}&measure=${measure}`;
  const { answer, trouble, again } = useAnswer<FactRecords>(path, (communes) => isTouched(question, communes));
  const names = useUnitNames(question);
  const unitName = names.unit === null ? unit : say(names.unit);
  const title = m.recordsTitle(m.measures[measure], m.groups[group], unitName);
  usePage({ title, provenance: answer?.provenance ?? null });
  if (trouble?.kind === "refused" && trouble.code === "not-measured") return <NotMeasured title={title} measure={measure} />;
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;

  const home = within ?? (names.isCommune ? unit : null);
  const homeName = within === undefined ? names.unit : names.within;
  return (
    <>
      <TroubleNote trouble={trouble} kept={answer.provenance} again={again} />
      <p class="back">
        <a href={base}>← {m.backToProvince}</a>
        {home !== null && <a href={communePath(home)}>← {m.backToCommune(homeName === null ? home : say(homeName))}</a>}
      </p>
      <h1><Mark measure={measure} /> {title}</h1>
      <p class={`lead k-${measure}`}><Fresh text={m.recordsPersons(answer.persons)} /></p>
      <ContextLine provenance={answer.provenance} />
      <section aria-labelledby="definition">
        <h2 id="definition">{m.definition}</h2>
        <p><b class={`k-${measure}`}>{m.measures[measure]}</b>: {m.definitions[measure]}</p>
        <p>{m.recordsEqual}</p>
      </section>
      <section class="rule" aria-labelledby="query">
        <h2 id="query">{m.query}</h2>
        <p class="note">{m.queryNote}</p>
        <pre class="query"><code>{answer.query}</code></pre>
      </section>
      <section class="rule" aria-labelledby="records">
        <h2 id="records">{answer.persons === 0 ? m.recordsNone : m.recordsTable}</h2>
        {answer.persons === 0
          ? <p>{m.recordsNoneMeaning}</p>
          : <Records first={answer} path={path} />}
      </section>
    </>
  );
}

function NotMeasured({ title, measure }: { title: string; measure: Measure }) {
  const m = messages();
  return (
    <>
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1><Mark measure={measure} /> {title}</h1>
      <p class="lead">{m.notYetMeasured}</p>
      <p>{m.recordsNotMeasured}</p>
      <p><b class={`k-${measure}`}>{m.measures[measure]}</b>: {m.definitions[measure]}</p>
    </>
  );
}

/** The first hundred are kept true by the page; the rest come when asked for and stay as they came. */
function Records({ first, path }: { first: FactRecords; path: string }) {
  const m = messages();
  const [later, setLater] = useState<{ records: readonly FactRecord[]; next: FactRecords["next"] } | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const records = onePerPerson([...first.records, ...later?.records ?? []]);
  const next = later === null ? first.next : later.next;

  async function showMore(after: string): Promise<void> {
    setAsking(true);
    const asked = await ask<FactRecords>(`${path}&after=${after}`);
    setAsking(false);
    setTrouble(asked.kind === "trouble" ? asked.trouble : null);
    if (asked.kind === "answered") setLater({ records: [...records, ...asked.answer.records], next: asked.answer.next });
  }

  return (
    <>
      <p class="note">{m.deviceTimeNote}</p>
      <table class="stacking records" role="table" aria-labelledby="records">
        <thead role="rowgroup">
          <tr role="row">
            {[m.columnPerson, m.columnAct, m.columnWhat, m.columnDeviceTime, m.columnReceivedAt, m.columnSegment].map((words) => <th key={words} scope="col" role="columnheader">{words}</th>)}
          </tr>
        </thead>
        <tbody role="rowgroup">{records.map((record) => <RecordRow key={record.person} record={record} />)}</tbody>
      </table>
      <div class="paging">
        <p role="status" class="note">{trouble === null ? m.shownOf(records.length, first.persons) : trouble.kind === "unreachable" ? m.unreachable : trouble.message}</p>
        {next !== undefined && <button type="button" disabled={isAsking} onClick={() => void showMore(next)}>{isAsking ? m.loading : m.more}</button>}
      </div>
    </>
  );
}

function RecordRow({ record }: { record: FactRecord }) {
  const m = messages();
  const moment = (instant: string) => sayMoment(instant, language.value);
  const act = Object.entries(m.acts).find(([kind]) => kind === record.kind)?.[1] ?? record.kind;
  return (
    <tr role="row">
      <th scope="row" role="rowheader"><code title={record.person}>{endOf(record.person)}</code>{record.isSample && <span class="stamp">{m.samplePerson}</span>}</th>
      <td role="cell" data-label={m.columnAct}>{act}</td>
      <td role="cell" data-label={m.columnWhat}>{record.what}</td>
      <td role="cell" data-label={m.columnDeviceTime}>{moment(record.deviceTime)}</td>
      <td role="cell" data-label={m.columnReceivedAt}>{moment(record.receivedAt)}</td>
      <td role="cell" data-label={m.columnSegment}><code title={record.segment}>{record.segment.slice(0, 8)}…</code> <span class="note">{m.inSegment(record.indexInSegment)}</span></td>
    </tr>
  );
}

/** The last digits of an id are random; the first are its time and alike for all who were registered together. */
function endOf(person: string): string {
  return `…${person.slice(-8)}`;
}

/** The first of each person counts: the kept-true hundred stand in front. */
function onePerPerson(records: readonly FactRecord[]): FactRecord[] {
  const seen = new Set<string>();
  return records.filter(({ person }) => !seen.has(person) && seen.add(person));
}

/** Province-wide figures move with every change; a commune's with its own. A hamlet's or former commune's home is not always known, so it is asked for anyway. */
function isTouched({ unit, within }: RecordsQuestion, communes: readonly UnitId[]): boolean {
  return communes.includes(within ?? unit) || within === undefined;
}

/** The records carry no names. They are on the page the reader came from, which is asked for here. */
function useUnitNames({ unit, within }: RecordsQuestion): { unit: Text | null; within: Text | null; isCommune: boolean } {
  const { answer } = useAnswer<ProvinceProgress | CommuneProgress>(within === undefined ? "/api/progress" : `/api/units/${within}/progress`, () => false);
  if (answer === null) return { unit: null, within: null, isCommune: false };
  if ("province" in answer) {
    const commune = answer.communes.find((other) => other.unit === unit);
    return { unit: commune?.name ?? (answer.province.unit === unit ? answer.province.name : null), within: null, isCommune: commune !== undefined };
  }
  const inside = [answer.commune, ...answer.formerCommunes, ...answer.hamlets].find((other) => other.unit === unit);
  return { unit: inside?.name ?? null, within: answer.commune.name, isCommune: false };
}
