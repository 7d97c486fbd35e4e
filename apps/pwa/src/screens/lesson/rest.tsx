/**
 * The lesson besides its first page: its file, and the stops after the explained steps. One chunk, fetched when the first page can already be
 * used; for pages that brought no lesson with them (kept for a place without a network, or looking at a lesson again) all of it.
 */
import { reviewSteps } from "@hocvuso/domain/learning";
import { render } from "preact";
import { entries as lessons } from "../../../../../content/lessons?index";
import { entries as simulators } from "../../../../../content/simulators?index";
import { openFile } from "../../device/kept-files.ts";
import { registerServiceWorker } from "../../device/watch-new-version.ts";
import { en } from "../../messages/en.ts";
import { firstEn } from "../../messages/first-en.ts";
import { firstVi, type FirstMessages } from "../../messages/first-vi.ts";
import { vi } from "../../messages/vi.ts";
import { pictureAddress } from "../../pictures/picture-address.ts";
import { renewAll } from "../courses/all-files.ts";
import { Shell } from "../shell.tsx";
import { AboutYouStop } from "./about-you-stop.tsx";
import { deviceWithoutMemory } from "./device-without-memory.ts";
import type { LessonFile } from "./lesson-file.ts";
import type { LessonScreenProps, StopProps } from "./lesson-screen.tsx";
import type { Language, LessonWords } from "./lesson-words.ts";
import { PractiseStop } from "./practise-stop.tsx";
import { QuestionStop } from "./question-stop.tsx";
import { ResultStop } from "./result-stop.tsx";
import { wordsOfLesson, wordsOfReview } from "./words-of-lesson.ts";
import "../../styles/rest.css";

/** A lesson's page in one language. */
export type Said = { readonly words: LessonWords; readonly messages: FirstMessages };

/** @throws RangeError when the lesson is neither on the phone nor to be had */
export async function openRest(id: string, isReview: boolean) {
  const entry = lessons.find((each) => each.id === id);
  const opened = entry && await openFile<LessonFile>(entry);
  if (opened === undefined) throw new RangeError(`the lesson ${id} is not here`);
  const { lesson: whole, items, labels } = opened.content;
  const lesson = isReview ? { ...whole, steps: [...reviewSteps(whole)] } : whole;

  function RestStop(props: StopProps) {
    const rest = { ...props, lesson, items, more: props.messages.language === "en" ? en : vi };
    const step = lesson.steps[props.at];
    if (step?.kind === "practise") return <PractiseStop {...rest} step={step} />;
    if (step?.kind === "question") return <QuestionStop {...rest} step={step} />;
    return props.words.stops[props.at]?.kind === "about-you" ? <AboutYouStop {...rest} /> : <ResultStop {...rest} />;
  }
  return {
    RestStop, deviceWithoutMemory,
    said: (language: Language): Said => ({
      words: isReview ? wordsOfReview(lesson, lesson.steps, language) : wordsOfLesson(lesson, { labels, addressOf: pictureAddress }, language),
      messages: language === "en" ? firstEn : firstVi,
    }),
    /** Brings the app to the phone, what is needed next first, so that the lesson goes on when the network goes. */
    whenInUse: () => void bringRest(lesson).catch(() => {}), // asked for again by the stop that needs it
  };
}

async function bringRest({ steps }: LessonFile["lesson"]): Promise<void> {
  const needed = simulators.filter(({ id }) => steps.some((step) => step.kind === "practise" && step.simulator === id));
  await Promise.all([import("./practise-parts.ts"), import("../courses/review-day.ts"), ...needed.map((entry) => openFile(entry))]).finally(registerServiceWorker);
  renewAll();
}

/** The page of a lesson that did not come with the page. */
export async function startWithoutWords(at: HTMLElement, { language, id, loadRest, draw }: Pick<LessonScreenProps, "loadRest"> & { language: Language; id: string; draw: (said: Said) => void }): Promise<void> {
  const [messages, more] = language === "en" ? [firstEn, en] : [firstVi, vi];
  try {
    draw((await loadRest()).said(language));
  } catch {
    const isLesson = lessons.some((each) => each.id === id);
    const heading = isLesson ? more.lessonNotOnPhone : more.noSuchLesson;
    registerServiceWorker();
    render(
      <Shell messages={messages} back="/hoc/" spoken={heading} foot={<a class="button go" href="/hoc/duong/">{more.courses}</a>}>
        <img class="poster" src={pictureAddress("household")} width={360} height={220} alt="" />
        <div class="pad" role="alert">
          <h1>{heading}</h1>
          <p class="lead">{isLesson ? more.lessonNotOnPhoneDo : more.noSuchLessonDo}</p>
          {isLesson && <button type="button" class="button" onClick={() => location.reload()}>{messages.loadAgain}</button>}
        </div>
      </Shell>, at,
    );
  }
}
