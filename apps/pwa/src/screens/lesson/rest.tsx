/** The stops after the explained steps. One chunk, fetched when the first page can already be used. */
import { content as pictureLabels } from "../../../../../content/pictures.json?pictures";
import { content as items } from "../../../../../content/lessons/tra-tien-qr.json?items";
import { content as lesson } from "../../../../../content/lessons/tra-tien-qr.json?lesson";
import { registerServiceWorker } from "../../device/watch-new-version.ts";
import { firstEn } from "../../messages/first-en.ts";
import { en } from "../../messages/en.ts";
import { vi } from "../../messages/vi.ts";
import { pictureAddress } from "../../pictures/picture-address.ts";
import { AboutYouStop } from "./about-you-stop.tsx";
import type { StopProps } from "./lesson-screen.tsx";
import { PractiseStop } from "./practise-stop.tsx";
import { QuestionStop } from "./question-stop.tsx";
import { ResultStop } from "./result-stop.tsx";
import { wordsOfLesson } from "./words-of-lesson.ts";
import "../../styles/rest.css";

export { deviceWithoutMemory } from "./device-without-memory.ts";

export const english = { words: wordsOfLesson(lesson, { labels: pictureLabels.pictures, addressOf: pictureAddress }, "en"), messages: firstEn };

/** Brings the app to the phone, what is needed next first, so that the lesson goes on when the network goes. */
export function whenInUse(): void {
  void import("./practise-parts.ts").finally(registerServiceWorker).catch(() => {}); // asked for again by the stop that needs it
}

export function RestStop(props: StopProps) {
  const rest = { ...props, lesson, items, more: props.messages.language === "en" ? en : vi };
  const step = lesson.steps[props.at];
  if (step?.kind === "practise") return <PractiseStop {...rest} step={step} />;
  if (step?.kind === "question") return <QuestionStop {...rest} step={step} />;
  return props.words.stops[props.at]?.kind === "about-you" ? <AboutYouStop {...rest} /> : <ResultStop {...rest} />;
}
