/** The class in the village: open it, bring people in, hand phones round, see who is stuck, watch a task, close. All of it without a network. */
import type { LessonId, PersonId, SimulatorId, TaskObserved, UnitId } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { entries as lessons } from "../../../../../content/lessons?index";
import { entries as simulators } from "../../../../../content/simulators?index";
import { bringIn, closeClass, handHelped, joinClass, letPeopleGo, mark, markWhoActed, observe, openClass, ticketsOf, type Seat } from "../../device/field.ts";
import { lock, setForClass } from "../../hand-on.ts";
import { Icon } from "../../icons.tsx";
import { carryEn } from "../../messages/carry-en.ts";
import { carryVi } from "../../messages/carry-vi.ts";
import { pictureAddress } from "../../pictures/picture-address.ts";
import { icons } from "../../rest-icons.ts";
import { SyncStrip } from "../../sync-strip.tsx";
import { AppFrame } from "../app-frame.tsx";
import { QrCode } from "../carry/qr-code.tsx";
import { ReadCode } from "../carry/read-code.tsx";
import { useOutbox } from "../carry/use-machine.ts";
import { PersonPicture } from "../profiles/people.tsx";
import { Tick } from "./enrol.tsx";
import { Choices, placeName, Refused, toggled, useAct } from "./parts.tsx";
import type { FieldProps } from "./field-pages.tsx";

const ANY = "any";

export function Open(props: FieldProps) {
  const { said, machine, settings: { language }, field: { own }, refresh } = props;
  const places = own?.places ?? [];
  const [place, setPlace] = useState<UnitId | undefined>(places.length === 1 ? places[0] : undefined);
  const [lesson, setLesson] = useState<string>("tra-tien-qr");
  const { state, act } = useAct();
  return (
    <AppFrame {...props} back="#" spoken={said.openClass}>
      <section class="pad">
        <h1 tabIndex={-1}>{said.openClass}</h1>
        <Choices legend={said.where} options={places} chosen={place === undefined ? [] : [place]} nameOf={(each) => placeName(each, said)} onTap={setPlace} />
        <label class="field">{said.lesson}
          <select value={lesson} onChange={(event) => setLesson(event.currentTarget.value)}>
            <option value={ANY}>{said.anyLesson}</option>
            {lessons.map(({ id, title }) => <option key={id} value={id}>{title[language]}</option>)}
          </select>
        </label>
        <p class="links"><a href="/hoc/kiem-tra-may/">{said.checkPhone}</a></p>
      </section>
      <Refused state={state} said={said} />
      <div class="grow" />
      <div class="foot"><button type="button" class="button go" disabled={place === undefined} aria-busy={state === "busy"} onClick={() => act(async () => {
        if (place === undefined) return;
        await openClass(machine, { place, lesson: lesson === ANY ? undefined : lesson as LessonId }); // one of the list
        await refresh();
      })}>{said.openClass}</button></div>
    </AppFrame>
  );
}

const isPresent = ({ state, marked }: Seat) => marked !== undefined || state !== "absent";
const taskName = (task: SimulatorId, language: "vi" | "en") => simulators.find(({ id }) => id === task)?.title[language] ?? task;

export function Board(props: FieldProps) {
  const { said, device, machine, more, settings: { language }, field: { seated }, refresh } = props;
  const outbox = useOutbox(device);
  const stuck = seated.filter(({ state }) => state === "stuck");
  const count = (state: Seat["state"]) => seated.filter((one) => one.state === state).length;
  const present = seated.filter(isPresent).length;
  const handRound = async (): Promise<void> => {
    await markWhoActed(machine);
    lock();
    location.replace("/hoc/ai/");
  };
  return (
    <AppFrame {...props} back="#" spoken={said.classSpoken(present, stuck.length)}>
      <img class="poster" src={pictureAddress("village-class")} width={360} height={220} alt="" />
      <section class="pad">
        <h1 tabIndex={-1} class="unseen">{said.classToday}</h1>
        <p class="count"><b>{present}</b><span><b>{said.present(seated.length)[0]}</b><br />{said.present(seated.length)[1]}</span></p>
        <a class="button go" href="#diem-danh"><Icon {...icons.together} />{said.attendance}</a>
        <button type="button" class="button" disabled={seated.length === 0} onClick={() => void handRound()}><Icon {...icons.send} /><span>{said.handRound}<small>{said.handRoundNote}</small></span></button>
      </section>
      {stuck.length > 0 && (
        <section class="pad">
          <h2 class="hands"><Icon {...icons.mind} />{said.stuckCount(stuck.length)}</h2>
          <ul>{stuck.map((one) => (
            <li key={one.person} class="row"><PersonPicture picture={one.picture} /><span class="grow"><b>{one.called}</b><small>{one.hand === undefined ? "" : said.stuckOn(taskName(one.hand.task, language))}</small>
              <button type="button" class="button" onClick={() => void handHelped(machine, one.person).then(refresh)}>{said.helped}</button></span></li>
          ))}</ul>
        </section>
      )}
      <div class="gouge" />
      <section class="pad">
        <p><b>{said.counts(count("working"), count("done"))}</b></p>
        <ul>{seated.filter(({ state }) => state !== "stuck").map((one) => (
          <li key={one.person}><a class="row" href={`#xem-${one.person}`}><PersonPicture picture={one.picture} /><span class="grow"><b>{one.called}</b><small>{said.states[one.state]}</small></span>{one.state === "done" && <span class="mark"><Icon {...icons.check} /></span>}</a></li>
        ))}</ul>
      </section>
      <section class="pad">
        <a class="button" href="#them"><Icon {...icons.slip} />{said.bringPeople}</a>
        <a class="button" href="#may-khac"><Icon {...icons.phone} />{said.otherPhone}</a>
        <a class="button" href="/hoc/lop/"><Icon {...icons.hub} />{said.gather}</a>
        <a class="button" href="#khep"><Icon {...icons.check} />{said.close}</a>
      </section>
      <div class="grow" />
      <SyncStrip outbox={outbox} messages={more} />
    </AppFrame>
  );
}

/** Names to tap; what is tapped goes to the one button. */
function Pick({ people, chosen, onTap }: { readonly people: readonly { readonly person: PersonId; readonly label: string }[]; readonly chosen: readonly PersonId[]; readonly onTap: (person: PersonId) => void }) {
  return <ul class="ticks">{people.map(({ person, label }) => <li key={person}><Tick isOn={chosen.includes(person)} onTap={() => onTap(person)}>{label}</Tick></li>)}</ul>;
}

export function Bring(props: FieldProps) {
  const { said, machine, field: { people, seated }, refresh, go } = props;
  const [chosen, setChosen] = useState<readonly PersonId[]>([]);
  const { state, act } = useAct();
  const free = people.filter(({ person }) => !seated.some((one) => one.person === person));
  return (
    <AppFrame {...props} back="#lop" spoken={said.bringPeople}>
      <section class="pad"><h1 tabIndex={-1}>{said.bringPeople}</h1>
        <Pick people={free.map(({ person, name, place }) => ({ person, label: `${name}, ${placeName(place, said)}` }))} chosen={chosen} onTap={(person) => setChosen(toggled(chosen, person))} />
        <p class="act"><a class="button" href="#ghi-ten"><Icon {...icons.slip} />{said.enrol}</a></p>
      </section>
      <Refused state={state} said={said} />
      <div class="grow" />
      <div class="foot"><button type="button" class="button go" disabled={chosen.length === 0} aria-busy={state === "busy"} onClick={() => act(async () => {
        await bringIn(machine, people.filter(({ person }) => chosen.includes(person)).map(({ person, name, group, place }) => ({ person, called: name, group, place })));
        await refresh();
        go("lop");
      })}>{said.bringThem(chosen.length)}</button></div>
    </AppFrame>
  );
}

export function OtherPhone(props: FieldProps) {
  const { said, field: { seated, held } } = props;
  const [chosen, setChosen] = useState<readonly PersonId[]>([]);
  const [at, setAt] = useState(0);
  const codes = held === undefined ? [] : ticketsOf(held, seated.filter(({ person }) => chosen.includes(person)));
  const code = codes[Math.min(at, codes.length - 1)];
  const words = props.settings.language === "en" ? carryEn : carryVi;
  return (
    <AppFrame {...props} back="#lop" spoken={`${said.otherPhone}. ${said.otherPhoneLead}`}>
      <section class="pad"><h1 tabIndex={-1}>{said.otherPhone}</h1><p class="lead">{said.otherPhoneLead}</p>
        {code !== undefined && (
          <>
            <QrCode text={code} label={said.ticketQr(Math.min(at, codes.length - 1) + 1, codes.length)} />
            {codes.length > 1 && <div class="options"><button type="button" class="button" disabled={at === 0} onClick={() => setAt(at - 1)}>{words.before}</button><button type="button" class="button" disabled={at >= codes.length - 1} onClick={() => setAt(at + 1)}>{words.next}</button></div>}
            <p>{said.ticketHow}</p>
            <label class="field">{words.codeWords}<textarea class="code" rows={3} readOnly value={codes.join("\n")} /></label>
          </>
        )}
        <Pick people={seated.map(({ person, called }) => ({ person, label: called }))} chosen={chosen} onTap={(person) => { setChosen(toggled(chosen, person)); setAt(0); }} />
      </section>
    </AppFrame>
  );
}

export function Join(props: FieldProps) {
  const { said, machine, refresh } = props;
  const [joined, setJoined] = useState<number | "none">();
  const [isBusy, setBusy] = useState(false);
  const words = props.settings.language === "en" ? carryEn : carryVi;
  const take = async (text: string): Promise<void> => {
    setBusy(true);
    const count = await joinClass(machine, text).catch((refusal: unknown) => { console.error(refusal); return undefined; });
    if (count !== undefined) setForClass(true);
    setJoined(count ?? "none");
    setBusy(false);
    await refresh();
  };
  return (
    <AppFrame {...props} isAsking back="/hoc/" spoken={said.joinClass}>
      <section class="pad"><h1 tabIndex={-1}>{said.joinClass}</h1>
        <div role="status" class="taken">{joined !== undefined && <p class={joined === "none" ? "hint note" : "done note"}><Icon {...(joined === "none" ? icons.mind : icons.check)} /><span>{joined === "none" ? said.notTicket : said.joined(joined)}</span></p>}</div>
        {typeof joined === "number" && <p class="act"><button type="button" class="button go" onClick={() => { lock(); location.replace("/hoc/ai/"); }}><Icon {...icons.send} />{said.handRound}</button></p>}
        <ReadCode said={words} isBusy={isBusy} onText={(text) => void take(text)} />
      </section>
    </AppFrame>
  );
}

export function Attendance(props: FieldProps) {
  const { said, machine, field: { seated }, refresh } = props;
  const { state, act } = useAct();
  return (
    <AppFrame {...props} back="#lop" spoken={`${said.attendance}. ${said.attendanceLead}`}>
      <section class="pad"><h1 tabIndex={-1}>{said.attendance}</h1><p class="lead">{said.attendanceLead}</p>
        <ul>{seated.map((one) => (
          <li key={one.person} class="row"><PersonPicture picture={one.picture} /><span class="grow"><b>{one.called}</b>
            {isPresent(one) ? <small><span class="mark"><Icon {...icons.check} />{said.markedBy[one.marked ?? "acts"]}</span></small>
              : <button type="button" class="button" aria-label={`${said.isHere}: ${one.called}`} onClick={() => act(async () => { await mark(machine, [one.person], "tap"); await refresh(); })}>{said.isHere}</button>}
          </span></li>
        ))}</ul>
      </section>
      <Refused state={state} said={said} />
    </AppFrame>
  );
}

/** The paper sheet of the last class, typed in later: marked as such. */
export function Sheet(props: FieldProps) {
  const { said, machine, field: { last }, refresh, go } = props;
  const [chosen, setChosen] = useState<readonly PersonId[]>([]);
  const { state, act } = useAct();
  return (
    <AppFrame {...props} back="#" spoken={`${said.sheet}. ${said.sheetLead}`}>
      <section class="pad"><h1 tabIndex={-1}>{said.sheet}</h1><p class="lead">{said.sheetLead}</p>
        <Pick people={(last?.people ?? []).filter(({ marked }) => marked === undefined).map(({ person, called }) => ({ person, label: called }))} chosen={chosen} onTap={(person) => setChosen(toggled(chosen, person))} />
      </section>
      <Refused state={state} said={said} />
      <div class="grow" />
      <div class="foot"><button type="button" class="button go" disabled={chosen.length === 0} aria-busy={state === "busy"} onClick={() => act(async () => { await mark(machine, chosen, "sheet", "last"); await refresh(); go(""); })}>{said.sheetKeep(chosen.length)}</button></div>
    </AppFrame>
  );
}

const checklist = ["own-hands", "to-the-end", "without-help", "safely"] as const satisfies TaskObserved["seen"];

export function Observe(props: FieldProps & { readonly person: PersonId; readonly name: string }) {
  const { said, machine, person, name, settings: { language }, field: { held } } = props;
  const ofLesson = lessons.find(({ id }) => id === held?.lesson)?.simulators ?? [];
  const [task, setTask] = useState<string>(ofLesson[0] ?? "tra-tien-qr");
  const [seen, setSeen] = useState<TaskObserved["seen"]>([]);
  const [isKept, setKept] = useState(false);
  const { state, act } = useAct();
  return (
    <AppFrame {...props} back={held === undefined ? "#" : "#lop"} spoken={`${said.observeOne(name)}. ${said.observeLead} ${checklist.map((line) => said.seen[line]).join(". ")}`}>
      <section class="pad"><p class="kick">{said.observeTitle}</p><h1 tabIndex={-1}>{said.observeOne(name)}</h1><p class="lead">{said.observeLead}</p>
        <label class="field">{said.task}<select value={task} onChange={(event) => setTask(event.currentTarget.value)}>{simulators.map(({ id, title }) => <option key={id} value={id}>{title[language]}</option>)}</select></label>
        <ul class="ticks">{checklist.map((line) => <li key={line}><Tick isOn={seen.includes(line)} onTap={() => { setKept(false); setSeen([...toggled(seen, line)]); }}>{said.seen[line]}</Tick></li>)}</ul>
        <div role="status" class="taken">{isKept && <p class="done note"><Icon {...icons.check} /><span>{said.keptSeen(name)}</span></p>}</div>
      </section>
      <Refused state={state} said={said} />
      <div class="grow" />
      <div class="foot"><button type="button" class="button go" disabled={isKept} aria-busy={state === "busy"} onClick={() => act(async () => {
        await observe(machine, { person, task: task as SimulatorId, seen: [...seen] }); // one of the list
        setKept(true);
      })}>{said.keepSeen}</button></div>
    </AppFrame>
  );
}

export function Close(props: FieldProps) {
  const { said, device, machine, more, field: { seated, held, last }, refresh } = props;
  const outbox = useOutbox(device);
  const { state, act } = useAct();
  const [hasLetGo, setLetGo] = useState(false);
  const people = held === undefined ? last?.people ?? [] : seated;
  const present = held === undefined ? people.filter(({ marked }) => marked !== undefined).length : seated.filter(isPresent).length;
  return (
    <AppFrame {...props} back={held === undefined ? "#" : "#lop"} spoken={said.closeTitle}>
      <section class="pad"><h1 tabIndex={-1}>{said.closeTitle}</h1>
        {held === undefined ? <p class="done note" role="status">{last === undefined ? said.noClass : said.closed}</p> : (
          <ul class="plain"><li><b>{said.closeSum(present, people.length)}</b></li><li>{said.closeDone(seated.filter((one) => one.state === "done").length)}</li><li>{said.closeStuck(seated.filter((one) => one.state === "stuck").length)}</li></ul>
        )}
        {held !== undefined && <p class="act"><button type="button" class="button go" aria-busy={state === "busy"} onClick={() => act(async () => { await closeClass(machine); setForClass(false); await refresh(); })}><Icon {...icons.check} />{said.closeNow}</button></p>}
        <p class="act"><a class="button" href="/hoc/lop/"><Icon {...icons.hub} />{said.gather}</a></p>
        {held === undefined && last !== undefined && (
          <p class="act"><button type="button" class="button" disabled={hasLetGo} onClick={() => act(async () => { await letPeopleGo(machine); setLetGo(true); })}><Icon {...icons.letGo} /><span>{hasLetGo ? said.letGone : said.letGo}<small>{said.letGoNote}</small></span></button></p>
        )}
      </section>
      <Refused state={state} said={said} />
      <div class="grow" />
      <SyncStrip outbox={outbox} messages={more} />
    </AppFrame>
  );
}
