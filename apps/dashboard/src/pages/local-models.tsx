/** Local models (mô hình riêng): what communes do in their own way, the library they may begin from, the sessions of one's own, and copying with one act. */
import type { LocalModels, ModelSessions, ModelShown, MovementDecided } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { dayOf, sayMoment } from "../figures/dates.ts";
import { useAnswer } from "../live/reading.ts";
import { sayTrouble, tell } from "../live/server.ts";
import { language, messages } from "../messages/messages.ts";
import { say } from "../messages/say-figure.ts";
import { base } from "../routes.ts";
import { usePage } from "./frame.tsx";
import { Said } from "./sign-in.tsx";
import { UnitChoice, useOwnUnit } from "./unit-choice.tsx";
import { NothingYet } from "./waiting.tsx";

type Draft = { readonly title: string; readonly aim: string; readonly who: string; readonly skills: readonly string[]; readonly days: number; readonly library?: string; readonly copyOf?: string };

const blank: Draft = { title: "", aim: "", who: "", skills: [], days: 60 };

export function LocalModelsPage() {
  const m = messages();
  const words = m.movement;
  const { answer, trouble, again } = useAnswer<LocalModels>("/api/local-models", () => true);
  const [draft, setDraft] = useState<Draft | null>(null);
  usePage({ title: words.modelsTitle, provenance: null });
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  return (
    <>
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1>{words.modelsTitle}</h1>
      <p>{words.modelsMeaning}</p>
      {draft !== null && <Plan key={JSON.stringify(draft)} draft={draft} done={() => { setDraft(null); again(); }} />}
      {draft === null && <p class="actions"><button type="button" class="press" onClick={() => setDraft(blank)}>{words.modelAnew}</button></p>}
      <section class="rule" aria-labelledby="dang-chay">
        <h2 id="dang-chay">{words.modelsRunning(answer.models.length)}</h2>
        <ul class="people">{answer.models.map((model) => <Model key={model.model} model={model} copy={() => setDraft({ ...model, days: 60, copyOf: model.model })} />)}</ul>
      </section>
      <section class="rule" aria-labelledby="kho">
        <h2 id="kho">{words.library(answer.library.length)}</h2>
        <ul class="people">
          {answer.library.map((one) => (
            <li key={one.id}>
              <h3>{say(one.title)}</h3>
              <p>{say(one.aim)} <span class="note">{say(one.who)} {words.modelPlace(say(one.place))}</span></p>
              <p class="actions">
                <button type="button" onClick={() => { setDraft({ title: say(one.title), aim: say(one.aim), who: say(one.who), skills: one.skills, days: one.days, library: one.id }); scrollTo(0, 0); }}>{words.modelTake}</button>
                {one.source.startsWith("http") ? <a href={one.source} target="_blank" rel="noopener noreferrer">{words.modelSource}</a> : <span class="note">{one.source}</span>}
              </p>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Model({ model, copy }: { model: ModelShown; copy: () => void }) {
  const words = messages().movement;
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <h3>{model.title} <span class="note">{say(model.communeName)}</span></h3>
      <p class="as-written">{model.aim}</p>
      <p class="note">{words.campaignDates(model.startsOn, model.endsOn)} · {words.modelCost(model.costVnd)} · {words.modelHamlets(model.hamlets.length)}</p>
      <p><b>{words.sessions(model.sessions)}</b> · {words.modelReached(model.reached)}</p>
      <p class="actions"><button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{words.modelSessions}</button><button type="button" class="quiet" onClick={() => { copy(); scrollTo(0, 0); }}>{words.modelCopy}</button></p>
      {isOpen && <Sessions model={model.model} />}
    </li>
  );
}

function Sessions({ model }: { model: string }) {
  const words = messages().movement;
  const path = `/api/local-models/${model}/sessions`;
  const { answer, trouble, again } = useAnswer<ModelSessions>(path, () => true);
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  if (answer.sessions.length === 0) return <p>{words.modelNoSessions}</p>;
  return (
    <ul class="tally">
      {answer.sessions.map(({ session, heldAt, persons, isTagged }) => (
        <li key={session}>{sayMoment(heldAt, language.value)} · {words.modelReached(persons)} {isTagged ? <b>{words.modelTagged}</b> : <button type="button" class="quiet" onClick={() => void tell<MovementDecided>(path, { session }).then(again)}>{words.modelTag}</button>}</li>
      ))}
    </ul>
  );
}

function Plan({ draft, done }: { draft: Draft; done: () => void }) {
  const m = messages();
  const words = m.movement;
  const [unit, setUnit] = useOwnUnit();
  const [text, setText] = useState({ title: draft.title, aim: draft.aim, who: draft.who });
  const [hamlets, setHamlets] = useState("");
  const [startsOn, setStartsOn] = useState(dayOf(new Date().toISOString()));
  const [days, setDays] = useState(draft.days);
  const [cost, setCost] = useState(0);
  const [trouble, setTrouble] = useState<string | null>(null);
  const isCopy = draft.copyOf !== undefined;

  async function plan(event: Event): Promise<void> {
    event.preventDefault();
    const own = { commune: unit, hamlets: hamlets.split(/[\s,;]+/).filter((one) => one !== "").map((one) => `${unit}-${one.padStart(2, "0")}`), startsOn, costVnd: cost };
    const endsOn = dayOf(new Date(Date.parse(startsOn) + (days - 1) * 86_400_000).toISOString());
    const asked = isCopy ? await tell<MovementDecided>(`/api/local-models/${draft.copyOf}/copy`, own)
      : await tell<MovementDecided>("/api/local-models", { ...text, ...own, endsOn, skills: draft.skills, ...(draft.library === undefined ? {} : { library: draft.library }) });
    if (asked.kind === "answered") done();
    else setTrouble(sayTrouble(asked.trouble));
  }
  return (
    <section class="rule" aria-labelledby="lap-mo-hinh">
      <h2 id="lap-mo-hinh">{isCopy ? words.modelCopyTitle(draft.title) : words.modelPlanTitle}</h2>
      <form class="sheet" onSubmit={(event) => void plan(event)}>
        <Said trouble={trouble} />
        <UnitChoice label={words.commune} chosen={unit} choose={setUnit} withProvince={false} />
        <label class="field"><span>{words.modelWhere}</span><input required pattern="[0-9 ,;]+" value={hamlets} onInput={(event) => setHamlets(event.currentTarget.value)} /><small>{words.modelWhereNote}</small></label>
        {!isCopy && (
          <>
            <label class="field"><span>{words.modelName}</span><input required maxLength={120} value={text.title} onInput={(event) => setText({ ...text, title: event.currentTarget.value })} /></label>
            <label class="field"><span>{words.modelWho}</span><input required maxLength={500} value={text.who} onInput={(event) => setText({ ...text, who: event.currentTarget.value })} /></label>
            <label class="field wide"><span>{words.modelAim}</span><textarea required rows={2} maxLength={1_000} value={text.aim} onInput={(event) => setText({ ...text, aim: event.currentTarget.value })} /></label>
            <label class="field"><span>{words.modelDays}</span><input type="number" inputMode="numeric" required min={1} max={730} value={days} onInput={(event) => setDays(event.currentTarget.valueAsNumber)} /></label>
          </>
        )}
        <label class="field"><span>{words.campaignFields.startsOn}</span><input type="date" required value={startsOn} onInput={(event) => setStartsOn(event.currentTarget.value)} /></label>
        <label class="field"><span>{words.modelCostField}</span><input type="number" inputMode="numeric" required min={0} step={1} value={cost} onInput={(event) => setCost(event.currentTarget.valueAsNumber)} /></label>
        <p class="actions"><button class="press">{isCopy ? words.modelCopy : words.modelPlan}</button></p>
      </form>
    </section>
  );
}
