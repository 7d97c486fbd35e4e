/** A lesson step by step, and a question alone, on the app's own screens. What is done here is kept by nobody. */
import type { FactKey, Item, Lesson, LessonId } from "@hocvuso/contract";
import { beginSitting, deviceWithoutMemory, emphasised, en, firstEn, firstIcons, firstVi, Icon, pictureAddress, QuestionStop, Shell, SimulatorPlayer, vi } from "@hocvuso/pwa";
import { useMemo, useState } from "preact/hooks";
import { messages as benchMessages, type Language } from "../messages.ts";
import type { Shown } from "./shown.ts";

export function LessonOnPhone({ lesson, items, simulators, step: at, language, onStep }: Extract<Shown, { kind: "lesson" }> & { onStep: (step: number) => void }) {
  const [isPlaying, setPlaying] = useState(false);
  const [seed, setSeed] = useState(1);
  const [messages, more, words] = [language === "en" ? firstEn : firstVi, language === "en" ? en : vi, benchMessages[language]];
  const step = lesson.steps[at];
  const frame = { messages, place: { at, of: lesson.steps.length }, ...(at === 0 ? {} : { back: `#${at - 1}` }) };
  const goTo = (place: number): void => { setPlaying(false); setSeed(seed + 1); onStep(Math.min(Math.max(place, 0), lesson.steps.length - 1)); };
  /** The screens' ways back are links to a place in the address. */
  const followBack = (event: MouseEvent): void => {
    if (!(event.target instanceof Element) || event.target.closest("a[href^='#']") === null) return;
    event.preventDefault();
    goTo(at - 1);
  };
  const missing = (name: string) => <Shell {...frame} spoken={words.missingPart(name)}><div class="pad"><h1 tabIndex={-1}>{words.missingPart(name)}</h1></div></Shell>;
  const forward = (word: string) => <button type="button" class="button go" onClick={() => goTo(at + 1)}>{word}<Icon {...firstIcons.next} /></button>;

  if (step === undefined) return null;
  if (step.kind === "question") {
    const item = items[step.item];
    return <div onClick={followBack}>{item === undefined ? missing(step.item) : <QuestionOnPhone key={step.item} item={item} lesson={lesson} at={at} language={language} onPassed={() => goTo(at + 1)} />}</div>;
  }
  if (step.kind === "practise") {
    const simulator = simulators[step.simulator];
    if (simulator === undefined) return <div onClick={followBack}>{missing(step.simulator)}</div>;
    if (isPlaying) return <SimulatorPlayer key={seed} simulator={simulator} mode={step.mode} seed={seed} onChange={() => {}} onFinished={() => {}} onLeave={() => goTo(at + 1)} language={language} />;
    return (
      <div onClick={followBack}>
        <Shell key={at} {...frame} spoken={step.spoken[language]} isHeardTwice foot={<button type="button" class="button go" onClick={() => setPlaying(true)}>{more.practiseBegin}</button>}>
          <img class="poster" src={pictureAddress("practice-phone")} width={360} height={220} alt="" />
          <div class="pad"><h1 tabIndex={-1}>{step.shown[language]}</h1><p class="lead">{more.practiseSafe}</p></div>
        </Shell>
      </div>
    );
  }
  const { before, marked, after } = emphasised(step.shown[language]);
  return (
    <div onClick={followBack}>
      <Shell key={at} {...frame} spoken={step.spoken[language]} isHeardTwice foot={forward(messages.understood)}>
        <img class="poster" src={pictureAddress(step.picture)} width={360} height={220} alt="" />
        <div class="pad"><h1 tabIndex={-1}>{before}<mark>{marked}</mark>{after}</h1></div>
      </Shell>
    </div>
  );
}

/** Without a lesson around it the question is shown as the one step of a lesson that nobody has. */
export function QuestionOnPhone({ item, lesson, at = 0, language, onPassed = () => {} }: { item: Item; lesson?: Lesson; at?: number; language: Language; onPassed?: () => void }) {
  const device = useMemo(deviceWithoutMemory, []);
  // Only mixes the choices, the same way at each look.
  const [sitting, setSitting] = useState(() => beginSitting("author" as FactKey));
  const messages = language === "en" ? firstEn : firstVi;
  const step = { kind: "question", id: item.id, item: item.id } as const;
  const around: Lesson = lesson ?? {
    // The lesson has no file; its id is shown nowhere and kept nowhere.
    kind: "lesson", id: item.id as unknown as LessonId, version: item.version, title: item.shown, promise: item.shown, picture: "household",
    components: item.components, level: item.level, minutes: { from: 1, to: 1 }, steps: [step], sources: item.sources,
  };
  const asked = around.steps.find((each) => each.kind === "question" && each.item === item.id);
  const stops = around.steps.map(({ kind }) => ({ kind: kind === "explain" ? "practise" as const : kind }));
  return (
    <QuestionStop
      step={asked?.kind === "question" ? asked : step} at={at} words={{ id: around.id, title: around.title[language], stops }} lesson={around} items={[item]} messages={messages} more={language === "en" ? en : vi}
      device={device} isForgetful sitting={sitting} isBusy={false} trouble={null}
      keep={async (_, changed) => setSitting({ ...sitting, ...changed })} pass={async () => onPassed()}
    />
  );
}
