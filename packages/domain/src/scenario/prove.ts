/**
 * Proof of a simulator by walking everything that can be reached, with the engine that ships, in every variant the seed can draw.
 * Proved: from every reachable state the goal can be reached; every act offered is answered, every wrong one in words; every state has its
 * text, its speech and, before the goal, its hints; nobody's real code ever leads on; a run without a wrong act earns every score step.
 */
import type { Reaction, Simulator, Text, Verdict } from "@hocvuso/contract";
import { privateCase, sampleEntries } from "./entry.ts";
import { holds, offeredActs, type OfferedAct } from "./offered-acts.ts";
import { writeAct } from "./record.ts";
import { replay } from "./replay.ts";
import { reactionTo, screenNamed, startRun, step, type RunState } from "./run.ts";
import { unknownNames } from "./unknown-names.ts";
import { drawVariant, fillText, variantsOf, type Variant } from "./variant.ts";
import { viewOf } from "./view.ts";

export type Flaw =
  | "name-unknown" | "variant-never-drawn" | "screen-never-reached" | "reaction-never-taken" | "goal-out-of-reach" | "act-not-answered" | "act-offered-twice"
  | "wrong-act-without-words" | "wrong-act-not-taught" | "text-missing" | "value-unknown" | "hint-missing" | "hint-points-at-nothing" | "goal-offers-acts"
  | "private-entry-leads-on" | "case-never-met" | "score-step-not-earned";

export interface Counterexample {
  readonly flaw: Flaw;
  /** A plain sentence for the author. */
  readonly detail: string;
  /** The acts that lead there, as recorded (see record.ts), playable with `seed`. Absent for a flaw of the file as a whole; empty = the start. */
  readonly at?: { readonly seed: number; readonly drawn: Readonly<Record<string, string>>; readonly acts: readonly string[] };
}

export interface Proof {
  /** Empty = proved. What several variants share is told once, with the first variant that has it. */
  readonly counterexamples: readonly Counterexample[];
  /** Over all variants. */
  readonly stateCount: number;
  readonly transitionCount: number;
  /** The variants that were walked, each by the smallest seed that draws it, in the order of `variantsOf`. */
  readonly variants: readonly { readonly seed: number; readonly drawn: Readonly<Record<string, string>> }[];
  /** Per variant that has one, in the same order: the shortest way to the goal without a wrong act, as recorded acts. */
  readonly shortest: readonly { readonly seed: number; readonly drawn: Readonly<Record<string, string>>; readonly acts: readonly string[] }[];
}

/** Fewer words only say that it was wrong ("Bác bấm lại nhé"), not what to do instead. */
const teachingWords = 4;

/** Seeds tried to find one for each variant: enough for a variant drawn once in ten thousand. */
const seedsTried = 100_000;

export function prove(simulator: Simulator): Proof {
  const unknown = unknownNames(simulator).map((detail): Counterexample => ({ flaw: "name-unknown", detail }));
  if (unknown.length > 0) return { counterexamples: unknown, stateCount: 0, transitionCount: 0, variants: [], shortest: [] };

  const seeds = seedOfEachVariant(simulator);
  const undrawn = variantsOf(simulator).filter((variant) => !seeds.has(nameOf(variant)))
    .map((variant): Counterexample => ({ flaw: "variant-never-drawn", detail: `No seed up to ${seedsTried} draws the variant ${nameOf(variant)}.` }));
  const walks = [...seeds.values()].map((seed) => new Walk(simulator, seed));
  const unused = simulator.screens.flatMap((screen): Counterexample[] => {
    if (!walks.some((walk) => walk.screensReached.has(screen.id))) return [{ flaw: "screen-never-reached", detail: `Screen ${screen.id} is never reached.` }];
    return screen.reactions.filter((reaction) => !walks.some((walk) => walk.reactionsTaken.has(reaction)))
      .map((reaction) => ({ flaw: "reaction-never-taken", detail: `On screen ${screen.id} a reaction to ${reaction.act}${reaction.case === undefined ? "" : ` = ${reaction.case}`} is never taken: an earlier one takes its place, or nothing offers it.` }));
  });
  return {
    counterexamples: firstOfEach([...undrawn, ...unused, ...walks.flatMap((walk) => [...walk.counterexamples.values()])]),
    stateCount: walks.reduce((sum, walk) => sum + walk.nodes.size, 0),
    transitionCount: walks.reduce((sum, walk) => sum + walk.edges.length, 0),
    variants: walks.map(({ seed, variant }) => ({ seed, drawn: variant.drawn })),
    shortest: walks.flatMap((walk) => (walk.shortest === undefined ? [] : [{ seed: walk.seed, drawn: walk.variant.drawn, acts: walk.shortest }])),
  };
}

function firstOfEach(counterexamples: readonly Counterexample[]): Counterexample[] {
  const seen = new Set<string>();
  return counterexamples.filter(({ detail }) => !seen.has(detail) && seen.add(detail));
}

export function nameOf(variant: Variant): string {
  return Object.entries(variant.drawn).map(([draw, option]) => `${draw}: ${option}`).join(", ");
}

/** Variant name → the smallest seed that draws it, in the order of `variantsOf`. */
function seedOfEachVariant(simulator: Simulator): Map<string, number> {
  const names = variantsOf(simulator).map(nameOf);
  const seeds = new Map<string, number>();
  for (let seed = 0; seed < seedsTried && seeds.size < names.length; seed++) {
    const name = nameOf(drawVariant(simulator, seed));
    if (!seeds.has(name)) seeds.set(name, seed);
  }
  return new Map(names.flatMap((name) => { const seed = seeds.get(name); return seed === undefined ? [] : [[name, seed] as const]; }));
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly record: string;
  readonly verdict: Verdict;
}

/** One state of a run that can be reached. Two runs are in the same state when nothing that can still happen tells them apart. */
export interface GraphState {
  readonly key: string;
  readonly screen: string;
  readonly remembered: readonly string[];
  /** The fewest acts that lead here, as recorded. */
  readonly acts: readonly string[];
  readonly isGoal: boolean;
  /** False: a trap. */
  readonly canReachGoal: boolean;
}

/** `act`: as recorded, without its time. `verdict`: what the reaction says of it. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly act: string;
  readonly verdict: Verdict;
}

/** All that can be reached in one variant. States in the order of how many acts they are away, the start first. */
export interface StateGraph {
  readonly seed: number;
  readonly drawn: Readonly<Record<string, string>>;
  readonly states: readonly GraphState[];
  readonly edges: readonly GraphEdge[];
  /** The shortest way to the goal without a wrong act, as recorded acts; undefined: there is none. */
  readonly shortest: readonly string[] | undefined;
}

/** @throws RangeError for a simulator in which a name points at nothing; `prove` tells of it. */
export function stateGraph(simulator: Simulator, seed: number): StateGraph {
  const { nodes, edges, canReachGoal, variant, shortest } = new Walk(simulator, seed);
  return {
    seed, drawn: variant.drawn, shortest,
    states: [...nodes].map(([key, { screen, remembered, acts }]) => ({
      key, screen, remembered, acts, isGoal: screenNamed(simulator, screen).isGoal === true, canReachGoal: canReachGoal.has(key),
    })),
    edges: edges.map(({ from, to, record, verdict }) => ({ from, to, act: nameOfAct(record), verdict })),
  };
}

/** All that one variant can reach, breadth first, so that the acts kept with a state are the fewest that lead to it. */
class Walk {
  readonly simulator: Simulator;
  readonly seed: number;
  readonly variant: Variant;
  readonly nodes = new Map<string, RunState>();
  readonly edges: Edge[] = [];
  readonly screensReached = new Set<string>();
  readonly reactionsTaken = new Set<Reaction>();
  readonly counterexamples = new Map<string, Counterexample>();
  readonly shortest: readonly string[] | undefined;
  /** Keys of the states from which the goal is in reach. */
  readonly canReachGoal = new Set<string>();
  readonly #goals = new Set<string>();

  constructor(simulator: Simulator, seed: number) {
    this.simulator = simulator;
    this.seed = seed;
    this.variant = drawVariant(simulator, seed);
    const start = startRun(simulator, { seed, mode: "with-hints" });
    this.nodes.set(keyOf(start), start);
    for (const state of this.nodes.values()) this.#visit(state);
    this.#demandGoalInReach();
    this.shortest = this.#shortestClean(keyOf(start));
    this.#demandEveryScoreStep();
  }

  #visit(state: RunState): void {
    const screen = screenNamed(this.simulator, state.screen);
    this.screensReached.add(screen.id);
    const situation = { drawn: this.variant.drawn, remembered: state.remembered };
    const offered = offeredActs(screen, situation);
    this.#demandWords(state);
    if (screen.isGoal === true) {
      this.#goals.add(keyOf(state));
      if (offered.length > 0) this.#blame("goal-offers-acts", state, `The goal screen ${screen.id} still offers an act.`);
      return;
    }
    const twice = offered.find(({ act }, at) => offered.findIndex((other) => other.act === act) !== at);
    if (twice !== undefined) this.#blame("act-offered-twice", state, `Screen ${screen.id} offers the act ${twice.act} in two places.`);
    for (const act of offered) this.#tryAct(state, act);
  }

  /** Each act once for every case that its entry can be. */
  #tryAct(state: RunState, { act, entry }: OfferedAct): void {
    const samples: readonly { entryCase?: string; entered?: string }[] = entry === undefined ? [{}] : sampleEntries(entry, this.variant);
    for (const foreseen of entry?.cases ?? []) {
      if (!samples.some((sample) => sample.entryCase === foreseen.id)) {
        this.#blame("case-never-met", state, `On screen ${state.screen} nothing that can be typed is the case ${foreseen.id} of ${act}.`);
      }
    }
    const screen = screenNamed(this.simulator, state.screen);
    for (const sample of samples) {
      const reaction = reactionTo(screen, { drawn: this.variant.drawn, remembered: state.remembered }, { act, ...sample });
      const record = writeAct({ act, ...sample, sinceShownMs: 0 });
      if (reaction === undefined) {
        this.#blame("act-not-answered", state, `Screen ${screen.id} offers ${nameOfAct(record)} and has no reaction to it.`);
        continue;
      }
      this.reactionsTaken.add(reaction);
      if (reaction.verdict === "wrong" && reaction.answer === undefined && sample.entryCase !== privateCase) {
        this.#blame("wrong-act-without-words", state, `On screen ${screen.id} the wrong act ${nameOfAct(record)} is not answered in words.`);
      }
      if (reaction.answer !== undefined) {
        const answer = fillText(reaction.answer, this.variant);
        this.#demandFilled(state, `the answer to ${nameOfAct(record)}`, answer);
        if (reaction.verdict === "wrong" && [answer.vi, answer.en].some((words) => words.trim().split(/\s+/).length < teachingWords)) {
          this.#blame("wrong-act-not-taught", state, `On screen ${screen.id} the answer to the wrong act ${nameOfAct(record)}, “${answer.vi}”, is too short to say what to do instead.`);
        }
      }
      if (sample.entryCase === privateCase && (reaction.verdict !== "wrong" || reaction.to !== undefined)) {
        this.#blame("private-entry-leads-on", state, `On screen ${screen.id} an entry that looks like a real secret leads on.`);
      }
      const { state: next } = step(this.simulator, state, { kind: "do", act, sinceShownMs: 0, ...sample });
      this.edges.push({ from: keyOf(state), to: keyOf(next), record, verdict: reaction.verdict });
      if (!this.nodes.has(keyOf(next))) this.nodes.set(keyOf(next), next);
    }
  }

  #demandWords(state: RunState): void {
    const view = viewOf(this.simulator, { ...state, mode: "guided" });
    this.#demandFilled(state, "its text", view.shown);
    this.#demandFilled(state, "its speech", view.spoken);
    this.#demandFilled(state, "the task", view.task);
    this.#demandFilled(state, "the spoken task", view.taskSpoken);
    const parts = [...view.around, ...view.phone, ...view.choices];
    for (const part of parts) this.#demandNoName(state, `part ${part.id}`, JSON.stringify(part));
    if (view.isGoal) return;
    const screen = screenNamed(this.simulator, state.screen);
    const pair = screen.hints.find((hints) => holds(hints.when, { drawn: this.variant.drawn, remembered: state.remembered }));
    if (pair === undefined) {
      this.#blame("hint-missing", state, `Screen ${state.screen} has no hints that fit here.`);
      return;
    }
    for (const hint of [pair.weak, pair.strong]) {
      this.#demandFilled(state, "a hint", fillText(hint.text, this.variant));
      if (hint.points !== undefined && !parts.some((part) => part.id === hint.points)) {
        this.#blame("hint-points-at-nothing", state, `A hint of screen ${state.screen} points at ${hint.points}, which is not to be seen.`);
      }
    }
  }

  #demandFilled(state: RunState, what: string, { vi, en }: Text): void {
    if (vi.trim() === "" || en.trim() === "") this.#blame("text-missing", state, `On screen ${state.screen} ${what} is missing in ${vi.trim() === "" ? "Vietnamese" : "English"}.`);
    this.#demandNoName(state, what, `${vi} ${en}`);
  }

  #demandNoName(state: RunState, what: string, words: string): void {
    const [name] = /\{[a-zA-Z][a-zA-Z0-9]*\}/.exec(words) ?? [];
    if (name !== undefined) this.#blame("value-unknown", state, `On screen ${state.screen} ${what} holds ${name}, which no draw gives.`);
  }

  #demandGoalInReach(): void {
    for (const key of this.#goals) this.canReachGoal.add(key);
    // A set that grows while it is read is read to its new end.
    for (const key of this.canReachGoal) for (const edge of this.edges) if (edge.to === key) this.canReachGoal.add(edge.from);
    // Told where the trap shuts, not of every state behind it; where the goal is out of reach from the start, of the states that nothing leaves.
    const isLost = (key: string): boolean => !this.canReachGoal.has(key);
    const leavesFor = new Set(this.edges.filter(({ from, to }) => from !== to).map(({ from }) => from));
    const shutAfter = new Set(this.edges.filter(({ from, to }) => !isLost(from) && isLost(to)).map(({ to }) => to));
    const lost = [...this.nodes].filter(([key]) => isLost(key));
    const shut = lost.filter(([key]) => shutAfter.has(key) || !leavesFor.has(key));
    for (const [, state] of shut.length > 0 ? shut : lost.slice(0, 1)) this.#blame("goal-out-of-reach", state, `From screen ${state.screen} the goal can no longer be reached.`);
  }

  #shortestClean(start: string): readonly string[] | undefined {
    const ways = new Map<string, readonly string[]>([[start, []]]);
    for (const [key, way] of ways) {
      if (this.#goals.has(key)) return way;
      for (const edge of this.edges) if (edge.from === key && edge.verdict !== "wrong" && !ways.has(edge.to)) ways.set(edge.to, [...way, edge.record]);
    }
    return undefined;
  }

  #demandEveryScoreStep(): void {
    const start = startRun(this.simulator, { seed: this.seed, mode: "test" });
    if (this.shortest === undefined) {
      this.#blame("goal-out-of-reach", start, "The goal cannot be reached without a wrong act.");
      return;
    }
    const run = replay(this.simulator, { seed: this.seed, mode: "test", acts: this.shortest });
    if (run.kind === "not-played") throw new Error(`the way found for ${this.simulator.id} cannot be played again`);
    const missed = this.simulator.scoreSteps.filter(({ id }) => !run.state.stepsEarned.includes(id) || run.state.stepsSpoiled.includes(id));
    if (missed.length > 0) this.#blame("score-step-not-earned", run.state, `The shortest way without a wrong act does not earn ${missed.map(({ id }) => id).join(", ")}.`);
  }

  #blame(flaw: Flaw, state: RunState, detail: string): void {
    const key = `${flaw} ${state.screen}`;
    if (!this.counterexamples.has(key)) this.counterexamples.set(key, { flaw, detail, at: { seed: this.seed, drawn: this.variant.drawn, acts: state.acts } });
  }
}

/** Everything on which the future of a run depends. */
export function keyOf(state: RunState): string {
  return [state.screen, ...state.remembered].join(" ");
}

function nameOfAct(record: string): string {
  return record.slice(0, record.lastIndexOf("@"));
}
