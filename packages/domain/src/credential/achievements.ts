/** What somebody has earned by acts, and on which rung of the ladder that stands. A helper's badge is earned by none: a person gives it. */
import type { CredentialPolicy, EvidenceLevel } from "@hocvuso/contract";

export type Achievement = CredentialPolicy["achievements"][number];

/** Each simulator that somebody did, with the highest rung they did it on. */
export type HeldEvidence = ReadonlyMap<string, EvidenceLevel>;

/** As `evidenceLevels` of the contract, lowest first. */
const ladder: readonly EvidenceLevel[] = ["none", "self-declared", "quiz", "simulator-without-hints", "observed", "independent-retest"];

/**
 * @param hasPassedTest the certifying test, as the province scored it: what it shows stands on the rung of a task done in the simulator.
 * @returns the highest rung on which enough of the achievement's tasks were done; undefined: not earned, or not by acts.
 */
export function earnedLevel({ kind, simulators, simulatorsAtLeast, lowestRung, test }: Achievement, held: HeldEvidence, hasPassedTest: boolean): EvidenceLevel | undefined {
  if (kind !== "skill" || (test !== undefined && !hasPassedTest)) return undefined;
  const rungs = simulators.flatMap((simulator) => {
    const level = held.get(simulator);
    return level === undefined ? [] : [ladder.indexOf(level)];
  }).sort((a, b) => b - a);
  const reached = simulatorsAtLeast === 0 && test !== undefined ? ladder.indexOf("simulator-without-hints") : rungs[simulatorsAtLeast - 1];
  return reached === undefined || reached < ladder.indexOf(lowestRung) ? undefined : ladder[reached];
}
