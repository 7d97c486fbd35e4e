/** The person's own book: what is kept, what was sent, what was received; what they did; and the settings of this phone. */
import type { SimulatorRun } from "@hocvuso/domain/measurement";
import { useEffect, useState } from "preact/hooks";
import { emptyOutbox, type Device, type Profile } from "../device/device.ts";
import { entries as lessons } from "../../../../content/lessons?index";
import { entries } from "../../../../content/simulators?index";
import { firstIcons, Icon } from "../icons.tsx";
import { emptyRecord, isDoneAlone, readLearningRecord, type LearningRecord } from "../learning-record.ts";
import { icons } from "../rest-icons.ts";
import { SyncPicture, SyncStrip } from "../sync-strip.tsx";
import { AboutYou } from "./about-you.tsx";
import { AppFrame, type AppProps } from "./app-frame.tsx";
import { Lantern } from "../lantern.tsx";
import { writtenDay } from "./day.ts";
import { OwnCredentials } from "./own-credentials.tsx";
import { personLamps } from "./person-lamps.ts";
import { UnkeptNote } from "./unkept-note.tsx";
import { WhoAndWhere } from "./who-and-where.tsx";

type Answer = Parameters<Device["register"]>[0];
type Sending = "idle" | "sending" | "not-sent";

export function MyRecord(props: AppProps) {
  const { device, messages, more, settings } = props;
  const [outbox, setOutbox] = useState(emptyOutbox);
  const [record, setRecord] = useState<LearningRecord>(emptyRecord);
  const [profile, setProfile] = useState<Profile>();
  const [sending, setSending] = useState<Sending>("idle");
  const [asking, setAsking] = useState<"no" | "yes" | "keeping">("no");
  const [unkept, setUnkept] = useState<Answer>();
  useEffect(() => {
    if (device === undefined) return undefined;
    void readLearningRecord(device).then(setRecord);
    void device.profile().then(setProfile);
    return device.watchOutbox(setOutbox);
  }, [device]);

  const register = (answer: Answer): void => {
    if (device === undefined) return;
    setAsking("keeping");
    device.register(answer).then(
      async () => { setProfile(await device.profile()); setUnkept(undefined); setAsking("no"); },
      () => { setUnkept(answer); setAsking("yes"); },
    );
  };
  if (asking !== "no") {
    return (
      <AboutYou
        messages={messages} more={more} back="/hoc/toi/" isBusy={asking === "keeping"} onLater={() => setAsking("no")}
        trouble={unkept && (
          <UnkeptNote messages={messages} onAgain={() => register(unkept)} goOn={more.later} onGoOn={() => { setUnkept(undefined); setAsking("no"); }} />
        )}
        onAnswer={register}
      />
    );
  }

  const send = async (): Promise<void> => {
    setSending("sending");
    setSending(await device?.exchange() ? "idle" : "not-sent");
  };
  const { language } = settings;
  const didWords = (run: SimulatorRun) => (run.mode === "guided" ? more.didGuided : run.hintCount > 0 || run.mode === "with-hints" ? more.didWithHints : isDoneAlone(run) ? more.didAlone : more.markPractised);
  return (
    <AppFrame {...props} back="/hoc/" spoken={more.recordSpoken}>
      <section class="pad">
        <h1>{more.myRecord}</h1>
        <h2>{more.whereItIs}</h2>
        <dl class="places">
          <div class="row"><dt><SyncPicture stage={outbox.unsent > 0 ? "kept" : "nothing"} />{more.onPhone}</dt><dd>{more.deeds(outbox.unsent)}</dd></div>
          <div class="row"><dt><SyncPicture stage="sent" />{more.onWay}</dt><dd>{more.deeds(outbox.sent)}</dd></div>
          <div class="row"><dt><SyncPicture stage="received" />{more.atProvince}</dt><dd>{more.deeds(outbox.received)}</dd></div>
          <div class="row"><dt><SyncPicture stage="safe" />{more.atBackup}</dt><dd>{more.deeds(outbox.safe)}</dd></div>
        </dl>
        {outbox.unsent + outbox.sent > 0 && (
          <button type="button" class="button" aria-busy={sending === "sending"} onClick={() => void send()}>
            <Icon {...icons.send} />{sending === "sending" ? more.sending : more.sendNow}
          </button>
        )}
        <p role="status">{sending === "not-sent" ? more.notSent : ""}</p>
      </section>
      <div class="gouge" />
      <section class="pad">
        <h2>{more.whatIDid}</h2>
        {record.runs.length === 0 && Object.keys(record.finished).length === 0 && <p>{more.nothingDone}</p>}
        <ul>
          {record.runs.filter(({ goalReached }) => goalReached).map((run) => (
            <li key={`${run.simulator} ${run.mode}`} class="row">
              <Icon {...icons.check} />
              <span><b>{entries.find(({ id }) => id === run.simulator)?.title[language] ?? run.simulator}</b><br />{didWords(run)}</span>
            </li>
          ))}
          {Object.entries(record.finished).toSorted(([, a], [, b]) => (a < b ? 1 : -1)).map(([lesson, day]) => (
            <li key={lesson} class="row"><Icon {...icons.book} /><span><b>{lessons.find(({ id }) => id === lesson)?.title[language] ?? lesson}</b><br />{more.wentThrough(writtenDay(day))}</span></li>
          ))}
        </ul>
        <p class="links"><a href="/hoc/duong/">{more.courses}</a><a href="/hoc/tap/">{more.practice}</a></p>
        <p class="sub">{more.notOfficial}</p>
      </section>
      <section class="pad">
        <h2>{more.skills}</h2>
        <p class="links"><a href="/hoc/kiem-tra/">{more.whereIStand}</a></p>
        {personLamps(record, language).map(({ domain, name, lightShare, components }) => (
          <details key={domain} class="skill">
            <summary><Lantern domain={domain} lightShare={lightShare} /><span class="grow"><b>{name}</b><small>{more.litOf(components.filter((each) => each.lightShare > 0).length, components.length)}</small></span></summary>
            <ul>
              {components.map((component) => (
                <li key={component.id} class="row">
                  <span class="grow">{component.name}</span>
                  <span class={component.lightShare > 0 ? "mark" : "sub"}>{component.lightShare >= 1 ? more.skillLit : component.lightShare > 0 ? more.skillHalf : more.skillDark}</span>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </section>
      <section class="pad">
        <h2>{more.myCredentials}</h2>
        <OwnCredentials device={device} language={language} more={more} />
        <ul class="exercises"><li><a class="row" href="/v/"><Icon {...icons.scan} /><span class="grow"><b>{more.checkCard}</b><small>{more.checkCardNote}</small></span><Icon {...firstIcons.next} /></a></li></ul>
      </section>
      <section class="pad">
        <h2>{more.whoIAm}</h2>
        {profile !== undefined && <WhoAndWhere profile={profile} language={language} more={more} />}
        {profile !== undefined && profile.group === undefined && <button type="button" class="button" onClick={() => setAsking("yes")}>{more.sayNow}</button>}
      </section>
      <section class="pad">
        <h2>{more.withoutNetwork}</h2>
        <ul class="exercises">
          {([["/hoc/chuyen-viec/", icons.send, more.handOver, more.handOverNote], ["/hoc/kiem-tra-may/", icons.phone, more.checkMachine, more.checkMachineNote], ["/hoc/lop/", icons.together, more.classToday, more.classTodayNote]] as const).map(([address, icon, name, note]) => (
            <li key={address}><a class="row" href={address}><Icon {...icon} /><span class="grow"><b>{name}</b><small>{note}</small></span><Icon {...firstIcons.next} /></a></li>
          ))}
        </ul>
      </section>
      <section class="pad settings">
        <h2>{more.settings}</h2>
        <p><a class="button" href="/hoc/them/"><Icon {...firstIcons.more} />{more.settingsNote}</a></p>
      </section>
      <div class="grow" />
      {!props.isForgetful && <SyncStrip outbox={outbox} messages={more} />}
    </AppFrame>
  );
}
