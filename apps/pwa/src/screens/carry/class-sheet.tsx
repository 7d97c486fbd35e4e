/** Today's class, for the ambassador: the phones in the room, how far each should come, what of it is here and at the province; at the end, gather it. */
import { useEffect, useState } from "preact/hooks";
import type { Carried } from "../../device/machine.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import type { CarryMessages } from "../../messages/carry-vi.ts";
import picture from "../../pictures/village-class.svg?raw";
import { icons } from "../../rest-icons.ts";
import { SyncStrip } from "../../sync-strip.tsx";
import { AppFrame } from "../app-frame.tsx";
import { writtenDay } from "../day.ts";
import { phoneName, standingOf, type ClassSheet as Sheet, type Standing } from "./class-list.ts";
import { beginNewClass, keepHub, readClassSheet } from "./class-sheet-bookmark.ts";
import type { CarryProps } from "./carry-pages.tsx";
import { TakeCode } from "./take-code.tsx";
import { useMachine, useOutbox, useView } from "./use-machine.ts";

/** While the page is open, the tail of the class is mirrored this often: a phone that is lost takes no more than this with it. */
const MIRROR_MS = 180_000;

type Known = { readonly sheet: Sheet; readonly carried: readonly Carried[] };
type Gathering = "idle" | "gathering" | { readonly isAtProvince: boolean };

export function ClassSheet(props: CarryProps) {
  const { device, said } = props;
  const loaded = useMachine(device);
  const machine = typeof loaded === "object" ? loaded.machine : undefined;
  const outbox = useOutbox(device);
  const view = useView();
  const [known, setKnown] = useState<Known>();
  const [gathering, setGathering] = useState<Gathering>("idle");
  const [lastHubTime, setLastHubTime] = useState<string>();
  const look = async (): Promise<void> => {
    if (machine !== undefined) setKnown({ sheet: await readClassSheet(machine.shelf), carried: await machine.carried() });
  };
  const askHub = async (): Promise<void> => {
    if (machine === undefined) return;
    const { hub, phones } = await readClassSheet(machine.shelf);
    if (hub === undefined) return;
    await machine.meetHub(hub, phones.map(({ replica }) => replica));
    setLastHubTime(new Date().toLocaleTimeString(props.settings.language, { hour: "2-digit", minute: "2-digit" }));
    await look();
  };
  const hub = known?.sheet.hub;
  useEffect(() => void look(), [machine, outbox, view]);
  useEffect(() => {
    if (hub === undefined) return undefined;
    const ask = (): void => void askHub().catch((refusal: unknown) => console.warn(refusal)); // not in its network: asked again
    ask();
    const timer = setInterval(ask, MIRROR_MS);
    return () => clearInterval(timer);
  }, [machine, hub]);
  const gather = async (): Promise<void> => {
    if (machine === undefined) return;
    setGathering("gathering");
    await askHub().catch((refusal: unknown) => console.warn(refusal)); // likewise
    const isAtProvince = await machine.meet();
    await look();
    setGathering({ isAtProvince });
  };

  const { sheet, carried = [] } = known ?? {};
  const phones = (sheet?.phones ?? []).map((phone, at) => ({ ...phone, number: at + 1, ...standingOf(phone, carried.find(({ replica }) => replica === phone.replica)) }));
  const hereCount = phones.filter(({ owed }) => owed === 0).length;
  const strip = !props.isForgetful && <><div class="grow" /><SyncStrip outbox={outbox} messages={props.more} /></>;
  if (view === "them" && machine !== undefined) {
    return (
      <AppFrame {...props} back="#" spoken={`${said.addPhone}. ${said.addPhoneLead}`}>
        <section class="pad">
          <h1 tabIndex={-1}>{said.addPhone}</h1>
          <p class="lead">{said.addPhoneLead}</p>
          <TakeCode machine={machine} said={said} onTaken={() => void look()} />
        </section>
        {strip}
      </AppFrame>
    );
  }
  const add = <a class={phones.length === 0 ? "button go" : "button"} href="#them"><Icon {...icons.slip} />{said.addPhone}</a>;
  return (
    <AppFrame {...props} back="/hoc/toi/" spoken={said.classSpoken(hereCount, phones.length)}>
      <div class="poster" aria-hidden="true" dangerouslySetInnerHTML={{ __html: picture }} />
      <section class="pad">
        <h1 tabIndex={-1}>{said.classTitle}</h1>
        {(props.isForgetful || loaded === "missing") && <p class="note" role="alert">{props.isForgetful ? said.forgetful : said.notLoaded}</p>}
        {phones.length === 0 ? (
          <><p class="lead">{said.classEmpty}</p><p>{said.classEmptyDo}</p><p class="act">{add}</p></>
        ) : (
          <>
            <p class="count"><b>{hereCount}</b><span><b>{said.classLead(phones.length)[0]}</b><br />{said.classLead(phones.length)[1]}</span></p>
            <button type="button" class="button go" aria-busy={gathering === "gathering"} onClick={() => void gather()}><Icon {...icons.together} />{gathering === "gathering" ? said.gathering : said.gather}</button>
            {add}
          </>
        )}
        <div role="status" class="taken">
          {typeof gathering === "object" && (
            <p class={gathering.isAtProvince ? "done note" : "hint note"}>
              <Icon {...(gathering.isAtProvince ? icons.check : icons.wait)} />
              <span>{said.gathered(hereCount, phones.length)} {gathering.isAtProvince ? said.gatheredProvince : said.gatheredOffline}</span>
            </p>
          )}
        </div>
      </section>
      {phones.length > 0 && (
        <section class="pad">
          <h2>{said.phonesOfClass}</h2>
          <ul class="phones">
            {phones.map(({ replica, number, state, owed, next }) => (
              <li key={replica}>
                <PhonePicture number={number} state={state} owed={owed} />
                <b>{said.phoneNumbered(number)}</b><span class="sub">{phoneName(replica)}</span>
                <span>{wordsOf({ state, owed }, said)}{state === "owes" || state === "nothing" ? "" : ` (${said.deeds(next)})`}</span>
              </li>
            ))}
          </ul>
          <p class="sub">{sheet !== undefined && said.classOf(writtenDay(sheet.day))}</p>
        </section>
      )}
      <div class="gouge" />
      <section class="pad">
        <h2>{said.onThisPhone}</h2>
        {carried.length === 0 ? <p>{said.ofNobody}</p> : (
          <ul>{carried.map(({ replica, here, received }) => <li key={replica} class="row"><Icon {...(received >= here ? icons.check : icons.phone)} /><span class="grow machine"><b>{said.phone(phoneName(replica))}</b><small>{said.ofWhom(here, received)}</small></span></li>)}</ul>
        )}
        <ul class="exercises">
          {([["#nhan", icons.keep, said.takeFiles], ["#dua", icons.send, said.toGive], ["#trao", icons.slip, said.toHandBack]] as const).map(([part, icon, name]) => (
            <li key={part}><a class="row" href={`/hoc/chuyen-viec/${part}`}><Icon {...icon} /><b class="grow">{name}</b><Icon {...firstIcons.next} /></a></li>
          ))}
        </ul>
      </section>
      {machine !== undefined && (
        <section class="pad">
          <h2>{said.hubOfClass}</h2>
          {hub === undefined ? <><p>{said.hubOfClassNone}</p><p class="links"><a href="/hoc/chuyen-viec/#tram">{said.hubSet}</a></p></> : (
            <>
              <p>{said.hubOfClassIs(hub.replace(/^https?:\/\//, ""))} {lastHubTime !== undefined && said.hubLast(lastHubTime)}</p>
              <button type="button" class="button" onClick={() => void keepHub(machine.shelf, undefined).then(look)}>{said.hubForget}</button>
            </>
          )}
        </section>
      )}
      {machine !== undefined && phones.length > 0 && (
        <section class="pad">
          <button type="button" class="button" onClick={() => void beginNewClass(machine.shelf).then(() => { setGathering("idle"); return look(); })}><Icon {...firstIcons.again} />{said.newClass}</button>
          <p class="sub">{said.newClassNote}</p>
        </section>
      )}
      {strip}
    </AppFrame>
  );
}

function wordsOf({ state, owed }: Standing, said: CarryMessages): string {
  switch (state) {
    case "received": return said.stateReceived;
    case "here": return said.stateHere;
    case "waiting": return said.stateWaiting;
    case "owes": return said.stateOwes(owed);
    case "nothing": return said.stateNothing(owed);
    case "empty": return said.stateEmpty;
  }
}

/** A phone: empty, gold with what it owes, green once its work is here; with the house's string of the sync picture once the province has it. */
function PhonePicture({ number, state, owed }: Standing & { number: number }) {
  const isDone = state === "here" || state === "waiting" || state === "received";
  return (
    <svg viewBox="0 0 46 68" width="48" height="71" aria-hidden="true">
      <g transform="translate(2 2)"><rect x="3" y="3" width="38" height="60" rx="6" fill={isDone ? "#1F5A4A" : state === "empty" ? "#FFFCF3" : "#E3A72F"} /></g>
      <rect x="3" y="3" width="38" height="60" rx="6" fill="none" stroke="#1E1B16" stroke-width="3" />
      {isDone
        ? <path d={state === "received" ? "M11 30l6 7 10-14M19 40l5 6 10-14" : "M13 34l7 8 12-16"} fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" />
        : <text x="22" y="41" text-anchor="middle" font-size={owed > 99 ? "17" : "22"} font-weight="700" fill="#1E1B16" font-family="system-ui,Noto Sans">{state === "empty" ? number : owed}</text>}
    </svg>
  );
}
