/** Content points at a part; where that part offers several places, the hand must lie on the one that is right now. The engine says which. */
import type { Part, Simulator } from "@hocvuso/contract";
import { step, type RunState, type ScreenView } from "@hocvuso/domain/scenario";

/** The acts of a part that offers several, each place with its own, by the first of which it is named; empty for every other part. */
function placesOf(part: Part): readonly (readonly (string | undefined)[])[] {
  switch (part.kind) {
    case "list": return part.choices.map(({ act, hold }) => [act, hold]);
    case "swipe": return part.ways.map((way) => [way.act]);
    case "qr-scanner": return part.targets.map((target) => [target.act]);
    case "incoming-call": return [[part.accept], [part.decline]];
    case "permission-prompt": return [[part.allow], [part.deny]];
    case "map-pin": return part.places.map((place) => [place.act]);
    default: return [];
  }
}

/** The act of the one right place within the part that is pointed at; the part itself (`points`) where there is no such one. */
export function placeToTouch(simulator: Simulator, run: RunState, { view, points }: { view: ScreenView; points: string }): string {
  const part = [...view.around, ...view.phone].find((candidate) => candidate.id === points);
  const reactions = simulator.screens.find((screen) => screen.id === view.screen)?.reactions ?? [];
  const isRight = (act: string | undefined): boolean => act !== undefined
    && reactions.some((reaction) => reaction.act === act && reaction.verdict === "right")
    && step(simulator, run, { kind: "do", act, sinceShownMs: 0 }).state.wrongActCount === run.wrongActCount;
  const right = (part === undefined ? [] : placesOf(part)).filter((acts) => acts.some(isRight));
  const [only, ...others] = right;
  return only?.[0] !== undefined && others.length === 0 ? only[0] : points;
}
