/** The desk where people ask about their own data: what waits and until when; somebody found by name; all that is held of them, and what may be done. */
import type { PeopleFound, PersonRecord, RightsRequest, RightsRequests } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { sayDay, sayMoment } from "../figures/dates.ts";
import { useAnswer } from "../live/reading.ts";
import { tell } from "../live/server.ts";
import { may } from "../live/visitor.ts";
import { language, messages } from "../messages/messages.ts";
import { base, groups, officePaths } from "../routes.ts";
import { usePage } from "./frame.tsx";
import { Said } from "./sign-in.tsx";
import { Twice } from "./staff.tsx";
import { UnitChoice, useOwnUnit } from "./unit-choice.tsx";
import { NothingYet } from "./waiting.tsx";

export function RightsDeskPage() {
  const m = messages();
  const [unit, setUnit] = useOwnUnit();
  const [person, setPerson] = useState<string | null>(null);
  usePage({ title: m.office.deskTitle, provenance: null });
  return (
    <>
      <p class="back"><a href={base}>← {m.backToProvince}</a>{person !== null && <button type="button" class="quiet" onClick={() => setPerson(null)}>← {m.office.deskTitle}</button>}</p>
      {person === null ? (
        <>
          <h1>{m.office.deskTitle}</h1>
          <p>{m.office.deskMeaning}</p>
          <div class="sheet"><UnitChoice label={m.office.unit} chosen={unit} choose={setUnit} withProvince={may("GET /api/conflicts")} /></div>
          {unit !== "" && <Requests key={unit} unit={unit} open={setPerson} />}
          {unit !== "" && <Find key={`find ${unit}`} unit={unit} open={setPerson} />}
        </>
      ) : <Person person={person} leave={() => setPerson(null)} />}
    </>
  );
}

function Requests({ unit, open }: { unit: string; open: (person: string) => void }) {
  const m = messages().office;
  const { answer, trouble, again } = useAnswer<RightsRequests>(`/api/rights-requests?unit=${unit}`, () => false);
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  const waiting = answer.requests.filter(({ doneAt }) => doneAt === undefined);
  async function settle(id: string, step: string): Promise<void> {
    await tell(`/api/rights-requests/settle?unit=${unit}`, { id, step });
    again();
  }
  return (
    <section class="rule" aria-labelledby="yeu-cau">
      <h2 id="yeu-cau">{m.requestsTitle(waiting.length)}</h2>
      {waiting.length === 0 && <p>{m.noRequests}</p>}
      <ul class="people">
        {waiting.map((request) => (
          <li key={request.id}>
            <p><b>{m.requestKinds[request.kind] ?? request.kind}</b> · <code>…{request.person.slice(-8)}</code></p>
            <Clocks request={request} today={answer.today} />
            <p class="actions">
              <button type="button" onClick={() => open(request.person)}>{m.openRecord}</button>
              {request.answeredAt === undefined && <button type="button" class="quiet" onClick={() => void settle(request.id, "answered")}>{m.answered}</button>}
              <button type="button" class="quiet" onClick={() => void settle(request.id, "done")}>{m.done}</button>
              {!request.isExtended && <Twice act={m.extend} ask={m.extendAsk} press={() => void settle(request.id, "extended")} />}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Clocks({ request: { receivedOn, answerBy, doneBy, answeredAt }, today }: { request: RightsRequest; today: string }) {
  const m = messages().office;
  const day = (date: string) => sayDay(date, language.value);
  const clock = (by: string, say: (by: string) => string, isOver: boolean) => <li class={isOver ? "is-late" : undefined}>{say(day(by))}{isOver && <b> {m.late}</b>}</li>;
  return (
    <ul class="clocks">
      <li>{m.receivedOn(day(receivedOn))}</li>
      {answeredAt === undefined ? clock(answerBy, m.answerBy, answerBy < today) : <li>{m.answeredAt(sayMoment(answeredAt, language.value))}</li>}
      {clock(doneBy, m.doneBy, doneBy < today)}
    </ul>
  );
}

function Find({ unit, open }: { unit: string; open: (person: string) => void }) {
  const m = messages().office;
  const [name, setName] = useState("");
  const [year, setYear] = useState("");
  const [found, setFound] = useState<PeopleFound["people"] | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  async function find(event: Event): Promise<void> {
    event.preventDefault();
    const asked = await tell<PeopleFound>(`/api/people/find?unit=${unit}`, { name, ...(year === "" ? {} : { birthYear: Number(year) }) });
    setTrouble(asked.kind === "trouble" ? (asked.trouble.kind === "refused" ? asked.trouble.message : messages().unreachable) : null);
    setFound(asked.kind === "answered" ? asked.answer.people : null);
  }
  return (
    <section class="rule" aria-labelledby="tim">
      <h2 id="tim">{m.findTitle}</h2>
      <p class="note">{m.findMeaning}</p>
      <form class="sheet" onSubmit={(event) => void find(event)}>
        <Said trouble={trouble} />
        <label class="field"><span>{m.name}</span><input required maxLength={80} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
        <label class="field"><span>{m.birthYear}</span><input inputMode="numeric" pattern="(19|20)[0-9]{2}" value={year} onInput={(event) => setYear(event.currentTarget.value)} /><small>{m.toNote}</small></label>
        <p class="actions"><button class="press">{m.find}</button></p>
      </form>
      <div role="status">
        {found?.length === 0 && <p>{m.foundNone}</p>}
        <ul class="people">
          {(found ?? []).map((one) => (
            <li key={one.person}><p><b>{one.name ?? m.nameless}</b>{one.birthYear !== undefined && ` · ${one.birthYear}`} · {one.placeName}</p><p class="actions"><button type="button" onClick={() => open(one.person)}>{m.openRecord}</button></p></li>
          ))}
        </ul>
      </div>
    </section>
  );
}

const requestKinds = ["see", "export", "correct", "withdraw", "restrict", "erase"] as const;
const purposes = ["learning-record", "contact", "re-test", "story"] as const;
const proofs = ["voice", "paper", "tick"] as const;
const consenters = ["self", "guardian", "both"] as const;

function Person({ person, leave }: { person: string; leave: () => void }) {
  const m = messages();
  const { answer, trouble, again } = useAnswer<PersonRecord>(`/api/people/${person}`, () => false);
  const [said, setSaid] = useState<string | null>(null);
  const [isErased, setErased] = useState(false);
  if (isErased) return <div role="status"><h1>{m.office.erased}</h1><p>{m.office.erasedMeaning}</p><p class="actions"><button type="button" onClick={leave}>{m.office.deskTitle}</button></p></div>;
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  const act = async (path: string, what: object): Promise<boolean> => {
    const asked = await tell(`/api/people/${person}/${path}`, what);
    setSaid(asked.kind === "trouble" ? (asked.trouble.kind === "refused" ? asked.trouble.message : m.unreachable) : null);
    again();
    return asked.kind === "answered";
  };
  const o = m.office;
  const { name, birthYear, sex, placeName, hamletName, languages, lacks, group, restrictedSince, consents, acts, requests } = answer;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [o.birthYear, birthYear?.toString()], [m.saidFields.sex, sex === undefined ? undefined : Object.entries(m.saidValues).find(([value]) => value === sex)?.[1]],
    [m.saidFields.group, groups.filter((one) => one === group).map((one) => m.groups[one])[0]], [m.saidFields.place, [hamletName, placeName].filter((text) => text !== undefined && text !== "").join(", ")],
    [o.languages, languages], [o.lacksTitle, lacks.length === 0 ? undefined : lacks.map((one) => o.lackings[one] ?? one).join(", ")],
  ];
  return (
    <>
      <h1>{name ?? o.nameless}</h1>
      <p class="note">{o.lookedNote}{may("GET /api/audit") && <> <a href={`${officePaths.audit}?person=${person}`}>{o.seeAudit}</a></>}</p>
      {restrictedSince !== undefined && <p class="refusal">{o.restricted(sayMoment(restrictedSince, language.value))}</p>}
      <Said trouble={said} />
      <section aria-labelledby="dang-giu">
        <h2 id="dang-giu">{o.heldTitle}</h2>
        <dl class="held">{facts.map(([label, value]) => value !== undefined && value !== "" && <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
          {Object.entries(acts).map(([kind, count]) => <div key={kind}><dt>{Object.entries(m.acts).find(([known]) => known === kind)?.[1] ?? kind}</dt><dd>{o.times(count)}</dd></div>)}
        </dl>
        <p class="actions"><a href={`/api/people/${person}/export`} target="_self" download>{o.exportRecord}</a></p>
      </section>
      <section class="rule" aria-labelledby="dong-y">
        <h2 id="dong-y">{o.consentsTitle}</h2>
        <p class="note">{o.consentsMeaning}</p>
        <ul class="grants">
          {consents.map(({ key, purpose, proof, by, givenAt, withdrawnAt }) => (
            <li key={key} class={withdrawnAt === undefined ? undefined : "is-over"}>
              <span><b>{labelOf(o.purposes, purpose)}</b> · {labelOf(o.consenters, by)} · {labelOf(o.proofs, proof)} · {sayMoment(givenAt, language.value)}{withdrawnAt !== undefined && ` · ${o.withdrawn(sayMoment(withdrawnAt, language.value))}`}</span>
              {withdrawnAt === undefined && <button type="button" class="quiet" onClick={() => void act("consents/withdraw", { key })}>{o.withdraw}</button>}
            </li>
          ))}
        </ul>
        <Choose act={o.giveConsent} fields={[[o.purpose, purposes, o.purposes], [o.proof, proofs, o.proofs], [o.consenter, consenters, o.consenters]]} send={([purpose, proof, by]) => act("consents", { purpose, proof, by, statement: "2026-11" })} />
      </section>
      <section class="rule" aria-labelledby="sua">
        <h2 id="sua">{o.correctTitle}</h2>
        <Correct record={answer} send={(correct) => act("correct", correct)} />
      </section>
      <section class="rule" aria-labelledby="yeu-cau-moi">
        <h2 id="yeu-cau-moi">{o.takeRequestTitle}</h2>
        <ul class="people">{requests.filter(({ doneAt }) => doneAt === undefined).map((request) => <li key={request.id}><p><b>{o.requestKinds[request.kind] ?? request.kind}</b></p><Clocks request={request} today={new Date().toISOString().slice(0, 10)} /></li>)}</ul>
        <Choose act={o.takeRequest} fields={[[o.requestKind, requestKinds, o.requestKinds], [o.withOthers, ["no", "yes"], { no: o.no, yes: o.yesOthers }]]} send={([kind, others]) => act("requests", { kind, withOthers: others === "yes" })} />
        <p class="actions">
          <button type="button" onClick={() => void act("restrict", { isRestricted: restrictedSince === undefined })}>{restrictedSince === undefined ? o.restrict : o.endRestriction}</button>
          <Twice act={o.erase} ask={o.eraseAsk} press={() => void act("erase", { isSure: true }).then(setErased)} />
        </p>
      </section>
    </>
  );
}

function labelOf(words: Readonly<Record<string, string>>, value: string): string {
  return words[value] ?? value;
}

/** A few choices and one act; nothing is chosen beforehand. */
function Choose({ act, fields, send }: { act: string; fields: readonly (readonly [label: string, values: readonly string[], words: Readonly<Record<string, string>>])[]; send: (chosen: readonly string[]) => Promise<boolean> }) {
  const empty = fields.map(() => "");
  const [chosen, setChosen] = useState<readonly string[]>(empty);
  return (
    <form class="sheet" onSubmit={(event) => { event.preventDefault(); void send(chosen).then((isDone) => { if (isDone) setChosen(empty); }); }}>
      {fields.map(([label, values, words], place) => (
        <label key={label} class="field"><span>{label}</span>
          <select required value={chosen[place] ?? ""} onChange={(event) => setChosen(chosen.with(place, event.currentTarget.value))}><option value="" />{values.map((value) => <option key={value} value={value}>{words[value] ?? value}</option>)}</select>
        </label>
      ))}
      <p class="actions"><button>{act}</button></p>
    </form>
  );
}

function Correct({ record, send }: { record: PersonRecord; send: (correct: object) => Promise<boolean> }) {
  const m = messages();
  const [name, setName] = useState(record.name ?? "");
  const [year, setYear] = useState(record.birthYear?.toString() ?? "");
  const [sex, setSex] = useState(record.sex ?? "");
  const [group, setGroup] = useState(record.group ?? "adult");
  return (
    <form class="sheet" onSubmit={(event) => { event.preventDefault(); void send({ name, group, place: record.place, ...(year === "" ? {} : { birthYear: Number(year) }), ...(sex === "" ? {} : { sex }) }); }}>
      <label class="field"><span>{m.office.name}</span><input required maxLength={80} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
      <label class="field"><span>{m.office.birthYear}</span><input inputMode="numeric" pattern="(19|20)[0-9]{2}" value={year} onInput={(event) => setYear(event.currentTarget.value)} /></label>
      <label class="field"><span>{m.saidFields.sex}</span><select value={sex} onChange={(event) => setSex(event.currentTarget.value)}><option value="" /><option value="female">{m.saidValues.female}</option><option value="male">{m.saidValues.male}</option></select></label>
      <label class="field"><span>{m.saidFields.group}</span><select value={group} onChange={(event) => setGroup(event.currentTarget.value)}>{groups.map((one) => <option key={one} value={one}>{m.groups[one]}</option>)}</select></label>
      <p class="actions"><button>{m.office.correct}</button></p>
    </form>
  );
}
