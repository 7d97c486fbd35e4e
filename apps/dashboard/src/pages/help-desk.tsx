/** The commune's desk for help: who waits, who could go and why, and what became of it. */
import type { HelpRequests, MovementDecided, PeopleFound } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { sayMoment } from "../figures/dates.ts";
import { useAnswer } from "../live/reading.ts";
import { sayTrouble, tell } from "../live/server.ts";
import { may } from "../live/visitor.ts";
import { language, messages } from "../messages/messages.ts";
import { base } from "../routes.ts";
import { usePage } from "./frame.tsx";
import { Said } from "./sign-in.tsx";
import { UnitChoice, useOwnUnit } from "./unit-choice.tsx";
import { NothingYet } from "./waiting.tsx";

type Asked = HelpRequests["requests"][number];

export function HelpDeskPage() {
  const m = messages();
  const [unit, setUnit] = useOwnUnit();
  usePage({ title: m.movement.helpTitle, provenance: null });
  return (
    <>
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1>{m.movement.helpTitle}</h1>
      <p>{m.movement.helpMeaning}</p>
      <div class="sheet"><UnitChoice label={m.office.unit} chosen={unit} choose={setUnit} withProvince={may("GET /api/conflicts")} /></div>
      {unit !== "" && <Requests key={unit} unit={unit} />}
    </>
  );
}

function Requests({ unit }: { unit: string }) {
  const words = messages().movement;
  const { answer, trouble, again } = useAnswer<HelpRequests>(`/api/help-requests?unit=${unit}`, () => true);
  const [refused, setRefused] = useState<string | null>(null);
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  async function step(request: string, said: object): Promise<void> {
    const asked = await tell<MovementDecided>(`/api/help-requests/${request}/steps?unit=${unit}`, said);
    setRefused(asked.kind === "trouble" ? sayTrouble(asked.trouble) : null);
    again();
  }
  const waiting = answer.requests.filter(({ state }) => state !== "closed");
  return (
    <>
      <section class="rule" aria-labelledby="dang-cho">
        <h2 id="dang-cho">{words.helpWaiting(waiting.length)}</h2>
        <Said trouble={refused} />
        <ul class="people">{waiting.map((asked) => <Request key={asked.request} asked={asked} step={(said) => void step(asked.request, said)} />)}</ul>
      </section>
      <Ask unit={unit} again={again} />
    </>
  );
}

function Request({ asked, step }: { asked: Asked; step: (said: object) => void }) {
  const m = messages();
  const words = m.movement;
  return (
    <li>
      <h3>{asked.name ?? m.office.nameless}</h3>
      <p>{words.helpAbout(asked.about)}{asked.language !== undefined && ` · ${asked.language}`}</p>
      <p class="note">{words.helpAsked(sayMoment(asked.askedAt, language.value))} · {words.helpStates[asked.state]}{asked.helper !== undefined && asked.state !== "open" && `: ${asked.helper.name ?? m.office.nameless}`}{asked.isEscalated && <b> · {words.helpEscalated}</b>}</p>
      {asked.state === "open" && asked.matches.length === 0 && <p>{words.helpNobody}</p>}
      {asked.matches.map(({ helper, name, reasons }) => (
        <p key={helper} class="actions"><span><b>{name ?? m.office.nameless}</b> <span class="note">{reasons.map((reason) => words.helpReasons[reason]).join(", ")}</span></span><button type="button" onClick={() => step({ state: "taken", helper })}>{words.helpSend}</button></p>
      ))}
      <p class="actions">
        {asked.state === "taken" && <button type="button" onClick={() => step({ state: "answered" })}>{words.helpAnswered}</button>}
        {asked.state === "taken" && <button type="button" class="quiet" onClick={() => step({ state: "open" })}>{words.helpGiveBack}</button>}
        <button type="button" class="quiet" onClick={() => step({ state: "closed" })}>{words.helpClose}</button>
      </p>
    </li>
  );
}

function Ask({ unit, again }: { unit: string; again: () => void }) {
  const m = messages();
  const words = m.movement;
  const [name, setName] = useState("");
  const [about, setAbout] = useState<string>(Object.keys(words.helpTopics)[0] ?? "");
  const [tongue, setTongue] = useState("");
  const [found, setFound] = useState<PeopleFound["people"] | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  async function find(event: Event): Promise<void> {
    event.preventDefault();
    const asked = await tell<PeopleFound>(`/api/people/find?unit=${unit}`, { name });
    setTrouble(asked.kind === "trouble" ? sayTrouble(asked.trouble) : null);
    setFound(asked.kind === "answered" ? asked.answer.people : null);
  }
  async function ask(person: string): Promise<void> {
    const asked = await tell<MovementDecided>(`/api/help-requests?unit=${unit}`, { person, about, ...(tongue.trim() === "" ? {} : { language: tongue.trim() }) });
    setTrouble(asked.kind === "trouble" ? sayTrouble(asked.trouble) : null);
    if (asked.kind === "answered") setFound(null);
    again();
  }
  return (
    <section class="rule" aria-labelledby="nho-tai-ban">
      <h2 id="nho-tai-ban">{words.helpAskTitle}</h2>
      <form class="sheet" onSubmit={(event) => void find(event)}>
        <Said trouble={trouble} />
        <label class="field"><span>{words.helpWhat}</span><select value={about} onChange={(event) => setAbout(event.currentTarget.value)}>{Object.entries(words.helpTopics).map(([topic, called]) => <option key={topic} value={topic}>{called}</option>)}</select></label>
        <label class="field"><span>{words.helpLanguage}</span><input maxLength={40} value={tongue} onInput={(event) => setTongue(event.currentTarget.value)} /></label>
        <label class="field"><span>{m.office.name}</span><input required maxLength={80} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
        <p class="actions"><button class="press">{m.office.find}</button></p>
      </form>
      <div role="status">
        {found?.length === 0 && <p>{m.office.foundNone}</p>}
        <ul class="people">{(found ?? []).map((one) => <li key={one.person}><p><b>{one.name ?? m.office.nameless}</b> · {one.placeName}</p><p class="actions"><button type="button" onClick={() => void ask(one.person)}>{words.helpAskFor}</button></p></li>)}</ul>
      </div>
    </section>
  );
}
