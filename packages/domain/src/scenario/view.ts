/** What the phone draws now: the screen with its words filled in and only the parts to be seen. The drawing decides nothing. */
import type { Part, PartOf, Simulator, Text } from "@hocvuso/contract";
import { holds, type Situation } from "./offered-acts.ts";
import { outcomeOf, screenNamed, type RunState } from "./run.ts";
import { drawVariant, fillText, fillWords, type Variant } from "./variant.ts";

/** In mode "guided" what to do stands on every screen; `points` is the id of the part to ring. */
export interface Guide {
  readonly text: Text;
  readonly points?: string;
}

export interface ScreenView {
  readonly screen: string;
  readonly task: Text;
  readonly taskSpoken: Text;
  readonly shown: Text;
  readonly spoken: Text;
  /** Outside the phone, above it. A `sign` keeps `pastedOver` only while the sticker is there. */
  readonly around: readonly Part[];
  readonly phone: readonly Part[];
  readonly choices: readonly PartOf<"button">[];
  readonly guide?: Guide;
  /** A hint may be asked for here. */
  readonly isHintOffered: boolean;
  /** For ticks and toggles: on when their `on` is among these. */
  readonly remembered: readonly string[];
  readonly isGoal: boolean;
  /** For the lamp: steps reached so far, of how many. Not to be shown in mode "test". */
  readonly stepsReached: number;
  readonly stepCount: number;
}

export function viewOf(simulator: Simulator, state: RunState): ScreenView {
  const variant = drawVariant(simulator, state.seed);
  const screen = screenNamed(simulator, state.screen);
  const situation = { drawn: variant.drawn, remembered: state.remembered };
  const visible = <P extends Part>(parts: readonly P[]): P[] =>
    parts.filter((part) => holds(part.when, situation)).map((part) => withSticker(fillAll(part, variant), situation));
  const pair = screen.hints.find((hints) => holds(hints.when, situation));
  return {
    screen: screen.id,
    task: fillText(simulator.task, variant),
    taskSpoken: fillText(simulator.taskSpoken, variant),
    shown: fillText(screen.shown, variant),
    spoken: fillText(screen.spoken, variant),
    around: visible(screen.around),
    phone: visible(screen.phone),
    choices: visible(screen.choices),
    ...(state.mode === "guided" && pair !== undefined
      ? { guide: { text: fillText(pair.strong.text, variant), ...(pair.strong.points === undefined ? {} : { points: pair.strong.points }) } }
      : {}),
    isHintOffered: (state.mode === "with-hints" || state.mode === "on-my-own") && pair !== undefined,
    remembered: state.remembered,
    isGoal: screen.isGoal === true,
    stepsReached: outcomeOf(simulator, state).stepsReached,
    stepCount: simulator.scoreSteps.length,
  };
}

function withSticker<P extends Part>(part: P, situation: Situation): P {
  if (part.kind !== "sign" || part.pastedOver === undefined || holds(part.pastedOver, situation)) return part;
  const { pastedOver: _, ...bare } = part;
  // A sign without its optional field is still a sign; the compiler cannot see that through the type parameter.
  return bare as P;
}

/** Fills every string of a part; an object with `vi` and `en` is filled in each language. */
function fillAll<Value>(value: Value, variant: Variant): Value {
  const fill = (inner: unknown, language: "vi" | "en"): unknown => {
    if (typeof inner === "string") return fillWords(inner, variant, language);
    if (Array.isArray(inner)) return inner.map((each) => fill(each, language));
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, fill(each, key === "en" ? "en" : language)]));
  };
  // The shape is kept, only strings change.
  return fill(value, "vi") as Value;
}
