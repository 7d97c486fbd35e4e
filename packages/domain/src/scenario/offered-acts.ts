/** What can be done on a screen, read off its parts. The one place, besides the drawing, that knows every kind of part. */
import type { EntryCase, Part, Screen, When } from "@hocvuso/contract";

/** How what was typed is to be understood. */
export type EntryKind = "text" | "digits" | "amount" | "address" | "passcode";

export interface Entry {
  readonly kind: EntryKind;
  readonly cases: readonly EntryCase[];
}

export interface OfferedAct {
  readonly act: string;
  /** Present when the act brings something typed. */
  readonly entry?: Entry;
}

/** What a `When` is about. */
export interface Situation {
  readonly drawn: Readonly<Record<string, string>>;
  readonly remembered: readonly string[];
}

export function holds(when: When | undefined, { drawn, remembered }: Situation): boolean {
  if (when === undefined) return true;
  for (const draw in when.drawn) if (drawn[draw] !== when.drawn[draw]) return false;
  return (when.remembered?.every((word) => remembered.includes(word)) ?? true) && !(when.notRemembered?.some((word) => remembered.includes(word)) ?? false);
}

/** Acts of the parts now to be seen, in the order of the screen: around, phone, choices. */
export function offeredActs(screen: Screen, situation: Situation): OfferedAct[] {
  return partsOf(screen).filter(({ when }) => holds(when, situation)).flatMap(({ acts }) => acts);
}

/** The first of `offeredActs` with this name; undefined: it is not offered now. */
export function offeredAct(screen: Screen, situation: Situation, name: string): OfferedAct | undefined {
  for (const { when, acts } of partsOf(screen)) {
    const found = acts.find(({ act }) => act === name);
    if (found !== undefined && holds(when, situation)) return found;
  }
  return undefined;
}

type ActingPart = { readonly when: When | undefined; readonly acts: readonly OfferedAct[] };

/** A screen never changes, and a store that scores runs again meets each of them thousands of times. */
const parts = new WeakMap<Screen, readonly ActingPart[]>();

function partsOf(screen: Screen): readonly ActingPart[] {
  let known = parts.get(screen);
  if (known === undefined) {
    known = [...screen.around, ...screen.phone, ...screen.choices].map((part) => ({ when: part.when, acts: actsOfPart(part) }));
    parts.set(screen, known);
  }
  return known;
}

function actsOfPart(part: Part): OfferedAct[] {
  switch (part.kind) {
    case "paragraph": case "notice": case "picture": case "qr-code": case "sign": case "speech": case "receipt":
      return [];
    case "button": case "side-key": case "tick": case "toggle": case "camera":
      return [{ act: part.act }];
    case "detail":
      return only([part.act]);
    case "app-bar": case "web-page":
      return only([part.back]);
    case "incoming-call":
      return only([part.accept, part.decline]);
    case "permission-prompt":
      return only([part.allow, part.deny]);
    case "swipe":
      return only(part.ways.map((way) => way.act));
    case "list":
      return only(part.choices.flatMap(({ act, hold }) => [act, hold]));
    case "qr-scanner":
      return only(part.targets.map((target) => target.act));
    case "map-pin":
      return only(part.places.map((place) => place.act));
    case "messages":
      return only(part.bubbles.map((bubble) => bubble.link?.act));
    case "text-field":
      return [{ act: part.act, entry: { kind: part.keyboard, cases: part.cases } }];
    case "keyboard":
      return [{ act: part.act, entry: { kind: part.layout === "digits" ? "digits" : "text", cases: part.cases } }];
    case "passcode-pad":
      return [{ act: part.act, entry: { kind: "passcode", cases: [{ id: practiceCodeCase, equals: [part.practiceCode] }] } }];
  }
}

/** On a passcode pad the practice code is the one case there is; every other code may be a real one. */
const practiceCodeCase = "ma-tap";

function only(acts: readonly (string | undefined)[]): OfferedAct[] {
  return acts.flatMap((act) => (act === undefined ? [] : [{ act }]));
}
