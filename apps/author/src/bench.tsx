/** The whole bench: files on the left, the phone in the middle, what is to be said of the file on the right. Holds what is open, how it is played, and how far. */
import type { SimulatorMode } from "@hocvuso/contract";
import { stateGraph, viewOf, type StateGraph } from "@hocvuso/domain/scenario";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { BenchProblem, OpenFile, Playable } from "./bench-state.ts";
import { FileList } from "./file-list.tsx";
import { GraphView } from "./graph/graph-view.tsx";
import { keptRun, nameOfAct } from "./kept-acts.ts";
import { messages as catalogues, type Language } from "./messages.ts";
import { wordOf, type PhoneWord, type Shown } from "./phone/shown.ts";
import { ProblemList } from "./problem-list.tsx";
import { useDesk } from "./use-desk.ts";
import { Words } from "./words.tsx";

/** How a file is played. `seed` undefined: the first variant. `acts` and `step` are how far one is. */
interface Play {
  readonly mode: SimulatorMode;
  readonly seed: number | undefined;
  readonly acts: readonly string[];
  readonly step: number;
}

const fresh: Play = { mode: "guided", seed: undefined, acts: [], step: 0 };
const modes: readonly SimulatorMode[] = ["guided", "with-hints", "on-my-own", "test"];
/** Between two acts that the bench plays by itself: long enough to see each screen. */
const playedEveryMs = 700;

export function Bench() {
  const [language, setLanguage] = useState<Language>("vi");
  const [path, setPath] = useState(pathOfAddress);
  const [play, setPlay] = useState(fresh);
  const desk = useDesk(path);
  const messages = catalogues[language];
  useEffect(() => {
    const follow = (): void => { setPath(pathOfAddress()); setPlay(fresh); };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => { document.documentElement.lang = language; document.title = `${messages.title} · ${messages.home}`; }, [language]);

  const problemCount = desk.files.reduce((sum, file) => sum + file.problemCount, 0);
  const open = desk.open?.path === path ? desk.open : undefined;
  return (
    <div class="ab">
      <header class="ab-top">
        <Lantern />
        <h1>{messages.title}</h1>
        <p class={problemCount === 0 ? "ab-state ab-state-good" : "ab-state ab-state-care"} role="status">
          {desk.isLost ? messages.lostBench : problemCount === 0 ? messages.allGood : messages.problemCount(problemCount)}
        </p>
        <button type="button" class="pill" lang={language === "vi" ? "en" : "vi"} onClick={() => setLanguage(language === "vi" ? "en" : "vi")}>{messages.otherLanguage}</button>
      </header>
      <FileList files={desk.files} openPath={path} language={language} messages={messages} />
      {open === undefined ? (
        <main class="ab-none"><p class="lead">{messages.chooseFile}</p><p>{messages.howItWorks}</p></main>
      ) : <OpenDesk key={path} open={open} play={play} setPlay={setPlay} language={language} />}
    </div>
  );
}

function pathOfAddress(): string | undefined {
  const name = decodeURIComponent(location.hash.slice(1));
  return name === "" ? undefined : name;
}

function OpenDesk({ open, play, setPlay, language }: { open: OpenFile; play: Play; setPlay: (play: Play) => void; language: Language }) {
  const messages = catalogues[language];
  const { playable } = open;
  /** Another one begins the phone anew. */
  const [key, setKey] = useState(0);
  const jump = (changed: Partial<Play>): void => { setPlay({ ...play, ...changed }); setKey((before) => before + 1); };
  const player = useRef<ReturnType<typeof setInterval>>(undefined);
  const stop = (): void => clearInterval(player.current);
  useEffect(() => stop, []);

  /** Plays acts one after the other, from the start. */
  const playOut = (acts: readonly string[], seed: number, mode: SimulatorMode = play.mode): void => {
    stop();
    let done = 0;
    const next = (): void => {
      setPlay({ ...play, mode, seed, acts: acts.slice(0, done) });
      setKey((before) => before + 1);
      if (++done > acts.length) stop();
    };
    next();
    player.current = setInterval(next, matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : playedEveryMs);
  };
  /** With hints nothing is hidden and nothing is shown that the place itself would not show. */
  const playTo = ({ after }: BenchProblem): void => { if (after !== undefined) playOut(after.acts, after.seed, "with-hints"); };

  const simulator = playable?.kind === "simulator" ? playable.simulator : undefined;
  const seed = play.seed ?? (playable?.kind === "simulator" ? playable.variants[0]?.seed : undefined) ?? 0;
  const run = useMemo(() => (simulator === undefined ? undefined : keptRun(simulator, { seed, mode: play.mode, acts: play.acts })), [simulator, seed, play.mode, play.acts]);
  const graph = useMemo(() => graphOf(playable, seed), [playable, seed]);
  /** A file saved while it is played: the phone goes on at the same place, with the new words. */
  const playableBefore = useRef(playable);
  if (playableBefore.current !== playable) {
    playableBefore.current = playable;
    setKey(key + 1);
  }

  const shown = playable === undefined ? undefined : shownOf(playable, { key, language, seed, play, acts: run?.acts ?? [] });
  const lesson = playable?.kind === "lesson" ? playable.lesson : undefined;
  const step = lesson?.steps[Math.min(play.step, lesson.steps.length - 1)];
  const view = simulator === undefined || run === undefined ? undefined : viewOf(simulator, run);
  const item = playable?.kind === "item" ? playable.item : step?.kind === "question" && playable?.kind === "lesson" ? playable.items[step.item] : undefined;

  return (
    <>
      <main class="ab-phone">
        {playable?.kind === "simulator" ? (
          <>
            <div class="ab-modes" role="group" aria-label={messages.mode}>
              {modes.map((mode) => <button key={mode} type="button" aria-pressed={mode === play.mode} onClick={() => { stop(); jump({ mode, acts: run?.acts ?? [] }); }}>{messages.modes[mode]}</button>)}
            </div>
            <label class="ab-variant">
              <span>{messages.variant}</span>
              {playable.variants.length < 2 ? <b>{messages.onlyVariant}</b> : (
                <select value={seed} onChange={({ currentTarget }) => { stop(); jump({ seed: Number(currentTarget.value), acts: [] }); }}>
                  {playable.variants.map((variant) => <option key={variant.seed} value={variant.seed}>{Object.values(variant.drawn).join(" · ")}</option>)}
                </select>
              )}
            </label>
          </>
        ) : null}
        {open.isCurrent ? null : <p class="ab-note ab-note-care">{playable === undefined ? messages.never : messages.isEarlier}</p>}
        {shown === undefined ? null : (
          <Phone
            shown={shown} title={messages.phone}
            onActs={(acts) => { stop(); setPlay({ ...play, seed, acts }); }} onStep={(place) => setPlay({ ...play, step: place })} onLeft={() => jump({ acts: [] })}
          />
        )}
        {playable?.kind === "simulator" ? (
          <div class="ab-moves">
            <button type="button" onClick={() => { stop(); jump({ acts: [] }); }}>{messages.again}</button>
            <button type="button" disabled={(run?.acts.length ?? 0) === 0} onClick={() => { stop(); jump({ acts: run?.acts.slice(0, -1) ?? [] }); }}>{messages.undo}</button>
            {graph?.shortest === undefined ? null : <button type="button" onClick={() => playOut(graph.shortest ?? [], seed)}>{messages.playShortest}</button>}
          </div>
        ) : null}
      </main>
      <section class="ab-desk">
        <ProblemList open={open} language={language} messages={messages} playTo={playTo} />
        {view === undefined ? null : <Words title={view.screen} shown={view.shown} spoken={view.spoken} messages={messages} />}
        {step !== undefined && step.kind !== "question" ? <Words title={step.id} shown={step.shown} spoken={step.spoken} messages={messages} /> : null}
        {item === undefined ? null : <Words title={item.id} shown={item.shown} spoken={item.spoken} messages={messages} />}
        {simulator === undefined || run === undefined ? null : (
          <section class="ab-panel">
            <h2>{messages.graph}</h2>
            {graph === undefined ? <p>{messages.noGraph}</p> : (
              <>
                <p class="ab-sub">{graph.shortest === undefined ? messages.noWay : messages.graphOf(graph.states.length, graph.shortest.length)}</p>
                <p class="ab-done"><b>{messages.done}:</b> {run.acts.length === 0 ? messages.nothingDone : run.acts.map(nameOfAct).join(" → ")}</p>
                <GraphView graph={graph} run={run} simulator={simulator} language={language} messages={messages} goTo={(acts) => { stop(); jump({ seed, acts }); }} />
              </>
            )}
          </section>
        )}
        {lesson === undefined ? null : (
          <section class="ab-panel">
            <h2>{messages.steps}</h2>
            <ol class="ab-steps">
              {lesson.steps.map((each, place) => (
                <li key={each.id}>
                  <button type="button" aria-current={place === play.step ? "step" : undefined} onClick={() => jump({ step: place })}>
                    <i>{place + 1}</i><span><b>{messages.stepKinds[each.kind]}</b> {each.kind === "question" ? each.item : each.shown[language].replaceAll("**", "")}</span>
                  </button>
                </li>
              ))}
            </ol>
          </section>
        )}
      </section>
    </>
  );
}

function graphOf(playable: Playable | undefined, seed: number): StateGraph | undefined {
  return playable?.kind === "simulator" ? stateGraph(playable.simulator, seed) : undefined;
}

function shownOf(playable: Playable, { key, language, seed, play, acts }: { key: number; language: Language; seed: number; play: Play; acts: readonly string[] }): Shown {
  switch (playable.kind) {
    case "simulator": return { kind: "simulator", key, language, simulator: playable.simulator, mode: play.mode, seed, acts };
    case "lesson": return { kind: "lesson", key, language, lesson: playable.lesson, items: playable.items, simulators: playable.simulators, step: Math.min(play.step, playable.lesson.steps.length - 1) };
    case "item": return { kind: "item", key, language, item: playable.item };
  }
}

/** The frame is a window of its own, 360 px wide, as a phone is. */
function Phone({ shown, title, onActs, onStep, onLeft }: { shown: Shown; title: string; onActs: (acts: readonly string[]) => void; onStep: (step: number) => void; onLeft: () => void }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  const latest = useRef({ shown, onActs, onStep, onLeft });
  latest.current = { shown, onActs, onStep, onLeft };
  useEffect(() => {
    const listen = (event: MessageEvent<unknown>): void => {
      const word = event.source === frame.current?.contentWindow ? wordOf<PhoneWord>(event) : undefined;
      const now = latest.current;
      if (word?.kind === "ready") setReady(true);
      // What the phone still says of an earlier file or run is past.
      else if (word !== undefined && word.kind !== "crashed" && word.key !== now.shown.key) return;
      else if (word?.kind === "acts") now.onActs(word.acts);
      else if (word?.kind === "step") now.onStep(word.step);
      else if (word?.kind === "left") now.onLeft();
    };
    addEventListener("message", listen);
    return () => removeEventListener("message", listen);
  }, []);
  const step = shown.kind === "lesson" ? shown.step : 0;
  useEffect(() => { if (isReady) frame.current?.contentWindow?.postMessage(shown, location.origin); }, [isReady, shown.key, shown.language, step]);
  return <iframe class="ab-frame" ref={frame} src="/phone.html" title={title} />;
}

function Lantern() {
  const body = "M36 16c20 0 30 10 30 24s-10 24-30 24S6 54 6 40s10-24 30-24z";
  return (
    <svg class="ab-lantern" viewBox="-2 0 76 86" aria-hidden="true">
      <g transform="translate(1.5 1.5)"><path d={body} fill="#E3A72F" /><path d="M25 9h22v8H25zM25 63h22v7H25z" fill="#C8321F" /></g>
      <path fill="none" stroke="#1E1B16" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" d={`M36 0v9M25 9h22v8H25zM25 63h22v7H25zM36 70v14M30 70v9M42 70v9${body}`} />
      <path fill="none" stroke="#1E1B16" stroke-width="3" stroke-linecap="round" d="M24 46l18-16 7 7-18 16-9 2z" />
    </svg>
  );
}
