/** One simulator on the practice page: the choice how to do it, the run itself, and a word after it. */
import type { Simulator } from "@hocvuso/contract";
import type { Outcome } from "@hocvuso/domain/scenario";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { SimulatorEntry } from "../../device/content-entry.ts";
import type { Device } from "../../device/device.ts";
import { openFile, type OpenedFile } from "../../device/kept-files.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { isDoneAlone } from "../../learning-record.ts";
import type { FirstMessages } from "../../messages/first-vi.ts";
import type { Messages } from "../../messages/vi.ts";
import picture from "../../pictures/practice-phone.svg?raw";
import { icons } from "../../rest-icons.ts";
import { freshRun, isEnough, NotLoaded, PlayedRun, saidOfRun, usePractiseParts } from "../practise-run.tsx";
import { Shell } from "../shell.tsx";
import { bookmarkOf, readPracticeRun, type PracticeRun } from "./practice-run.ts";
import { useKeeping } from "./use-keeping.tsx";

export type ExerciseProps = {
  readonly entry: SimulatorEntry;
  readonly device: Device;
  readonly messages: FirstMessages;
  readonly more: Messages;
  /** Stands under the word after a run: where the record lies now. */
  readonly strip: ComponentChildren;
};

/** Wants the simulator's id as its key. */
export function Exercise({ entry, device, messages, more, strip }: ExerciseProps) {
  const { language } = messages;
  const [simulator, setSimulator] = useState<OpenedFile<Simulator> | "fetching" | "missing" | "fetching-again">("fetching");
  const [run, setRun] = useState<PracticeRun>();
  const [isPlaying, setPlaying] = useState(false);
  const parts = usePractiseParts();
  const { keep, trouble } = useKeeping(messages);
  const fetchSimulator = async (): Promise<void> => setSimulator(await openFile<Simulator>(entry) ?? "missing");
  useEffect(() => {
    void fetchSimulator();
    void device.bookmark(bookmarkOf(entry.id)).then((bookmark) => {
      const cutOff = readPracticeRun(bookmark);
      setRun(cutOff);
      setPlaying(cutOff !== undefined);
    });
  }, []);
  useEffect(() => {
    if (isPlaying) return;
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, [isPlaying]);

  const keepRun = (deed: () => Promise<void>, changed: PracticeRun): Promise<void> => {
    setRun(changed);
    return keep(async () => {
      await deed();
      await device.saveBookmark(bookmarkOf(entry.id), changed);
    });
  };
  const begin = async (mode: PracticeRun["mode"]): Promise<void> => {
    if (run?.mode !== mode || run.outcome !== undefined) await keepRun(async () => {}, { ...freshRun(device), mode });
    setPlaying(true);
  };

  const isMissing = parts === "missing" || simulator === "missing";
  if (isPlaying && run !== undefined && !isMissing && parts !== undefined && typeof simulator !== "string") {
    const { mode } = run;
    return (
      <PlayedRun
        key={run.key} SimulatorPlayer={parts.SimulatorPlayer} simulator={simulator.content} simulatorVersion={simulator.version}
        mode={mode} run={run} device={device} language={language} trouble={trouble}
        keepRun={(deed, changed) => keepRun(deed, { ...changed, mode })} onLeave={() => setPlaying(false)}
      />
    );
  }

  const title = entry.title[language];
  const frame = { messages, back: "#" };
  if (isMissing || isPlaying || simulator === "fetching-again") {
    return (
      <Shell {...frame} spoken={isMissing ? `${more.notOnPhone}. ${more.notOnPhoneDo}` : messages.waiting}>
        <div class="pad"><h1 tabIndex={-1}>{title}</h1>{!isMissing && <p class="lead" role="status">{messages.waiting}</p>}</div>
        {simulator === "missing" ? (
          <div class="note" role="alert">
            <h2>{more.notOnPhone}</h2><p>{more.notOnPhoneDo}</p>
            <button type="button" class="button" onClick={() => { setSimulator("fetching-again"); void fetchSimulator(); }}>{messages.loadAgain}</button>
          </div>
        ) : parts === "missing" ? <NotLoaded messages={messages} /> : null}
      </Shell>
    );
  }

  const way = (mode: PracticeRun["mode"], kind: "go" | "") => (
    <button key={mode} type="button" class={`button left ${kind}`} onClick={() => void begin(mode)}>
      <Icon {...(mode === "guided" ? icons.together : icons.play)} />
      <span>{waysOf(more)[mode]}<small>{mode === "guided" ? more.guidedNote : more.aloneNote}</small></span>
    </button>
  );
  if (run?.outcome === undefined) {
    const first = run?.mode ?? "guided";
    const lead = run === undefined ? more.practiceSafe : more.halfDone(waysOf(more)[first]);
    return (
      <Shell {...frame} isHeardTwice spoken={`${title}. ${lead} ${more.waysSpoken}`} foot={trouble ?? <>{way("guided", first === "guided" ? "go" : "")}{way("on-my-own", first === "guided" ? "" : "go")}</>}>
        <div class="poster" aria-hidden="true" dangerouslySetInnerHTML={{ __html: picture }} />
        <div class="pad"><h1 tabIndex={-1}>{title}</h1><p class="lead">{lead}</p></div>
      </Shell>
    );
  }

  const { heading, note } = saidOfPractice(run.outcome, { mode: run.mode, more });
  const again = (kind: "go" | "") => <button type="button" class={`button ${kind}`} onClick={() => void begin(run.mode)}><Icon {...firstIcons.again} />{more.practiseAgain}</button>;
  const others = (kind: "go" | "") => <a class={`button ${kind}`} href="#">{more.otherExercise}<Icon {...firstIcons.next} /></a>;
  return (
    <Shell
      {...frame} spoken={`${heading} ${note}`}
      foot={trouble ?? (run.mode === "guided" ? <>{way("on-my-own", "go")}{others("")}</> : isEnough(run.outcome, run.mode) ? <>{others("go")}{again("")}</> : <>{again("go")}{others("")}</>)}
    >
      <div class="poster" aria-hidden="true" dangerouslySetInnerHTML={{ __html: picture }} />
      <div class="pad"><p class="kick">{title}</p><h1 tabIndex={-1}>{heading}</h1><p class="lead">{note}</p></div>
      <div class="strip">{strip}</div>
    </Shell>
  );
}

function waysOf(more: Messages): Readonly<Record<PracticeRun["mode"], string>> {
  return { guided: more.together, "on-my-own": more.alone };
}

function saidOfPractice(outcome: Outcome, { mode, more }: { mode: PracticeRun["mode"]; more: Messages }): { readonly heading: string; readonly note: string } {
  if (isDoneAlone({ ...outcome, mode })) return { heading: more.doneAloneHeading, note: "" };
  return mode === "guided" ? { heading: more.doneTogetherHeading, note: more.doneTogetherDo } : saidOfRun(outcome, { mode, more });
}
