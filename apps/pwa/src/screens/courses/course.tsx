/** One course: how far the person has come, the next lesson, all lessons, and keeping them for a place without a network. */
import { entries as lessons } from "../../../../../content/lessons?index";
import { entries as paths } from "../../../../../content/paths?index";
import { entries as simulators } from "../../../../../content/simulators?index";
import { progressOnPath } from "@hocvuso/domain/learning";
import { notYetKept } from "../../device/kept-files.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { pictureAddress } from "../../pictures/picture-address.ts";
import { icons } from "../../rest-icons.ts";
import { AppFrame, type AppProps } from "../app-frame.tsx";
import { lessonAddress } from "../lesson/sitting.ts";
import { allFiles } from "./all-files.ts";
import { filesOf, filesToLetGo, lessonsOf } from "./course-files.ts";
import { KeepFiles } from "./keep-files.tsx";
import type { ShownPath } from "./next-thing.ts";

const content = { lessons, paths, simulators };

export function Course({ path, isOwn, isFinished, isBusy, onChoose, ...props }: AppProps & {
  readonly path: ShownPath;
  /** Whether home leads along it. */
  readonly isOwn: boolean;
  readonly isFinished: (lesson: string) => boolean;
  /** True while the choice is being kept. */
  readonly isBusy: boolean;
  readonly onChoose: () => void;
}) {
  const { more, settings: { language } } = props;
  const { doneCount, lessonCount, next } = progressOnPath(path, isFinished);
  const nextLesson = lessons.find(({ id }) => id === next);
  const title = path.title[language];
  const files = filesOf(path, content);
  const lettable = async () => {
    const missing = await notYetKept(allFiles);
    return filesToLetGo(path, content, (file) => !missing.some(({ address }) => address === file.address));
  };
  return (
    <AppFrame {...props} back="#" spoken={more.courseSpoken(title, path.for[language])}>
      <section class="pad">
        <img class="portrait framed large-portrait" src={pictureAddress(path.picture)} width={72} height={72} alt="" />
        {isOwn && <p class="mark"><Icon {...icons.course} />{more.yourCourse}</p>}
        <h1 tabIndex={-1}>{title}</h1>
        <p class="lead">{path.for[language]}</p>
        <p class="sub">{doneCount === 0 ? more.lessonCount(lessonCount) : more.lessonsDone(doneCount, lessonCount)}</p>
        <progress class="course-progress" max={lessonCount} value={doneCount} aria-label={more.lessonsDone(doneCount, lessonCount)} />
        {!isOwn ? <button type="button" class="button go" aria-busy={isBusy} onClick={onChoose}><Icon {...icons.course} />{more.takeCourse}</button>
          : nextLesson === undefined ? <p class="row"><Icon {...icons.check} /><b>{more.courseDone}</b></p>
          : <a class="button go" href={lessonAddress(nextLesson.id)}><Icon {...icons.play} /><span>{more.beginNext(nextLesson.title[language])}</span></a>}
        <KeepFiles
          entries={files} letting={{ entries: lettable, letGo: more.letGoCourse, done: more.letGoDone }}
          words={{ note: more.keepCourseNote, keep: more.keepCourse, keeping: more.keepingCourse, kept: more.keptCourse, stopped: more.keepStopped }}
        />
      </section>
      <section class="pad">
        <h2>{more.lessonsOfCourse}</h2>
        <ol class="exercises road">
          {lessonsOf(path, content).map(({ id, title: name, minutes, picture }, at) => (
            <li key={id}>
              <a class={`row ${id === next ? "warm" : ""}`} href={lessonAddress(id)}>
                <span class={`stone ${isFinished(id) ? "learnt" : ""}`}>{isFinished(id) ? <Icon {...icons.check} /> : <b>{at + 1}</b>}</span>
                <img class="framed road-picture" src={pictureAddress(picture)} width={72} height={44} alt="" loading="lazy" />
                <span class="grow">
                  <b>{name[language]}</b>
                  {isFinished(id) ? <span class="mark"><Icon {...icons.check} />{more.markLearnt}</span> : <small>{id === next ? `${more.markNext} · ` : ""}{more.minutes(minutes.from, minutes.to)}</small>}
                </span>
                <Icon {...firstIcons.next} />
              </a>
            </li>
          ))}
        </ol>
      </section>
      <div class="grow" />
    </AppFrame>
  );
}
