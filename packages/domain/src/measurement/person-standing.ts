/**
 * What the recorded facts say of one person, folded so that order and repetition do not matter: `mergeStandings` is a join
 * (associative, commutative, idempotent), so any set of facts has one standing. Knows nothing of places beyond their ids.
 */
import type { EvidenceLadder, Fact, PersonId, PopulationGroup, SimulatorFinished, SimulatorMode, UnitId } from "@hocvuso/contract";

/** Which facts make a person capable, as `content/policies/evidence-ladder.json` says it. */
export type CapabilityPolicy = {
  readonly version: string;
  /** Simulators of the essential skill set. */
  readonly essentialSimulators: readonly string[];
  /** How many different ones must be done to the goal, in one of `modes`, with no more hints and score steps missed than these. */
  readonly minimumSimulators: number;
  readonly modes: readonly SimulatorMode[];
  readonly hintCountAtMost: number;
  readonly stepsMissedAtMost: number;
};

export function capabilityPolicy({ version, essentialSkills, capable }: EvidenceLadder): CapabilityPolicy {
  return {
    version,
    essentialSimulators: [...new Set(essentialSkills.flatMap(({ simulators }) => simulators))],
    minimumSimulators: capable.simulatorsAtLeast,
    modes: capable.modes,
    hintCountAtMost: capable.hintCountAtMost,
    stepsMissedAtMost: capable.stepsMissedAtMost,
  };
}

/** Where a fact stands: segment hash (hexadecimal) and place in it, as one string that sorts. */
export type FactSource = string;

export type Registration = {
  readonly group: PopulationGroup;
  readonly place: UnitId;
  readonly wallMs: number;
  readonly source: FactSource;
  /** It is the person's profile, which stands before any first registration. */
  readonly isProfile?: true;
};

export type Standing = {
  readonly person: PersonId;
  /** The profile if there is one; of several first registrations the latest by the devices' clocks, then by source: every store picks the same one. */
  readonly registration?: Registration;
  readonly isReached: boolean;
  /** Essential simulators done on one's own, sorted, each once. */
  readonly ownSimulators: readonly string[];
  readonly isSample: boolean;
  /** The first day on which the State confirmed them on VNeID, YYYY-MM-DD. */
  readonly confirmedOn?: string;
};

/** 0: says nothing of learning; 1: the person was reached; 2: counts towards capable. Higher rungs come with observers and re-tests. */
export type EvidenceRung = 0 | 1 | 2;

export function evidenceRung(fact: Fact, policy: CapabilityPolicy): EvidenceRung {
  switch (fact.kind) {
    case "person-registered":
    case "class-held":
    case "profile-changed":
    case "class-changed":
    case "help-request-changed":
    case "persons-merged":
    case "round-planned":
    case "draw-published":
    case "case-opened":
    case "case-answered":
    case "round-closed":
    case "vneid-confirmed":
    case "consent-given":
    case "consent-withdrawn":
    case "ambassador-applied":
    case "ambassador-appointed":
    case "ambassador-ended":
    case "class-opened":
    case "household-visited":
    case "place-found":
    case "directive-issued":
    case "directive-answered":
    case "directive-reminded":
    case "directive-ended":
    case "campaign-planned":
    case "local-model-planned":
    case "session-tagged":
    case "test-begun":
    case "test-resumed":
    case "item-neutralised":
    case "test-ended": return 0;
    // A re-test says what the records are worth; it never adds to what it checks.
    case "retest-recorded": return 0;
    case "lesson-step-done":
    case "item-answered":
    case "attendance-marked":
    // Being watched is learning; what it is worth stands on the skill record, never in the count of the capable.
    case "task-observed":
    case "hand-raised": return 1;
    case "simulator-finished": return isDoneOnOwn(fact, policy) ? 2 : 1;
  }
}

export type SimulatorRun = Pick<SimulatorFinished, "simulator" | "mode" | "goalReached" | "hintCount" | "stepsReached" | "stepCount">;

/** Whether one run counts towards capable. The phone asks it to say so at once; what the server finds, counts. */
export function isDoneOnOwn(run: SimulatorRun, policy: CapabilityPolicy): boolean {
  const isUnaided = policy.modes.includes(run.mode) && run.hintCount <= policy.hintCountAtMost;
  const isWhole = run.goalReached && run.stepCount - run.stepsReached <= policy.stepsMissedAtMost;
  return isUnaided && isWhole && policy.essentialSimulators.includes(run.simulator);
}

export type FactInPlace = { readonly fact: Fact; readonly source: FactSource; readonly isSample: boolean };

/** The standing that this one fact alone would give its subject. */
export function standingFrom({ fact, source, isSample }: FactInPlace, policy: CapabilityPolicy): Standing {
  const rung = evidenceRung(fact, policy);
  const standing: Standing = {
    person: fact.subject,
    isReached: rung >= 1,
    ownSimulators: rung === 2 && fact.kind === "simulator-finished" ? [fact.simulator] : [],
    isSample,
  };
  if (fact.kind === "vneid-confirmed") return { ...standing, confirmedOn: fact.confirmedOn };
  if (fact.kind !== "person-registered") return standing;
  return { ...standing, registration: { group: fact.group, place: fact.place, wallMs: fact.wallMs, source } };
}

/** @param a, b standings of the same person. */
export function mergeStandings(a: Standing, b: Standing): Standing {
  if (addsNothing(b, a)) return a;
  const registration = later(a.registration, b.registration);
  const [confirmedOn] = [a.confirmedOn, b.confirmedOn].filter((day) => day !== undefined).toSorted();
  return {
    person: a.person,
    ...(registration === undefined ? {} : { registration }),
    isReached: a.isReached || b.isReached,
    ownSimulators: [...new Set([...a.ownSimulators, ...b.ownSimulators])].toSorted(),
    isSample: a.isSample || b.isSample,
    ...(confirmedOn === undefined ? {} : { confirmedOn }),
  };
}

/** Most facts tell of somebody what is known of them. */
function addsNothing({ registration, confirmedOn, isReached, isSample, ownSimulators }: Standing, to: Standing): boolean {
  return registration === undefined && confirmedOn === undefined && (to.isReached || !isReached) && (to.isSample || !isSample) && ownSimulators.every((simulator) => to.ownSimulators.includes(simulator));
}

function later(a: Registration | undefined, b: Registration | undefined): Registration | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.isProfile !== b.isProfile) return a.isProfile ? a : b;
  if (a.wallMs !== b.wallMs) return a.wallMs > b.wallMs ? a : b;
  return a.source > b.source ? a : b;
}

export function isCapable(standing: Standing, policy: CapabilityPolicy): boolean {
  return standing.ownSimulators.length >= policy.minimumSimulators;
}
