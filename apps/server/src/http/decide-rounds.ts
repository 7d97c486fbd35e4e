/**
 * POST under /api/rounds: what an office decides about a round. Plan, draw, close; open a case, answer it. Each decision is a fact in the office's
 * log, or nothing; asking twice for what is done is refused and changes nothing.
 */
import { hash } from "node:crypto";
import { CaseAnswered, FactKey, RoundPlanned, UnitId, type CaseOpened, type DrawPublished, type PersonId, type RoundDecided } from "@hocvuso/contract";
import { allocateSample, drawCommune, drawnListText, type FramePerson } from "@hocvuso/domain/measurement";
import { unitsAt } from "@hocvuso/domain/units";
import { Type } from "typebox";
import type { Row } from "../identity/policy.ts";
import { admit, signedIn, worksFor } from "../identity/visitor.ts";
import { appendAtOffice } from "../office-log.ts";
import { isUsable } from "../people/restriction.ts";
import type { Transaction } from "../postgres/database.ts";
import { communeOn, currentBoundaries, readCells } from "../projections/read-progress.ts";
import { findRound, isOpen, readDecisions, stateOf, type RoundDecisions } from "../projections/read-rounds.ts";
import type { Services } from "../services.ts";
import { posted } from "./endpoint.ts";
import { Problem } from "./problem.ts";

const { title, question, group, communes, sampleSize, allocation, personsPerHamlet, upperPercent, lowerPercent, minimumPasses, stopping, replacement, reportClosesOn } = RoundPlanned.properties;
const closed = { additionalProperties: false } as const;

const Plan = Type.Object({ title, question, group, communes, sampleSize, allocation, personsPerHamlet, upperPercent, lowerPercent, minimumPasses, stopping, replacement, reportClosesOn }, closed);

/** The seed is made here and now, kept, and shown as a hash only: whoever plans cannot choose who is drawn. */
export const planRound = posted(Plan, async (plan, services, c): Promise<RoundDecided> => {
  const by = await signedIn(c, services);
  const { asOf } = currentBoundaries(services.register);
  const known = new Set(unitsAt(services.register, "commune", asOf));
  const stranger = plan.communes.find((commune) => !known.has(commune));
  if (stranger !== undefined) throw new Problem("unit-unknown", { unit: stranger });
  if (plan.lowerPercent >= plan.upperPercent) throw new Problem("malformed", { where: "lowerPercent" });
  const seed = services.primitives.random(32);
  return appendAtOffice(by.id, services, async (tx, envelope) => {
    const planned: RoundPlanned = { kind: "round-planned", ...envelope(), ...plan, communes: [...new Set(plan.communes)], seedHash: hash("sha256", hex(seed), "hex") };
    await tx.query("INSERT INTO round_seed (round, seed) VALUES ($1, $2)", [planned.key, Buffer.from(seed)]);
    return { facts: [planned], answer: { round: planned.key } };
  });
});

const OfRound = Type.Object({ round: FactKey }, closed);
/** Of a list of reserves: a third of the sample, at least three. */
const RESERVES = 3;

export const drawRound = posted(OfRound, async ({ round }, services, c): Promise<RoundDecided> => appendAtOffice((await signedIn(c, services)).id, services, async (tx, envelope) => {
  const decisions = await roundOf(round, services);
  if (stateOf(decisions) !== "planned") throw new Problem("round-already-drawn", { round });
  const { planned } = decisions;
  const seed = await seedOf(tx, round);
  const frames = await framesOf(tx, planned, services);
  const shares = allocateSample({ communes: [...frames].map(([unit, { people }]) => ({ unit, populationSize: people.length })), sampleSize: planned.sampleSize, allocation: planned.allocation });
  const facts = [...frames].flatMap(([commune, { people, reachedCount }]): DrawPublished[] => {
    const size = shares.get(commune) ?? 0;
    if (size === 0) return [];
    const draw = drawCommune({
      frame: people, sampleSize: size, personsPerHamlet: planned.personsPerHamlet, ticketOf: (name) => hash("sha256", `${hex(seed)}|${name}`, "hex"),
      reserveCount: planned.replacement === "none" ? 0 : Math.max(RESERVES, Math.ceil(size / 3)),
    });
    return [{
      kind: "draw-published", ...envelope(), round, commune, populationSize: people.length, reportedCount: people.filter(({ isReported }) => isReported).length, reachedCount,
      drawn: [...draw.drawn], reserves: [...draw.reserves], listHash: hash("sha256", drawnListText(draw), "hex"),
    }];
  });
  if (facts.length === 0) throw new Problem("nobody-to-draw", { round });
  return { facts, answer: { round } };
}));

export const closeRound = posted(OfRound, async ({ round }, services, c): Promise<RoundDecided> => appendAtOffice((await signedIn(c, services)).id, services, async (tx, envelope) => {
  if (stateOf(await roundOf(round, services)) !== "drawn") throw new Problem("round-not-open", { round });
  return { facts: [{ kind: "round-closed", ...envelope(), round, seed: hex(await seedOf(tx, round)) }], answer: { round } };
}));

/** Two weeks to answer, by the calendar. */
const ANSWER_WITHIN_MS = 14 * 86_400_000;

export const openCase = posted(Type.Object({ round: FactKey, commune: UnitId }, closed), async ({ round, commune }, services, c): Promise<RoundDecided> => appendAtOffice((await signedIn(c, services)).id, services, async (_, envelope) => {
  const decisions = await roundOf(round, services);
  if (decisions.cases.some((one) => one.commune === commune)) throw new Problem("case-already-open", { unit: commune });
  const found = (await findRound(decisions, services)).communes.find(({ unit }) => unit === commune);
  if (found === undefined) throw new Problem("commune-not-drawn", { unit: commune });
  if (found.check?.isFlagged !== true) throw new Problem("no-ground-for-case", { unit: commune });
  const opened: CaseOpened = {
    kind: "case-opened", ...envelope(), round, commune, populationSize: found.populationSize, reportedCount: found.reportedCount,
    sampleSize: found.progress.tested, successes: found.progress.passed, answerBy: new Date(services.now() + ANSWER_WITHIN_MS).toISOString().slice(0, 10),
  };
  return { facts: [opened], answer: { round, case: opened.key } };
}));

const Answer = Type.Object({ round: FactKey, case: FactKey, by: CaseAnswered.properties.by, finding: CaseAnswered.properties.finding, words: CaseAnswered.properties.words }, closed);

const ofOffice: Row = { may: ["provincial-office"], where: "anywhere" };

/** A commune may answer as often as it likes until the office closes the case; closing needs an answer of the commune, or the day to be over. */
export const answerCase = posted(Answer, async (answer, services, c): Promise<RoundDecided> => appendAtOffice((await signedIn(c, services)).id, services, async (_, envelope) => {
  const { cases, answers } = await roundOf(answer.round, services);
  const one = cases.find(({ key }) => key === answer.case);
  if (one === undefined) throw new Problem("case-unknown", { case: answer.case });
  // The province may write down what the commune told it.
  if (!(answer.by === "office" ? await admit(c, ofOffice, services, one.commune) === "allowed" : await worksFor(one.commune, c, services))) throw new Problem("not-allowed");
  if (!isOpen(answer.case, answers)) throw new Problem("case-unknown", { case: answer.case });
  const isClosing = answer.finding === "closed";
  const wasHeard = answers.some((other) => other.case === answer.case && other.by === "commune") || new Date(services.now()).toISOString().slice(0, 10) > one.answerBy;
  if (isClosing && (answer.by !== "office" || !wasHeard)) throw new Problem("case-not-heard", { answerBy: one.answerBy });
  return { facts: [{ kind: "case-answered", ...envelope(), ...answer }], answer: { round: answer.round, case: answer.case } };
}));

async function roundOf(round: FactKey, services: Services): Promise<RoundDecisions> {
  const decisions = (await readDecisions(services, round)).get(round);
  if (decisions === undefined) throw new Problem("round-unknown", { round });
  return decisions;
}

async function seedOf(tx: Transaction, round: FactKey): Promise<Uint8Array> {
  const { rows: [row] } = await tx.query<{ seed: Buffer }>("SELECT seed FROM round_seed WHERE round = $1", [round]);
  if (row === undefined) throw new Error(`the seed of round ${round} is not here`);
  return row.seed;
}

type Frame = { readonly people: readonly FramePerson[]; readonly reachedCount: number };

/** Everybody of the group on the lists of the round's communes, on the boundaries of today; nobody whose data are only kept. */
async function framesOf(tx: Transaction, planned: RoundPlanned, services: Services): Promise<ReadonlyMap<UnitId, Frame>> {
  const { asOf } = currentBoundaries(services.register);
  const wanted = new Set(planned.communes);
  const communeOf = new Map((await readCells(services)).flatMap(({ place }): [UnitId, UnitId][] => {
    const commune = communeOn(services.register, place, asOf);
    return place === "" || commune === undefined || !wanted.has(commune) ? [] : [[place, commune]];
  }));
  const { rows } = await tx.query<{ person: PersonId; place: UnitId; is_reported: boolean; is_reached: boolean }>(
    `SELECT person, place, cardinality(own_simulators) >= $3 AS is_reported, is_reached FROM standing WHERE place = ANY ($1::text[]) AND population_group = $2 AND ${isUsable("standing.person")} ORDER BY person`,
    [[...communeOf.keys()], planned.group, services.policy.minimumSimulators]);
  const byCommune = Map.groupBy(rows, ({ place }) => communeOf.get(place));
  return new Map(planned.communes.toSorted().map((commune) => {
    const own = byCommune.get(commune) ?? [];
    return [commune, { people: own.map(({ person, place, is_reported }) => ({ person, place, isReported: is_reported })), reachedCount: own.filter(({ is_reached }) => is_reached).length }];
  }));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
