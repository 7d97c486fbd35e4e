/** Home: one next thing, six lamps, and where the work lies. Prerendered as a newcomer sees it. */
import { useEffect, useState } from "preact/hooks";
import { content as lesson } from "../../../../content/lessons/tra-tien-qr.json?lesson";
import { content as pictureLabels } from "../../../../content/pictures.json?pictures";
import { emptyOutbox, type Device } from "../device/device.ts";
import { firstIcons, Icon } from "../icons.tsx";
import { Lantern } from "../lantern.tsx";
import { readLearningRecord, type LearningRecord } from "../learning-record.ts";
import picture from "../pictures/market-qr.svg?raw";
import torch from "../pictures/torch.svg?raw";
import { icons } from "../rest-icons.ts";
import { SyncStrip } from "../sync-strip.tsx";
import { AppFrame, type AppProps } from "./app-frame.tsx";
import { readSitting, stopHash, type Sitting } from "./lesson/sitting.ts";
import { personLamps } from "./person-lamps.ts";

const stopCount = lesson.steps.length + 2;

type Known = { readonly record: LearningRecord; readonly sitting: Sitting | undefined };

async function know(device: Device): Promise<Known> {
  return { record: await readLearningRecord(device), sitting: readSitting(await device.bookmark(`lesson/${lesson.id}`), stopCount) };
}

export function Home(props: AppProps) {
  const { device, more, settings: { language } } = props;
  const [known, setKnown] = useState<Known>();
  const [outbox, setOutbox] = useState(emptyOutbox);
  useEffect(() => {
    if (device === undefined) return undefined;
    void know(device).then(setKnown);
    const refresh = (event: PageTransitionEvent): void => { if (event.persisted) void know(device).then(setKnown); };
    addEventListener("pageshow", refresh);
    const stop = device.watchOutbox(setOutbox);
    return () => { stop(); removeEventListener("pageshow", refresh); };
  }, [device]);

  const passed = known?.sitting === undefined || known.sitting.isFinished ? 0 : known.sitting.passed;
  const isFinished = known?.record.finished[lesson.id] !== undefined;
  const title = lesson.title[language];
  const address = `/hoc/bai/${lesson.id}/`;
  return (
    <AppFrame
      {...props} spoken={more.homeSpoken(title)}
      top={<><span class="torch" aria-hidden="true" dangerouslySetInnerHTML={{ __html: torch }} /><span class="grow" /></>}
    >
      <div class="poster" role="img" aria-label={pictureLabels.pictures[lesson.picture]?.[language]} dangerouslySetInnerHTML={{ __html: picture }} />
      <section class="pad">
        <p class="kick">{passed > 0 ? more.halfWay : isFinished ? more.learnedOnce : more.firstLesson}</p>
        <h1>{title}</h1>
        {passed > 0 ? (
          <>
            <div class="pips" role="img" aria-label={more.stopsDone(passed, stopCount)}>
              {Array.from({ length: stopCount }, (_, at) => <i key={at} class={at < passed ? "done" : at === passed ? "now" : ""} />)}
            </div>
            <p class="sub">{more.stopsLeft(stopCount - passed)}</p>
            <a class="button go" href={`${address}${stopHash(passed)}`}><Icon {...icons.play} />{more.goOn}</a>
          </>
        ) : (
          <>
            <p class="sub">{isFinished ? "" : lesson.promise[language]} {more.minutes(lesson.minutes.from, lesson.minutes.to)}</p>
            <a class="button go" href={address}><Icon {...(isFinished ? firstIcons.again : icons.play)} />{isFinished ? more.learnAgain : more.begin}</a>
          </>
        )}
      </section>
      <section class="pad">
        <h2>{more.sixLamps}</h2>
        <ul class="lamps">
          {personLamps(known?.record.runs ?? [], language).map(({ domain, name, lightShare }) => (
            <li key={domain}>
              <Lantern domain={domain} lightShare={lightShare} />
              {name}<span class="unseen">: {lightShare > 0 ? more.lampLit(Math.round(lightShare * 100)) : more.lampUnlit}</span>
            </li>
          ))}
        </ul>
      </section>
      <p class="pad"><a class="button" href="/hoc/tap/"><Icon {...icons.phone} />{more.practice}</a></p>
      <p class="pad"><a class="button" href="/hoc/toi/"><Icon {...icons.book} />{more.myRecord}</a></p>
      <p class="pad links"><a href="/hoc/lop/">{more.classToday}</a><a href={language === "vi" ? "/" : "/en/"}>{more.aboutMovement}</a></p>
      <div class="grow" />
      {!props.isForgetful && <SyncStrip outbox={outbox} messages={more} />}
    </AppFrame>
  );
}
