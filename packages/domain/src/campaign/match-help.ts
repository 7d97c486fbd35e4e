/** Who is asked to help: the nearest free helper who speaks the language and can do the thing, with the reason said. Pure; distance is told by who serves which place. */
import type { HelpMatch, PersonId, UnitId } from "@hocvuso/contract";

export type HelpAsked = {
  readonly person: PersonId;
  readonly place: UnitId;
  /** A simulator or a component. */
  readonly about: string;
  /** As people call it; absent or Vietnamese: everybody speaks it. */
  readonly language?: string;
};

export type Helper = {
  readonly person: PersonId;
  readonly name?: string;
  /** Where they live. */
  readonly place: UnitId;
  /** Hamlets that they serve beside their own. */
  readonly serves: readonly UnitId[];
  readonly languages: readonly string[];
  /** What they did on their own. */
  readonly skills: readonly string[];
  /** Requests that they have taken and that are not closed. */
  readonly openRequests: number;
  /** Those who said that they are not free are asked for nothing. */
  readonly isAvailable: boolean;
};

/** With so many open requests a helper is not free. */
export const MOST_OPEN_REQUESTS = 3;

/** A day in which nobody has taken it, or a week in which it was not closed. */
const UNTAKEN_MS = 24 * 3_600_000;
const UNCLOSED_MS = 7 * 24 * 3_600_000;

const VIETNAMESE: ReadonlySet<string> = new Set(["", "việt", "tiếng việt", "kinh", "tiếng kinh", "vietnamese"]);

/**
 * The nearest first: of the same hamlet, then of the same commune, then others that `isNear` says; among equally near ones those who can do it, then those with fewer open
 * requests, then by id, so that every phone and the server find the same. Who does not speak a language that was asked for is left out: a helper who is not understood is none.
 * @returns at most `limit`; empty where nobody is free.
 */
export function matchHelp(asked: HelpAsked, helpers: readonly Helper[], { isNear, limit = 3 }: { readonly isNear: (a: UnitId, b: UnitId) => boolean; readonly limit?: number }): readonly HelpMatch[] {
  const language = foldLanguage(asked.language ?? "");
  return helpers.flatMap((helper) => {
    if (!helper.isAvailable || helper.person === asked.person || helper.openRequests >= MOST_OPEN_REQUESTS) return [];
    const speaks = VIETNAMESE.has(language) || helper.languages.some((one) => foldLanguage(one) === language);
    const distance = distanceOf(asked.place, helper, isNear);
    if (!speaks || distance === undefined) return [];
    return [{ helper, distance, hasSkill: helper.skills.includes(asked.about), speaksAsked: !VIETNAMESE.has(language) }];
  }).toSorted((a, b) => NEARNESS.indexOf(a.distance) - NEARNESS.indexOf(b.distance) || Number(b.hasSkill) - Number(a.hasSkill) || a.helper.openRequests - b.helper.openRequests || (a.helper.person < b.helper.person ? -1 : 1))
    .slice(0, limit)
    .map(({ helper: { person, name, place }, distance, hasSkill, speaksAsked }): HelpMatch => ({
      helper: person, place, ...(name === undefined ? {} : { name }),
      reasons: [distance, ...(speaksAsked ? ["speaks-language" as const] : []), ...(hasSkill ? ["has-skill" as const] : []), "free"],
    }));
}

const NEARNESS = ["same-hamlet", "same-commune", "neighbouring"] as const;

function distanceOf(place: UnitId, { place: home, serves }: Helper, isNear: (a: UnitId, b: UnitId) => boolean): (typeof NEARNESS)[number] | undefined {
  if (home === place || serves.includes(place)) return place.includes("-") ? "same-hamlet" : "same-commune";
  if (communeOf(home) === communeOf(place)) return "same-commune";
  return isNear(home, place) ? "neighbouring" : undefined;
}

function communeOf(place: UnitId): string {
  return place.split("-")[0] ?? place;
}

function foldLanguage(language: string): string {
  return language.normalize("NFC").toLowerCase().replace(/^tiếng\s+/, "").trim();
}

/** Somebody has to look at it: nobody took it within a day, or it is not closed within a week. Times in ms since 1970. */
export function isEscalated({ state, askedMs, nowMs }: { readonly state: "open" | "taken" | "answered" | "closed"; readonly askedMs: number; readonly nowMs: number }): boolean {
  if (state === "closed") return false;
  return nowMs - askedMs > (state === "open" ? UNTAKEN_MS : UNCLOSED_MS);
}

export type HelpAct = { readonly state: "open" | "taken" | "answered" | "closed"; readonly by: PersonId | "desk" };

/**
 * Whether one may follow another. Taken by a helper; given back by them or the desk; answered by who took it; closed by the person helped or, for who cannot, at the desk;
 * never by the helper alone. Nothing follows closed.
 */
export function mayFollow(before: HelpAct["state"], next: HelpAct, { person, helper }: { readonly person: PersonId; readonly helper?: PersonId }): boolean {
  const isDeskOr = (one: PersonId | undefined) => next.by === "desk" || next.by === one;
  switch (next.state) {
    case "open": return before === "taken" && isDeskOr(helper);
    case "taken": return before === "open";
    case "answered": return before === "taken" && isDeskOr(helper);
    case "closed": return before !== "closed" && isDeskOr(person);
  }
}
