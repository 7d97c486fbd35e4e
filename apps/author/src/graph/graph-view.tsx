/** The state graph of one variant, drawn. A state is a button that plays the phone to it; the shortest way, traps, the goal and the place where one is are marked, each with a word or a shape besides its colour. */
import type { Simulator } from "@hocvuso/contract";
import { replay, viewOf, type RunState, type StateGraph } from "@hocvuso/domain/scenario";
import { useMemo, useState } from "preact/hooks";
import type { Language, Messages } from "../messages.ts";
import { layOut } from "./layered-layout.ts";

const sizes = { width: 580, stateHeight: 84, gap: 46, stateWidthAtMost: 300, bulge: 130 };

export function GraphView({ graph, run, simulator, language, messages, goTo }: {
  graph: StateGraph; run: RunState; simulator: Simulator; language: Language; messages: Messages; goTo: (acts: readonly string[]) => void;
}) {
  const [looked, setLooked] = useState<string>();
  const layout = useMemo(() => layOut(graph, sizes), [graph]);
  const texts = useMemo(() => textsOf(graph, simulator), [graph, simulator]);
  const onWay = useMemo(() => keysOf(graph), [graph]);
  const now = graph.states.find((state) => state.screen === run.screen && state.remembered.join(" ") === run.remembered.join(" "))?.key;
  const isOnWay = (from: string, to: string): boolean => { const at = onWay.indexOf(from); return at !== -1 && onWay[at + 1] === to; };

  return (
    <>
      <ul class="ab-legend">
        <li><i class="ab-key-now" />{messages.legend.now}</li>
        <li><i class="ab-key-way" />{messages.legend.shortest}</li>
        <li><i class="ab-key-wrong" />{messages.legend.wrong}</li>
        {graph.states.some(({ canReachGoal }) => !canReachGoal) ? <li><i class="ab-key-trap" />{messages.legend.trap}</li> : null}
      </ul>
      <div class="ab-graph" style={{ width: `${layout.width}px`, height: `${layout.height + 24}px` }}>
        <svg width={layout.width} height={layout.height + 24} aria-hidden="true">
          <defs>
            {["quiet", "way", "wrong"].map((name) => <marker key={name} id={`ab-tip-${name}`} viewBox="0 0 10 10" refX="8" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path class={`ab-tip-${name}`} d="M0 0L10 5 0 10z" /></marker>)}
          </defs>
          {layout.links.toSorted((a, b) => Number(isOnWay(a.from, a.to)) - Number(isOnWay(b.from, b.to))).map(({ from, to, edges, path, label, isForward }) => {
            const look = isOnWay(from, to) ? "way" : edges.every(({ verdict }) => verdict === "wrong") ? "wrong" : "quiet";
            const isLooked = looked !== undefined && (from === looked || to === looked);
            return (
              <g key={`${from}>${to}`} class={`ab-link ab-link-${look}${isForward ? "" : " ab-link-back"}${isLooked ? " ab-link-looked" : ""}`}>
                <path d={path} marker-end={`url(#ab-tip-${look})`} />
                {look === "way" || isLooked ? <text x={label.x} y={label.y} text-anchor={isForward ? "start" : "end"}>{edges.map(({ act }) => act).join(", ")}</text> : null}
              </g>
            );
          })}
        </svg>
        {layout.states.map(({ key, x, y, staying }) => {
          const state = graph.states.find((each) => each.key === key);
          if (state === undefined) return null;
          const look = `${key === now ? " ab-node-now" : ""}${onWay.includes(key) ? " ab-node-way" : ""}${state.canReachGoal ? "" : " ab-node-trap"}${state.isGoal ? " ab-node-goal" : ""}`;
          return (
            <button
              key={key} type="button" class={`ab-node${look}`} style={{ left: `${x}px`, top: `${y + 12}px`, width: `${layout.stateWidth}px`, height: `${sizes.stateHeight}px` }}
              aria-current={key === now ? "location" : undefined}
              onClick={() => goTo(state.acts)} onMouseEnter={() => setLooked(key)} onMouseLeave={() => setLooked(undefined)} onFocus={() => setLooked(key)} onBlur={() => setLooked(undefined)}
            >
              <b>{state.screen}{state.acts.length === 0 ? <em>{messages.start}</em> : state.isGoal ? <em>{messages.goal}</em> : state.canReachGoal ? null : <em>✕ {messages.trap}</em>}</b>
              {state.remembered.length === 0 ? null : <code>{state.remembered.join(" ")}</code>}
              <span>{texts.get(key)?.[language]}</span>
              {staying.length === 0 ? null : <i title={`${messages.staying(staying.length)}: ${staying.map(({ act }) => act).join(", ")}`}>↺ {staying.length}</i>}
            </button>
          );
        })}
      </div>
    </>
  );
}

/** What stands on each state's screen. */
function textsOf(graph: StateGraph, simulator: Simulator): ReadonlyMap<string, { readonly vi: string; readonly en: string }> {
  return new Map(graph.states.flatMap(({ key, acts }) => {
    const played = replay(simulator, { seed: graph.seed, mode: "test", acts });
    return played.kind === "replayed" ? [[key, viewOf(simulator, played.state).shown] as const] : [];
  }));
}

/** The states of the shortest way, in order. */
function keysOf({ states, edges, shortest }: StateGraph): readonly string[] {
  const [start] = states;
  if (start === undefined || shortest === undefined) return [];
  const keys = [start.key];
  for (const record of shortest) {
    const act = record.slice(0, record.lastIndexOf("@"));
    const edge = edges.find(({ from, act: each }) => from === keys.at(-1) && each === act);
    if (edge !== undefined) keys.push(edge.to);
  }
  return keys;
}
