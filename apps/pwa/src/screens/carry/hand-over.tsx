/** Handing over without a network: give work away, take work and codes, this phone's slip, codes for other phones, the village hub. One thing at a time; the address says which. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { bundleFile, codesToHandBack, slipCode } from "../../device/carry.ts";
import type { Outbox } from "../../device/device.ts";
import type { Carried, Machine } from "../../device/machine.ts";
import { takeShared } from "../../device/shared-files.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import type { CarryMessages } from "../../messages/carry-vi.ts";
import picture from "../../pictures/household.svg?raw";
import { icons } from "../../rest-icons.ts";
import { SyncStrip } from "../../sync-strip.tsx";
import { AppFrame } from "../app-frame.tsx";
import { dayOf } from "../day.ts";
import { phoneName } from "./class-list.ts";
import { keepHub, readClassSheet } from "./class-sheet-bookmark.ts";
import type { CarryProps } from "./carry-pages.tsx";
import { hubAddress } from "./hub-address.ts";
import { QrCode } from "./qr-code.tsx";
import { TakeCode } from "./take-code.tsx";
import { useMachine, useOutbox, useView } from "./use-machine.ts";

type Known = { readonly carried: readonly Carried[]; readonly codes: Awaited<ReturnType<typeof codesToHandBack>>; readonly isMet: boolean };

async function know(machine: Machine): Promise<Known> {
  const carried = await machine.carried();
  const { enrolment } = await machine.condition();
  return { carried, codes: await codesToHandBack(machine.journal, carried.map(({ replica }) => replica)), isMet: enrolment !== "not-met" };
}

export function HandOver(props: CarryProps) {
  const { device, said } = props;
  const loaded = useMachine(device);
  const machine = typeof loaded === "object" ? loaded.machine : undefined;
  const outbox = useOutbox(device);
  const view = useView();
  const [known, setKnown] = useState<Known>({ carried: [], codes: [], isMet: true });
  const [shared, setShared] = useState<string>();
  useEffect(() => { if (machine !== undefined) void know(machine).then(setKnown); }, [machine, outbox, view]);
  useEffect(() => {
    if (machine === undefined) return;
    void takeShared().then((text) => {
      if (text === undefined) return;
      setShared(text);
      location.hash = "nhan";
    }, (refusal: unknown) => console.warn(refusal));
  }, [machine]);

  const waiting = outbox.unsent + outbox.sent;
  const toHandBack = new Set(known.codes.map(({ replica }) => replica)).size;
  const views = [
    { view: "dua", icon: icons.send, name: said.give, note: said.giveNote(waiting) },
    { view: "nhan", icon: icons.keep, name: said.take, note: said.takeNote },
    { view: "phieu", icon: icons.slip, name: said.slip, note: said.slipNote },
    { view: "trao", icon: icons.together, name: said.handBack, note: said.handBackNote(toHandBack) },
    { view: "tram", icon: icons.hub, name: said.hub, note: said.hubNote },
  ];
  const open = views.find((each) => each.view === view);
  const strip = !props.isForgetful && <><div class="grow" /><SyncStrip outbox={outbox} messages={props.more} /></>;
  if (open === undefined || machine === undefined) {
    return (
      <AppFrame {...props} back="/hoc/toi/" spoken={said.handOverSpoken}>
        <div class="poster" aria-hidden="true" dangerouslySetInnerHTML={{ __html: picture }} />
        <section class="pad">
          <h1 tabIndex={-1}>{said.handOverTitle}</h1>
          <p class="lead">{said.handOverLead}</p>
          {(props.isForgetful || loaded === "missing") && <p class="note" role="alert">{props.isForgetful ? said.forgetful : said.notLoaded}</p>}
        </section>
        <section class="pad">
          <ul class="exercises">
            {views.map((each) => (
              <li key={each.view}><a class="row" href={`#${each.view}`}><Icon {...each.icon} /><span class="grow"><b>{each.name}</b><small>{each.note}</small></span><Icon {...firstIcons.next} /></a></li>
            ))}
          </ul>
        </section>
        {strip}
      </AppFrame>
    );
  }
  const frame = (spoken: string, children: ComponentChildren) => (
    <AppFrame {...props} back="#" spoken={`${open.name}. ${spoken}`}>
      <section class="pad"><h1 tabIndex={-1}>{open.name}</h1>{children}</section>
      {strip}
    </AppFrame>
  );
  switch (view) {
    case "dua": return frame(said.giveWhy, <Give machine={machine} said={said} outbox={outbox} known={known} />);
    case "nhan": return frame(said.takeLead, <><p class="lead">{said.takeLead}</p><TakeCode machine={machine} said={said} {...(shared === undefined ? {} : { shared })} onTaken={() => void know(machine).then(setKnown)} /></>);
    case "phieu": return frame(said.slipNote, <OwnSlip machine={machine} said={said} outbox={outbox} />);
    case "trao": return frame(known.codes.length === 0 ? said.handBackNone : said.handBackHow, <HandBack codes={known.codes} said={said} />);
    default: return frame(said.hubLead, <MeetHub machine={machine} said={said} />);
  }
}

function Give({ machine, said, outbox, known }: { machine: Machine; said: CarryMessages; outbox: Outbox; known: Known }) {
  const [state, setState] = useState<"idle" | "giving" | "nothing" | { readonly name: string }>("idle");
  const give = async (): Promise<void> => {
    setState("giving");
    const file = await bundleFile(machine.journal, { words: said.bundleWords, day: dayOf(new Date()) });
    if (file === undefined) return setState("nothing");
    await shareOrSave(file);
    setState({ name: file.name });
    void machine.tell("kept");
  };
  const own = outbox.unsent + outbox.sent;
  const others = known.carried.filter(({ here, received }) => here > received).length;
  if (own + others === 0) return <p class="lead">{said.giveNothing}</p>;
  return (
    <>
      <p class="lead">{known.isMet ? said.giveLead(own, others) : said.giveNotMet}</p>
      <p class="sub">{said.giveWhy}</p>
      <button type="button" class="button go" aria-busy={state === "giving"} onClick={() => void give().catch((refusal: unknown) => { console.warn(refusal); setState("idle"); })}>
        <Icon {...icons.file} />{state === "giving" ? said.giving : said.giveFile}
      </button>
      <div role="status" class="taken">
        {typeof state === "object" && <p class="done note"><Icon {...icons.check} /><span>{said.gaveFile(state.name)}</span></p>}
        {state === "nothing" && <p class="hint note"><Icon {...icons.mind} /><span>{known.isMet ? said.giveNothing : said.giveNotMet}</span></p>}
      </div>
    </>
  );
}

/** By the phone's share sheet where it takes files; else saved among the downloads. */
async function shareOrSave(file: File): Promise<void> {
  if ("canShare" in navigator && navigator.canShare({ files: [file] })) {
    try {
      return await navigator.share({ files: [file], title: file.name });
    } catch (refusal) {
      if (refusal instanceof DOMException && refusal.name === "AbortError") return; // the person thought better of it; the file can be made again
    }
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function OwnSlip({ machine, said, outbox }: { machine: Machine; said: CarryMessages; outbox: Outbox }) {
  const [made, setMade] = useState<Awaited<ReturnType<typeof slipCode>>>();
  useEffect(() => void slipCode(machine.journal).then(setMade), [outbox]);
  if (made === undefined) return null;
  const name = phoneName(made.slip.replica);
  return (
    <>
      <p class="machine name">{said.phone(name)}</p>
      <p class="lead">{said.slipLead(made.slip.next)}</p>
      <QrCode text={made.code} label={said.slipQr(name)} />
      <CodeInLetters code={made.code} said={said} />
    </>
  );
}

function CodeInLetters({ code, said }: { code: string; said: CarryMessages }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => setCopied(false), [code]);
  return (
    <>
      <label class="field">{said.codeWords}<textarea class="code" rows={4} readOnly value={code} onFocus={(event) => event.currentTarget.select()} /></label>
      <button type="button" class="button" onClick={() => void navigator.clipboard.writeText(code).then(() => setCopied(true), () => {})}><Icon {...icons.copy} />{said.copy}</button>
      <p role="status">{isCopied ? said.copied : ""}</p>
    </>
  );
}

function HandBack({ codes, said }: { codes: Known["codes"]; said: CarryMessages }) {
  const [at, setAt] = useState(0);
  const shown = codes[Math.min(at, codes.length - 1)];
  if (shown === undefined) return <p class="lead">{said.handBackNone}</p>;
  const name = phoneName(shown.replica);
  return (
    <>
      <p class="lead">{said.handBackLead(codes.indexOf(shown) + 1, codes.length)}</p>
      <p class="machine name">{said.phone(name)}</p>
      <QrCode text={shown.text} label={said.receiptQr(name)} />
      {codes.length > 1 && (
        <div class="options">
          <button type="button" class="button" disabled={at === 0} onClick={() => setAt(at - 1)}><Icon {...firstIcons.back} />{said.before}</button>
          <button type="button" class="button go" disabled={at >= codes.length - 1} onClick={() => setAt(at + 1)}>{said.next}<Icon {...firstIcons.next} /></button>
        </div>
      )}
      <p class="sub">{said.handBackHow}</p>
      <CodeInLetters code={shown.text} said={said} />
    </>
  );
}

function MeetHub({ machine, said }: { machine: Machine; said: CarryMessages }) {
  const [typed, setTyped] = useState("");
  const [state, setState] = useState<"idle" | "meeting" | "no-address" | "not-met" | { readonly isKnown: boolean; readonly mirroredCount: number }>("idle");
  useEffect(() => void readClassSheet(machine.shelf).then(({ hub }) => { if (hub !== undefined) setTyped(hub); }), []);
  const meet = async (): Promise<void> => {
    const address = hubAddress(typed);
    if (address === undefined) return setState("no-address");
    setState("meeting");
    try {
      const { phones } = await readClassSheet(machine.shelf);
      setState(await machine.meetHub(address, phones.map(({ replica }) => replica)));
      await keepHub(machine.shelf, address);
    } catch (refusal) {
      console.warn(refusal);
      setState("not-met");
    }
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void meet(); }}>
      <p class="lead">{said.hubLead}</p>
      <label class="field">{said.hubAddress}<input type="text" inputMode="url" autocomplete="off" autocapitalize="off" spellcheck={false} placeholder="192.168.4.1:8080" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} /></label>
      <p><button type="submit" class="button go" aria-busy={state === "meeting"}><Icon {...icons.hub} />{state === "meeting" ? said.hubMeeting : said.hubMeet}</button></p>
      <div role="status" class="taken">
        {typeof state === "object" && <p class={state.isKnown ? "done note" : "hint note"}><Icon {...(state.isKnown ? icons.check : icons.mind)} /><span>{state.isKnown ? said.hubMet : said.hubUnknown} {state.mirroredCount > 0 && said.hubMirrored(state.mirroredCount)}</span></p>}
        {(state === "not-met" || state === "no-address") && <p class="hint note"><Icon {...icons.mind} /><span>{state === "not-met" ? said.hubNotMet : said.hubNoAddress}</span></p>}
      </div>
    </form>
  );
}
