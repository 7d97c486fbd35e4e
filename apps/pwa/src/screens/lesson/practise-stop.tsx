/** Practice in a lesson: a word before it, the simulator itself, and a word after it. */
import type { LessonStep, Simulator } from "@hocvuso/contract";
import { useEffect, useState } from "preact/hooks";
import { entries } from "../../../../../content/simulators?index";
import { openFile, type OpenedFile } from "../../device/kept-files.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import type { Messages } from "../../messages/vi.ts";
import picture from "../../pictures/practice-phone.svg?raw";
import { icons } from "../../rest-icons.ts";
import { freshRun, isEnough, NotLoaded, PlayedRun, saidOfRun, usePractiseParts } from "../practise-run.tsx";
import { Shell } from "../shell.tsx";
import type { LessonFile } from "./lesson-file.ts";
import type { StopProps } from "./lesson-screen.tsx";
import { backFrom, type PractiseRun } from "./sitting.ts";

export type RestProps = StopProps & Pick<LessonFile, "lesson" | "items"> & { readonly more: Messages };
type PractiseStep = Extract<LessonStep, { kind: "practise" }>;

export function PractiseStop({ step, at, words, messages, more, device, sitting, keep, pass, isBusy, trouble }: RestProps & { step: PractiseStep }) {
  const run = sitting.runs[at];
  const [isPlaying, setPlaying] = useState(run !== undefined && run.outcome === undefined);
  const parts = usePractiseParts();
  const [simulator, setSimulator] = useState<OpenedFile<Simulator> | "missing">();
  useEffect(() => {
    const entry = entries.find(({ id }) => id === step.simulator);
    void (entry === undefined ? Promise.resolve(undefined) : openFile<Simulator>(entry)).then((file) => setSimulator(file ?? "missing"));
  }, [step.simulator]);
  const isMissing = parts === "missing" || simulator === "missing";
  useEffect(() => { if (!isPlaying && run?.outcome !== undefined) document.querySelector<HTMLElement>("h1")?.focus(); }, [isPlaying]);
  const withRun = (changed: PractiseRun) => ({ runs: { ...sitting.runs, [at]: changed } });

  const begin = async (isAfresh: boolean): Promise<void> => {
    if (run === undefined || isAfresh) {
      await keep(async () => {}, withRun(freshRun(device)));
    }
    setPlaying(true);
  };

  if (isPlaying && run !== undefined && parts !== undefined && simulator !== undefined && parts !== "missing" && simulator !== "missing") {
    return (
      <PlayedRun
        key={run.key} {...parts} simulator={simulator.content} simulatorVersion={simulator.version} mode={step.mode} run={run} device={device} language={messages.language} trouble={trouble}
        keepRun={(deed, changed) => keep(deed, withRun(changed))}
        onLeave={(outcome) => {
          setPlaying(false);
          if (outcome !== undefined && isEnough(outcome, step.mode)) void pass();
        }}
      />
    );
  }

  const again = <button type="button" class="button" onClick={() => void begin(true)}><Icon {...firstIcons.again} />{more.practiseAgain}</button>;
  const forward = (kind: "go" | "") => (
    <button type="button" class={`button ${kind}`} aria-busy={isBusy} onClick={() => void pass()}>{more.forward}<Icon {...firstIcons.next} /></button>
  );
  const language = messages.language;
  const said = run?.outcome === undefined ? { heading: step.shown[language], note: more.practiseSafe } : saidOfRun(run.outcome, { mode: step.mode, more });
  const spoken = run?.outcome === undefined ? step.spoken[language] : `${said.heading} ${said.note}`.trim();
  return (
    <Shell
      messages={messages} back={backFrom(at)} spoken={spoken} place={{ at, of: words.stops.length }} isHeardTwice
      foot={trouble ?? (run?.outcome === undefined
        ? <button type="button" class="button go" onClick={() => void begin(false)}><Icon {...icons.play} />{run === undefined ? more.practiseBegin : more.practiseGoOn}</button>
        : isEnough(run.outcome, step.mode) ? <>{forward("go")}{again}</>
        : <><button type="button" class="button go" onClick={() => void begin(true)}><Icon {...firstIcons.again} />{more.practiseAgain}</button>{forward("")}</>)}
    >
      <div class="poster" aria-hidden="true" dangerouslySetInnerHTML={{ __html: picture }} />
      <div class="pad">{words.isReview && <p class="kick">{more.review}: {words.title}</p>}<h1 tabIndex={-1}>{said.heading}</h1><p class="lead">{said.note}</p></div>
      {isMissing && <NotLoaded messages={messages} />}
    </Shell>
  );
}
