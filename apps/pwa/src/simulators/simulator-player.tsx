/**
 * Plays one simulator: draws the state that the engine gives, hands it what the learner does, and measures how long each screen stood.
 * The band that says "not a real app" is part of this frame; no content can take it away. Knows no store, no network and no clock on the wall.
 * Give it a `key` that changes with the attempt: simulator, mode and seed are read once.
 */
import type { Simulator, SimulatorMode, Text } from "@hocvuso/contract";
import { outcomeOf, replay, startRun, step, viewOf, type Act, type Outcome, type RunState } from "@hocvuso/domain/scenario";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Coach, type Said } from "./coach.tsx";
import { DrawParts } from "./draw-part.tsx";
import type { Drawing } from "./drawing.ts";
import { Icon } from "./icons.tsx";
import { ListenButton } from "./listen-button.tsx";
import { messages as catalogues, type Language } from "./messages.ts";
import { ContentPicture } from "./pictures.tsx";
import { placeToTouch } from "./place-to-touch.ts";
import "./simulators.css";

/** What `simulator-finished` wants to know. `dwellMs`: time with the simulator open, over all sittings of this attempt. */
export type FinishedRun = Outcome & { readonly acts: readonly string[]; readonly dwellMs: number };

export interface SimulatorPlayerProps {
  readonly simulator: Simulator;
  readonly mode: SimulatorMode;
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  /** What `onChange` last gave for this attempt. Anything else, or a record that no longer fits the simulator, starts the run afresh. */
  readonly saved?: unknown;
  /** Plain JSON, after every act. */
  readonly onChange: (state: { readonly acts: readonly string[]; readonly dwellMs: number; /** Acts of this run that led nowhere. */ readonly wrongActCount: number }) => void;
  /** When the goal is reached, and again whenever a run that has reached it is taken up again. The goal's screen stays until `onLeave`. */
  readonly onFinished: (outcome: FinishedRun) => void;
  readonly onLeave: () => void;
  readonly language: Language;
}

/** A tap that comes sooner after a screen's first moment was meant for the screen before: hands that tremble tap twice. */
const settleMs = 300;
const longestDwellMs = 86_400_000;
/** A longer task stands in a line of its own, under the two buttons. */
const lettersBesideButtons = 20;

export function SimulatorPlayer({ simulator, mode, seed, saved, onChange, onFinished, onLeave, language }: SimulatorPlayerProps) {
  const messages = catalogues[language];
  const [resumed] = useState(() => resume(simulator, { mode, seed, saved }));
  const [run, setRun] = useState(resumed.run);
  const [said, setSaid] = useState<Said>();
  const [wipes, setWipes] = useState(0);
  const openedAtMs = useRef(performance.now());
  const shownAtMs = useRef(openedAtMs.current);
  const stage = useRef<HTMLDivElement>(null);

  const view = viewOf(simulator, run);
  const words = (text: Text): string => text[language];
  const dwellMs = (): number => Math.min(Math.round(resumed.dwellMs + performance.now() - openedAtMs.current), longestDwellMs);
  const finish = (finished: RunState): void => onFinished({ ...outcomeOf(simulator, finished), acts: finished.acts, dwellMs: dwellMs() });

  const perform = (act: Act): void => {
    const { state, feedback } = step(simulator, run, act);
    if (feedback.kind === "refused") return;
    setRun(state);
    setSaid({ ...feedback, on: run.screen });
    if (feedback.kind === "private") setWipes(wipes + 1);
    onChange({ acts: state.acts, dwellMs: dwellMs(), wrongActCount: state.wrongActCount });
    if (feedback.kind === "goal") finish(state);
  };
  const sinceShownMs = (): number => performance.now() - shownAtMs.current;
  const isFirm = view.guide !== undefined || run.hintsHere === 2;
  // After the strong hint there is no other to ask for: whatever is done on this screen then, the ring stays, and lies on what is right now.
  const hint = run.hintsHere === 2 ? step(simulator, run, { kind: "ask-hint", sinceShownMs: 0 }).feedback : said?.on === view.screen ? said : undefined;
  const points = view.guide?.points ?? (hint?.kind === "hint" ? hint.points : undefined);
  const pointedAt = points !== undefined && isFirm ? placeToTouch(simulator, run, { view, points }) : points;
  const drawing: Drawing = {
    language, messages, words, wipes, pointedAt, isFirm,
    remembered: view.remembered,
    picture: (name) => <ContentPicture name={name} language={language} />,
    act: (act, entered) => {
      if (run.acts.length > 0 && sinceShownMs() < settleMs) return;
      perform({ kind: "do", act, sinceShownMs: sinceShownMs(), ...(entered === undefined ? {} : { entered }) });
    },
  };

  useEffect(() => { if (view.isGoal) finish(run); }, []);

  const isFirstScreen = useRef(true);
  /** With the screen itself, not after it: on a slow phone the second tap comes before any later effect. */
  useLayoutEffect(() => {
    shownAtMs.current = performance.now();
    if (!isFirstScreen.current) {
      scrollTo({ top: 0 });
      stage.current?.focus({ preventScroll: true });
    }
    isFirstScreen.current = false;
  }, [view.screen]);

  useEffect(() => {
    if (said?.kind === "hint") stage.current?.parentElement?.querySelector(".sim-pointed-at")?.scrollIntoView({ block: "nearest" });
  }, [said]);

  const isAtStart = run.acts.length === 0;
  const spoken = [
    ...(isAtStart ? [words(view.taskSpoken)] : []),
    ...(said?.text === undefined ? [] : [words(said.text)]),
    words(view.spoken),
    ...(view.guide === undefined ? [] : [words(view.guide.text)]),
  ].join("\n");

  return (
    <main class="sim" lang={language}>
      <div class="sim-band" role="note">
        <span>{messages.bandSimulation} – <span class="sim-unbroken">{messages.bandNotReal}</span></span>
      </div>
      <header class="sim-top">
        <button type="button" class="sim-pill" onClick={onLeave}><Icon name="back" />{messages.leave}</button>
        <a class="sim-pill" href="/hoc/them/">{messages.more}</a>
        <ListenButton words={spoken} language={language} messages={messages} />
        <h1 class={words(view.task).length > lettersBesideButtons ? "sim-task-long" : ""}>{words(view.task)}</h1>
      </header>
      {mode === "test" ? null : (
        <div class="sim-pips" role="img" aria-label={messages.progress(view.stepsReached, view.stepCount)}>
          {Array.from({ length: view.stepCount }, (_, at) => <i key={at} class={at < view.stepsReached ? "sim-pip-done" : ""} />)}
        </div>
      )}
      <div class="sim-stage" key={view.screen} ref={stage} tabIndex={-1}>
        {view.around.length === 0 ? null : (
          <section class="sim-around" aria-label={messages.aroundPhone}><DrawParts parts={view.around} drawing={drawing} /></section>
        )}
        {view.phone.length === 0 ? null : (
          <section class="sim-phone" aria-label={messages.phoneOf}><DrawParts parts={view.phone} drawing={drawing} /></section>
        )}
      </div>
      <Coach
        view={view} drawing={drawing} said={said}
        hintsHere={run.hintsHere} hintCount={run.hintCount} isOnMyOwn={mode === "on-my-own"}
        askHint={() => perform({ kind: "ask-hint", sinceShownMs: sinceShownMs() })} leave={onLeave}
      />
    </main>
  );
}

/** The run as its record tells it; a fresh one when there is no record or it cannot come from this simulator. */
function resume(simulator: Simulator, { mode, seed, saved }: { mode: SimulatorMode; seed: number; saved: unknown }): { run: RunState; dwellMs: number } {
  const kept = readSaved(saved);
  const replayed = kept === undefined ? undefined : replay(simulator, { seed, mode, acts: kept.acts });
  return kept !== undefined && replayed?.kind === "replayed"
    ? { run: replayed.state, dwellMs: kept.dwellMs }
    : { run: startRun(simulator, { seed, mode }), dwellMs: 0 };
}

function readSaved(saved: unknown): { acts: string[]; dwellMs: number } | undefined {
  if (typeof saved !== "object" || saved === null || !("acts" in saved) || !("dwellMs" in saved)) return undefined;
  const { acts, dwellMs } = saved;
  if (!Array.isArray(acts) || !acts.every((act): act is string => typeof act === "string") || typeof dwellMs !== "number") return undefined;
  return { acts, dwellMs };
}
