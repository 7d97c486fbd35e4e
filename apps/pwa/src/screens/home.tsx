/** Home: one next thing, what else is to be looked at again today, six lamps, and where the work lies. Prerendered as a newcomer sees it. */
import { useEffect, useState } from "preact/hooks";
import { entries as lessons } from "../../../../content/lessons?index";
import { entries as paths } from "../../../../content/paths?index";
import { emptyOutbox } from "../device/device.ts";
import { firstIcons, Icon } from "../icons.tsx";
import { Lantern } from "../lantern.tsx";
import { emptyRecord } from "../learning-record.ts";
import { pictureAddress } from "../pictures/picture-address.ts";
import torch from "../pictures/torch.svg?raw";
import { icons } from "../rest-icons.ts";
import { SyncStrip } from "../sync-strip.tsx";
import { AppFrame, type AppProps } from "./app-frame.tsx";
import { firstLesson } from "./courses/first-lesson.ts";
import { knowLearner } from "./courses/know-learner.ts";
import { nextThing, type Known, type NextThing } from "./courses/next-thing.ts";
import { lessonAddress, reviewAddress, stopHash } from "./lesson/sitting.ts";
import { personLamps } from "./person-lamps.ts";

const newcomer: Known = { record: emptyRecord, due: [] };

export function Home(props: AppProps) {
  const { device, more, settings: { language } } = props;
  const [known, setKnown] = useState(newcomer);
  const [outbox, setOutbox] = useState(emptyOutbox);
  useEffect(() => {
    if (device === undefined) return undefined;
    void knowLearner(device).then(setKnown);
    const refresh = (event: PageTransitionEvent): void => { if (event.persisted) void knowLearner(device).then(setKnown); };
    addEventListener("pageshow", refresh);
    const stop = device.watchOutbox(setOutbox);
    return () => { stop(); removeEventListener("pageshow", refresh); };
  }, [device]);

  const next = nextThing(known, { lessons, paths, firstLesson });
  const picture = next.kind === "choose-course" ? "village-class" : next.lesson.picture;
  const others = next.kind === "review" ? next.others : [];
  return (
    <AppFrame
      {...props} spoken={more.homeSpoken(next.kind === "choose-course" ? more.chooseCourse : next.kind === "review" ? `${more.review}: ${next.lesson.title[language]}` : next.lesson.title[language])}
      top={<><span class="torch" aria-hidden="true" dangerouslySetInnerHTML={{ __html: torch }} /><span class="grow" /></>}
    >
      <img class="poster" src={pictureAddress(picture)} width={360} height={220} alt="" />
      <section class="pad"><Next next={next} more={more} language={language} /></section>
      {others.length > 0 && (
        <section class="pad">
          <h2>{more.reviewsToday}</h2>
          <ul class="exercises">
            {others.map(({ id, title }) => <li key={id}><a class="row" href={reviewAddress(id)}><Icon {...firstIcons.again} /><span class="grow"><b>{title[language]}</b></span><Icon {...firstIcons.next} /></a></li>)}
          </ul>
        </section>
      )}
      <section class="pad">
        <h2>{more.sixLamps}</h2>
        <ul class="lamps">
          {personLamps(known.record, language).map(({ domain, name, lightShare }) => (
            <li key={domain}>
              <Lantern domain={domain} lightShare={lightShare} />
              {name}<span class="unseen">: {lightShare > 0 ? more.lampLit(Math.floor(lightShare * 100)) : more.lampUnlit}</span>
            </li>
          ))}
        </ul>
      </section>
      <p class="pad"><a class="button" href="/hoc/duong/"><Icon {...icons.course} />{more.courses}</a></p>
      <p class="pad"><a class="button" href="/hoc/tap/"><Icon {...icons.phone} />{more.practice}</a></p>
      <p class="pad"><a class="button" href="/hoc/toi/"><Icon {...icons.book} />{more.myRecord}</a></p>
      <p class="pad links"><a href="/hoc/tim/">{more.findLesson}</a><a href="/hoc/kiem-tra/">{more.whereIStand}</a><a href="/hoc/giup/">{more.getHelp}</a><a href="/hoc/lop/">{more.classToday}</a><a href={language === "vi" ? "/" : "/en/"}>{more.aboutMovement}</a></p>
      <div class="grow" />
      {!props.isForgetful && <SyncStrip outbox={outbox} messages={more} />}
    </AppFrame>
  );
}

function Next({ next, more, language }: { next: NextThing } & Pick<AppProps, "more"> & { language: "vi" | "en" }) {
  const said = (kick: string, heading: string) => <><p class="kick">{kick}</p><h1>{heading}</h1></>;
  switch (next.kind) {
    case "go-on": {
      const { lesson: { id, title, stepCount }, passed } = next;
      const stopCount = stepCount + 1;
      return (
        <>
          {said(more.halfWay, title[language])}
          <div class="pips" role="img" aria-label={more.stopsDone(passed, stopCount)}>
            {Array.from({ length: stopCount }, (_, at) => <i key={at} class={at < passed ? "done" : at === passed ? "now" : ""} />)}
          </div>
          <p class="sub">{more.stopsLeft(Math.max(1, stopCount - passed))}</p>
          <a class="button go" href={`${lessonAddress(id)}${stopHash(passed)}`}><Icon {...icons.play} />{more.goOn}</a>
        </>
      );
    }
    case "review":
      return (
        <>
          {said(more.reviewKick, next.lesson.title[language])}
          <p class="sub">{more.reviewNote}</p>
          <a class="button go" href={reviewAddress(next.lesson.id)}><Icon {...firstIcons.again} />{more.review}</a>
        </>
      );
    case "lesson": {
      const { lesson: { id, title, promise, minutes }, course } = next;
      return (
        <>
          {said(course === undefined ? more.firstLesson : more.onCourse(course.path.title[language], course.at, course.path.lessons.length), title[language])}
          <p class="sub">{promise[language]} {more.minutes(minutes.from, minutes.to)}</p>
          <a class="button go" href={lessonAddress(id)}><Icon {...icons.play} />{more.begin}</a>
        </>
      );
    }
    case "choose-course":
      return (
        <>
          {said(more.learnedOnce, next.isCourseDone ? more.courseDoneHeading : more.chooseCourseHeading)}
          <p class="sub">{next.isCourseDone ? more.courseDoneNote : more.chooseCourseNote}</p>
          <a class="button go" href="/hoc/duong/"><Icon {...icons.course} />{more.chooseCourse}</a>
        </>
      );
  }
}

