/** Directives that concern whoever sits here, and issuing one. */
import type { Directives, DirectiveMeasure, DocumentKept, MovementDecided, PopulationGroup } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { sayDay } from "../figures/dates.ts";
import { useAnswer } from "../live/reading.ts";
import { sayTrouble, tell } from "../live/server.ts";
import { may } from "../live/visitor.ts";
import { language, messages } from "../messages/messages.ts";
import { goTo } from "../navigation.ts";
import { base, directivePath, groups } from "../routes.ts";
import { Choice } from "./choice.tsx";
import { usePage } from "./frame.tsx";
import { Said } from "./sign-in.tsx";
import { useUnits } from "./unit-choice.tsx";
import { NothingYet } from "./waiting.tsx";

const measures = ["sessions", "reached", "capable", "verified", "confirmed"] as const satisfies readonly DirectiveMeasure[];

export function DirectivesPage() {
  const m = messages();
  const words = m.movement;
  const { answer, trouble, again } = useAnswer<Directives>("/api/directives", () => true);
  usePage({ title: words.directivesTitle, provenance: null });
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  return (
    <>
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1>{words.directivesTitle}</h1>
      <p>{words.directivesMeaning}</p>
      {answer.directives.length === 0 ? <div class="empty"><p>{words.noDirectives}</p></div> : (
        <table class="stacking" role="table">
          <thead role="rowgroup"><tr role="row">{Object.entries(words.columns).map(([column, name]) => <th key={column} scope="col" role="columnheader">{name}</th>)}</tr></thead>
          <tbody role="rowgroup">
            {answer.directives.map((one) => (
              <tr key={one.directive} role="row">
                <th scope="row" role="rowheader"><a href={directivePath(one.directive)}>{one.title}</a><span class="note matched">{one.number}</span></th>
                <td role="cell" data-label={words.columns.dueOn}>{sayDay(one.dueOn, language.value)}{one.isEnded ? ` · ${words.isEnded}` : one.dueOn < answer.today ? ` · ${words.isLate}` : ""}</td>
                <td role="cell" data-label={words.columns.answered}>{words.answeredOf(one.answered, one.communes)}</td>
                <td role="cell" data-label={words.columns.met}>{words.answeredOf(one.met, one.communes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {may("POST /api/directives") && <Issue today={answer.today} />}
    </>
  );
}

function Issue({ today }: { today: string }) {
  const m = messages();
  const words = m.movement;
  const { communes } = useUnits();
  const [given, setGiven] = useState({ title: "", number: "", documentDate: today, link: "", task: "", dueOn: today, target: 10 });
  const [measure, setMeasure] = useState<DirectiveMeasure>("sessions");
  const [group, setGroup] = useState<PopulationGroup>("adult");
  const [whom, setWhom] = useState<"all" | "some">("all");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [file, setFile] = useState<File | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const change = (part: Partial<typeof given>) => setGiven((before) => ({ ...before, ...part }));

  async function issue(event: Event): Promise<void> {
    event.preventDefault();
    const units = communes.map(({ unit }) => unit).filter((unit) => whom === "all" || chosen.has(unit));
    if (units.length === 0) return setTrouble(words.needsCommune);
    let kept: DocumentKept | undefined;
    if (file !== null) {
      const sent = await tell<DocumentKept>("/api/directives/documents", file);
      if (sent.kind === "trouble") return setTrouble(sayTrouble(sent.trouble));
      kept = sent.answer;
    }
    const { link, ...rest } = given;
    const asked = await tell<MovementDecided>("/api/directives", {
      ...rest, measure, group, communes: units, ...(link === "" ? {} : { link }), ...(kept === undefined || file === null ? {} : { file: { sha256: kept.sha256, name: file.name.slice(-120) } }),
    });
    if (asked.kind === "answered") goTo(directivePath(asked.answer.key));
    else setTrouble(sayTrouble(asked.trouble));
  }

  const text = (field: "title" | "number", longest: number) => (
    <label class="field"><span>{words.fields[field]}</span><input required maxLength={longest} value={given[field]} onInput={(event) => change({ [field]: event.currentTarget.value })} /></label>
  );
  const date = (field: "documentDate" | "dueOn") => (
    <label class="field"><span>{words.fields[field]}</span><input type="date" required value={given[field]} {...(field === "dueOn" ? { min: today } : {})} onInput={(event) => change({ [field]: event.currentTarget.value })} /></label>
  );
  return (
    <section class="rule" aria-labelledby="giao-viec">
      <h2 id="giao-viec">{words.issueTitle}</h2>
      <form class="sheet" onSubmit={(event) => void issue(event)}>
        <Said trouble={trouble} />
        {text("title", 200)}{text("number", 80)}{date("documentDate")}{date("dueOn")}
        <label class="field"><span>{words.fields.link}</span><input type="url" pattern="https://.*" maxLength={500} value={given.link} onInput={(event) => change({ link: event.currentTarget.value })} /><small>{words.linkNote}</small></label>
        <label class="field"><span>{words.fields.file}</span><input type="file" accept=".pdf,.docx" onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)} /><small>{words.fileNote}</small></label>
        <label class="field wide"><span>{words.fields.task}</span><textarea required rows={3} maxLength={2_000} value={given.task} onInput={(event) => change({ task: event.currentTarget.value })} /></label>
        <label class="field"><span>{words.fields.measure}</span><select value={measure} onChange={(event) => setMeasure(measures.find((one) => one === event.currentTarget.value) ?? measure)}>{measures.map((one) => <option key={one} value={one}>{words.measures[one]}</option>)}</select></label>
        {measure !== "sessions" && <label class="field"><span>{words.fields.group}</span><select value={group} onChange={(event) => setGroup(groups.find((one) => one === event.currentTarget.value) ?? group)}>{groups.map((one) => <option key={one} value={one}>{m.groups[one]}</option>)}</select></label>}
        <label class="field"><span>{words.fields.target}</span><input type="number" inputMode="numeric" required min={1} max={measure === "sessions" ? 10_000 : 100} value={given.target} onInput={(event) => change({ target: event.currentTarget.valueAsNumber })} /><small>{words.targetNote(measure)}</small></label>
        <div class="wide"><Choice legend={words.fields.communes} name="giao-cho" options={["all", "some"] as const} words={{ all: words.allCommunes, some: words.someCommunes }} chosen={whom} choose={setWhom} /></div>
        {whom === "some" && (
          <fieldset class="ticks wide">
            <legend class="unseen">{words.someCommunes}</legend>
            {communes.map(({ unit, name }) => (
              <label key={unit}><input type="checkbox" checked={chosen.has(unit)} onChange={() => setChosen((before) => (before.has(unit) ? new Set([...before].filter((one) => one !== unit)) : new Set([...before, unit])))} /> {name}</label>
            ))}
          </fieldset>
        )}
        <p class="actions"><button class="press">{words.issue}</button></p>
      </form>
    </section>
  );
}
