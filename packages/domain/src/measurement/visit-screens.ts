/**
 * Which visits of a round may count, and what about assessors deserves a second look. Promise: deterministic, explained in one sentence each, and
 * none of them accuses. A visit that breaks a rule of the round counts nowhere; one that only looks odd counts and is shown.
 */
import type { PersonId, UnitId } from "@hocvuso/contract";
import { assessorPassRateFlags } from "./fabrication.ts";
import type { CommuneDraw, Visit } from "./round-results.ts";

/** `home`: the commune in which the assessor is registered; absent: not known here. */
export type SeenVisit = Visit & { readonly home?: UnitId | undefined; readonly taskDwellMs?: readonly number[] | undefined };

export type VisitScreen =
  | { readonly kind: "assessor-of-the-same-commune" | "not-on-the-list" | "too-quick"; readonly assessor: PersonId; readonly visits: number }
  | { readonly kind: "passes-more-than-others"; readonly assessor: PersonId; readonly visits: number; readonly passed: number; readonly qValue: number };

/** Nobody reads a task and does it in less. */
const quickestTaskMs = 5_000;
const fewestForAssessor = 10;

/**
 * Visits outside `fromMs`..`untilMs` by the assessor's clock, to persons who were not drawn, or by an assessor of the same commune (or of themselves)
 * do not count. Of assessors with ten tests or more, those who pass more than the others do are shown (exact binomial, q < .05).
 */
export function admitVisits(
  { draws, visits, fromMs, untilMs = Infinity }: { draws: readonly CommuneDraw[]; visits: readonly SeenVisit[]; fromMs: number; untilMs?: number },
): { readonly admitted: readonly SeenVisit[]; readonly screens: readonly VisitScreen[] } {
  const communeOf = new Map(draws.flatMap(({ unit, drawn, reserves }) => [...drawn, ...reserves].map(({ person }) => [person, unit] as const)));
  const counts = { "assessor-of-the-same-commune": new Map<PersonId, number>(), "not-on-the-list": new Map<PersonId, number>(), "too-quick": new Map<PersonId, number>() };
  const note = (kind: keyof typeof counts, { actor }: SeenVisit) => counts[kind].set(actor, (counts[kind].get(actor) ?? 0) + 1);
  const tests = new Map<PersonId, { tested: number; passed: number }>();
  const admitted = visits.filter((visit) => {
    const commune = communeOf.get(visit.person);
    if (visit.wallMs < fromMs || visit.wallMs > untilMs) return false;
    if (commune === undefined) return note("not-on-the-list", visit), false;
    if (visit.home === commune || visit.actor === visit.person) return note("assessor-of-the-same-commune", visit), false;
    if (visit.outcome === "passed" || visit.outcome === "not-passed") {
      if ((visit.taskDwellMs ?? []).some((dwellMs) => dwellMs < quickestTaskMs)) note("too-quick", visit);
      const own = tests.get(visit.actor) ?? { tested: 0, passed: 0 };
      tests.set(visit.actor, { tested: own.tested + 1, passed: own.passed + (visit.outcome === "passed" ? 1 : 0) });
    }
    return true;
  });
  const compared = [...tests].filter(([, { tested }]) => tested >= fewestForAssessor).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const flags = compared.length < 2 ? [] : assessorPassRateFlags({ assessors: compared.map(([, { tested, passed }]) => ({ sampleSize: tested, successes: passed })) });
  return {
    admitted,
    screens: [
      ...(["assessor-of-the-same-commune", "not-on-the-list", "too-quick"] as const)
        .flatMap((kind) => [...counts[kind]].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([assessor, count]): VisitScreen => ({ kind, assessor, visits: count }))),
      ...compared.flatMap(([assessor, { tested, passed }], i): VisitScreen[] => {
        const flag = flags[i];
        return flag?.isFlagged === true ? [{ kind: "passes-more-than-others", assessor, visits: tested, passed, qValue: flag.qValue }] : [];
      }),
    ],
  };
}
