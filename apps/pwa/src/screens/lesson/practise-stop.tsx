/** Practice: a word before it, the simulator itself, and a word after it. A run is counted under one key from its first tap to its goal. */
import type { Lesson, LessonStep, SimulatorMode } from "@hocvuso/contract";
import type { Outcome } from "@hocvuso/domain/scenario";
import { useEffect, useRef, useState } from "preact/hooks";
import { firstIcons, Icon } from "../../icons.tsx";
import { recordRun } from "../../learning-record.ts";
import type { Messages } from "../../messages/vi.ts";
import { pictures } from "../../pictures/lesson-pictures.ts";
import { icons } from "../../rest-icons.ts";
import type { FinishedRun } from "../../simulators/simulator-player.tsx";
import { Shell } from "../shell.tsx";
import type { StopProps } from "./lesson-screen.tsx";
import { stopHash, type PractiseRun } from "./sitting.ts";

export type RestProps = StopProps & { readonly lesson: Lesson; readonly more: Messages };
type Parts = typeof import("./practise-parts.ts");
type PractiseStep = Extract<LessonStep, { kind: "practise" }>;

export function PractiseStop({ step, at, words, messages, more, device, sitting, keep, pass, isBusy, trouble }: RestProps & { step: PractiseStep }) {
  const run = sitting.runs[at];
  const [isPlaying, setPlaying] = useState(run !== undefined && run.outcome === undefined);
  const [parts, setParts] = useState<Parts | "missing">();
  useEffect(() => { void import("./practise-parts.ts").then(setParts, () => setParts("missing")); }, []);
  useEffect(() => { if (!isPlaying && run?.outcome !== undefined) document.querySelector<HTMLElement>("h1")?.focus(); }, [isPlaying]);
  const keeping = useRef<Promise<Outcome | undefined>>(Promise.resolve(run?.outcome));
  const withRun = (changed: PractiseRun) => ({ runs: { ...sitting.runs, [at]: changed } });

  const begin = async (isAfresh: boolean): Promise<void> => {
    if (run === undefined || isAfresh) {
      const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
      await keep(async () => {}, withRun({ key: device.mintKey(), seed }));
      keeping.current = Promise.resolve(undefined);
    }
    setPlaying(true);
  };

  if (isPlaying && run !== undefined && parts !== undefined && parts !== "missing") {
    const { key, seed } = run;
    const { SimulatorPlayer, simulator, simulatorVersion } = parts;
    const finish = ({ acts, dwellMs, ...outcome }: FinishedRun): void => {
      if (run.outcome !== undefined) return;
      keeping.current = keep(async () => {
        const { simulator: id, mode } = step;
        await device.keep({ kind: "simulator-finished", key, simulator: id, simulatorVersion, seed, mode, ...outcome, dwellMs, acts: [...acts] });
        await recordRun(device, { simulator: id, mode, ...outcome });
      }, withRun({ key, seed, outcome })).then(() => outcome);
    };
    const leave = async (): Promise<void> => {
      const outcome = await keeping.current;
      setPlaying(false);
      if (outcome !== undefined && isEnough(outcome, step.mode)) await pass();
    };
    return (
      <>
        <SimulatorPlayer
          key={key} simulator={simulator} mode={step.mode} seed={seed} saved={run.saved} language={messages.language}
          onChange={(saved) => void keep(async () => {}, withRun({ ...run, saved }))} onFinished={finish} onLeave={() => void leave()}
        />
        {trouble && <div class="over">{trouble}</div>}
      </>
    );
  }

  const again = <button type="button" class="button" onClick={() => void begin(true)}><Icon {...firstIcons.again} />{more.practiseAgain}</button>;
  const forward = (kind: "go" | "") => (
    <button type="button" class={`button ${kind}`} aria-busy={isBusy} onClick={() => void pass()}>{more.forward}<Icon {...firstIcons.next} /></button>
  );
  const language = messages.language;
  const said = run?.outcome === undefined ? { heading: step.shown[language], note: more.practiseSafe, spoken: step.spoken[language] }
    : isEnough(run.outcome, step.mode) ? { heading: more.practiseDone, note: "", spoken: more.practiseDone }
    : { heading: more.practisedWithHints, note: more.practisedWithHintsDo, spoken: `${more.practisedWithHints} ${more.practisedWithHintsDo}` };
  return (
    <Shell
      messages={messages} back={stopHash(at - 1)} spoken={said.spoken} place={{ at, of: words.stops.length }} isHeardTwice
      foot={trouble ?? (run?.outcome === undefined
        ? <button type="button" class="button go" onClick={() => void begin(false)}><Icon {...icons.play} />{run === undefined ? more.practiseBegin : more.practiseGoOn}</button>
        : isEnough(run.outcome, step.mode) ? <>{forward("go")}{again}</>
        : <><button type="button" class="button go" onClick={() => void begin(true)}><Icon {...firstIcons.again} />{more.practiseAgain}</button>{forward("")}</>)}
    >
      <div class="poster" aria-hidden="true" dangerouslySetInnerHTML={{ __html: pictures["practice-phone"] ?? "" }} />
      <div class="pad"><h1 tabIndex={-1}>{said.heading}</h1><p class="lead">{said.note}</p></div>
      {parts === "missing" && (
        <div class="note" role="alert">
          <h2>{messages.notLoaded}</h2><p>{messages.notLoadedDo}</p>
          <button type="button" class="button" onClick={() => location.reload()}>{messages.loadAgain}</button>
        </div>
      )}
    </Shell>
  );
}

/** Whether the lesson goes straight on: done together, or done alone, whole and without a hint. */
function isEnough({ hintCount, stepsReached, stepCount }: Outcome, mode: SimulatorMode): boolean {
  return mode === "guided" || (hintCount === 0 && stepsReached === stepCount);
}
