/** All courses, those for the person first, the room they take on the phone; and the one that the address names (`#` and its id). */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { entries as paths } from "../../../../../content/paths?index";
import { pathOf, progressOnPath } from "@hocvuso/domain/learning";
import type { FileEntry } from "../../device/content-entry.ts";
import { canKeep, letGo, notYetKept } from "../../device/kept-files.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { emptyRecord } from "../../learning-record.ts";
import { pictureAddress } from "../../pictures/picture-address.ts";
import { icons } from "../../rest-icons.ts";
import { AppFrame, type AppProps } from "../app-frame.tsx";
import { deviceWithoutMemory } from "../lesson/device-without-memory.ts";
import { allFiles, renewAll } from "./all-files.ts";
import { Course } from "./course.tsx";
import { kB, keptBytesOf } from "./keep-files.tsx";
import { choosePath, knowLearner } from "./know-learner.ts";
import type { Known, ShownPath } from "./next-thing.ts";

export function Courses(props: AppProps) {
  const { more, settings: { language }, isForgetful } = props;
  const device = useMemo(() => props.device ?? (isForgetful ? deviceWithoutMemory() : undefined), [props.device, isForgetful]);
  const [opened, setOpened] = useState<ShownPath>();
  const [known, setKnown] = useState<Known>({ record: emptyRecord, due: [] });
  useEffect(() => {
    const follow = (): void => setOpened(paths.find(({ id }) => location.hash === `#${id}`));
    follow();
    addEventListener("hashchange", follow);
    renewAll();
    return () => removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => { if (device !== undefined) void knowLearner(device).then(setKnown); }, [device, opened]);
  /** A tap that comes before the store is open is kept once it is. */
  const [wanted, setWanted] = useState<string>();
  useEffect(() => {
    if (device === undefined || wanted === undefined) return;
    const choose = async (): Promise<void> => {
      try {
        await choosePath(device, wanted);
        setKnown(await knowLearner(device));
      } catch (refusal) {
        console.warn(refusal); // the button stays: it can be tapped again
      }
      setWanted(undefined);
    };
    void choose();
  }, [device, wanted]);
  /** Whoever comes back from a course stands where they left. */
  const last = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (opened !== undefined) scrollTo(0, 0);
    if (opened === undefined && last.current !== undefined) document.querySelector<HTMLElement>(`a[href="#${last.current}"]`)?.focus();
    else if (opened !== undefined) document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
    last.current = opened?.id;
  }, [opened]);

  const isFinished = (lesson: string) => known.record.finished[lesson] !== undefined;
  const own = pathOf(paths, known);
  if (opened !== undefined) {
    return <Course key={opened.id} {...props} path={opened} isOwn={opened.id === own?.id} isFinished={isFinished} isBusy={wanted !== undefined} onChoose={() => setWanted(opened.id)} />;
  }

  const row = (path: ShownPath) => {
    const { doneCount, lessonCount } = progressOnPath(path, isFinished);
    return (
      <li key={path.id}>
        <a class="row" href={`#${path.id}`}>
          <img class="portrait framed" src={pictureAddress(path.picture)} width={72} height={72} alt="" />
          <span class="grow">
            <b>{path.title[language]}</b>
            <small>{path.for[language]}</small>
            {path.id === own?.id && <span class="mark"><Icon {...icons.course} />{more.yourCourse}</span>}
            <small class="progress-line">
              {doneCount === 0 ? more.lessonCount(lessonCount) : more.lessonsDone(doneCount, lessonCount)}
              {doneCount > 0 && <progress max={lessonCount} value={doneCount} aria-hidden="true" />}
            </small>
          </span>
          <Icon {...firstIcons.next} />
        </a>
      </li>
    );
  };
  const forYou = paths.filter(({ id, groups }) => id === own?.id || (known.group !== undefined && groups.includes(known.group)));
  return (
    <AppFrame {...props} back="/hoc/" spoken={more.coursesSpoken}>
      <section class="pad">
        <h1>{more.courses}</h1>
        <p class="lead">{more.coursesLead}</p>
      </section>
      {forYou.length > 0 && <section class="pad"><h2>{more.coursesForYou}</h2><ul class="exercises">{forYou.map(row)}</ul></section>}
      {forYou.length < paths.length && (
        <section class="pad">
          {forYou.length > 0 && <h2>{more.coursesForOthers}</h2>}
          <ul class="exercises">{paths.filter((path) => !forYou.includes(path)).map(row)}</ul>
        </section>
      )}
      <Room more={more} />
      <div class="grow" />
    </AppFrame>
  );
}

/** What lies on the phone of all courses, and the way to be rid of it. */
function Room({ more }: Pick<AppProps, "more">) {
  const [room, setRoom] = useState<{ readonly kept: readonly FileEntry[]; readonly leftBytes: number | undefined }>();
  const look = async (): Promise<void> => {
    if (!canKeep()) return;
    const missing = await notYetKept(allFiles);
    const { quota, usage } = await navigator.storage.estimate();
    setRoom({ kept: allFiles.filter((file) => !missing.includes(file)), leftBytes: quota === undefined || usage === undefined ? undefined : quota - usage });
  };
  useEffect(() => { look().catch((refusal: unknown) => console.warn(refusal)); }, []);
  if (room === undefined) return null;
  const { kept, leftBytes } = room;
  return (
    <section class="pad">
      <h2>{more.roomHeading}</h2>
      <p role="status">{kept.length === 0 ? more.roomNone : more.roomUsed(kept.length, kB(keptBytesOf(kept)))}{leftBytes !== undefined && ` ${more.roomLeft(roomIn(leftBytes))}`}</p>
      {kept.length > 0 && <p class="act"><button type="button" class="button quiet-button" onClick={() => void letGo(kept).then(look)}><Icon {...icons.letGo} /><span>{more.letGoAll}</span></button></p>}
    </section>
  );
}

/** Cut, never rounded up. */
function roomIn(bytes: number): string {
  return bytes < 1_000_000_000 ? `${Math.floor(bytes / 1_000_000)} MB` : `${Math.floor(bytes / 1_000_000_000)} GB`;
}
