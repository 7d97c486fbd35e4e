/** Who uses this phone: the pictures to tap, three secret ones where a person wants them, a new person, and what each may change. The address says which. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { classOnPhone } from "../../device/class-on-phone.ts";
import { addPerson, changePerson, enter, isGuarded, peopleNames, saySecretForgotten, setSecret, type PeoplePicture, type PersonOnPhone } from "../../device/people-on-phone.ts";
import { secretPictures, waitMs, type SecretPicture } from "../../device/picture-secret.ts";
import { takeOff } from "../../device/take-off.ts";
import { isForClass, isLocked, lock, setForClass, take } from "../../hand-on.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { icons } from "../../rest-icons.ts";
import { AppFrame } from "../app-frame.tsx";
import { useOutbox, useView } from "../carry/use-machine.ts";
import type { PersonProps } from "../person-pages.tsx";
import { nameOf, PersonPicture, usePeople, type People } from "./people.tsx";
import { ThreePictures } from "./three-pictures.tsx";

type ViewProps = PersonProps & { readonly people: People; readonly show: (view: string) => void };

export function Who(props: PersonProps) {
  const { device, said, isForgetful } = props;
  const people = usePeople(device);
  const view = useView();
  if (typeof people === "string") {
    return (
      <AppFrame {...props} isAsking back="/hoc/" spoken={said.who}>
        <section class="pad"><h1 tabIndex={-1}>{said.who}</h1>
          <p class="lead" role="status">{isForgetful ? said.forgetful : people === "missing" ? said.notLoaded : props.messages.waiting}</p>
        </section>
      </AppFrame>
    );
  }
  const given: ViewProps = { ...props, people, show: (next) => { location.hash = next; } };
  const one = people.all.find(({ person }) => person === view);
  if (one !== undefined) return <Open key={one.person} {...given} one={one} />;
  if (view === "them") return <Add {...given} />;
  if (!isLocked()) {
    if (view === "quan-ly") return <Manage {...given} />;
    const leaving = people.all.find(({ person }) => view === `ra-${person}`);
    if (leaving !== undefined && mayTakeOff(leaving, people)) return <Leave {...given} one={leaving} />;
    if (view === "hinh" && people.own !== undefined) return <NewSecret {...given} one={people.own} />;
    if (view === "ten" && people.own !== undefined) return <Rename {...given} one={people.own} />;
  }
  return <Choose {...given} />;
}

/** The phone is theirs: every page begins anew as they have it set. */
function goOn(): void {
  take();
  location.replace("/hoc/");
}

function Choose(props: ViewProps) {
  const { said, device, people: { shelf, all } } = props;
  // In a class, whoever had the phone until now is marked present by what they did.
  useEffect(() => { void device?.machine().then(async (machine) => (await classOnPhone(machine.shelf))?.markWhoActed(machine)).catch((refusal: unknown) => console.warn(refusal)); }, [device]);
  const choose = async (one: PersonOnPhone): Promise<void> => {
    if (isGuarded(one, Date.now())) props.show(one.person);
    else if ((await enter(shelf, one.person)).kind === "entered") goOn();
  };
  return (
    <AppFrame {...props} isAsking {...(isLocked() ? {} : { back: "/hoc/" })} spoken={said.whoSpoken(all.map((one) => nameOf(one, said)))}>
      <section class="pad">
        <h1 tabIndex={-1}>{said.who}</h1>
        <p class="lead">{said.whoLead}</p>
        <ul class="tiles">
          {all.map((one) => (
            <li key={one.person}><button type="button" class="tile" onClick={() => void choose(one)}><PersonPicture picture={one.picture} />{nameOf(one, said)}</button></li>
          ))}
        </ul>
      </section>
      <div class="grow" />
      <div class="foot">
        <a class="button" href="#them"><Icon {...icons.together} />{said.notHere}</a>
        {!isLocked() && <a class="button" href="#quan-ly"><Icon {...icons.phone} />{said.manage}</a>}
      </div>
    </AppFrame>
  );
}

function Open(props: ViewProps & { readonly one: PersonOnPhone }) {
  const { said, settings, people: { shelf, refresh }, one } = props;
  const name = nameOf(one, said);
  const [asking, setAsking] = useState(0);
  const [state, setState] = useState<"idle" | "busy" | "wrong">("idle");
  const [untilMs, setUntilMs] = useState(Date.now() + waitMs(one.tries, Date.now()));
  const [isForgotten, setForgotten] = useState(false);
  const seconds = useSecondsUntil(untilMs);
  const tried = async (pictures: readonly SecretPicture[]): Promise<void> => {
    setState("busy");
    const entry = await enter(shelf, one.person, pictures);
    if (entry.kind === "entered") return goOn();
    setUntilMs(Date.now() + entry.waitMs);
    setAsking(asking + 1);
    setState("wrong");
  };
  const sayForgotten = async (): Promise<void> => {
    await saySecretForgotten(shelf, one.person);
    await refresh();
  };
  const pictures = secretPictures.map((picture) => said.pictures[picture]).join(", ");
  return (
    <AppFrame {...props} isAsking back="#" spoken={seconds > 0 ? said.waitFirst(seconds) : said.tapThreeSpoken(name, pictures)}>
      <section class="pad">
        <div class="row"><PersonPicture picture={one.picture} /><h1 tabIndex={-1}>{said.tapThree(name)}</h1></div>
        <div role="status">{seconds > 0 ? <p class="note">{said.waitFirst(seconds)}</p> : state === "wrong" && <p class="note">{said.notThese}</p>}</div>
        {seconds === 0 && <ThreePictures key={asking} said={said} isBusy={state === "busy"} onTapped={(tapped) => void tried(tapped)} />}
      </section>
      <section class="pad">
        {one.voidFromMs !== undefined ? <p>{said.forgotUntil(new Date(one.voidFromMs).toLocaleString(settings.language === "en" ? "en-GB" : "vi-VN", { hour: "2-digit", minute: "2-digit", day: "numeric", month: "numeric" }))}</p>
          : isForgotten ? <><p>{said.forgotHow}</p><button type="button" class="button" onClick={() => void sayForgotten()}>{said.forgotAsk}</button></>
          : <button type="button" class="button" onClick={() => setForgotten(true)}>{said.forgot}</button>}
      </section>
    </AppFrame>
  );
}

/** Whole seconds, counting down; 0 when the time has come. */
function useSecondsUntil(ms: number): number {
  const left = () => Math.max(0, Math.ceil((ms - Date.now()) / 1_000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), 500);
    return () => clearInterval(timer);
  }, [ms]);
  return seconds;
}

/** Tapped twice alike; then `onSet`. */
function SecretAsked({ said, onSet, isBusy }: Pick<ViewProps, "said"> & { readonly isBusy: boolean; readonly onSet: (pictures: readonly SecretPicture[]) => void }) {
  const [first, setFirst] = useState<readonly SecretPicture[]>();
  const [note, setNote] = useState("");
  const tapped = (pictures: readonly SecretPicture[]): void => {
    if (first === undefined) { setFirst(pictures); setNote(said.thenAgain); return; }
    if (first.toSorted().join() === pictures.toSorted().join()) return onSet(pictures);
    setFirst(undefined);
    setNote(said.notTheSame);
  };
  return (
    <>
      <p class="lead" role="status">{note || said.addSecretLead}</p>
      <ThreePictures key={`${note} ${first?.join() ?? ""}`} said={said} isBusy={isBusy} onTapped={tapped} />
    </>
  );
}

function Add(props: ViewProps) {
  const { said, people: { shelf, all } } = props;
  const [picture, setPicture] = useState<PeoplePicture>();
  const [called, setCalled] = useState<string>();
  const [isChoosing, setChoosing] = useState(false);
  const [state, setState] = useState<"idle" | "busy" | "refused">("idle");
  useEffect(() => { document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true }); scrollTo(0, 0); }, [picture, called, isChoosing]);
  const add = async (pictures: readonly SecretPicture[] | undefined): Promise<void> => {
    if (picture === undefined || state === "busy") return;
    setState("busy");
    try {
      const person = await addPerson(shelf, { picture, called: called ?? "" });
      if (pictures !== undefined) await setSecret(shelf, person, pictures);
      goOn();
    } catch (refusal) {
      console.error(refusal);
      setState("refused");
    }
  };
  const refused = state === "refused" && <p class="note trouble" role="alert">{said.notSaved}</p>;
  if (picture === undefined) {
    return <PickPicture {...props} taken={all.map((one) => one.picture)} onPicked={setPicture} />;
  }
  if (called === undefined) return <AskName {...props} picture={picture} before="" onNamed={setCalled} />;
  if (!isChoosing) {
    return (
      <AppFrame {...props} isAsking back="#" spoken={`${said.addSecret} ${said.addSecretLead}`}>
        <section class="pad"><div class="row"><PersonPicture picture={picture} /><h1 tabIndex={-1}>{said.addSecret}</h1></div><p class="lead">{canKeepSecrets() ? said.addSecretLead : said.noSecretHere}</p></section>
        {refused}
        <div class="grow" />
        <div class="foot">
          {canKeepSecrets() && <button type="button" class="button go" onClick={() => setChoosing(true)}>{said.chooseThree}</button>}
          <button type="button" class={`button ${canKeepSecrets() ? "" : "go"}`} aria-busy={state === "busy"} onClick={() => void add(undefined)}>{said.noSecret}</button>
        </div>
      </AppFrame>
    );
  }
  return (
    <AppFrame {...props} isAsking back="#" spoken={said.addSecretLead}>
      <section class="pad"><h1 tabIndex={-1}>{said.chooseThree}</h1><SecretAsked said={said} isBusy={state === "busy"} onSet={(pictures) => void add(pictures)} /></section>
      {refused}
    </AppFrame>
  );
}

function PickPicture(props: ViewProps & { readonly taken: readonly PeoplePicture[]; readonly onPicked: (picture: PeoplePicture) => void }) {
  const { said, taken } = props;
  return (
    <AppFrame {...props} isAsking back="#" spoken={said.addPictureSpoken}>
      <section class="pad">
        <h1 tabIndex={-1}>{said.addPicture}</h1>
        <p class="lead">{said.addPictureLead}</p>
        <ul class="tiles twelve">
          {peopleNames.filter((name) => !taken.includes(name)).map((name) => (
            <li key={name}><button type="button" class="tile" onClick={() => props.onPicked(name)}><PersonPicture picture={name} />{said.pictures[name]}</button></li>
          ))}
        </ul>
      </section>
    </AppFrame>
  );
}

function AskName(props: ViewProps & { readonly picture: PeoplePicture; readonly before: string; readonly onNamed: (called: string) => void }) {
  const { said, picture } = props;
  const [name, setName] = useState(props.before);
  return (
    <AppFrame {...props} isAsking back="#" spoken={`${said.addName} ${said.addNameLead}`}>
      <form class="screen-form" onSubmit={(event) => { event.preventDefault(); props.onNamed(name.trim()); }}>
        <section class="pad">
          <div class="row"><PersonPicture picture={picture} /><h1 tabIndex={-1}>{said.addName}</h1></div>
          <p class="lead">{said.addNameLead}</p>
          <label class="field">{said.addNameLabel}<input type="text" autocomplete="off" maxLength={24} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
        </section>
        <div class="grow" />
        <div class="foot"><button class="button go">{said.goOn}<Icon {...firstIcons.next} /></button></div>
      </form>
    </AppFrame>
  );
}

function Rename(props: ViewProps & { readonly one: PersonOnPhone }) {
  const { one, people: { shelf, all } } = props;
  const [picture, setPicture] = useState<PeoplePicture>();
  if (picture === undefined) return <PickPicture {...props} taken={all.filter((each) => each !== one).map((each) => each.picture)} onPicked={setPicture} />;
  const keep = async (called: string): Promise<void> => {
    await changePerson(shelf, one.person, { called, picture });
    location.replace("/hoc/ai/#quan-ly");
    location.reload(); // what the device knows of the person, too
  };
  return <AskName {...props} picture={picture} before={one.called} onNamed={(called) => void keep(called)} />;
}

function NewSecret(props: ViewProps & { readonly one: PersonOnPhone }) {
  const { said, one, people: { shelf, refresh } } = props;
  const [isBusy, setBusy] = useState(false);
  const set = async (pictures: readonly SecretPicture[]): Promise<void> => {
    setBusy(true);
    await setSecret(shelf, one.person, pictures);
    await refresh();
    props.show("quan-ly");
  };
  return (
    <AppFrame {...props} isAsking back="#quan-ly" spoken={said.addSecretLead}>
      <section class="pad"><h1 tabIndex={-1}>{said.chooseThree}</h1><SecretAsked said={said} isBusy={isBusy} onSet={(pictures) => void set(pictures)} /></section>
    </AppFrame>
  );
}

/** Themselves, or whoever looks after the phone; somebody without a secret has kept their book from nobody. */
function mayTakeOff(one: PersonOnPhone, { own }: People): boolean {
  return one.isAdded === true && (one.person === own?.person || one.secret === undefined || (own?.isAdded === undefined && own?.secret !== undefined));
}

/** What becomes of their work is said before anything is done. */
function Leave(props: ViewProps & { readonly one: PersonOnPhone }) {
  const { said, one, device, people: { machine } } = props;
  const name = nameOf(one, said);
  const { unsent, sent } = useOutbox(device);
  const [state, setState] = useState<"idle" | "busy" | "not-sent" | "not-sealed" | "refused">("idle");
  const waiting = unsent + sent;
  const send = async (): Promise<void> => {
    setState("busy");
    setState(await machine.meet() ? "idle" : "not-sent");
  };
  const leave = async (): Promise<void> => {
    setState("busy");
    try {
      if (await takeOff(machine, one.person) === "not-sealed") return setState("not-sealed");
      lock();
      location.replace("/hoc/ai/");
      location.reload(); // what the device knows of the person, too
    } catch (refusal) {
      console.error(refusal);
      setState("refused");
    }
  };
  const note = { idle: undefined, busy: undefined, "not-sent": said.leaveNotSent, "not-sealed": said.leaveNotSealed, refused: said.notSaved }[state];
  const whatOfWork = waiting === 0 ? said.leaveAllSent : said.leaveUnsent(waiting);
  return (
    <AppFrame {...props} isAsking back="#quan-ly" spoken={`${said.leaveAsk(name)} ${whatOfWork} ${said.leaveWhat}`}>
      <section class="pad">
        <div class="row"><PersonPicture picture={one.picture} /><h1 tabIndex={-1}>{said.leaveAsk(name)}</h1></div>
        <p class="lead">{whatOfWork}</p>
        <p>{said.leaveWhat}</p>
        <div role="status">{note !== undefined && <p class="note">{note}</p>}</div>
      </section>
      <div class="grow" />
      <div class="foot">
        {waiting > 0 && <button type="button" class="button go" aria-busy={state === "busy"} onClick={() => void send()}><Icon {...icons.send} />{said.leaveSend}</button>}
        <button type="button" class="button" aria-busy={state === "busy"} onClick={() => void leave()}><Icon {...icons.letGo} />{said.leaveDo(name)}</button>
      </div>
    </AppFrame>
  );
}

function Manage(props: ViewProps) {
  const { said, people: { shelf, all, own, refresh } } = props;
  const [isClass, setClass] = useState(isForClass);
  /** Whose phone it was first looks after it, once nobody else can open their book. */
  const isFirst = own?.isAdded === undefined;
  const isKeeper = isFirst && own?.secret !== undefined;
  const drop = async (one: PersonOnPhone): Promise<void> => { await setSecret(shelf, one.person, undefined); await refresh(); };
  const leaving = (one: PersonOnPhone) => mayTakeOff(one, props.people) && <a class="button" href={`#ra-${one.person}`}>{said.leave(nameOf(one, said))}</a>;
  const row = (one: PersonOnPhone, children: ComponentChildren) => (
    <li key={one.person}>
      <div class="row"><PersonPicture picture={one.picture} /><span class="grow"><b>{nameOf(one, said)}</b><small>{one.secret === undefined ? said.hasNoThree : said.hasThree}</small></span></div>
      {children}
    </li>
  );
  return (
    <AppFrame {...props} isAsking back="#" spoken={`${said.manage}. ${said.manageLead}`}>
      <section class="pad">
        <h1 tabIndex={-1}>{said.manage}</h1>
        <p class="lead">{said.manageLead}</p>
        <ul class="people">
          {own !== undefined && row(own, <>
            {own.voidFromMs !== undefined && <p class="note">{said.saidForgotten}</p>}
            <a class="button" href="#ten">{said.changePicture}</a>
            {canKeepSecrets() && <a class="button" href="#hinh">{own.secret === undefined ? said.setThree : said.changeThree}</a>}
            {own.secret !== undefined && <button type="button" class="button" onClick={() => void drop(own)}>{said.dropThree}</button>}
            {leaving(own)}
          </>)}
          {all.filter((one) => one.person !== own?.person).map((one) => row(one, <>
            {isKeeper && one.secret !== undefined && <button type="button" class="button" onClick={() => void drop(one)}>{said.dropThreeOf(nameOf(one, said))}</button>}
            {leaving(one)}
          </>))}
        </ul>
        {isFirst && !isKeeper && all.some((one) => one.isAdded && one.secret !== undefined) && <p class="sub">{said.keeperFirst}</p>}
        <p class="act"><a class="button" href="#them"><Icon {...icons.together} />{said.add}</a></p>
      </section>
      <section class="pad settings">
        <fieldset>
          <legend>{said.classPhone}</legend>
          <p class="sub">{said.classPhoneNote}</p>
          <div class="options">
            {[true, false].map((isSo) => (
              <button key={String(isSo)} type="button" class="button" aria-pressed={isClass === isSo} onClick={() => { setForClass(isSo); setClass(isSo); }}>{isSo ? said.on : said.off}</button>
            ))}
          </div>
        </fieldset>
        <p><button type="button" class="button" onClick={() => { lock(); location.replace("/hoc/ai/"); location.reload(); }}><Icon {...icons.send} />{said.handOn}</button></p>
        <p class="sub">{said.onlyOnPhone}</p>
      </section>
    </AppFrame>
  );
}

/** Not over plain http. */
function canKeepSecrets(): boolean {
  return typeof crypto !== "undefined" && "subtle" in crypto;
}
