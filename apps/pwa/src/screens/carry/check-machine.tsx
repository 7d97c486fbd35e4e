/** The ambassador's check of a phone before a class without a network: one sentence at the top, and below it each thing that it leans on. */
import { useEffect, useState } from "preact/hooks";
import { watchNewVersion } from "../../device/watch-new-version.ts";
import type { Condition, Machine } from "../../device/machine.ts";
import { askToPersist } from "../../device/storage-care.ts";
import { Icon } from "../../icons.tsx";
import type { CarryMessages } from "../../messages/carry-vi.ts";
import picture from "../../pictures/grandmother-phone.svg?raw";
import { icons } from "../../rest-icons.ts";
import { SyncStrip } from "../../sync-strip.tsx";
import { AppFrame } from "../app-frame.tsx";
import { checkList, CLOCK_OFF_MS, isReady, ROOM_BYTES, type CheckName } from "./check-list.ts";
import type { CarryProps } from "./carry-pages.tsx";
import { useMachine, useOutbox } from "./use-machine.ts";

/** Not yet in TypeScript's words. */
type InstallPrompt = Event & { prompt(): Promise<unknown> };
let installPrompt: InstallPrompt | undefined;
if (typeof addEventListener === "function") {
  addEventListener("beforeinstallprompt", (event) => { installPrompt = event as InstallPrompt; }); // by its name
}

const LOOK_AGAIN_MS = 5_000;

export function CheckMachine(props: CarryProps) {
  const { device, said } = props;
  const loaded = useMachine(device);
  const outbox = useOutbox(device);
  const [condition, setCondition] = useState<Condition>();
  const [isVersionWaiting, setVersionWaiting] = useState(false);
  const machine = typeof loaded === "object" ? loaded.machine : undefined;
  const look = (): void => void machine?.condition().then(setCondition, (refusal: unknown) => console.warn(refusal));
  useEffect(() => watchNewVersion(() => setVersionWaiting(true)), []);
  useEffect(look, [machine, outbox]);
  useEffect(() => {
    const timer = setInterval(look, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [machine]);

  const checks = condition === undefined ? [] : checkList(condition, { isVersionWaiting });
  const isGood = condition !== undefined && isReady(checks);
  const verdict = condition === undefined ? said.checkTitle : isGood ? said.ready : said.notReady;
  const sentence = (name: CheckName) => (condition === undefined ? "" : sentenceOf(name, condition, { said, isVersionWaiting }));
  const minded = checks.filter(({ state }) => state === "mind");
  return (
    <AppFrame {...props} back="/hoc/toi/" spoken={said.checkSpoken(verdict, minded.map(({ name }) => `${said[name]}: ${sentence(name)}`).join(" "))}>
      <div class="poster" aria-hidden="true" dangerouslySetInnerHTML={{ __html: picture }} />
      <section class="pad">
        {condition !== undefined && <p class="kick">{said.checkTitle}</p>}
        <div role="status" class={condition === undefined ? "" : isGood ? "verdict good" : "verdict"}>
          {condition !== undefined && <Icon {...(isGood ? icons.check : icons.mind)} />}
          <div class="grow">
            <h1 tabIndex={-1}>{verdict}</h1>
            <p>{condition !== undefined ? (isGood ? said.readyNote : said.notReadyNote) : props.isForgetful ? said.forgetful : loaded === "missing" ? said.notLoaded : said.loading}</p>
          </div>
        </div>
      </section>
      <ul class="rows checks">
        {checks.toSorted((a, b) => Number(b.state === "mind") - Number(a.state === "mind")).map(({ name, state }) => (
          <li key={name} class={state === "mind" ? "row warm" : "row"}>
            {state === "unknown" ? <Icon {...icons.wait} /> : <span role="img" aria-label={state === "mind" ? said.mind : said.inOrder} class={state === "mind" ? "mark-mind" : "mark-good"}><Icon {...(state === "mind" ? icons.mind : icons.check)} /></span>}
            <span class="grow">
              <b>{said[name]}</b><br />{sentence(name)}
              {machine !== undefined && state === "mind" && name === "storage" && <StorageHelp machine={machine} said={said} onDone={look} />}
              {machine !== undefined && name === "enrolment" && condition?.enrolment !== "enrolled" && <button type="button" class="button" onClick={() => void machine.meet().then(look)}><Icon {...icons.send} />{said.meetNow}</button>}
            </span>
          </li>
        ))}
      </ul>
      <div class="grow" />
      {!props.isForgetful && <SyncStrip outbox={outbox} messages={props.more} />}
    </AppFrame>
  );
}

function StorageHelp({ machine, said, onDone }: { machine: Machine; said: CarryMessages; onDone: () => void }) {
  const install = (): void => { void installPrompt?.prompt().then(() => askToPersist(machine.shelf)).then(onDone, onDone); };
  return (
    <>
      {installPrompt === undefined ? <small>{said.howToInstall}</small> : <button type="button" class="button" onClick={install}><Icon {...icons.keep} />{said.install}</button>}
      <button type="button" class="button" onClick={() => void askToPersist(machine.shelf).then(onDone, onDone)}><Icon {...icons.phone} />{said.askStorage}</button>
    </>
  );
}

function sentenceOf(name: CheckName, condition: Condition, { said, isVersionWaiting }: { said: CarryMessages; isVersionWaiting: boolean }): string {
  const { isPersisted, usedBytes = 0, quotaBytes, isAppKept, enrolment, formerLogCount, closedStores, wasEmptied, clockAheadMs, outbox } = condition;
  switch (name) {
    case "storage": return isPersisted === undefined ? said.storageUnknown : isPersisted ? said.storageKept : said.storageNotKept;
    case "room": {
      if (quotaBytes === undefined) return said.roomUnknown;
      const left = quotaBytes - usedBytes;
      return left < ROOM_BYTES ? said.roomShort(inBytes(left)) : said.roomLeft(inBytes(usedBytes), inBytes(left));
    }
    case "app": return isAppKept ? said.appKept : said.appNotKept;
    case "version": return isVersionWaiting ? said.versionWaits(ownVersion()) : said.versionIs(ownVersion());
    case "work": return outbox.unsent + outbox.sent + outbox.received + outbox.safe === 0 ? said.workNothing : said.workIs(outbox);
    case "enrolment": return { enrolled: said.enrolled, waiting: said.enrolmentWaits, "not-met": said.enrolmentNotMet }[enrolment];
    case "log": return formerLogCount === 0 ? said.logWhole : said.logAnew(formerLogCount);
    case "store": return closedStores.length > 0 ? said.storeClosed : wasEmptied ? said.storeEmptied : said.storeOpen;
    case "clock": return clockAheadMs === undefined ? said.clockUnknown : Math.abs(clockAheadMs) <= CLOCK_OFF_MS ? said.clockRight : said.clockOff(inTime(Math.abs(clockAheadMs), said));
  }
}

function inBytes(bytes: number): string {
  const [size, unit] = bytes >= 1e9 ? [bytes / 1e9, "GB"] : bytes >= 1e6 ? [bytes / 1e6, "MB"] : [bytes / 1e3, "kB"];
  return `${size.toLocaleString(document.documentElement.lang, { maximumFractionDigits: size < 10 ? 1 : 0 })} ${unit}`;
}

function inTime(ms: number, said: CarryMessages): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? said.minutes(minutes) : minutes < 2_880 ? said.hours(Math.round(minutes / 60)) : said.days(Math.round(minutes / 1_440));
}

/** The first script's name holds the hash of all that it loads, so it is the version. */
function ownVersion(): string {
  return /main-([\w-]+)\.js/.exec(document.querySelector<HTMLScriptElement>('script[type="module"]')?.src ?? "")?.[1] ?? "0";
}
